//! Numbers and ranges in bytes of others: every access is checked against the end.

use std::ops::Range;

use crate::Uncleanable;

/// The bytes of a range; `CutShort` where it goes past the end.
pub(crate) fn part(bytes: &[u8], range: Range<usize>) -> Result<&[u8], Uncleanable> {
    bytes.get(range).ok_or(Uncleanable::CutShort)
}

/// The same, to be written over.
pub(crate) fn part_mut(bytes: &mut [u8], range: Range<usize>) -> Result<&mut [u8], Uncleanable> {
    bytes.get_mut(range).ok_or(Uncleanable::CutShort)
}

/// Puts one value everywhere in a range.
pub(crate) fn fill(bytes: &mut [u8], range: Range<usize>, value: u8) -> Result<(), Uncleanable> {
    part_mut(bytes, range)?.fill(value);
    Ok(())
}

/// Puts zeros everywhere in a range.
pub(crate) fn blank(bytes: &mut [u8], range: Range<usize>) -> Result<(), Uncleanable> {
    fill(bytes, range, 0)
}

/// Writes bytes over those that stand there.
pub(crate) fn put(bytes: &mut [u8], at: usize, new: &[u8]) -> Result<(), Uncleanable> {
    part_mut(bytes, at..plus(at, new.len())?)?.copy_from_slice(new);
    Ok(())
}

/// The byte at a place.
pub(crate) fn byte(bytes: &[u8], at: usize) -> Result<u8, Uncleanable> {
    bytes.get(at).copied().ok_or(Uncleanable::CutShort)
}

/// A big-endian number of `N` bytes, at most 8.
pub(crate) fn big<const N: usize>(bytes: &[u8], at: usize) -> Result<u64, Uncleanable> {
    let field = part(bytes, at..plus(at, N)?)?;
    Ok(field.iter().fold(0, |number, digit| number << 8 | u64::from(*digit)))
}

/// A big-endian number of four bytes, as a length or a count.
pub(crate) fn big_32(bytes: &[u8], at: usize) -> Result<usize, Uncleanable> {
    size(big::<4>(bytes, at)?)
}

/// A little-endian number of four bytes, as a length or a count.
pub(crate) fn little_32(bytes: &[u8], at: usize) -> Result<usize, Uncleanable> {
    let field = part(bytes, at..plus(at, 4)?)?;
    size(field.iter().rev().fold(0, |number, digit| number << 8 | u64::from(*digit)))
}

/// A number of a file as a number of memory.
pub(crate) fn size(number: u64) -> Result<usize, Uncleanable> {
    usize::try_from(number).map_err(|_| Uncleanable::Malformed)
}

/// A sum that no file can make overflow.
pub(crate) fn plus(one: usize, other: usize) -> Result<usize, Uncleanable> {
    one.checked_add(other).ok_or(Uncleanable::Malformed)
}

/// A product that no file can make overflow.
pub(crate) fn times(one: usize, other: usize) -> Result<usize, Uncleanable> {
    one.checked_mul(other).ok_or(Uncleanable::Malformed)
}
