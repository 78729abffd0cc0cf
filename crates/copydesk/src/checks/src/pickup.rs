//! SRC-606 · Pickup without the outlet that it credits
//!
//! **What it catches.** A pickup whose `source_credit` names nobody.
//! **Why it matters.** A pickup is somebody else’s story: the outlet is named, or it is taken.
//! **Remedy.** Add `source_credit` with the outlet’s name and the address of its article.
//!
//! # Pépite sans le média qu’elle crédite
//!
//! **Ce qu’il relève.** Une pépite dont `source_credit` ne nomme personne.
//! **Pourquoi.** Une pépite est l’histoire d’un autre : le média est nommé, ou l’histoire est volée.
//! **Remède.** Ajoutez `source_credit` avec le nom du média et l’adresse de son article.

use manuscript::{Kind, Said, Spot};

use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity, Span};
use crate::reading::Reading;

const CODE: Code = "SRC-606";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Pépite sans le média qu’elle crédite",
    title_en: "Pickup without the outlet that it credits",
    severity: Severity::Block,
    harm: 94,
    reads: Reads::Whole(find),
};

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let is_credited = reading
        .copy
        .source_credit
        .as_ref()
        .is_some_and(|credit| !credit.name.trim().is_empty());
    if reading.copy.kind != Kind::Pickup || is_credited {
        return Vec::new();
    }
    let said = Said::new(
        "la pépite ne crédite personne : ajoutez le média et l’adresse de son article",
        "the pickup credits nobody: add the outlet and the address of its article",
    );
    vec![Finding::new(CODE, Span::new(&Spot::SourceCredit, 0..0), said)]
}
