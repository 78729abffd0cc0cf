//! What an article hands on, for machines.

use serde::{Deserialize, Serialize};

/// A document that an article hands on, for machines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    pub title: String,
    pub publisher: Option<String>,
    pub pages: Option<u32>,
    pub address: String,
    pub media_type: String,
    pub bytes: Option<i64>,
}
