//! QUO-211 · Quotation that differs from the attached source
//!
//! **What it catches.** A quotation of five words or more that an attached source has nearly, but not word for word.
//! **Why it matters.** A quotation is copied, not retold: what differs from the source was not said there.
//! **Remedy.** Take the words of the source, mark cuts with `[…]`, or leave the quotation marks out.
//!
//! # Citation qui diffère de la source jointe
//!
//! **Ce qu’il relève.** Une citation d’au moins cinq mots qu’une source jointe donne presque, mais pas mot pour mot.
//! **Pourquoi.** Une citation se copie, elle ne se raconte pas : ce qui diffère de la source n’y a pas été dit.
//! **Remède.** Prenez les mots de la source, marquez les coupes par `[…]`, ou retirez les guillemets.

use std::collections::HashMap;
use std::ops::Range;

use manuscript::Said;

use super::said::{Quoted, is_cut_from, quoted_in};
use crate::check::{Check, Reads};
use crate::finding::{Applicability, Code, Edit, Finding, Severity, Span};
use crate::line::Line;
use crate::reading::Reading;
use crate::words::{Word, common};

const CODE: Code = "QUO-211";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Citation qui diffère de la source jointe",
    title_en: "Quotation that differs from the attached source",
    severity: Severity::Warning,
    harm: 90,
    reads: Reads::Whole(find),
};

/// Shorter quotations are in too many sources by chance.
const FEWEST: usize = 5;
/// Of a hundred words, how many have to be the source's.
const ALIKE: usize = 65;

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    if reading.sources.is_empty() {
        return Vec::new();
    }
    let sources: Vec<Pairs<'_>> = reading.sources.iter().map(|line| Pairs::of(line)).collect();
    let quoted = reading
        .lines
        .iter()
        .flat_map(|line| quoted_in(line))
        .filter(|quoted| quoted.words.len() >= FEWEST);
    quoted.filter_map(|quoted| judged(&quoted, &sources, reading)).collect()
}

fn judged(quoted: &Quoted<'_>, sources: &[Pairs<'_>], reading: &Reading<'_>) -> Option<Finding> {
    if sources.iter().any(|source| is_cut_from(quoted, &source.whole())) {
        return None;
    }
    let nearest = sources
        .iter()
        .enumerate()
        .filter_map(|(at, source)| Some((at, source.nearest(quoted.words)?)));
    let (at, (count, range)) = nearest.max_by_key(|(_, (count, _))| *count)?;
    (count * 100 >= quoted.words.len() * ALIKE).then(|| {
        let theirs = Theirs {
            source: sources[at].line,
            range,
            name: &reading.context.sources[at].name,
        };
        told(quoted, theirs)
    })
}

/// A source, with every pair of words that stands in it.
struct Pairs<'a> {
    line: &'a Line,
    places: HashMap<(u64, u64), Vec<usize>>,
}

impl<'a> Pairs<'a> {
    fn of(line: &'a Line) -> Self {
        let mut places: HashMap<(u64, u64), Vec<usize>> = HashMap::new();
        for (at, pair) in line.words.windows(2).enumerate() {
            let known = places.entry((pair[0].fold, pair[1].fold)).or_default();
            if known.len() < 20 {
                known.push(at);
            }
        }
        Self { line, places }
    }

    /// The source as if all of it were said.
    fn whole(&self) -> Quoted<'a> {
        Quoted {
            line: self.line,
            range: 0..self.line.text().len(),
            words: &self.line.words,
            speaker: None,
        }
    }

    /// How many words the most alike stretch shares, and where it stands.
    fn nearest(&self, words: &[Word]) -> Option<(usize, Range<usize>)> {
        let mut votes: HashMap<usize, usize> = HashMap::new();
        for (at, pair) in words.windows(2).enumerate() {
            for place in self.places.get(&(pair[0].fold, pair[1].fold)).into_iter().flatten() {
                *votes.entry(place.saturating_sub(at)).or_default() += 1;
            }
        }
        let mut best: Vec<(usize, usize)> = votes.into_iter().collect();
        best.sort_by_key(|(place, count)| (std::cmp::Reverse(*count), *place));
        let stretches = best.into_iter().take(3).filter_map(|(place, _)| {
            let stretch = self.line.words.get(place..(place + words.len()).min(self.line.words.len()))?;
            Some((common(words, stretch), stretch.first()?.start..stretch.last()?.end))
        });
        stretches.max_by_key(|(count, _)| *count)
    }
}

/// What a source says instead.
struct Theirs<'a> {
    source: &'a Line,
    range: Range<usize>,
    name: &'a str,
}

fn told(quoted: &Quoted<'_>, theirs: Theirs<'_>) -> Finding {
    let Theirs { source, range, name } = theirs;
    let theirs = source.text()[range.clone()].to_owned();
    let said = Said::new(
        format!("la source « {name} » dit : « {theirs} »"),
        format!("the source “{name}” says: “{theirs}”"),
    );
    let span = Span::new(&quoted.line.passage.spot, quoted.range.clone());
    let edit = Edit {
        span: span.clone(),
        new: theirs,
    };
    Finding::new(CODE, span, said)
        .beside(Span::new(&source.passage.spot, range), Said::new("dans la source", "in the source"))
        .mended(
            Said::new("prendre les mots de la source", "take the words of the source"),
            Applicability::Maybe,
            vec![edit],
        )
}
