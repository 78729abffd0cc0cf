//! What the demo paper says of its own house style.

use std::path::{Path, PathBuf};

use copydesk::House;
use copydesk::learning::{Learned, learn};
use copydesk::lexicon::Lexicon;
use manuscript::Copy;
use manuscript::language::Language;
use manuscript::markdown::{Defaults, read};

fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo")
}

/// The manuscripts of the demo paper, with their paths in it.
fn manuscripts() -> Vec<(String, Copy)> {
    let defaults = Defaults {
        language: Language::french(),
        zone: jiff::tz::TimeZone::UTC,
        markup: &arrivals::Arrivals,
    };
    let mut found = Vec::new();
    for section in [
        "culture",
        "economie",
        "en",
        "idees",
        "international",
        "light",
        "politique",
        "societe",
    ] {
        for file in std::fs::read_dir(demo().join(section)).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "md") {
                let name = format!("{section}/{}", path.file_stem().unwrap().to_string_lossy());
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((name, read(&text, &defaults).unwrap().copy));
            }
        }
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

fn learned() -> Learned {
    let copies = manuscripts();
    let french = Lexicon::french();
    let named = copies.iter().map(|(name, copy)| (name.as_str(), copy));
    learn(named, House::shipped(), |word| french.knows_in_any_case(word))
}

#[test]
fn the_demo_paper_proposes_its_own_house_and_it_reads_back() {
    let learned = learned();
    let text = learned.to_toml();
    let house = House::read(&text).unwrap_or_else(|refused| panic!("{refused}\n{text}"));
    assert!(learned.articles > 80);
    assert!(house.names.iter().any(|name| name.preferred == "Tarvoise"), "{text}");
    assert!(learned.words.len() < 5, "few words are the demo's own: {:?}", learned.words);
    assert!(learned.agencies.is_empty(), "licences are no agencies: {:?}", learned.agencies);
    assert!(learned.habits.apostrophes.typographic > 1000 && learned.habits.apostrophes.straight == 0);
}

#[test]
fn what_is_learned_twice_is_the_same() {
    assert_eq!(learned().to_toml(), learned().to_toml());
}
