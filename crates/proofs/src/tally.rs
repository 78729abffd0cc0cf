//! A house style over many texts: hits and examples for each check.

use std::collections::BTreeMap;

use copydesk::{Context, House, fixes};
use manuscript::{Copy, Uuid};
use rayon::prelude::*;

/// Examples for each check.
const EXAMPLES: usize = 3;

/// What a check found.
#[derive(Debug, Default)]
pub struct Hits {
    pub count: usize,
    /// In how many versions.
    pub versions: usize,
    /// The first of them.
    pub examples: Vec<String>,
}

/// A version to be read, and the one before it.
pub struct ToRead {
    pub article: Uuid,
    pub number: i64,
    pub copy: Copy,
    pub previous: Option<Copy>,
}

/// What each check found in all that was read.
#[derive(Debug, Default)]
pub struct Tally(BTreeMap<&'static str, Hits>);

impl Tally {
    /// Reads further versions.
    pub fn read(&mut self, versions: &[ToRead], house: &House) {
        let found: Vec<_> = versions.par_iter().map(|version| found_in(version, house)).collect();
        for (code, examples) in found.into_iter().flatten() {
            let hits = self.0.entry(code).or_default();
            hits.count += examples.len();
            hits.versions += 1;
            let room = EXAMPLES.saturating_sub(hits.examples.len());
            hits.examples.extend(examples.into_iter().take(room));
        }
    }

    /// What the check with a code found, if it found anything.
    pub fn of(&self, code: &str) -> Option<&Hits> {
        self.0.get(code)
    }
}

fn found_in(version: &ToRead, house: &House) -> BTreeMap<&'static str, Vec<String>> {
    let context = Context {
        previous: version.previous.as_ref(),
        ..Context::default()
    };
    let mut by_code: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for finding in copydesk::read(&version.copy, &context, house) {
        let words = fixes::words_at(&version.copy, &finding.primary);
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
