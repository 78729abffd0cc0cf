//! The spaces beside a place: where they begin and end.

use std::ops::Range;

use crate::tokens::is_space;

/// Spaces inside a line: a line's end is none.
pub(super) const fn is_gap(letter: char) -> bool {
    is_space(letter) && letter != '\n'
}

/// The spaces that end at a place.
pub(super) fn gap_before(text: &str, at: usize) -> Range<usize> {
    text[..at].trim_end_matches(is_gap).len()..at
}

/// The spaces that begin at a place.
pub(super) fn gap_after(text: &str, at: usize) -> Range<usize> {
    at..text.len() - text[at..].trim_start_matches(is_gap).len()
}

pub(super) fn letter_before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

pub(super) fn letter_after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// One plain space, that a line may break at.
pub(super) fn is_plain(text: &str, gap: &Range<usize>) -> bool {
    &text[gap.clone()] == " "
}

/// A space that does not break, and nothing else.
pub(super) fn is_no_break(text: &str, gap: &Range<usize>) -> bool {
    matches!(&text[gap.clone()], "\u{a0}" | "\u{202f}")
}

/// The gap and the sign behind it; without a gap, the letter before.
pub(super) fn seen_before(text: &str, gap: &Range<usize>, end: usize) -> Range<usize> {
    let letter = letter_before(text, gap.start).filter(|letter| gap.is_empty() && *letter != '\n');
    gap.start - letter.map_or(0, char::len_utf8)..end
}

/// The sign and the gap behind it; without a gap, the letter after.
pub(super) fn seen_after(text: &str, start: usize, gap: &Range<usize>) -> Range<usize> {
    let letter = letter_after(text, gap.end).filter(|letter| gap.is_empty() && *letter != '\n');
    start..gap.end + letter.map_or(0, char::len_utf8)
}
