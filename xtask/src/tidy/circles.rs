//! No circle between the files of a crate: what is seen stands below what looks (decision 37).

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::Remark;
use super::modules::Modules;
use super::tree::Tree;

/// Which file looks at which, and on what line first.
type Arrows = BTreeMap<String, BTreeMap<String, usize>>;

/// Every group of files that see each other, by its shortest way round.
pub(super) fn circles(tree: &Tree) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for (_, modules) in Modules::by_crate(tree) {
        let arrows = modules.arrows();
        let rounds = rounds(&arrows);
        let told = rounds
            .iter()
            .filter_map(|round| Some(told(&arrows, &shortest(&arrows, round)?, round.len())));
        remarks.extend(told);
    }
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

    fn sentences(files: &[(&str, &str)]) -> Vec<String> {
        circles(&tree(files)).iter().map(ToString::to_string).collect()
    }

    const THERE: (&str, &str) = ("crates/a/src/b.rs", "//! B.\nuse crate::c::C;\npub struct B;\n");
    const BACK: (&str, &str) = ("crates/a/src/c.rs", "//! C.\npub struct C;\nfn d(b: super::b::B) {}\n");

    #[test]
    fn arrows_that_only_go_down_pass() {
        let down = (
            "crates/a/src/c.rs",
            "//! C.\npub struct C;\n#[cfg(test)]\nmod tests { use crate::b::B; }\n",
        );
        assert_eq!(sentences(&[THERE, down]), [""; 0]);
    }

    #[test]
    fn a_circle_is_told_with_the_lines_of_its_arrows() {
        assert_eq!(
            sentences(&[THERE, BACK]),
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
        assert!(sentences(&files)[0].contains("among 3 files"));
        assert_eq!(sentences(&files).len(), 1);
    }
}
