//! Runs of words that stand a second time in some lines.

use std::ops::Range;

use crate::line::Line;
use crate::words::{Shingles, Word};

/// The words of some lines, to be searched for repetitions.
pub(super) struct Twice<'a> {
    texts: Vec<&'a [Word]>,
    fewest: usize,
}

/// A run of words, and where it stood first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) line: usize,
    pub(super) range: Range<usize>,
    pub(super) first_line: usize,
    pub(super) first_range: Range<usize>,
    pub(super) words: usize,
}

impl<'a> Twice<'a> {
    pub(super) fn of(lines: &[&'a Line], fewest: usize) -> Self {
        Self {
            texts: lines.iter().map(|line| line.words.as_slice()).collect(),
            fewest: fewest.max(3),
        }
    }

    /// The runs that stand a second time, the longest from each place on.
    pub(super) fn runs(&self) -> Vec<Run> {
        let mut seen = Shingles::new(self.fewest);
        let mut runs = Vec::new();
        for (line, words) in self.texts.iter().enumerate() {
            let mut at = 0;
            while at + self.fewest <= words.len() {
                match seen.longest(words, at, &self.texts) {
                    Some(shared) => {
                        let there = self.texts[shared.text];
                        runs.push(Run {
                            line,
                            range: words[at].start..words[at + shared.length - 1].end,
                            first_line: shared.text,
                            first_range: there[shared.there].start..there[shared.there + shared.length - 1].end,
                            words: shared.length,
                        });
                        at += shared.length;
                    }
                    None => at += 1,
                }
            }
            seen.add(line, words);
        }
        runs
    }
}
