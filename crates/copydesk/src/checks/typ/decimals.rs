//! TYP-11 · Decimal comma
//!
//! **What it catches.** A decimal point in French before a magnitude, a unit, a currency or a percent sign: `4.5 millions`.
//! **Why it matters.** French reads a full stop between digits as thousands.
//! **Remedy.** A comma. Versions, dates, hours and names of standards stay: nothing is measured there.
//!
//! # Virgule décimale
//!
//! **Ce qu’il relève.** En français, un point décimal devant une grandeur, une unité, une monnaie ou un pourcentage : `4.5 millions`.
//! **Pourquoi.** Le français lit un point entre des chiffres comme un séparateur de milliers.
//! **Remède.** Une virgule. Versions, dates, heures et noms de normes restent : rien n’y est mesuré.

use manuscript::Said;

use super::gaps::{gap_after, letter_after};
use super::numerals::{Numeral, numerals};
use super::signs::{is_french, word_before};
use super::units::unit_behind;
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;

const CODE: Code = "TYP-11";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Virgule décimale",
    title_en: "Decimal comma",
    severity: Severity::Warning,
    harm: 45,
    reads: Reads::Passage(find),
};

/// What is counted or measured in decimals.
const MEASURED: &[&str] = &[
    "million",
    "millions",
    "milliard",
    "milliards",
    "billion",
    "billions",
    "pour",
    "point",
    "points",
    "degré",
    "degrés",
    "euro",
    "euros",
    "dollar",
    "dollars",
    "livres",
    "francs",
    "mètre",
    "mètres",
    "kilomètre",
    "kilomètres",
    "kilo",
    "kilos",
    "kilogrammes",
    "gramme",
    "grammes",
    "tonne",
    "tonnes",
    "litre",
    "litres",
    "hectares",
    "secondes",
    "fois",
    "enfant",
    "hectare",
    "mégawatts",
];

fn find(line: &Line, house: &House) -> Vec<Finding> {
    if !is_french(line) || !line.text().contains('.') {
        return Vec::new();
    }
    let numbers = numerals(line);
    let points = numbers
        .iter()
        .filter(|numeral| numeral.joints.as_slice() == ['.'] && is_decimal(line, numeral));
    points
        .filter(|numeral| is_measured(line, house, numeral))
        .map(|numeral| told(line, numeral))
        .collect()
}

/// Three digits behind the point are thousands, another check's.
fn is_decimal(line: &Line, numeral: &Numeral) -> bool {
    let whole = &line.text()[numeral.groups[0].clone()];
    let has_leading_zero = whole.len() > 1 && whole.starts_with('0');
    numeral.groups[1].len() != 3 && !has_leading_zero && !numeral.is_tied_before(line.text())
}

fn is_measured(line: &Line, house: &House, numeral: &Numeral) -> bool {
    let text = line.text();
    let gap = gap_after(text, numeral.range.end);
    let sign = letter_after(text, gap.end).is_some_and(|c| matches!(c, '%' | '‰' | '€' | '$' | '£'));
    let word = numeral.next(line).map_or("", |next| line.words_of(next));
    let magnitude = word_before(line, numeral.first) == Some("magnitude");
    sign || MEASURED.contains(&word) || magnitude || unit_behind(line, house, numeral.range.end).is_some()
}

fn told(line: &Line, numeral: &Numeral) -> Finding {
    let point = numeral.groups[0].end..numeral.groups[1].start;
    let mended = line.text()[numeral.range.clone()].replacen('.', ",", 1);
    let said = Said::new(
        format!("en français, les décimales suivent une virgule : écrivez {mended}"),
        format!("in French, decimals follow a comma: write {mended}"),
    );
    line.found(CODE, numeral.range.clone(), said).safely(point, ",")
}
