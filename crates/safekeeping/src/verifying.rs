//! Every version against its leaves and its link, every chain, the whole record.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use manuscript::commitment::{self, Broken as BrokenVersion, Committed, Leaf, Link, NO_LINK, hex};
use manuscript::state::Derived;
use manuscript::{Said, Uuid, canonical};
use serde_json::Value;
use store::articles::{self, Unproven};
use store::record::Entered;
use store::versions::Kept;
use store::{Broken, Numbered, Snapshot, explanations, proving, public_media, record, versions};
use tokio::task::JoinHandle;

const AT_A_TIME: i64 = 500;

/// What was checked, and what was found wrong.
#[derive(Debug, Default)]
pub struct Report {
    pub versions: u64,
    pub articles: u64,
    pub entries: i64,
    /// From this entry on the state of the paper is proven; nothing where no entry commits to it.
    pub proven_from: Option<i64>,
    /// Drafts that were typed on since an entry committed to them; that is no fault.
    pub unproven: Vec<Unproven>,
    pub wrong: Vec<Said>,
}

/// Checks everything that was published and everything that was done.
pub async fn verify(snapshot: &mut Snapshot) -> Result<Report, Broken> {
    let mut report = Report::default();
    let mut entered = verify_record(snapshot, &mut report).await?;
    let proof = proving::prove(snapshot, std::mem::take(&mut entered.state)).await?;
    report.proven_from = proof.from;
    report.wrong.extend(proof.wrong);
    report.unproven = articles::unproven(snapshot).await?;
    let entered = Arc::new(entered);
    verify_versions(snapshot, &entered, &mut report).await?;
    verify_public_media(snapshot, &entered, &mut report).await?;
    Ok(report)
}

/// What the record says was done: the links that were published, the leaves that were withheld.
#[derive(Default)]
struct InRecord {
    links: HashSet<String>,
    withheld: HashSet<(Uuid, i64, String)>,
    explanations: HashSet<String>,
    /// What readers were told of these versions was withheld.
    untold: HashSet<(Uuid, i64)>,
    /// What readers get of each file, by the hash of what was received.
    public_media: HashMap<String, Option<String>>,
    /// Every version that was published.
    published: HashSet<(Uuid, i64)>,
    /// What everything is, as entries say it.
    state: Derived,
}

impl InRecord {
    fn take(&mut self, thing: Option<Uuid>, detail: &Value) {
        self.published.extend(thing.zip(detail["version"].as_i64()));
        for (article, numbers) in detail["untold"].as_object().into_iter().flatten() {
            let Ok(article) = Uuid::try_parse(article) else { continue };
            let numbers = numbers.as_array().into_iter().flatten().filter_map(Value::as_i64);
            self.untold.extend(numbers.map(|number| (article, number)));
        }
        for file in detail["files"].as_array().into_iter().flatten() {
            let public = file["public"].as_str().map(str::to_owned);
            self.public_media
                .extend(file["received"].as_str().map(|received| (received.to_owned(), public)));
        }
        self.links.extend(detail["link"].as_str().map(str::to_owned));
        self.explanations.extend(detail["explanation"].as_str().map(str::to_owned));
        for (article, versions) in detail["withheld"].as_object().into_iter().flatten() {
            let Ok(article) = Uuid::try_parse(article) else { continue };
            for (number, paths) in versions.as_object().into_iter().flatten() {
                let number = number.parse().unwrap_or_default();
                let paths = paths.as_array().into_iter().flatten().filter_map(Value::as_str);
                self.withheld.extend(paths.map(|path| (article, number, path.to_owned())));
            }
        }
    }
}

async fn verify_record(snapshot: &mut Snapshot, report: &mut Report) -> Result<InRecord, Broken> {
    let (mut number, mut hash) = (0, NO_LINK);
    let mut at_work: Option<JoinHandle<Result<Read, Broken>>> = None;
    let mut read = loop {
        let entries = record::after(snapshot, number, AT_A_TIME).await?;
        // While one batch is checked, the next one is read.
        let read = match at_work.take() {
            Some(checked) => checked.await.map_err(|_| Broken::because("verification was interrupted"))??,
            None => Read::default(),
        };
        let Some(last) = entries.last() else { break read };
        let before = Before { number, hash };
        (number, hash) = (last.entry.number, last.hash);
        report.entries += entries.len() as i64;
        at_work = Some(tokio::task::spawn_blocking(move || read.and(&entries, before)));
    };
    if record::head(snapshot).await? != (number, hash) {
        read.wrong.push(cut_at(number));
    }
    report.wrong.append(&mut read.wrong);
    Ok(read.found)
}

/// What was read of the record so far says, and what is wrong with it.
#[derive(Default)]
struct Read {
    found: InRecord,
    wrong: Vec<Said>,
}

impl Read {
    fn and(mut self, entries: &[Entered], mut before: Before) -> Result<Self, Broken> {
        for entered in entries {
            follow(entered, before, &mut self.wrong)?;
            self.found.take(entered.entry.thing, &entered.entry.detail);
            let taken = self.found.state.take(&entered.entry);
            taken.map_err(|error| Broken::unreadable("a record entry", error))?;
            before = Before::of(entered);
        }
        Ok(self)
    }
}

/// Checks the newest entries of the record, at most so many, and answers what is wrong with them.
pub async fn verify_newest(snapshot: &mut Snapshot, most: i64) -> Result<Vec<Said>, Broken> {
    let mut wrong = Vec::new();
    let head = record::head(snapshot).await?;
    let first = (head.0 - most).max(0);
    let before = if first == 0 {
        Some(NO_LINK)
    } else {
        record::hash_at(snapshot, first).await?
    };
    let mut last = Before {
        number: first,
        hash: before.unwrap_or(NO_LINK),
    };
    for entered in record::after(snapshot, first, most).await? {
        follow(&entered, last, &mut wrong)?;
        last = Before::of(&entered);
    }
    if (last.number, last.hash) != head {
        wrong.push(cut_at(last.number));
    }
    Ok(wrong)
}

fn cut_at(number: i64) -> Said {
    Said::new(
        format!("le registre finit au numéro {number}, mais plus y a été inscrit : sa fin a été coupée"),
        format!("the record ends at number {number}, but more was entered: its tail was cut"),
    )
}

/// The entry that stands before another one.
#[derive(Clone, Copy)]
struct Before {
    number: i64,
    hash: commitment::Hash,
}

impl Before {
    fn of(entered: &Entered) -> Self {
        Self {
            number: entered.entry.number,
            hash: entered.hash,
        }
    }
}

/// Whether an entry follows the one before and is what was entered.
fn follow(entered: &Entered, before: Before, wrong: &mut Vec<Said>) -> Result<(), Broken> {
    let Before { number, hash } = before;
    if entered.entry.number != number + 1 {
        wrong.push(Said::new(
            format!("le registre a un trou après le numéro {number}"),
            format!("the record has a gap after number {number}"),
        ));
    }
    let expected = entered
        .entry
        .hash_after(&hash)
        .map_err(|error| Broken::unreadable("a record entry", error))?;
    if expected != entered.hash {
        let number = entered.entry.number;
        wrong.push(Said::new(
            format!("l’inscription {number} du registre n’est pas ce qui a été inscrit, ou ne suit pas la précédente"),
            format!("entry {number} of the record is not what was entered, or does not follow the one before"),
        ));
    }
    Ok(())
}

async fn verify_versions(snapshot: &mut Snapshot, entered: &Arc<InRecord>, report: &mut Report) -> Result<(), Broken> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let (mut article, mut number, mut link) = (Uuid::nil(), 0, NO_LINK);
    let mut met = HashSet::new();
    let mut at_work: Vec<JoinHandle<Vec<Said>>> = Vec::new();
    loop {
        let next = versions::kept_after(snapshot, Numbered::of(article, number), AT_A_TIME).await?;
        // While one batch is checked, the next one is read.
        for checked in std::mem::take(&mut at_work) {
            report
                .wrong
                .extend(checked.await.map_err(|_| Broken::because("verification was interrupted"))?);
        }
        if next.is_empty() {
            break;
        }
        for version in &next {
            if version.article != article {
                (number, link) = (0, NO_LINK);
                report.articles += 1;
            }
            report.versions += 1;
            met.insert((version.article, version.number));
            if (version.number, version.previous) != (number + 1, link) {
                report.wrong.push(of_version(version, &said_of(&BrokenVersion::Chain)));
            }
            (article, number, link) = (version.article, version.number, version.link);
        }
        let each = next.len().div_ceil(cores);
        let mut next = next;
        while !next.is_empty() {
            let part = next.split_off(next.len().saturating_sub(each));
            let entered = Arc::clone(entered);
            at_work.push(tokio::task::spawn_blocking(move || {
                part.iter().flat_map(|version| wrong_in(version, &entered)).collect()
            }));
        }
    }
    for (article, number) in entered.published.difference(&met) {
        report.wrong.push(Said::new(
            format!("article {article}, version {number} : elle a été publiée et n’est plus là"),
            format!("article {article}, version {number}: it was published and is gone"),
        ));
    }
    verify_explanations(snapshot, entered, report).await
}

fn of_version(version: &Kept, wrong: &Said) -> Said {
    let place = format!("article {}, version {}", version.article, version.number);
    Said::new(format!("{place} : {}", wrong.fr), format!("{place}: {}", wrong.en))
}

fn said_of(broken: &BrokenVersion) -> Said {
    let french = match broken {
        BrokenVersion::Leaf(path) => format!("le texte de « {path} » n’est pas ce qui a été publié"),
        BrokenVersion::Missing(path) => format!("« {path} » a été publié et manque"),
        BrokenVersion::Added(path) => format!("« {path} » n’a jamais été publié"),
        BrokenVersion::Link => "le lien ne va pas avec ses feuilles, son numéro, sa nature ou son instant".to_owned(),
        BrokenVersion::Chain => "la version ne suit pas la précédente".to_owned(),
        BrokenVersion::Unreadable(error) => format!("la copie ne peut pas être lue : {error}"),
    };
    Said::new(french, broken.to_string())
}

/// What is wrong with one version by itself, and with what the record says of it.
fn wrong_in(version: &Kept, entered: &InRecord) -> Vec<Said> {
    let leaves: Vec<Leaf> = match canonical::read(&version.leaves) {
        Ok(leaves) => leaves,
        Err(error) => {
            let wrong = Said::new(
                format!("ses feuilles ne peuvent pas être lues : {error}"),
                format!("its leaves cannot be read: {error}"),
            );
            return vec![of_version(version, &wrong)];
        }
    };
    let link = Link {
        previous: &version.previous,
        article: version.article,
        number: version.number,
        nature: version.nature,
        at: version.at,
    };
    let found = commitment::verify(
        &Committed {
            copy: &version.copy,
            leaves: &leaves,
        },
        &link,
        &version.link,
    );
    let mut wrong: Vec<Said> = found.iter().map(said_of).collect();
    if !entered.links.contains(&hex(&version.link)) {
        wrong.push(Said::new("le registre n’en sait rien", "the record knows nothing of it"));
    }
    for leaf in leaves.into_iter().filter(|leaf| leaf.salt.is_none()) {
        let act = (version.article, version.number, leaf.path);
        if !entered.withheld.contains(&act) {
            wrong.push(Said::new(
                format!("« {} » n’est plus là, et aucun acte ne l’a retiré", act.2),
                format!("`{}` is gone, and no act withheld it", act.2),
            ));
        }
    }
    wrong.iter().map(|wrong| of_version(version, wrong)).collect()
}

/// What readers were told is what the record committed to.
async fn verify_explanations(snapshot: &mut Snapshot, entered: &InRecord, report: &mut Report) -> Result<(), Broken> {
    let all = Uuid::nil()..=Uuid::max();
    let mut left: HashSet<&String> = entered.explanations.iter().collect();
    for (article, told) in explanations::within(snapshot, &all).await? {
        let is_same = match (&told.salt, &told.text) {
            (Some(salt), Some(text)) => commitment::explanation_digest(salt, text) == told.digest,
            _ => entered.untold.contains(&(article, told.version)),
        };
        if !left.remove(&hex(&told.digest)) || !is_same {
            let number = told.version;
            report.wrong.push(Said::new(
                format!("article {article}, ce qui a été dit aux lecteurs de la version {number} : ce n’est pas ce qui a été dit"),
                format!("article {article}, what readers were told about version {number}: it is not what was said"),
            ));
        }
    }
    report.wrong.extend(left.iter().map(|digest| {
        Said::new(
            format!("ce qui a été dit aux lecteurs n’est plus là : {digest}"),
            format!("what readers were told is gone: {digest}"),
        )
    }));
    Ok(())
}

/// What readers get of each file is what was made of it; of one that nothing is said of, readers get nothing.
async fn verify_public_media(snapshot: &mut Snapshot, entered: &InRecord, report: &mut Report) -> Result<(), Broken> {
    for (received, cleaned) in public_media::all(snapshot).await? {
        let received = hex(&received);
        let public = cleaned.outcome.ok().map(|public| hex(&public));
        if entered.public_media.get(&received) != Some(&public) {
            report.wrong.push(Said::new(
                format!("fichier {received} : ce que les lecteurs en ont n’est pas ce qui en a été fait"),
                format!("file {received}: what readers get of it is not what was made of it"),
            ));
        }
    }
    Ok(())
}
