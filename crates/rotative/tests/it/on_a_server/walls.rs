//! The program under strace: whether it stays inside of what README's unit leaves it. No systemd runs where tests run, and
//! a call that the unit forbids would be found by a reader.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use testpaper::waiting::Lines;
use testpaper::{Engine, Served, TestPaper, engines, skipped};

use super::block;
use super::debian::{has, run, text_of, well};
use super::unit::values;
use crate::PROGRAM;

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo");
/// SQLite gives its files to the owner of the database, but only for the superuser, whom tests may be and the unit is not.
const OF_THE_SUPERUSER: &str = "fchown";

#[test]
fn the_program_stays_inside_of_its_unit() {
    let story = "the_program_stays_inside_of_its_unit";
    if !has(story, &["strace", "systemd-analyze"]) || !may_trace(story) {
        return;
    }
    let (allowed, families) = (allowed_calls(), allowed_families());
    for engine in engines() {
        let (paper, trace) = traced(engine);
        let calls: Vec<Call> = trace.lines().filter_map(Call::read).collect();
        let names: BTreeSet<&str> = calls.iter().map(|call| call.name).collect();
        assert!(
            names.contains("accept4") && names.contains("exit_group"),
            "the trace is not whole: {names:?}"
        );
        let forbidden: Vec<_> = names.iter().filter(|name| !allowed.contains(**name)).collect();
        assert!(forbidden.iter().all(|name| **name == OF_THE_SUPERUSER), "{engine:?}: {forbidden:?}");
        for call in &calls {
            assert!(!call.makes_code(), "MemoryDenyWriteExecute: {call:?}");
            let family = call.family();
            assert!(
                family.is_none_or(|family| families.contains(family)),
                "RestrictAddressFamilies: {call:?}"
            );
            let written = call.written();
            assert!(
                written.is_none_or(|path| may_be_written(path, &paper.data)),
                "ProtectSystem: {call:?}"
            );
        }
    }
}

/// The demo paper, imported and read as the unit serves it, to its end; what was called meanwhile.
fn traced(engine: Engine) -> (TestPaper, String) {
    let paper = TestPaper::new("strace", engine);
    paper.write("rotative.toml", &block("toml"));
    let (trace, configuration) = (paper.data.with_file_name("trace"), paper.folder.join("rotative.toml"));
    let command = values("ExecStart").remove(0);
    let arguments = command.replace("/etc/rotative/rotative.toml", text_of(&configuration));
    // The traced program is our own child, so that it hears the signal that asks it to stop.
    let mut all = vec!["-D", "-f", "-q", "-s", "4096", "-o", text_of(&trace), PROGRAM];
    all.extend(arguments.split(' ').skip(1));
    let data = text_of(&paper.data).to_owned();
    let operators = format!("unix:{data}/operators.sock");
    all.extend([
        "--data",
        &data,
        "--database",
        &paper.database.address,
        "--listen",
        "127.0.0.1:0",
        "--operators",
        &operators,
        "--paper",
        DEMO,
    ]);
    let served = paper.serve_elsewhere(&all);
    read_about(&served);
    let pid = served.pid();
    assert!(served.stop());
    let told = || std::fs::read_to_string(&trace).unwrap_or_default();
    let ended = |text: &str| {
        text.lines()
            .any(|line| line.starts_with(&format!("{pid} ")) && line.contains("+++ exited with 0"))
    };
    assert!(Lines::default().wait_until(|| ended(&told())), "no end of {pid} in the trace");
    let text = told();
    (paper, text)
}

fn read_about(served: &Served) {
    let front = served.get("/").page();
    let media = front.split('"').filter(|part| part.starts_with("/media/") && !part.contains(' '));
    for path in media.take(20).chain(["/feed.xml", "/sitemap.xml", "/politique", "/rien"]) {
        let answer = served.get_with(path, &[("Accept-Encoding", "br")]);
        assert!([200, 404].contains(&answer.status), "{path}: {}", answer.status);
    }
}

fn may_trace(story: &str) -> bool {
    let tried = Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).output().unwrap();
    if tried.status.success() {
        return true;
    }
    let why = String::from_utf8_lossy(&tried.stderr).into_owned();
    assert!(std::env::var_os("CI").is_none(), "{story}: CI lets strace trace, but {why}");
    skipped(story, &why);
    false
}

/// A line of the trace: who called, what, with which arguments.
#[derive(Debug)]
struct Call<'a> {
    name: &'a str,
    arguments: &'a str,
}

impl<'a> Call<'a> {
    /// Nothing where the line is a signal, an end, or the rest of a call that began before.
    fn read(line: &'a str) -> Option<Self> {
        let (_, call) = line.split_once(' ')?;
        let (name, arguments) = call.trim_start().split_once('(')?;
        let is_name = name
            .chars()
            .all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_');
        is_name.then_some(Self { name, arguments })
    }

    /// Whether it asks for memory that can be written and run.
    fn makes_code(&self) -> bool {
        self.arguments.contains("PROT_WRITE|PROT_EXEC")
    }

    /// The family of a socket that is made.
    fn family(&self) -> Option<&'a str> {
        let is_socket = ["socket", "socketpair"].contains(&self.name);
        self.arguments.split(',').next().filter(|_| is_socket)
    }

    /// What is opened for writing, made, renamed or removed.
    fn written(&self) -> Option<&'a str> {
        let opens = ["open", "openat", "creat"].contains(&self.name);
        let for_writing = ["O_WRONLY", "O_RDWR", "O_CREAT"].iter().any(|flag| self.arguments.contains(flag));
        let changes = [
            "mkdir",
            "rename",
            "renameat",
            "renameat2",
            "unlink",
            "rmdir",
            "link",
            "symlink",
            "truncate",
        ]
        .contains(&self.name);
        self.arguments.split('"').nth(1).filter(|_| opens && for_writing || changes)
    }
}

/// The paper's data, and what PrivateDevices and PrivateTmp leave it: SQLite sorts much in files of its own.
fn may_be_written(path: &str, data: &Path) -> bool {
    let path = Path::new(path);
    let is_sorting = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"etilqs_"));
    path.starts_with(data) || is_sorting || path == Path::new("/dev/null")
}

fn allowed_families() -> BTreeSet<String> {
    let families = values("RestrictAddressFamilies").remove(0);
    families.split(' ').map(str::to_owned).collect()
}

/// What `SystemCallFilter` lets through, as this systemd knows its groups.
fn allowed_calls() -> BTreeSet<String> {
    let listed = well(&run("systemd-analyze", &["syscall-filter", "--no-pager"]));
    let groups = groups(&listed);
    let mut allowed = BTreeSet::new();
    for filter in values("SystemCallFilter") {
        match filter.strip_prefix('~') {
            None => filter.split(' ').for_each(|name| allowed.extend(calls_of(name, &groups))),
            Some(taken) => {
                let taken: BTreeSet<String> = taken.split(' ').flat_map(|name| calls_of(name, &groups)).collect();
                allowed.retain(|call| !taken.contains(call));
            }
        }
    }
    assert!(allowed.len() > 200, "{listed}");
    allowed
}

type Groups<'a> = BTreeMap<&'a str, Vec<&'a str>>;

/// Groups begin at the margin, their members are indented.
fn groups(listed: &str) -> Groups<'_> {
    let mut groups = Groups::new();
    let mut last = "";
    for line in listed
        .lines()
        .filter(|line| !line.trim_start().starts_with('#') && !line.is_empty())
    {
        if line.starts_with('@') {
            last = line.trim();
        } else {
            groups.entry(last).or_default().push(line.trim());
        }
    }
    groups
}

/// A call, or all of a group and of those in it.
fn calls_of(name: &str, groups: &Groups) -> Vec<String> {
    match groups.get(name) {
        Some(members) => members.iter().flat_map(|member| calls_of(member, groups)).collect(),
        None => vec![name.to_owned()],
    }
}
