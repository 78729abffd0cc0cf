//! How much of the disk and the processor a long file takes on its way. One that nobody waits for at the disk leaves them to
//! others four fifths of the time: an act that is done meanwhile notices little of it.

use std::io;
use std::thread;
use std::time::{Duration, Instant};

/// After so many bytes the disk is waited for: one that is told to take half a gigabyte at once keeps every act waiting with
/// it.
const STRETCH: u64 = 8 << 20;

/// How many times as long as it worked an unhurried one rests.
const REST: u32 = 4;

/// It rests no longer than this: a disk that stood still for a minute is no reason to stand still for four.
const LONGEST_REST: Duration = Duration::from_secs(1);

/// How a file is written and read on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Pace {
    #[default]
    AtOnce,
    /// With a rest after every stretch.
    Unhurried,
}

/// A stretch of work on a long file.
pub(super) struct Stretch {
    pace: Pace,
    bytes: u64,
    /// What it took of the disk and the processor: whoever waits for bytes leaves both to others.
    took: Duration,
}

impl Stretch {
    pub(super) const fn at(pace: Pace) -> Self {
        Self {
            pace,
            bytes: 0,
            took: Duration::ZERO,
        }
    }

    pub(super) fn work(&mut self, bytes: usize, work: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        let begun = Instant::now();
        work()?;
        self.took += begun.elapsed();
        self.bytes += bytes as u64;
        Ok(())
    }

    pub(super) const fn is_at_its_end(&self) -> bool {
        self.bytes >= STRETCH
    }

    /// Begins another one, after a rest.
    pub(super) fn rest(&mut self) {
        thread::sleep(self.rests());
        *self = Self::at(self.pace);
    }

    fn rests(&self) -> Duration {
        match self.pace {
            Pace::AtOnce => Duration::ZERO,
            Pace::Unhurried => self.took.saturating_mul(REST).min(LONGEST_REST),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unhurried_one_rests_longer_than_it_worked_and_others_do_not() {
        for (pace, took, rests) in [
            (Pace::AtOnce, 100, 0),
            (Pace::Unhurried, 100, 400),
            (Pace::Unhurried, 60_000, 1_000),
        ] {
            let mut stretch = Stretch::at(pace);
            stretch.work(STRETCH as usize - 1, || Ok(())).unwrap();
            assert!(!stretch.is_at_its_end());
            stretch.work(1, || Ok(())).unwrap();
            assert!(stretch.is_at_its_end());
            stretch.took = Duration::from_millis(took);
            assert_eq!(stretch.rests(), Duration::from_millis(rests));
        }
        let mut stretch = Stretch::at(Pace::Unhurried);
        stretch.work(STRETCH as usize, || Ok(())).unwrap();
        stretch.rest();
        assert_eq!((stretch.bytes, stretch.took), (0, Duration::ZERO));
    }
}
