//! TYP-28 · Sentence that begins with a digit, small numbers in digits
//!
//! **What it catches.** A sentence that begins with digits, and one to nine in digits before a noun. The house turns it on.
//! **Why it matters.** Many papers write small numbers in letters, and begin sentences with a word.
//! **Remedy.** Letters, or another beginning. Units, percentages, ages, hours, dates and scores stay in digits, and so do headlines.
//!
//! # Phrase qui commence par un chiffre, petits nombres en chiffres
//!
//! **Ce qu’il relève.** Une phrase qui commence par des chiffres, et de un à neuf en chiffres devant un nom. La maison l’allume.
//! **Pourquoi.** Bien des journaux écrivent les petits nombres en lettres et commencent leurs phrases par un mot.
//! **Remède.** Des lettres, ou un autre début. Unités, pourcentages, âges, heures, dates et scores restent en chiffres, les titres aussi.

use manuscript::Said;

use super::numerals::{Numeral, numerals};
use super::signs::{is_cell, is_french, word_before};
use super::units::unit_behind;
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;
use crate::passage::Role;
use crate::tokens::Kind;

const CODE: Code = "TYP-28";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Phrase qui commence par un chiffre, petits nombres en chiffres",
    title_en: "Sentence that begins with a digit, small numbers in digits",
    severity: Severity::Note,
    harm: 5,
    reads: Reads::Passage(find),
};

const LETTERS: &[&str] = &["", "", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"];

/// What is measured in digits.
const MEASURED: &[&str] = &[
    "ans",
    "an",
    "mois",
    "h",
    "heures",
    "euros",
    "dollars",
    "millions",
    "million",
    "milliards",
    "milliard",
    "points",
    "buts",
    "degrés",
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
    "kilomètres",
    "mètres",
    "er",
    "e",
    "re",
    "pour",
    "contre",
    "sur",
    "à",
    "et",
    "ou",
    "de",
];

fn find(line: &Line, house: &House) -> Vec<Finding> {
    let is_running = matches!(line.passage.role(), Role::Body | Role::Standfirst | Role::Description) && !is_cell(line);
    if !is_running || !is_french(line) {
        return Vec::new();
    }
    let numbers = numerals(line);
    numbers
        .iter()
        .filter_map(|numeral| begins(line, numeral).or_else(|| small(line, house, numeral)))
        .collect()
}

fn begins(line: &Line, numeral: &Numeral) -> Option<Finding> {
    let sentence = line.sentence_at(numeral.range.start);
    let is_prose = numeral
        .next(line)
        .is_some_and(|next| next.kind == Kind::Word && next.end < sentence.end);
    let said = Said::new(
        "la phrase commence par un chiffre : écrivez-le en lettres, ou commencez autrement",
        "the sentence begins with a digit: write it in letters, or begin otherwise",
    );
    (sentence.start == numeral.range.start && is_prose).then(|| line.found(CODE, numeral.range.clone(), said))
}

fn small(line: &Line, house: &House, numeral: &Numeral) -> Option<Finding> {
    let text = line.text();
    let written = LETTERS
        .get(text[numeral.range.clone()].parse::<usize>().ok()?)
        .filter(|word| !word.is_empty())?;
    let noun = numeral
        .next(line)
        .filter(|next| next.kind == Kind::Word && next.start > numeral.range.end)?;
    let noun = line.words_of(noun);
    let counts = noun.starts_with(char::is_lowercase) && noun.len() > 2 && !MEASURED.contains(&noun);
    let named = word_before(line, numeral.first).is_some_and(|word| !word.starts_with(char::is_lowercase) || word == "à");
    let is_small = counts && !named && !numeral.is_part(text) && unit_behind(line, house, numeral.range.end).is_none();
    let said = Said::new(
        format!("de un à neuf, la maison écrit en lettres : « {written} »"),
        format!("from one to nine, the house writes letters: “{written}”"),
    );
    is_small.then(|| line.found(CODE, numeral.range.clone(), said).maybe(numeral.range.clone(), *written))
}
