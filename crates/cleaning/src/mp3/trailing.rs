//! Tags behind the sound: ID3v1 and its extension, APE (versions 1 and 2), Lyrics3 v2, appended ID3v2.4.

use crate::Uncleanable;
use crate::fields::{array, blank, little_32, plus, put};
use crate::recording::Film;

const ID3V1: usize = 128;
const NO_GENRE: u8 = 0xFF;

/// Where they begin: they come in any order, each is known by its end.
pub(super) fn start(bytes: &Film<'_>, from: usize) -> usize {
    let mut end = bytes.len();
    while let Some(length) = length(bytes, end) {
        match end.checked_sub(length).filter(|start| *start >= from) {
            Some(start) if length > 0 => end = start,
            _ => break,
        }
    }
    end
}

/// Blanks them. An ID3v1 tag at the very end becomes one without words, of no genre.
pub(super) fn clean(bytes: &mut Film<'_>, start: usize) -> Result<(), Uncleanable> {
    let last = bytes.len().saturating_sub(ID3V1);
    let end = bytes.len();
    if last < start || !bytes.has(last, b"TAG") {
        return blank(bytes, start..end);
    }
    blank(bytes, start..last)?;
    blank(bytes, plus(last, 3)?..end.saturating_sub(1))?;
    put(bytes, end.saturating_sub(1), &[NO_GENRE])
}

fn length(bytes: &Film<'_>, end: usize) -> Option<usize> {
    let stands = |before: usize, word: &[u8]| end.checked_sub(before).is_some_and(|at| bytes.has(at, word));
    if stands(ID3V1, b"TAG") {
        return Some(ID3V1);
    }
    if stands(227, b"TAG+") {
        return Some(227);
    }
    if stands(32, b"APETAGEX") {
        return ape_length(bytes, end).ok();
    }
    if stands(9, b"LYRICS200") {
        let digits: [u8; 6] = array(bytes, end.checked_sub(15)?).ok()?;
        return str::from_utf8(&digits).ok()?.parse::<usize>().ok()?.checked_add(15);
    }
    if stands(10, b"3DI") {
        super::id3::appended_length(bytes, end).ok()
    } else {
        None
    }
}

/// The size counts items and footer; version 2 may have a header of 32 bytes before them.
fn ape_length(bytes: &Film<'_>, end: usize) -> Result<usize, Uncleanable> {
    let footer = end.saturating_sub(32);
    let size = little_32(bytes, plus(footer, 12)?)?;
    let with_header = plus(size, 32)?;
    let has_header = end.checked_sub(with_header).is_some_and(|at| bytes.has(at, b"APETAGEX"));
    Ok(if has_header { with_header } else { size })
}
