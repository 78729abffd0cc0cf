//! A paper of one test: its folder of manuscripts, its data folder, its database, the real program on them.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use crate::clock_file::ClockFile;
use crate::databases::{Engine, ThrowAway, tamper_with};
use crate::reader::{Answer, Sent, get, post};
use crate::waiting::Lines;

/// A paper that lives as long as its test.
pub struct TestPaper {
    program: PathBuf,
    _root: tempfile::TempDir,
    pub folder: PathBuf,
    pub data: PathBuf,
    pub database: ThrowAway,
    /// The database's address, when it is reached another way than directly.
    pub by_way_of: Option<String>,
    clock: Option<ClockFile>,
}

/// What a serving process of a test says: also what it did beside answering, so that whoever waits is woken by it.
const SAYS: &str = "info,sqlx=error,press=trace,rotative=debug";

impl TestPaper {
    /// An empty paper on an engine; `program` is the binary under test.
    pub fn new(program: &str, engine: Engine) -> Self {
        Self::new_in(program, engine, &std::env::temp_dir())
    }

    /// The same under a folder of the caller's: on the disk that is to be measured.
    pub fn new_in(program: &str, engine: Engine, under: &Path) -> Self {
        let root = tempfile::Builder::new().prefix("rotative-test").tempdir_in(under);
        let root = root.unwrap_or_else(|error| panic!("no folder for the test: {error}"));
        let (folder, data) = (root.path().join("paper"), root.path().join("data"));
        for made in [&folder, &data] {
            std::fs::create_dir_all(made).unwrap_or_else(|error| panic!("no folder for the test: {error}"));
        }
        let database = ThrowAway::make(engine, &data);
        Self {
            program: program.into(),
            folder,
            data,
            database,
            by_way_of: None,
            clock: None,
            _root: root,
        }
    }

    /// Every process of this paper reads the time from a file from now on, and stands at this moment.
    pub fn stop_clock(&mut self, at: manuscript::Instant) {
        self.clock = Some(ClockFile::standing_at(&self.data.with_file_name("clock"), at));
    }

    /// Sets the clock that was stopped.
    #[track_caller]
    pub fn set_clock(&self, at: manuscript::Instant) {
        let Some(clock) = &self.clock else {
            panic!("the clock of this paper runs: stop it first")
        };
        clock.set(at);
    }

    /// Writes a file of the paper's folder.
    pub fn write(&self, path: &str, text: &str) -> &Self {
        self.write_bytes(path, text.as_bytes())
    }

    pub fn write_bytes(&self, path: &str, bytes: &[u8]) -> &Self {
        let file = self.folder.join(path);
        let done = std::fs::create_dir_all(file.parent().unwrap_or(&self.folder)).and_then(|()| std::fs::write(&file, bytes));
        done.unwrap_or_else(|error| panic!("`{path}` was not written: {error}"));
        self
    }

    /// The program with this paper's data and database.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments).arg("--data").arg(&self.data).arg("--database");
        command.arg(self.by_way_of.as_ref().unwrap_or(&self.database.address));
        command.current_dir(self.data.parent().unwrap_or(&self.data)).stdin(Stdio::null());
        command.envs(self.clock.as_ref().map(ClockFile::told));
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        let output = self
            .command(arguments)
            .output()
            .unwrap_or_else(|error| panic!("the program did not run: {error}"));
        Ran::from(output)
    }

    /// Runs a statement on this node's shelf, as an accident would.
    pub fn shelf(&self, statement: &str) {
        tamper_with(&self.data.join("shelf.db"), statement);
    }

    /// Imports the paper's folder.
    pub fn import(&self) -> Ran {
        self.import_from(&self.folder.clone())
    }

    pub fn import_from(&self, folder: &Path) -> Ran {
        self.run(&["import", "folder", &folder.display().to_string()])
    }

    /// Serves the paper with a door for operators on a free port.
    pub fn serve_operated(&self) -> Served {
        self.serve_with(&["--operators", "127.0.0.1:0"])
    }

    /// Begins to serve, and answers without waiting for it to listen.
    pub fn begin_serving(&self, arguments: &[&str]) -> Child {
        let mut all = vec!["serve", "--listen", "127.0.0.1:0"];
        all.extend(arguments);
        let mut command = self.command(&all);
        let begun = command.env("RUST_LOG", SAYS).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        begun.unwrap_or_else(|error| panic!("the program did not start: {error}"))
    }

    /// Serves the paper on a free port, once it says that it listens.
    pub fn serve(&self) -> Served {
        self.serve_with(&[])
    }

    pub fn serve_with(&self, arguments: &[&str]) -> Served {
        let mut all = vec!["serve", "--listen", "127.0.0.1:0"];
        all.extend(arguments);
        Served::start(self.command(&all))
    }
}

impl TestPaper {
    /// Serves with these arguments alone: another data folder, another database.
    pub fn serve_elsewhere(&self, arguments: &[&str]) -> Served {
        let mut command = Command::new(&self.program);
        command
            .args(arguments)
            .current_dir(self.data.parent().unwrap_or(&self.data))
            .stdin(Stdio::null());
        Served::start(command)
    }
}

/// How a command ended.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub said: String,
    pub complained: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            said: String::from_utf8_lossy(&output.stdout).into_owned(),
            complained: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Ran {
    /// Insists that it went well.
    #[track_caller]
    pub fn well(self) -> Self {
        assert_eq!(self.code, Some(0), "said: {}\ncomplained: {}", self.said, self.complained);
        self
    }

    /// Insists that it was refused, with a sentence that holds these words.
    #[track_caller]
    pub fn refused(self, words: &str) -> Self {
        assert_eq!(self.code, Some(2), "said: {}\ncomplained: {}", self.said, self.complained);
        assert!(self.complained.contains(words), "expected `{words}` in: {}", self.complained);
        self
    }
}

/// A serving process; killed when the test ends, if it has not ended before.
pub struct Served {
    child: Child,
    log: Arc<Lines>,
    pub base: String,
    /// Where operators are let in, if they are.
    pub operators: Option<String>,
}

impl Served {
    /// Serves with a command of the caller's, once it says that it listens; it logs what the command says, if it does.
    pub fn begin(command: Command) -> Self {
        Self::start(command)
    }

    fn start(mut command: Command) -> Self {
        if !command.get_envs().any(|(name, _)| name == "RUST_LOG") {
            command.env("RUST_LOG", SAYS);
        }
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("the program did not start: {error}"));
        let log: Arc<Lines> = Arc::default();
        if let Some(errors) = child.stderr.take() {
            collect(errors, Arc::clone(&log));
        }
        let Some((base, operators)) = child.stdout.take().and_then(listening) else {
            let _ = child.kill();
            let _ = child.wait();
            panic!("the program does not listen; it said:\n{}", log.text());
        };
        Self {
            child,
            log,
            base,
            operators,
        }
    }

    /// What it has logged so far.
    pub fn log(&self) -> String {
        self.log.text()
    }

    /// Waits until something is so: looks now, and again whenever this process says what it did.
    pub fn wait_until(&self, is_so: impl FnMut() -> bool) -> bool {
        self.log.wait_until(is_so)
    }

    /// Waits until it has said some words.
    #[track_caller]
    pub fn says(&self, words: &str) {
        assert!(
            self.wait_until(|| self.log().contains(words)),
            "it does not say `{words}`:\n{}",
            self.log()
        );
    }

    /// Asks for a page.
    #[track_caller]
    pub fn get(&self, path: &str) -> Answer {
        get(&self.base, path, &[])
    }

    /// Asks with headers.
    #[track_caller]
    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        get(&self.base, path, headers)
    }

    /// Asks the operators' door.
    #[track_caller]
    pub fn operated(&self, path: &str) -> Answer {
        get(self.operators_at(), path, &[])
    }

    /// Sends something to the operators' door.
    #[track_caller]
    pub fn sends(&self, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        post(self.operators_at(), Sent { path, headers, body })
    }

    /// Where operators are let in.
    #[track_caller]
    pub fn operators_at(&self) -> &str {
        let Some(operators) = &self.operators else {
            panic!("no operators are let in")
        };
        operators
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a power cut would.
    pub fn kill(mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Asks it to stop and answers whether it ended well.
    pub fn stop(mut self) -> bool {
        let _ = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        self.child.wait().is_ok_and(|status| status.success())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The addresses that the program says it listens on, for readers and for operators, within a minute.
fn listening(out: impl Read + Send + 'static) -> Option<(String, Option<String>)> {
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let mut operators = None;
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            if let Some(address) = line.strip_prefix("operators on ") {
                operators = Some(address.to_owned());
            }
            if let Some(base) = line.strip_prefix("listening on ") {
                let _ = tell.send((base.to_owned(), operators.clone()));
            }
        }
    });
    told.recv_timeout(Duration::from_mins(1)).ok()
}

/// Keeps what is logged, line by line, as long as somebody logs.
fn collect(errors: impl Read + Send + 'static, log: Arc<Lines>) {
    std::thread::spawn(move || {
        for line in BufReader::new(errors).lines().map_while(Result::ok) {
            log.add(&line);
        }
    });
}
