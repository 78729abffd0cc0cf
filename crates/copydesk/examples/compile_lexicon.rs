//! Compiles a list of word forms, as `lexicon/expand.py` writes it, into the data that the lexicon embeds.
//!
//! `compile_lexicon LIST WORDS TAGS`: the map from each form to the place of its tag set, and the table of tag sets.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "this program makes the data; it is run by hand and reads and writes files"
)]

use std::collections::BTreeMap;
use std::error::Error;
use std::process::ExitCode;

use fst::MapBuilder;

/// Each form with its tag set, in the order of their bytes.
type Forms<'a> = Vec<(&'a str, u32)>;

fn main() -> ExitCode {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [list, words, tags] = paths.as_slice() else {
        eprintln!("compile_lexicon LIST WORDS TAGS");
        return ExitCode::FAILURE;
    };
    match compile(list, words, tags) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{list} could not be compiled: {why}");
            ExitCode::FAILURE
        }
    }
}

fn compile(list: &str, words: &str, tags: &str) -> Result<(), Box<dyn Error>> {
    let text = std::fs::read_to_string(list)?;
    let forms = read(&text)?;
    let table = by_frequency(&forms);
    let mut map = MapBuilder::memory();
    for (form, kinds) in &forms {
        let place = table.iter().position(|set| set == kinds).ok_or("a tag set is not in the table")?;
        map.insert(form, u64::try_from(place)?)?;
    }
    std::fs::write(words, map.into_inner()?)?;
    std::fs::write(tags, table.iter().flat_map(|set| set.to_le_bytes()).collect::<Vec<u8>>())?;
    Ok(())
}

fn read(text: &str) -> Result<Forms<'_>, Box<dyn Error>> {
    text.lines()
        .map(|line| {
            let (form, kinds) = line.split_once('\t').ok_or("a line has no tab")?;
            Ok((form, kinds.parse()?))
        })
        .collect()
}

/// The distinct tag sets, the most frequent first: small numbers make the map small.
fn by_frequency(forms: &Forms<'_>) -> Vec<u32> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for (_, kinds) in forms {
        *counts.entry(*kinds).or_default() += 1;
    }
    let mut sets: Vec<(u32, usize)> = counts.into_iter().collect();
    sets.sort_by_key(|(set, count)| (usize::MAX - count, *set));
    sets.into_iter().map(|(set, _)| set).collect()
}
