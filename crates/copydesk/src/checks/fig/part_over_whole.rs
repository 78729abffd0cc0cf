//! FIG-106 · A part larger than its whole
//!
//! **What it catches.** A figure that is a part of another one (*dont*, *parmi lesquels*, *including*) and is larger than it.
//! **Why it matters.** One of the two is wrong, and every reader can see it.
//! **Remedy.** Check both.
//!
//! # Une partie plus grande que le tout
//!
//! **Ce qu’il relève.** Un chiffre qui est une partie d’un autre (*dont*, *parmi lesquels*) et qui est plus grand que lui.
//! **Pourquoi.** L’un des deux est faux, et tout lecteur le voit.
//! **Remède.** Vérifiez les deux.

use std::ops::Range;

use manuscript::Said;

use super::figures::Placed;
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity, Span};
use crate::house::House;
use crate::line::Line;
use crate::quantity::{Bound, Measure, Shape, numerals};
use crate::tokens::is_space;

const CODE: Code = "FIG-106";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Une partie plus grande que le tout",
    title_en: "A part larger than its whole",
    severity: Severity::Warning,
    harm: 88,
    reads: Reads::Passage(find),
};

fn find(line: &Line, _: &House) -> Vec<Finding> {
    line.quantities
        .iter()
        .filter_map(|quantity| judged(&Placed { line, quantity }))
        .collect()
}

fn judged(part: &Placed<'_>) -> Option<Finding> {
    let Some(whole) = part.quantity.part_of.as_ref()?.whole.and_then(|at| part.line.quantities.get(at)) else {
        return of_a_bare_number(part);
    };
    let whole = Placed {
        line: part.line,
        quantity: whole,
    };
    let measure = |placed: &Placed<'_>| placed.quantity.unit.map(|unit| unit.measure);
    // "60 %, dont 70 % de femmes": a share of a share.
    let is_compared = measure(part) == measure(&whole) && measure(part) != Some(Measure::Share);
    let is_loose = whole.quantity.is_approximate() && whole.quantity.bound != Bound::Nearly;
    let margin = if is_loose { 1.2 } else { 1.0 };
    if !is_compared || part.range().0 <= whole.range().1 * margin {
        return None;
    }
    Some(told(part, &whole.quantity.span))
}

/// "Elle en a perdu 12, dont 14 agnelles": of what the whole is, the sentence before said.
fn of_a_bare_number(part: &Placed<'_>) -> Option<Finding> {
    const FAR: usize = 40;
    let text = part.line.text();
    let cue = part.quantity.part_of.as_ref()?.cue.start;
    let from = text.ceil_char_boundary(cue.saturating_sub(FAR));
    let before = text[from..cue].trim_end_matches(|c| is_space(c) || c == ',');
    let numbers = numerals::read_all(before, part.line.passage.tongue.of_figures()?);
    let whole = numbers
        .last()
        .filter(|number| number.span.end == before.len() && number.shape == Shape::Digits)?;
    let is_of_the_same = part.quantity.unit.is_none() && before[..whole.span.start].ends_with(is_space);
    (is_of_the_same && part.range().0 > whole.value.to_f64()).then(|| told(part, &(from + whole.span.start..from + whole.span.end)))
}

fn told(part: &Placed<'_>, whole: &Range<usize>) -> Finding {
    let (large, small) = (part.text(), &part.line.text()[whole.clone()]);
    let said = Said::new(
        format!("« {large} » est une partie de « {small} », et plus grande : vérifiez les deux"),
        format!("“{large}” is a part of “{small}”, and larger: check both"),
    );
    let whole = Span::new(&part.line.passage.spot, whole.clone());
    Finding::new(CODE, part.span(), said).beside(whole, Said::new("le tout", "the whole"))
}
