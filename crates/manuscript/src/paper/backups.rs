//! `[backups]` of `paper.toml`: when the paper is saved by itself, and for how long.

use serde::{Deserialize, Serialize};

/// When backups are made, in the paper's zone, and which are kept: of each of the last so many days, weeks and months the
/// newest. Where they lie is the machine's affair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backups {
    /// Hours and minutes: `03:15`.
    pub at: String,
    #[serde(default = "a_week")]
    pub keep_days: u32,
    #[serde(default = "a_month")]
    pub keep_weeks: u32,
    #[serde(default = "a_year")]
    pub keep_months: u32,
}

impl Backups {
    /// The time of day, once checked.
    pub fn time(&self) -> Option<jiff::civil::Time> {
        let (hour, minute) = self.at.split_once(':')?;
        let of_two = |text: &str| (text.len() == 2).then(|| text.parse::<i8>().ok()).flatten();
        jiff::civil::Time::new(of_two(hour)?, of_two(minute)?, 0, 0).ok()
    }

    /// Whether every backup would be removed at once.
    pub(super) const fn keeps_none(&self) -> bool {
        self.keep_days == 0
    }
}

const fn a_week() -> u32 {
    7
}

const fn a_month() -> u32 {
    4
}

const fn a_year() -> u32 {
    12
}
