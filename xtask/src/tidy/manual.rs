//! Every check of the copy desk has its page, its proof sheet, its lines in the lists, and says the same everywhere.

use super::Remark;
use super::tree::Tree;
use crate::manual::check::{CheckFile, Doc, PARTS_EN, PARTS_FR, REGISTRY, part};
use crate::manual::codes::{CODES, is_code};
use crate::manual::sheet::{Piece, pieces};
use crate::manual::{self, left_over};
use crate::new_check::PLACEHOLDERS;

/// Pages that are missing, stale, or of no check.
pub(super) fn pages(tree: &Tree) -> Vec<Remark> {
    let wanted = manual::pages(tree);
    let wrong = wanted.iter().filter_map(|(path, text)| match tree.text(path) {
        None => Some(Remark::new(
            path,
            1,
            "This page of the manual is missing: run `cargo xtask manual`.",
        )),
        Some(found) if found != text => {
            let line = 1 + found.lines().zip(text.lines()).take_while(|(a, b)| a == b).count();
            let sentence = "This page is not what the check and its proof sheet say now: run `cargo xtask manual`.";
            Some(Remark::new(path, line, sentence))
        }
        Some(_) => None,
    });
    let left = left_over(tree).into_iter();
    let left = left.map(|path| {
        Remark::new(
            &path,
            1,
            "No check has this code: run `cargo xtask manual`, which removes the page.",
        )
    });
    wrong.chain(left).collect()
}

/// Checks whose file, sheet or lists do not say the same.
pub(super) fn checks(tree: &Tree) -> Vec<Remark> {
    let checks = manual::checks(tree);
    let mut remarks = Vec::new();
    for check in &checks {
        remarks.extend(heads(check));
        remarks.extend(parts(check));
        remarks.extend(sheet(tree, check));
        remarks.extend(lists(tree, check));
        let twin = checks.iter().find(|other| other.code == check.code && other.path < check.path);
        remarks.extend(twin.map(|twin| at_code(check, format!("{} has the code {} already.", twin.path, check.code))));
    }
    remarks
}

fn at_code(check: &CheckFile, sentence: String) -> Remark {
    Remark::new(&check.path, check.line, sentence)
}

/// Code and titles are the same in the doc comment and in the constant.
fn heads(check: &CheckFile) -> Vec<Remark> {
    let CheckFile {
        code,
        title_en,
        title_fr,
        doc,
        ..
    } = check;
    let mut remarks = Vec::new();
    if !is_code(code) {
        remarks.push(at_code(
            check,
            "The code is a text like \"TYP-04\", or a constant in this file or in checks/mod.rs.".into(),
        ));
    }
    if doc.code != *code || doc.title_en != *title_en {
        let found = format!("{} · {}", doc.code, doc.title_en);
        let sentence = format!("The first line says `{found}`, the constant `{code} · {title_en}` (code, title_en): make them one.");
        remarks.push(Remark::new(&check.path, 1, sentence));
    }
    if doc.title_fr != *title_fr {
        let sentence = format!(
            "The French heading is `//! # {}`, the constant's title_fr `{title_fr}`: make them one.",
            doc.title_fr
        );
        remarks.push(Remark::new(&check.path, 1, sentence));
    }
    remarks
}

/// The three parts stand in each language, and say something.
fn parts(check: &CheckFile) -> Vec<Remark> {
    let Doc { english, french, .. } = &check.doc;
    let english = PARTS_EN.map(|label| ("English", label, part(english, label)));
    let french = PARTS_FR.map(|label| ("French", label, part(french, label)));
    let wrong = english.into_iter().chain(french).filter_map(|(language, label, said)| {
        let sentence = match said.as_deref() {
            None | Some("") => format!("The {language} page has no `**{label}.**` with words behind it, at the start of a line."),
            Some(said) if PLACEHOLDERS.contains(&said) => format!("The {language} `**{label}.**` still says what the template says."),
            Some(_) => return None,
        };
        Some(Remark::new(&check.path, 1, sentence))
    });
    wrong.collect()
}

/// A proof and a proof of silence.
fn sheet(tree: &Tree, check: &CheckFile) -> Vec<Remark> {
    let path = check.sheet();
    let Some(text) = tree.text(&path) else {
        let sentence = format!("{path} is missing: a check has a proof sheet with a `found` and a `silent` case.");
        return vec![at_code(check, sentence)];
    };
    let pieces = pieces(text);
    let mut remarks = Vec::new();
    if !pieces.iter().any(|piece| matches!(piece, Piece::Found(_))) {
        remarks.push(Remark::new(
            &path,
            1,
            "This sheet has no ```found case: show copy in which the check finds something.",
        ));
    }
    if !pieces.iter().any(|piece| matches!(piece, Piece::Silent(_))) {
        remarks.push(Remark::new(
            &path,
            1,
            "This sheet has no ```silent case: show copy in which the check must say nothing.",
        ));
    }
    remarks
}

/// The registry calls it, the list of codes keeps it.
fn lists(tree: &Tree, check: &CheckFile) -> Vec<Remark> {
    let registry = tree.text(REGISTRY).unwrap_or_default();
    let mut remarks = Vec::new();
    if !registry.contains(&check.registered()) {
        remarks.push(at_code(
            check,
            format!("{REGISTRY} does not name {}: the desk never asks this check.", check.registered()),
        ));
    }
    match manual::codes(tree).row(&check.code) {
        None => remarks.push(at_code(
            check,
            format!("{CODES} has no line for {}: a code is listed for life.", check.code),
        )),
        Some(row) if row.is_struck => {
            let sentence = format!(
                "{} is struck through here and {} has it: a retired code is never given again.",
                check.code, check.path
            );
            remarks.push(Remark::new(CODES, row.line + 1, sentence));
        }
        Some(_) => {}
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;
    use crate::manual::check::tests::{DOUBLED, PATH};

    const SHEET_PATH: &str = "crates/copydesk/proofs/REP-301.md";
    const SHEET: &str = "```found\n[[a a]]\n```\n```silent\nb\n```\n";
    const LISTED: &str = "## REP: repetitions · répétitions\n| `REP-301` | doubled word | warning |\n";
    const ALL: &str = "static ALL: &[Check] = &[rep::doubled_word::CHECK];";

    /// The sentences about a house in which one file is another.
    fn sentences(path: &str, text: &str) -> Vec<String> {
        let mut files = vec![(PATH, DOUBLED), (SHEET_PATH, SHEET), (CODES, LISTED), (REGISTRY, ALL)];
        files.retain(|(other, _)| *other != path);
        files.push((path, text));
        checks(&tree(&files)).iter().map(ToString::to_string).collect()
    }

    fn one(path: &str, text: &str) -> String {
        let found = sentences(path, text);
        assert_eq!(found.len(), 1, "{found:?}");
        found[0].clone()
    }

    #[test]
    fn a_check_that_says_the_same_everywhere_passes() {
        assert_eq!(sentences(PATH, DOUBLED), [""; 0]);
    }

    #[test]
    fn code_and_titles_are_one() {
        assert!(one(PATH, &DOUBLED.replace("//! REP-301", "//! REP-302")).contains("The first line says `REP-302 · Doubled word`"));
        assert!(one(PATH, &DOUBLED.replace("\"Doubled word\"", "\"Word twice\"")).contains("`REP-301 · Word twice`"));
        assert!(one(PATH, &DOUBLED.replace("# Mot redoublé", "# Mot double")).contains("`//! # Mot double`"));
    }

    #[test]
    fn a_missing_an_empty_and_an_unwritten_part_are_named() {
        assert!(one(PATH, &DOUBLED.replace("**Remedy.**", "Remedy:")).contains("The English page has no `**Remedy.**`"));
        assert!(one(PATH, &DOUBLED.replace("L’œil saute.", "")).contains("The French page has no `**Pourquoi.**`"));
        assert!(one(PATH, &DOUBLED.replace("L’œil saute.", PLACEHOLDERS[4])).contains("still says what the template says"));
    }

    #[test]
    fn a_sheet_has_a_proof_and_a_proof_of_silence() {
        assert!(one(SHEET_PATH, "```silent\nb\n```\n").contains("no ```found case"));
        assert!(one(SHEET_PATH, "```found\n[[a a]]\n```\n").contains("no ```silent case"));
        let files = [(PATH, DOUBLED), (CODES, LISTED), (REGISTRY, ALL)];
        assert!(checks(&tree(&files))[0].sentence.contains("REP-301.md is missing"));
    }

    #[test]
    fn the_lists_name_every_check_once() {
        assert!(one(REGISTRY, "static ALL: &[Check] = &[];").contains("does not name rep::doubled_word::CHECK"));
        assert!(one(CODES, "").contains("has no line for REP-301"));
        assert!(one(CODES, "| ~~`REP-301`~~ | ~~doubled~~ | – |\n").starts_with("docs/checks/codes.md:1: REP-301 is struck through"));
        let twin = sentences("crates/copydesk/src/checks/rep/twice.rs", DOUBLED);
        assert!(
            twin.iter().any(|sentence| sentence.contains("has the code REP-301 already")),
            "{twin:?}"
        );
    }

    #[test]
    fn pages_are_made_made_anew_and_removed() {
        let files = [(PATH, DOUBLED), (SHEET_PATH, SHEET), (CODES, LISTED), (REGISTRY, ALL)];
        let wanted = manual::pages(&tree(&files));
        let mut with: Vec<(&str, &str)> = files.to_vec();
        assert_eq!(pages(&tree(&with)).len(), wanted.len());
        with.extend(wanted.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        assert_eq!(pages(&tree(&with)), []);
        with.push(("docs/checks/REP-399.md", ""));
        assert!(pages(&tree(&with))[0].sentence.starts_with("No check has this code"));
        with.push(("docs/checks/REP-301.md", "old"));
        assert!(
            pages(&tree(&with))
                .iter()
                .any(|remark| remark.sentence.contains("not what the check"))
        );
    }
}
