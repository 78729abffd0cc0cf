//! No circle between the files of a crate: what is seen stands below what looks (decision 37).

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::Remark;
use super::known::Known;
use super::modules::Modules;
use super::tree::Tree;

/// Files that still stand in a circle. The list only gets shorter: one that stands in none any more is refused here.
const STILL_IN_A_CIRCLE: Known<'_> = Known {
    files: &[
        "crates/acts/src/addressing.rs",
        "crates/acts/src/catalogue.rs",
        "crates/acts/src/coming_back.rs",
        "crates/acts/src/entering.rs",
        "crates/acts/src/nearby.rs",
        "crates/acts/src/subject.rs",
        "crates/acts/src/tags.rs",
        "crates/copydesk/src/attribution/mod.rs",
        "crates/copydesk/src/attribution/speakers.rs",
        "crates/copydesk/src/checks/art/byline.rs",
        "crates/copydesk/src/checks/art/dateline.rs",
        "crates/copydesk/src/checks/art/description.rs",
        "crates/copydesk/src/checks/art/headline_length.rs",
        "crates/copydesk/src/checks/fig/bound_dropped.rs",
        "crates/copydesk/src/checks/fig/bound_reversed.rs",
        "crates/copydesk/src/checks/fig/changed.rs",
        "crates/copydesk/src/checks/fig/contradiction.rs",
        "crates/copydesk/src/checks/fig/drift.rs",
        "crates/copydesk/src/checks/fig/figures.rs",
        "crates/copydesk/src/checks/fig/headlines.rs",
        "crates/copydesk/src/checks/fig/lattice.rs",
        "crates/copydesk/src/checks/fig/nowhere.rs",
        "crates/copydesk/src/checks/fig/part_over_whole.rs",
        "crates/copydesk/src/checks/fig/percentage.rs",
        "crates/copydesk/src/checks/fig/proposal.rs",
        "crates/copydesk/src/checks/fig/sourcing.rs",
        "crates/copydesk/src/checks/fig/sum.rs",
        "crates/copydesk/src/checks/fig/unsourced.rs",
        "crates/copydesk/src/checks/hse/name.rs",
        "crates/copydesk/src/checks/hse/phrase.rs",
        "crates/copydesk/src/checks/img/alt_is_caption.rs",
        "crates/copydesk/src/checks/img/alt_missing.rs",
        "crates/copydesk/src/checks/img/alt_says_nothing.rs",
        "crates/copydesk/src/checks/img/caption_missing.rs",
        "crates/copydesk/src/checks/img/credit_form.rs",
        "crates/copydesk/src/checks/img/credit_in_caption.rs",
        "crates/copydesk/src/checks/img/credit_missing.rs",
        "crates/copydesk/src/checks/img/old_picture.rs",
        "crates/copydesk/src/checks/mod.rs",
        "crates/copydesk/src/checks/quo/against_source.rs",
        "crates/copydesk/src/checks/quo/changed.rs",
        "crates/copydesk/src/checks/quo/headline_quotation.rs",
        "crates/copydesk/src/checks/quo/reattributed.rs",
        "crates/copydesk/src/checks/quo/two_names.rs",
        "crates/copydesk/src/checks/quo/unattributed.rs",
        "crates/copydesk/src/checks/quo/unclosed.rs",
        "crates/copydesk/src/checks/rep/doubled_word.rs",
        "crates/copydesk/src/checks/rep/passage_twice.rs",
        "crates/copydesk/src/checks/rep/quotation_twice.rs",
        "crates/copydesk/src/checks/rep/standfirst_again.rs",
        "crates/copydesk/src/checks/spe/unknown_word.rs",
        "crates/copydesk/src/checks/src/copied.rs",
        "crates/copydesk/src/checks/src/copied_share.rs",
        "crates/copydesk/src/checks/src/copied_whole.rs",
        "crates/copydesk/src/checks/src/pickup.rs",
        "crates/copydesk/src/checks/typ/acronyms.rs",
        "crates/copydesk/src/checks/typ/apostrophes.rs",
        "crates/copydesk/src/checks/typ/capital_accents.rs",
        "crates/copydesk/src/checks/typ/capitals_of_peoples.rs",
        "crates/copydesk/src/checks/typ/centuries.rs",
        "crates/copydesk/src/checks/typ/civilities.rs",
        "crates/copydesk/src/checks/typ/colon.rs",
        "crates/copydesk/src/checks/typ/copyright.rs",
        "crates/copydesk/src/checks/typ/currency.rs",
        "crates/copydesk/src/checks/typ/dashes.rs",
        "crates/copydesk/src/checks/typ/dates.rs",
        "crates/copydesk/src/checks/typ/decimals.rs",
        "crates/copydesk/src/checks/typ/digits_in_prose.rs",
        "crates/copydesk/src/checks/typ/ellipsis.rs",
        "crates/copydesk/src/checks/typ/gaps.rs",
        "crates/copydesk/src/checks/typ/glued.rs",
        "crates/copydesk/src/checks/typ/guillemets.rs",
        "crates/copydesk/src/checks/typ/high_signs.rs",
        "crates/copydesk/src/checks/typ/hours.rs",
        "crates/copydesk/src/checks/typ/invisible.rs",
        "crates/copydesk/src/checks/typ/ligatures.rs",
        "crates/copydesk/src/checks/typ/median_dot.rs",
        "crates/copydesk/src/checks/typ/numerals.rs",
        "crates/copydesk/src/checks/typ/numero.rs",
        "crates/copydesk/src/checks/typ/ordinals.rs",
        "crates/copydesk/src/checks/typ/pairs.rs",
        "crates/copydesk/src/checks/typ/percent.rs",
        "crates/copydesk/src/checks/typ/scientific.rs",
        "crates/copydesk/src/checks/typ/signs.rs",
        "crates/copydesk/src/checks/typ/spaces.rs",
        "crates/copydesk/src/checks/typ/straight_quotes.rs",
        "crates/copydesk/src/checks/typ/telephones.rs",
        "crates/copydesk/src/checks/typ/thousands.rs",
        "crates/copydesk/src/checks/typ/units.rs",
        "crates/copydesk/src/desk.rs",
        "crates/copydesk/src/facts.rs",
        "crates/copydesk/src/house/examples.rs",
        "crates/copydesk/src/house/mod.rs",
        "crates/copydesk/src/house/reading.rs",
        "crates/copydesk/src/learning/capitals.rs",
        "crates/copydesk/src/learning/mod.rs",
        "crates/copydesk/src/learning/spellings.rs",
        "crates/copydesk/src/learning/tally.rs",
        "crates/copydesk/src/mending.rs",
        "crates/copydesk/src/phrases.rs",
        "crates/copydesk/src/quantity/collectives.rs",
        "crates/copydesk/src/quantity/counted.rs",
        "crates/copydesk/src/quantity/digits.rs",
        "crates/copydesk/src/quantity/nouns.rs",
        "crates/copydesk/src/quantity/numerals.rs",
        "crates/copydesk/src/quantity/spelled.rs",
        "crates/copydesk/src/quantity/words_en.rs",
        "crates/copydesk/src/quantity/words_fr.rs",
        "crates/copydesk/src/words.rs",
        "crates/manuscript/src/difference.rs",
        "crates/manuscript/src/difference/reading.rs",
        "crates/manuscript/src/located/syntax/marks.rs",
        "crates/manuscript/src/located/syntax/mod.rs",
        "crates/manuscript/src/located/syntax/scanner.rs",
        "crates/manuscript/src/markdown/aligned.rs",
        "crates/manuscript/src/markdown/blocks.rs",
        "crates/manuscript/src/markdown/directives.rs",
        "crates/manuscript/src/markdown/media.rs",
        "crates/manuscript/src/markdown/parts.rs",
        "crates/manuscript/src/markdown/yaml.rs",
        "crates/press/src/laying.rs",
        "crates/press/src/lib.rs",
        "crates/shelf/src/holding_back.rs",
        "crates/shelf/src/lib.rs",
        "crates/shelf/src/reading.rs",
        "crates/shelf/src/writing.rs",
        "crates/site/src/cache.rs",
        "crates/site/src/furnishing.rs",
        "crates/site/src/lib.rs",
        "crates/store/src/engine.rs",
        "crates/store/src/record.rs",
        "crates/typeset/src/card.rs",
        "crates/typeset/src/context.rs",
        "crates/typeset/src/history.rs",
        "crates/typeset/src/impression/blocks.rs",
        "crates/typeset/src/impression/mod.rs",
    ],
    list: "xtask/src/tidy/circles.rs",
};

/// Which file looks at which, and on what line first.
type Arrows = BTreeMap<String, BTreeMap<String, usize>>;

/// Every circle that is not known, and every file that is known for one and stands in none.
pub(super) fn circles(tree: &Tree) -> Vec<Remark> {
    against(tree, STILL_IN_A_CIRCLE)
}

fn against(tree: &Tree, known: Known<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut found: BTreeSet<String> = BTreeSet::new();
    for (_, modules) in Modules::by_crate(tree) {
        let arrows = modules.arrows();
        for round in rounds(&arrows) {
            if !round.iter().all(|file| known.files.contains(&file.as_str())) {
                remarks.extend(shortest(&arrows, &round).map(|way| told(&arrows, &way, round.len())));
            }
            found.extend(round);
        }
    }
    remarks.extend(known.mended(tree, &found));
    remarks
}

/// The files that reach each other, in groups; a file that reaches only others is in none.
fn rounds(arrows: &Arrows) -> Vec<BTreeSet<String>> {
    let reach: BTreeMap<&String, BTreeSet<&String>> = arrows.keys().map(|file| (file, reached(arrows, file))).collect();
    let mut rounds: Vec<BTreeSet<String>> = Vec::new();
    for (file, seen) in &reach {
        let is_new = !rounds.iter().any(|round| round.contains(*file));
        if is_new && seen.contains(file) {
            let back = seen
                .iter()
                .filter(|other| reach.get(**other).is_some_and(|seen| seen.contains(file)));
            rounds.push(back.map(|other| (*other).clone()).collect());
        }
    }
    rounds
}

/// What can be reached from a file; itself only if a way leads back.
fn reached<'a>(arrows: &'a Arrows, from: &str) -> BTreeSet<&'a String> {
    let mut seen = BTreeSet::new();
    let mut next: Vec<&str> = vec![from];
    while let Some(file) = next.pop() {
        for other in arrows.get(file).into_iter().flat_map(BTreeMap::keys) {
            if seen.insert(other) {
                next.push(other);
            }
        }
    }
    seen
}

/// The shortest way round, from a file of the group back to it.
fn shortest(arrows: &Arrows, round: &BTreeSet<String>) -> Option<Vec<String>> {
    let ways = round.iter().filter_map(|file| way_back(arrows, file));
    ways.min_by_key(Vec::len)
}

fn way_back(arrows: &Arrows, start: &str) -> Option<Vec<String>> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut ways = VecDeque::from([vec![start.to_owned()]]);
    while let Some(way) = ways.pop_front() {
        let last = way.last()?;
        for other in arrows.get(last).into_iter().flat_map(BTreeMap::keys) {
            if other == start {
                return Some(way);
            }
            if seen.insert(other) {
                ways.push_back([way.as_slice(), std::slice::from_ref(other)].concat());
            }
        }
    }
    None
}

fn told(arrows: &Arrows, way: &[String], files: usize) -> Remark {
    let line = |from: &String, to: &String| arrows.get(from).and_then(|seen| seen.get(to)).copied().unwrap_or(1);
    let turned = way.iter().cycle().skip(1);
    let steps: Vec<String> = way
        .iter()
        .zip(turned)
        .map(|(from, to)| format!("{from}:{} looks at {to}", line(from, to)))
        .collect();
    let sentence = format!(
        "A circle among {files} files: {}. What is seen stands below what looks: decision 37.",
        steps.join(", ")
    );
    let first = way.first().map_or("", String::as_str);
    Remark::new(first, line(&way[0], way.get(1).unwrap_or(&way[0])), sentence)
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;

    fn sentences(files: &[(&str, &str)], known: &[&str]) -> Vec<String> {
        let list = "list.rs";
        let found = against(&tree(files), Known { files: known, list });
        found.iter().map(ToString::to_string).collect()
    }

    const THERE: (&str, &str) = ("crates/a/src/b.rs", "//! B.\nuse crate::c::C;\npub struct B;\n");
    const BACK: (&str, &str) = ("crates/a/src/c.rs", "//! C.\npub struct C;\nfn d(b: super::b::B) {}\n");

    #[test]
    fn arrows_that_only_go_down_pass() {
        let down = (
            "crates/a/src/c.rs",
            "//! C.\npub struct C;\n#[cfg(test)]\nmod tests { use crate::b::B; }\n",
        );
        assert_eq!(sentences(&[THERE, down], &[]), [""; 0]);
    }

    #[test]
    fn a_circle_is_told_with_the_lines_of_its_arrows() {
        assert_eq!(
            sentences(&[THERE, BACK], &[]),
            [
                "crates/a/src/b.rs:2: A circle among 2 files: crates/a/src/b.rs:2 looks at crates/a/src/c.rs, \
                 crates/a/src/c.rs:3 looks at crates/a/src/b.rs. What is seen stands below what looks: decision 37."
            ]
        );
    }

    #[test]
    fn a_circle_over_three_files_is_one_remark() {
        let files = [
            ("crates/a/src/b.rs", "//! B.\nuse crate::c::C;\n"),
            ("crates/a/src/c.rs", "//! C.\nuse crate::d::D;\n"),
            ("crates/a/src/d.rs", "//! D.\nuse crate::b::B;\n"),
        ];
        assert!(sentences(&files, &[])[0].contains("among 3 files"));
        assert_eq!(sentences(&files, &[]).len(), 1);
    }

    #[test]
    fn a_known_circle_passes_until_it_is_gone() {
        let known = ["crates/a/src/b.rs", "crates/a/src/c.rs"];
        assert_eq!(sentences(&[THERE, BACK], &known), [""; 0]);
        assert_eq!(sentences(&[THERE, BACK], &known[..1]).len(), 1);
        let gone = sentences(&[THERE], &known[..1]);
        assert!(gone[0].contains("Keeps the rule now"), "{gone:?}");
    }

    #[test]
    fn the_list_is_sorted() {
        assert!(STILL_IN_A_CIRCLE.files.is_sorted());
    }
}
