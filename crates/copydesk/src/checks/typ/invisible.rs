//! TYP-25 · Invisible characters
//!
//! **What it catches.** Soft hyphens, zero-width spaces, marks of byte order and of direction, line separators, control characters, and letters in two pieces where one exists.
//! **Why it matters.** They come with a paste, nobody sees them, and words with them are not found, not hyphenated, not read aloud.
//! **Remedy.** Out with them; letters are put together again (NFC). Joiners that other scripts and emoji need stay.
//!
//! # Caractères invisibles
//!
//! **Ce qu’il relève.** Traits d’union conditionnels, espaces de largeur nulle, marques d’ordre et de sens, séparateurs de ligne, caractères de commande, et lettres en deux morceaux là où il en existe une.
//! **Pourquoi.** Ils viennent d’un collage, nul ne les voit, et les mots qui en portent ne se trouvent, ne se coupent ni ne se lisent à voix haute.
//! **Remède.** On les retire, et les lettres sont recomposées (NFC). Les liants dont d’autres écritures et les emoji ont besoin restent.

use std::ops::Range;

use manuscript::Said;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::gaps::{letter_after, letter_before};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;
use crate::tokens::is_space;

const CODE: Code = "TYP-25";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Caractères invisibles",
    title_en: "Invisible characters",
    severity: Severity::Warning,
    harm: 35,
    reads: Reads::Passage(find),
};

fn find(line: &Line, _: &House) -> Vec<Finding> {
    let text = line.text();
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t')) {
        return Vec::new();
    }
    let mut findings: Vec<Finding> = unseen(text).into_iter().map(|range| told_unseen(line, range)).collect();
    if !is_nfc(text) {
        findings.extend(in_pieces(text).into_iter().map(|(range, whole)| told_pieces(line, range, &whole)));
    }
    findings
}

/// Stretches of what nobody sees and nothing needs.
fn unseen(text: &str) -> Vec<Range<usize>> {
    let goes_left = text.chars().any(is_right_to_left);
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, letter) in text
        .char_indices()
        .filter(|(_, letter)| !letter.is_ascii() || letter.is_ascii_control())
    {
        let end = at + letter.len_utf8();
        let is_needless = match letter {
            '\u{200b}'..='\u{200d}' => joins_nothing(text, at, letter),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' => !goes_left,
            other => says_nothing(other),
        };
        if !is_needless {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => found.push(at..end),
        }
    }
    found
}

/// Wherever it stands.
fn says_nothing(letter: char) -> bool {
    match letter {
        '\n' | '\t' | '\r' => false,
        '\u{ad}' | '\u{2060}' | '\u{feff}' | '\u{2028}' | '\u{2029}' => true,
        _ => letter.is_control(),
    }
}

/// Between letters of ours; other scripts and emoji may need it.
fn joins_nothing(text: &str, at: usize, letter: char) -> bool {
    let is_ours = |beside: Option<char>| beside.is_none_or(|c| (c as u32) < 0x250 || matches!(c, '\u{2000}'..='\u{206f}') || is_space(c));
    is_ours(letter_before(text, at)) && is_ours(letter_after(text, at + letter.len_utf8()))
}

const fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
        && letter != '\u{61c}'
}

fn told_unseen(line: &Line, range: Range<usize>) -> Finding {
    let text = line.text();
    let hidden = &text[range.clone()];
    let breaks = hidden.contains(['\u{2028}', '\u{2029}']);
    let is_apart = letter_before(text, range.start).is_none_or(is_space) || letter_after(text, range.end).is_none_or(is_space);
    let new = if breaks && !is_apart { " " } else { "" };
    let said = Said::new(
        "un caractère invisible est venu avec un collage : retirez-le, il gêne la recherche et la lecture à voix haute",
        "an invisible character came with a paste: take it out, it hinders searches and reading aloud",
    );
    line.found(CODE, range.clone(), said).safely(range, new)
}

/// Stretches that are not in NFC, and what they are in it.
fn in_pieces(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].find(|c: char| !c.is_ascii()).map(|offset| at + offset) {
        let start = first - letter_before(text, first).filter(char::is_ascii).map_or(0, char::len_utf8);
        let end = text[first..]
            .find(|c: char| c.is_ascii())
            .map_or(text.len(), |offset| first + offset);
        let whole: String = text[start.max(at)..end].nfc().collect();
        if whole != text[start.max(at)..end] {
            found.push(trimmed(text, start.max(at)..end, whole));
        }
        at = end;
    }
    found
}

/// Without the letters at its head that stay as they are.
fn trimmed(text: &str, range: Range<usize>, whole: String) -> (Range<usize>, String) {
    let same: usize = text[range.clone()]
        .chars()
        .zip(whole.chars())
        .take_while(|(before, after)| before == after)
        .map(|(letter, _)| letter.len_utf8())
        .sum();
    // An accent that could not join what stands before it is no place to begin at.
    if same == 0 || same >= range.len() {
        return (range, whole);
    }
    (range.start + same..range.end, whole[same..].to_owned())
}

fn told_pieces(line: &Line, range: Range<usize>, whole: &str) -> Finding {
    let said = Said::new(
        format!("une lettre est faite de deux morceaux : recomposez-la en « {whole} »"),
        format!("a letter is made of two pieces: put it together as “{whole}”"),
    );
    line.found(CODE, range.clone(), said).safely(range, whole)
}
