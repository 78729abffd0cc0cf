//! `[links]` of `paper.toml`: how often it is asked whether outside links still lead somewhere.

use serde::{Deserialize, Serialize};

/// How often outside links are looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Links {
    pub every_days: u32,
}

impl Links {
    /// Whether it is a number of days, up to a year.
    pub(super) fn is_possible(&self) -> bool {
        (1..=366).contains(&self.every_days)
    }
}
