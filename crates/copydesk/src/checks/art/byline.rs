//! ART-01 · Byline missing
//!
//! **What it catches.** An article that nobody signs, but briefs, pickups and galleries.
//! **Why it matters.** Readers trust people; the law wants to know who wrote.
//! **Remedy.** Sign it, or credit the agency.
//!
//! # Signature absente
//!
//! **Ce qu’il relève.** Un article que personne ne signe, brèves, pépites et diaporamas exceptés.
//! **Pourquoi.** On croit des gens ; la loi veut savoir qui écrit.
//! **Remède.** Signez-le, ou créditez l’agence.

use manuscript::{Kind, Said, Spot};

use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity, Span};
use crate::reading::Reading;

const CODE: Code = "ART-01";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Signature absente",
    title_en: "Byline missing",
    severity: Severity::Warning,
    harm: 45,
    reads: Reads::Whole(find),
};

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let is_short = matches!(reading.copy.kind, Kind::Brief | Kind::Pickup | Kind::Gallery);
    if is_short || !reading.copy.byline.is_empty() {
        return Vec::new();
    }
    let said = Said::new(
        "personne ne signe : ajoutez la signature, ou créditez l’agence",
        "nobody signs: add the byline, or credit the agency",
    );
    vec![Finding::new(CODE, Span::new(&Spot::Byline(0), 0..0), said)]
}
