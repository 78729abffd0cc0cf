//! ID3v2 tags (id3.org: versions 2.2, 2.3 and 2.4): rewritten to the same length with nothing but the copyright.

use std::ops::Range;

use crate::Uncleanable::{self, CutShort, Malformed};
use crate::fields::{Readable, array, big, blank, byte, plus, put, size};
use crate::recording::Film;

const HEADER: usize = 10;

/// Of the tag's flags.
const UNSYNCHRONISED: u8 = 0x80;
const EXTENDED: u8 = 0x40;
const HAS_FOOTER: u8 = 0x10;

/// Of a frame's second byte of flags, in 2.4.
const FRAME_UNSYNCHRONISED: u8 = 0x02;

/// How a version writes its frames.
struct Form {
    copyright: &'static [u8],
    header: usize,
    version: u8,
    /// Whether the tag says so of all its frames.
    is_unsynchronised: bool,
}

/// The length of the tag that begins here with its header and footer, if one does.
pub(super) fn length(bytes: &Film<'_>, at: usize) -> Result<Option<usize>, Uncleanable> {
    if !bytes.has(at, b"ID3") {
        return Ok(None);
    }
    let footer = if has_footer(bytes, at)? { HEADER } else { 0 };
    let length = plus(seven_bits(bytes, plus(at, 6)?)?, HEADER + footer)?;
    if plus(at, length)? > bytes.len() {
        Err(CutShort)
    } else {
        Ok(Some(length))
    }
}

/// The length of the tag whose footer ends here (ID3v2.4, 3.4).
pub(super) fn appended_length(bytes: &Film<'_>, end: usize) -> Result<usize, Uncleanable> {
    plus(seven_bits(bytes, end.saturating_sub(4))?, HEADER + HEADER)
}

/// Rewrites a whole tag without flags: its frame, if any, then padding, which also takes the room of a footer.
pub(super) fn clean(tag: &mut [u8]) -> Result<(), Uncleanable> {
    let form = form(byte(tag, 3)?, byte(tag, 5)?)?;
    let kept = copyright(tag, &form);
    let length = tag.len().checked_sub(HEADER).ok_or(CutShort)?;
    put(tag, 5, &[0])?;
    put(tag, 6, &of_seven_bits(length)?)?;
    blank(tag, HEADER..tag.len())?;
    match kept {
        Some(text) => put(tag, HEADER, &frame(&form, &text)?),
        None => Ok(()),
    }
}

fn has_footer<B: Readable + ?Sized>(bytes: &B, at: usize) -> Result<bool, Uncleanable> {
    Ok(byte(bytes, plus(at, 3)?)? == 4 && byte(bytes, plus(at, 5)?)? & HAS_FOOTER != 0)
}

fn form(version: u8, flags: u8) -> Result<Form, Uncleanable> {
    let (copyright, header): (&[u8], usize) = match version {
        2 => (b"TCR", 6),
        3 | 4 => (b"TCOP", 10),
        _ => return Err(Malformed),
    };
    let is_unsynchronised = flags & UNSYNCHRONISED != 0;
    Ok(Form {
        copyright,
        header,
        version,
        is_unsynchronised,
    })
}

fn frame(form: &Form, text: &[u8]) -> Result<Vec<u8>, Uncleanable> {
    let length = u32::try_from(text.len()).map_err(|_| Malformed)?.to_be_bytes();
    let head = match form.version {
        2 => length.get(1..).unwrap_or_default().to_vec(),
        3 => [length.as_slice(), &[0; 2]].concat(),
        _ => [of_seven_bits(text.len())?.as_slice(), &[0; 2]].concat(),
    };
    Ok([form.copyright, &head, text].concat())
}

/// The text of the copyright frame. What cannot be read has none: the tag is rewritten all the same.
fn copyright(tag: &[u8], form: &Form) -> Option<Vec<u8>> {
    let flags = byte(tag, 5).ok()?;
    let footer = if has_footer(tag, 0).ok()? { HEADER } else { 0 };
    let frames = tag.get(HEADER..tag.len().checked_sub(footer)?)?;
    let whole = if form.is_unsynchronised && form.version < 4 {
        synchronised(frames)
    } else {
        frames.to_vec()
    };
    let mut at = if flags & EXTENDED != 0 && form.version > 2 {
        extended_length(&whole, form)?
    } else {
        0
    };
    loop {
        let text = text_at(&whole, at, form)?;
        let name = whole.get(at..at.checked_add(form.copyright.len())?)?;
        if name == form.copyright {
            return plain(&whole, at, form);
        }
        if name.first() == Some(&0) || text.end <= at {
            return None;
        }
        at = text.end;
    }
}

/// In 2.3 the size does not count itself, in 2.4 it does and has seven bits a byte.
fn extended_length(frames: &[u8], form: &Form) -> Option<usize> {
    match form.version {
        3 => size(big::<4>(frames, 0).ok()?).ok()?.checked_add(4),
        _ => seven_bits(frames, 0).ok(),
    }
}

/// Where the body of the frame is that begins here.
fn text_at(frames: &[u8], at: usize, form: &Form) -> Option<Range<usize>> {
    let size_at = at.checked_add(form.copyright.len())?;
    let length = match form.version {
        2 => size(big::<3>(frames, size_at).ok()?).ok()?,
        3 => size(big::<4>(frames, size_at).ok()?).ok()?,
        _ => seven_bits(frames, size_at).ok()?,
    };
    let start = at.checked_add(form.header)?;
    Some(start..start.checked_add(length)?)
}

/// The body as it is without flags; none if it is compressed, encrypted or grouped, which no copyright is.
fn plain(frames: &[u8], at: usize, form: &Form) -> Option<Vec<u8>> {
    let body = frames.get(text_at(frames, at, form)?)?;
    let flags = if form.version == 2 {
        0
    } else {
        byte(frames, at.checked_add(9)?).ok()?
    };
    match (form.version, flags) {
        (4, FRAME_UNSYNCHRONISED) => Some(synchronised(body)),
        (4, 0) if form.is_unsynchronised => Some(synchronised(body)),
        (_, 0) => Some(body.to_vec()),
        _ => None,
    }
}

/// Undoes unsynchronisation: the zero behind every 0xFF goes (ID3v2.4, 6.1).
fn synchronised(bytes: &[u8]) -> Vec<u8> {
    let mut before = 0;
    let kept = bytes.iter().filter(|byte| {
        let is_inserted = before == 0xFF && **byte == 0;
        before = **byte;
        !is_inserted
    });
    kept.copied().collect()
}

/// A size of four bytes of seven bits.
fn seven_bits<B: Readable + ?Sized>(bytes: &B, at: usize) -> Result<usize, Uncleanable> {
    let digits: [u8; 4] = array(bytes, at)?;
    if digits.iter().any(|digit| digit & 0x80 != 0) {
        return Err(Malformed);
    }
    Ok(digits.iter().fold(0, |number, digit| number << 7 | usize::from(*digit)))
}

fn of_seven_bits(number: usize) -> Result<[u8; 4], Uncleanable> {
    if number >= 1 << 28 {
        return Err(Malformed);
    }
    Ok([21, 14, 7, 0].map(|shift| (number >> shift & 0x7F) as u8))
}
