//! The real clock and real chance: the only place that asks the machine for either.

use std::sync::Arc;

use acts::Desk;
use manuscript::paper::Paper;
use manuscript::{Clock, Ids, Instant, Uuid};

/// The machine's clock.
#[derive(Clone, Copy, Debug)]
pub struct WallClock;

impl Clock for WallClock {
    #[expect(clippy::disallowed_methods, reason = "this is where now comes from")]
    fn now(&self) -> Instant {
        jiff::Timestamp::now().into()
    }
}

/// The machine's randomness.
#[derive(Clone, Copy, Debug)]
pub struct Chance;

impl Ids for Chance {
    #[expect(clippy::disallowed_methods, reason = "this is where identities come from")]
    fn uuid(&self) -> Uuid {
        Uuid::now_v7()
    }

    #[expect(clippy::disallowed_methods, reason = "this is where salts come from")]
    fn salt(&self) -> [u8; 16] {
        let mut salt = [0; 16];
        if getrandom::fill(&mut salt).is_err() {
            // A machine without randomness: a v7 identity holds 74 bits that its own source drew.
            salt = *Uuid::now_v7().as_bytes();
        }
        salt
    }
}

/// The desk of a paper on this machine.
pub fn desk(paper: Paper) -> Desk {
    Desk {
        clock: Arc::new(WallClock),
        ids: Arc::new(Chance),
        paper: Arc::new(paper),
    }
}
