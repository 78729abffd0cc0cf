//! The test paper: a folder, a data folder, a throw-away database, the real program, a reader who asks.
//!
//! Nothing sleeps for a fixed time: tests wait for a condition, and give up after a bound.

#![expect(
    clippy::missing_panics_doc,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says why"
)]

pub mod clockwork;
pub mod databases;
pub mod paper;
pub mod proxy;
pub mod reader;

pub use clockwork::{CountedIds, StoppedClock};
pub use databases::{Engine, ThrowAway, engines};
pub use paper::{Ran, Served, TestPaper};
pub use reader::{Answer, get, request};

use std::time::{Duration, Instant};

/// Waits until something is so; answers false after half a minute.
pub fn wait_for(mut is_so: impl FnMut() -> bool) -> bool {
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(30) {
        if is_so() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    false
}
