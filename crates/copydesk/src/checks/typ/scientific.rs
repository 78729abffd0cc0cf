//! TYP-26 · 4 × 4, m², CO₂
//!
//! **What it catches.** The letter x for the sign of multiplication, `m2` and `m3` behind a number, `CO2` and its like. The house turns it on.
//! **Why it matters.** A letter is no sign, and an exponent on the line is a digit.
//! **Remedy.** `4 × 4` with no-break spaces, `m²`, `CO₂`. Cars are 4x4, and so they stay.
//!
//! # 4 × 4, m², CO₂
//!
//! **Ce qu’il relève.** La lettre x pour le signe de multiplication, `m2` et `m3` après un nombre, `CO2` et semblables. La maison l’allume.
//! **Pourquoi.** Une lettre n’est pas un signe, et un exposant sur la ligne est un chiffre.
//! **Remède.** `4 × 4` avec des espaces insécables, `m²`, `CO₂`. Les voitures restent des 4x4.

use manuscript::Said;

use super::gaps::{gap_after, gap_before, letter_after, letter_before};
use super::signs::{is_french, stands_alone, word_before};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;
use crate::tokens::{Kind, Token};

const CODE: Code = "TYP-26";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "4 × 4, m², CO₂",
    title_en: "4 × 4, m², CO₂",
    severity: Severity::Note,
    harm: 5,
    reads: Reads::Passage(find),
};

/// Molecules that the news names, and how they are printed.
const MOLECULES: &[(&str, &str)] = &[
    ("CO2", "CO₂"),
    ("H2O", "H₂O"),
    ("N2O", "N₂O"),
    ("CH4", "CH₄"),
    ("NO2", "NO₂"),
    ("SO2", "SO₂"),
];

const EXPONENTS: &[(&str, &str)] = &[
    ("km2", "km²"),
    ("m2", "m²"),
    ("m3", "m³"),
    ("cm2", "cm²"),
    ("cm3", "cm³"),
    ("mm2", "mm²"),
    ("km3", "km³"),
    ("dm3", "dm³"),
];

fn find(line: &Line, _: &House) -> Vec<Finding> {
    if !is_french(line) {
        return Vec::new();
    }
    let words = line.tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Word);
    words.filter_map(|(at, token)| of_word(line, at, token)).collect()
}

fn of_word(line: &Line, at: usize, token: &Token) -> Option<Finding> {
    if line.words_of(token) == "x" {
        return times(line, token);
    }
    let rest = &line.text()[token.start..];
    let is_counted = word_before(line, at).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let exponents = EXPONENTS.iter().filter(|_| is_counted);
    let (plain, raised) = MOLECULES.iter().chain(exponents).find(|(plain, _)| rest.starts_with(plain))?;
    let range = token.start..token.start + plain.len();
    let said = Said::new(
        format!("« {plain} » s’imprime « {raised} »"),
        format!("“{plain}” is printed “{raised}”"),
    );
    let touches_digits = letter_before(line.text(), range.start).is_some_and(|c| c.is_ascii_digit());
    (stands_alone(line.text(), &range)
        || (is_counted && touches_digits && !letter_after(line.text(), range.end).is_some_and(char::is_alphanumeric)))
    .then(|| line.found(CODE, range.clone(), said).safely(range, *raised))
}

/// `10 x 15`: a number on each side, and spaces.
fn times(line: &Line, token: &Token) -> Option<Finding> {
    let text = line.text();
    let (before, after) = (gap_before(text, token.start), gap_after(text, token.end));
    let is_digit = |letter: Option<char>| letter.is_some_and(|c| c.is_ascii_digit());
    let is_product = is_digit(letter_before(text, before.start)) && is_digit(letter_after(text, after.end));
    let range = before.start..after.end;
    let said = Said::new(
        "le signe de multiplication n’est pas la lettre x : écrivez « × »",
        "the sign of multiplication is not the letter x: write “×”",
    );
    (is_product && !before.is_empty() && !after.is_empty()).then(|| line.found(CODE, range.clone(), said).safely(range, "\u{a0}×\u{a0}"))
}
