//! A passage with what was read in it, as the checks ask for it: tokens, sentences, quotations, figures.

use std::ops::Range;

use crate::passage::Passage;
use crate::quantity::Quantity;
use crate::quotation::Quotation;
use crate::tokens::{Kind, Token};
use crate::words::Word;

/// A speaker as written, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    pub name: String,
    pub range: Range<usize>,
}

/// Who says a quotation, as far as its passage tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    /// Words of reporting stand near it, even where nobody is named.
    pub is_attributed: bool,
    pub speaker: Option<Speaker>,
}

/// A passage and what was read in it.
#[derive(Clone, Debug)]
pub struct Line {
    pub passage: Passage,
    pub tokens: Vec<Token>,
    pub sentences: Vec<Range<usize>>,
    pub words: Vec<Word>,
    pub quotations: Vec<Quotation>,
    /// What stands inside quotations, as ranges that do not overlap.
    pub said: Vec<Range<usize>>,
    /// The tokens that report what is said, by their index.
    pub reporting: Vec<usize>,
    /// Who says each quotation, in their order.
    pub attributions: Vec<Attribution>,
    pub quantities: Vec<Quantity>,
}

impl Line {
    pub fn text(&self) -> &str {
        &self.passage.text
    }

    pub fn words_of(&self, token: &Token) -> &str {
        &self.passage.text[token.range()]
    }

    /// Words and numbers, without spaces and signs.
    pub fn spoken(&self) -> impl Iterator<Item = &Token> {
        self.tokens.iter().filter(|token| token.is_spoken())
    }

    pub fn is_address(&self, at: usize) -> bool {
        self.token_at(at).is_some_and(|token| token.kind == Kind::Address)
    }

    /// The words inside a range of bytes.
    pub fn words_in(&self, range: &Range<usize>) -> &[Word] {
        crate::words::within(&self.words, range)
    }

    /// The token that holds a byte.
    pub fn token_at(&self, at: usize) -> Option<&Token> {
        let index = self.tokens.partition_point(|token| token.end <= at);
        self.tokens.get(index)
    }

    /// The sentence that holds a byte.
    pub fn sentence_at(&self, at: usize) -> Range<usize> {
        let index = self.sentences.partition_point(|sentence| sentence.end <= at);
        self.sentences.get(index).cloned().unwrap_or(0..self.text().len())
    }

    /// Whether a place is inside somebody else's words.
    pub fn is_quoted(&self, at: usize) -> bool {
        self.passage.is_quoted || self.is_said(at)
    }

    /// Whether a place is between quotation marks.
    pub fn is_said(&self, at: usize) -> bool {
        let index = self.said.partition_point(|range| range.end <= at);
        self.said.get(index).is_some_and(|range| range.contains(&at))
    }

    /// The tokens that report inside a range of bytes.
    pub fn reporting_in(&self, range: &Range<usize>) -> &[usize] {
        let first = self.reporting.partition_point(|at| self.tokens[*at].start < range.start);
        let last = self.reporting.partition_point(|at| self.tokens[*at].start < range.end);
        self.reporting.get(first..last).unwrap_or_default()
    }

    /// Whether nothing is to be read at a stretch: it is foreign, or an address.
    pub fn is_passed_over(&self, range: &Range<usize>) -> bool {
        self.passage.is_foreign(range) || self.is_address(range.start)
    }
}
