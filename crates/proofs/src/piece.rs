//! One piece: a text in a file, read loosely as Markdown or as plain text, with the place of every letter.

use std::ops::Range;

use copydesk::{Span, Spot};
use manuscript::language::Language;
use manuscript::located::Located;
use manuscript::markdown::{self, Defaults, Malformed, Told};
use manuscript::{Copy, Instant, plain};

use crate::lines::Lines;

/// What a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    Markdown,
    /// A page of the paper in Markdown: nobody signs it.
    Page,
    Plain,
}

/// A text as it is checked.
pub struct Piece {
    /// As it was named.
    pub name: String,
    pub text: String,
    pub copy: Copy,
    pub located: Located,
    pub lines: Lines,
    pub published: Option<Instant>,
    pub section: Option<String>,
    /// A front matter says what a byline is; plain text has no place for one.
    pub has_fields: bool,
    /// What of the copy's texts is no prose.
    pub closed: Vec<(Spot, Range<usize>)>,
    /// What the text holds and the paper does not take over.
    pub not_read: Vec<Told>,
    hand: Hand,
}

/// A text that is not one in its format.
#[derive(Clone, Debug)]
pub struct NotRead {
    pub name: String,
    pub text: String,
    pub malformed: Malformed,
}

impl Piece {
    /// Reads a text that somebody calls by a name.
    pub fn of(name: String, text: String, hand: Hand) -> Result<Self, NotRead> {
        let language = guessed(&text);
        let has_fields = hand == Hand::Markdown && begins_with_fields(&text);
        let (copy, located, published, section, not_read) = match hand {
            Hand::Plain => {
                let copy = plain::read(&text, language);
                let located = Located::of_plain(&text, &copy);
                (copy, located, None, None, Vec::new())
            }
            Hand::Markdown | Hand::Page => {
                let zone = jiff::tz::TimeZone::UTC;
                let (manuscript, not_read) = match markdown::read_loosely(
                    &text,
                    &Defaults {
                        language,
                        zone,
                        markup: &arrivals::Arrivals,
                    },
                ) {
                    Ok(read) => read,
                    Err(malformed) => return Err(NotRead { name, text, malformed }),
                };
                let located = Located::of(&text, &manuscript.copy, &arrivals::Arrivals);
                (manuscript.copy, located, manuscript.published, manuscript.section, not_read)
            }
        };
        Ok(Self {
            lines: Lines::of(&text),
            closed: closed_in(&copy, &located),
            name,
            text,
            copy,
            located,
            published,
            section,
            has_fields,
            not_read,
            hand,
        })
    }

    /// The same piece with another text.
    pub(crate) fn rewritten(&self, text: String) -> Result<Self, NotRead> {
        Self::of(self.name.clone(), text, self.hand)
    }

    /// How many words a reader reads.
    pub fn words(&self) -> usize {
        let passages = copydesk::passages(&self.copy);
        let prose = passages.iter().filter(|passage| passage.is_prose());
        prose.map(|passage| passage.text.split_whitespace().count()).sum()
    }

    /// Where a span stands in the file, letter by letter.
    pub fn range_of(&self, span: &Span) -> Option<Range<usize>> {
        self.located.at(&span.spot, span.range())
    }

    /// Where a span is told: what stands nowhere, at the line of its text, or at the first.
    pub fn place(&self, span: &Span) -> Range<usize> {
        self.range_of(span)
            .unwrap_or_else(|| self.lines.range(&self.text, self.line_of(&span.spot)))
    }

    /// Where something stands that is not read: from its first letter to the end of its line.
    pub fn place_of(&self, told: &Told) -> Range<usize> {
        let line = self.lines.range(&self.text, told.line);
        let first = self.text[line.clone()].char_indices().nth(told.column - 1).map_or(0, |(at, _)| at);
        line.start + first..line.end
    }

    /// The line on which a span's text begins, where no more is known; the first for what is missing.
    fn line_of(&self, spot: &Spot) -> usize {
        self.located.line(spot).unwrap_or(1)
    }
}

/// Where the copy's texts hold what is no prose.
fn closed_in(copy: &Copy, located: &Located) -> Vec<(Spot, Range<usize>)> {
    let mut closed = Vec::new();
    for passage in copydesk::passages(copy) {
        let ranges = located.closed_in(&passage.spot);
        closed.extend(ranges.into_iter().map(|range| (passage.spot.clone(), range)));
    }
    closed
}

/// A front matter, whichever signs end its lines and whether or not a byte order mark stands before it.
fn begins_with_fields(text: &str) -> bool {
    let rest = text.trim_start_matches('\u{feff}').strip_prefix("---");
    rest.is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']))
}

/// French, unless English words are the more frequent ones.
fn guessed(text: &str) -> Language {
    const FRENCH: [&str; 12] = ["le", "la", "les", "des", "est", "une", "dans", "qui", "que", "pour", "du", "et"];
    const ENGLISH: [&str; 12] = ["the", "of", "and", "is", "was", "that", "for", "with", "by", "are", "to", "from"];
    let words = || text.split(|c: char| !c.is_alphabetic()).take(2_000);
    let count = |list: &[&str]| words().filter(|word| list.contains(word)).count();
    if count(&ENGLISH) > count(&FRENCH) {
        Language::english()
    } else {
        Language::french()
    }
}
