//! A page as bytes: one rendition an encoding, each with its own strong ETag, all with the headers of the house.

use std::io::Write as _;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, LOCATION, RETRY_AFTER, VARY};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use manuscript::{Instant, Tag};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use sha2::{Digest, Sha256};

use crate::negotiation::Encoding;

/// Nothing inline, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; \
    script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Headers of every answer.
pub(crate) const OF_THE_HOUSE: [(HeaderName, HeaderValue); 6] = [
    (http::header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (http::header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (
        http::header::REFERRER_POLICY,
        HeaderValue::from_static("strict-origin-when-cross-origin"),
    ),
    (http::header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), interest-cohort=()"),
    ),
];

/// A page that was made, with all that it shows.
pub struct Page {
    pub status: StatusCode,
    pub tags: Vec<Tag>,
    plain: Rendition,
    quick: [OnceLock<Rendition>; 2],
    best: [OnceLock<Rendition>; 2],
    pub(crate) read_at: u64,
    /// When it was made: what it shows was not changed since.
    pub(crate) made_at: Instant,
    pub(crate) checked_at: AtomicU64,
    times_read: AtomicU32,
}

/// How often a page is read before it is worth the best compression.
const WORTH_PRESSING: u32 = 8;

/// Bytes in one encoding, ready to be sent.
pub struct Rendition {
    pub body: Bytes,
    pub headers: HeaderMap,
    pub etag: HeaderValue,
}

/// How well to compress: at once, or as well as can be.
#[derive(Clone, Copy)]
enum Effort {
    Quick,
    Best,
}

impl Page {
    /// A page of a type (`text/html; charset=utf-8`).
    pub fn new(content_type: &'static str, body: impl Into<Bytes>, tags: Vec<Tag>) -> Self {
        let body = body.into();
        let mut headers: HeaderMap = OF_THE_HOUSE.into_iter().collect();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        // Always asked again, mostly answered 304: what a reader sees is never older than what was published.
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
        headers.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
        Self {
            status: StatusCode::OK,
            tags,
            plain: Rendition::new(body, headers, ""),
            quick: Default::default(),
            best: Default::default(),
            read_at: 0,
            made_at: Instant(0),
            checked_at: AtomicU64::new(0),
            times_read: AtomicU32::new(0),
        }
    }

    /// The page may hold frames from these places, and no others.
    #[must_use]
    pub fn framing(mut self, origins: &[String]) -> Self {
        let policy = format!("{POLICY}; frame-src {}", origins.join(" "));
        if let Some(policy) = HeaderValue::from_str(&policy).ok().filter(|_| !origins.is_empty()) {
            self.plain.headers.insert(http::header::CONTENT_SECURITY_POLICY, policy);
        }
        self
    }

    /// The page with another status than 200.
    #[must_use]
    pub fn answering(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// A redirect for ever.
    pub fn moved(to: &str, tags: Vec<Tag>) -> Result<Self, http::Error> {
        let mut page = Self::new("text/plain; charset=utf-8", Bytes::new(), tags).answering(StatusCode::MOVED_PERMANENTLY);
        page.plain.headers.insert(LOCATION, location(to)?);
        Ok(page)
    }

    /// A refusal that asks to come back in some seconds.
    pub fn come_back(mut self) -> Self {
        self.plain.headers.insert(RETRY_AFTER, HeaderValue::from_static("5"));
        self.plain.headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        self
    }

    /// Kept for a long time: the address changes with the bytes.
    pub fn for_ever(mut self) -> Self {
        self.plain
            .headers
            .insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
        self
    }

    pub(crate) fn begin_at(&mut self, count: u64) {
        self.read_at = count;
        self.checked_at = AtomicU64::new(count);
    }

    /// Counts a reading; true once, when it is the one that makes the page worth pressing.
    pub(crate) fn is_worth_pressing_now(&self) -> bool {
        self.times_read.load(Ordering::Relaxed) < WORTH_PRESSING && self.times_read.fetch_add(1, Ordering::Relaxed) + 1 == WORTH_PRESSING
    }

    /// A page that was not found, or cannot be shown.
    pub fn is_refusal(&self) -> bool {
        self.status.is_client_error()
    }

    pub(crate) fn weight(&self) -> usize {
        self.plain.body.len() * 2 + 1_024 + self.tags.len() * 48
    }

    /// The bytes for an encoding: the best there are, else made at once.
    pub fn rendition(&self, encoding: Encoding) -> &Rendition {
        let Some(place) = encoding.place() else { return &self.plain };
        if self.plain.body.len() < 256 {
            return &self.plain;
        }
        self.best[place]
            .get()
            .unwrap_or_else(|| self.quick[place].get_or_init(|| self.compressed(encoding, Effort::Quick)))
    }

    /// The rendition that a reader has already, by the ETag that it kept: the quick one stays right when the best is there.
    pub fn known_rendition(&self, encoding: Encoding, has: impl Fn(&str) -> bool) -> Option<&Rendition> {
        let of_encoding = encoding
            .place()
            .into_iter()
            .flat_map(|place| [self.best[place].get(), self.quick[place].get()]);
        let all = of_encoding.flatten().chain([self.rendition(encoding)]);
        all.into_iter().find(|rendition| rendition.etag.to_str().is_ok_and(&has))
    }

    /// Whether one of its renditions has an ETag for which something is so.
    pub fn any_rendition(&self, has: impl Fn(&str) -> bool) -> bool {
        let compressed = self.best.iter().chain(&self.quick).filter_map(OnceLock::get);
        let mut all = compressed.chain([&self.plain]);
        all.any(|rendition| rendition.etag.to_str().is_ok_and(&has))
    }

    /// Compresses as well as can be; what was sent before keeps its own ETag.
    pub(crate) fn press(&self) {
        if self.plain.body.len() < 256 {
            return;
        }
        for encoding in [Encoding::Gzip, Encoding::Brotli] {
            if let Some(place) = encoding.place() {
                self.best[place].get_or_init(|| self.compressed(encoding, Effort::Best));
            }
        }
    }

    fn compressed(&self, encoding: Encoding, effort: Effort) -> Rendition {
        let (body, mark) = match (encoding, effort) {
            (Encoding::Brotli, Effort::Quick) => (brotli(&self.plain.body, 4), "-b"),
            (Encoding::Brotli, Effort::Best) => (brotli(&self.plain.body, 11), "-B"),
            (_, Effort::Quick) => (gzip(&self.plain.body, 3), "-g"),
            (_, Effort::Best) => (gzip(&self.plain.body, 9), "-G"),
        };
        let mut headers = self.plain.headers.clone();
        if let Some(name) = encoding.name() {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        let mut rendition = Rendition::new(body, headers, "");
        rendition.set_etag(&self.plain.etag, mark);
        rendition
    }
}

impl Rendition {
    fn new(body: Bytes, headers: HeaderMap, mark: &str) -> Self {
        let digest = manuscript::commitment::hex(&Sha256::digest(&body)[..12]);
        let etag = HeaderValue::from_str(&format!("\"{digest}{mark}\"")).unwrap_or(HeaderValue::from_static("\"0\""));
        let mut rendition = Self { body, headers, etag };
        rendition.headers.insert(ETAG, rendition.etag.clone());
        rendition.headers.insert(CONTENT_LENGTH, HeaderValue::from(rendition.body.len()));
        rendition
    }

    fn set_etag(&mut self, plain: &HeaderValue, mark: &str) {
        let digest = plain.to_str().unwrap_or_default().trim_matches('"');
        if let Ok(etag) = HeaderValue::from_str(&format!("\"{digest}{mark}\"")) {
            self.headers.insert(ETAG, etag.clone());
            self.etag = etag;
        }
    }
}

fn gzip(body: &[u8], level: u32) -> Bytes {
    let mut encoder = flate2::write::GzEncoder::new(Vec::with_capacity(body.len() / 3), flate2::Compression::new(level));
    // Writing to memory does not fail.
    let _ = encoder.write_all(body);
    encoder.finish().unwrap_or_default().into()
}

fn brotli(body: &[u8], quality: i32) -> Bytes {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality,
        lgwin: 20,
        size_hint: body.len(),
        ..Default::default()
    };
    let mut compressed = Vec::with_capacity(body.len() / 3);
    let _ = brotli::BrotliCompress(&mut &body[..], &mut compressed, &parameters);
    compressed.into()
}

/// A `Location` may hold ASCII only.
fn location(path: &str) -> Result<HeaderValue, http::Error> {
    Ok(HeaderValue::from_str(&percent_encoded(path))?)
}

/// What does not stand in a path and its query as it is (RFC 3986): all but unreserved signs, delimiters and slashes.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A path as it stands in an address.
pub(crate) fn percent_encoded(path: &str) -> String {
    utf8_percent_encode(path, ENCODED).to_string()
}
