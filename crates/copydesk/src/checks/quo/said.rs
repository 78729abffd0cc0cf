//! What is said in a line: the words of each quotation, and whether one is cut from another.

use std::collections::HashMap;
use std::ops::Range;

use crate::line::Line;
use crate::line::Speaker;
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
    if matches!(
        line.passage.role(),
        Role::Alt | Role::Credit | Role::About | Role::Name | Role::Source
    ) {
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

/// Quotations by their words: what is asked of one is compared with the few that can answer, never with all.
pub(super) struct Known<'a> {
    all: Vec<Quoted<'a>>,
    by_word: HashMap<u64, Vec<usize>>,
}

/// With how many others a quotation is compared: those that share its rarest words come first.
const MOST: usize = 64;

impl<'a> Known<'a> {
    pub(super) fn new(all: Vec<Quoted<'a>>) -> Self {
        let mut by_word: HashMap<u64, Vec<usize>> = HashMap::new();
        for (at, quoted) in all.iter().enumerate() {
            for word in quoted.words {
                let known = by_word.entry(word.fold).or_default();
                if known.last() != Some(&at) {
                    known.push(at);
                }
            }
        }
        Self { all, by_word }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Quoted<'a>> {
        self.all.iter()
    }

    /// Whether one of them says all of it: who does says its rarest word too.
    pub(super) fn hold(&self, cut: &Quoted<'_>) -> bool {
        let kept: Vec<Word> = kept_parts(cut).concat();
        kept.is_empty() || self.sharing(&kept, 1).into_iter().any(|at| is_cut_from(cut, &self.all[at]))
    }

    /// Those that may share so many of its words. Of eight words, who shares five shares one of the four rarest.
    pub(super) fn near(&self, quoted: &Quoted<'_>, shared: usize) -> impl Iterator<Item = &Quoted<'a>> {
        let telling = (quoted.words.len() + 1).saturating_sub(shared.max(1));
        self.sharing(quoted.words, telling).into_iter().take(MOST).map(|at| &self.all[at])
    }

    /// Those with one of the so many rarest words, the rarest first.
    fn sharing(&self, words: &[Word], rarest: usize) -> Vec<usize> {
        let mut places: Vec<&[usize]> = words
            .iter()
            .map(|word| self.by_word.get(&word.fold).map_or(&[] as &[usize], Vec::as_slice))
            .collect();
        places.sort_by_key(|places| places.len());
        let mut found: Vec<usize> = Vec::new();
        for at in places.into_iter().take(rarest).flat_map(|places| places.iter().take(MOST)) {
            if !found.contains(at) {
                found.push(*at);
            }
        }
        found
    }
}

fn is_aside(bracketed: &str) -> bool {
    bracketed.starts_with('[') || matches!(bracketed, "(…)" | "(...)")
}
