//! Where a text stood in what it was read from, stretch by stretch, and what becomes of that when the text is cut,
//! joined, read once more or settled.

use std::iter::once;
use std::ops::Range;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, is_nfc_quick};

use crate::settled::nfc;

/// How a stretch of the text answers to its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Byte for byte.
    Same,
    /// Byte for byte, where no sign is syntax: code and raw HTML.
    Code,
    /// As a whole: a character reference, an escape, a line's end read as a space.
    Whole,
    /// Not at all: it was read from somewhere else, or nobody can say.
    Nowhere,
}

/// A stretch: `length` bytes of the text from `from`, `width` bytes of the source from `at`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) from: usize,
    pub(crate) length: usize,
    pub(crate) at: usize,
    pub(crate) width: usize,
    pub(crate) sort: Sort,
}

impl Stretch {
    pub(crate) const fn end(&self) -> usize {
        self.from + self.length
    }

    pub(crate) const fn is_letter_by_letter(&self) -> bool {
        matches!(self.sort, Sort::Same | Sort::Code)
    }
}

/// A text as it was read (a line break is `\n`), with the source of every byte of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Origins {
    pub(crate) text: String,
    pub(crate) stretches: Vec<Stretch>,
}

impl Origins {
    pub(crate) fn same(text: &str, at: usize) -> Self {
        Self::default().with(text, at..at + text.len(), Sort::Same)
    }

    pub(crate) fn whole(text: &str, source: Range<usize>) -> Self {
        Self::default().with(text, source, Sort::Whole)
    }

    pub(crate) fn nowhere(text: &str) -> Self {
        Self::default().with(text, 0..0, Sort::Nowhere)
    }

    pub(crate) fn with(mut self, text: &str, source: Range<usize>, sort: Sort) -> Self {
        self.push(text, source, sort);
        self
    }

    /// Adds a text at the end; what continues the last stretch letter by letter joins it.
    pub(crate) fn push(&mut self, text: &str, source: Range<usize>, sort: Sort) {
        if text.is_empty() {
            return;
        }
        let from = self.text.len();
        self.text.push_str(text);
        let stretch = Stretch {
            from,
            length: text.len(),
            at: source.start,
            width: source.len(),
            sort,
        };
        match self.stretches.last_mut() {
            Some(last) if stretch.is_letter_by_letter() && last.sort == sort && last.at + last.width == stretch.at => {
                last.length += stretch.length;
                last.width += stretch.width;
            }
            _ => self.stretches.push(stretch),
        }
    }

    pub(crate) fn append(&mut self, more: &Self) {
        for stretch in &more.stretches {
            let text = &more.text[stretch.from..stretch.end()];
            self.push(text, stretch.at..stretch.at + stretch.width, stretch.sort);
        }
    }

    /// The piece of the source from the first letter that stands somewhere to the last.
    pub(crate) fn extent(&self) -> Option<Range<usize>> {
        let known = || self.stretches.iter().filter(|stretch| stretch.sort != Sort::Nowhere);
        let start = known().map(|stretch| stretch.at).min()?;
        let end = known().map(|stretch| stretch.at + stretch.width).max()?;
        Some(start..end)
    }

    /// Where the letters before a byte begin that stand in the source as they are, no escape and no reference among them.
    pub(crate) fn written_from(&self, byte: usize) -> usize {
        let before = byte.checked_sub(1).and_then(|last| self.index_of(last));
        let stretch = before
            .map(|index| &self.stretches[index])
            .filter(|stretch| stretch.sort == Sort::Same);
        stretch.map_or(byte, |stretch| stretch.from)
    }

    /// The stretch in which a byte of the text stands.
    fn index_of(&self, byte: usize) -> Option<usize> {
        let index = self.stretches.partition_point(|stretch| stretch.end() <= byte);
        (index < self.stretches.len()).then_some(index)
    }

    /// The piece of the source from which a range of the text was read; for an empty range, the syntax between the two
    /// letters.
    pub(crate) fn source_of(&self, range: Range<usize>) -> Option<Range<usize>> {
        if range.is_empty() {
            let (before, after) = (self.end_of(range.start), self.start_of(range.start));
            let start = before.or(after)?;
            return Some(start..after.filter(|after| start <= *after).unwrap_or(start));
        }
        Some(self.start_of(range.start)?..self.end_of(range.end)?).filter(|found| found.start <= found.end)
    }

    fn start_of(&self, byte: usize) -> Option<usize> {
        let stretch = &self.stretches[self.index_of(byte)?];
        match stretch.sort {
            Sort::Same | Sort::Code => Some(stretch.at + byte - stretch.from),
            Sort::Whole => (stretch.from == byte).then_some(stretch.at),
            Sort::Nowhere => None,
        }
    }

    fn end_of(&self, byte: usize) -> Option<usize> {
        let stretch = &self.stretches[self.index_of(byte.checked_sub(1)?)?];
        match stretch.sort {
            Sort::Same | Sort::Code => Some(stretch.at + byte - stretch.from),
            Sort::Whole => (stretch.end() == byte).then_some(stretch.at + stretch.width),
            Sort::Nowhere => None,
        }
    }

    /// The stretches of the source under a range of the text, one for each piece that syntax cuts off from the next.
    pub(crate) fn pieces_of(&self, range: Range<usize>) -> Option<Vec<Range<usize>>> {
        let mut pieces: Vec<Range<usize>> = Vec::new();
        let cut = self.slice(range);
        for stretch in &cut.stretches {
            if stretch.sort == Sort::Nowhere {
                return None;
            }
            match pieces.last_mut() {
                Some(last) if last.end == stretch.at => last.end += stretch.width,
                _ => pieces.push(stretch.at..stretch.at + stretch.width),
            }
        }
        Some(pieces)
    }

    /// A part of the text; half of what only stands as a whole is nowhere.
    pub(crate) fn slice(&self, range: Range<usize>) -> Self {
        let mut cut = Self::default();
        let Some(first) = self.index_of(range.start) else { return cut };
        for stretch in self.stretches[first..].iter().take_while(|stretch| stretch.from < range.end) {
            let part = stretch.from.max(range.start)..stretch.end().min(range.end);
            let text = &self.text[part.clone()];
            let at = stretch.at + part.start - stretch.from;
            match stretch.sort {
                Sort::Same | Sort::Code => cut.push(text, at..at + text.len(), stretch.sort),
                Sort::Whole if part.len() == stretch.length => cut.push(text, stretch.at..stretch.at + stretch.width, Sort::Whole),
                _ => cut.push(text, 0..0, Sort::Nowhere),
            }
        }
        cut
    }

    /// The part between the white space at both ends.
    pub(crate) fn trimmed(&self) -> Self {
        let start = self.text.len() - self.text.trim_start().len();
        let end = self.text.trim_end().len().max(start);
        self.slice(start..end)
    }

    /// This text was read from another one: where it stood in that one's source.
    pub(crate) fn through(&self, outer: &Self) -> Self {
        let mut found = Self::default();
        for stretch in &self.stretches {
            let text = &self.text[stretch.from..stretch.end()];
            let range = stretch.at..stretch.at + stretch.width;
            match (stretch.sort, outer.source_of(range.clone())) {
                (Sort::Same, _) => found.append(&outer.slice(range)),
                (Sort::Code, _) => found.append(&outer.slice(range).into_code()),
                (Sort::Whole, Some(source)) => found.push(text, source, Sort::Whole),
                _ => found.push(text, 0..0, Sort::Nowhere),
            }
        }
        found
    }

    fn into_code(mut self) -> Self {
        for stretch in &mut self.stretches {
            if stretch.sort == Sort::Same {
                stretch.sort = Sort::Code;
            }
        }
        self
    }

    /// The same once settled: trimmed where fields are, in NFC. Nothing if the passage holds another text.
    pub(crate) fn settled_as(&self, passage: &str) -> Option<Self> {
        if self.text == passage {
            return Some(self.clone());
        }
        self.composed_as(passage).or_else(|| self.trimmed().composed_as(passage))
    }

    fn composed_as(&self, passage: &str) -> Option<Self> {
        let (mut found, mut rest) = (Self::default(), passage);
        for range in clusters(&self.text) {
            let raw = &self.text[range.clone()];
            if let Some(after) = rest.strip_prefix(raw).filter(|_| is_nfc_quick(raw.chars()) == IsNormalized::Yes) {
                found.append(&self.slice(range));
                rest = after;
                continue;
            }
            let composed = if raw == "\n" { " ".to_owned() } else { nfc(raw) };
            rest = rest.strip_prefix(composed.as_str())?;
            match self.pieces_of(range).unwrap_or_default().as_slice() {
                [source] => found.push(&composed, source.clone(), Sort::Whole),
                _ => found.push(&composed, 0..0, Sort::Nowhere),
            }
        }
        rest.is_empty().then_some(found)
    }
}

/// Letters with all that may combine with them.
fn clusters(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, letter) in text.char_indices() {
        let combines = canonical_combining_class(letter) != 0 || is_nfc_quick(once(letter)) == IsNormalized::Maybe;
        match found.last_mut() {
            Some(last) if combines => last.end = at + letter.len_utf8(),
            _ => found.push(at..at + letter.len_utf8()),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Origins, Sort};

    fn reference() -> Origins {
        Origins::same("ab", 10)
            .with("&", 12..17, Sort::Whole)
            .with("cd", 17..19, Sort::Same)
    }

    #[test]
    fn a_range_is_found_where_it_was_read() {
        let read = reference();
        assert_eq!(read.source_of(1..4), Some(11..18));
        assert_eq!(read.source_of(2..3), Some(12..17));
        assert_eq!(read.source_of(3..3), Some(17..17));
        let marked = Origins::same("a", 0).with("b", 2..3, Sort::Same);
        assert_eq!((marked.source_of(1..1), marked.source_of(2..2)), (Some(1..2), Some(3..3)));
        assert_eq!(read.source_of(0..0), Some(10..10));
        assert_eq!(read.source_of(0..9), None);
        assert_eq!(Origins::nowhere("x").source_of(0..1), None);
    }

    #[test]
    fn a_text_read_from_a_text_is_found_in_the_first_source() {
        let inner = Origins::same("b", 1).with(" ", 2..3, Sort::Whole).with("c", 3..4, Sort::Same);
        let found = inner.through(&reference());
        assert_eq!((found.text.as_str(), found.source_of(0..3)), ("b c", Some(11..18)));
    }

    #[test]
    fn composed_letters_stand_where_their_parts_stood() {
        let read = Origins::same(" e\u{301}te\u{301} ", 0).settled_as("été").unwrap();
        assert_eq!(
            (read.source_of(0..2), read.source_of(2..3), read.source_of(0..1)),
            (Some(1..4), Some(4..5), None)
        );
        assert_eq!(Origins::same("a", 0).settled_as("b"), None);
    }
}
