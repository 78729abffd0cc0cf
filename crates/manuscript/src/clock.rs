//! Time and chance as traits: the real ones live in `rotative`, the tests bring their own.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A moment, in milliseconds since 1970 (UTC).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(pub i64);

impl Instant {
    /// The instant in a zone, for words and addresses; out of range (year 9999 and beyond) it stands at the range's end.
    pub fn in_zone(self, zone: &jiff::tz::TimeZone) -> jiff::Zoned {
        self.timestamp().to_zoned(zone.clone())
    }

    /// RFC 3339 in UTC, to the second.
    pub fn rfc3339(self) -> String {
        self.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    /// The same moment as jiff counts it.
    pub fn timestamp(self) -> jiff::Timestamp {
        let bounded = self
            .0
            .clamp(jiff::Timestamp::MIN.as_millisecond(), jiff::Timestamp::MAX.as_millisecond());
        jiff::Timestamp::from_millisecond(bounded).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }
}

impl From<jiff::Timestamp> for Instant {
    fn from(timestamp: jiff::Timestamp) -> Self {
        Self(timestamp.as_millisecond())
    }
}

/// Says what time it is. "Now" comes from here and nowhere else.
pub trait Clock: Send + Sync {
    fn now(&self) -> Instant;
}

/// Draws identities and salts.
pub trait Ids: Send + Sync {
    /// A UUIDv7 (RFC 9562): new things sort after old ones.
    fn uuid(&self) -> Uuid;
    /// Sixteen unpredictable bytes that keep a withheld leaf from being guessed.
    fn salt(&self) -> [u8; 16];
}
