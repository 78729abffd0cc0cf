//! How much a PDF's streams of objects inflate to, asked before they are read.
//!
//! What reads PDFs inflates them while it loads and bounds each of them, not all together: 300 KB of hostile file took 17 GB.
//! So they are inflated here once, into nothing. Source: ISO 32000-2 7.5.7 (object streams), 7.3.8 (streams).

use std::io::Read as _;

use flate2::read::ZlibDecoder;
use memchr::memmem;

use crate::Uncleanable::{self, Malformed};

/// All of them may inflate to so many times the file's length, at least and at most to this.
const MOST_INFLATED: usize = 4;
const ALWAYS_INFLATED: usize = 2 << 20;
const EVER_INFLATED: usize = 32 << 20;

const KEYWORD: &[u8] = b"stream";
/// What only the dictionary of a stream of objects says, or what hides it: nobody else writes letters by their numbers.
const SIGNS: [&[u8]; 6] = [b"ObjStm", b"First", b"#4", b"#5", b"#6", b"#7"];

/// Refuses a file whose streams of objects inflate to too much, or of which that cannot be known.
pub(crate) fn check(bytes: &[u8]) -> Result<(), Uncleanable> {
    let mut room = bytes.len().saturating_mul(MOST_INFLATED).clamp(ALWAYS_INFLATED, EVER_INFLATED) as u64;
    let mut last = 0;
    for place in memmem::find_iter(bytes, KEYWORD) {
        let before = bytes.get(last..place).unwrap_or_default();
        last = place + KEYWORD.len();
        if let Some(data) = data(before, bytes.get(last..).unwrap_or_default()) {
            room = room.checked_sub(inflated(before, data, room)?).ok_or(Malformed)?;
        }
    }
    Ok(())
}

/// The data after the keyword, unless it ends a stream or is a word of something else.
fn data<'a>(before: &[u8], after: &'a [u8]) -> Option<&'a [u8]> {
    let data = after.trim_ascii_start();
    let blank = after.get(..after.len() - data.len())?;
    (!before.ends_with(b"end") && blank.iter().any(|byte| matches!(byte, b'\r' | b'\n'))).then_some(after)
}

/// The length of a stream of objects, of which all that a dictionary may hide in strings and comments is refused.
fn inflated(before: &[u8], data: &[u8], room: u64) -> Result<u64, Uncleanable> {
    let start = memmem::rfind(before, b"obj").ok_or(Malformed)?;
    let dictionary = before.get(start..).unwrap_or_default();
    if !SIGNS.iter().any(|sign| memmem::find(dictionary, sign).is_some()) {
        return Ok(0);
    }
    let filters = memmem::find_iter(dictionary, b"/Filter").count();
    let kinds = memmem::find_iter(dictionary, b"Decode").count() - memmem::find_iter(dictionary, b"DecodeParms").count();
    let hides = dictionary.iter().any(|byte| matches!(byte, b'(' | b'%' | b'#'));
    match (filters, kinds) {
        _ if hides => Err(Malformed),
        (0, 0) => Ok(0),
        (1, 1) if memmem::find(dictionary, b"/FlateDecode").is_some() => measured(data, room),
        _ => Err(Malformed),
    }
}

/// The length of what a zlib stream says, which may break off: what was said until there counts. One that says nothing at
/// all could be read otherwise by somebody more lenient.
fn measured(data: &[u8], room: u64) -> Result<u64, Uncleanable> {
    let blanks = data.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let stream = data.get(blanks..).unwrap_or_default();
    let stream = stream.strip_prefix(b"\r").unwrap_or(stream);
    let stream = stream.strip_prefix(b"\n").unwrap_or(stream);
    let mut inflating = ZlibDecoder::new(stream).take(room.saturating_add(1));
    let mut buffer = [0; 8192];
    let mut length = 0;
    while let Ok(read @ 1..) = inflating.read(&mut buffer) {
        length += read as u64;
    }
    if length == 0 || length > room { Err(Malformed) } else { Ok(length) }
}
