//! A clock that stands still until it is told otherwise, and identities that count.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use manuscript::planned::Planned;
use manuscript::{Clock, Ids, Instant, Uuid};

/// Half past noon in Paris on 22 November 2026.
pub const NOON: i64 = 1_795_347_000_000;

/// Time that only a test moves.
#[derive(Debug)]
pub struct StoppedClock(AtomicI64);

impl Default for StoppedClock {
    fn default() -> Self {
        Self(AtomicI64::new(NOON))
    }
}

impl StoppedClock {
    /// Lets so many milliseconds pass.
    pub fn pass(&self, milliseconds: i64) {
        self.0.fetch_add(milliseconds, Ordering::SeqCst);
    }

    /// Stands at a moment from now on.
    pub fn set(&self, at: Instant) {
        self.0.store(at.0, Ordering::SeqCst);
    }
}

/// A moment as people in Paris say it: `2026-11-22 12:30`.
pub fn in_paris(text: &str) -> Planned {
    Planned::read(text, "Europe/Paris", None).unwrap_or_else(|refused| panic!("{text}: {refused}"))
}

impl Clock for StoppedClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

/// Identities and salts that differ and are always the same.
#[derive(Debug, Default)]
pub struct CountedIds(AtomicU64);

impl CountedIds {
    /// Counts from here, so that two runs on one database do not meet.
    pub fn from(first: u64) -> Self {
        Self(AtomicU64::new(first))
    }

    fn next(&self) -> u64 {
        self.0.fetch_add(1, Ordering::SeqCst) + 1
    }
}

impl Ids for CountedIds {
    fn uuid(&self) -> Uuid {
        Uuid::from_u128((0x0193_0000_0000_7000_8000 << 48) | u128::from(self.next()))
    }

    fn salt(&self) -> [u8; 16] {
        u128::from(self.next()).to_be_bytes()
    }
}
