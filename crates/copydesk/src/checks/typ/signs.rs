//! The signs of a line, one by one, with what stands around them; and which lines are read for typography.

use std::ops::Range;

use manuscript::{Part, Said, Spot};

use super::gaps::{letter_after, letter_before};
use crate::finding::Code;
use crate::finding::{Finding, Span};
use crate::line::Line;
use crate::passage::Tongue;
use crate::tokens::{Kind, Token};

/// One sign of a line.
#[derive(Clone, Copy)]
pub(super) struct Sign {
    /// Its place among the tokens.
    pub(super) at: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) mark: char,
}

/// The signs of a line that are one of some, addresses left out.
pub(super) fn signs<'a>(line: &'a Line, wanted: &'a [char]) -> impl Iterator<Item = Sign> + 'a {
    let of_kind = line.tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Sign);
    of_kind.filter_map(move |(at, token)| {
        let mark = letter_after(line.text(), token.start)?;
        wanted.contains(&mark).then_some(Sign {
            at,
            start: token.start,
            end: token.end,
            mark,
        })
    })
}

/// The token before another that touches it.
pub(super) fn token_before(line: &Line, at: usize) -> Option<&Token> {
    line.tokens.get(at.checked_sub(1)?)
}

/// The words of the token so far away, if there is one.
pub(super) fn words_at(line: &Line, at: usize) -> &str {
    line.tokens.get(at).map_or("", |token| line.words_of(token))
}

/// The word that stands before a token, across one space.
pub(super) fn word_before(line: &Line, at: usize) -> Option<&str> {
    let before = at.checked_sub(1).map(|at| &line.tokens[at])?;
    let word = if before.kind == Kind::Space {
        token_before(line, at - 1)?
    } else {
        before
    };
    word.is_spoken().then(|| line.words_of(word))
}

/// The word that stands behind a token, across one space.
pub(super) fn word_after(line: &Line, at: usize) -> Option<&str> {
    let after = line.tokens.get(at + 1)?;
    let word = if after.kind == Kind::Space {
        line.tokens.get(at + 2)?
    } else {
        after
    };
    word.is_spoken().then(|| line.words_of(word))
}

/// French that readers read: prose, and what is read out for a picture.
pub(super) fn is_french(line: &Line) -> bool {
    line.passage.tongue.is_french() && is_read(line)
}

/// French or English that readers read.
pub(super) fn is_ours(line: &Line) -> bool {
    line.passage.tongue != Tongue::Other && is_read(line)
}

fn is_read(line: &Line) -> bool {
    line.passage.is_worded()
}

/// Any text in French or English, names and credits too.
pub(super) fn is_written(line: &Line) -> bool {
    line.passage.tongue != Tongue::Other
}

/// A cell of a table: times, scores and references stand there as they are.
pub(super) const fn is_cell(line: &Line) -> bool {
    matches!(line.passage.spot, Spot::Block { part: Part::Cell(..), .. })
}

/// Whether letters or digits touch a stretch on either side.
pub(super) fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let touches = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    !touches(letter_before(text, range.start)) && !touches(letter_after(text, range.end))
}

/// Whether a place begins a sentence, or the words that somebody says.
pub(super) fn begins_sentence(line: &Line, start: usize) -> bool {
    let before = line.text()[..start].trim_end_matches(|c: char| crate::tokens::is_space(c) && c != '\n');
    let after_sign = before.is_empty() || before.ends_with(['\n', '«', '“', '"', ':', '—', '–', '•', '.', '!', '?', '…', '(', '[', '-']);
    after_sign || line.sentence_at(start).start == start
}

impl Line {
    /// A finding at a stretch of this line.
    pub(super) fn found(&self, code: Code, range: Range<usize>, said: Said) -> Finding {
        Finding::new(code, Span::new(&self.passage.spot, range), said)
    }
}
