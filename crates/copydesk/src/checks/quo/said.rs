//! What is said in a line: the words of each quotation, and whether one is cut from another.

use std::ops::Range;

use crate::attribution::Speaker;
use crate::facts::Line;
use crate::passage::Role;
use crate::words::{Word, position_of, within};

/// A quotation, or a whole passage that is one.
#[derive(Clone, Debug)]
pub(super) struct Quoted<'a> {
    pub(super) line: &'a Line,
    pub(super) range: Range<usize>,
    pub(super) words: &'a [Word],
    pub(super) speaker: Option<&'a Speaker>,
}

impl Quoted<'_> {
    pub(super) fn text(&self) -> &str {
        &self.line.passage.text[self.range.clone()]
    }

    /// Who says it, by the text or by the block in which it stands.
    pub(super) fn name(&self) -> Option<&str> {
        self.speaker
            .map(|speaker| speaker.name.as_str())
            .or(self.line.passage.speaker.as_deref())
    }
}

/// The quotations of a line, the outermost ones; all of it where it stands in a quotation block.
pub(super) fn quoted_in(line: &Line) -> Vec<Quoted<'_>> {
    if matches!(line.passage.role(), Role::Alt | Role::Credit | Role::Name | Role::Source) {
        return Vec::new();
    }
    if line.passage.is_quoted && line.passage.speaker.is_some() {
        return vec![Quoted {
            line,
            range: 0..line.text().len(),
            words: &line.words,
            speaker: None,
        }];
    }
    let outermost = line
        .quotations
        .iter()
        .zip(&line.attributions)
        .filter(|(quotation, _)| quotation.depth == 1);
    outermost
        .map(|(quotation, attribution)| Quoted {
            line,
            range: quotation.inner.clone(),
            words: line.words_in(&quotation.inner),
            speaker: attribution.speaker.as_ref(),
        })
        .collect()
}

/// Whether all of one is said in the other, in order: whole, shortened, or cut where `[…]` says so.
pub(super) fn is_cut_from(cut: &Quoted<'_>, whole: &Quoted<'_>) -> bool {
    let mut from = 0;
    kept_parts(cut).into_iter().filter(|part| !part.is_empty()).all(|part| {
        let found = position_of(part, &whole.words[from.min(whole.words.len())..]);
        from += found.map_or(0, |at| at + part.len());
        found.is_some()
    })
}

/// The stretches between what stands in square brackets: a cut, or the paper's own words.
fn kept_parts<'a>(cut: &Quoted<'a>) -> Vec<&'a [Word]> {
    let text = cut.line.text();
    let mut parts = Vec::new();
    let mut from = cut.range.start;
    while let Some(open) = text[from..cut.range.end].find(['[', '(']).map(|at| from + at) {
        let Some(close) = text[open..cut.range.end].find([']', ')']).map(|at| open + at + 1) else {
            break;
        };
        if is_aside(&text[open..close]) {
            parts.push(within(cut.words, &(from..open)));
        } else {
            parts.push(within(cut.words, &(from..close)));
        }
        from = close;
    }
    parts.push(within(cut.words, &(from..cut.range.end)));
    parts
}

fn is_aside(bracketed: &str) -> bool {
    bracketed.starts_with('[') || matches!(bracketed, "(…)" | "(...)")
}
