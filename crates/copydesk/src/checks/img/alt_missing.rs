//! IMG-502 · Alternative text missing
//!
//! **What it catches.** A picture without an alternative text.
//! **Why it matters.** Who does not see the picture learns nothing of it, and the law asks for it (RGAA, theme 1).
//! **Remedy.** Say in one sentence what is seen.
//!
//! # Texte de remplacement absent
//!
//! **Ce qu’il relève.** Une image sans texte de remplacement.
//! **Pourquoi.** Qui ne voit pas l’image n’en apprend rien, et le règlement l’exige (RGAA, thématique 1).
//! **Remède.** Dites en une phrase ce qu’on voit.

use manuscript::Said;

use super::shots::{Shot, shots};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::reading::Reading;

const CODE: Code = "IMG-502";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Texte de remplacement absent",
    title_en: "Alternative text missing",
    severity: Severity::Warning,
    harm: 35,
    reads: Reads::Whole(find),
};

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let all = shots(reading.copy);
    all.iter().filter(|shot| shot.picture.alt.trim().is_empty()).map(told).collect()
}

fn told(shot: &Shot<'_>) -> Finding {
    let said = Said::new(
        "l’image n’a pas de texte de remplacement : dites en une phrase ce qu’on voit",
        "the picture has no alternative text: say in one sentence what is seen",
    );
    Finding::new(CODE, shot.alt(), said)
}
