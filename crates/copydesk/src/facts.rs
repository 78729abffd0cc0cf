//! Reads a passage once, for all that the checks ask of it.

use std::ops::Range;

use crate::attribution::{is_attributed, reporting, speaker_of};
use crate::line::{Attribution, Line};
use crate::passage::Passage;
use crate::quantity;
use crate::quotation::{Quotation, quotations};
use crate::sentences::sentences;
use crate::tokens::tokens;
use crate::words::words_of;

impl Line {
    pub fn of(passage: Passage) -> Self {
        let tokens = tokens(&passage.text);
        let sentences = sentences(&passage.text, &tokens);
        let quotations = quotations(&passage.text, &tokens);
        let quantities = if passage.is_prose() {
            passage
                .tongue
                .of_figures()
                .map(|tongue| quantity::read(&passage.text, tongue))
                .unwrap_or_default()
        } else {
            Vec::new()
        };
        let words = words_of(&passage.text, &tokens);
        let mut line = Self {
            passage,
            tokens,
            sentences,
            words,
            said: joined(&quotations),
            quotations,
            reporting: Vec::new(),
            attributions: Vec::new(),
            quantities,
        };
        line.reporting = reporting(&line);
        line.attributions = line.quotations.iter().map(|quotation| line.attribution(quotation)).collect();
        line
    }

    fn attribution(&self, quotation: &Quotation) -> Attribution {
        Attribution {
            is_attributed: is_attributed(self, quotation),
            speaker: speaker_of(self, quotation),
        }
    }
}

/// The insides of quotations, those inside others left out.
fn joined(quotations: &[Quotation]) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for quotation in quotations {
        if joined.last().is_none_or(|last| last.end <= quotation.inner.start) {
            joined.push(quotation.inner.clone());
        }
    }
    joined
}
