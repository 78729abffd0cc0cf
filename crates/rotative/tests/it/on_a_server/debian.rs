//! Debian's programs that these stories run: `cargo xtask test` installs them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use testpaper::skipped;

/// Whether programs are on the search path. Without one a story says that it is skipped; where CI is set it fails.
pub(super) fn has(story: &str, programs: &[&str]) -> bool {
    let Some(missing) = programs.iter().find(|program| on_path(program).is_none()) else {
        return true;
    };
    assert!(
        std::env::var_os("CI").is_none(),
        "{story}: CI has Debian's programs, but {missing} was not found"
    );
    skipped(story, &format!("{missing} is not installed"));
    false
}

fn on_path(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let mut files = std::env::split_paths(&folders).map(|folder| folder.join(program));
    files.find(|file| file.is_file())
}

/// Runs one to its end.
#[track_caller]
pub(super) fn run(program: &str, arguments: &[&str]) -> Output {
    let ran = Command::new(program).args(arguments).output();
    ran.unwrap_or_else(|error| panic!("{program} did not run: {error}"))
}

/// Insists that it went well, and answers what was said.
#[track_caller]
pub(super) fn well(ran: &Output) -> String {
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(ran.status.success(), "{said}{}", String::from_utf8_lossy(&ran.stderr));
    said
}

/// A path as a program takes it.
pub(super) fn text_of(path: &Path) -> &str {
    path.to_str().unwrap()
}
