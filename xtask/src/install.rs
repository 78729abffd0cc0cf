//! What the tests need and a fresh machine lacks: Debian's PostgreSQL, Caddy, systemd, Chromium, Java, Python and Grammalecte,
//! npm and PyPI packages.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use crate::{Outcome, steps, terminal, workspace};

/// The programs of a PostgreSQL server that the tests call.
const SERVER_PROGRAMS: [&str; 3] = ["initdb", "postgres", "pg_ctl"];

/// A web server: Debian starts it as soon as it is installed, on ports 80 and 443.
const CADDY: &str = "caddy";

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
    /// Follows README's Caddyfile.
    Caddy,
    /// Asks it, by HTTPS.
    Curl,
    /// Reads README's unit; its `systemctl` keeps Caddy from starting.
    Systemd,
    /// Shakes hands with it, and no more.
    Openssl,
    /// Shows whether the program stays inside of that unit.
    Strace,
}

/// What runs on a server and takes README at its word.
pub(crate) const ON_A_SERVER: [Need; 5] = [Need::Systemd, Need::Caddy, Need::Curl, Need::Openssl, Need::Strace];

impl Need {
    fn package(self) -> &'static str {
        match self {
            Self::Postgres => "postgresql",
            Self::Chromium => "chromium",
            Self::Java => "default-jre-headless",
            Self::Venv => "python3-venv",
            Self::Grammalecte => "grammalecte-cli",
            Self::Caddy => CADDY,
            Self::Curl => "curl",
            Self::Systemd => "systemd",
            Self::Openssl => "openssl",
            Self::Strace => "strace",
        }
    }

    fn is_met(self) -> bool {
        match self {
            Self::Postgres => postgres_folder().is_some(),
            Self::Chromium => chromium().is_some(),
            Self::Java => workspace::on_path("java").is_some(),
            Self::Venv => succeeds(Command::new("python3").args(["-c", "import ensurepip, venv"])),
            Self::Grammalecte => workspace::on_path("grammalecte-cli").is_some(),
            Self::Caddy => workspace::on_path(CADDY).is_some(),
            Self::Curl => workspace::on_path("curl").is_some(),
            Self::Systemd => ["systemd-analyze", "systemctl"]
                .iter()
                .all(|program| workspace::on_path(program).is_some()),
            Self::Openssl => workspace::on_path("openssl").is_some(),
            Self::Strace => workspace::on_path("strace").is_some(),
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
    let commands = installing(&missing);
    if !workspace::is_root() {
        let with_sudo: Vec<_> = commands.iter().map(|command| format!("sudo {}", command.join(" "))).collect();
        let names = missing.join(" ");
        return Err(format!("Missing: {names}. Install with: {}", with_sudo.join(" && ")));
    }
    terminal::say(&format!("Installing {} with apt-get…", missing.join(" ")));
    run_all(&commands)?;
    still_missing(needs)
}

/// The commands that install packages, in order. Caddy alone is kept from starting, by a mask that is taken off afterwards:
/// tests have one of their own, and ports 80 and 443 of this machine are not theirs. All of it holds without a systemd that
/// runs, as in a container.
fn installing<'a>(missing: &[&'a str]) -> Vec<Vec<&'a str>> {
    let install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"];
    let (web_server, others): (Vec<_>, Vec<_>) = missing.iter().copied().partition(|package| *package == CADDY);
    let mut commands = vec![vec!["apt-get", "update", "-qq"]];
    if !others.is_empty() {
        commands.push([install.to_vec(), others].concat());
    }
    if !web_server.is_empty() {
        commands.push(vec!["systemctl", "mask", CADDY]);
        commands.push([install.to_vec(), web_server].concat());
        commands.push(vec!["systemctl", "unmask", CADDY]);
        commands.push(vec!["systemctl", "disable", CADDY]);
    }
    commands
}

/// Runs them to the last, so that no mask is left behind, and answers the first failure.
fn run_all(commands: &[Vec<&str>]) -> Outcome {
    let mut outcome = Ok(());
    for words in commands {
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).env("DEBIAN_FRONTEND", "noninteractive");
        outcome = outcome.and(steps::plainly(&mut command).map(drop));
    }
    outcome
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

/// The S3-compatible store that tests keep media in: a program of its own, as pinned.
const OBJECT_STORE: (&str, &str) = ("s3s-fs", "0.14.1");

/// Builds the S3-compatible store of the tests when it is missing, or another version is there.
pub(crate) fn object_store(root: &Path) -> Outcome {
    let (tools, (name, version)) = (root.join("target/tools"), OBJECT_STORE);
    let installed = fs::read_to_string(tools.join(".crates.toml")).unwrap_or_default();
    if installed.contains(&format!("\"{name} {version} ")) && tools.join("bin").join(name).is_file() {
        return Ok(());
    }
    terminal::say(&format!("Building {name} {version} in target/tools…"));
    let (root_of_it, built_in) = (tools.display().to_string(), tools.join("build").display().to_string());
    let pinned = [
        "install",
        name,
        "--version",
        version,
        "--features",
        "binary",
        "--locked",
        "--debug",
        "--quiet",
    ];
    let places = ["--force", "--root", &root_of_it, "--target-dir", &built_in];
    steps::plainly(&mut workspace::cargo(root, &[&pinned[..], &places[..]].concat())).map(drop)
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
    fn a_web_server_is_installed_and_not_started() {
        let commands: Vec<_> = installing(&["postgresql", CADDY, "curl"])
            .iter()
            .map(|words| words.join(" "))
            .collect();
        let install = "apt-get install -y -qq --no-install-recommends";
        let expected = [
            "apt-get update -qq".to_owned(),
            format!("{install} postgresql curl"),
            "systemctl mask caddy".to_owned(),
            format!("{install} caddy"),
            "systemctl unmask caddy".to_owned(),
            "systemctl disable caddy".to_owned(),
        ];
        assert_eq!(commands, expected);
        assert!(!installing(&["curl"]).concat().contains(&"systemctl"));
    }

    #[test]
    fn what_failed_first_is_told_and_the_rest_is_done() {
        let folder = TempFolder::new("rest").unwrap();
        let file = folder.path().join("done");
        let done = file.display().to_string();
        let told = run_all(&[vec!["no-such-program-here"], vec!["touch", &done], vec!["false"]]);
        assert!(told.unwrap_err().starts_with("no-such-program-here") && file.is_file());
    }

    #[test]
    fn nothing_needed_is_nothing_installed() {
        assert_eq!(packages(&[]), Ok(()));
    }
}
