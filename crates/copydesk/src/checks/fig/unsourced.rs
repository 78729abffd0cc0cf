//! FIG-110 · A toll or a sum without a source
//!
//! **What it catches.** The first mention in the body of a toll or of money, with nobody who says so in its sentence or in one beside it.
//! **Why it matters.** *Who says so?* is the first question of a reader, and of a judge.
//! **Remedy.** Add *selon X*, or give the figure its source.
//!
//! # Un bilan ou une somme sans source
//!
//! **Ce qu’il relève.** La première mention dans le texte d’un bilan ou d’une somme, sans personne qui le dise dans sa phrase ou à côté d’elle.
//! **Pourquoi.** *Qui le dit ?* est la première question du lecteur, et du juge.
//! **Remède.** Ajoutez *selon X*, ou donnez sa source au chiffre.

use std::collections::HashSet;

use manuscript::Said;

use super::figures::{Placed, in_body};
use super::sourcing::is_sourced;
use crate::check::{Check, Reads};
use crate::finding::{Applicability, Code, Edit, Finding, Severity, Span};
use crate::passage::Marked;
use crate::reading::Reading;

const CODE: Code = "FIG-110";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Un bilan ou une somme sans source",
    title_en: "A toll or a sum without a source",
    severity: Severity::Note,
    harm: 44,
    reads: Reads::Whole(find),
};

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let body = in_body(reading);
    let mut told_before = HashSet::new();
    let claims = body.iter().filter(|placed| is_claim(placed));
    let first = claims.filter(|placed| told_before.insert((placed.range().0.to_bits(), placed.range().1.to_bits(), placed.class())));
    first.filter(|placed| !is_sourced(placed) && !has_mark(placed)).map(told).collect()
}

/// A toll, or an amount of money that is news.
fn is_claim(placed: &Placed<'_>) -> bool {
    placed.is_fate() || (placed.is_money() && placed.range().0 >= 10_000.0)
}

fn has_mark(placed: &Placed<'_>) -> bool {
    let span = &placed.quantity.number;
    let marks = placed.line.passage.marked.iter();
    marks
        .into_iter()
        .any(|(over, mark)| matches!(mark, Marked::Figure(_)) && over.start < span.end && span.start < over.end)
}

fn told(placed: &Placed<'_>) -> Finding {
    let said = Said::new(
        format!("« {} » : qui le dit ? Nommez la source à côté du chiffre", placed.text()),
        format!("“{}”: who says so? Name the source beside the figure", placed.text()),
    );
    let end = placed.quantity.span.end;
    let new = if placed.line.passage.tongue.is_english() {
        ", according to [whom?]"
    } else {
        ", selon [qui ?]"
    };
    let edit = Edit {
        span: Span::new(&placed.line.passage.spot, end..end),
        new: new.to_owned(),
    };
    Finding::new(CODE, placed.span(), said).mended(
        Said::new("ajouter « selon »", "add “according to”"),
        Applicability::Blank,
        vec![edit],
    )
}
