//! REP-302 · Passage printed twice
//!
//! **What it catches.** A dozen words or more that stand twice in the body, outside of quotations.
//! **Why it matters.** A paragraph that was moved and not cut is read twice by everybody.
//! **Remedy.** Take one of the two out.
//!
//! # Passage imprimé deux fois
//!
//! **Ce qu’il relève.** Une douzaine de mots ou plus qui sont deux fois dans le texte, hors des citations.
//! **Pourquoi.** Un paragraphe déplacé et pas coupé est lu deux fois par tout le monde.
//! **Remède.** Retirez l’un des deux.

use manuscript::Said;

use super::twice::Twice;
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity, Span};
use crate::passage::Role;
use crate::reading::Reading;

const CODE: Code = "REP-302";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Passage imprimé deux fois",
    title_en: "Passage printed twice",
    severity: Severity::Warning,
    harm: 75,
    reads: Reads::Whole(find),
};

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let lines: Vec<_> = reading
        .lines
        .iter()
        .filter(|line| line.passage.role() == Role::Body && !line.passage.is_quoted)
        .map(|line| &**line)
        .collect();
    let twice = Twice::of(&lines, reading.house.thresholds.repeated_words as usize);
    let outside = twice
        .runs()
        .into_iter()
        .filter(|run| !lines[run.line].is_said(run.range.start) || !lines[run.line].is_said(run.range.end.saturating_sub(1)));
    outside
        .map(|run| {
            let said = Said::new(
                format!("ces {} mots sont déjà plus haut : retirez l’un des deux passages", run.words),
                format!("these {} words stand further up already: take one of the two out", run.words),
            );
            Finding::new(CODE, Span::new(&lines[run.line].passage.spot, run.range), said).beside(
                Span::new(&lines[run.first_line].passage.spot, run.first_range),
                Said::new("la première fois", "the first time"),
            )
        })
        .collect()
}
