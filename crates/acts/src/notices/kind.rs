//! What a kind of notice is.

use manuscript::refusal::Said;
use manuscript::role::Capability;
use serde_json::Value;

/// A kind of notice.
#[derive(Debug)]
pub struct Kind {
    /// Its word, for machines; it never changes.
    pub word: &'static str,
    /// Who may do this is told.
    pub capability: Capability,
    /// What is said of a subject, with what is known of it.
    pub says: fn(&str, &Value) -> Said,
}
