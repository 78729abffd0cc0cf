//! The clock of the real program as a file: the story writes what time it is, and every process of the paper reads it.

use std::path::{Path, PathBuf};

use manuscript::Instant;

/// The variable by which a build for tests is told of the file.
const VARIABLE: &str = "ROTATIVE_CLOCK_FILE_FOR_TESTS";

/// The clock of one paper.
#[derive(Debug)]
pub struct ClockFile {
    file: PathBuf,
}

impl ClockFile {
    /// A clock that stands at a moment.
    pub fn standing_at(file: &Path, at: Instant) -> Self {
        let clock = Self { file: file.to_owned() };
        clock.set(at);
        clock
    }

    /// Stands at a moment from now on. Nobody reads half of it.
    pub fn set(&self, at: Instant) {
        let next = self.file.with_extension("next");
        let written = std::fs::write(&next, format!("{}\n", at.timestamp()));
        written
            .and_then(|()| std::fs::rename(&next, &self.file))
            .unwrap_or_else(|error| panic!("the clock was not set: {error}"));
    }

    /// What a process is told, so that it reads this clock.
    pub(crate) fn told(&self) -> (&'static str, &Path) {
        (VARIABLE, &self.file)
    }
}
