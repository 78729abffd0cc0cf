//! Tags behind the sound: ID3v1 and its extension, APE (versions 1 and 2), Lyrics3 v2, appended ID3v2.4.

use crate::Uncleanable;
use crate::fields::{blank, little_32, part, plus, put};

const ID3V1: usize = 128;
const NO_GENRE: u8 = 0xFF;

/// Where they begin: they come in any order, each is known by its end.
pub(super) fn start(bytes: &[u8], from: usize) -> usize {
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
pub(super) fn clean(bytes: &mut [u8], start: usize) -> Result<(), Uncleanable> {
    let last = bytes.len().saturating_sub(ID3V1);
    let has_id3 = last >= start && part(bytes, last..bytes.len())?.starts_with(b"TAG");
    blank(bytes, start..bytes.len())?;
    if has_id3 {
        put(bytes, last, b"TAG")?;
        put(bytes, bytes.len().saturating_sub(1), &[NO_GENRE])?;
    }
    Ok(())
}

fn length(bytes: &[u8], end: usize) -> Option<usize> {
    let stands = |before: usize, word: &[u8]| {
        end.checked_sub(before)
            .and_then(|at| bytes.get(at..end))
            .is_some_and(|tail| tail.starts_with(word))
    };
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
        let digits = str::from_utf8(bytes.get(end.checked_sub(15)?..end.checked_sub(9)?)?).ok()?;
        return digits.parse::<usize>().ok()?.checked_add(15);
    }
    if stands(10, b"3DI") {
        super::id3::appended_length(bytes, end).ok()
    } else {
        None
    }
}

/// The size counts items and footer; version 2 may have a header of 32 bytes before them.
fn ape_length(bytes: &[u8], end: usize) -> Result<usize, Uncleanable> {
    let footer = end.saturating_sub(32);
    let size = little_32(bytes, plus(footer, 12)?)?;
    let with_header = plus(size, 32)?;
    let has_header = end
        .checked_sub(with_header)
        .and_then(|at| part(bytes, at..end).ok())
        .is_some_and(|tag| tag.starts_with(b"APETAGEX"));
    Ok(if has_header { with_header } else { size })
}
