//! What is shown: one mark for each hundred words, seven at most, what would hurt most first, typography never one by one.

use copydesk::showing::{Extent, Room, gravest, shown};
use copydesk::{Finding, House, checks};

use crate::copies::{paragraphs, read};

fn room(words: usize, house: &House, extent: Extent) -> Room<'_> {
    Room { words, house, extent }
}

/// A text with many faults of several weights.
fn faulty() -> Vec<Finding> {
    let sentences = [
        "Le maire a a refusé de répondre, voire même deux fois .",
        "« Nous avons peur pour nos enfants depuis dix jours. » Le pont est fermé.",
        "Les habitantz de la vallé attendent l'hiver ...",
    ];
    read(&paragraphs(&sentences.repeat(9)))
}

#[test]
fn one_for_each_hundred_words_and_seven_for_a_text() {
    let findings = faulty();
    let count = |words: usize| shown(&findings, &room(words, House::shipped(), Extent::Few)).marks.len();
    let told: Vec<usize> = [0, 1, 99, 100, 199, 200, 350, 700, 799, 800, 100_000].map(count).into();
    assert_eq!(told, [1, 1, 1, 1, 1, 2, 3, 7, 7, 7, 7]);
}

#[test]
fn what_is_kept_back_is_counted_and_all_of_it_can_be_seen() {
    let findings = faulty();
    let few = shown(&findings, &room(300, House::shipped(), Extent::Few));
    let all = shown(&findings, &room(300, House::shipped(), Extent::All));
    assert_eq!((few.marks.len(), all.kept_back), (3, 0));
    assert_eq!(few.marks.len() + few.kept_back, all.marks.len());
    assert_eq!(few.typography, all.typography);
    assert_eq!(all.marks[..3], few.marks[..]);
}

#[test]
fn the_gravest_comes_first_then_what_hurts_most() {
    let findings = faulty();
    let all = shown(&findings, &room(300, House::shipped(), Extent::All));
    let key = |finding: &&Finding| (finding.severity, std::cmp::Reverse(checks::named(finding.code).unwrap().harm));
    let keys: Vec<_> = all.marks.iter().map(key).collect();
    assert!(keys.is_sorted() && keys.first() != keys.last());
    assert_eq!(gravest(&findings), Some(keys[0].0));
    assert_eq!(gravest(&[]), None);
}

#[test]
fn typography_is_counted_and_never_listed() {
    let findings = faulty();
    for extent in [Extent::Few, Extent::All] {
        let shown = shown(&findings, &room(5_000, House::shipped(), extent));
        assert!(shown.marks.iter().all(|finding| !finding.code.starts_with("TYP-")));
        let counted: usize = shown.typography.values().sum();
        assert_eq!(counted, findings.iter().filter(|finding| finding.code.starts_with("TYP-")).count());
        assert!(counted > 0 && shown.safe <= counted);
    }
}

#[test]
fn a_house_shows_more_or_fewer() {
    let findings = faulty();
    let count = |toml: &str, words: usize| {
        let house = House::read(toml).unwrap();
        shown(&findings, &room(words, &house, Extent::Few)).marks.len()
    };
    assert_eq!(count("[thresholds]\nmarks_per_text = 3\n", 10_000), 3);
    assert_eq!(count("[thresholds]\nmarks_per_hundred_words = 4\n", 100), 4);
    assert_eq!(count("[thresholds]\nmarks_per_text = 0\n", 10_000), 1);
}
