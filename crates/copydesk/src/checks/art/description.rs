//! ART-03 · Description missing
//!
//! **What it catches.** An article without a `description`.
//! **Why it matters.** Search engines and feeds then show the first words they find.
//! **Remedy.** Write one plain sentence that says what the article tells.
//!
//! # Description absente
//!
//! **Ce qu’il relève.** Un article sans `description`.
//! **Pourquoi.** Les moteurs et les fils montrent alors les premiers mots venus.
//! **Remède.** Écrivez une phrase simple qui dit ce que l’article raconte.

use manuscript::{Said, Spot};

use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity, Span};
use crate::reading::Reading;

const CODE: Code = "ART-03";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Description absente",
    title_en: "Description missing",
    severity: Severity::Note,
    harm: 6,
    reads: Reads::Whole(find),
};

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    if reading.copy.description.is_some() {
        return Vec::new();
    }
    let said = Said::new(
        "la description manque : écrivez une phrase pour les moteurs et les fils",
        "the description is missing: write one sentence for search engines and feeds",
    );
    vec![Finding::new(CODE, Span::new(&Spot::Description, 0..0), said)]
}
