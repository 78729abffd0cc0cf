//! How far a node is behind, as it was measured.

use store::asleep::Asleep;
use store::jobs::Counts;
use store::outside;

/// A record of which the oldest entry has waited for so many milliseconds is not moving.
pub(crate) const LAGS: i64 = 10_000;

/// Renditions of which none was made for so many milliseconds are not moving: a large picture takes seconds.
pub(crate) const STAND: i64 = 120_000;

/// How far this node is behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measures {
    /// Entries of the record that the shelf does not know.
    pub entries: i64,
    /// How long the oldest of them has waited, in milliseconds.
    pub waited: i64,
    pub jobs: Counts,
    /// That this copy of the paper sleeps: what fell due is not done, and is not late.
    pub asleep: Option<Asleep>,
    /// Jobs whose effect is outside of the database.
    pub outside: outside::Counts,
    /// Jobs of kinds that this program does not know, which it leaves to a newer one.
    pub unknown_jobs: i64,
    /// Changes of files that the renditions do not know.
    pub renditions: i64,
    /// For how many milliseconds they have not become fewer, while there were any.
    pub renditions_stand: i64,
}

impl Measures {
    /// Whether all that should go on does.
    pub const fn is_moving(&self) -> bool {
        self.waited < LAGS && self.jobs.late == 0 && self.renditions_stand < STAND
    }
}
