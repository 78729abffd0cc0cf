//! TYP-08 · Hyphens in the place of dashes
//!
//! **What it catches.** ` - ` and ` -- ` around words that are thrown in. Lists, minus signs, scores and numbers are left alone.
//! **Why it matters.** A hyphen joins what a dash sets apart.
//! **Remedy.** A dash; a pair of them keeps no-break spaces on its inner side. Between two names it may be something else.
//!
//! # Traits d’union à la place des tirets
//!
//! **Ce qu’il relève.** ` - ` et ` -- ` autour d’une incise. Les listes, le signe moins, les scores et les nombres sont laissés.
//! **Pourquoi.** Le trait d’union joint ce que le tiret sépare.
//! **Remède.** Un tiret ; une paire garde des espaces insécables du côté de l’incise. Entre deux noms, c’est peut-être autre chose.

use std::ops::Range;

use manuscript::Said;

use super::gaps::{gap_after, gap_before, is_plain, letter_after, letter_before};
use super::signs::{is_cell, is_ours};
use crate::check::{Check, Reads};
use crate::finding::{Applicability, Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;

const CODE: Code = "TYP-08";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Traits d’union à la place des tirets",
    title_en: "Hyphens in the place of dashes",
    severity: Severity::Warning,
    harm: 20,
    reads: Reads::Passage(find),
};

/// Where a hyphen stands among those of its sentence.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Opens,
    Closes,
    Alone,
}

fn find(line: &Line, _: &House) -> Vec<Finding> {
    if !is_ours(line) || is_cell(line) || !(line.text().contains(" -") || line.text().contains("\u{a0}-")) {
        return Vec::new();
    }
    let hyphens = hyphens(line);
    let sides = sides(line, &hyphens);
    hyphens.iter().zip(sides).map(|(hyphen, side)| told(line, hyphen, side)).collect()
}

/// `-` and `--` between spaces, in the midst of a line.
fn hyphens(line: &Line) -> Vec<Range<usize>> {
    let text = line.text();
    let mut hyphens = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('-').map(|offset| at + offset) {
        let end = text.len() - text[start..].trim_start_matches('-').len();
        if end - start <= 2 && sets_apart(text, &(start..end)) && !line.is_passed_over(&(start..end)) {
            hyphens.push(start..end);
        }
        at = end;
    }
    hyphens
}

fn sets_apart(text: &str, hyphen: &Range<usize>) -> bool {
    let (before, after) = (gap_before(text, hyphen.start), gap_after(text, hyphen.end));
    let follows = letter_after(text, after.end);
    let begins_line = letter_before(text, before.start).is_none_or(|c| matches!(c, '\n' | '(' | '[' | '-' | '>' | '<' | '+' | '='));
    let is_minus = follows.is_none_or(|c| c.is_ascii_digit() || matches!(c, '\n' | '-' | '>' | '<' | '+' | '=' | '€' | '$'));
    !before.is_empty() && !after.is_empty() && !begins_line && !is_minus
}

/// Two in one sentence are a pair.
fn sides(line: &Line, hyphens: &[Range<usize>]) -> Vec<Side> {
    let mut sides = vec![Side::Alone; hyphens.len()];
    let mut at = 0;
    while at < hyphens.len() {
        let sentence = line.sentence_at(hyphens[at].start);
        let here = hyphens[at..].iter().take_while(|hyphen| hyphen.start < sentence.end).count().max(1);
        if here == 2 && at_most_one_is_a_name(line, &hyphens[at..at + 2]) {
            (sides[at], sides[at + 1]) = (Side::Opens, Side::Closes);
        }
        at += here;
    }
    sides
}

fn at_most_one_is_a_name(line: &Line, pair: &[Range<usize>]) -> bool {
    pair.iter().all(|hyphen| !joins_names(line.text(), hyphen))
}

/// `Paris - Lyon`, `PSG - OM`.
fn joins_names(text: &str, hyphen: &Range<usize>) -> bool {
    let before = text[..hyphen.start].trim_end();
    let word = before.rsplit(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default();
    let follows = text[hyphen.end..].trim_start();
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && follows.starts_with(char::is_uppercase)
}

fn told(line: &Line, hyphen: &Range<usize>, side: Side) -> Finding {
    let text = line.text();
    let said = Said::new(
        "un trait d’union joint, un tiret sépare : écrivez « – »",
        "a hyphen joins, a dash sets apart: write “–”",
    );
    let finding = line.found(CODE, hyphen.clone(), said);
    if joins_names(text, hyphen) {
        return finding.maybe(hyphen.clone(), "–");
    }
    let (before, after) = (gap_before(text, hyphen.start), gap_after(text, hyphen.end));
    let title = Said::new("écrire « – »", "write “–”");
    let (range, new) = match side {
        Side::Opens if is_plain(text, &after) => (hyphen.start..after.end, "–\u{a0}"),
        Side::Closes if is_plain(text, &before) => (before.start..hyphen.end, "\u{a0}–"),
        _ => (hyphen.clone(), "–"),
    };
    let span = crate::finding::Span::new(&line.passage.spot, range);
    let edit = crate::finding::Edit { span, new: new.to_owned() };
    finding.mended(title, Applicability::Safe, vec![edit])
}
