//! Which encoding to send (RFC 9110 §12.5.3), and whether what the reader has is still right (§13).

use http::header::{ACCEPT_ENCODING, IF_MATCH, IF_NONE_MATCH, IF_UNMODIFIED_SINCE};
use http::{HeaderMap, HeaderValue};
use manuscript::Instant;

/// An encoding of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Plain,
    Gzip,
    Brotli,
}

impl Encoding {
    pub(crate) const fn place(self) -> Option<usize> {
        match self {
            Self::Plain => None,
            Self::Gzip => Some(0),
            Self::Brotli => Some(1),
        }
    }

    pub(crate) const fn name(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }
}

/// What nearly every browser sends.
const USUAL: [(&str, Encoding); 2] = [
    ("gzip, deflate, br, zstd", Encoding::Brotli),
    ("gzip, deflate, br", Encoding::Brotli),
];

/// The best encoding that the reader takes; Brotli where both are equal.
pub fn encoding(headers: &HeaderMap) -> Encoding {
    let Some(accepted) = headers.get(ACCEPT_ENCODING) else {
        return Encoding::Plain;
    };
    if let Some((_, usual)) = USUAL.iter().find(|(known, _)| known.as_bytes() == accepted.as_bytes()) {
        return *usual;
    }
    let Ok(accepted) = accepted.to_str() else { return Encoding::Plain };
    let (mut gzip, mut brotli, mut any) = (None, None, None);
    for part in accepted.split(',') {
        let (name, quality) = with_quality(part);
        match name {
            "gzip" | "x-gzip" => gzip = Some(quality),
            "br" => brotli = Some(quality),
            "*" => any = Some(quality),
            _ => {}
        }
    }
    let [gzip, brotli] = [gzip, brotli].map(|quality| quality.or(any).unwrap_or(0));
    match (brotli, gzip) {
        (0, 0) => Encoding::Plain,
        (brotli, gzip) if brotli >= gzip => Encoding::Brotli,
        _ => Encoding::Gzip,
    }
}

/// A name with its quality in thousandths.
fn with_quality(part: &str) -> (&'static str, u32) {
    let mut pieces = part.split(';').map(str::trim);
    let name = pieces.next().unwrap_or_default();
    let name = ["gzip", "x-gzip", "br", "*"]
        .into_iter()
        .find(|known| name.eq_ignore_ascii_case(known))
        .unwrap_or_default();
    let quality = pieces.find_map(|piece| piece.strip_prefix("q=").or_else(|| piece.strip_prefix("Q=")));
    let quality = quality.map_or(1.0, |text| text.trim().parse::<f32>().unwrap_or(0.0));
    (name, (quality.clamp(0.0, 1.0) * 1000.0) as u32)
}

/// What a reader holds against what is there, before anything is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    Holds,
    /// What is there is not what the reader means: 412.
    Fails,
}

/// `If-Match`, and without it `If-Unmodified-Since` (RFC 9110, section 13.2.2). A weak tag never matches; a date that
/// cannot be read is not looked at.
pub fn condition(headers: &HeaderMap, is_there: impl Fn(&str) -> bool, changed_at: Instant) -> Condition {
    let holds = match (headers.get(IF_MATCH), headers.get(IF_UNMODIFIED_SINCE)) {
        (Some(wanted), _) => wanted
            .to_str()
            .is_ok_and(|wanted| wanted.split(',').map(str::trim).any(|one| one == "*" || is_there(one))),
        (None, Some(since)) => date(since).is_none_or(|since| changed_at.0 / 1_000 <= since),
        (None, None) => true,
    };
    if holds { Condition::Holds } else { Condition::Fails }
}

/// A date of HTTP in seconds.
fn date(value: &HeaderValue) -> Option<i64> {
    let parsed = jiff::fmt::rfc2822::parse(value.to_str().ok()?).ok()?;
    Some(parsed.timestamp().as_second())
}

/// Whether the reader has these very bytes already.
pub fn has_it(headers: &HeaderMap, etag: &str) -> bool {
    let Some(known) = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    known
        .split(',')
        .map(|one| one.trim().trim_start_matches("W/"))
        .any(|one| one == "*" || one == etag)
}
