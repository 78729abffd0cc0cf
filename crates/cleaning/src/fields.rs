//! Numbers and ranges in bytes of others, in memory or where they lie: every access is checked against the end.

use std::ops::Range;

use crate::Uncleanable;

/// Bytes that can be looked at by their places.
pub(crate) trait Readable {
    fn length(&self) -> usize;

    /// Fills all of `into` with what stands from a place on; `CutShort` where that goes past the end.
    fn copy_to(&self, at: usize, into: &mut [u8]) -> Result<(), Uncleanable>;
}

/// Bytes that can be written over.
pub(crate) trait Writable: Readable {
    /// Writes bytes over those that stand from a place on.
    fn write(&mut self, at: usize, new: &[u8]) -> Result<(), Uncleanable>;
}

impl Readable for [u8] {
    fn length(&self) -> usize {
        self.len()
    }

    fn copy_to(&self, at: usize, into: &mut [u8]) -> Result<(), Uncleanable> {
        into.copy_from_slice(part(self, at..plus(at, into.len())?)?);
        Ok(())
    }
}

impl Writable for [u8] {
    fn write(&mut self, at: usize, new: &[u8]) -> Result<(), Uncleanable> {
        part_mut(self, at..plus(at, new.len())?)?.copy_from_slice(new);
        Ok(())
    }
}

/// The bytes of a range; `CutShort` where it goes past the end.
pub(crate) fn part(bytes: &[u8], range: Range<usize>) -> Result<&[u8], Uncleanable> {
    bytes.get(range).ok_or(Uncleanable::CutShort)
}

/// The same, to be written over.
pub(crate) fn part_mut(bytes: &mut [u8], range: Range<usize>) -> Result<&mut [u8], Uncleanable> {
    bytes.get_mut(range).ok_or(Uncleanable::CutShort)
}

/// Puts one value everywhere in a range.
pub(crate) fn fill<B: Writable + ?Sized>(bytes: &mut B, range: Range<usize>, value: u8) -> Result<(), Uncleanable> {
    if range.start > range.end || range.end > bytes.length() {
        return Err(Uncleanable::CutShort);
    }
    let run = [value; RUN];
    for at in range.clone().step_by(RUN) {
        let length = range.end.saturating_sub(at).min(RUN);
        bytes.write(at, run.get(..length).unwrap_or_default())?;
    }
    Ok(())
}

/// How many bytes are filled at once.
const RUN: usize = 4 << 10;

/// Puts zeros everywhere in a range.
pub(crate) fn blank<B: Writable + ?Sized>(bytes: &mut B, range: Range<usize>) -> Result<(), Uncleanable> {
    fill(bytes, range, 0)
}

/// Writes bytes over those that stand there.
pub(crate) fn put<B: Writable + ?Sized>(bytes: &mut B, at: usize, new: &[u8]) -> Result<(), Uncleanable> {
    bytes.write(at, new)
}

/// The byte at a place.
pub(crate) fn byte<B: Readable + ?Sized>(bytes: &B, at: usize) -> Result<u8, Uncleanable> {
    let [byte] = array(bytes, at)?;
    Ok(byte)
}

/// So many bytes from a place on.
pub(crate) fn array<const N: usize, B: Readable + ?Sized>(bytes: &B, at: usize) -> Result<[u8; N], Uncleanable> {
    let mut field = [0; N];
    bytes.copy_to(at, &mut field)?;
    Ok(field)
}

/// A big-endian number of `N` bytes, at most 8.
pub(crate) fn big<const N: usize>(bytes: &(impl Readable + ?Sized), at: usize) -> Result<u64, Uncleanable> {
    let field: [u8; N] = array(bytes, at)?;
    Ok(field.iter().fold(0, |number, digit| number << 8 | u64::from(*digit)))
}

/// A big-endian number of four bytes, as a length or a count.
pub(crate) fn big_32<B: Readable + ?Sized>(bytes: &B, at: usize) -> Result<usize, Uncleanable> {
    size(big::<4>(bytes, at)?)
}

/// A little-endian number of four bytes, as a length or a count.
pub(crate) fn little_32<B: Readable + ?Sized>(bytes: &B, at: usize) -> Result<usize, Uncleanable> {
    size(u32::from_le_bytes(array(bytes, at)?).into())
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
