//! FIG-101 · Two figures contradict each other
//!
//! **What it catches.** A figure of the headline, the standfirst or a caption, and one of the body that counts the same thing, which cannot both be true. Roundings, words for digits, and figures that each have their own *selon X* are left alone.
//! **Why it matters.** A toll that changes between the headline and the text is the first thing that readers write about.
//! **Remedy.** Find out which one holds, and write it everywhere; if both are claimed, say by whom.
//!
//! # Deux chiffres se contredisent
//!
//! **Ce qu’il relève.** Un chiffre du titre, du chapô ou d’une légende et un chiffre du texte qui comptent la même chose et ne peuvent être vrais tous les deux. Les arrondis, les lettres pour les chiffres et les chiffres qui ont chacun leur *selon X* sont laissés.
//! **Pourquoi.** Un bilan qui change entre le titre et le texte est la première chose dont les lecteurs écrivent.
//! **Remède.** Cherchez lequel tient, et écrivez-le partout ; si les deux sont avancés, dites par qui.

use manuscript::Said;

use super::headlines::{Judged, Verdict, judged};
use super::lattice::Relation;
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::reading::Reading;

const CODE: Code = "FIG-101";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Deux chiffres se contredisent",
    title_en: "Two figures contradict each other",
    severity: Severity::Warning,
    harm: 98,
    reads: Reads::Whole(find),
};

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    judged(reading).iter().filter_map(told).collect()
}

fn told(judged: &Judged<'_>) -> Option<Finding> {
    let Verdict::Stands(Relation::Contradict, body) = judged.verdict else {
        return None;
    };
    let (here, there) = (judged.head.text(), body.text());
    let said = Said::new(
        format!("« {here} » ici, « {there} » dans le texte : les deux ne peuvent être vrais"),
        format!("“{here}” here, “{there}” in the body: both cannot be true"),
    );
    let finding = Finding::new(CODE, judged.head.span(), said)
        .labelled(Said::new("ici", "here"))
        .beside(body.span(), Said::new("là", "there"));
    Some(finding)
}
