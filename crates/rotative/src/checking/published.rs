//! `rotative check --published`: a house style over everything that was ever published, hits and examples for each check.

use std::collections::BTreeMap;
use std::process::ExitCode;

use copydesk::{Context, House, checks, mending};
use manuscript::{Copy, Uuid};
use rayon::prelude::*;
use store::versions::{self, Kept};
use store::{Numbered, Stacks};

use crate::configuration::Configuration;
use crate::{Stopped, database, terminal};

/// Versions that are read from the database at a time.
const AT_A_TIME: i64 = 200;
/// Examples for each check.
const EXAMPLES: usize = 3;

/// What a check found.
#[derive(Default)]
struct Hits {
    count: usize,
    versions: usize,
    examples: Vec<String>,
}

/// A version to be read, and the one before it.
struct ToRead {
    article: Uuid,
    number: i64,
    copy: Copy,
    previous: Option<Copy>,
}

pub(super) async fn command(configuration: &Configuration, house: &House) -> Result<ExitCode, Stopped> {
    let store = database::open_existing(configuration).await?;
    let (versions, hits) = over_everything(&mut store.stacks().await?, house).await?;
    store.close().await;
    terminal::say(&format!("{versions} published versions"));
    for check in checks::all() {
        let Some(hits) = hits.get(check.code) else { continue };
        terminal::say(&format!(
            "{}  {:>6} × in {:>5} versions  {}",
            check.code, hits.count, hits.versions, check.title_en
        ));
        hits.examples
            .iter()
            .for_each(|example| terminal::say(&format!("         {example}")));
    }
    Ok(ExitCode::SUCCESS)
}

async fn over_everything(stacks: &mut Stacks, house: &House) -> Result<(usize, BTreeMap<&'static str, Hits>), Stopped> {
    let (mut from, mut count) = (Numbered::BEFORE_ALL, 0);
    let mut before: Option<(Uuid, Copy)> = None;
    let mut hits = BTreeMap::new();
    loop {
        let batch = versions::kept_after(stacks, from, AT_A_TIME).await?;
        let Some(last) = batch.last() else { return Ok((count, hits)) };
        from = Numbered::of(last.article, last.number);
        count += batch.len();
        let mut to_read = Vec::with_capacity(batch.len());
        for version in &batch {
            let copy = version.readable()?.copy;
            let previous = before
                .take()
                .filter(|(article, _)| *article == version.article)
                .map(|(_, copy)| copy);
            before = Some((version.article, copy.clone()));
            to_read.push(to_be_read(version, copy, previous));
        }
        tally(&to_read, house, &mut hits);
    }
}

fn to_be_read(version: &Kept, copy: Copy, previous: Option<Copy>) -> ToRead {
    ToRead {
        article: version.article,
        number: version.number,
        copy,
        previous,
    }
}

fn tally(to_read: &[ToRead], house: &House, hits: &mut BTreeMap<&'static str, Hits>) {
    let found: Vec<_> = to_read.par_iter().map(|version| found_in(version, house)).collect();
    for by_code in found {
        for (code, examples) in by_code {
            let hits = hits.entry(code).or_default();
            hits.count += examples.len();
            hits.versions += 1;
            let room = EXAMPLES.saturating_sub(hits.examples.len());
            hits.examples.extend(examples.into_iter().take(room));
        }
    }
}

fn found_in(version: &ToRead, house: &House) -> BTreeMap<&'static str, Vec<String>> {
    let context = Context {
        previous: version.previous.as_ref(),
        ..Context::default()
    };
    let mut by_code: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for finding in copydesk::read(&version.copy, &context, house) {
        let words = mending::words_at(&version.copy, &finding.primary);
        let example = format!("{} v{}: “{}”", version.article, version.number, shortened(&words));
        by_code.entry(finding.code).or_default().push(example);
    }
    by_code
}

fn shortened(words: &str) -> String {
    const MOST: usize = 70;
    match words.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &words[..at]),
        None => words.to_owned(),
    }
}
