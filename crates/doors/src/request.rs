//! The number of a request: it stands in the answer and in every line that the log says of it.

use std::sync::atomic::{AtomicU64, Ordering};

use http::HeaderName;

/// The header that answers it.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The number of a request, as a request carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId(u64);

impl std::fmt::Display for RequestId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Gives out numbers that no other request of any process is likely to have.
#[derive(Debug)]
pub struct RequestIds {
    next: AtomicU64,
}

impl RequestIds {
    /// Begins at a place drawn by chance.
    pub fn from(chance: [u8; 16]) -> Self {
        let [first, ..] = chance.as_chunks::<8>().0 else {
            return Self { next: AtomicU64::new(1) };
        };
        Self {
            next: AtomicU64::new(u64::from_le_bytes(*first)),
        }
    }

    pub fn next(&self) -> RequestId {
        RequestId(self.next.fetch_add(1, Ordering::Relaxed))
    }
}
