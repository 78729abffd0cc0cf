//! Where a fault may be planted: patterns over the texts of a copy, and the record’s lock that writes it.
//!
//! In a pattern `#` is a digit and `@` a letter, kept in their order; `⍽` is U+00A0, `⁀` U+202F, `¬` U+00AD.

use std::ops::Range;

use copydesk::{Applicability, Edit, Fix, Passage, Said, Span, Spot, fixes, passages};
use manuscript::Copy;

use super::Place;
use super::chance::Chance;

/// New words for a stretch of a text.
pub(crate) type Change = (Spot, Range<usize>, String);

/// The prose of a copy: what a reader reads as the article's own.
pub(crate) fn prose(copy: &Copy) -> Vec<Passage> {
    passages(copy).into_iter().filter(Passage::is_prose).collect()
}

/// The paragraphs.
pub(crate) fn paragraphs(copy: &Copy) -> Vec<Passage> {
    let is_paragraph = |passage: &Passage| passage.role() == copydesk::Role::Body;
    passages(copy).into_iter().filter(is_paragraph).collect()
}

/// Plants one of several changes.
pub(crate) fn one(copy: &mut Copy, chance: &mut Chance, changes: Vec<Change>) -> Option<Place> {
    chance.one_of(changes).map(|change| write(copy, change))
}

/// Makes a change; the place is what was written.
pub(crate) fn write(copy: &mut Copy, (spot, range, new): Change) -> Place {
    let place = Place {
        spot: spot.clone(),
        range: range.start..range.start + new.len(),
    };
    let fix = Fix {
        title: Said::new("", ""),
        applicability: Applicability::Safe,
        edits: vec![Edit {
            span: Span::new(&spot, range),
            new,
        }],
    };
    *copy = fixes::mended(copy, &[&fix]);
    place
}

/// Every place where a pattern may be written as another.
pub(crate) fn rewritings(passages: &[Passage], from: &str, to: &str) -> Vec<Change> {
    let (from, to) = (signs(from), signs(to));
    let in_passage = |passage: &Passage| -> Vec<Change> {
        let places = matches(&passage.text, &from);
        places
            .into_iter()
            .map(|range| {
                let new = rewritten(&passage.text[range.clone()], &from, &to);
                (passage.spot.clone(), range, new)
            })
            .collect()
    };
    passages.iter().flat_map(in_passage).collect()
}

fn signs(pattern: &str) -> String {
    pattern.replace('⍽', "\u{a0}").replace('⁀', "\u{202f}").replace('¬', "\u{ad}")
}

/// Where a pattern stands in a text.
pub(crate) fn matches(text: &str, pattern: &str) -> Vec<Range<usize>> {
    let starts = text.char_indices().map(|(at, _)| at);
    starts.filter_map(|at| Some(at..at + length_at(&text[at..], pattern)?)).collect()
}

/// How many bytes of a text's beginning are the pattern.
fn length_at(text: &str, pattern: &str) -> Option<usize> {
    let mut signs = text.chars();
    for wanted in pattern.chars() {
        let sign = signs.next()?;
        let fits = match wanted {
            '#' => sign.is_ascii_digit(),
            '@' => sign.is_alphabetic(),
            other => sign == other,
        };
        if !fits {
            return None;
        }
    }
    Some(text.len() - signs.as_str().len())
}

fn rewritten(found: &str, from: &str, to: &str) -> String {
    let is_kept = |sign: char| sign == '#' || sign == '@';
    let mut kept = found.chars().zip(from.chars()).filter(|(_, wanted)| is_kept(*wanted));
    let written = to.chars().map(|sign| {
        if is_kept(sign) {
            kept.next().map_or(sign, |(found, _)| found)
        } else {
            sign
        }
    });
    written.collect()
}
