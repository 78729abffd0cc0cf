//! How far around a quotation it is looked who says it.

use std::ops::Range;

use crate::line::Line;

/// How far from a quotation its speaker is looked for, in bytes.
pub(super) const FAR: usize = 900;

/// The sentences in which a range stands, and one on each side, as far as anybody reads on.
pub(crate) fn sentences_around(line: &Line, range: &Range<usize>) -> Range<usize> {
    let first = line.sentences.partition_point(|sentence| sentence.end <= range.start);
    let last = line.sentences.partition_point(|sentence| sentence.start < range.end);
    let from = line.sentences.get(first.saturating_sub(1)).map_or(0, |sentence| sentence.start);
    let to = line.sentences.get(last).map_or(line.text().len(), |sentence| sentence.end);
    from.max(range.start.saturating_sub(FAR))..to.min(range.end + FAR)
}
