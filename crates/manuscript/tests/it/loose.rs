//! Reading what was never meant for the paper: other systems' front matter, and what a manuscript would need.

use manuscript::Block;
use manuscript::copy::Signature;
use manuscript::language::Language;
use manuscript::markdown::{Defaults, Malformed, Manuscript, read, read_loosely};

fn defaults() -> Defaults {
    Defaults {
        language: Language::french(),
        zone: jiff::tz::TimeZone::get("Europe/Paris").unwrap(),
        markup: &arrivals::Arrivals,
    }
}

fn loosely(file: &str) -> Manuscript {
    let read = read_loosely(file, &defaults());
    read.unwrap_or_else(|malformed| panic!("{malformed} in {file}")).0
}

fn refused(file: &str) -> Malformed {
    read_loosely(file, &defaults()).unwrap_err()
}

#[test]
fn the_front_matter_of_others_is_taken() {
    let file = "---\nlayout: post\ntitle: Le titre\nsubtitle: Un *chapô*\nauthors: [Léa, {name: Paul, twitter: x}]\ndate: 2026-07-01 08:30\n\
        lang: en\ntags: [Eau, Ponts]\ncategory: societe\nkind: post\npinned: [1]\nextra: {a: {b: [{c: d}]}}\nlead: cover.jpg\n---\n\nUn.\n";
    let taken = loosely(file);
    assert_eq!(
        (taken.copy.headline.as_str(), taken.copy.standfirst_words().as_str()),
        ("Le titre", "Un chapô")
    );
    assert_eq!(taken.copy.byline.len(), 2);
    assert!(matches!(&taken.copy.byline[1], Signature::Person(person) if person.name == "Paul"));
    assert_eq!(taken.published.unwrap().rfc3339(), "2026-07-01T06:30:00Z");
    assert_eq!(
        (taken.copy.language.as_str(), taken.topics, taken.section.as_deref()),
        ("en", vec!["Eau".to_owned(), "Ponts".to_owned()], Some("societe"))
    );
    assert!(read(file, &defaults()).is_err());
    let other = loosely("---\nauthor: Léa\ntags: Eau, Ponts\ndate: demain\nsummary: Chapô\ndescription: Une phrase\n---\n");
    assert_eq!((other.copy.byline.len(), other.topics.len(), other.published), (1, 2, None));
    assert_eq!(
        (other.copy.standfirst_words().as_str(), other.copy.description.as_deref()),
        ("Chapô", Some("Une phrase"))
    );
}

#[test]
fn what_a_manuscript_needs_may_be_missing() {
    let file = "---\nkind: pickup\nlead: {picture: a.jpg, focal: x}\n---\n\n![Un](b.jpg)\n\n:::image picture=\"c.jpg\"\n:::\n\n:::audio file=\"d.mp3\" title=\"Son\"\n:::\n";
    let taken = loosely(file);
    assert_eq!(
        (taken.copy.headline.as_str(), taken.copy.lead.unwrap().image.credit.as_str()),
        ("", "")
    );
    assert!(matches!(&taken.copy.body[0], Block::Image(node) if node.attrs.image.credit.is_empty()));
    assert_eq!((taken.copy.body.len(), taken.copy.source_credit), (3, None));
    assert!(read(file, &defaults()).is_err());
    assert_eq!(loosely("").copy.body, []);
    assert_eq!(loosely("Un texte.\n").copy.body.len(), 1);
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place() {
    for (file, line) in [
        ("---\ntitle: x\n", 1),
        ("---\ntitle: [x\n---\n", 2),
        ("---\nun texte\n---\n", 2),
        ("Un.\n\0\n", 2),
        ("Un.\n\n:::box\nDeux.\n", 3),
        ("Un.\n\n:::boite\n:::\n", 3),
        (":::image credit=\"x\"\n:::\n", 1),
    ] {
        let malformed = refused(file);
        assert!(malformed.line >= line && malformed.line <= line + 1, "{malformed} in {file:?}");
    }
}
