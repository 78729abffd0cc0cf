//! REP-304 · Standfirst and first paragraph repeat each other
//!
//! **What it catches.** A run of nine words or more, or most of the words, that the standfirst and the first paragraph have in common.
//! **Why it matters.** The reader reads both, one under the other.
//! **Remedy.** Let the standfirst say what matters, and the first paragraph begin the story.
//!
//! # Chapô et premier paragraphe se répètent
//!
//! **Ce qu’il relève.** Une suite d’au moins neuf mots, ou l’essentiel des mots, que le chapô et le premier paragraphe ont en commun.
//! **Pourquoi.** Le lecteur lit les deux, l’un sous l’autre.
//! **Remède.** Que le chapô dise l’essentiel, et que le premier paragraphe ouvre le récit.

use super::super::{Check, Reads};
use crate::desk::Reading;
use crate::facts::Line;
use crate::finding::{Code, Finding, Said, Severity, Span};
use crate::passage::Role;
use crate::spot::Spot;
use crate::words::{Shared, Shingles, common};

const CODE: Code = "REP-304";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Chapô et premier paragraphe se répètent",
    title_en: "Standfirst and first paragraph repeat each other",
    severity: Severity::Note,
    harm: 40,
    reads: Reads::Whole(find),
};

/// Words in a row that nobody writes twice by chance.
const RUN: usize = 9;
/// Of a hundred words of the standfirst, how many the paragraph may have in the same order.
const MOST: usize = 75;

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let standfirst = reading.lines.iter().find(|line| line.passage.spot == Spot::Standfirst);
    let first = reading.lines.iter().find(|line| line.passage.role() == Role::Body);
    standfirst
        .zip(first)
        .and_then(|(standfirst, first)| repeated(standfirst, first))
        .into_iter()
        .collect()
}

fn repeated(standfirst: &Line, first: &Line) -> Option<Finding> {
    let mut shingles = Shingles::new(RUN);
    shingles.add(0, &standfirst.words);
    let runs = (0..first.words.len()).filter_map(|at| Some((at, shingles.longest(&first.words, at, &[&standfirst.words])?)));
    if let Some((at, shared)) = runs.max_by_key(|(_, shared)| shared.length) {
        return Some(told(standfirst, first, (at, shared)));
    }
    let in_common = common(&standfirst.words, &first.words);
    let is_most = standfirst.words.len() >= RUN && in_common * 100 >= standfirst.words.len() * MOST;
    let whole = Shared {
        text: 0,
        there: 0,
        length: standfirst.words.len().min(first.words.len()),
    };
    is_most.then(|| told(standfirst, first, (0, whole)))
}

fn told(standfirst: &Line, first: &Line, (at, shared): (usize, Shared)) -> Finding {
    let stretch = |line: &Line, from: usize| line.words[from].start..line.words[from + shared.length - 1].end;
    let said = Said::new(
        "le premier paragraphe redit le chapô : que chacun dise autre chose",
        "the first paragraph says the standfirst again: let each say something else",
    );
    Finding::new(CODE, Span::new(&first.passage.spot, stretch(first, at)), said).beside(
        Span::new(&standfirst.passage.spot, stretch(standfirst, shared.there)),
        Said::new("dans le chapô", "in the standfirst"),
    )
}
