//! The words of a text as they compare: case, apostrophes, spaces and signs aside.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use crate::folding::folded;
use crate::tokens::Token;

/// A word, known by a digest of its folded letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    pub fold: u64,
    pub start: usize,
    pub end: usize,
}

/// The words and numbers of a text.
pub(crate) fn words_of(text: &str, tokens: &[Token]) -> Vec<Word> {
    let spoken = tokens.iter().filter(|token| token.is_spoken());
    spoken
        .map(|token| Word {
            fold: fold_of(&text[token.range()]),
            start: token.start,
            end: token.end,
        })
        .collect()
}

pub(crate) fn fold_of(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    folded(word).hash(&mut hasher);
    hasher.finish()
}

/// The words inside a range of bytes.
pub(crate) fn within<'a>(words: &'a [Word], range: &Range<usize>) -> &'a [Word] {
    let first = words.partition_point(|word| word.start < range.start);
    let last = words.partition_point(|word| word.end <= range.end);
    words.get(first..last).unwrap_or_default()
}

/// Where a run of words stands in another, as an index.
pub(crate) fn position_of(run: &[Word], within: &[Word]) -> Option<usize> {
    if run.is_empty() {
        return None;
    }
    within.windows(run.len()).position(|window| same(window, run))
}

pub(crate) fn same(left: &[Word], right: &[Word]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(a, b)| a.fold == b.fold)
}

/// How many words two runs have in common in the same order. Runs are cut at two hundred words.
pub(crate) fn common(left: &[Word], right: &[Word]) -> usize {
    let (left, right) = (&left[..left.len().min(200)], &right[..right.len().min(200)]);
    let mut row = vec![0usize; right.len() + 1];
    for a in left {
        let mut diagonal = 0;
        for (at, b) in right.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if a.fold == b.fold { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// How alike two runs are, from 0 to 1: words in common over the longer one.
pub(crate) fn likeness(left: &[Word], right: &[Word]) -> f64 {
    let longer = left.len().max(right.len()).max(1);
    common(left, right) as f64 / longer as f64
}

/// Every run of so many words in some texts: by digest, the text and the index of its first word.
pub(crate) struct Shingles {
    size: usize,
    places: HashMap<u64, Vec<(usize, usize)>>,
}

/// A run that stands in two places: the index of its first word there, and its length in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shared {
    pub(crate) text: usize,
    pub(crate) there: usize,
    pub(crate) length: usize,
}

/// Runs that stand in more places than this are set phrases, not copies.
const MOST_PLACES: usize = 16;

impl Shingles {
    pub(crate) fn new(size: usize) -> Self {
        Self {
            size: size.max(1),
            places: HashMap::new(),
        }
    }

    pub(crate) fn add(&mut self, text: usize, words: &[Word]) {
        for (at, window) in words.windows(self.size).enumerate() {
            let places = self.places.entry(digest(window)).or_default();
            if places.len() < MOST_PLACES {
                places.push((text, at));
            }
        }
    }

    /// The longest run that begins with this word and also stands elsewhere.
    pub(crate) fn longest(&self, words: &[Word], at: usize, texts: &[&[Word]]) -> Option<Shared> {
        let window = words.get(at..at + self.size)?;
        let places = self.places.get(&digest(window))?;
        let shared = places.iter().filter_map(|(text, there)| {
            let other = texts.get(*text)?.get(*there..)?;
            let length = words[at..].iter().zip(other).take_while(|(a, b)| a.fold == b.fold).count();
            (length >= self.size).then_some(Shared {
                text: *text,
                there: *there,
                length,
            })
        });
        shared.max_by_key(|shared| shared.length)
    }
}

fn digest(window: &[Word]) -> u64 {
    window.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, word| {
        hash.rotate_left(5).wrapping_mul(0x0100_0000_01b3) ^ word.fold
    })
}
