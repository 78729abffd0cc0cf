//! One range of bytes (RFC 9110 §14). Several at once are not served: the whole is.

use http::HeaderMap;
use http::header::{IF_RANGE, RANGE};

/// What part of something is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Whole,
    /// First and last byte, both included.
    Part(u64, u64),
    /// Nothing of the thing lies in the range.
    Unsatisfiable,
}

/// Reads `Range` and `If-Range` against something of so many bytes and this ETag.
pub(crate) fn wanted(headers: &HeaderMap, length: u64, etag: &str) -> Wanted {
    let still_same = headers.get(IF_RANGE).is_none_or(|known| known.as_bytes() == etag.as_bytes());
    let range = headers.get(RANGE).filter(|_| still_same).and_then(|value| value.to_str().ok());
    let Some(spec) = range.and_then(|text| text.trim().strip_prefix("bytes=")) else {
        return Wanted::Whole;
    };
    let Some((first, last)) = spec.split_once('-').filter(|_| !spec.contains(',')) else {
        return Wanted::Whole;
    };
    match (first.trim().parse::<u64>(), last.trim().parse::<u64>()) {
        (Ok(first), Ok(last)) if first > last => Wanted::Whole,
        (Ok(first), _) if first >= length => Wanted::Unsatisfiable,
        (Ok(first), Ok(last)) => Wanted::Part(first, last.min(length - 1)),
        (Ok(first), Err(_)) if last.trim().is_empty() => Wanted::Part(first, length - 1),
        (Err(_), Ok(0)) if first.trim().is_empty() => Wanted::Unsatisfiable,
        (Err(_), Ok(_)) if first.trim().is_empty() && length == 0 => Wanted::Unsatisfiable,
        (Err(_), Ok(count)) if first.trim().is_empty() => Wanted::Part(length.saturating_sub(count), length - 1),
        _ => Wanted::Whole,
    }
}
