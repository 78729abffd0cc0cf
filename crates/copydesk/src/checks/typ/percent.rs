//! TYP-13 · Percent
//!
//! **What it catches.** In French, `%` and `‰` glued to their number or with a space that breaks, and *pourcents*; in English, a space before them.
//! **Why it matters.** A percent sign alone at the head of a line has lost its number.
//! **Remedy.** One no-break space in French, none in English.
//!
//! # Pourcentage
//!
//! **Ce qu’il relève.** En français, `%` et `‰` collés au nombre ou séparés par une espace sécable, et *pourcents* ; en anglais, une espace devant.
//! **Pourquoi.** Un signe de pourcentage seul en tête de ligne a perdu son nombre.
//! **Remède.** Une espace insécable en français, aucune en anglais.

use manuscript::Said;

use super::gaps::{gap_before, letter_after, letter_before};
use super::signs::{Sign, is_french, is_ours, signs, word_before};
use super::wanted::{Owned, Wanted};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;

const CODE: Code = "TYP-13";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Pourcentage",
    title_en: "Percent",
    severity: Severity::Warning,
    harm: 20,
    reads: Reads::Passage(find),
};

fn find(line: &Line, house: &House) -> Vec<Finding> {
    let text = line.text();
    if !is_ours(line) || !(text.contains(['%', '‰']) || text.contains("pourcent")) {
        return Vec::new();
    }
    let percents = signs(line, &['%', '‰']).filter(|sign| is_of_number(line, sign));
    let spaces = percents.filter_map(|sign| Wanted::before(line, house, &Owned { code: CODE, sign: &sign }).told(line, house));
    spaces.chain(spelt(line)).collect()
}

fn is_of_number(line: &Line, sign: &Sign) -> bool {
    let text = line.text();
    let gap = gap_before(text, sign.start);
    let after = letter_after(text, sign.end);
    letter_before(text, gap.start).is_some_and(|c| c.is_ascii_digit()) && !after.is_some_and(char::is_alphanumeric)
}

/// "12 pourcents" is "12 pour cent".
fn spelt(line: &Line) -> Vec<Finding> {
    let words = line.tokens.iter().enumerate().filter(|(_, token)| {
        let is_it = matches!(line.words_of(token), "pourcent" | "pourcents");
        is_it && is_french(line)
    });
    let counted = words.filter(|(at, _)| word_before(line, *at).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit())));
    let findings = counted.map(|(_, token)| {
        let said = Said::new(
            "après un nombre, on écrit « pour cent » : en deux mots, sans s",
            "after a number, French writes “pour cent”: two words, no s",
        );
        line.found(CODE, token.range(), said).safely(token.range(), "pour cent")
    });
    findings.collect()
}
