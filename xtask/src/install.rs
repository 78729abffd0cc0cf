//! What the tests need and a fresh machine lacks: Debian's PostgreSQL, Chromium, Java, Python and Grammalecte, npm and PyPI packages.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use crate::{Outcome, steps, terminal, workspace};

/// The programs of a PostgreSQL server that the tests call.
const SERVER_PROGRAMS: [&str; 3] = ["initdb", "postgres", "pg_ctl"];

/// Something outside the workspace that a part of the tests needs.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub(crate) enum Need {
    Postgres,
    Chromium,
    /// For the validator of HTML.
    Java,
    /// For virtual environments; Debian ships Python without.
    Venv,
    /// The copy desk is measured beside it.
    Grammalecte,
}

impl Need {
    fn package(self) -> &'static str {
        match self {
            Self::Postgres => "postgresql",
            Self::Chromium => "chromium",
            Self::Java => "default-jre-headless",
            Self::Venv => "python3-venv",
            Self::Grammalecte => "grammalecte-cli",
        }
    }

    fn is_met(self) -> bool {
        match self {
            Self::Postgres => postgres_folder().is_some(),
            Self::Chromium => chromium().is_some(),
            Self::Java => workspace::on_path("java").is_some(),
            Self::Venv => succeeds(Command::new("python3").args(["-c", "import ensurepip, venv"])),
            Self::Grammalecte => workspace::on_path("grammalecte-cli").is_some(),
        }
    }
}

fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Installs the Debian packages that are missing; without the right to, says the command and fails.
pub(crate) fn packages(needs: &[Need]) -> Outcome {
    let missing: Vec<_> = needs.iter().filter(|need| !need.is_met()).map(|need| need.package()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    if !workspace::is_root() {
        return Err(format!(
            "Missing: {names}. Install with: sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"
        ));
    }
    terminal::say(&format!("Installing {names} with apt-get…"));
    steps::plainly(&mut apt(&["update", "-qq"]))?;
    steps::plainly(apt(&["install", "-y", "-qq", "--no-install-recommends"]).args(&missing))?;
    still_missing(needs)
}

fn apt(arguments: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn still_missing(needs: &[Need]) -> Outcome {
    match needs.iter().find(|need| !need.is_met()) {
        Some(need) => Err(format!("{} was installed, but its programs were not found.", need.package())),
        None => Ok(()),
    }
}

/// The folder of the server's programs: on the search path, or where Debian keeps its newest.
pub(crate) fn postgres_folder() -> Option<PathBuf> {
    let on_path = workspace::on_path(SERVER_PROGRAMS[0]).and_then(|file| file.parent().map(Path::to_path_buf));
    on_path
        .into_iter()
        .chain(debian_servers())
        .find(|folder| SERVER_PROGRAMS.iter().all(|program| folder.join(program).is_file()))
}

fn debian_servers() -> Vec<PathBuf> {
    let releases = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut numbered: Vec<(u32, PathBuf)> = releases
        .filter_map(|release| Some((release.file_name().to_str()?.parse().ok()?, release.path().join("bin"))))
        .collect();
    numbered.sort_by_key(|(release, _)| std::cmp::Reverse(*release));
    numbered.into_iter().map(|(_, folder)| folder).collect()
}

/// The browser: the one named by `CHROMIUM`, else Debian's, else any on the search path.
pub(crate) fn chromium() -> Option<PathBuf> {
    let named = env::var_os("CHROMIUM").map(PathBuf::from);
    let debian = PathBuf::from("/usr/bin/chromium");
    let places = named.into_iter().chain([debian]).chain(workspace::on_path("chromium"));
    places.into_iter().find(|file| file.is_file())
}

/// Installs the npm packages of `web/` when they are missing or older than the lock file.
pub(crate) fn npm_packages(root: &Path) -> Outcome {
    let web = root.join("web");
    if npm_is_fresh(&web) {
        return Ok(());
    }
    if workspace::on_path("npm").is_none() {
        return Err("Missing: node and npm, version 20 or newer.".into());
    }
    terminal::say("Installing npm packages in web…");
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    steps::plainly(Command::new("npm").args(arguments).current_dir(web)).map(drop)
}

/// npm writes `.package-lock.json` last, so an interrupted install is never taken for a whole one.
fn npm_is_fresh(web: &Path) -> bool {
    let instant = |file: &str| fs::metadata(web.join(file)).and_then(|data| data.modified()).ok();
    match (instant("node_modules/.package-lock.json"), instant("package-lock.json")) {
        (Some(installed), Some(locked)) => installed >= locked,
        _ => false,
    }
}

/// Makes the virtual environment of the browser tests when it is missing, or holds other packages than are asked for.
pub(crate) fn python_packages(root: &Path) -> Outcome {
    let (asked, venv) = (root.join("web/tests/requirements.txt"), root.join("web/.venv"));
    if venv_is_fresh(&venv, &asked) {
        return Ok(());
    }
    terminal::say("Installing Python packages in web/.venv…");
    steps::plainly(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&venv))?;
    let install = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", "-r"];
    steps::plainly(Command::new(venv.join("bin/python")).args(install).arg(&asked))?;
    fs::copy(&asked, installed(&venv)).map_err(|fault| format!("{} could not be written: {fault}.", venv.display()))?;
    Ok(())
}

/// What was asked for is copied last, so an interrupted install is never taken for a whole one.
fn venv_is_fresh(venv: &Path, asked: &Path) -> bool {
    match (fs::read(installed(venv)), fs::read(asked)) {
        (Ok(installed), Ok(asked)) => installed == asked,
        _ => false,
    }
}

fn installed(venv: &Path) -> PathBuf {
    venv.join("requirements.txt")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temporary::TempFolder;

    #[test]
    fn packages_older_than_the_lock_file_are_installed_again() {
        let web = TempFolder::new("web").unwrap();
        assert!(!npm_is_fresh(web.path()));
        fs::write(web.path().join("package-lock.json"), "{}").unwrap();
        assert!(!npm_is_fresh(web.path()));
        fs::create_dir(web.path().join("node_modules")).unwrap();
        fs::write(web.path().join("node_modules/.package-lock.json"), "{}").unwrap();
        assert!(npm_is_fresh(web.path()));
    }

    #[test]
    fn an_environment_with_other_packages_is_made_again() {
        let folder = TempFolder::new("venv").unwrap();
        let (venv, asked) = (folder.path().join(".venv"), folder.path().join("asked.txt"));
        fs::write(&asked, "lxml==6.1.3").unwrap();
        assert!(!venv_is_fresh(&venv, &asked));
        fs::create_dir(&venv).unwrap();
        fs::copy(&asked, installed(&venv)).unwrap();
        assert!(venv_is_fresh(&venv, &asked));
        fs::write(&asked, "lxml==6.1.4").unwrap();
        assert!(!venv_is_fresh(&venv, &asked));
    }

    #[test]
    fn nothing_needed_is_nothing_installed() {
        assert_eq!(packages(&[]), Ok(()));
    }
}
