//! `cargo xtask run`: from a clone to the demo paper at an address.

use std::fs::{self, File, TryLockError};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Outcome, building, steps, terminal, workspace};

/// Files by which a data folder of rotative is known; without one, nothing is removed.
const MARKS: [&str; 3] = ["rotative.lock", "paper.db", "shelf.db"];

/// The newsroom's database in a data folder.
const DATABASE: &str = "paper.db";

/// What the demo's newsroom did after the import, in its folder.
const ACTS: &str = "acts.jsonl";

/// Builds rotative, then becomes `rotative serve`: signals and the exit code are the server's own.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let root = workspace::root()?;
    let plan = Plan::read(arguments, &root)?;
    terminal::say("Building rotative…");
    building::rotative(&root)?;
    if plan.fresh == Start::Fresh {
        start_over(&plan.data)?;
    }
    if plan.begins_the_demo() {
        bring_in(&root, &plan)?;
    }
    terminal::say("Starting the paper…");
    let fault = Command::new(workspace::rotative(&root)).arg("serve").args(&plan.serve).exec();
    Err(format!("rotative could not be started: {fault}."))
}

#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Start {
    Fresh,
    Again,
}

#[derive(Debug)]
struct Plan {
    fresh: Start,
    data: PathBuf,
    /// Whether the paper is the one in `demo/`, in a folder of its own.
    is_demo: bool,
    serve: Vec<String>,
}

impl Plan {
    fn read(arguments: &[String], root: &Path) -> Outcome<Self> {
        let (own, given) = split_at_dashes(arguments);
        let fresh = start_of(own)?;
        if fresh == Start::Fresh && value_of(given, "--database").is_some() {
            return Err("--fresh empties the data folder, never a database: leave out --fresh, or empty the database yourself.".into());
        }
        let data = value_of(given, "--data").map_or_else(|| root.join("var/demo"), PathBuf::from);
        let is_demo = value_of(given, "--paper").is_none() && value_of(given, "--database").is_none();
        let mut serve = given.to_vec();
        add_unless_given(&mut serve, "--paper", &root.join("demo"));
        add_unless_given(&mut serve, "--data", &data);
        if let Some(operators) = operators_in(&data) {
            add_unless_given(&mut serve, "--operators", &operators);
        }
        Ok(Self {
            fresh,
            data,
            is_demo,
            serve,
        })
    }

    fn begins_the_demo(&self) -> bool {
        self.is_demo && !self.data.join(DATABASE).exists()
    }
}

/// Imports the demo and does, once, what its newsroom did afterwards.
fn bring_in(root: &Path, plan: &Plan) -> Outcome {
    terminal::say("Bringing in the demo paper…");
    let demo = root.join("demo");
    let rotative = |arguments: &[&str]| {
        let mut command = Command::new(workspace::rotative(root));
        command.args(arguments).arg("--data").arg(&plan.data);
        command
    };
    steps::plainly(rotative(&["import", "folder"]).arg(&demo))?;
    let acts = demo.join(ACTS);
    let lines = File::open(&acts).map_err(|fault| format!("{} could not be read: {fault}.", acts.display()))?;
    steps::plainly(rotative(&["act", "--stdin"]).stdin(lines).stdout(Stdio::null())).map(drop)
}

fn split_at_dashes(arguments: &[String]) -> (&[String], &[String]) {
    match arguments.iter().position(|argument| argument == "--") {
        Some(at) => (&arguments[..at], &arguments[at + 1..]),
        None => (arguments, &[]),
    }
}

fn start_of(own: &[String]) -> Outcome<Start> {
    match own {
        [] => Ok(Start::Again),
        [only] if only == "--fresh" => Ok(Start::Fresh),
        [first, ..] => Err(format!(
            "`cargo xtask run` knows --fresh; what rotative is to get comes after `--`: cargo xtask run -- {first}"
        )),
    }
}

/// The value of `--name VALUE` or `--name=VALUE`.
fn value_of<'a>(arguments: &'a [String], name: &str) -> Option<&'a str> {
    let joined = arguments.iter().find_map(|one| one.strip_prefix(name)?.strip_prefix('='));
    let apart = arguments.iter().position(|one| one == name);
    joined.or_else(|| arguments.get(apart? + 1).map(String::as_str))
}

fn add_unless_given(serve: &mut Vec<String>, name: &str, folder: &Path) {
    if value_of(serve, name).is_none() {
        serve.extend([name.to_owned(), folder.to_string_lossy().into_owned()]);
    }
}

/// The longest name that a socket may have, with room for the zero behind it.
const LONGEST_SOCKET: usize = 107;

/// The operators' door of a paper that is tried out: a socket beside its data, which no other program can have taken.
fn operators_in(data: &Path) -> Option<PathBuf> {
    let socket = data.join("operators.sock");
    let fits = socket.as_os_str().len() <= LONGEST_SOCKET;
    fits.then(|| PathBuf::from(format!("unix:{}", socket.display())))
}

/// Removes the data folder, but only one that is empty or bears the mark of rotative,
/// so that a slip of the hand never deletes a home folder.
fn start_over(data: &Path) -> Outcome {
    if !data.exists() {
        return Ok(());
    }
    let shown = data.display();
    refuse_foreign(data)?;
    refuse_served(data)?;
    terminal::say(&format!("Removing {shown}…"));
    fs::remove_dir_all(data).map_err(|fault| format!("{shown} could not be removed: {fault}."))
}

fn refuse_foreign(data: &Path) -> Outcome {
    let shown = data.display();
    let mut entries = fs::read_dir(data).map_err(|fault| format!("{shown} could not be read: {fault}."))?;
    let marked = MARKS.iter().any(|mark| data.join(mark).is_file());
    if marked || entries.next().is_none() {
        return Ok(());
    }
    Err(format!(
        "{shown} does not look like a data folder of rotative (no {}): it stays as it is. Remove it yourself if you mean it.",
        MARKS.join(", no ")
    ))
}

fn refuse_served(data: &Path) -> Outcome {
    let lock = File::open(data.join(MARKS[0]));
    match lock.map(|file| file.try_lock()) {
        Ok(Err(TryLockError::WouldBlock)) => Err(format!("A server is running on {}: stop it before starting over.", data.display())),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temporary::TempFolder;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn the_demo_paper_is_served_from_its_own_folder() {
        let plan = Plan::read(&words("-- --listen 127.0.0.1:0"), Path::new("/r")).unwrap();
        assert_eq!(
            plan.serve,
            words("--listen 127.0.0.1:0 --paper /r/demo --data /r/var/demo --operators unix:/r/var/demo/operators.sock")
        );
        assert_eq!(plan.fresh, Start::Again);
        assert!(plan.begins_the_demo());
    }

    #[test]
    fn the_demo_is_brought_in_once_and_no_other_paper_is() {
        let folder = TempFolder::new("begun").unwrap();
        let shown = folder.path().display();
        let plan = |more: &str| Plan::read(&words(&format!("-- --data {shown} {more}")), Path::new("/r")).unwrap();
        assert!(plan("").begins_the_demo());
        assert!(!plan("--paper mine").begins_the_demo() && !plan("--database sqlite:x").begins_the_demo());
        fs::write(folder.path().join("paper.db"), "").unwrap();
        assert!(!plan("").begins_the_demo());
    }

    #[test]
    fn a_folder_given_takes_the_place_of_the_default() {
        let plan = Plan::read(&words("--fresh -- --data=d --paper p"), Path::new("/r")).unwrap();
        assert_eq!(plan.serve, words("--data=d --paper p --operators unix:d/operators.sock"));
        assert_eq!((plan.fresh, plan.data), (Start::Fresh, "d".into()));
    }

    #[test]
    fn an_argument_before_the_dashes_is_shown_its_place() {
        let refusal = Plan::read(&words("--listen"), Path::new("/r")).unwrap_err();
        assert!(refusal.ends_with("cargo xtask run -- --listen"), "{refusal}");
    }

    #[test]
    fn starting_over_never_empties_a_database() {
        let asked = words("--fresh -- --database postgres://h/d");
        assert!(Plan::read(&asked, Path::new("/r")).unwrap_err().contains("never a database"));
    }

    #[test]
    fn a_foreign_folder_is_left_alone() {
        let folder = TempFolder::new("foreign").unwrap();
        fs::write(folder.path().join("thesis.odt"), "ten years").unwrap();
        assert!(start_over(folder.path()).unwrap_err().contains("does not look like"));
        assert!(folder.path().join("thesis.odt").exists());
    }

    #[test]
    fn a_data_folder_is_removed() {
        let folder = TempFolder::new("data").unwrap();
        fs::write(folder.path().join("shelf.db"), "").unwrap();
        start_over(folder.path()).unwrap();
        assert!(!folder.path().exists());
    }

    #[test]
    fn a_folder_being_served_is_not_pulled_away() {
        let folder = TempFolder::new("served").unwrap();
        let lock = File::create(folder.path().join("rotative.lock")).unwrap();
        lock.lock().unwrap();
        assert!(start_over(folder.path()).unwrap_err().contains("stop it"));
    }
}
