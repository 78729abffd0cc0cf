//! REP-303 · Quotation printed twice
//!
//! **What it catches.** A quotation of six words or more that stands twice in the body.
//! **Why it matters.** The second time it is no news, and looks like a slip of the scissors.
//! **Remedy.** Keep it where it weighs most; a pull quote may repeat it.
//!
//! # Citation imprimée deux fois
//!
//! **Ce qu’il relève.** Une citation d’au moins six mots qui est deux fois dans le texte.
//! **Pourquoi.** La seconde fois, ce n’est plus une nouvelle, et cela ressemble à un coup de ciseaux raté.
//! **Remède.** Gardez-la là où elle pèse le plus ; un exergue peut la répéter.

use std::collections::HashMap;

use manuscript::Said;

use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity, Span};
use crate::line::Line;
use crate::passage::Role;
use crate::quotation::Quotation;
use crate::reading::Reading;
use crate::words::{Word, same};

const CODE: Code = "REP-303";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Citation imprimée deux fois",
    title_en: "Quotation printed twice",
    severity: Severity::Warning,
    harm: 60,
    reads: Reads::Whole(find),
};

const FEWEST: usize = 6;

/// A quotation that was met: where, and its words.
struct Known<'a> {
    line: &'a Line,
    quotation: &'a Quotation,
    words: &'a [Word],
}

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let mut seen: HashMap<u64, Vec<Known<'_>>> = HashMap::new();
    let mut found = Vec::new();
    for line in reading.lines.iter().filter(|line| line.passage.role() == Role::Body) {
        for quotation in line.quotations.iter().filter(|quotation| quotation.depth == 1) {
            let words = line.words_in(&quotation.inner);
            let Some(first) = words.first().filter(|_| words.len() >= FEWEST) else {
                continue;
            };
            let known = seen.entry(first.fold).or_default();
            let met = Known { line, quotation, words };
            match known.iter().find(|before| same(words, before.words)) {
                Some(before) => found.push(told(&met, before)),
                None => known.push(met),
            }
        }
    }
    found
}

fn told(again: &Known<'_>, before: &Known<'_>) -> Finding {
    let said = Said::new(
        "cette citation est déjà plus haut : gardez-la là où elle pèse le plus",
        "this quotation stands further up already: keep it where it weighs most",
    );
    Finding::new(CODE, Span::new(&again.line.passage.spot, again.quotation.outer.clone()), said).beside(
        Span::new(&before.line.passage.spot, before.quotation.outer.clone()),
        Said::new("la première fois", "the first time"),
    )
}
