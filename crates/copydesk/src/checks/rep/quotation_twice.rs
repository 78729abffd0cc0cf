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

use super::super::{Check, Reads};
use crate::desk::Reading;
use crate::facts::Line;
use crate::finding::{Code, Finding, Said, Severity, Span};
use crate::passage::Role;
use crate::quotation::Quotation;
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
type Known<'a> = (&'a Line, &'a Quotation, &'a [Word]);

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
            match known.iter().find(|(_, _, other)| same(words, other)) {
                Some((before, first, _)) => found.push(told((line, quotation), (before, first))),
                None => known.push((line, quotation, words)),
            }
        }
    }
    found
}

fn told((line, quotation): (&Line, &Quotation), (before, first): (&Line, &Quotation)) -> Finding {
    let said = Said::new(
        "cette citation est déjà plus haut : gardez-la là où elle pèse le plus",
        "this quotation stands further up already: keep it where it weighs most",
    );
    Finding::new(CODE, Span::new(&line.passage.spot, quotation.outer.clone()), said).beside(
        Span::new(&before.passage.spot, first.outer.clone()),
        Said::new("la première fois", "the first time"),
    )
}
