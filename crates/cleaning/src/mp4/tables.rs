//! Where the samples of a track are, by the tables of its `stbl` box (ISO/IEC 14496-12, 8.7).

use std::ops::Range;

use super::boxes::{self, Part};
use super::lots::Lot;
use super::sample_entries::Codec;
use crate::Uncleanable::{self, CutShort, Malformed};
use crate::fields::{big, big_32, byte, plus, size, times};

/// How large samples are.
enum Sizes {
    Each(std::vec::IntoIter<usize>),
    All { size: usize, left: usize },
}

/// Samples that lie together: where, and how many.
struct Chunk {
    at: usize,
    samples: usize,
}

/// How a table is laid out: the bytes before its count, and those of an entry.
#[derive(Clone, Copy)]
pub(super) struct Layout {
    pub before: usize,
    pub entry: usize,
}

impl Layout {
    /// Where the entries of a table are; none may lie behind the end of its box.
    pub(super) fn entries(self, bytes: &[u8], table: &Part) -> Result<Range<usize>, Uncleanable> {
        let count_at = plus(table.body.start, self.before)?;
        let count = big_32(table.up_to_end(bytes)?, count_at)?;
        let start = plus(count_at, 4)?;
        let end = plus(start, times(count, self.entry)?)?;
        if end > table.body.end { Err(CutShort) } else { Ok(start..end) }
    }
}

/// Every sample of a track.
pub(super) fn samples(bytes: &[u8], stbl: &Range<usize>, codec: &Codec) -> Result<Vec<Lot>, Uncleanable> {
    let parts = boxes::within(bytes, stbl.clone())?;
    let mut sizes = sizes(bytes, &parts)?;
    let mut found = Vec::new();
    for chunk in chunks(bytes, &parts)? {
        match &mut sizes {
            Sizes::Each(sizes) => each(&chunk, sizes, &mut found)?,
            Sizes::All { size, left } => {
                let count = chunk.samples.min(*left);
                *left = left.saturating_sub(count);
                found.push(codec.lot(chunk.at, count, *size)?);
            }
        }
    }
    if sizes.are_spent() { Ok(found) } else { Err(Malformed) }
}

impl Sizes {
    fn are_spent(&self) -> bool {
        match self {
            Self::Each(sizes) => sizes.as_slice().is_empty(),
            Self::All { left, .. } => *left == 0,
        }
    }
}

fn each(chunk: &Chunk, sizes: &mut std::vec::IntoIter<usize>, found: &mut Vec<Lot>) -> Result<(), Uncleanable> {
    let mut at = chunk.at;
    for size in sizes.take(chunk.samples) {
        let lot = Lot::one(at, size)?;
        at = lot.range.end;
        found.push(lot);
    }
    Ok(())
}

fn sizes(bytes: &[u8], parts: &[Part]) -> Result<Sizes, Uncleanable> {
    let Some(table) = boxes::only(parts, *b"stsz")? else {
        return compact_sizes(bytes, boxes::only(parts, *b"stz2")?.ok_or(Malformed)?);
    };
    let bytes = table.up_to_end(bytes)?;
    match big_32(bytes, plus(table.body.start, 4)?)? {
        0 => Ok(Sizes::Each(
            Layout { before: 8, entry: 4 }
                .entries(bytes, table)?
                .step_by(4)
                .map(|at| big_32(bytes, at))
                .collect::<Result<Vec<_>, _>>()?
                .into_iter(),
        )),
        size => Ok(Sizes::All {
            size,
            left: big_32(bytes, plus(table.body.start, 8)?)?,
        }),
    }
}

/// Sizes of 4, 8 or 16 bits (8.7.3.3).
fn compact_sizes(bytes: &[u8], table: &Part) -> Result<Sizes, Uncleanable> {
    let (bytes, start) = (table.up_to_end(bytes)?, table.body.start);
    let (bits, count) = (byte(bytes, plus(start, 7)?)?, big_32(bytes, plus(start, 8)?)?);
    let entries = plus(start, 12)?;
    if plus(entries, times(count, bits.into())?.div_ceil(8))? > table.body.end {
        return Err(CutShort);
    }
    let one = |index: usize| match bits {
        4 if index.is_multiple_of(2) => Ok(usize::from(byte(bytes, plus(entries, index / 2)?)? >> 4)),
        4 => Ok(usize::from(byte(bytes, plus(entries, index / 2)?)? & 0x0F)),
        8 => Ok(usize::from(byte(bytes, plus(entries, index)?)?)),
        16 => size(big::<2>(bytes, plus(entries, times(index, 2)?)?)?),
        _ => Err(Malformed),
    };
    let sizes: Vec<usize> = (0..count).map(one).collect::<Result<_, _>>()?;
    Ok(Sizes::Each(sizes.into_iter()))
}

/// Offsets (`stco`, `co64`) with the counts of samples (`stsc`), which hold until the next entry.
fn chunks(bytes: &[u8], parts: &[Part]) -> Result<Vec<Chunk>, Uncleanable> {
    let table = boxes::only(parts, *b"stsc")?.ok_or(Malformed)?;
    let mut runs = Layout { before: 4, entry: 12 }.entries(bytes, table)?.step_by(12).peekable();
    let mut samples = 0;
    let mut chunks = Vec::new();
    for (index, at) in offsets(bytes, parts)?.into_iter().enumerate() {
        if let Some(entry) = runs.next_if(|entry| big_32(bytes, *entry).ok() == index.checked_add(1)) {
            samples = big_32(bytes, plus(entry, 4)?)?;
        }
        chunks.push(Chunk { at, samples });
    }
    if runs.next().is_some() { Err(Malformed) } else { Ok(chunks) }
}

fn offsets(bytes: &[u8], parts: &[Part]) -> Result<Vec<usize>, Uncleanable> {
    if let Some(table) = boxes::only(parts, *b"stco")? {
        return Layout { before: 4, entry: 4 }
            .entries(bytes, table)?
            .step_by(4)
            .map(|at| big_32(bytes, at))
            .collect();
    }
    let table = boxes::only(parts, *b"co64")?.ok_or(Malformed)?;
    Layout { before: 4, entry: 8 }
        .entries(bytes, table)?
        .step_by(8)
        .map(|at| size(big::<8>(bytes, at)?))
        .collect()
}
