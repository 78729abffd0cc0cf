//! Footnotes: numbered in the order in which the article calls them, whatever they are called in the manuscript.

use std::collections::HashMap;

use manuscript::body::{Block, Body, each_block};
use manuscript::copy::Copy;

/// The footnotes of an article and how often each was called so far.
#[derive(Debug, Default)]
pub(super) struct Footnotes<'a> {
    /// In the order of their numbers.
    pub(super) in_order: Vec<&'a Body>,
    numbers: HashMap<&'a str, usize>,
    calls: HashMap<usize, usize>,
}

/// A call: the number of its footnote, from 1, and which call of that note it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Call {
    pub(super) note: usize,
    pub(super) turn: usize,
}

impl<'a> Footnotes<'a> {
    /// Those that the article calls, in that order, then those that it does not.
    pub(super) fn of(copy: &'a Copy) -> Self {
        let mut written: Vec<(&str, &Body)> = Vec::new();
        each_block(&copy.body, &mut |block| {
            if let Block::Footnote(note) = block {
                written.push((&note.attrs.label, &note.content));
            }
        });
        let known: HashMap<&str, &Body> = written.iter().copied().collect();
        let mut notes = Self::default();
        for label in copy.texts().into_iter().flatten().filter_map(manuscript::Inline::called) {
            if let Some(content) = known.get(label) {
                notes.number((label, content));
            }
        }
        for note in written {
            notes.number(note);
        }
        notes
    }

    fn number(&mut self, (label, content): (&'a str, &'a Body)) {
        if !self.numbers.contains_key(label) {
            self.in_order.push(content);
            self.numbers.insert(label, self.in_order.len());
        }
    }

    /// A call where it stands; nothing if there is no such note.
    pub(super) fn call(&mut self, label: &str) -> Option<Call> {
        let note = *self.numbers.get(label)?;
        let turn = self.calls.entry(note).or_default();
        *turn += 1;
        Some(Call { note, turn: *turn })
    }

    /// How often a note was called.
    pub(super) fn calls_of(&self, note: usize) -> usize {
        self.calls.get(&note).copied().unwrap_or_default()
    }
}

impl Call {
    /// The id of the call, to which its note leads back.
    pub(super) fn id(self) -> String {
        match self.turn {
            1 => format!("call-{}", self.note),
            turn => format!("call-{}-{turn}", self.note),
        }
    }
}
