//! Waiting for what somebody says: whoever waits looks again at each line, and gives up after a bound.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long is waited for anything.
pub const BOUND: Duration = Duration::from_secs(30);
/// What nobody tells is looked for this often.
const AT_LEAST_EVERY: Duration = Duration::from_secs(1);

/// What a program has said so far, line by line.
#[derive(Debug, Default)]
pub struct Lines {
    text: Mutex<String>,
    more: Condvar,
}

impl Lines {
    /// Adds a line and wakes whoever waits.
    pub fn add(&self, line: &str) {
        self.held().extend([line, "\n"]);
        self.more.notify_all();
    }

    pub fn text(&self) -> String {
        self.held().clone()
    }

    /// Waits until something is so: looks now, and again whenever something was said. False after half a minute.
    pub fn wait_until(&self, mut is_so: impl FnMut() -> bool) -> bool {
        let ends = Instant::now() + BOUND;
        loop {
            let seen = self.held().len();
            if is_so() {
                return true;
            }
            if Instant::now() >= ends {
                return false;
            }
            self.wait_for_more_than(seen);
        }
    }

    fn wait_for_more_than(&self, seen: usize) {
        let nothing_new = |text: &mut String| text.len() == seen;
        let waited = self.more.wait_timeout_while(self.held(), AT_LEAST_EVERY, nothing_new);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }

    fn held(&self) -> MutexGuard<'_, String> {
        self.text.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
