//! SRC-601 · Much is copied from a source
//!
//! **What it catches.** A share of the body, quotations aside, that stands word for word in an attached source: from `copied_warning` percent of `[thresholds]` on.
//! **Why it matters.** What is copied is somebody’s work, and a reader’s search finds both.
//! **Remedy.** Rewrite it, put quotation marks and say who says it, or publish it as the agency’s copy under its name.
//!
//! # Une grande part copiée d’une source
//!
//! **Ce qu’il relève.** Une part du texte, hors citations, qui est mot pour mot dans une source jointe : à partir de `copied_warning` pour cent (`[thresholds]`).
//! **Pourquoi.** Ce qui est copié est le travail de quelqu’un, et la recherche d’un lecteur trouve les deux.
//! **Remède.** Récrivez, mettez des guillemets et dites qui parle, ou publiez la copie de l’agence sous son nom.

use manuscript::Said;

use super::copied::copied;
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::reading::Reading;

const CODE: Code = "SRC-601";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Une grande part copiée d’une source",
    title_en: "Much is copied from a source",
    severity: Severity::Warning,
    harm: 72,
    reads: Reads::Whole(find),
};

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let thresholds = &reading.house.thresholds;
    let share = copied(reading)
        .filter(|share| share.percent >= thresholds.copied_warning as usize && share.percent < thresholds.copied_block as usize);
    let told = share.map(|share| {
        let name = reading.context.sources.get(share.source).map_or("", |source| source.name.as_str());
        let said = Said::new(
            format!(
                "{} % du texte est mot pour mot dans la source « {} » : récrivez, citez, ou signez avec l’agence",
                share.percent, name
            ),
            format!(
                "{} % of the text stands word for word in the source “{}”: rewrite, quote, or sign with the agency",
                share.percent, name
            ),
        );
        Finding::new(CODE, share.longest, said).beside(share.there, Said::new("dans la source", "in the source"))
    });
    told.into_iter().collect()
}
