//! Media: a file answers at its address only while something live uses it. One range at a time.

use axum::body::Body;
use http::header::{ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG};
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;
use typeset::impression::media_address;

use crate::page::OF_THE_HOUSE;
use crate::ranges::{Wanted, wanted};
use crate::{PageBroken, Site, negotiation};

impl Site {
    /// The file at a media address, or nothing.
    pub(crate) async fn media(&self, path: &str, method: &Method, headers: &HeaderMap) -> Result<Option<Response<Body>>, PageBroken> {
        let Some(hash) = path
            .strip_prefix("/media/")
            .and_then(|name| name.split('.').next())
            .filter(|hash| is_hash(hash))
        else {
            return Ok(None);
        };
        let Some(found) = self
            .shelf
            .now()
            .media(hash)
            .await?
            .filter(|found| media_address(hash, &found.media_type) == path)
        else {
            return Ok(None);
        };
        let file = match tokio::fs::File::open(self.settings.media.join(&hash[..2]).join(&hash[2..])).await {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let length = file.metadata().await?.len();
        let etag = format!("\"{}\"", &hash[..32]);
        let mut answer = Response::builder().body(Body::empty())?;
        let own = answer.headers_mut();
        own.extend(OF_THE_HOUSE);
        own.insert(
            CONTENT_TYPE,
            HeaderValue::from_str(&found.media_type).unwrap_or(HeaderValue::from_static("application/octet-stream")),
        );
        own.insert(ETAG, HeaderValue::from_str(&etag).map_err(http::Error::from)?);
        own.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        own.insert(CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
        if negotiation::has_it(headers, &etag) {
            *answer.status_mut() = StatusCode::NOT_MODIFIED;
            return Ok(Some(answer));
        }
        // A range is for GET alone (RFC 9110, section 14.2).
        let wanted = if method == Method::GET {
            wanted(headers, length, &etag)
        } else {
            Wanted::Whole
        };
        part_of(file, length, wanted, (answer, method)).await.map(Some)
    }
}

async fn part_of(
    mut file: tokio::fs::File,
    length: u64,
    wanted: Wanted,
    (mut answer, method): (Response<Body>, &Method),
) -> Result<Response<Body>, PageBroken> {
    let (first, count) = match wanted {
        Wanted::Whole => (0, length),
        Wanted::Part(first, last) => {
            *answer.status_mut() = StatusCode::PARTIAL_CONTENT;
            content_range(&mut answer, &format!("bytes {first}-{last}/{length}"))?;
            (first, last - first + 1)
        }
        Wanted::Unsatisfiable => {
            *answer.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            content_range(&mut answer, &format!("bytes */{length}"))?;
            (0, 0)
        }
    };
    answer.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(count));
    if method != Method::HEAD && count > 0 {
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

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
