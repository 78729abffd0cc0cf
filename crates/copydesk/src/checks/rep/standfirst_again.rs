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

use manuscript::{Said, Spot};

use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity, Span};
use crate::line::Line;
use crate::passage::Role;
use crate::reading::Reading;
use crate::words::{Shingles, common};

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
        return Some(told(
            standfirst,
            first,
            &Again {
                at,
                there: shared.there,
                length: shared.length,
            },
        ));
    }
    let in_common = common(&standfirst.words, &first.words);
    let is_most = standfirst.words.len() >= RUN && in_common * 100 >= standfirst.words.len() * MOST;
    let whole = Again {
        at: 0,
        there: 0,
        length: standfirst.words.len().min(first.words.len()),
    };
    is_most.then(|| told(standfirst, first, &whole))
}

/// Words that stand in both: the index of the first in the paragraph and in the standfirst, and how many.
struct Again {
    at: usize,
    there: usize,
    length: usize,
}

fn told(standfirst: &Line, first: &Line, again: &Again) -> Finding {
    let stretch = |line: &Line, from: usize| line.words[from].start..line.words[from + again.length - 1].end;
    let said = Said::new(
        "le premier paragraphe redit le chapô : que chacun dise autre chose",
        "the first paragraph says the standfirst again: let each say something else",
    );
    Finding::new(CODE, Span::new(&first.passage.spot, stretch(first, again.at)), said).beside(
        Span::new(&standfirst.passage.spot, stretch(standfirst, again.there)),
        Said::new("dans le chapô", "in the standfirst"),
    )
}
