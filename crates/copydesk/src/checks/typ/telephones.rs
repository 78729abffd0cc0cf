//! TYP-21 · Telephone numbers
//!
//! **What it catches.** French numbers in one piece, with full stops, hyphens or spaces that break: `01.23.45.67.89`, `0123456789`, `+33 1 23 45 67 89`.
//! **Why it matters.** A number cut at the end of a line is dialled wrong.
//! **Remedy.** Pairs with no-break spaces.
//!
//! # Numéros de téléphone
//!
//! **Ce qu’il relève.** Les numéros français d’un seul tenant, à points, à traits d’union ou à espaces sécables : `01.23.45.67.89`, `0123456789`, `+33 1 23 45 67 89`.
//! **Pourquoi.** Un numéro coupé en fin de ligne est mal composé.
//! **Remède.** Des paires avec des espaces insécables.

use std::ops::Range;

use manuscript::Said;

use super::gaps::{letter_after, letter_before};
use super::signs::{is_french, word_before};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;
use crate::tokens::{Kind, Token, is_space};

const CODE: Code = "TYP-21";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Numéros de téléphone",
    title_en: "Telephone numbers",
    severity: Severity::Warning,
    harm: 25,
    reads: Reads::Passage(find),
};

/// A stretch of groups of digits, and what joins them.
struct Dialled {
    range: Range<usize>,
    groups: Vec<Range<usize>>,
    joints: Vec<Range<usize>>,
}

fn find(line: &Line, _: &House) -> Vec<Finding> {
    if !is_french(line) {
        return Vec::new();
    }
    let starts = line.tokens.iter().enumerate().filter(|(_, token)| may_begin(line, token));
    starts.filter_map(|(at, _)| of_number(line, at)).collect()
}

/// `0…` alone, `33` behind a plus.
fn may_begin(line: &Line, token: &Token) -> bool {
    if token.kind != Kind::Digits {
        return false;
    }
    let before = letter_before(line.text(), token.start);
    let words = line.words_of(token);
    match before {
        Some('+') => words.starts_with("33"),
        Some(c) if c.is_alphanumeric() || matches!(c, '.' | ',' | '-' | '/' | '°' | ':' | '_') => false,
        _ => words.starts_with('0') && words.len() > 1,
    }
}

fn of_number(line: &Line, at: usize) -> Option<Finding> {
    let text = line.text();
    let dialled = dialled(line, at);
    let digits: String = dialled.groups.iter().map(|group| &text[group.clone()]).collect();
    let is_abroad = letter_before(text, dialled.range.start) == Some('+');
    let written = if is_abroad {
        from_abroad(&digits)?
    } else {
        at_home(&digits, &dialled)?
    };
    let is_other = word_before(line, at).is_some_and(|word| matches!(word.to_uppercase().as_str(), "ISBN" | "SIRET" | "SIREN" | "EAN"));
    let touches = letter_after(text, dialled.range.end).is_some_and(|c| c.is_alphanumeric() || c == '_');
    let is_right = !dialled.joints.is_empty()
        && dialled
            .joints
            .iter()
            .all(|joint| matches!(&text[joint.clone()], "\u{a0}" | "\u{202f}"));
    if is_other || touches || is_right {
        return None;
    }
    let said = Said::new(
        "un numéro de téléphone va par paires, sans coupure en fin de ligne : mettez des espaces insécables",
        "a telephone number goes by pairs and is not cut at the end of a line: put no-break spaces",
    );
    Some(line.found(CODE, dialled.range.clone(), said).safely(dialled.range, written))
}

/// The groups of digits that one sign joins: a space, a full stop, a hyphen.
fn dialled(line: &Line, at: usize) -> Dialled {
    let first = line.tokens[at].range();
    let mut dialled = Dialled {
        range: first.clone(),
        groups: vec![first],
        joints: Vec::new(),
    };
    let mut rest = line.tokens[at + 1..].chunks_exact(2).take(6);
    while let Some([joint, group]) = rest.next() {
        let words = line.words_of(joint);
        let is_joint = words.chars().count() == 1 && words.starts_with(|c: char| (is_space(c) && c != '\n') || matches!(c, '.' | '-'));
        let dialled_so_far: usize = dialled.groups.iter().map(ExactSizeIterator::len).sum();
        if group.kind != Kind::Digits || !is_joint || group.range().len() > 3 || dialled_so_far >= 10 {
            break;
        }
        dialled.joints.push(joint.range());
        dialled.groups.push(group.range());
        dialled.range.end = group.end;
    }
    dialled
}

/// Ten digits by pairs, or `0800 123 456`.
fn at_home(digits: &str, dialled: &Dialled) -> Option<String> {
    let lengths: Vec<usize> = dialled.groups.iter().map(ExactSizeIterator::len).collect();
    let is_whole = digits.len() == 10 && !digits.starts_with("00");
    match lengths.as_slice() {
        _ if !is_whole => None,
        [10] | [2, 2, 2, 2, 2] => Some(paired(digits)),
        [4, 3, 3] if digits.starts_with("08") => Some(format!("{}\u{a0}{}\u{a0}{}", &digits[..4], &digits[4..7], &digits[7..])),
        _ => None,
    }
}

/// `+33 1 23 45 67 89`.
fn from_abroad(digits: &str) -> Option<String> {
    let rest = digits.strip_prefix("33").filter(|rest| rest.len() == 9 && !rest.starts_with('0'))?;
    Some(format!("33\u{a0}{}\u{a0}{}", &rest[..1], paired(&rest[1..])))
}

fn paired(digits: &str) -> String {
    let pairs: Vec<&str> = (0..digits.len() / 2).map(|at| &digits[at * 2..at * 2 + 2]).collect();
    pairs.join("\u{a0}")
}
