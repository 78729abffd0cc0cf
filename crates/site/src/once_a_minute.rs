//! What goes on being wrong is said in the log once a minute for each thing, and not with every page.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const EVERY: Duration = Duration::from_mins(1);
/// Of how many things is told within that time.
const MOST: usize = 1_000;

/// When each thing was told last.
#[derive(Default)]
pub(crate) struct OnceAMinute {
    told: Mutex<HashMap<String, Instant>>,
}

impl OnceAMinute {
    /// Whether a thing is to be told now; from then on it counts as told.
    pub(crate) fn is_due(&self, thing: &str) -> bool {
        self.is_due_at(thing, Instant::now())
    }

    fn is_due_at(&self, thing: &str, now: Instant) -> bool {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.get(thing).is_some_and(|at| now - *at < EVERY) {
            return false;
        }
        if told.len() >= MOST {
            told.retain(|_, at| now - *at < EVERY);
        }
        let is_room = told.len() < MOST;
        if is_room {
            told.insert(thing.to_owned(), now);
        }
        is_room
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{EVERY, MOST, OnceAMinute};

    #[test]
    fn each_thing_is_told_once_a_minute_and_never_too_many() {
        let (told, now) = (OnceAMinute::default(), Instant::now());
        assert!(told.is_due_at("/a", now) && told.is_due_at("/b", now));
        assert!(!told.is_due_at("/a", now + Duration::from_millis(59_999)));
        assert!(told.is_due_at("/a", now + EVERY));
        let all = (0..2 * MOST)
            .filter(|number| told.is_due_at(&number.to_string(), now + 3 * EVERY))
            .count();
        assert_eq!(all, MOST);
    }
}
