//! `rotative verify`: every version against its leaves and its link, every chain, the whole record.

use std::collections::HashSet;
use std::process::ExitCode;

use manuscript::Uuid;
use manuscript::commitment::{self, Broken as BrokenVersion, Link, NO_LINK, hex};
use store::record::Entered;
use store::versions::Version;
use store::{Broken, Stacks, record, versions};

use crate::configuration::Configuration;
use crate::{Stopped, database, terminal};

const AT_A_TIME: i64 = 500;

/// What was checked, and what was found wrong.
#[derive(Debug, Default)]
pub struct Report {
    pub versions: u64,
    pub articles: u64,
    pub entries: i64,
    pub wrong: Vec<String>,
}

/// `rotative verify`
pub async fn command(configuration: &Configuration) -> Result<ExitCode, Stopped> {
    let store = database::open_existing(configuration).await?;
    let report = verify(&mut store.stacks().await?).await?;
    store.close().await;
    for wrong in &report.wrong {
        terminal::complain(wrong);
    }
    let counts = format!(
        "{} versions of {} articles, {} entries of the record",
        report.versions, report.articles, report.entries
    );
    if report.wrong.is_empty() {
        terminal::say(&format!("verified: {counts}; everything holds"));
        return Ok(ExitCode::SUCCESS);
    }
    terminal::say(&format!("NOT verified: {counts}; {} found wrong", report.wrong.len()));
    Ok(ExitCode::from(1))
}

/// Checks everything that was published and everything that was done.
pub async fn verify(stacks: &mut Stacks) -> Result<Report, Broken> {
    let mut report = Report::default();
    let entered = verify_record(stacks, &mut report).await?;
    verify_versions(stacks, &entered, &mut report).await?;
    Ok(report)
}

/// The links that the record says were published.
async fn verify_record(stacks: &mut Stacks, report: &mut Report) -> Result<HashSet<String>, Broken> {
    let (mut number, mut hash) = (0, NO_LINK);
    let mut links = HashSet::new();
    loop {
        let entries = record::after(stacks, number, AT_A_TIME).await?;
        if entries.is_empty() {
            break;
        }
        for entered in entries {
            follow(&entered, (number, hash), &mut report.wrong)?;
            links.extend(entered.entry.detail["link"].as_str().map(str::to_owned));
            (number, hash) = (entered.entry.number, entered.hash);
            report.entries += 1;
        }
    }
    if record::head(stacks).await? != (number, hash) {
        report.wrong.push(format!(
            "the record ends at number {number}, but more was entered: its tail was cut"
        ));
    }
    Ok(links)
}

/// Checks the newest entries of the record, at most so many, and answers what is wrong with them.
pub(crate) async fn verify_newest(stacks: &mut Stacks, most: i64) -> Result<Vec<String>, Broken> {
    let mut wrong = Vec::new();
    let head = record::head(stacks).await?;
    let first = (head.0 - most).max(0);
    let before = if first == 0 {
        Some(NO_LINK)
    } else {
        record::hash_at(stacks, first).await?
    };
    let mut last = (first, before.unwrap_or(NO_LINK));
    for entered in record::after(stacks, first, most).await? {
        follow(&entered, last, &mut wrong)?;
        last = (entered.entry.number, entered.hash);
    }
    if last != head {
        wrong.push(format!(
            "the record ends at number {}, but more was entered: its tail was cut",
            last.0
        ));
    }
    Ok(wrong)
}

/// Whether an entry follows the one before and is what was entered.
fn follow(entered: &Entered, (number, hash): (i64, commitment::Hash), wrong: &mut Vec<String>) -> Result<(), Broken> {
    if entered.entry.number != number + 1 {
        wrong.push(format!("the record has a gap after number {number}"));
    }
    let expected = entered
        .entry
        .hash_after(&hash)
        .map_err(|error| Broken::unreadable("a record entry", error))?;
    if expected != entered.hash {
        wrong.push(format!(
            "entry {} of the record is not what was entered, or does not follow the one before",
            entered.entry.number
        ));
    }
    Ok(())
}

async fn verify_versions(stacks: &mut Stacks, entered: &HashSet<String>, report: &mut Report) -> Result<(), Broken> {
    let (mut article, mut number, mut link) = (Uuid::nil(), 0, NO_LINK);
    loop {
        let next = versions::after(stacks, (article, number), AT_A_TIME).await?;
        if next.is_empty() {
            return Ok(());
        }
        for version in next {
            if version.article != article {
                (number, link) = (0, NO_LINK);
                report.articles += 1;
            }
            verify_version(&version, (number, link), entered, report);
            (article, number, link) = (version.article, version.number, version.link);
        }
    }
}

fn verify_version(version: &Version, before: (i64, commitment::Hash), entered: &HashSet<String>, report: &mut Report) {
    report.versions += 1;
    let place = format!("article {}, version {}", version.article, version.number);
    let link = Link {
        previous: &version.previous,
        article: version.article,
        number: version.number,
        nature: version.nature,
        at: version.at,
    };
    let mut found = commitment::verify(&version.copy, &version.leaves, &link, &version.link);
    if (version.number, version.previous) != (before.0 + 1, before.1) {
        found.push(BrokenVersion::Chain);
    }
    report.wrong.extend(found.into_iter().map(|broken| format!("{place}: {broken}")));
    if !entered.contains(&hex(&version.link)) {
        report.wrong.push(format!("{place}: the record knows nothing of it"));
    }
}
