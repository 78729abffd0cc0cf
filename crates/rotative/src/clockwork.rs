//! The real clock and real chance: the only place that asks the machine for either.
//!
//! A build for tests may be told of a file that stands for the clock: its one line is the moment that it is, and every
//! look reads it anew. A release build has no such clock, and refuses to be told of one.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};

use acts::Desk;
use manuscript::paper::Paper;
use manuscript::{Clock, Ids, Instant, Uuid};

use crate::Stopped;

/// The file that stands for the clock of this process, if it was told of one.
static FILE: OnceLock<ClockFile> = OnceLock::new();

/// The machine's clock, or in a build for tests the file that stands for it.
#[derive(Clone, Copy, Debug)]
pub struct WallClock;

impl Clock for WallClock {
    fn now(&self) -> Instant {
        FILE.get().map_or_else(now_of_the_machine, ClockFile::now)
    }
}

#[expect(clippy::disallowed_methods, reason = "this is where now comes from")]
fn now_of_the_machine() -> Instant {
    jiff::Timestamp::now().into()
}

/// A file whose one line is the moment that it is: `2026-11-22T11:30:00.250Z`.
#[derive(Debug)]
struct ClockFile {
    path: PathBuf,
    /// What it said last; it stands for a file that cannot be read any more.
    last: AtomicI64,
}

impl ClockFile {
    fn now(&self) -> Instant {
        if let Some(now) = moment_in(&self.path) {
            self.last.store(now.0, Ordering::Relaxed);
        }
        Instant(self.last.load(Ordering::Relaxed))
    }
}

/// The moment that a clock file says.
fn moment_in(path: &Path) -> Option<Instant> {
    let text = std::fs::read_to_string(path).ok()?;
    let said: jiff::Timestamp = text.trim().parse().ok()?;
    Some(said.into())
}

/// Whether a build can be told of a clock file, or to lack what only the newest release knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Build {
    Tests,
    Release,
}

pub(crate) const BUILD: Build = if cfg!(debug_assertions) { Build::Tests } else { Build::Release };

/// Takes a file for the clock, if this process was told of one, and says so in the log.
pub(crate) fn begin(file: Option<&Path>) -> Result<(), Stopped> {
    let Some(path) = file else { return Ok(()) };
    let clock = clock_file(path, BUILD)?;
    tracing::warn!(event = "THE CLOCK IS A FILE, for tests only; nothing happens in its time", file = %path.display());
    // A second clock in one process would be a test's; it keeps the first.
    let _ = FILE.set(clock);
    Ok(())
}

/// Whether a file stands for the clock: such a process serves nobody but this machine.
pub(crate) fn is_a_file() -> bool {
    FILE.get().is_some()
}

fn clock_file(path: &Path, build: Build) -> Result<ClockFile, Stopped> {
    if build == Build::Release {
        return Err(Stopped::both(
            "ce programme suit l’heure de la machine : seule une version de test prend un fichier pour horloge ; retirez ROTATIVE_CLOCK_FILE_FOR_TESTS",
            "this program keeps the time of the machine: only a build for tests takes a file for its clock; unset ROTATIVE_CLOCK_FILE_FOR_TESTS",
        ));
    }
    let now = moment_in(path).ok_or_else(|| {
        let path = path.display();
        Stopped::both(
            format!("l’horloge « {path} » ne dit aucun moment ; écrivez une ligne, comme `2026-11-22T11:30:00Z`, ou retirez ROTATIVE_CLOCK_FILE_FOR_TESTS"),
            format!("the clock `{path}` says no moment; write one line, as in `2026-11-22T11:30:00Z`, or unset ROTATIVE_CLOCK_FILE_FOR_TESTS"),
        )
    })?;
    Ok(ClockFile {
        path: path.to_owned(),
        last: AtomicI64::new(now.0),
    })
}

thread_local! {
    static DRAWN: RefCell<Drawn> = const { RefCell::new(Drawn(Vec::new())) };
}

/// Salts that were drawn and not given out. The machine is asked for many at once: an article takes some thirty.
struct Drawn(Vec<[u8; 16]>);

impl Drawn {
    const AT_ONCE: usize = 64;

    /// One that nobody had; nothing on a machine without randomness.
    #[expect(clippy::disallowed_methods, reason = "this is where salts come from")]
    fn next(&mut self) -> Option<[u8; 16]> {
        if self.0.is_empty() {
            let mut salts = [[0; 16]; Self::AT_ONCE];
            getrandom::fill(salts.as_flattened_mut()).ok()?;
            self.0.extend(salts);
        }
        self.0.pop()
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

    fn salt(&self) -> [u8; 16] {
        DRAWN
            .with_borrow_mut(Drawn::next)
            // A machine without randomness: a v7 identity holds 74 bits that its own source drew.
            .unwrap_or_else(|| *self.uuid().as_bytes())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(path: &Path, build: Build) -> String {
        clock_file(path, build).unwrap_err().to_string()
    }

    #[test]
    fn a_release_build_takes_no_file_for_its_clock() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "2026-11-22T11:30:00Z\n").unwrap();
        assert!(clock_file(file.path(), Build::Tests).is_ok());
        assert!(refused(file.path(), Build::Release).contains("keeps the time of the machine"));
    }

    #[test]
    fn a_file_that_says_no_moment_is_refused_and_one_that_is_lost_stands_still() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("clock");
        assert!(refused(&file, Build::Tests).contains("says no moment"));
        std::fs::write(&file, "noon\n").unwrap();
        assert!(refused(&file, Build::Tests).contains("says no moment"));
        std::fs::write(&file, "2026-11-22T11:30:00.250Z\n").unwrap();
        let clock = clock_file(&file, Build::Tests).unwrap();
        assert_eq!(clock.now(), Instant(1_795_347_000_250));
        std::fs::write(&file, "2026-11-22T11:30:01Z\n").unwrap();
        assert_eq!(clock.now(), Instant(1_795_347_001_000));
        std::fs::remove_file(&file).unwrap();
        assert_eq!(clock.now(), Instant(1_795_347_001_000));
    }
}
