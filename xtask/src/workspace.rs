//! Where things are: the repository, the target folder, the tools on this machine.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Outcome;

/// The root of the repository: the folder above this crate.
/// Asked at run time, so that no path of the machine that compiled it stays in the binary.
pub(crate) fn root() -> Outcome<PathBuf> {
    let crate_folder = env::var_os("CARGO_MANIFEST_DIR")
        .map(PathBuf::from)
        .ok_or("Start this through cargo: `cargo xtask`.")?;
    let root = crate_folder.parent().ok_or("The xtask folder has no folder above it.")?;
    Ok(root.to_path_buf())
}

/// Where cargo puts what it makes.
pub(crate) fn target(root: &Path) -> PathBuf {
    root.join(env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from))
}

/// The `rotative` binary of the dev profile, built or not.
pub(crate) fn rotative(root: &Path) -> PathBuf {
    target(root).join("debug/rotative")
}

/// A cargo command at the root, free of what the outer `cargo run` put into the environment:
/// some build scripts watch those variables and would be run again each time.
pub(crate) fn cargo(root: &Path, arguments: &[&str]) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root);
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(is_of_the_outer_cargo) {
            command.env_remove(name);
        }
    }
    command
}

fn is_of_the_outer_cargo(name: &str) -> bool {
    name.starts_with("CARGO_PKG_")
        || name.starts_with("CARGO_MANIFEST_")
        || ["CARGO_BIN_NAME", "CARGO_CRATE_NAME", "CARGO_PRIMARY_PACKAGE"].contains(&name)
}

/// Whether a cargo subcommand such as `nextest` is installed.
pub(crate) fn has_cargo_command(root: &Path, name: &str) -> bool {
    cargo(root, &[name, "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The first file of that name on the search path.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// Whether this runs as the superuser, who may install packages and must not run a database.
pub(crate) fn is_root() -> bool {
    let answer = Command::new("id").arg("-u").output();
    answer.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
