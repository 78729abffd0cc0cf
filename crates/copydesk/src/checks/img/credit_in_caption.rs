//! IMG-506 · Credit repeated in the caption
//!
//! **What it catches.** A caption that gives the credit again.
//! **Why it matters.** The page prints the credit under the caption: it stands there twice.
//! **Remedy.** Take it out of the caption.
//!
//! # Crédit répété dans la légende
//!
//! **Ce qu’il relève.** Une légende qui redonne le crédit.
//! **Pourquoi.** La page imprime le crédit sous la légende : il y est deux fois.
//! **Remède.** Retirez-le de la légende.

use manuscript::Said;

use super::shots::{Shot, shots};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::folding::folded;
use crate::reading::Reading;

const CODE: Code = "IMG-506";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Crédit répété dans la légende",
    title_en: "Credit repeated in the caption",
    severity: Severity::Note,
    harm: 10,
    reads: Reads::Whole(find),
};

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let all = shots(reading.copy);
    all.iter().filter(|shot| is_repeated(shot)).map(told).collect()
}

fn is_repeated(shot: &Shot<'_>) -> bool {
    let credit = folded(shot.picture.credit.trim_start_matches(['©', ' ', '\u{a0}', '\u{202f}']).trim());
    let caption = folded(&shot.caption);
    let is_sign = caption.contains('©') || caption.contains("photo :") || caption.contains("crédit");
    credit.chars().count() >= 5
        && caption.contains(&credit)
        && (is_sign || credit.contains('/') || caption.trim_end_matches(['.', ')']).ends_with(&credit))
}

fn told(shot: &Shot<'_>) -> Finding {
    let said = Said::new(
        "la légende redonne le crédit, que la page imprime déjà : retirez-le de la légende",
        "the caption gives the credit again, which the page prints already: take it out of the caption",
    );
    Finding::new(CODE, shot.caption(), said).beside(shot.credit(), Said::new("le crédit", "the credit"))
}
