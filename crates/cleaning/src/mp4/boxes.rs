//! Boxes of an ISO base media file (ISO/IEC 14496-12, 4.2) and atoms of QuickTime: where each begins and ends.

use std::ops::Range;

use crate::Uncleanable::{self, CutShort, Malformed};
use crate::fields::{big, big_32, blank, part, part_mut, plus, put, size};

pub(super) type Kind = [u8; 4];

/// Kinds that may hold what a player needs; where one of them goes past the end, the file is cut short.
const AT_TOP: [&Kind; 7] = [b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"mfra", b"sidx"];

/// A box by its places in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub kind: Kind,
    pub start: usize,
    pub body: Range<usize>,
}

impl Part {
    /// The bytes up to its end: places stay what they are, and no field is read behind it.
    pub(super) fn up_to_end<'a>(&self, bytes: &'a [u8]) -> Result<&'a [u8], Uncleanable> {
        part(bytes, 0..self.body.end)
    }

    /// The same, to be written over.
    pub(super) fn up_to_end_mut<'a>(&self, bytes: &'a mut [u8]) -> Result<&'a mut [u8], Uncleanable> {
        part_mut(bytes, 0..self.body.end)
    }

    /// Makes it free space of the same length (8.1.2), whatever it held.
    pub(super) fn free(&self, bytes: &mut [u8]) -> Result<(), Uncleanable> {
        put(bytes, plus(self.start, 4)?, b"free")?;
        blank(bytes, self.body.clone())
    }
}

/// The boxes of a whole file. What follows its last box, as some cameras append records, becomes one free box.
pub(super) fn of_file(bytes: &mut [u8]) -> Result<Vec<Part>, Uncleanable> {
    let mut parts = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let part = match read(bytes, at..bytes.len()) {
            Ok(part) => part,
            Err(_) if is_appended(bytes, at, &parts) => {
                free_the_rest(bytes, at)?;
                break;
            }
            Err(refusal) => return Err(refusal),
        };
        at = part.body.end;
        parts.push(part);
    }
    Ok(parts)
}

/// The boxes that fill a range. QuickTime may end a list with up to seven zeros.
pub(super) fn within(bytes: &[u8], range: Range<usize>) -> Result<Vec<Part>, Uncleanable> {
    let mut parts = Vec::new();
    let mut at = range.start;
    while range.end.saturating_sub(at) >= 8 {
        if big_32(bytes, at)? == 0 {
            break;
        }
        let part = read(bytes, at..range.end)?;
        at = part.body.end;
        parts.push(part);
    }
    let rest = part(bytes, at..range.end)?;
    if rest.len() > 8 || rest.iter().any(|byte| *byte != 0) {
        Err(Malformed)
    } else {
        Ok(parts)
    }
}

/// The only box of a kind among others, if there is one.
pub(super) fn only(parts: &[Part], kind: Kind) -> Result<Option<&Part>, Uncleanable> {
    let mut of_kind = parts.iter().filter(|part| part.kind == kind);
    let first = of_kind.next();
    if of_kind.next().is_some() { Err(Malformed) } else { Ok(first) }
}

/// The only box of a kind in a range; without it nothing can be played.
pub(super) fn needed(bytes: &[u8], range: &Range<usize>, kind: Kind) -> Result<Part, Uncleanable> {
    only(&within(bytes, range.clone())?, kind)?.cloned().ok_or(Malformed)
}

/// Sizes are 32 bits, or 64 where that says 1; 0 reaches to the end, which only the last box of a file may.
fn read(bytes: &[u8], room: Range<usize>) -> Result<Part, Uncleanable> {
    let start = room.start;
    let (short, kind) = (big_32(bytes, start)?, kind_at(bytes, plus(start, 4)?)?);
    let (header, length) = match short {
        0 if room.end == bytes.len() => (8, room.end.saturating_sub(start)),
        1 => (16, size(big::<8>(bytes, plus(start, 8)?)?)?),
        _ => (8, short),
    };
    let end = plus(start, length)?;
    if length < header {
        return Err(Malformed);
    }
    if end > room.end {
        return Err(if room.end == bytes.len() { CutShort } else { Malformed });
    }
    Ok(Part {
        kind,
        start,
        body: plus(start, header)?..end,
    })
}

pub(super) fn kind_at(bytes: &[u8], at: usize) -> Result<Kind, Uncleanable> {
    part(bytes, at..plus(at, 4)?)?.try_into().map_err(|_| CutShort)
}

/// Whether all of a film has passed, and what stands here is not the torn beginning of more of it.
fn is_appended(bytes: &[u8], at: usize, before: &[Part]) -> bool {
    let has_film = before.iter().any(|part| part.kind == *b"moov");
    let kind = plus(at, 4).and_then(|kind| kind_at(bytes, kind));
    has_film && !kind.is_ok_and(|kind| AT_TOP.contains(&&kind))
}

fn free_the_rest(bytes: &mut [u8], at: usize) -> Result<(), Uncleanable> {
    let length = bytes.len().saturating_sub(at);
    blank(bytes, at..plus(at, length)?)?;
    match u32::try_from(length) {
        Ok(0..8) => Ok(()),
        Ok(short) => put(bytes, at, &short.to_be_bytes()).and_then(|()| put(bytes, plus(at, 4)?, b"free")),
        Err(_) => put(bytes, plus(at, 4)?, b"free"),
    }
}
