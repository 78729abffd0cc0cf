//! How much of a text stands word for word in the attached sources, quotations left out.

use manuscript::copy::Signature;

use crate::finding::Span;
use crate::line::Line;
use crate::passage::Role;
use crate::reading::Reading;
use crate::words::{Shingles, Word};

/// Words in a row that are copied and not met by chance.
const RUN: usize = 8;

/// The share, and the longest stretch with its place in a source.
pub(super) struct Copied {
    pub(super) percent: usize,
    pub(super) longest: Span,
    pub(super) there: Span,
    pub(super) source: usize,
}

/// What was copied; nothing for an agency's own copy, and nothing from a text of few words.
pub(super) fn copied(reading: &Reading<'_>) -> Option<Copied> {
    if reading.sources.is_empty() || is_agency_copy(reading) {
        return None;
    }
    let texts: Vec<&[Word]> = reading.sources.iter().map(|line| line.words.as_slice()).collect();
    let mut shingles = Shingles::new(RUN);
    texts.iter().enumerate().for_each(|(at, words)| shingles.add(at, words));
    let bodies = reading
        .lines
        .iter()
        .filter(|line| line.passage.role() == Role::Body && !line.passage.is_quoted);
    let (mut all, mut taken) = (0, 0);
    let mut longest: Option<(usize, Span, usize, std::ops::Range<usize>)> = None;
    for line in bodies {
        let words = own_words(line);
        all += words.len();
        let mut at = 0;
        while at < words.len() {
            let Some(shared) = shingles.longest(&words, at, &texts) else {
                at += 1;
                continue;
            };
            taken += shared.length;
            if longest.as_ref().is_none_or(|(length, ..)| *length < shared.length) {
                let there = &texts[shared.text][shared.there..shared.there + shared.length];
                longest = Some((
                    shared.length,
                    Span::new(&line.passage.spot, stretch(&words[at..at + shared.length])),
                    shared.text,
                    stretch(there),
                ));
            }
            at += shared.length;
        }
    }
    let (_, longest, source, there) = longest?;
    Some(Copied {
        percent: taken * 100 / all.max(1),
        longest,
        there: Span::new(&reading.sources[source].passage.spot, there),
        source,
    })
}

fn stretch(words: &[Word]) -> std::ops::Range<usize> {
    words.first().map_or(0, |word| word.start)..words.last().map_or(0, |word| word.end)
}

fn own_words(line: &Line) -> Vec<Word> {
    line.words.iter().filter(|word| !line.is_said(word.start)).copied().collect()
}

/// Only agencies sign.
fn is_agency_copy(reading: &Reading<'_>) -> bool {
    let byline = &reading.copy.byline;
    !byline.is_empty() && byline.iter().all(|signature| matches!(signature, Signature::Agency(_)))
}
