//! FIG-107 · Parts that do not add up
//!
//! **What it catches.** Parts that are announced as a total (*soit 153 en tout*, *au total*), or listed after it with a colon, whose sum is another one; parts after *dont* that are together more than the whole.
//! **Why it matters.** A reader with a pencil is faster than a correction.
//! **Remedy.** Add up again, and fix the part or the total.
//!
//! # Des parties qui ne font pas le total
//!
//! **Ce qu’il relève.** Des parties annoncées comme un total (*soit 153 en tout*, *au total*), ou énumérées après lui derrière deux-points, dont la somme est autre ; des parties après *dont* qui font ensemble plus que le tout.
//! **Pourquoi.** Un lecteur avec un crayon va plus vite qu’un rectificatif.
//! **Remède.** Refaites l’addition, et corrigez la partie ou le total.

use std::ops::Range;

use manuscript::Said;

use super::figures::Placed;
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;
use crate::quantity::{Bound, Quantity, Tongue, numerals};
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
        let in_list = figures.first().and_then(|_| listed(line, sentence, figures));
        let is_few = (3..=12).contains(&figures.len());
        let by_total = || is_few.then(|| announced(line, sentence, figures)).flatten();
        let by_parts = || is_few.then(|| beyond(line, figures)).flatten();
        found.extend(in_list.or_else(by_total).or_else(by_parts));
    }
    found
}

/// "147 passagers et 6 membres d’équipage, soit 155 personnes".
fn announced(line: &Line, sentence: &Range<usize>, figures: &[Quantity]) -> Option<Finding> {
    let (total, parts) = figures.split_last()?;
    let are_alike = figures.iter().all(|figure| is_plain(figure) && figure.unit == total.unit);
    let sum: f64 = parts.iter().map(value).sum();
    (are_alike && is_total(line, sentence, total) && (sum - value(total)).abs() > 1e-9).then(|| told(line, total, sum))
}

/// "11 voitures, dont 3 de sièges et 10 de couchettes": together more than the whole.
fn beyond(line: &Line, figures: &[Quantity]) -> Option<Finding> {
    let first = figures.iter().position(|figure| figure.part_of.is_some())?;
    let total = figures.get(first.checked_sub(1)?)?;
    let is_part = |part: &&Quantity| {
        let is_another = part.part_of.is_some() || is_joined(line, &figures[first..], part);
        is_plain(part) && part.unit == total.unit && is_another
    };
    let parts: Vec<&Quantity> = figures[first..].iter().take_while(is_part).collect();
    let sum: f64 = parts.iter().map(|part| value(part)).sum();
    (parts.len() >= 2 && is_plain(total) && sum > value(total)).then(|| told(line, total, sum))
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

/// "153 personnes à bord : 147 passagers et 6 membres d’équipage", "sur 55 élus, 38 ont voté pour, 14 contre et 3 se sont
/// abstenus": what is told one after the other against what stands before it.
fn listed(line: &Line, sentence: &Range<usize>, figures: &[Quantity]) -> Option<Finding> {
    let text = &line.text()[sentence.clone()];
    let (total, list) = if let Some((before, list)) = text.split_once(':') {
        let colon = sentence.start + before.len();
        let total = figures.iter().rfind(|figure| figure.span.end <= colon && value(figure) >= 5.0);
        (total?, list)
    } else {
        let opens = ["Sur ", "Of ", "Parmi les ", "Among the "];
        let total = figures
            .first()
            .filter(|_| opens.iter().any(|word| text.trim_start().starts_with(word)))?;
        (total, line.text()[total.span.end..sentence.end].trim_start().strip_prefix(',')?)
    };
    let parts = parts_of(list, line.passage.tongue.of_figures()?)?;
    let sum: f64 = parts.iter().sum();
    let (whole, largest) = (value(total), parts.iter().copied().fold(0.0, f64::max));
    let is_near = (sum - whole).abs() <= whole * if text.contains(':') { 0.3 } else { 0.15 };
    let is_meant = largest < whole && is_near && (text.contains(':') || parts.len() >= 3 || sum > whole);
    (is_meant && (sum - whole).abs() > 1e-9).then(|| told(line, total, sum))
}

/// Bytes of the longest list that anybody adds up.
const LONGEST_LIST: usize = 600;

/// The number with which each piece of a list begins; nothing if one begins with anything else.
fn parts_of(list: &str, tongue: Tongue) -> Option<Vec<f64>> {
    if list.len() > LONGEST_LIST {
        return None;
    }
    let list = list.replace(" and ", ", ").replace(" et ", ", ");
    let pieces: Vec<&str> = list.split([',', ';']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let first = |piece: &&str| {
        let number = numerals::read_all(piece, tongue)
            .into_iter()
            .next()
            .filter(|number| number.span.start == 0)?;
        let rest = piece[number.span.end..].trim_start();
        (!rest.starts_with(['%', '€', '$', '-', '–'])).then(|| number.value.to_f64())
    };
    let parts: Option<Vec<f64>> = pieces.iter().map(first).collect();
    parts.filter(|parts| (2..=6).contains(&parts.len()))
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
            || words.len() <= 12 && words.last().is_some_and(|word| matches!(*word, "et" | "and"))
    })
}

fn told(line: &Line, total: &Quantity, sum: f64) -> Finding {
    let placed = Placed { line, quantity: total };
    let said = Said::new(
        format!("les parties font {sum}, pas « {} » : refaites l’addition", placed.text()),
        format!("the parts add up to {sum}, not “{}”: add up again", placed.text()),
    );
    Finding::new(CODE, placed.span(), said)
}
