//! The doctor says in a line what is not well and what to do; what is well passes.

use manuscript::Uuid;
use manuscript::role::Role;
use store::{Store, articles};
use testpaper::{Engine, TestPaper};

use crate::busy::{desk, publish_one};
use crate::{OF_THE_DEMO, PROGRAM, news, on_both, planting};

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo");

/// Insists that the doctor finds something wrong, in these words.
#[track_caller]
fn finds(paper: &TestPaper, grade: &str, words: &str) {
    let ran = paper.run(&["doctor"]);
    let found = ran.said.lines().any(|line| line.starts_with(grade) && line.contains(words));
    assert!(found, "{grade} `{words}` in:\n{}{}", ran.said, ran.complained);
    let is_wrong = ran.said.lines().any(|line| line.starts_with("wrong"));
    assert_eq!(ran.code, Some(i32::from(is_wrong)), "{}", ran.said);
}

fn well(paper: &TestPaper) {
    let ran = paper.run(&["doctor", "--deep"]).well();
    assert!(
        !ran.said.contains("wrong ") && ran.said.contains(&format!("{OF_THE_DEMO} versions verify")),
        "{}",
        ran.said
    );
}

#[test]
fn each_planted_fault_is_found() {
    on_both(|paper, engine| {
        paper.import_from(DEMO.as_ref()).well();
        assert!(paper.serve().stop());
        well(paper);
        finds(paper, "ok", "shelf: it is at the record's head");
        planting::account(paper, Role::Reporter);
        finds(paper, "wrong", "none that is active is a front editor or a publisher");
        paper.database.tamper("update grants set role = 'publisher'");
        finds(paper, "ok", "1 accounts, somebody may publish");
        paper.database.tamper("update accounts set joined_at = null");
        finds(paper, "wrong", "none that is active");
        paper.database.tamper("update accounts set joined_at = 3, disabled_at = 5");
        finds(paper, "wrong", "none that is active");
        paper.database.tamper("delete from grants; delete from accounts");
        planting::job(paper, engine, 1, 0);
        finds(paper, "wrong", "`call_hub` was due at 1970-01-01T00:00:00Z and nobody does it");
        paper.database.tamper("update jobs set attempts = 4");
        finds(paper, "wrong", "failed 4 times: the hub is away");
        paper.database.tamper("update jobs set done_at = 9");
        finds(paper, "ok", "none is overdue");
        planting::suspension(paper, "2020-02-29");
        finds(paper, "warning", "were to be looked at again on 2020-02-29");
        paper.database.tamper("update suspensions set ended_at = 5");
        finds(paper, "ok", "none waits for a review");
    });
}

#[test]
fn a_lost_or_cut_file_is_named_and_a_withheld_one_is_not_missed() {
    on_both(|paper, _| {
        paper.import_from(DEMO.as_ref()).well();
        planting::withheld_media(paper);
        finds(paper, "ok", "are there with their length");
        let folder = std::fs::read_dir(paper.data.join("media"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|folder| std::fs::read_dir(folder).unwrap().next().is_some())
            .unwrap();
        let file = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
        std::fs::write(&file, "cut").unwrap();
        finds(paper, "wrong", "1 of ");
        std::fs::remove_file(&file).unwrap();
        finds(paper, "wrong", &file.display().to_string());
    });
}

#[test]
fn a_shelf_behind_the_record_or_of_another_paper_is_told() {
    on_both(|paper, engine| {
        paper.write("a.md", &news("Un article", "Texte."));
        paper.import().well();
        finds(paper, "ok", "there is none yet");
        assert!(paper.serve().stop());
        finds(paper, "ok", "at the record's head");
        paper.write("b.md", &news("Un autre", "Texte."));
        paper.import().well();
        finds(paper, "warning", "entries behind the record");
        let other = TestPaper::new(PROGRAM, engine);
        other.write("x.md", &news("Ailleurs", "Texte."));
        other.import().well();
        for file in ["shelf.db", "shelf.db-wal"] {
            let _ = std::fs::copy(paper.data.join(file), other.data.join(file));
        }
        finds(&other, "wrong", "made for another paper");
        let _ = std::fs::remove_file(other.data.join("shelf.db-wal"));
        std::fs::write(other.data.join("shelf.db"), "no shelf at all, but long enough to be read as one").unwrap();
        finds(&other, "warning", "makes it anew");
    });
}

#[test]
fn a_cut_record_and_a_clock_behind_it_are_found() {
    on_both(|paper, _| {
        paper.write("a.md", &news("Un article", "Texte."));
        paper.import().well();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let store = Store::open(&paper.database.address).await.unwrap();
            let ids = articles::all_ids(&mut store.snapshot().await.unwrap(), Uuid::nil(), 1)
                .await
                .unwrap();
            publish_one(&store, &desk(1_000 * 365 * 86_400_000), ids[0]).await;
            store.close().await;
        });
        finds(paper, "wrong", "set the clock of this machine");
        finds(paper, "ok", "record: its newest");
        paper.database.tamper("update record_head set number = number + 1");
        finds(paper, "wrong", "its tail was cut");
    });
}

#[test]
fn a_forged_version_is_found_when_all_is_looked_at() {
    on_both(|paper, _| {
        paper.write("a.md", &news("Un article", "Texte."));
        paper.import().well();
        paper
            .database
            .tamper("update versions set copy = replace(copy, 'Texte.', 'Autre.') where number = 1");
        finds(paper, "ok", "record: its newest");
        let ran = paper.run(&["doctor", "--deep"]);
        assert_eq!(ran.code, Some(1));
        assert!(ran.said.contains("wrong    record: 1 found wrong"), "{}", ran.said);
    });
}

#[test]
fn a_database_that_is_away_or_too_new_is_told_and_nothing_is_made() {
    let mut paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    finds(&paper, "wrong", "database: its file is not there");
    assert!(!paper.data.join("paper.db").exists());
    paper.by_way_of = Some("postgres://nobody@127.0.0.1:1/none".into());
    finds(&paper, "wrong", "name the right `--database`");
    on_both(|paper, _| {
        paper.run(&["db", "upgrade"]).well();
        finds(paper, "wrong", "there is no paper in it");
        paper.write("a.md", &news("Un article", "Texte."));
        paper.import().well();
        paper.database.tamper("update schema_floor set oldest_node = 99");
        finds(paper, "wrong", "install the newer release");
    });
}

#[test]
fn a_data_folder_that_is_not_there_is_told() {
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    let nowhere = paper.data.join("nowhere");
    let output = std::process::Command::new(PROGRAM)
        .args(["doctor", "--data"])
        .arg(&nowhere)
        .current_dir(&paper.data)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("wrong    data folder:") && output.status.code() == Some(1), "{said}");
    assert!(!nowhere.exists());
}
