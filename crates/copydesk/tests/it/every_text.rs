//! The desk reads every text of a copy that is published, and can fix each.

use std::collections::BTreeSet;

use copydesk::{Applicability, Spot, fixes};
use manuscript::walk::texts_of;

use crate::copies::{article, read};

/// Something of everything, two spaces in every text.
const DOUBLED: &str = include_str!("../copies/every-text.md");

fn spots(copy: &manuscript::Copy) -> BTreeSet<Spot> {
    texts_of(copy).into_iter().map(|(spot, _)| spot).collect()
}

#[test]
fn every_text_is_read_and_mended() {
    let copy = article(DOUBLED);
    let findings = read(&copy);
    let doubled: Vec<_> = findings.iter().filter(|finding| finding.code == "TYP-24").cloned().collect();
    let found: BTreeSet<Spot> = doubled.iter().map(|finding| finding.primary.spot.clone()).collect();
    assert_eq!(found, spots(&copy));
    assert!(found.len() > 40, "{}", found.len());
    let mended = fixes::mended(&copy, &fixes::chosen(&doubled, Applicability::Safe));
    assert!(texts_of(&mended).iter().all(|(_, text)| !text.contains("  ")));
    assert_eq!(spots(&mended), found);
}

#[test]
fn what_is_set_aside_is_not_read() {
    let copy = article("# Titre\n\n:::stash\nDeux  espaces.\n\n:::box title=\"Deux  espaces\"\nDeux  espaces.\n:::\n:::\n\nFin.\n");
    assert!(read(&copy).iter().all(|finding| finding.code != "TYP-24"));
    assert_eq!(copydesk::passages(&copy).len(), 2);
}

#[test]
fn a_biography_is_read_as_sentences_and_is_nothing_of_the_article() {
    let file = "---\nheadline: Le pont rouvrira dans 3 jours\nbyline:\n  - name: Léa Roche\n    biography: Elle a dirigé 40 ponts de de la région.\n---\n\nLe pont rouvrira dans 3 jours.\n";
    let findings = read(&article(file));
    let about: Vec<_> = findings
        .iter()
        .filter(|finding| finding.primary.spot == Spot::Biography(0))
        .collect();
    assert!(about.iter().any(|finding| finding.code == "REP-301"), "{about:#?}");
    assert!(about.iter().all(|finding| !finding.code.starts_with("FIG")), "{about:#?}");
}
