//! TYP-07 · Three full stops
//!
//! **What it catches.** `...` for `…`, `..` for a full stop, *etc…* and *etc...*, and in French a space between a word and `…`.
//! **Why it matters.** Three full stops break at the end of a line; *etc.* and `…` say the same thing twice.
//! **Remedy.** `…` in one sign, glued to its word; *etc.* with one full stop.
//!
//! # Points de suspension
//!
//! **Ce qu’il relève.** `...` pour `…`, `..` pour un point, *etc…* et *etc...*, et une espace entre le mot et `…`.
//! **Pourquoi.** Trois points se coupent en fin de ligne ; *etc.* et `…` disent deux fois la même chose.
//! **Remède.** `…` en un seul signe, collé au mot ; *etc.* avec un seul point.

use std::ops::Range;

use manuscript::Said;

use super::gaps::{gap_before, letter_after, letter_before};
use super::signs::is_ours;
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;

const CODE: Code = "TYP-07";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Points de suspension",
    title_en: "Three full stops",
    severity: Severity::Warning,
    harm: 20,
    reads: Reads::Passage(find),
};

/// More of them lead the eye to a number or wait to be filled in.
const LONGEST: usize = 5;

fn find(line: &Line, _: &House) -> Vec<Finding> {
    let text = line.text();
    if !is_ours(line) || !(text.contains("..") || text.contains('…')) {
        return Vec::new();
    }
    runs(text).into_iter().filter_map(|run| of_run(line, &run)).collect()
}

/// Stretches of full stops and `…`, two stops or more.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(['.', '…']).map(|offset| at + offset) {
        let end = text.len() - text[start..].trim_start_matches(['.', '…']).len();
        if &text[start..end] != "." {
            found.push(start..end);
        }
        at = end;
    }
    found
}

fn of_run(line: &Line, run: &Range<usize>) -> Option<Finding> {
    let (text, dots) = (line.text(), &line.text()[run.clone()]);
    if ends_etc(text, run.start) {
        let said = Said::new(
            "« etc. » dit déjà que la liste continue : un seul point",
            "“etc.” already says that the list goes on: one full stop",
        );
        return Some(line.found(CODE, run.start - 3..run.end, said).safely(run.clone(), "."));
    }
    match dots {
        "…" => after_space(line, run),
        ".." => doubled(line, run),
        "..." => stops(line, run),
        "...." | "....." if dots.len() <= LONGEST && line.passage.tongue.is_french() => stops(line, run),
        _ => None,
    }
}

fn ends_etc(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let word = before.get(before.len().saturating_sub(3)..).unwrap_or_default();
    word.eq_ignore_ascii_case("etc") && !letter_before(text, at - word.len()).is_some_and(char::is_alphanumeric)
}

/// `1...e5`, `../`, `[0...9]` are notations.
fn is_notation(text: &str, run: &Range<usize>) -> bool {
    let (before, after) = (letter_before(text, run.start), letter_after(text, run.end));
    let digits = before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(char::is_alphanumeric);
    digits || after.is_some_and(|c| matches!(c, '/' | '\\')) || before.is_some_and(|c| matches!(c, '/' | '\\'))
}

fn stops(line: &Line, run: &Range<usize>) -> Option<Finding> {
    let said = Said::new(
        "des points à la suite se coupent en fin de ligne : écrivez « … », un seul signe",
        "full stops in a row break at the end of a line: write “…”, one sign",
    );
    (!is_notation(line.text(), run)).then(|| line.found(CODE, run.clone(), said).safely(run.clone(), "…"))
}

fn doubled(line: &Line, run: &Range<usize>) -> Option<Finding> {
    let text = line.text();
    let behind_a_word = letter_before(text, run.start).is_some_and(|c| c.is_alphabetic() || matches!(c, '»' | ')' | '”'));
    let said = Said::new(
        "deux points à la suite : mettez-en un, ou « … »",
        "two full stops in a row: put one, or “…”",
    );
    (behind_a_word && !is_notation(text, run)).then(|| line.found(CODE, run.clone(), said).maybe(run.clone(), "."))
}

/// `mot …` at the end of something: what stands between two spaces may be a cut.
fn after_space(line: &Line, run: &Range<usize>) -> Option<Finding> {
    let text = line.text();
    let gap = gap_before(text, run.start);
    let behind_a_word = letter_before(text, gap.start).is_some_and(char::is_alphabetic);
    let ends = text[run.end..].trim_start_matches(['»', ')', '\u{a0}', '\u{202f}']).is_empty();
    let said = Said::new(
        "« … » se colle au mot qu’il suit : retirez l’espace",
        "“…” is glued to the word before it: take the space out",
    );
    let is_apart = line.passage.tongue.is_french() && !gap.is_empty() && behind_a_word && ends;
    is_apart.then(|| line.found(CODE, gap.start..run.end, said).safely(gap, ""))
}
