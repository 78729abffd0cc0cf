//! The spaces beside a place: where they begin and end, whether they are the ones of the house.

use std::ops::Range;

use super::signs::{Sign, found};
use crate::facts::Line;
use crate::finding::{Code, Finding, Said};
use crate::house::{House, Space};
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

/// A gap that has to become a certain space.
pub(super) struct Wanted {
    pub(super) code: Code,
    pub(super) space: Space,
    /// "devant « ! »", "before “!”".
    pub(super) place: Said,
    pub(super) seen: Range<usize>,
    pub(super) gap: Range<usize>,
}

impl Wanted {
    /// The space that a sign wants before it, by the house and the language.
    pub(super) fn before(line: &Line, house: &House, (code, sign): (Code, &Sign)) -> Self {
        let gap = gap_before(line.text(), sign.start);
        Self {
            code,
            space: house.spacing.before(sign.mark, line.passage.tongue),
            place: Said::new(format!("devant « {} »", sign.mark), format!("before “{}”", sign.mark)),
            seen: seen_before(line.text(), &gap, sign.end),
            gap,
        }
    }

    /// The finding, if the space is not there already.
    pub(super) fn told(self, line: &Line, house: &House) -> Option<Finding> {
        let written = &line.text()[self.gap.clone()];
        if house.spacing.accepts(self.space, written) {
            return None;
        }
        let said = said(self.space, written.is_empty(), &self.place);
        Some(found(line, self.code, (self.seen, said)).safely(self.gap, self.space.as_str()))
    }
}

fn said(space: Space, is_missing: bool, place: &Said) -> Said {
    let (fr, en) = match space {
        Space::None => {
            return Said::new(
                format!("{} il ne faut pas d’espace : retirez-la", place.fr),
                format!("no space belongs {}: take it out", place.en),
            );
        }
        Space::Narrow => ("une espace fine insécable", "a narrow no-break space"),
        Space::NoBreak => ("une espace insécable", "a no-break space"),
    };
    if is_missing {
        Said::new(
            format!("il manque {fr} {} : ajoutez-la", place.fr),
            format!("{en} is missing {}: put it in", place.en),
        )
    } else {
        Said::new(
            format!(
                "{} il faut {fr}, qui ne laisse pas le signe seul à la ligne : remplacez celle qui y est",
                place.fr
            ),
            format!(
                "{en} belongs {}, so that no line breaks there: put it in the place of the one that stands there",
                place.en
            ),
        )
    }
}
