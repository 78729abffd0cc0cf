//! TYP-29 · Acronyms
//!
//! **What it catches.** Acronyms with full stops: `O.N.U.`. The house turns it on.
//! **Why it matters.** Two spellings of one name in a paper are two names for those who search.
//! **Remedy.** No full stops. Initials of people (`J.-C.`, `J. K.`) stay.
//!
//! # Sigles
//!
//! **Ce qu’il relève.** Les sigles à points : `O.N.U.`. La maison l’allume.
//! **Pourquoi.** Deux graphies d’un nom dans un journal font deux noms pour qui cherche.
//! **Remède.** Pas de points. Les initiales des personnes (`J.-C.`, `J. K.`) restent.

use manuscript::Said;

use super::gaps::letter_before;
use super::signs::is_french;
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;
use crate::tokens::{Kind, Token};

const CODE: Code = "TYP-29";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Sigles",
    title_en: "Acronyms",
    severity: Severity::Note,
    harm: 5,
    reads: Reads::Passage(find),
};

fn find(line: &Line, _: &House) -> Vec<Finding> {
    if !is_french(line) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let mut at = 0;
    while let Some(token) = line.tokens.get(at) {
        let letters = letters_from(line, at);
        if letters >= 3 && !letter_before(line.text(), token.start).is_some_and(|c| c == '.' || c == '-') {
            findings.push(told(line, token, &line.tokens[at + letters * 2 - 1]));
        }
        at += (letters * 2).max(1);
    }
    findings
}

/// How many times a capital and a full stop follow each other from a token on.
fn letters_from(line: &Line, at: usize) -> usize {
    let pairs = line.tokens[at..].chunks_exact(2);
    pairs
        .take_while(|pair| is_letter(line, &pair[0]) && line.words_of(&pair[1]) == ".")
        .count()
}

fn is_letter(line: &Line, token: &Token) -> bool {
    let word = line.words_of(token);
    token.kind == Kind::Word && word.starts_with(char::is_uppercase) && word.chars().nth(1).is_none()
}

fn told(line: &Line, first: &Token, last: &Token) -> Finding {
    let range = first.start..last.end;
    let written: String = line.text()[range.clone()].chars().filter(|c| *c != '.').collect();
    let said = Said::new(
        format!("la maison écrit les sigles sans points : « {written} »"),
        format!("the house writes acronyms without full stops: “{written}”"),
    );
    line.found(CODE, range.clone(), said).maybe(range, written)
}
