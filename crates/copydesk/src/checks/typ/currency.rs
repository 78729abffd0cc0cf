//! TYP-14 · Currency
//!
//! **What it catches.** A sign of currency glued to its amount, behind a space that breaks, or in front of it as English has it: `12€`, `12 €`, `€12`.
//! **Why it matters.** A sign alone at the head of a line has lost its amount; in front of it, it is English.
//! **Remedy.** The amount, a no-break space, the sign. Amounts with *millions* behind a sign are shown without a fix.
//!
//! # Monnaies
//!
//! **Ce qu’il relève.** Un symbole de monnaie collé au montant, derrière une espace sécable, ou placé devant à l’anglaise : `12€`, `12 €`, `€12`.
//! **Pourquoi.** Un symbole seul en tête de ligne a perdu son montant ; devant, il est anglais.
//! **Remède.** Le montant, une espace insécable, le symbole. Avec *millions* après un symbole placé devant, rien n’est proposé.

use manuscript::Said;

use super::gaps::{gap_before, letter_after, letter_before, seen_before};
use super::numerals::{Numeral, numerals};
use super::signs::{Sign, is_french, signs};
use super::wanted::Wanted;
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;

const CODE: Code = "TYP-14";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Monnaies",
    title_en: "Currency",
    severity: Severity::Warning,
    harm: 25,
    reads: Reads::Passage(find),
};

const SIGNS: [char; 4] = ['€', '$', '£', '¥'];

/// What stands between an amount and its sign: `12 M€`, `3 Md€`.
const MAGNITUDES: &[&str] = &["Mds", "Md", "M", "k", "K"];

fn find(line: &Line, house: &House) -> Vec<Finding> {
    if !is_french(line) || !line.text().contains(SIGNS) {
        return Vec::new();
    }
    let behind = signs(line, &SIGNS).filter_map(|sign| behind_amount(line, house, &sign));
    let numbers = numerals(line);
    let before = numbers.iter().filter_map(|numeral| before_amount(line, house, numeral));
    behind.chain(before).collect()
}

/// `12€`, `12 M€`: what stands between the amount and its sign.
fn behind_amount(line: &Line, house: &House, sign: &Sign) -> Option<Finding> {
    let text = line.text();
    let before = &text[..sign.start];
    let magnitude = MAGNITUDES
        .iter()
        .find(|magnitude| before.ends_with(*magnitude))
        .map_or(0, |magnitude| magnitude.len());
    let start = sign.start - magnitude;
    let gap = gap_before(text, start);
    let after = letter_after(text, sign.end);
    let ends = !after.is_some_and(char::is_alphanumeric);
    let is_spelt = !gap.is_empty()
        && ["million", "millions", "milliard", "milliards"]
            .iter()
            .any(|word| text[..gap.start].ends_with(word));
    letter_before(text, gap.start).filter(|c| (c.is_ascii_digit() || is_spelt) && ends)?;
    let wanted = Wanted {
        code: CODE,
        space: house.spacing.currency,
        place: Said::new(
            format!("devant « {} »", &text[start..sign.end]),
            format!("before “{}”", &text[start..sign.end]),
        ),
        seen: seen_before(text, &gap, sign.end),
        gap,
    };
    wanted.told(line, house)
}

/// `€12`: the sign goes behind, unless a magnitude stands there.
fn before_amount(line: &Line, house: &House, numeral: &Numeral) -> Option<Finding> {
    let text = line.text();
    let mark = letter_before(text, numeral.range.start).filter(|c| SIGNS.contains(c))?;
    let start = numeral.range.start - mark.len_utf8();
    let touches = |c: char| c.is_alphanumeric() || SIGNS.contains(&c);
    if letter_before(text, start).is_some_and(touches) || letter_after(text, numeral.range.end).is_some_and(touches) {
        return None;
    }
    let said = Said::new(
        format!("en français, « {mark} » suit le montant : placez-le après"),
        format!("in French, “{mark}” follows the amount: put it behind"),
    );
    let range = start..numeral.range.end;
    let finding = line.found(CODE, range.clone(), said);
    let next = numeral.next(line).map_or("", |next| line.words_of(next));
    if next.starts_with("million") || next.starts_with("milliard") {
        return Some(finding);
    }
    let amount = &text[numeral.range.clone()];
    Some(finding.maybe(range, format!("{amount}{}{mark}", house.spacing.currency.as_str())))
}
