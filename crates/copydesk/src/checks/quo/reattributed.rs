//! QUO-212 · Quotation given to somebody else
//!
//! **What it catches.** The same quotation with two speakers: in the published version and now, or twice in this text.
//! **Why it matters.** Words given to the wrong person are a wrong about that person.
//! **Remedy.** Check who said it; if the published version was wrong, publish a correction.
//!
//! # Citation attribuée à quelqu’un d’autre
//!
//! **Ce qu’il relève.** La même citation avec deux locuteurs : dans la version publiée et maintenant, ou deux fois dans ce texte.
//! **Pourquoi.** Des mots prêtés à la mauvaise personne lui font tort.
//! **Remède.** Vérifiez qui l’a dit ; si la version publiée avait tort, publiez un rectificatif.

use std::collections::HashMap;
use std::sync::Arc;

use manuscript::Said;

use super::said::{Quoted, quoted_in};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity, Span};
use crate::folding::folded;
use crate::line::Line;
use crate::reading::Reading;

const CODE: Code = "QUO-212";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Citation attribuée à quelqu’un d’autre",
    title_en: "Quotation given to somebody else",
    severity: Severity::Warning,
    harm: 93,
    reads: Reads::Whole(find),
};

/// Shorter ones are said by many.
const FEWEST: usize = 4;
/// Of those who say the same, so many are asked.
const MOST: usize = 40;

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let before = by_words(reading.previous.iter().flatten());
    let mut now: HashMap<Vec<u64>, Vec<Quoted<'_>>> = HashMap::new();
    let mut found = Vec::new();
    for quoted in named(reading.lines.iter()) {
        let is_other = |other: &&Quoted<'_>| is_somebody_else(&quoted, other);
        let same = now.entry(folds(&quoted)).or_default();
        if let Some(other) = same.iter().find(is_other) {
            found.push(told(&quoted, other).beside(Span::new(&other.line.passage.spot, other.range.clone()), Said::new("ici", "here")));
        } else if let Some(other) = before.get(&folds(&quoted)).and_then(|same| same.iter().find(is_other)) {
            found.push(told(&quoted, other));
        }
        if same.len() < MOST {
            same.push(quoted);
        }
    }
    found
}

fn by_words<'a>(lines: impl Iterator<Item = &'a Arc<Line>>) -> HashMap<Vec<u64>, Vec<Quoted<'a>>> {
    let mut known: HashMap<Vec<u64>, Vec<Quoted<'a>>> = HashMap::new();
    for quoted in named(lines) {
        let same = known.entry(folds(&quoted)).or_default();
        if same.len() < MOST {
            same.push(quoted);
        }
    }
    known
}

fn named<'a>(lines: impl Iterator<Item = &'a Arc<Line>>) -> impl Iterator<Item = Quoted<'a>> {
    lines.flat_map(|line| quoted_in(line)).filter(is_named)
}

fn folds(quoted: &Quoted<'_>) -> Vec<u64> {
    quoted.words.iter().map(|word| word.fold).collect()
}

fn is_named(quoted: &Quoted<'_>) -> bool {
    quoted.words.len() >= FEWEST && quoted.name().is_some()
}

/// No name in common: "Roche" is "Paul Roche".
fn is_somebody_else(left: &Quoted<'_>, right: &Quoted<'_>) -> bool {
    let names =
        |quoted: &Quoted<'_>| -> Vec<String> { quoted.name().unwrap_or_default().split([' ', '\u{a0}', '-']).map(folded).collect() };
    let (left, right) = (names(left), names(right));
    left.iter()
        .filter(|part| part.chars().count() > 2)
        .all(|part| !right.contains(part))
}

fn told(quoted: &Quoted<'_>, other: &Quoted<'_>) -> Finding {
    let (who, was) = (quoted.name().unwrap_or_default(), other.name().unwrap_or_default());
    let said = Said::new(
        format!("qui l’a dit ? Ici {who}, ailleurs {was}"),
        format!("who said it? Here {who}, elsewhere {was}"),
    );
    Finding::new(CODE, Span::new(&quoted.line.passage.spot, quoted.range.clone()), said)
}
