//! Where the samples of a track are, by the tables of its `stbl` box (ISO/IEC 14496-12, 8.7).

use std::ops::Range;

use super::boxes::{self, Part};
use super::lots::{Lot, MOST_LOTS};
use super::sample_entries::Codec;
use crate::Uncleanable::{self, CutShort, Malformed};
use crate::fields::{big, big_32, byte, plus, size, times};
use crate::recording::Film;

/// How large samples are.
enum Sizes<'a> {
    Each(Box<dyn Iterator<Item = Result<usize, Uncleanable>> + 'a>),
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
    pub(super) fn entries(self, bytes: &Film<'_>, table: &Part) -> Result<Range<usize>, Uncleanable> {
        let count_at = plus(table.body.start, self.before)?;
        let count = big_32(&table.up_to_end(bytes)?, count_at)?;
        let start = plus(count_at, 4)?;
        let end = plus(start, times(count, self.entry)?)?;
        if end > table.body.end { Err(CutShort) } else { Ok(start..end) }
    }
}

/// Every sample of a track.
pub(super) fn samples(bytes: &Film<'_>, stbl: &Range<usize>, codec: &Codec) -> Result<Vec<Lot>, Uncleanable> {
    let parts = boxes::within(bytes, stbl.clone())?;
    let mut sizes = sizes(bytes, &parts)?;
    let mut found = Vec::new();
    for chunk in chunks(bytes, &parts)? {
        match &mut sizes {
            Sizes::Each(sizes) => {
                let mut at = chunk.at;
                for size in sizes.take(chunk.samples) {
                    let lot = Lot::one(at, size?)?;
                    at = lot.range.end;
                    codec.add(lot, &mut found)?;
                }
            }
            Sizes::All { size, left } => {
                let count = chunk.samples.min(*left);
                *left = left.saturating_sub(count);
                codec.add(codec.lot(chunk.at, count, *size)?, &mut found)?;
            }
        }
    }
    if sizes.are_spent() { Ok(found) } else { Err(Malformed) }
}

impl Sizes<'_> {
    fn are_spent(&mut self) -> bool {
        match self {
            Self::Each(sizes) => sizes.next().is_none(),
            Self::All { left, .. } => *left == 0,
        }
    }
}

fn sizes<'a>(bytes: &Film<'a>, parts: &[Part]) -> Result<Sizes<'a>, Uncleanable> {
    let Some(table) = boxes::only(parts, *b"stsz")? else {
        return compact_sizes(bytes, boxes::only(parts, *b"stz2")?.ok_or(Malformed)?);
    };
    let bytes = table.up_to_end(bytes)?;
    match big_32(&bytes, plus(table.body.start, 4)?)? {
        0 => {
            let entries = Layout { before: 8, entry: 4 }.entries(&bytes, table)?;
            Ok(Sizes::Each(Box::new(entries.step_by(4).map(move |at| big_32(&bytes, at)))))
        }
        size => Ok(Sizes::All {
            size,
            left: big_32(&bytes, plus(table.body.start, 8)?)?,
        }),
    }
}

/// Sizes of 4, 8 or 16 bits (8.7.3.3).
fn compact_sizes<'a>(bytes: &Film<'a>, table: &Part) -> Result<Sizes<'a>, Uncleanable> {
    let (bytes, start) = (table.up_to_end(bytes)?, table.body.start);
    let (bits, count) = (byte(&bytes, plus(start, 7)?)?, big_32(&bytes, plus(start, 8)?)?);
    let entries = plus(start, 12)?;
    if plus(entries, times(count, bits.into())?.div_ceil(8))? > table.body.end {
        return Err(CutShort);
    }
    let one = move |index: usize| match bits {
        4 if index.is_multiple_of(2) => Ok(usize::from(byte(&bytes, plus(entries, index / 2)?)? >> 4)),
        4 => Ok(usize::from(byte(&bytes, plus(entries, index / 2)?)? & 0x0F)),
        8 => Ok(usize::from(byte(&bytes, plus(entries, index)?)?)),
        16 => size(big::<2>(&bytes, plus(entries, times(index, 2)?)?)?),
        _ => Err(Malformed),
    };
    Ok(Sizes::Each(Box::new((0..count).map(one))))
}

/// Offsets (`stco`, `co64`) with the counts of samples (`stsc`), which hold until the next entry.
fn chunks(bytes: &Film<'_>, parts: &[Part]) -> Result<Vec<Chunk>, Uncleanable> {
    let table = boxes::only(parts, *b"stsc")?.ok_or(Malformed)?;
    let mut runs = Layout { before: 4, entry: 12 }.entries(bytes, table)?.step_by(12).peekable();
    let mut samples = 0;
    let mut chunks = Vec::new();
    for (index, at) in offsets(bytes, parts)?.enumerate() {
        let at = at?;
        if let Some(entry) = runs.next_if(|entry| big_32(bytes, *entry).ok() == index.checked_add(1)) {
            samples = big_32(bytes, plus(entry, 4)?)?;
        }
        if chunks.len() == MOST_LOTS {
            return Err(Malformed);
        }
        chunks.push(Chunk { at, samples });
    }
    if runs.next().is_some() { Err(Malformed) } else { Ok(chunks) }
}

type Offsets<'a> = Box<dyn Iterator<Item = Result<usize, Uncleanable>> + 'a>;

fn offsets<'a>(bytes: &'a Film<'_>, parts: &[Part]) -> Result<Offsets<'a>, Uncleanable> {
    if let Some(table) = boxes::only(parts, *b"stco")? {
        let entries = Layout { before: 4, entry: 4 }.entries(bytes, table)?;
        return Ok(Box::new(entries.step_by(4).map(|at| big_32(bytes, at))));
    }
    let table = boxes::only(parts, *b"co64")?.ok_or(Malformed)?;
    let entries = Layout { before: 4, entry: 8 }.entries(bytes, table)?;
    Ok(Box::new(entries.step_by(8).map(|at| size(big::<8>(bytes, at)?))))
}
