//! Reading copies of every schema: stored bytes are never rewritten, older ones are carried up when they are read.

use serde::Deserialize;

use crate::body::SCHEMA;
use crate::copy::Copy;

/// A stored copy that this program cannot read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("not a copy of this paper: {0}")]
    Malformed(#[from] serde_json::Error),
    #[error("the copy says no schema")]
    NoSchema,
    #[error("the copy has schema {0}, this program knows up to {SCHEMA}; install the newer release")]
    TooNew(u64),
}

/// What every schema has.
#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    schema: Option<u64>,
}

/// Whether a stored copy has the schema that this program writes.
pub fn is_current(text: &str) -> bool {
    serde_json::from_str::<Written>(text).is_ok_and(|written| written.schema == Some(u64::from(SCHEMA)))
}

/// Reads a copy from its canonical text, whatever schema it was written with.
pub fn read(text: &str) -> Result<Copy, Unreadable> {
    let schema = serde_json::from_str::<Written>(text)?.schema.ok_or(Unreadable::NoSchema)?;
    if schema > u64::from(SCHEMA) {
        return Err(Unreadable::TooNew(schema));
    }
    // What schema 1 can say schema 2 says with the same words: code, struck words and their kin are new.
    let copy: Copy = serde_json::from_str(text)?;
    Ok(Copy { schema: SCHEMA, ..copy })
}
