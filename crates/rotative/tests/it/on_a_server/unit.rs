//! The unit of README, as systemd reads it.

use std::path::PathBuf;

use super::debian::{has, run, text_of, well};
use super::{block, readme};
use crate::PROGRAM;

/// Ten times what `systemd-analyze security` may say at most. What is left: it listens (0.5), by the Internet's families
/// (0.3) and on sockets of this machine (0.1), to this machine (0.1), reads the clock's device (0.1), and has no root folder
/// of its own (0.1).
const EXPOSURE: &str = "9";
/// What `serve` takes to end at most, in seconds (`FAREWELL` in `serve.rs`).
const FAREWELL: u64 = 15;

/// The values that the unit gives a key, in order.
pub(super) fn values(key: &str) -> Vec<String> {
    let unit = block("ini");
    let lines = unit.lines().filter_map(|line| line.strip_prefix(key)?.strip_prefix('='));
    lines.map(str::to_owned).collect()
}

#[track_caller]
fn value(key: &str) -> String {
    let mut found = values(key);
    assert_eq!(found.len(), 1, "{key}: {found:?}");
    found.remove(0)
}

/// The unit in a file, with the program under test in place of the installed one.
fn unit_in(folder: &tempfile::TempDir) -> PathBuf {
    let unit = block("ini");
    assert_eq!(unit.matches("/usr/local/bin/rotative").count(), 1);
    let file = folder.path().join("rotative.service");
    std::fs::write(&file, unit.replace("/usr/local/bin/rotative", PROGRAM)).unwrap();
    file
}

#[test]
fn systemd_has_no_remark_on_the_unit() {
    if !has("systemd_has_no_remark_on_the_unit", &["systemd-analyze"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = unit_in(&folder);
    let verified = run("systemd-analyze", &["verify", "--man=no", text_of(&file)]);
    well(&verified);
    // Units of this machine may have remarks of their own.
    let remarks = String::from_utf8_lossy(&verified.stderr).into_owned();
    assert!(!remarks.contains("rotative"), "{remarks}");
}

#[test]
fn the_unit_leaves_the_program_little() {
    if !has("the_unit_leaves_the_program_little", &["systemd-analyze"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = unit_in(&folder);
    let (offline, threshold) = ("--offline=true", format!("--threshold={EXPOSURE}"));
    well(&run(
        "systemd-analyze",
        &["security", "--no-pager", offline, &threshold, text_of(&file)],
    ));
}

#[test]
fn the_unit_gives_the_program_the_room_and_the_time_it_takes() {
    let readme = readme();
    let connections = readme
        .lines()
        .find_map(|line| line.strip_prefix("| `connections` | | readers connected at once | "));
    let connections: u64 = connections.unwrap().trim_end_matches(" |").parse().unwrap();
    let files: u64 = value("LimitNOFILE").parse().unwrap();
    assert!(files > 2 * connections, "a connection, and the file that it reads: {files}");
    let patience: u64 = value("TimeoutStopSec").trim_end_matches('s').parse().unwrap();
    assert!(patience > FAREWELL, "{patience}");
    let machine: toml::Table = block("toml").parse().unwrap();
    assert_eq!(
        machine["data"].as_str(),
        Some(format!("/var/lib/{}", value("StateDirectory")).as_str())
    );
    assert_eq!(value("WorkingDirectory"), machine["data"].as_str().unwrap());
    let operators = format!("unix:/run/{}/operators.sock", value("RuntimeDirectory"));
    assert_eq!(machine["operators"].as_str(), Some(operators.as_str()));
    assert!(readme.contains(&format!(
        "useradd --system --user-group --home-dir /var/lib/rotative --shell /usr/sbin/nologin {}\n",
        value("User")
    )));
}
