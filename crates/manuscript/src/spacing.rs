//! The spaces of French typography: per sign, the no-break space that belongs there.
//!
//! Typesetting turns spaces that the writer put into no-break ones. It inserts none and touches no letter.
//! Defaults: U+202F before `; ! ?` and between groups of thousands; U+00A0 before `:` `%` and currencies,
//! inside guillemets and between a number and its unit. In French of Canada, nothing before `; ! ?`.

use crate::language::Language;
use crate::sentence::Locale;

/// No-break space.
pub const NBSP: char = '\u{a0}';
/// Narrow no-break space.
pub const NNBSP: char = '\u{202f}';

/// Units whose symbol stays with its number.
const UNITS: &[&str] = &[
    "km",
    "m",
    "cm",
    "mm",
    "kg",
    "g",
    "mg",
    "t",
    "l",
    "cl",
    "ml",
    "ha",
    "km²",
    "m²",
    "m³",
    "h",
    "min",
    "s",
    "°C",
    "kW",
    "MW",
    "GW",
    "kWh",
    "MWh",
    "GWh",
    "TWh",
    "km/h",
    "Mo",
    "Go",
    "To",
    "Hz",
    "dB",
    "V",
    "W",
    "ans",
    "euros",
    "dollars",
    "millions",
    "million",
    "milliards",
    "milliard",
    "habitants",
    "personnes",
    "morts",
    "blessés",
    "civils",
    "heures",
    "minutes",
    "jours",
    "mois",
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// Titles and shorts that stay with the word after them.
const STAYS_WITH_NEXT: &[&str] = &[
    "M.", "MM.", "Mme", "Mmes", "Mlle", "Dr", "Pr", "Me", "Mgr", "n°", "nᵒ", "p.", "art.", "§",
];

/// Turns the existing spaces of a text into the ones that its language wants. Length in characters never changes.
pub fn typeset(text: &str, language: &Language) -> String {
    if !Locale::of(language).is_french() {
        return text.to_owned();
    }
    let canadian = language.as_str().eq_ignore_ascii_case("fr-CA");
    let mut letters: Vec<char> = text.chars().collect();
    let untouched = addresses_in(&letters);
    for at in 0..letters.len() {
        let is_looked_at = is_breaking_or_kept(letters[at]) && !untouched.iter().any(|range| range.contains(&at));
        if let Some(space) = is_looked_at.then(|| space_at(&letters, at, canadian)).flatten() {
            letters[at] = space;
        }
    }
    letters.into_iter().collect()
}

/// Only spaces that may break, and the no-break ones that a writer put by hand, are looked at.
fn is_breaking_or_kept(letter: char) -> bool {
    matches!(letter, ' ' | NBSP | NNBSP)
}

fn space_at(letters: &[char], at: usize, canadian: bool) -> Option<char> {
    let before = at.checked_sub(1).map(|i| letters[i]);
    let after = letters.get(at + 1).copied();
    match (before?, after?) {
        (_, ';' | '!' | '?') => Some(if canadian { letters[at] } else { NNBSP }),
        (_, ':' | '»' | '%' | '‰' | '€' | '$' | '£') | ('«', _) => Some(NBSP),
        (left, right) if left.is_ascii_digit() && right.is_ascii_digit() => groups_thousands(letters, at).then_some(NNBSP),
        _ => (number_and_unit(letters, at) || stays_with_next(letters, at) || roman_after(letters, at)).then_some(NBSP),
    }
}

/// `7 000`: one to three digits before, exactly three after, as often as it goes.
fn groups_thousands(letters: &[char], at: usize) -> bool {
    let before = letters[..at].iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let after = letters[at + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
    let continues = at.checked_sub(before + 1).is_some_and(|i| letters[i] == NNBSP);
    let starts_with_zero = !continues && before > 1 && letters[at - before] == '0';
    (1..=3).contains(&before) && after == 3 && !starts_with_zero
}

fn number_and_unit(letters: &[char], at: usize) -> bool {
    let word: String = letters[at + 1..]
        .iter()
        .take_while(|c| c.is_alphabetic() || matches!(c, '²' | '³' | '°' | '/'))
        .collect();
    if letters[at - 1].is_ascii_digit() {
        return UNITS.contains(&word.as_str());
    }
    // `14 h 30`: the minutes stay with the hours.
    let digits_follow = letters[at + 1].is_ascii_digit();
    digits_follow && letters[at - 1] == 'h' && at >= 3 && is_breaking_or_kept(letters[at - 2]) && letters[at - 3].is_ascii_digit()
}

fn stays_with_next(letters: &[char], at: usize) -> bool {
    let word: String = letters[..at]
        .iter()
        .rev()
        .take_while(|c| !c.is_whitespace() && !matches!(c, '(' | '«' | '’' | '\''))
        .collect();
    let word: String = word.chars().rev().collect();
    STAYS_WITH_NEXT.contains(&word.as_str())
}

/// "acte I", "Louis XIV": a Roman number does not begin a line.
fn roman_after(letters: &[char], at: usize) -> bool {
    let word: String = letters[at + 1..].iter().take_while(|c| c.is_alphanumeric()).collect();
    let roman = !word.is_empty() && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'));
    roman && letters[at - 1].is_lowercase() && (word.len() > 1 || matches!(word.as_str(), "I" | "V" | "X"))
}

/// Ranges of characters that are addresses: what holds `://` or `@`, or begins with `www.`, between two spaces.
fn addresses_in(letters: &[char]) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for end in (0..=letters.len()).filter(|&i| i == letters.len() || letters[i].is_whitespace()) {
        let word: String = letters[start..end].iter().collect();
        if word.contains("://") || word.contains('@') || word.starts_with("www.") {
            ranges.push(start..end);
        }
        start = end + 1;
    }
    ranges
}
