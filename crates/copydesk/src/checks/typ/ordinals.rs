//! TYP-15 · Ordinals
//!
//! **What it catches.** Ordinals with too many letters: `1ère`, `2ème`, `3è`, `XXIème`, also apart from their number.
//! **Why it matters.** French shortens ordinals to their last letter: an old habit of the keyboard says otherwise.
//! **Remedy.** `1er`, `1re`, `2e`, `2es`; `2nd` and `2nde` are right too. Centuries are `TYP-16`'s.
//!
//! # Ordinaux
//!
//! **Ce qu’il relève.** Les ordinaux à trop de lettres : `1ère`, `2ème`, `3è`, `XXIème`, même détachés de leur nombre.
//! **Pourquoi.** Le français abrège les ordinaux à leur dernière lettre ; le clavier a pris une autre habitude.
//! **Remède.** `1er`, `1re`, `2e`, `2es` ; `2nd` et `2nde` sont justes aussi. Les siècles reviennent à `TYP-16`.

use std::ops::Range;

use manuscript::Said;

use super::gaps::{is_gap, letter_after, letter_before};
use super::signs::{is_french, word_after, words_at};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;
use crate::tokens::{Kind, Token};

const CODE: Code = "TYP-15";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Ordinaux",
    title_en: "Ordinals",
    severity: Severity::Warning,
    harm: 25,
    reads: Reads::Passage(find),
};

fn find(line: &Line, _: &House) -> Vec<Finding> {
    if !is_french(line) {
        return Vec::new();
    }
    let words = line.tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Word);
    words
        .filter_map(|(at, word)| behind_digits(line, at, word).or_else(|| roman(line, at, word)))
        .collect()
}

/// The short ending of an ordinal that is written long; nothing if it is right.
pub(super) fn short_ending(number: &str, ending: &str) -> Option<&'static str> {
    let is_first = matches!(number, "1" | "I");
    match ending.to_lowercase().as_str() {
        "ère" | "ere" | "ière" | "iere" if is_first => Some("re"),
        "ères" | "eres" | "ières" | "ieres" if is_first => Some("res"),
        "ier" if is_first => Some("er"),
        "ème" | "eme" | "ième" | "ieme" | "éme" | "iéme" | "è" | "ème." if !is_first => Some("e"),
        "èmes" | "emes" | "ièmes" | "iemes" | "émes" if !is_first => Some("es"),
        _ => None,
    }
}

fn behind_digits(line: &Line, at: usize, word: &Token) -> Option<Finding> {
    let (digits, gap) = number_before(line, at)?;
    let number = line.words_of(digits);
    let ending = short_ending(number, line.words_of(word))?;
    let is_century = word_after(line, at).is_some_and(is_century);
    // "à 2 ère": only the endings that are no words may stand apart.
    let may_stand_apart = gap.is_empty() || !matches!(line.words_of(word), "ère" | "ères" | "è");
    let touches = letter_after(line.text(), word.end).is_some_and(|c| c.is_ascii_digit())
        || letter_before(line.text(), digits.start).is_some_and(char::is_alphanumeric);
    (!is_century && may_stand_apart && !touches).then(|| {
        told(
            line,
            digits.start,
            &Ordinal {
                number,
                ending,
                written: digits.end..word.end,
            },
        )
    })
}

fn number_before(line: &Line, at: usize) -> Option<(&Token, Range<usize>)> {
    let before = &line.tokens[at.checked_sub(1)?];
    if before.kind == Kind::Digits {
        return Some((before, before.end..before.end));
    }
    let is_one_gap = before.kind == Kind::Space && line.words_of(before).chars().all(is_gap) && line.words_of(before).chars().count() == 1;
    let digits = &line.tokens[at.checked_sub(2)?];
    (is_one_gap && digits.kind == Kind::Digits).then_some((digits, before.range()))
}

/// Words that take a Roman number before them, with their own check.
pub(super) fn is_century(word: &str) -> bool {
    matches!(word, "siècle" | "siècles" | "millénaire" | "millénaires" | "Siècle")
}

/// `XXIème`, `Ière`.
fn roman(line: &Line, at: usize, word: &Token) -> Option<Finding> {
    let (number, ending) = roman_and_ending(line.words_of(word))?;
    let short = short_ending(number, ending)?;
    let is_century = word_after(line, at).is_some_and(is_century);
    let split = word.start + number.len();
    let touches =
        words_at(line, at.wrapping_sub(1)).chars().all(|c| c.is_ascii_digit()) && at > 0 && line.tokens[at - 1].kind == Kind::Digits;
    (!is_century && !touches).then(|| {
        told(
            line,
            word.start,
            &Ordinal {
                number,
                ending: short,
                written: split..word.end,
            },
        )
    })
}

/// The Roman number in capitals at the head of a word, and what follows it.
pub(super) fn roman_and_ending(word: &str) -> Option<(&str, &str)> {
    let split = word.find(|c: char| !matches!(c, 'I' | 'V' | 'X')).unwrap_or(word.len());
    (split > 0).then(|| word.split_at(split))
}

/// A number, the ending that it should have, and where the one that it has is written.
struct Ordinal<'a> {
    number: &'a str,
    ending: &'a str,
    written: Range<usize>,
}

fn told(line: &Line, start: usize, ordinal: &Ordinal<'_>) -> Finding {
    let Ordinal { number, ending, written } = ordinal;
    let said = Said::new(
        format!("l’ordinal s’abrège à sa dernière lettre : écrivez {number}{ending}"),
        format!("French shortens an ordinal to its last letter: write {number}{ending}"),
    );
    line.found(CODE, start..written.end, said).safely(written.clone(), *ending)
}
