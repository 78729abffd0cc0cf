//! `rotative check` and `rotative house learn` through the real program: texts in, findings out, nothing left behind.

mod fixing;
mod formats;
mod published;
mod telling;
mod untouched;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::Stdio;

use testpaper::{Engine, Ran, TestPaper};

use crate::PROGRAM;

/// A folder of texts and no paper: the data folder must stay empty.
struct Texts {
    paper: TestPaper,
}

impl Texts {
    fn new() -> Self {
        Self {
            paper: TestPaper::new(PROGRAM, Engine::Sqlite),
        }
    }

    fn with(name: &str, text: &str) -> Self {
        let texts = Self::new();
        texts.write(name, text);
        texts
    }

    fn write(&self, name: &str, text: &str) -> &Self {
        self.paper.write(name, text);
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.paper.folder.join(name)
    }

    fn bytes(&self, name: &str) -> String {
        String::from_utf8(std::fs::read(self.path(name)).unwrap()).unwrap()
    }

    /// Runs the program in the folder of the texts.
    #[track_caller]
    fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = self.paper.command(arguments);
        let ran = Ran::from(command.current_dir(&self.paper.folder).output().unwrap());
        self.assert_untouched();
        ran
    }

    #[track_caller]
    fn check(&self, arguments: &[&str]) -> Ran {
        self.run(&[&["check"], arguments].concat())
    }

    /// Checks what comes on standard input.
    #[track_caller]
    fn check_input(&self, text: &str, arguments: &[&str]) -> Ran {
        let mut command = self.paper.command(&[&["check", "-"], arguments].concat());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.current_dir(&self.paper.folder).spawn().unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let ran = Ran::from(child.wait_with_output().unwrap());
        self.assert_untouched();
        ran
    }

    #[track_caller]
    fn assert_untouched(&self) {
        let made: Vec<_> = std::fs::read_dir(&self.paper.data)
            .unwrap()
            .flatten()
            .map(|entry| entry.path())
            .collect();
        assert!(made.is_empty(), "a check made {made:?}");
    }
}

/// Insists on how a command ended.
#[track_caller]
fn ended(ran: Ran, code: i32) -> Ran {
    assert_eq!(ran.code, Some(code), "said: {}\ncomplained: {}", ran.said, ran.complained);
    ran
}

/// A manuscript in which one word is written twice.
const DOUBLED: &str = "---\nheadline: Le pont\nbyline: [Léa Brun]\n---\n\nIl pleut.\n\nHier soir, le maire a a refusé de répondre.\n";
