//! FIG-103 · The bound is reversed
//!
//! **What it catches.** A figure whose bound says the opposite of the body’s: *plus de 8 000* of *moins de 8 000*, or *8 000* of *moins de 8 000*.
//! **Why it matters.** It is the same number, and it says the contrary.
//! **Remedy.** Take the bound of the source.
//!
//! # La borne est retournée
//!
//! **Ce qu’il relève.** Un chiffre dont la borne dit le contraire de celle du texte : *plus de 8 000* pour *moins de 8 000*, ou *8 000* pour *moins de 8 000*.
//! **Pourquoi.** C’est le même nombre, et il dit le contraire.
//! **Remède.** Reprenez la borne de la source.

use manuscript::Said;

use super::headlines::{Judged, Verdict, judged};
use super::lattice::Relation;
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::reading::Reading;

const CODE: Code = "FIG-103";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "La borne est retournée",
    title_en: "The bound is reversed",
    severity: Severity::Warning,
    harm: 96,
    reads: Reads::Whole(find),
};

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    judged(reading).iter().filter_map(told).collect()
}

fn told(judged: &Judged<'_>) -> Option<Finding> {
    let Verdict::Stands(Relation::BoundReversed, body) = judged.verdict else {
        return None;
    };
    let (here, there) = (judged.head.text(), body.text());
    let said = Said::new(
        format!("« {here} » ici, « {there} » dans le texte : la borne est retournée"),
        format!("“{here}” here, “{there}” in the body: the bound is reversed"),
    );
    let finding = Finding::new(CODE, judged.head.span(), said)
        .labelled(Said::new("ici", "here"))
        .beside(body.span(), Said::new("là", "there"));
    Some(finding)
}
