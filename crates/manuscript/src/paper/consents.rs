//! `[consents]` of `paper.toml`: for how long it can be proven that somebody had agreed.

use serde::{Deserialize, Serialize};

use crate::clock::Instant;

/// How long a consent that ended is kept: identity, text, form and instants, without anything that tells whose it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consents {
    pub keep_years: u32,
}

/// As long as most of what may be claimed before a court in France.
const USUAL: u32 = 5;

/// Longer is a slip of the pen.
const LONGEST: u32 = 30;

impl Default for Consents {
    fn default() -> Self {
        Self { keep_years: USUAL }
    }
}

impl Consents {
    /// Whether it is a number of years that a law might want.
    pub(super) const fn is_possible(self) -> bool {
        self.keep_years <= LONGEST
    }

    /// Until when one that ends at an instant is kept: no year is longer than 366 days.
    pub(super) fn kept_until(self, ended: Instant) -> Instant {
        Instant(ended.0 + i64::from(self.keep_years) * 366 * 24 * 60 * 60 * 1_000)
    }
}
