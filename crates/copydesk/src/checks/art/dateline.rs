//! ART-02 · Dateline missing
//!
//! **What it catches.** A news article or a report that does not say where it was written.
//! **Why it matters.** Where the reporter stands is half of what the report is worth.
//! **Remedy.** Add the `dateline`: *Vaux*.
//!
//! # Lieu absent
//!
//! **Ce qu’il relève.** Un article d’information ou un reportage qui ne dit pas d’où il est écrit.
//! **Pourquoi.** D’où l’on parle fait la moitié de la valeur d’un reportage.
//! **Remède.** Ajoutez le lieu (`dateline`) : *Vaux*.

use manuscript::{Kind, Said, Spot};

use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity, Span};
use crate::reading::Reading;

const CODE: Code = "ART-02";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Lieu absent",
    title_en: "Dateline missing",
    severity: Severity::Note,
    harm: 5,
    reads: Reads::Whole(find),
};

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    if !matches!(reading.copy.kind, Kind::News | Kind::Report) || reading.copy.dateline.is_some() {
        return Vec::new();
    }
    let said = Said::new(
        "le lieu manque : dites d’où l’article est écrit",
        "the dateline is missing: say where the article was written",
    );
    vec![Finding::new(CODE, Span::new(&Spot::Dateline, 0..0), said)]
}
