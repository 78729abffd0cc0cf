//! FIG-120 · A figure that could carry its source
//!
//! **What it catches.** A toll, a number of people, a sum or a share whose source stands in its sentence, and that is not yet a sourced figure of the copy. It proposes the figure: value, bound, unit, what is counted, who says so.
//! **Why it matters.** A figure with its source is shown to readers with it, and is found again when the source changes its mind.
//! **Remedy.** Confirm the proposal, or leave it.
//!
//! # Un chiffre qui pourrait porter sa source
//!
//! **Ce qu’il relève.** Un bilan, un nombre de gens, une somme ou une part dont la source est dans la phrase, et qui n’est pas encore un chiffre sourcé de la copie. Il propose le chiffre : valeur, borne, unité, ce qui est compté, qui le dit.
//! **Pourquoi.** Un chiffre avec sa source est montré avec elle aux lecteurs, et se retrouve quand la source change d’avis.
//! **Remède.** Confirmez la proposition, ou laissez.

use manuscript::Said;
use manuscript::figure::Figure;
use manuscript::words::Bound as Printed;

use super::figures::{Placed, figures_in};
use super::sourcing::source_of;
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::passage::{Marked, Role};
use crate::quantity::{Bound, Class, Measure};
use crate::reading::Reading;

const CODE: Code = "FIG-120";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Un chiffre qui pourrait porter sa source",
    title_en: "A figure that could carry its source",
    severity: Severity::Note,
    harm: 1,
    reads: Reads::Whole(find),
};

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let figures = figures_in(&reading.lines, &[Role::Body, Role::Standfirst]);
    figures.filter(is_worth_it).filter_map(|placed| proposed(&placed)).collect()
}

fn is_worth_it(placed: &Placed<'_>) -> bool {
    let span = &placed.quantity.number;
    let has_mark = placed
        .line
        .passage
        .marked
        .iter()
        .any(|(over, mark)| matches!(mark, Marked::Figure(_)) && over.start < span.end && span.start < over.end);
    let is_share = placed.quantity.unit.is_some_and(|unit| unit.measure == Measure::Share);
    let counts = placed.class().is_some_and(|class| class != Class::Other);
    !has_mark && placed.quantity.bound != Bound::Vague && (counts || is_share || placed.is_money())
}

fn proposed(placed: &Placed<'_>) -> Option<Finding> {
    let who = source_of(placed)?;
    let quantity = placed.quantity;
    let is_range = quantity.low != quantity.high;
    let words = |range: std::ops::Range<usize>| placed.line.text().get(range).map(str::to_owned);
    let figure = Figure {
        value: (!is_range).then(|| quantity.low.to_string()),
        low: is_range.then(|| quantity.low.to_string()),
        high: is_range.then(|| quantity.high.to_string()),
        bound: printed(quantity.bound),
        unit: unit_of(placed),
        what: quantity.counted.as_ref().and_then(|counted| words(counted.span.clone())),
        who: Some(who.clone()),
        ..Figure::default()
    };
    let said = Said::new(
        format!("« {} » peut porter sa source : {who}", placed.text()),
        format!("“{}” can carry its source: {who}", placed.text()),
    );
    let mut finding = Finding::new(CODE, placed.span(), said);
    finding.proposal = figure.check().is_ok().then_some(figure);
    finding.proposal.is_some().then_some(finding)
}

const fn printed(bound: Bound) -> Option<Printed> {
    match bound {
        Bound::AtLeast => Some(Printed::AtLeast),
        Bound::MoreThan => Some(Printed::MoreThan),
        Bound::AtMost | Bound::UpTo => Some(Printed::AtMost),
        Bound::LessThan => Some(Printed::LessThan),
        Bound::About | Bound::Vague => Some(Printed::About),
        Bound::Nearly => Some(Printed::Nearly),
        Bound::Exact | Bound::Range => None,
    }
}

fn unit_of(placed: &Placed<'_>) -> Option<String> {
    match placed.quantity.unit?.measure {
        Measure::Share => Some("%".to_owned()),
        Measure::Money(currency) => Some(currency.to_owned()),
        _ => None,
    }
}
