//! TYP-18 · n°
//!
//! **What it catches.** `n°5` and `n° 5` with a space that breaks, also in the plural: `n°s 5 et 6`.
//! **Why it matters.** A number at the head of a line has lost what it numbers.
//! **Remedy.** A no-break space behind `n°`; `nº` is taken as right too.
//!
//! # n°
//!
//! **Ce qu’il relève.** `n°5` et `n° 5` avec une espace sécable, aussi au pluriel : `n°s 5 et 6`.
//! **Pourquoi.** Un numéro en tête de ligne a perdu ce qu’il numérote.
//! **Remède.** Une espace insécable après `n°` ; `nº` est admis aussi.

use manuscript::Said;

use super::gaps::{gap_after, letter_after, letter_before, seen_after};
use super::signs::is_french;
use super::wanted::Wanted;
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::{House, Space};
use crate::line::Line;

const CODE: Code = "TYP-18";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "n°",
    title_en: "n°",
    severity: Severity::Warning,
    harm: 20,
    reads: Reads::Passage(find),
};

fn find(line: &Line, house: &House) -> Vec<Finding> {
    if !is_french(line) || !line.text().contains(['°', 'º']) {
        return Vec::new();
    }
    let signs = line.text().match_indices(['°', 'º']);
    signs.filter_map(|(at, sign)| of_sign(line, house, at..at + sign.len())).collect()
}

fn of_sign(line: &Line, house: &House, sign: std::ops::Range<usize>) -> Option<Finding> {
    let text = line.text();
    let start = letter_before(text, sign.start)
        .filter(|c| matches!(c, 'n' | 'N'))
        .map(|_| sign.start - 1)?;
    let is_plural = text[sign.end..].starts_with("s ") || text[sign.end..].starts_with("s\u{a0}");
    let end = sign.end + usize::from(is_plural);
    let gap = gap_after(text, end);
    let is_number = letter_after(text, gap.end).is_some_and(|c| c.is_ascii_digit() || (!gap.is_empty() && c.is_uppercase()));
    // The scent is called N°5.
    let is_brand = text[..start].trim_end().ends_with("Chanel") || line.is_passed_over(&(start..end));
    let begins = !letter_before(text, start).is_some_and(char::is_alphanumeric);
    if !is_number || !begins || is_brand {
        return None;
    }
    let wanted = Wanted {
        code: CODE,
        space: Space::NoBreak,
        place: Said::new("après « n° »", "behind “n°”"),
        seen: seen_after(text, start, &gap),
        gap,
    };
    wanted.told(line, house)
}
