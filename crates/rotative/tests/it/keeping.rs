//! Keystrokes through the operators' door: what was acknowledged is there after `kill -9`, who saw something else is told, what
//! nobody committed to is called so, and a paper is carried with what was typed.

use manuscript::Instant;
use serde_json::{Value, json};
use testpaper::{Engine, Served, TestPaper, engines};

use crate::operators::{issued, send, told, with_token};
use crate::{PROGRAM, on_both};

const NOON: i64 = 1_795_347_000_000;
const MINUTE: i64 = 60_000;

fn saying(text: &str) -> String {
    format!("# Le pont\n\n{text}\n")
}

/// A draft, by whoever the token acts for.
fn begun(served: &Served, token: &str) -> String {
    let saved = told(&send(
        served,
        token,
        &json!({ "act": "save", "text": saying("Début.") }).to_string(),
    ));
    saved["article"].as_str().unwrap_or_else(|| panic!("{saved}")).to_owned()
}

fn keep(article: &str, seen: i64, text: &str) -> String {
    json!({ "act": "keep", "article": article, "seen": seen, "text": saying(text) }).to_string()
}

#[track_caller]
fn kept(served: &Served, token: &str, act: &str) -> i64 {
    let answer = told(&send(served, token, act));
    assert_eq!(answer["done"], "kept", "{answer}");
    answer["revision"].as_i64().unwrap()
}

/// What the draft says, as an export has it.
fn draft_of(paper: &TestPaper) -> String {
    paper
        .database
        .texts("select copy from drafts order by changed_at desc, revision desc limit 1")
        .remove(0)
}

fn entries_of(paper: &TestPaper, act: &str) -> usize {
    paper.run(&["record", "--act", act]).well().said.lines().count()
}

#[test]
fn every_letter_that_was_acknowledged_is_there_after_a_kill() {
    on_both(|paper, _| {
        let token = with_token(paper, &[]);
        let mut served = paper.serve_operated();
        let article = begun(&served, &token);
        let (mut seen, mut text) = (1, String::from("Début."));
        for turn in 0..12 {
            for letter in 0..=turn {
                text = format!("{text} {turn}-{letter}");
                seen = kept(&served, &token, &keep(&article, seen, &text));
            }
            served.kill();
            assert!(draft_of(paper).contains(&text), "turn {turn}: what was acknowledged is not there");
            served = paper.serve_operated();
        }
        assert_eq!(seen, 1 + 78);
        served.stop();
        paper.run(&["verify"]).well();
    });
}

#[test]
fn an_hour_of_typing_through_the_door_enters_seven_times_at_most() {
    for engine in engines() {
        let mut paper = TestPaper::new(PROGRAM, engine);
        paper.stop_clock(Instant(NOON));
        let token = with_token(&paper, &[]);
        let served = paper.serve_operated();
        let before = entries_of(&paper, "saved");
        let article = begun(&served, &token);
        let mut seen = 1;
        for minute in 0..=120 {
            paper.set_clock(Instant(NOON + minute * MINUTE / 2));
            seen = kept(&served, &token, &keep(&article, seen, &format!("Minute {minute}.")));
        }
        assert_eq!(entries_of(&paper, "saved") - before, 7);
        assert!(draft_of(&paper).contains("Minute 120."));
        let verified = paper.run(&["verify"]).well().said;
        let typed = format!("draft of article {article}: 1 change(s) since 2026-11-22 13:30:00 that nothing proves yet");
        assert!(
            verified.contains(&typed) && verified.contains("proven up to revision 121"),
            "{verified}"
        );
        let french = paper.run(&["verify", "--language", "fr"]).well().said;
        let typed = format!("brouillon de l’article {article} : 1 changement(s) depuis 2026-11-22 13:30:00 que rien ne prouve encore");
        assert!(
            french.contains(&typed) && french.contains("prouvé jusqu’à la révision 121"),
            "{french}"
        );
        // By will: then all of it is committed to, and a second time changes nothing.
        let save = json!({ "act": "save", "article": article, "text": saying("Minute 120.") }).to_string();
        for _ in 0..2 {
            assert_eq!(told(&send(&served, &token, &save))["revision"], seen);
        }
        assert_eq!(entries_of(&paper, "saved") - before, 8);
        assert!(!paper.run(&["verify"]).well().said.contains("draft of article"));
    }
}

#[test]
fn a_draft_that_moved_on_is_told_with_a_409_and_nothing_is_overwritten() {
    on_both(|paper, _| {
        let token = with_token(paper, &[]);
        let served = paper.serve_operated();
        let article = begun(&served, &token);
        kept(&served, &token, &keep(&article, 1, "Un."));
        let late = send(&served, &token, &keep(&article, 1, "Deux."));
        let answer = told(&late);
        assert_eq!(
            (late.status, &answer["code"], &answer["field"]),
            (409, &json!("save.moved_on"), &json!("seen")),
            "{answer}"
        );
        assert!(draft_of(paper).contains("Un."));
        // The same key is the same keep: it is answered as it was, and done once.
        let bearer = format!("Bearer {token}");
        let act = keep(&article, 2, "Trois.");
        let sent = || served.sends("/acts", &[("Authorization", &bearer), ("Idempotency-Key", "k")], act.as_bytes());
        let (first, again) = (told(&sent()), told(&sent()));
        assert_eq!((&first["revision"], &first), (&json!(3), &again));
        // In a batch it takes its turn with the others.
        let batch = format!(
            "{}\n{}",
            keep(&article, 3, "Quatre."),
            json!({ "act": "publish", "article": article, "seen": 4 })
        );
        let text = send(&served, &token, &batch).text();
        assert!(text.contains("\"kept\"") && text.contains("\"published\""), "{text}");
    });
}

#[test]
fn edits_by_block_come_through_the_door_and_a_token_reaches_no_further_than_its_acts() {
    on_both(|paper, _| {
        let token = with_token(paper, &[]);
        let (saves, keeps) = (issued(paper, &["--act", "save"]), issued(paper, &["--act", "keep"]));
        let served = paper.serve_operated();
        let article = begun(&served, &token);
        let copy: Value = serde_json::from_str(&draft_of(paper)).unwrap();
        let id = copy["body"][0]["attrs"]["id"].as_str().unwrap();
        let block = |text: &str| json!({ "type": "paragraph", "attrs": {}, "content": [{ "type": "text", "text": text }] });
        let edits = json!([
            { "edit": "insert", "after": id, "block": block("Suite.") },
            { "edit": "replace", "id": id, "block": block("Début, autrement.") },
            { "edit": "set", "field": "kicker", "to": "En cours" },
        ]);
        let act = json!({ "act": "keep", "article": article, "seen": 1, "edits": edits }).to_string();
        assert_eq!(send(&served, &saves, &act).status, 403);
        assert_eq!(kept(&served, &keeps, &act), 2);
        let copy: Value = serde_json::from_str(&draft_of(paper)).unwrap();
        let texts: Vec<&str> = (0..2).map(|at| copy["body"][at]["content"][0]["text"].as_str().unwrap()).collect();
        assert_eq!((texts, &copy["kicker"]), (vec!["Début, autrement.", "Suite."], &json!("En cours")));
        assert_eq!(copy["body"][0]["attrs"]["id"], json!(id));
        let wrong = json!({ "act": "keep", "article": article, "seen": 2, "edits": [{ "edit": "remove", "id": "none" }] }).to_string();
        let refused = send(&served, &token, &wrong);
        assert_eq!((refused.status, &told(&refused)["code"]), (422, &json!("edit.no_block")));
        let torn = json!({ "act": "keep", "article": article, "seen": 2, "edits": [{ "edit": "remove" }] }).to_string();
        assert_eq!(told(&send(&served, &token, &torn))["code"], "ask.not_a");
    });
}

#[test]
fn a_keep_does_not_wait_for_whoever_holds_the_pen() {
    // SQLite has one connection that writes, whatever is written: there everybody waits for everybody, for milliseconds.
    for engine in engines().into_iter().filter(|engine| *engine == Engine::Postgres) {
        let paper = TestPaper::new(PROGRAM, engine);
        let token = with_token(&paper, &[]);
        let served = paper.serve_operated();
        let article = begun(&served, &token);
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let store = runtime.block_on(store::Store::open(&paper.database.address)).unwrap();
        let holding = runtime.block_on(acts::begin(&store)).unwrap();
        assert_eq!(kept(&served, &token, &keep(&article, 1, "Sans attendre.")), 2);
        let save = json!({ "act": "save", "article": article, "text": saying("En attendant.") }).to_string();
        assert_eq!(told(&send(&served, &token, &save))["code"], "database.busy");
        runtime.block_on(async {
            drop(holding);
            store.close().await;
        });
    }
}

#[test]
fn from_the_command_line_a_draft_is_kept_from_a_file_and_by_somebody_else_it_changes_hands() {
    on_both(|paper, _| {
        let token = with_token(paper, &[]);
        let served = paper.serve_operated();
        let article = begun(&served, &token);
        kept(&served, &token, &keep(&article, 1, "Léa."));
        served.stop();
        let saved = entries_of(paper, "saved");
        let file = paper.data.join("suite.md");
        std::fs::write(&file, saying("Léa, puis la machine.")).unwrap();
        let file = file.display().to_string();
        let ran = paper.run(&["act", "keep", &article, "--seen", "2", "--file", &file]).well();
        assert!(ran.said.contains("révision 3"), "{}", ran.said);
        assert_eq!(entries_of(paper, "saved"), saved + 1, "what Léa typed was committed to first");
        paper
            .run(&["act", "keep", &article, "--seen", "2", "--file", &file])
            .refused("(révision 2, maintenant 3)");
        let log = paper.run(&["history", &article]).well().said;
        assert!(log.contains("revision 2  change of hands") && log.contains("revision 3"), "{log}");
    });
}

#[test]
fn a_paper_is_carried_with_what_was_typed_and_knows_still_what_is_proven() {
    for engine in engines() {
        let mut paper = TestPaper::new(PROGRAM, engine);
        let token = with_token(&paper, &[]);
        let served = paper.serve_operated();
        let article = begun(&served, &token);
        let mut seen = 1;
        for text in ["Un.", "Deux.", "Trois, que rien ne prouve."] {
            seen = kept(&served, &token, &keep(&article, seen, text));
        }
        served.stop();
        let verified = paper.run(&["verify"]).well().said;
        assert!(verified.contains("3 change(s)"), "{verified}");
        let (export, backup) = (paper.data.join("export"), paper.data.join("night.backup"));
        paper.run(&["export", &export.display().to_string()]).well();
        paper.run(&["backup", &backup.display().to_string()]).well();
        let is_the_same = |elsewhere: &TestPaper| {
            assert!(draft_of(elsewhere).contains("Trois, que rien ne prouve."));
            assert_eq!(elsewhere.run(&["verify"]).well().said, verified);
        };
        for to in engines() {
            let rebuilt = TestPaper::new(PROGRAM, to);
            rebuilt.import_from(&export).well();
            is_the_same(&rebuilt);
            let restored = TestPaper::new(PROGRAM, to);
            let target = match to {
                Engine::Sqlite => restored.data.display().to_string(),
                Engine::Postgres => restored.database.address.clone(),
            };
            restored
                .run(&["restore", &backup.display().to_string(), &target, "--without-erasures", "un essai"])
                .well();
            is_the_same(&restored);
            let moved = TestPaper::new(PROGRAM, to);
            paper.run(&["db", "move-to", &moved.database.address]).well();
            is_the_same(&moved);
            paper.database.tamper("delete from asleep");
        }
        paper.by_way_of = None;
        paper.database.tamper("update checkpoints set copy = replace(copy, 'Début', 'Fin')");
        let forged = paper.run(&["verify"]);
        assert_eq!(forged.code, Some(1));
        assert!(forged.complained.contains(&format!("draft {article}")), "{}", forged.complained);
    }
}
