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

use super::super::{Check, Reads};
use super::figures::Placed;
use crate::facts::Line;
use crate::finding::{Code, Finding, Said, Severity};
use crate::house::House;
use crate::quantity::{Bound, Measure};

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
    let whole = part.quantity.part_of.as_ref()?.whole.and_then(|at| part.line.quantities.get(at))?;
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
    let said = Said::new(
        format!(
            "« {} » est une partie de « {} », et plus grande : vérifiez les deux",
            part.text(),
            whole.text()
        ),
        format!("“{}” is a part of “{}”, and larger: check both", part.text(), whole.text()),
    );
    Some(Finding::new(CODE, part.span(), said).beside(whole.span(), Said::new("le tout", "the whole")))
}
