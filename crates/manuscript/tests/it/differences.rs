//! Differences: they lead from the old words to the new ones and back, name every leaf that changed, and read well.

use std::collections::BTreeSet;

use manuscript::body::{Block, Node, Plain};
use manuscript::commitment::{Leaf, leaves_of};
use manuscript::difference::{Change, Changed, Part, Run, between, runs, shortened};
use manuscript::language::Language;
use manuscript::text::plain;
use manuscript::{Copy, canonical};
use proptest::prelude::*;

use crate::{arbitrary, commitments};

fn side(runs: &[Run], is_of: fn(&Run) -> bool) -> String {
    runs.iter().filter(|run| is_of(run)).map(Run::text).collect()
}

fn old_side(runs: &[Run]) -> String {
    side(runs, |run| !matches!(run, Run::Added(_)))
}

fn new_side(runs: &[Run]) -> String {
    side(runs, |run| !matches!(run, Run::Removed(_)))
}

/// Paths of the leaves that are not the same in both; the schema is not read.
fn leaves_that_differ(old: &Copy, new: &Copy) -> BTreeSet<String> {
    let leaves = |copy: &Copy| -> BTreeSet<(String, String)> {
        let leaves = leaves_of(&canonical::text_of(copy).unwrap(), &commitments::Counting).unwrap();
        leaves.into_iter().map(|Leaf { path, digest, .. }| (path, digest)).collect()
    };
    let differ = |(path, _): &(String, String)| path.clone();
    leaves(old).symmetric_difference(&leaves(new)).map(differ).collect()
}

proptest! {
    #[test]
    fn runs_lead_from_the_old_words_to_the_new_and_back(old in arbitrary::words(), new in arbitrary::words(), both in arbitrary::words()) {
        let (old, new) = (format!("{old} {both}"), format!("{both}{new}"));
        let runs = runs(&old, &new);
        prop_assert_eq!(old_side(&runs), old);
        prop_assert_eq!(new_side(&runs), new);
        prop_assert!(runs.iter().all(|run| !run.text().is_empty()));
    }

    #[test]
    fn every_leaf_that_differs_is_named_and_no_other(one in arbitrary::manuscript(), other in arbitrary::manuscript(), turn in 0usize..5) {
        let old = one.copy;
        let mut new = other.copy;
        // Some blocks stay, and stand elsewhere.
        let kept: Vec<Block> = old.body.iter().filter(|block| new.body.iter().all(|own| own.id() != block.id())).cloned().collect();
        new.body.extend(kept);
        let at = turn.min(new.body.len());
        new.body.rotate_left(at);
        let changes = between(&old, &new);
        let named: BTreeSet<String> = changes.iter().filter(|one| one.change != Change::Moved).map(|one| one.place.clone()).collect();
        prop_assert_eq!(named, leaves_that_differ(&old, &new));
        prop_assert_eq!(changes.is_empty(), old == new);
    }
}

fn paragraph(id: &str, text: &str) -> Block {
    Block::Paragraph(Node {
        attrs: Plain { id: id.into() },
        content: plain(text),
    })
}

fn article(headline: &str, body: &[(&str, &str)]) -> Copy {
    Copy {
        body: body.iter().map(|(id, text)| paragraph(id, text)).collect(),
        ..Copy::headed(headline, Language::french())
    }
}

/// `same [-removed-]{+added+}`, as editors of text know it.
fn shown(runs: &[Run]) -> String {
    let show = |run: &Run| match run {
        Run::Same(text) => text.clone(),
        Run::Added(text) => format!("{{+{text}+}}"),
        Run::Removed(text) => format!("[-{text}-]"),
    };
    runs.iter().map(show).collect()
}

#[test]
fn a_correction_shows_the_words_that_changed_and_no_more() {
    for (old, new, expected) in [
        (
            "Le pont, ouvert en 1962, porte 12 400 véhicules.",
            "Le pont, ouvert en 1967, porte 12 900 véhicules.",
            "Le pont, ouvert en [-1962-]{+1967+}, porte [-12 400-]{+12 900+} véhicules.",
        ),
        ("à 14 h 30, l’arche", "à 14 h 45, l’arche", "à [-14 h 30-]{+14 h 45+}, l’arche"),
        (
            "L’agglomération a dit oui hier.",
            "La préfecture a dit oui hier.",
            "[-L’agglomération-]{+La préfecture+} a dit oui hier.",
        ),
        (
            "Selon la mairie, trois rapports existent.",
            "Selon le conseil départemental, trois rapports existent.",
            "Selon [-la mairie-]{+le conseil départemental+}, trois rapports existent.",
        ),
        (
            "Rien de commun ici",
            "Autre chose là-bas",
            "[-Rien de commun ici-]{+Autre chose là-bas+}",
        ),
    ] {
        assert_eq!(shown(&runs(old, new)), expected);
    }
}

#[test]
fn changes_come_in_reading_order_with_what_happened() {
    let old = article(
        "Un pont",
        &[("a", "Un."), ("b", "Deux mots ici."), ("c", "Trois."), ("d", "Quatre.")],
    );
    let mut new = article(
        "Un pont ancien",
        &[("a", "Un."), ("d", "Quatre."), ("b", "Deux mots là."), ("e", "Cinq.")],
    );
    new.short_headline = Some("Le pont".into());
    let short = |change: &Changed| (change.place.clone(), change.change);
    let expected = [
        ("headline", Change::Words),
        ("body/d", Change::Moved),
        ("body/b", Change::Words),
        ("body/c", Change::Removed),
        ("body/e", Change::Added),
        ("short_headline", Change::Added),
    ];
    let mut found: Vec<(String, Change)> = between(&old, &new).iter().map(short).collect();
    let mut expected: Vec<(String, Change)> = expected.map(|(place, change)| (place.to_owned(), change)).into();
    assert_eq!((&found[0], found.last()), (&expected[0], expected.last()));
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn a_link_that_changes_under_the_same_words_is_named() {
    let old = article("Titre", &[("a", "Un.")]);
    let mut new = old.clone();
    new.each_text_mut(&mut |text| text.iter_mut().for_each(|piece| piece.marks_mut().push(manuscript::Mark::Strong)));
    let changes = between(&old, &new);
    assert_eq!(changes.len(), 1);
    assert_eq!(
        (changes[0].part, changes[0].change, &*changes[0].place),
        (Part::Paragraph, Change::Beside, "body/a")
    );
    assert_eq!(changes[0].runs, [Run::Same("Un.".into())]);
}

#[test]
fn what_did_not_change_is_shortened_around_what_did() {
    let long = "un deux trois quatre cinq six sept huit neuf dix";
    let runs = runs(&format!("{long} A {long} B {long}"), &format!("{long} X {long} Y {long}"));
    assert_eq!(
        shown(&shortened(&runs, 2)),
        "[…] neuf dix [-A-]{+X+} un deux […] neuf dix [-B-]{+Y+} un deux […]"
    );
    assert_eq!(shown(&shortened(&[Run::Same(long.into())], 2)), "un deux trois quatre […]");
    assert_eq!(shown(&shortened(&[Run::Added(long.into())], 2)), format!("{{+{long}+}}"));
    assert_eq!(shown(&shortened(&runs, 20)), shown(&runs));
}
