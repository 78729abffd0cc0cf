//! TYP-30 · Median dot
//!
//! **What it catches.** Forms that hold both genders in one word: `étudiant·e·s`, `élu.e.s`, `habitant(e)s`. The house turns it on.
//! **Why it matters.** A paper has one way with them, and its readers know it.
//! **Remedy.** Write it as the house does. What is quoted from a written text stays as it was written.
//!
//! # Point médian
//!
//! **Ce qu’il relève.** Les formes à deux genres en un mot : `étudiant·e·s`, `élu.e.s`, `habitant(e)s`. La maison l’allume.
//! **Pourquoi.** Un journal a une seule façon de faire, et ses lecteurs la connaissent.
//! **Remède.** Écrivez comme la maison. Ce qui est cité d’un texte écrit reste tel quel.

use manuscript::Said;

use super::gaps::letter_after;
use super::signs::{Sign, is_french, signs, token_before, words_at};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;
use crate::tokens::Kind;

const CODE: Code = "TYP-30";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Point médian",
    title_en: "Median dot",
    severity: Severity::Note,
    harm: 5,
    reads: Reads::Passage(find),
};

/// The second gender behind the sign.
const ENDINGS: &[&str] = &[
    "e", "es", "ne", "nes", "le", "les", "rice", "rices", "euse", "euses", "ère", "ères", "ive", "ives", "se", "ses",
];

fn find(line: &Line, _: &House) -> Vec<Finding> {
    if !is_french(line) {
        return Vec::new();
    }
    let mut end = 0;
    let mut findings = Vec::new();
    for sign in signs(line, &['·', '•', '‧', '.', '(']) {
        if let Some(range) = form(line, &sign).filter(|range| range.start >= end) {
            end = range.end;
            findings.push(line.found(CODE, range, said()));
        }
    }
    findings
}

/// The word, the sign and the ending behind it.
fn form(line: &Line, sign: &Sign) -> Option<std::ops::Range<usize>> {
    let word = token_before(line, sign.at).filter(|word| word.kind == Kind::Word && word.end - word.start > 2)?;
    let ending = words_at(line, sign.at + 1);
    let next = line.tokens.get(sign.at + 2);
    let closes = sign.mark != '(' || next.is_some_and(|next| line.words_of(next) == ")");
    // "fin.e" does not exist, ".les" glued to a sentence does.
    let is_plain_stop =
        sign.mark == '.' && !(matches!(ending, "e" | "es" | "ne" | "le") && next.is_none_or(|next| next.kind != Kind::Word));
    if !ENDINGS.contains(&ending) || !closes || is_plain_stop {
        return None;
    }
    let mut end = sign.end + ending.len();
    let rest = &line.text()[end..];
    end += rest
        .find(|c: char| !(c.is_alphabetic() || matches!(c, '·' | '•' | ')')))
        .unwrap_or(rest.len());
    if sign.mark == '.' && line.text()[end..].starts_with(".s") && !letter_after(line.text(), end + 2).is_some_and(char::is_alphanumeric) {
        end += 2;
    }
    Some(word.start..end)
}

fn said() -> Said {
    Said::new(
        "une forme à deux genres en un mot : écrivez comme la maison",
        "a form that holds both genders: write it as the house does",
    )
}
