//! A file with words replaced, every other byte kept.

use std::ops::Range;

use super::escapes::{self, Around};
use super::{Hand, Located, Passage};
use crate::markdown::head_words;
use crate::markdown::origin::Sort;
use crate::markdown::style::Style;

/// A byte range of the file, and what is to stand there.
type Edit = (Range<usize>, String);

/// A passage with the piece of the file that it takes up.
struct Extent<'a> {
    range: Range<usize>,
    passage: &'a Passage,
}

impl Located {
    /// The file with edits made. Each is a range as [`Located::at`] answers it and the words that shall be read there:
    /// what Markdown or YAML would take for its own is escaped as the place needs it. An edit that overlaps the one
    /// before it, or that is no range of the file, is left out. Whoever mends reads the file again and compares.
    pub fn mended(&self, edits: Vec<(Range<usize>, String)>) -> String {
        let extents = self.extents();
        let mut written: Vec<(Edit, Option<&Passage>)> = Vec::new();
        for (range, words) in self.in_order(edits) {
            let extent = extent_of(&extents, &range);
            let words = extent.map_or_else(|| words.clone(), |extent| self.written(&range, &words, extent));
            written.push(((range, words), extent.map(|extent| extent.passage)));
        }
        self.apply(&self.with_quotation_marks(written))
    }

    /// Edits that can be made, in the order of the file.
    fn in_order(&self, mut edits: Vec<Edit>) -> Vec<Edit> {
        edits.sort_by_key(|(range, _)| (range.start, range.end));
        let mut end = 0;
        edits.retain(|(range, _)| {
            let fits = range.start >= end && range.start <= range.end && self.file.get(range.clone()).is_some();
            if fits {
                end = range.end;
            }
            fits
        });
        edits
    }

    fn extents(&self) -> Vec<Extent<'_>> {
        let ranges = self.passages.values().filter_map(|passage| {
            let range = self.in_given(passage.origins.as_ref()?.extent()?);
            Some(Extent { range, passage })
        });
        let mut extents: Vec<Extent<'_>> = ranges.collect();
        extents.sort_by_key(|extent| (extent.range.start, extent.range.end));
        extents
    }

    /// Words as the passage writes them.
    fn written(&self, range: &Range<usize>, words: &str, extent: &Extent<'_>) -> String {
        let around = Around {
            before: self.just_before(range.start),
            after: &self.file[range.end..],
            begins: range.start == extent.range.start,
            ends: range.end == extent.range.end,
        };
        let is_code = self.is_code(range, extent.passage);
        match &extent.passage.hand {
            Hand::Bare => words.to_owned(),
            Hand::Markdown if is_code => words.to_owned(),
            Hand::Markdown => escapes::in_markdown(words, around),
            Hand::Attribute => escapes::in_attribute(words),
            Hand::BareAttribute => escapes::in_attribute(words).replace(' ', "&#32;"),
            Hand::Title => escapes::in_title(words, around),
            Hand::Yaml(scalar) if scalar.is_markdown && !is_code => escapes::in_yaml(&escapes::in_markdown(words, around), scalar.style),
            Hand::Yaml(scalar) if scalar.is_of_words => escapes::in_yaml(&head_words(words), scalar.style),
            Hand::Yaml(scalar) => escapes::in_yaml(words, scalar.style),
        }
    }

    /// As much as says whether a line begins here.
    fn just_before(&self, at: usize) -> &str {
        let before = &self.file[self.file.floor_char_boundary(at.saturating_sub(200))..at];
        &before[before.rfind(['\n', '\r']).map_or(0, |end| end + 1)..]
    }

    fn is_code(&self, range: &Range<usize>, passage: &Passage) -> bool {
        let stretches = passage.origins.as_ref().map_or(&[][..], |origins| &origins.stretches);
        let end = |at: usize| self.in_given(at..at).start;
        let first = stretches.partition_point(|stretch| end(stretch.at + stretch.width) < range.end.max(range.start + 1));
        stretches
            .get(first)
            .is_some_and(|stretch| stretch.sort == Sort::Code && end(stretch.at) <= range.start)
    }

    /// Edits of plain scalars become one each, in quotation marks where the new words need them.
    fn with_quotation_marks(&self, written: Vec<(Edit, Option<&Passage>)>) -> Vec<Edit> {
        let mut edits: Vec<Edit> = Vec::new();
        let mut written = written.into_iter().peekable();
        while let Some(((range, words), passage)) = written.next() {
            let Some((source, style)) = passage.and_then(|passage| self.plain_scalar_of(passage)) else {
                edits.push((range, words));
                continue;
            };
            let mut inside = vec![(range, words)];
            while let Some((edit, _)) = written.next_if(|((range, _), _)| range.end <= source.end) {
                inside.push(edit);
            }
            edits.push((source.clone(), self.scalar_with(&inside, &source, style)));
        }
        edits
    }

    fn plain_scalar_of(&self, passage: &Passage) -> Option<(Range<usize>, Style)> {
        match &passage.hand {
            Hand::Yaml(scalar) if matches!(scalar.style, Style::Plain | Style::PlainInFlow) => {
                Some((self.in_given(scalar.source.clone()), scalar.style))
            }
            _ => None,
        }
    }

    fn scalar_with(&self, edits: &[Edit], source: &Range<usize>, style: Style) -> String {
        let moved: Vec<Edit> = edits
            .iter()
            .map(|(range, words)| (range.start - source.start..range.end - source.start, words.clone()))
            .collect();
        escapes::plain_scalar(&applied(&self.file[source.clone()], &moved), style)
    }

    fn apply(&self, edits: &[Edit]) -> String {
        applied(&self.file, edits)
    }
}

fn applied(text: &str, edits: &[Edit]) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut at = 0;
    for (range, words) in edits {
        mended.push_str(&text[at..range.start]);
        mended.push_str(words);
        at = range.end;
    }
    mended.push_str(&text[at..]);
    mended
}

/// The passage in which an edit stands.
fn extent_of<'a, 'p>(extents: &'a [Extent<'p>], range: &Range<usize>) -> Option<&'a Extent<'p>> {
    let after = extents.partition_point(|extent| extent.range.start <= range.start);
    extents[..after].last().filter(|extent| extent.range.end >= range.end)
}
