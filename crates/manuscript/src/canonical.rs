//! Canonical bytes: JSON as RFC 8785 writes it, so that the same copy always has the same digest.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Bytes that are not what the paper writes.
#[derive(Debug, thiserror::Error)]
#[error("not canonical JSON of this paper: {0}")]
pub struct NotCanonical(#[from] serde_json::Error);

/// The canonical text of a value (RFC 8785). Our values hold no fractions, so no number is ever rounded.
pub fn text_of<T: Serialize>(value: &T) -> Result<String, NotCanonical> {
    Ok(serde_json_canonicalizer::to_string(value)?)
}

/// Reads a value from its canonical text.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, NotCanonical> {
    Ok(serde_json::from_str(text)?)
}

/// Reads a value that points into its canonical text.
pub fn read_borrowed<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, NotCanonical> {
    Ok(serde_json::from_str(text)?)
}
