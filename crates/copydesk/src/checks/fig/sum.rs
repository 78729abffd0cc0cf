//! FIG-107 · Parts that do not add up
//!
//! **What it catches.** Parts that are announced as a total (*soit 153 en tout*, *au total*), or listed after it with a colon, whose sum is another one; parts after *dont* that are together more than the whole.
//! **Why it matters.** A reader with a pencil is faster than a correction.
//! **Remedy.** Add up again, and mend the part or the total.
//!
//! # Des parties qui ne font pas le total
//!
//! **Ce qu’il relève.** Des parties annoncées comme un total (*soit 153 en tout*, *au total*), ou énumérées après lui derrière deux-points, dont la somme est autre ; des parties après *dont* qui font ensemble plus que le tout.
//! **Pourquoi.** Un lecteur avec un crayon va plus vite qu’un rectificatif.
//! **Remède.** Refaites l’addition, et corrigez la partie ou le total.

use std::ops::Range;

use super::super::{Check, Reads};
use super::figures::Placed;
use crate::facts::Line;
use crate::finding::{Code, Finding, Said, Severity};
use crate::house::House;
use crate::quantity::{Bound, Quantity};
use crate::tokens::is_space;

const CODE: Code = "FIG-107";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Des parties qui ne font pas le total",
    title_en: "Parts that do not add up",
    severity: Severity::Warning,
    harm: 84,
    reads: Reads::Passage(find),
};

fn find(line: &Line, _: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    for sentence in &line.sentences {
        let first = line.quantities.partition_point(|quantity| quantity.span.start < sentence.start);
        let last = line.quantities.partition_point(|quantity| quantity.span.start < sentence.end);
        let figures = &line.quantities[first..last];
        if (3..=12).contains(&figures.len()) {
            found.extend(judged(line, sentence, figures));
        }
    }
    found
}

fn judged(line: &Line, sentence: &Range<usize>, figures: &[Quantity]) -> Option<Finding> {
    if !figures.iter().all(|figure| is_plain(figure) && figure.unit == figures[0].unit) {
        return None;
    }
    if let Some((total, parts)) = figures.split_last().filter(|(total, _)| is_total(line, sentence, total)) {
        return differs(line, total, parts);
    }
    let (total, parts) = figures.split_first()?;
    if is_list(line, total, parts) {
        return differs(line, total, parts);
    }
    let all_parts = parts.iter().all(|part| part.part_of.is_some() || is_joined(line, parts, part));
    let sum: f64 = parts.iter().map(value).sum();
    (all_parts && parts.first()?.part_of.is_some() && sum > value(total)).then(|| told(line, total, sum))
}

/// Exact, and a number of its own.
const fn is_plain(figure: &Quantity) -> bool {
    matches!(figure.bound, Bound::Exact)
}

fn value(figure: &Quantity) -> f64 {
    figure.low.to_f64()
}

/// "soit 153 personnes", "153 au total", "153 en tout".
fn is_total(line: &Line, sentence: &Range<usize>, total: &Quantity) -> bool {
    let before = line.text()[sentence.start..total.span.start]
        .trim_end_matches(is_space)
        .to_lowercase();
    let after = line.text()[total.span.end..sentence.end.max(total.span.end)]
        .trim_start_matches(is_space)
        .to_lowercase();
    let announced = [
        "soit",
        "soit un total de",
        "au total",
        "pour un total de",
        "en tout",
        "for a total of",
        "in all",
        "a total of",
    ];
    announced.iter().any(|words| before.ends_with(words))
        || ["au total", "en tout", "in all", "in total", "altogether"]
            .iter()
            .any(|words| after.starts_with(words))
}

/// "153 personnes à bord : 147 passagers et 6 membres d’équipage."
fn is_list(line: &Line, total: &Quantity, parts: &[Quantity]) -> bool {
    let Some(first) = parts.first() else { return false };
    let between = &line.text()[total.span.end..first.span.start];
    let opens = between.trim_end_matches(is_space).ends_with(':');
    opens && between.split_whitespace().count() <= 6 && parts.iter().skip(1).all(|part| is_joined(line, parts, part))
}

/// Only a comma or *et* between a part and the one before.
fn is_joined(line: &Line, parts: &[Quantity], part: &Quantity) -> bool {
    let before = parts.iter().rev().find(|other| other.span.end <= part.span.start);
    before.is_some_and(|before| {
        let between = &line.text()[before.span.end..part.span.start];
        let words: Vec<&str> = between
            .split(|c: char| is_space(c) || c == ',')
            .filter(|word| !word.is_empty())
            .collect();
        words.iter().all(|word| matches!(*word, "et" | "and"))
            || words.len() <= 4 && words.last().is_some_and(|word| matches!(*word, "et" | "and"))
    })
}

fn differs(line: &Line, total: &Quantity, parts: &[Quantity]) -> Option<Finding> {
    let sum: f64 = parts.iter().map(value).sum();
    ((sum - value(total)).abs() > 1e-9).then(|| told(line, total, sum))
}

fn told(line: &Line, total: &Quantity, sum: f64) -> Finding {
    let placed = Placed { line, quantity: total };
    let said = Said::new(
        format!("les parties font {sum}, pas « {} » : refaites l’addition", placed.text()),
        format!("the parts add up to {sum}, not “{}”: add up again", placed.text()),
    );
    Finding::new(CODE, placed.span(), said)
}
