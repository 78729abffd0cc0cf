//! TYP-01 · Space before ; ! ?
//!
//! **What it catches.** In French, `;`, `!` and `?` without the no-break space before them, or with one that breaks; in English and in French of Canada, a space before them.
//! **Why it matters.** A space that breaks leaves the sign alone on the next line; a missing one glues it to the word.
//! **Remedy.** A narrow no-break space (U+202F); U+00A0 is taken as right too, unless the house is strict.
//!
//! # Espace devant ; ! ?
//!
//! **Ce qu’il relève.** En français, `;`, `!` et `?` sans espace insécable devant, ou avec une espace sécable ; en anglais et en français du Canada, une espace devant.
//! **Pourquoi.** Une espace sécable laisse le signe seul à la ligne suivante ; sans espace, il colle au mot.
//! **Remède.** Une espace fine insécable (U+202F) ; U+00A0 est admise aussi, sauf dans une maison stricte.

use super::gaps::{gap_before, letter_before};
use super::signs::{Sign, is_ours, signs, token_before, words_at};
use super::wanted::{Owned, Wanted};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::{House, Space};
use crate::line::Line;
use crate::tokens::is_space;

const CODE: Code = "TYP-01";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Espace devant ; ! ?",
    title_en: "Space before ; ! ?",
    severity: Severity::Warning,
    harm: 25,
    reads: Reads::Passage(find),
};

fn find(line: &Line, house: &House) -> Vec<Finding> {
    if !is_ours(line) {
        return Vec::new();
    }
    let looked_at = signs(line, &[';', '!', '?']).filter(|sign| is_punctuation(line, house, sign));
    let wanted = looked_at.map(|sign| Wanted::before(line, house, &Owned { code: CODE, sign: &sign }));
    let wrong = wanted.filter(|wanted| !(wanted.space == Space::None && &line.text()[wanted.gap.clone()] == "\u{202f}"));
    wrong.filter_map(|wanted| wanted.told(line, house)).collect()
}

/// Behind a word, at its end; not a smiley, not a brand, not code.
fn is_punctuation(line: &Line, house: &House, sign: &Sign) -> bool {
    let text = line.text();
    let gap = gap_before(text, sign.start);
    let behind_a_word = letter_before(text, gap.start).is_some_and(closes_words);
    behind_a_word
        && ends_here(text, sign, !gap.is_empty())
        && !is_entity(line, sign)
        && !is_list_of_fields(line, sign)
        && !(gap.is_empty() && is_brand(&text[..sign.end], house))
}

/// What punctuation stands behind. Another `!` or `?` before it has had the space already.
fn closes_words(letter: char) -> bool {
    letter.is_alphanumeric()
        || matches!(
            letter,
            '»' | '”' | '"' | ')' | ']' | '%' | '‰' | '€' | '$' | '£' | '°' | '…' | '.' | '\'' | '’' | '+' | '*' | '²' | '³' | '\u{ad}'
        )
}

fn ends_here(text: &str, sign: &Sign, is_apart: bool) -> bool {
    let rest = text[sign.end..].trim_start_matches(['!', '?']);
    let closes_bracket = rest.starts_with(')') && sign.mark == ';';
    if closes_bracket || is_smile(rest, sign.mark) {
        return false;
    }
    rest.chars().next().is_none_or(|next| {
        is_space(next)
            || matches!(
                next,
                '»' | '”' | '"' | '’' | '\'' | ')' | ']' | '…' | ',' | '.' | '«' | '“' | '—' | '–' | '['
            )
            || (is_apart && next.is_uppercase())
    })
}

/// `;-)`, `;D`.
fn is_smile(rest: &str, mark: char) -> bool {
    mark == ';' && (rest.starts_with("-)") || rest.starts_with("-(") || rest.starts_with("D ") || rest == "D")
}

/// `&nbsp;`, `&#160;`.
fn is_entity(line: &Line, sign: &Sign) -> bool {
    let before = |back: usize| sign.at.checked_sub(back).map_or("", |at| words_at(line, at));
    sign.mark == ';' && (before(2) == "&" || (before(3) == "&" && before(2) == "#"))
}

/// `a;b;c`: fields, not sentences.
fn is_list_of_fields(line: &Line, sign: &Sign) -> bool {
    let glued = token_before(line, sign.at).filter(|token| sign.mark == ';' && token.is_spoken());
    glued.is_some_and(|word| letter_before(line.text(), word.start) == Some(';'))
}

fn is_brand(text: &str, house: &House) -> bool {
    house.brands.iter().any(|brand| {
        text.strip_suffix(brand.as_str())
            .is_some_and(|before| !before.ends_with(char::is_alphanumeric))
    })
}
