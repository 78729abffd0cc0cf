//! One entry of the record, and the hash that chains it to the entry before.
//!
//! ```text
//! hash = SHA-256("rotative record 1" 00 previous[32] canonical-JSON-of-the-entry)
//! ```

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::canonical::{self, NotCanonical};
use crate::clock::Instant;
use crate::commitment::Hash;

/// What the record says of one act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub number: i64,
    pub at: Instant,
    pub by: String,
    pub act: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thing: Option<Uuid>,
    /// What it touched, as tags write themselves.
    pub tags: Vec<String>,
    /// What the act alone knows: the version's number and link, the address.
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    pub detail: serde_json::Value,
}

impl Entry {
    /// The hash that chains this entry to the one before.
    pub fn hash_after(&self, previous: &Hash) -> Result<Hash, NotCanonical> {
        let bytes = canonical::text_of(self)?;
        Ok(Sha256::new()
            .chain_update(b"rotative record 1\0")
            .chain_update(previous)
            .chain_update(bytes)
            .finalize()
            .into())
    }
}
