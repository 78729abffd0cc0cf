//! Elements of EBML (RFC 8794, sections 4 to 6): where each begins and ends, and how one is voided.

use std::ops::Range;

use super::schema;
use crate::Uncleanable::{self, CutShort, Malformed};
use crate::fields::{blank, byte, plus, put, size};
use crate::recording::Film;

const VOID: u8 = 0xEC;

/// More than any track has.
const MOST_FIELDS: usize = 1024;

/// An element by its places in the file.
#[derive(Clone, Debug)]
pub(super) struct Element {
    pub id: u64,
    start: usize,
    pub body: Range<usize>,
}

/// A number of EBML: its value, how many bytes it takes, and whether all its bits are set.
struct Number {
    value: u64,
    length: usize,
    is_unknown: bool,
}

impl Element {
    /// Makes it a Void of the same length (RFC 8794, 11.3.2), whatever it held.
    pub(super) fn void(&self, bytes: &mut Film<'_>) -> Result<(), Uncleanable> {
        let length = self.body.end.saturating_sub(self.start);
        let head = match length.checked_sub(9) {
            Some(rest @ 1..) => [[VOID].as_slice(), &(rest as u64 | 1 << 56).to_be_bytes()].concat(),
            _ => vec![VOID, 0x80 | length.saturating_sub(2) as u8],
        };
        put(bytes, self.start, &head)?;
        blank(bytes, plus(self.start, head.len())?..self.body.end)
    }
}

/// The elements that fill a range, one by one: the smallest take two bytes, and a list of them would fill the memory.
pub(super) fn children(bytes: &Film<'_>, range: Range<usize>) -> impl Iterator<Item = Result<Element, Uncleanable>> {
    let mut rest = Some(range);
    std::iter::from_fn(move || {
        let room = rest.take().filter(|room| !room.is_empty())?;
        let element = read(bytes, room.clone());
        rest = element.as_ref().ok().map(|element| element.body.end..room.end);
        Some(element)
    })
}

/// The elements of a range that holds few.
pub(super) fn fields(bytes: &Film<'_>, range: Range<usize>) -> Result<Vec<Element>, Uncleanable> {
    let fields: Vec<Element> = children(bytes, range).take(MOST_FIELDS).collect::<Result<_, _>>()?;
    if fields.len() == MOST_FIELDS { Err(Malformed) } else { Ok(fields) }
}

/// The element at the begin of a range, which must hold all of it. Live recordings leave the size of Segment and
/// Cluster unknown (RFC 9559, 25.3.4): they reach to the next element that
/// stays beside them; what does not stay may as well be taken for a part of them.
pub(super) fn read(bytes: &Film<'_>, room: Range<usize>) -> Result<Element, Uncleanable> {
    let (element, is_unknown) = head(bytes, room.clone())?;
    if !is_unknown {
        return Ok(element);
    }
    let end = match element.id {
        schema::ID_SEGMENT => room.end,
        schema::ID_CLUSTER => cluster_end(bytes, element.body.start..room.end)?,
        _ => return Err(Malformed),
    };
    Ok(Element {
        body: element.body.start..end,
        ..element
    })
}

fn head(bytes: &Film<'_>, room: Range<usize>) -> Result<(Element, bool), Uncleanable> {
    let id = number(bytes, room.start, 4)?;
    let size_at = plus(room.start, id.length)?;
    let length = number(bytes, size_at, 8)?;
    let start = plus(size_at, length.length)?;
    let marked = id.value | 1_u64.checked_shl((id.length * 7) as u32).unwrap_or(0);
    let end = if length.is_unknown {
        start
    } else {
        plus(start, size(length.value)?)?
    };
    if end > room.end {
        return Err(if room.end == bytes.len() { CutShort } else { Malformed });
    }
    Ok((
        Element {
            id: marked,
            start: room.start,
            body: start..end,
        },
        length.is_unknown,
    ))
}

fn cluster_end(bytes: &Film<'_>, room: Range<usize>) -> Result<usize, Uncleanable> {
    let mut at = room.start;
    while at < room.end {
        let (element, is_unknown) = head(bytes, at..room.end)?;
        if schema::SEGMENT.iter().any(|(id, _)| *id == element.id) {
            break;
        }
        if is_unknown {
            return Err(Malformed);
        }
        at = element.body.end;
    }
    Ok(at)
}

/// The count of zero bits in front says how many bytes follow the first.
fn number(bytes: &Film<'_>, at: usize, longest: usize) -> Result<Number, Uncleanable> {
    let first = byte(bytes, at)?;
    let length = (first.leading_zeros() as usize).saturating_add(1);
    if length > longest {
        return Err(Malformed);
    }
    let digits = bytes.read(at..plus(at, length)?)?;
    let marked = digits.iter().fold(0_u64, |number, digit| number << 8 | u64::from(*digit));
    let mask = (1_u64 << (length * 7)) - 1;
    Ok(Number {
        value: marked & mask,
        length,
        is_unknown: marked & mask == mask,
    })
}

/// The number of the track that a block begins with, and where its sound or picture begins behind its head.
pub(super) fn block_head(bytes: &Film<'_>, block: &Element) -> Result<(u64, usize), Uncleanable> {
    let track = number(bytes, block.body.start, 8)?;
    let start = plus(block.body.start, plus(track.length, 3)?)?;
    if start > block.body.end {
        Err(Malformed)
    } else {
        Ok((track.value, start))
    }
}

/// The value of an element that is an unsigned number (RFC 8794, 7.2).
pub(super) fn unsigned(bytes: &Film<'_>, element: &Element) -> Result<u64, Uncleanable> {
    if element.body.len() > 8 {
        return Err(Malformed);
    }
    let digits = bytes.read(element.body.clone())?;
    Ok(digits.iter().fold(0, |number, digit| number << 8 | u64::from(*digit)))
}
