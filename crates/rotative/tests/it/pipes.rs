//! Commands whose answers nobody reads to the end: they end quietly.

use std::process::Stdio;

use crate::{news, on_both};

/// Runs a command whose answers go into a pipe that nobody reads; answers its code and what it complained of.
fn unread(paper: &testpaper::TestPaper, arguments: &[&str]) -> (Option<i32>, String) {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = paper.command(arguments);
    let output = command.stdout(Stdio::from(writer)).output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn every_command_ends_quietly_when_its_pipe_closes() {
    on_both(|paper, _| {
        paper.write("a.md", &news("Un article", "Il dit \"oui\"..."));
        paper.import().well();
        let file = paper.folder.join("a.md").display().to_string();
        let folder = paper.folder.display().to_string();
        let export = paper.data.with_file_name("export").display().to_string();
        let backup = paper.data.with_file_name("nuit.backup").display().to_string();
        let commands: [&[&str]; 14] = [
            &["record", "--json"],
            &["history", "/2026/11/20/un-article"],
            &["check", "--all", &file],
            &["check", "--format", "json", &file],
            &["check", "--published"],
            &["house", "learn", &folder],
            &["people", "list"],
            &["verify"],
            &["doctor"],
            &["import", "folder", &folder],
            &["export", &export],
            &["backup", &backup],
            &["act", "--json", "pin", "/2026/11/20/un-article"],
            &["--help"],
        ];
        for arguments in commands {
            let (code, complained) = unread(paper, arguments);
            assert!(
                !complained.contains("panicked") && !complained.contains("Broken pipe"),
                "{arguments:?}: {complained}"
            );
            assert!(matches!(code, Some(0..=3)), "{arguments:?} ended with {code:?}: {complained}");
        }
    });
}

#[test]
fn an_answer_that_cannot_be_written_is_no_success() {
    on_both(|paper, _| {
        paper.write("a.md", &news("Un article", "Texte."));
        paper.import().well();
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = paper.command(&["record", "--json"]).stdout(Stdio::from(full)).output().unwrap();
        let complained = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{complained}");
        assert_eq!(complained.matches("the answer cannot be written").count(), 1, "{complained}");
    });
}

#[test]
fn where_complaints_are_not_heard_either_the_command_ends_as_well() {
    on_both(|paper, _| {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let status = paper
            .command(&["import", "folder", "/nowhere"])
            .stderr(Stdio::from(writer))
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(2));
    });
}
