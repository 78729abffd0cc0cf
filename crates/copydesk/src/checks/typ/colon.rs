//! TYP-02 · Space before the colon
//!
//! **What it catches.** In French, a colon without a no-break space before it, or with one that breaks; in English, a space before it.
//! **Why it matters.** A space that breaks leaves the colon alone on the next line; a missing one is English typography.
//! **Remedy.** A no-break space (U+00A0). Times, scores and addresses are left alone.
//!
//! # Espace devant les deux-points
//!
//! **Ce qu’il relève.** En français, un deux-points sans espace insécable devant, ou avec une espace sécable ; en anglais, une espace devant.
//! **Pourquoi.** Une espace sécable le laisse seul à la ligne suivante ; sans espace, c’est la typographie anglaise.
//! **Remède.** Une espace insécable (U+00A0). Heures, scores et adresses sont laissés tels quels.

use super::gaps::{gap_after, gap_before, letter_after, letter_before};
use super::signs::{Sign, is_ours, signs, token_before, words_at};
use super::wanted::{Owned, Wanted};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;
use crate::tokens::is_space;

const CODE: Code = "TYP-02";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Espace devant les deux-points",
    title_en: "Space before the colon",
    severity: Severity::Warning,
    harm: 25,
    reads: Reads::Passage(find),
};

fn find(line: &Line, house: &House) -> Vec<Finding> {
    if !is_ours(line) {
        return Vec::new();
    }
    let colons = signs(line, &[':']).filter(|sign| is_punctuation(line, sign));
    colons
        .filter_map(|sign| Wanted::before(line, house, &Owned { code: CODE, sign: &sign }).told(line, house))
        .collect()
}

fn is_punctuation(line: &Line, sign: &Sign) -> bool {
    let text = line.text();
    let gap = gap_before(text, sign.start);
    let behind_a_word = letter_before(text, gap.start).is_some_and(closes_words);
    behind_a_word && ends_here(line, sign, !gap.is_empty()) && !is_score(text, sign) && !is_shortcode(line, sign)
}

fn closes_words(letter: char) -> bool {
    letter.is_alphanumeric()
        || matches!(
            letter,
            '»' | '”' | '"' | ')' | ']' | '%' | '€' | '$' | '°' | '’' | '.' | '…' | '!' | '?' | '*' | '+'
        )
}

fn ends_here(line: &Line, sign: &Sign, is_apart: bool) -> bool {
    match letter_after(line.text(), sign.end) {
        None | Some('«' | '“' | '"' | '—' | '–' | '…') => true,
        Some(next) if is_space(next) => true,
        // A word that is glued to the colon, but not `:smile:`.
        Some(next) => is_apart && next.is_alphabetic() && words_at(line, sign.at + 2) != ":" && is_french_word(line, sign),
    }
}

/// `:D`, `:p` are faces.
fn is_french_word(line: &Line, sign: &Sign) -> bool {
    words_at(line, sign.at + 1).chars().count() > 1
}

/// `3 : 2`, `16: 9`.
fn is_score(text: &str, sign: &Sign) -> bool {
    let before = text[..gap_before(text, sign.start).start]
        .bytes()
        .rev()
        .take_while(u8::is_ascii_digit)
        .take(4)
        .count();
    let after = text[gap_after(text, sign.end).end..]
        .bytes()
        .take_while(u8::is_ascii_digit)
        .take(4)
        .count();
    (1..=2).contains(&before) && (1..=2).contains(&after)
}

/// The second colon of `:smile:`.
fn is_shortcode(line: &Line, sign: &Sign) -> bool {
    let word = token_before(line, sign.at).filter(|token| token.is_spoken());
    word.is_some_and(|word| letter_before(line.text(), word.start) == Some(':'))
}
