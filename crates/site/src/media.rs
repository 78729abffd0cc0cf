//! Media: a file answers at its address only while something live uses it, and so do its renditions. One range at a time.

use std::io::ErrorKind;
use std::path::Path;

use axum_core::body::Body;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use manuscript::Instant;
use manuscript::commitment::unhex;
use manuscript::route::MediaFile;
use shelf::MediaUse;
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;
use typeset::media_address::media_address;
use typeset::renditions::{self, Rendition};

use crate::bringing::{Brought, Wanted};
use crate::negotiation::Condition;
use crate::page::OF_THE_HOUSE;
use crate::ranges::{self, wanted};
use crate::{PageBroken, Site, negotiation};

const REPR_DIGEST: HeaderName = HeaderName::from_static("repr-digest");

/// What stands at a media address.
enum AtAddress {
    Found(Found),
    /// Something uses the file, and what readers get of it is not made yet.
    NotYet,
    /// It is made, and is not on this node at the moment.
    NotNow,
}

/// A file that answers, and what it is said to be.
struct Found {
    file: tokio::fs::File,
    media_type: String,
    /// Names these bytes among all that the address may answer with.
    etag: String,
    /// The SHA-256 by which anybody can check them, where one is known.
    digest: Option<HeaderValue>,
}

impl Site {
    /// The file at a media address, or nothing.
    pub(crate) async fn media(
        &self,
        file: &MediaFile<'_>,
        method: &Method,
        headers: &HeaderMap,
    ) -> Result<Option<Response<Body>>, PageBroken> {
        let found = match self.media_at(file).await? {
            Some(AtAddress::Found(found)) => found,
            Some(AtAddress::NotYet) => return Err(PageBroken::NotReady),
            Some(AtAddress::NotNow) => return Err(PageBroken::FileNotHere),
            None => return Ok(None),
        };
        let metadata = found.file.metadata().await?;
        let length = metadata.len();
        let mut answer = Response::builder().body(Body::empty())?;
        let own = answer.headers_mut();
        own.extend(OF_THE_HOUSE);
        own.insert(
            CONTENT_TYPE,
            HeaderValue::from_str(&found.media_type).unwrap_or(HeaderValue::from_static("application/octet-stream")),
        );
        if !is_shown(&found.media_type) {
            own.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
            own.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
        }
        own.insert(ETAG, HeaderValue::from_str(&found.etag).map_err(http::Error::from)?);
        if let Some(digest) = found.digest {
            own.insert(REPR_DIGEST, digest);
        }
        own.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        own.insert(CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
        let changed_at = changed_at(&metadata);
        if negotiation::condition(headers, |etag| etag == found.etag, changed_at) == Condition::Fails {
            *answer.status_mut() = StatusCode::PRECONDITION_FAILED;
            return Ok(Some(answer));
        }
        if negotiation::has_it(headers, &found.etag) {
            *answer.status_mut() = StatusCode::NOT_MODIFIED;
            return Ok(Some(answer));
        }
        // A range is for GET alone (RFC 9110, section 14.2).
        let wanted = if method == Method::GET {
            wanted(headers, length, &found.etag)
        } else {
            ranges::Wanted::Whole
        };
        let body = (method != Method::HEAD).then_some(found.file);
        part_of(answer, body, Range { wanted, length }).await.map(Some)
    }

    /// What answers at an address, if something live uses it: the cleaned bytes of a file, or a rendition of it.
    async fn media_at(&self, asked: &MediaFile<'_>) -> Result<Option<AtAddress>, PageBroken> {
        let hash = asked.hash;
        let Some(used) = self.shelf.now().media(hash).await? else {
            return Ok(None);
        };
        let whole = self.cleaned(hash, &used);
        match Rendition::of(asked) {
            None if media_address(hash, &used.media_type) == asked.path() => whole.await.map(Some),
            Some(rendition) if renditions::all_of(hash, &used.media_type, used.width.unwrap_or_default()).contains(&rendition) => {
                let file = self.settings.renditions.join(renditions::folder_of(hash)).join(rendition.file());
                match Found::at(&file, rendition.format.media_type(), &rendition.tag()).await? {
                    Some(found) => Ok(Some(AtAddress::Found(found))),
                    // The press has not come to it yet, or could not: nobody is kept waiting.
                    None => whole.await.map(Some),
                }
            }
            _ => Ok(None),
        }
    }

    /// The bytes of a file that readers get. What was received is never among them, unless there was nothing to clean.
    async fn cleaned(&self, received: &str, used: &MediaUse) -> Result<AtAddress, PageBroken> {
        let Some(public) = &used.public else {
            return Ok(AtAddress::NotYet);
        };
        let folder = if public == received {
            &self.settings.media
        } else {
            &self.settings.public
        };
        let file = folder.join(&public[..2]).join(&public[2..]);
        let found = async || Found::at(&file, &used.media_type, &public[..32]).await;
        if let Some(found) = found().await? {
            return Ok(AtAddress::Found(found.checked_by(public)));
        }
        match self.settings.brings.bring(Wanted { received, used }).await {
            Brought::Here => Ok(found()
                .await?
                .map_or(AtAddress::NotNow, |found| AtAddress::Found(found.checked_by(public)))),
            Brought::NotNow => Ok(AtAddress::NotNow),
            Brought::Nowhere => Ok(AtAddress::NotYet),
        }
    }
}

impl Found {
    async fn at(file: &Path, media_type: &str, tag: &str) -> Result<Option<Self>, PageBroken> {
        match tokio::fs::File::open(file).await {
            Ok(file) => Ok(Some(Self {
                file,
                media_type: media_type.to_owned(),
                etag: format!("\"{tag}\""),
                digest: None,
            })),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

impl Found {
    /// With the digest of its bytes, as anybody can compute it (RFC 9530).
    fn checked_by(self, sha256: &str) -> Self {
        let digest = unhex::<32>(sha256).map(|bytes| format!("sha-256=:{}:", BASE64.encode(bytes)));
        Self {
            digest: digest.and_then(|text| HeaderValue::from_str(&text).ok()),
            ..self
        }
    }
}

/// When the file was put there; its bytes never change.
fn changed_at(metadata: &std::fs::Metadata) -> Instant {
    let since = metadata
        .modified()
        .ok()
        .and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
    Instant(since.map_or(0, |since| since.as_millis() as i64))
}

/// What a page shows or plays. Anything else may hold what runs: readers take it with them, and it never opens as a page of
/// the paper.
fn is_shown(media_type: &str) -> bool {
    ["image/", "audio/", "video/"].iter().any(|kind| media_type.starts_with(kind)) || media_type == "text/vtt"
}

/// What of a file of a length is wanted.
struct Range {
    wanted: ranges::Wanted,
    length: u64,
}

/// Answers with a part of a file, or with its headers alone.
async fn part_of(mut answer: Response<Body>, file: Option<tokio::fs::File>, range: Range) -> Result<Response<Body>, PageBroken> {
    let Range { wanted, length } = range;
    let (first, count) = match wanted {
        ranges::Wanted::Whole => (0, length),
        ranges::Wanted::Part(first, last) => {
            *answer.status_mut() = StatusCode::PARTIAL_CONTENT;
            content_range(&mut answer, &format!("bytes {first}-{last}/{length}"))?;
            (first, last - first + 1)
        }
        ranges::Wanted::Unsatisfiable => {
            *answer.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            content_range(&mut answer, &format!("bytes */{length}"))?;
            (0, 0)
        }
    };
    answer.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(count));
    if let Some(mut file) = file.filter(|_| count > 0) {
        file.seek(std::io::SeekFrom::Start(first)).await?;
        *answer.body_mut() = Body::from_stream(ReaderStream::with_capacity(file.take(count), 64 << 10));
    }
    Ok(answer)
}

fn content_range(answer: &mut Response<Body>, text: &str) -> Result<(), PageBroken> {
    answer
        .headers_mut()
        .insert(CONTENT_RANGE, HeaderValue::from_str(text).map_err(http::Error::from)?);
    Ok(())
}
