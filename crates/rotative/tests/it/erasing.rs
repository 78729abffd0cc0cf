//! The paper forgets somebody: what is printed stays, all else is gone from the database, from the bytes of the data folder,
//! and from an older backup that is restored.

use std::path::{Path, PathBuf};

use testpaper::{Engine, Served, TestPaper};

use crate::acts::{act, refused_act, until_it_no_longer_says, until_it_says};
use crate::operators::{send, told};
use crate::{PROGRAM, news, on_both};

const EMAIL: &str = "lea.planted@exemple.example";
const KEY: &str = "planted-lea";
const NAME: &str = "Léa Plantée";
const TOKEN: &str = "dépêches plantées";
const READER: &str = "ida.planted@exemple.example";
const LIFE: &str = "Une vie plantée en quelques lignes";

/// A paper with an article that Noé signs and is described, Ana who publishes, and Léa who left, with all that is known of her.
fn with_people(paper: &TestPaper) {
    let signed = "---\nheadline: Le pont\npublished: 2026-11-20 10:00\nbyline: [Noé Signe]\n---\n\nIl a cédé.\n";
    paper.write("pont.md", signed);
    paper.import().well();
    act(paper, &["describe", "person", "Noé Signe", "--biography", "Une première vie"]);
    act(paper, &["describe", "person", "Noé Signe", "--biography", LIFE]);
    paper
        .run(&["people", "add", "Ana Costa", "--role", "publisher", "--role", "administrator"])
        .well();
    let lea = ["people", "add", NAME, "--key", KEY, "--email", EMAIL, "--role", "reporter"];
    paper.run(&lea).well();
    paper.run(&["people", "token", KEY, "--name", TOKEN]).well();
}

/// Every file below a folder that holds some words.
fn holding(folder: &Path, words: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            found.extend(holding(&entry, words));
        } else if std::fs::read(&entry).is_ok_and(|bytes| bytes.windows(words.len()).any(|window| window == words.as_bytes())) {
            found.push(entry);
        }
    }
    found
}

/// Tables in which some words stand.
fn tables_with(paper: &TestPaper, words: &str) -> Vec<String> {
    let rows = paper.database.rows().into_iter();
    rows.filter(|(_, rows)| rows.iter().any(|row| row.contains(words)))
        .map(|(table, _)| table)
        .collect()
}

/// A configuration that names a list beside the data folder.
fn with_list(paper: &TestPaper) -> (String, PathBuf) {
    let list = paper.data.with_file_name("lists").join("erasures.jsonl");
    paper.write("machine.toml", &format!("erasures = \"{}\"\n", list.display()));
    (paper.folder.join("machine.toml").display().to_string(), list)
}

#[track_caller]
fn nothing_is_left(paper: &TestPaper, served: &Served, words: &[&str]) {
    for words in words {
        assert_eq!(tables_with(paper, words), [""; 0], "{words}");
        let gone = served.wait_until(|| holding(&paper.data, words).is_empty());
        assert!(gone, "{words} in {:?}", holding(&paper.data, words));
    }
}

#[test]
fn a_former_colleague_is_gone_from_every_byte_and_what_is_signed_stays() {
    on_both(|paper, _| {
        with_people(paper);
        let (config, list) = with_list(paper);
        let served = paper.serve_with(&["--config", &config]);
        for words in [EMAIL, KEY, NAME, TOKEN] {
            assert!(!tables_with(paper, words).is_empty(), "{words} was planted");
        }
        refused_act(paper, &["--config", &config, "erase", "--account", "ana-costa"]).refused("this is the last administrator");
        let erased = act(paper, &["--config", &config, "erase", "--account", KEY]);
        let id = erased["identity"].as_str().unwrap();
        nothing_is_left(paper, &served, &[EMAIL, KEY, NAME, TOKEN]);
        let entered = paper.run(&["record", "--act", "erased", "--json"]).well().said;
        assert!(entered.contains(id) && !entered.contains(NAME), "{entered}");
        assert!(
            std::fs::read_to_string(&list).unwrap().contains(id),
            "it is listed before it is answered"
        );
        assert!(holding(list.parent().unwrap(), EMAIL).is_empty());
        paper.run(&["verify"]).well();
        refused_act(paper, &["--as", KEY, "erase", "--person", "Noé Signe"]).refused("nobody who works here is called");
        for copy in ["export", "night.backup"] {
            let place = paper.data.with_file_name(copy).display().to_string();
            paper.run(&[copy.trim_start_matches("night."), &place]).well();
        }
        assert!(holding(&paper.data.with_file_name("export"), EMAIL).is_empty());
        assert!(!served.log().contains(EMAIL) && !served.log().contains(NAME));
    });
}

#[test]
fn what_is_said_of_a_contributor_goes_and_the_signature_stays_in_print() {
    on_both(|paper, _| {
        with_people(paper);
        let served = paper.serve();
        until_it_says(&served, "/auteurs/noe-signe", LIFE);
        act(paper, &["erase", "--person", "Noé Signe"]);
        until_it_no_longer_says(&served, "/auteurs/noe-signe", LIFE);
        assert!(served.get("/2026/11/20/le-pont").page().contains("Noé Signe"));
        nothing_is_left(paper, &served, &[LIFE, "Une première vie"]);
        paper.run(&["verify"]).well();
        refused_act(paper, &["erase", "--person", "Personne"]).refused("nobody who signs is called");
        refused_act(paper, &["erase"]).refused("account");
    });
}

#[test]
fn only_a_publisher_erases_and_one_with_an_account_is_erased_by_it() {
    on_both(|paper, _| {
        with_people(paper);
        paper.run(&["people", "add", "Noé Signe", "--role", "reporter"]).well();
        refused_act(paper, &["--as", KEY, "erase", "--account", "noe-signe"]).refused("may not do this here (erased)");
        refused_act(paper, &["--as", "ana-costa", "erase", "--person", "Noé Signe"]).refused("has an account here");
        act(paper, &["--as", "ana-costa", "erase", "--account", "noe-signe"]);
    });
}

fn restored(paper: &TestPaper, backup: &str, more: &[&str]) -> (TestPaper, testpaper::paper::Ran) {
    let engine = if paper.database.address.starts_with("sqlite:") {
        Engine::Sqlite
    } else {
        Engine::Postgres
    };
    let copy = TestPaper::new(PROGRAM, engine);
    let target = match engine {
        Engine::Sqlite => copy.data.display().to_string(),
        Engine::Postgres => copy.database.address.clone(),
    };
    let ran = copy.run(&[&["restore", backup, &target], more].concat());
    (copy, ran)
}

#[test]
fn an_older_backup_brings_back_nobody_and_nothing_that_was_withheld_since() {
    on_both(|paper, _| {
        with_people(paper);
        paper.write("secret.md", &news("Le secret", "Le témoin habite rue du Puits."));
        paper.import().well();
        let backup = paper.data.with_file_name("old.backup").display().to_string();
        paper.run(&["backup", &backup]).well();
        let (config, list) = with_list(paper);
        act(paper, &["--config", &config, "erase", "--account", KEY]);
        act(paper, &["--config", &config, "erase", "--person", "Noé Signe"]);
        let words = [
            "--config",
            &config,
            "withhold",
            "/2026/11/20/le-secret",
            "--words",
            "rue du Puits",
            "--ground",
            "privacy",
        ];
        act(paper, &[&words[..], &["--reason", "Le témoin a peur."]].concat());

        let (copy, ran) = restored(paper, &backup, &[]);
        ran.refused("a backup may hold who was erased");
        assert_eq!(copy.run(&["verify"]).code, Some(2), "nothing is served without it");
        restored(paper, &backup, &["--erasures", "nowhere.jsonl"])
            .1
            .refused("cannot be read");

        let (copy, ran) = restored(paper, &backup, &["--erasures", &list.display().to_string()]);
        assert!(ran.well().said.contains("done again since the backup: 2 erasures, 1 withholdings"));
        let served = copy.serve();
        nothing_is_left(&copy, &served, &[EMAIL, KEY, NAME, TOKEN, LIFE, "rue du Puits"]);
        assert!(!served.get("/2026/11/20/le-secret").page().contains("rue du Puits"));
        copy.run(&["verify"]).well();
        let entered = copy.run(&["record", "--by", "job:restore"]).well().said;
        assert_eq!(entered.lines().count(), 3, "{entered}");

        let (copy, ran) = restored(paper, &backup, &["--without-erasures", "La liste a brûlé."]);
        ran.well();
        let woken = copy.run(&["wake", "--language", "en"]).well().said;
        assert!(woken.contains("without the list of erasures (La liste a brûlé.)"), "{woken}");
        assert!(copy.run(&["record", "--act", "woken"]).well().said.contains("La liste a brûlé."));
    });
}

#[test]
fn what_a_killed_process_did_not_list_is_listed_by_the_next_one() {
    on_both(|paper, _| {
        with_people(paper);
        // Without the list in its configuration, as one that ends between the commit and the list.
        let id = act(paper, &["erase", "--account", KEY])["identity"].as_str().unwrap().to_owned();
        let (config, list) = with_list(paper);
        assert!(paper.run(&["doctor"]).said.contains("are listed nowhere outside of the database"));
        assert!(paper.run(&["--config", &config, "doctor"]).said.contains("1 of 1 are missing"));
        std::fs::create_dir_all(list.parent().unwrap()).unwrap();
        let identity = paper.run(&["export", &paper.data.with_file_name("export").display().to_string()]);
        identity.well();
        let served = paper.serve_with(&["--config", &config]);
        let is_listed = || std::fs::read_to_string(&list).is_ok_and(|text| text.contains(&id));
        assert!(served.wait_until(is_listed), "{}", served.log());
        // A line that was cut short was never acknowledged, and is written anew.
        let whole = std::fs::read_to_string(&list).unwrap();
        served.kill();
        std::fs::write(&list, &whole[..whole.len() - 20]).unwrap();
        let served = paper.serve_with(&["--config", &config]);
        assert!(
            served.wait_until(|| std::fs::read_to_string(&list).is_ok_and(|text| text == whole)),
            "{}",
            served.log()
        );
        assert!(
            paper
                .run(&["--config", &config, "doctor"])
                .said
                .contains("1 erasures and withholdings are listed in")
        );
        // The list of another paper is left alone.
        std::fs::write(&list, "{\"paper\":\"00000000-0000-0000-0000-000000000000\"}\n").unwrap();
        refused_act(paper, &["--config", &config, "erase", "--person", "Noé Signe"]).refused("of another paper");
    });
}

#[test]
fn a_reader_is_forgotten_and_that_there_was_a_consent_can_be_proven_for_a_while() {
    on_both(|paper, _| {
        with_people(paper);
        let id = "01a22be2-1b16-73f3-85bc-000000000001";
        let (blob, binary) = ("x'01a22be21b1673f385bc000000000001'", "x'0707'");
        let is_file = paper.database.address.starts_with("sqlite:");
        let (id_value, digest) = if is_file {
            (blob.to_owned(), binary.to_owned())
        } else {
            (format!("'{id}'"), "'\\x0707'".to_owned())
        };
        paper.database.tamper(&format!(
            "insert into readers (id, address, proven_at, language, name, made_at, seen_at) values ({id_value}, '{READER}', 1, 'fr', 'Ida Plantée', 1, 2)"
        ));
        paper.database.tamper(&format!(
            "insert into wordings (digest, text) values ({digest}, 'Je veux la lettre.')"
        ));
        paper.database.tamper(&format!(
            "insert into consents (id, reader, what, wording, form, given_at) values ({id_value}, {id_value}, 'newsletter', {digest}, 'sign-up', 3)"
        ));
        let served = paper.serve();
        act(paper, &["erase", "--reader", id]);
        nothing_is_left(paper, &served, &[READER, "Ida Plantée"]);
        assert_eq!(
            paper
                .database
                .texts("select what from consents where withdrawn_at is not null and kept_until > withdrawn_at"),
            ["newsletter"]
        );
        refused_act(paper, &["erase", "--reader", "personne"]).refused("no reader has this identity");
    });
}

#[test]
fn what_a_program_erases_is_listed_before_it_is_answered() {
    on_both(|paper, _| {
        with_people(paper);
        let shown = paper.run(&["people", "token", "ana-costa", "--name", "demandes"]).well().said;
        let bearer = format!("Bearer {}", shown.lines().last().unwrap().trim());
        let (config, list) = with_list(paper);
        let served = paper.serve_with(&["--config", &config, "--operators", "127.0.0.1:0"]);
        let asked = serde_json::json!({ "act": "erase", "account": KEY }).to_string();
        let answer = served.sends("/acts", &[("Authorization", &bearer)], asked.as_bytes());
        assert_eq!(answer.status, 200, "{}", answer.text());
        let told: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        let listed = std::fs::read_to_string(&list).unwrap();
        assert!(listed.contains(told["identity"].as_str().unwrap()), "{listed}");
        nothing_is_left(paper, &served, &[EMAIL, KEY, NAME, TOKEN]);
    });
}

#[test]
fn an_answer_says_that_it_is_done_and_not_listed_and_the_list_is_written_once_it_can_be() {
    on_both(|paper, _| {
        with_people(paper);
        let token = issued_to(paper, "ana-costa");
        let (config, list) = with_list(paper);
        let folder = list.parent().unwrap();
        std::fs::write(folder, "a file where a folder was meant").unwrap();
        let served = paper.serve_with(&["--operators", "127.0.0.1:0", "--config", &config]);
        let answer = told(&send(&served, &token, "{\"act\":\"erase\",\"account\":\"planted-lea\"}"));
        assert_eq!(answer["done"], "erased", "{answer}");
        let unlisted = answer["unlisted"].as_str().unwrap();
        assert!(unlisted.contains("la liste des effacements n’a pas pu être écrite"), "{unlisted}");
        let batch = "[{\"act\":\"erase\",\"person\":\"Noé Signe\"},{\"act\":\"save\",\"text\":\"# Un titre\"}]";
        let lines = send(&served, &token, batch).text();
        let unlisted: Vec<bool> = lines.lines().map(|line| line.contains("\"unlisted\"")).collect();
        assert_eq!(unlisted, [true, false], "{lines}");
        let ran = refused_act(paper, &["--config", &config, "erase", "--account", "nobody"]);
        assert!(!ran.complained.contains("it is done"), "{}", ran.complained);
        paper.run(&["people", "add", "Max Autre", "--role", "reporter"]).well();
        let ran = refused_act(paper, &["--config", &config, "erase", "--account", "max-autre"]);
        ran.refused("it is done, but the list of erasures could not be written");
        std::fs::remove_file(folder).unwrap();
        let is_listed = || std::fs::read_to_string(&list).is_ok_and(|text| text.matches("\"erased\"").count() == 3);
        assert!(served.wait_until(is_listed), "{}", served.log());
        let answer = told(&send(
            &served,
            &token,
            "{\"act\":\"withhold\",\"article\":\"/2026/11/20/le-pont\",\"words\":\"cédé\",\"ground\":\"privacy\",\"reason\":\"Non.\"}",
        ));
        assert_eq!(
            (&answer["done"], &answer["unlisted"]),
            (&"withheld".into(), &serde_json::Value::Null),
            "{answer}"
        );
    });
}

#[test]
fn a_list_that_somebody_else_wrote_into_or_cut_short_has_everybody_once_after_the_next_erasure() {
    on_both(|paper, _| {
        with_people(paper);
        let token = issued_to(paper, "ana-costa");
        let (config, list) = with_list(paper);
        let served = paper.serve_with(&["--operators", "127.0.0.1:0", "--config", &config]);
        let mut erased = Vec::new();
        for (number, meddle) in [(1, None), (2, Some("cut")), (3, Some("added")), (4, Some("gone")), (5, None)] {
            let key = format!("collegue-{number}");
            paper
                .run(&["people", "add", "Un Collègue", "--key", &key, "--role", "reporter"])
                .well();
            match meddle {
                Some("cut") => cut_short(&list),
                Some("gone") => std::fs::remove_file(&list).unwrap(),
                Some(_) => {
                    let left = ["people", "add", "Une Autre", "--key", "autre", "--role", "reporter"];
                    paper.run(&left).well();
                    let ran = paper
                        .run(&["act", "--json", "--config", &config, "erase", "--account", "autre"])
                        .well();
                    erased.push(identity_in(&ran.said));
                }
                None => {}
            }
            let asked = serde_json::json!({ "act": "erase", "account": key }).to_string();
            erased.push(identity_in(&send(&served, &token, &asked).text()));
            let listed = std::fs::read_to_string(&list).unwrap();
            assert!(listed.starts_with("{\"paper\":") && listed.ends_with("}\n"), "{listed}");
            for identity in &erased {
                assert_eq!(listed.matches(identity.as_str()).count(), 1, "{meddle:?}: {listed}");
            }
        }
    });
}

fn cut_short(list: &Path) {
    let whole = std::fs::read_to_string(list).unwrap();
    std::fs::write(list, &whole[..whole.len() - 20]).unwrap();
}

fn identity_in(answer: &str) -> String {
    let told: serde_json::Value = serde_json::from_str(answer.lines().last().unwrap()).unwrap();
    told["identity"].as_str().unwrap().to_owned()
}

fn issued_to(paper: &TestPaper, key: &str) -> String {
    let said = paper.run(&["people", "token", key, "--name", "un programme"]).well().said;
    said.lines().last().unwrap().trim().to_owned()
}
