//! Where an article stands: everything about it that is not read, and so is outside the copy.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::words::Access;

/// Where an article stands in the paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placement {
    pub section: Option<Uuid>,
    pub series: Option<Uuid>,
    pub dossiers: Vec<Uuid>,
    pub topics: Vec<Uuid>,
    pub access: Access,
    /// How many blocks everybody may read.
    pub teaser_ends_after: u32,
    /// A word shared by the translations of one article.
    pub translation_set: Option<String>,
    pub pinned: bool,
}

/// How many blocks of a restricted article everybody may read unless the article says otherwise.
pub const TEASER_ENDS_AFTER: u32 = 2;

impl Default for Placement {
    fn default() -> Self {
        Self {
            section: None,
            series: None,
            dossiers: Vec::new(),
            topics: Vec::new(),
            access: Access::Everyone,
            teaser_ends_after: TEASER_ENDS_AFTER,
            translation_set: None,
            pinned: false,
        }
    }
}
