//! Canonical bytes: JSON as RFC 8785 writes it, so that the same copy always has the same digest.

use std::collections::BTreeMap;

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

/// The canonical text of an object, put together from members that are canonical already. Names are plain ASCII, which
/// canonical JSON orders as the map does.
pub fn object_of(members: &BTreeMap<&'static str, String>) -> String {
    let mut object = String::with_capacity(members.iter().map(|(name, text)| name.len() + text.len() + 4).sum::<usize>() + 2);
    for (name, text) in members {
        object.push_str(if object.is_empty() { "{\"" } else { ",\"" });
        object.push_str(name);
        object.push_str("\":");
        object.push_str(text);
    }
    object.push('}');
    object
}

/// Reads a value from its canonical text.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, NotCanonical> {
    Ok(serde_json::from_str(text)?)
}

/// Reads a value that points into its canonical text.
pub fn read_borrowed<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, NotCanonical> {
    Ok(serde_json::from_str(text)?)
}
