//! FIG-102 · The bound is dropped
//!
//! **What it catches.** A figure of the headline or the standfirst that says whole what the body only bounds: *29 morts* of *au moins 29 morts*, *520* of *environ 520*.
//! **Why it matters.** Agencies do it every day, and it ages badly: a toll that rises makes the headline wrong.
//! **Remedy.** Put the bound back where there is room; the house may switch this note off.
//!
//! # La borne est tombée
//!
//! **Ce qu’il relève.** Un chiffre du titre ou du chapô qui dit entier ce que le texte ne fait que borner : *29 morts* pour *au moins 29 morts*, *520* pour *environ 520*.
//! **Pourquoi.** Les agences le font chaque jour, et cela vieillit mal : un bilan qui monte donne tort au titre.
//! **Remède.** Remettez la borne là où il y a la place ; la maison peut couper cette note.

use manuscript::Said;

use super::headlines::{Judged, Verdict, judged};
use super::lattice::Relation;
use crate::check::{Check, Reads};
use crate::finding::{Applicability, Edit};
use crate::finding::{Code, Finding, Severity};
use crate::reading::Reading;

const CODE: Code = "FIG-102";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "La borne est tombée",
    title_en: "The bound is dropped",
    severity: Severity::Note,
    harm: 32,
    reads: Reads::Whole(find),
};

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    judged(reading).iter().filter_map(told).collect()
}

fn told(judged: &Judged<'_>) -> Option<Finding> {
    let Verdict::Stands(Relation::BoundDropped, body) = judged.verdict else {
        return None;
    };
    let there = body.text();
    let said = Said::new(
        format!("le texte dit « {there} » : le titre laisse tomber la borne"),
        format!("the body says “{there}”: the bound is dropped here"),
    );
    let finding = Finding::new(CODE, judged.head.span(), said)
        .labelled(Said::new("ici", "here"))
        .beside(body.span(), Said::new("là", "there"));
    let bound = body
        .quantity
        .bound_span
        .clone()
        .and_then(|range| body.line.text().get(range))?
        .to_lowercase();
    let number = judged.head.quantity.span.start;
    let at = crate::finding::Span::new(&judged.head.line.passage.spot, number..number);
    let title = Said::new(format!("ajouter « {bound} »"), format!("add “{bound}”"));
    Some(finding.mended(
        title,
        Applicability::Maybe,
        vec![Edit {
            span: at,
            new: format!("{bound} "),
        }],
    ))
}
