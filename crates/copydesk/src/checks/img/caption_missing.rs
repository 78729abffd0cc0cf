//! IMG-507 · Caption missing
//!
//! **What it catches.** A picture of a news piece without a caption.
//! **Why it matters.** A picture without who, where and when is decoration, or a claim that nobody can check.
//! **Remedy.** Say who, where and when.
//!
//! # Légende absente
//!
//! **Ce qu’il relève.** Une image d’un article d’information sans légende.
//! **Pourquoi.** Une image sans qui, où ni quand est une décoration, ou une affirmation que personne ne peut vérifier.
//! **Remède.** Dites qui, où et quand.

use manuscript::{Kind, Said};

use super::shots::{Shot, shots};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::reading::Reading;

const CODE: Code = "IMG-507";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Légende absente",
    title_en: "Caption missing",
    severity: Severity::Note,
    harm: 18,
    reads: Reads::Whole(find),
};

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    if matches!(reading.copy.kind, Kind::Video | Kind::Podcast | Kind::Column) {
        return Vec::new();
    }
    let all = shots(reading.copy);
    all.iter().filter(|shot| shot.caption.trim().is_empty()).map(told).collect()
}

fn told(shot: &Shot<'_>) -> Finding {
    let said = Said::new(
        "l’image n’a pas de légende : dites qui, où et quand",
        "the picture has no caption: say who, where and when",
    );
    Finding::new(CODE, shot.caption(), said)
}
