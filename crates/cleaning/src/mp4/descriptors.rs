//! Elementary stream descriptors (`esds`; ISO/IEC 14496-1, 7.2.6): which coding a stream really has.

use std::ops::Range;

use crate::Uncleanable::{self, ForeignStream, Malformed};
use crate::fields::{byte, plus};
use crate::recording::Film;

const STREAM: u8 = 3;
const DECODER: u8 = 4;
const HAS_DEPENDENCE: u8 = 0x80;
const HAS_ADDRESS: u8 = 0x40;
const HAS_CLOCK: u8 = 0x20;

/// Passes MPEG-1, 2 and 4 and AC-3; not JPEG and PNG, which bring their own metadata, nor private codings.
pub(super) fn check(bytes: &Film<'_>, range: Range<usize>) -> Result<(), Uncleanable> {
    let stream = body(bytes, plus(range.start, 4)?, STREAM)?;
    let flags = byte(bytes, plus(stream, 2)?)?;
    if flags & HAS_ADDRESS != 0 {
        return Err(ForeignStream);
    }
    let optional = [HAS_DEPENDENCE, HAS_CLOCK].iter().filter(|flag| flags & **flag != 0).count();
    let decoder = body(bytes, plus(stream, optional.saturating_mul(2).saturating_add(3))?, DECODER)?;
    match byte(bytes, decoder)? {
        0x20..=0x23 | 0x40 | 0x60..=0x6B | 0xA5 | 0xA6 => Ok(()),
        _ => Err(ForeignStream),
    }
}

/// Where the body of a descriptor begins, behind a size of at most four bytes.
fn body(bytes: &Film<'_>, at: usize, tag: u8) -> Result<usize, Uncleanable> {
    if byte(bytes, at)? != tag {
        return Err(Malformed);
    }
    for digit in 1..=4 {
        let at = plus(at, digit)?;
        if byte(bytes, at)? & 0x80 == 0 {
            return plus(at, 1);
        }
    }
    Err(Malformed)
}
