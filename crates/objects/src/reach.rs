//! How the store is reached: each request signed, sent and its answer read.

use std::fmt;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use http::header::CONTENT_LENGTH;
use http::{HeaderName, HeaderValue, Method, StatusCode};
use manuscript::commitment::{Hash, hex, unhex};
use outgoing::house::{Answered, Asked, House, Sending};
use rusty_s3::actions::ListObjectsV2;
use rusty_s3::{Bucket, Credentials, S3Action};
use url::Url;

use crate::settings::{Settings, SettingsRefused};
use crate::unhelpful::{Unhelpful, code_in};

/// A signature holds for so long.
const SIGNED_FOR: Duration = Duration::from_hours(1);
/// Bytes of an answer that is read whole: a page of a list holds a thousand names.
const LONGEST_ANSWER: usize = 8 << 20;

/// By which the store checks what it was sent.
const CHECKSUM: &str = "x-amz-checksum-sha256";

/// All that is needed to ask.
pub(crate) struct Reach {
    house: House,
    bucket: Bucket,
    credentials: Credentials,
    before_names: String,
}

/// Some of what stands there.
pub(crate) struct Page {
    pub(crate) objects: Vec<(Hash, u64)>,
    /// Where the next one begins.
    pub(crate) next: Option<String>,
}

impl fmt::Debug for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reach").field("bucket", &self.bucket.name()).finish_non_exhaustive()
    }
}

impl Reach {
    pub(crate) fn of(settings: &Settings) -> Result<Self, SettingsRefused> {
        Ok(Self {
            bucket: settings.bucket()?,
            before_names: settings.before_names()?,
            house: House::at(&settings.endpoint, settings.times)?,
            credentials: settings.credentials(),
        })
    }

    /// Puts a whole object there; the store has none of it before it has all.
    pub(crate) async fn put(&self, hash: &Hash, sending: Sending) -> Result<(), Unhelpful> {
        let (name, checksum) = (self.name_of(hash), BASE64.encode(hash));
        let mut action = self.bucket.put_object(Some(&self.credentials), &name);
        action.headers_mut().insert(CHECKSUM, checksum.clone());
        let signed = action.sign(SIGNED_FOR);
        let value = HeaderValue::try_from(checksum).map_err(|error| Unhelpful::Unreadable(error.to_string()))?;
        let asked = Asked {
            method: Method::PUT,
            target: target_of(&signed),
            headers: vec![(HeaderName::from_static(CHECKSUM), value)],
            sending,
        };
        let mut answered = self.house.ask(asked).await?;
        match answered.status {
            status if status.is_success() => read_to_its_end(answered).await,
            _ => Err(said(&mut answered).await),
        }
    }

    /// An object as it comes, if there is one.
    pub(crate) async fn get(&self, hash: &Hash) -> Result<Option<Answered>, Unhelpful> {
        let name = self.name_of(hash);
        let signed = self.bucket.get_object(Some(&self.credentials), &name).sign(SIGNED_FOR);
        let mut answered = self.plainly(Method::GET, &signed).await?;
        match answered.status {
            StatusCode::OK => Ok(Some(answered)),
            StatusCode::NOT_FOUND => match said(&mut answered).await {
                Unhelpful::Said(_, code) if code != "NoSuchBucket" => Ok(None),
                unhelpful => Err(unhelpful),
            },
            _ => Err(said(&mut answered).await),
        }
    }

    /// How long an object is, if there is one.
    pub(crate) async fn length(&self, hash: &Hash) -> Result<Option<u64>, Unhelpful> {
        let name = self.name_of(hash);
        let signed = self.bucket.head_object(Some(&self.credentials), &name).sign(SIGNED_FOR);
        let mut answered = self.plainly(Method::HEAD, &signed).await?;
        match answered.status {
            StatusCode::OK => {
                let length = answered
                    .headers
                    .get(CONTENT_LENGTH)
                    .and_then(|length| length.to_str().ok()?.parse().ok());
                read_to_its_end(answered).await?;
                Ok(Some(length.ok_or_else(|| Unhelpful::Unreadable("no Content-Length".into()))?))
            }
            StatusCode::NOT_FOUND => read_to_its_end(answered).await.map(|()| None),
            _ => Err(said(&mut answered).await),
        }
    }

    /// Throws an object away.
    pub(crate) async fn forget(&self, hash: &Hash) -> Result<(), Unhelpful> {
        let name = self.name_of(hash);
        let signed = self.bucket.delete_object(Some(&self.credentials), &name).sign(SIGNED_FOR);
        let mut answered = self.plainly(Method::DELETE, &signed).await?;
        match answered.status {
            status if status.is_success() => read_to_its_end(answered).await,
            _ => match said(&mut answered).await {
                Unhelpful::Said(StatusCode::NOT_FOUND, code) if code != "NoSuchBucket" => Ok(()),
                unhelpful => Err(unhelpful),
            },
        }
    }

    /// Some of what stands there, from where the one before ended.
    pub(crate) async fn page(&self, from: Option<String>) -> Result<Page, Unhelpful> {
        let mut action = self.bucket.list_objects_v2(Some(&self.credentials));
        action.with_prefix(self.before_names.clone());
        if let Some(from) = from {
            action.with_continuation_token(from);
        }
        let signed = action.sign(SIGNED_FOR);
        let mut answered = self.plainly(Method::GET, &signed).await?;
        if !answered.status.is_success() {
            return Err(said(&mut answered).await);
        }
        let body = answered.whole(LONGEST_ANSWER).await?;
        let listed = ListObjectsV2::parse_response(&String::from_utf8_lossy(&body));
        let listed = listed.map_err(|error| Unhelpful::Unreadable(error.to_string()))?;
        // Whatever else lies there is nobody’s.
        let objects = listed.contents.iter().filter_map(|object| {
            let name = object.key.strip_prefix(&self.before_names)?;
            Some((unhex::<32>(name)?, object.size.unwrap_or(0)))
        });
        Ok(Page {
            objects: objects.collect(),
            next: listed.next_continuation_token,
        })
    }

    fn name_of(&self, hash: &Hash) -> String {
        format!("{}{}", self.before_names, hex(hash))
    }

    async fn plainly(&self, method: Method, signed: &Url) -> Result<Answered, Unhelpful> {
        let asked = Asked {
            method,
            target: target_of(signed),
            headers: Vec::new(),
            sending: Sending::nothing(),
        };
        Ok(self.house.ask(asked).await?)
    }
}

/// Path and question; in the question stands the signature.
fn target_of(signed: &Url) -> String {
    match signed.query() {
        Some(query) => format!("{}?{query}", signed.path()),
        None => signed.path().to_owned(),
    }
}

/// A connection of which the answer was read may be used again.
async fn read_to_its_end(mut answered: Answered) -> Result<(), Unhelpful> {
    answered.whole(LONGEST_ANSWER).await?;
    Ok(())
}

async fn said(answered: &mut Answered) -> Unhelpful {
    match answered.whole(LONGEST_ANSWER).await {
        Ok(body) => Unhelpful::Said(answered.status, code_in(&body)),
        Err(why) => why.into(),
    }
}
