//! IMG-504 · Credit missing
//!
//! **What it catches.** A picture or a recording without a credit.
//! **Why it matters.** No picture is public without one: it is a right of its author, and the first thing that is asked in a letter from a lawyer.
//! **Remedy.** Write who made it, and for whom: *Jeanne Auber / AFP*.
//!
//! # Crédit absent
//!
//! **Ce qu’il relève.** Une image ou un enregistrement sans crédit.
//! **Pourquoi.** Aucune image n’est publique sans crédit : c’est un droit de son auteur, et la première question d’une lettre d’avocat.
//! **Remède.** Dites qui l’a faite, et pour qui : *Jeanne Auber / AFP*.

use manuscript::Said;

use super::shots::{Shot, shots};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::reading::Reading;

const CODE: Code = "IMG-504";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Crédit absent",
    title_en: "Credit missing",
    severity: Severity::Block,
    harm: 85,
    reads: Reads::Whole(find),
};

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let all = shots(reading.copy);
    all.iter()
        .filter(|shot| !shot.picture.credit.chars().any(char::is_alphabetic))
        .map(told)
        .collect()
}

fn told(shot: &Shot<'_>) -> Finding {
    let said = Said::new(
        "l’image n’a pas de crédit : dites qui l’a faite, et pour qui",
        "the picture has no credit: say who made it, and for whom",
    );
    Finding::new(CODE, shot.credit(), said)
}
