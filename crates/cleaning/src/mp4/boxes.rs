//! Boxes of an ISO base media file (ISO/IEC 14496-12, 4.2) and atoms of QuickTime: where each begins and ends.

use std::ops::Range;

use crate::Uncleanable::{self, CutShort, Malformed};
use crate::fields::{array, big, big_32, blank, plus, put, size};
use crate::recording::Film;

pub(super) type Kind = [u8; 4];

/// Kinds that may hold what a player needs; where one of them goes past the end, the file is cut short.
const AT_TOP: [&Kind; 7] = [b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"mfra", b"sidx"];

/// More than any film has, in the file or in one box: fragments of a tenth of a second for a whole day.
const MOST_BOXES: usize = 1 << 20;

/// A box by its places in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub kind: Kind,
    pub start: usize,
    pub body: Range<usize>,
}

impl Part {
    /// The bytes up to its end: places stay what they are, and no field is read behind it.
    pub(super) const fn up_to_end<'a>(&self, bytes: &Film<'a>) -> Result<Film<'a>, Uncleanable> {
        bytes.up_to(self.body.end)
    }

    /// Makes it free space of the same length (8.1.2), whatever it held.
    pub(super) fn free(&self, bytes: &mut Film<'_>) -> Result<(), Uncleanable> {
        put(bytes, plus(self.start, 4)?, b"free")?;
        blank(bytes, self.body.clone())
    }
}

/// The boxes of a whole file. What follows its last box, as some cameras append records, becomes one free box.
pub(super) fn of_file(bytes: &mut Film<'_>) -> Result<Vec<Part>, Uncleanable> {
    let mut parts = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        refuse_too_many(&parts)?;
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
pub(super) fn within(bytes: &Film<'_>, range: Range<usize>) -> Result<Vec<Part>, Uncleanable> {
    let mut parts = Vec::new();
    let mut at = range.start;
    while range.end.saturating_sub(at) >= 8 {
        if big_32(bytes, at)? == 0 {
            break;
        }
        refuse_too_many(&parts)?;
        let part = read(bytes, at..range.end)?;
        at = part.body.end;
        parts.push(part);
    }
    if range.end.saturating_sub(at) > 8 {
        return Err(if range.end > bytes.len() { CutShort } else { Malformed });
    }
    let rest = bytes.read(at..range.end)?;
    if rest.iter().any(|byte| *byte != 0) {
        Err(Malformed)
    } else {
        Ok(parts)
    }
}

/// A list of the smallest boxes would fill the memory.
fn refuse_too_many(parts: &[Part]) -> Result<(), Uncleanable> {
    if parts.len() < MOST_BOXES { Ok(()) } else { Err(Malformed) }
}

/// The only box of a kind among others, if there is one.
pub(super) fn only(parts: &[Part], kind: Kind) -> Result<Option<&Part>, Uncleanable> {
    let mut of_kind = parts.iter().filter(|part| part.kind == kind);
    let first = of_kind.next();
    if of_kind.next().is_some() { Err(Malformed) } else { Ok(first) }
}

/// The only box of a kind in a range; without it nothing can be played.
pub(super) fn needed(bytes: &Film<'_>, range: &Range<usize>, kind: Kind) -> Result<Part, Uncleanable> {
    only(&within(bytes, range.clone())?, kind)?.cloned().ok_or(Malformed)
}

/// Sizes are 32 bits, or 64 where that says 1; 0 reaches to the end, which only the last box of a file may.
fn read(bytes: &Film<'_>, room: Range<usize>) -> Result<Part, Uncleanable> {
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

pub(super) fn kind_at(bytes: &Film<'_>, at: usize) -> Result<Kind, Uncleanable> {
    array(bytes, at)
}

/// Whether all of a film has passed, and what stands here is not the torn beginning of more of it.
fn is_appended(bytes: &Film<'_>, at: usize, before: &[Part]) -> bool {
    let has_film = before.iter().any(|part| part.kind == *b"moov");
    let kind = plus(at, 4).and_then(|kind| kind_at(bytes, kind));
    has_film && !kind.is_ok_and(|kind| AT_TOP.contains(&&kind))
}

fn free_the_rest(bytes: &mut Film<'_>, at: usize) -> Result<(), Uncleanable> {
    let end = bytes.len();
    let length = end.saturating_sub(at);
    if length < 8 {
        return blank(bytes, at..end);
    }
    put(bytes, at, &u32::try_from(length).unwrap_or(0).to_be_bytes())?;
    put(bytes, plus(at, 4)?, b"free")?;
    blank(bytes, plus(at, 8)?..end)
}
