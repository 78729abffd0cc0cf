//! What the checks ask of one passage, read once and kept while it does not change: tokens, sentences, quotations, figures.

use std::ops::Range;

use crate::passage::Passage;
use crate::quantity::{self, Quantity};
use crate::quotation::{Quotation, quotations};
use crate::sentences::sentences;
use crate::tokens::{Kind, Token, tokens};

/// A passage and what was read in it.
#[derive(Clone, Debug)]
pub struct Line {
    pub passage: Passage,
    pub tokens: Vec<Token>,
    pub sentences: Vec<Range<usize>>,
    pub quotations: Vec<Quotation>,
    pub quantities: Vec<Quantity>,
}

impl Line {
    pub fn of(passage: Passage) -> Self {
        let tokens = tokens(&passage.text);
        let sentences = sentences(&passage.text, &tokens);
        let quotations = quotations(&passage.text, &tokens);
        let quantities = if passage.is_prose() {
            quantity::read(&passage.text, passage.tongue)
        } else {
            Vec::new()
        };
        Self {
            passage,
            tokens,
            sentences,
            quotations,
            quantities,
        }
    }

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
        self.passage.is_quoted || self.quotations.iter().any(|quotation| quotation.inner.contains(&at))
    }

    /// Whether nothing is to be read at a stretch: it is foreign, or an address.
    pub fn is_passed_over(&self, range: &Range<usize>) -> bool {
        self.passage.is_foreign(range) || self.is_address(range.start)
    }
}
