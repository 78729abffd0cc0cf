//! What the record proves of the present: every sort of tampering with what is live, placed, permitted, set, closed or
//! withheld is found and located; a paper of before commits to its state once; no words of refusals stay anywhere.

use std::path::Path;

use testpaper::{Engine, TestPaper, engines};

use crate::acts::{act, save};
use crate::embargo::{SIX, after_six, on_both_before_six};
use crate::{PROGRAM, on_both, png};

/// A backup that the program made when entries carried no state, of the paper that [`furnish`] makes.
const OF_BEFORE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples/form_1.backup");

/// How many entries it has.
const ENTRIES_OF_BEFORE: i64 = 29;

/// A paper with every sort of subject.
fn furnish(paper: &TestPaper) {
    paper.write(
        "paper.toml",
        "name = \"L’Écluse\"\n[[section]]\npath = \"eau\"\nname = \"Eau\"\ndescription = \"Le canal et ses écluses.\"\n",
    );
    paper.write("pont.md", "---\nheadline: Le pont a cédé\nbyline: [Léa Brun]\nsection: eau\ndossiers: [Le pont]\ntopics: [Canal]\ntranslation_set: pont\npublished: 2026-11-20 10:00\npinned: true\n---\n\nLe pont de Vaux a cédé jeudi.\n");
    paper.write("reserve.md", "---\nheadline: Le prix de l’eau\nsection: eau\naccess: subscribers\npublished: 2026-11-19 10:00\n---\n\nUne enquête en deux parties.\n\nLa seconde est longue.\n");
    paper.import().well();
    paper.write_bytes("p.png", &png([1, 2, 3]));
    let picture = save(
        paper,
        "pic.md",
        "---\nheadline: Une image\nsection: eau\n---\n\n![Le pont](p.png){credit=\"Léa Brun\"}\n\nTexte.\n",
    );
    let draft = |name: &str, headline: &str| save(paper, name, &format!("---\nheadline: {headline}\nsection: eau\n---\n\nÀ venir.\n"));
    let (planned, secret, lifted) = (
        draft("draft.md", "Un projet"),
        draft("d2.md", "Un secret"),
        draft("d3.md", "Un autre secret"),
    );
    for (name, role) in [("Léa Brun", "front_editor"), ("Max", "reporter"), ("Gone", "reporter")] {
        paper.run(&["people", "add", name, "--role", role]).well();
    }
    paper.run(&["people", "disable", "gone"]).well();
    paper.run(&["people", "grant", "max", "--role", "copy_editor"]).well();
    let pont = "/2026/11/20/le-pont-a-cede";
    let told = "Le pont a cédé un vendredi.";
    act(
        paper,
        &[
            "correct",
            pont,
            "--nature",
            "correction",
            "--replace",
            "jeudi",
            "vendredi",
            "--tell",
            told,
        ],
    );
    act(paper, &["publish", &picture]);
    act(paper, &["schedule", &planned, "--at", "2099-01-01 10:00"]);
    act(
        paper,
        &[
            "embargo",
            &secret,
            "--until",
            "2099-02-01 10:00",
            "--reason",
            "Le ministère l’a demandé.",
        ],
    );
    act(
        paper,
        &["embargo", &lifted, "--until", "2099-02-01 10:00", "--reason", "Une source."],
    );
    act(paper, &["lift", &lifted, "--reason", "Tout est dit.", "--alone-on-duty"]);
    act(
        paper,
        &[
            "suspend-comments",
            "--section",
            "eau",
            "--review",
            "2099-03-01",
            "--reason",
            "Trop d’insultes.",
        ],
    );
    act(
        paper,
        &["suspend-comments", "--paper", "--until", "2099-03-01 10:00", "--reason", "Partout."],
    );
    act(paper, &["resume-comments", "--paper", "--reason", "C’est fini."]);
    let words = [
        "--words",
        "La seconde est longue",
        "--ground",
        "court_order",
        "--reason",
        "Une ordonnance.",
    ];
    act(paper, &[&["withhold", "/2026/11/19/le-prix-de-l-eau"], &words[..]].concat());
    act(paper, &["move-address", pont, "/le-pont"]);
}

/// A paper made by the program of before, on an engine.
fn of_before(engine: Engine) -> TestPaper {
    let paper = TestPaper::new(PROGRAM, engine);
    let target = match engine {
        Engine::Sqlite => paper.data.display().to_string(),
        Engine::Postgres => paper.database.address.clone(),
    };
    paper.run(&["restore", OF_BEFORE, &target, "--without-erasures", "un essai"]).well();
    paper.database.tamper("delete from asleep");
    paper
}

const RESERVED: &str = "first_published_at = (select min(first_published_at) from articles)";

/// What an attacker does, how it is undone, and what `verify` says of it.
struct Attack {
    sort: &'static str,
    done: &'static str,
    undone: &'static str,
    told: &'static str,
}

/// In each, RESERVED is the article that readers have to register for.
const ATTACKS: &[Attack] = &[
    Attack {
        sort: "live version",
        done: "update articles set live_version = 1 where live_version = 2",
        undone: "update articles set live_version = 2 where id in (select article from versions where number = 2)",
        told: "`live` is 1, and entry ",
    },
    Attack {
        sort: "unpublished",
        done: "update articles set live_version = null where RESERVED",
        undone: "update articles set live_version = 1 where RESERVED",
        told: "`live` is nothing, and entry ",
    },
    Attack {
        sort: "first publication",
        done: "update articles set first_published_at = 7 where RESERVED",
        undone: "update articles set first_published_at = 1795078800000 where RESERVED",
        told: "`first_published_at` is 7, and entry ",
    },
    Attack {
        sort: "access",
        done: "update articles set access = 'everyone' where RESERVED",
        undone: "update articles set access = 'subscribers' where RESERVED",
        told: "`access` is \"everyone\", and entry ",
    },
    Attack {
        sort: "teaser",
        done: "update articles set teaser_ends_after = 9 where RESERVED",
        undone: "update articles set teaser_ends_after = 2 where RESERVED",
        told: "`teaser` is 9, and entry ",
    },
    Attack {
        sort: "pin",
        done: "update articles set pinned_at = 5 where RESERVED",
        undone: "update articles set pinned_at = null where RESERVED",
        told: "`pinned_at` is 5, and entry ",
    },
    Attack {
        sort: "placement",
        done: "update articles set section = null where RESERVED",
        undone: "update articles set section = (select id from catalogue where key = 'eau') where RESERVED",
        told: "`section` is nothing, and entry ",
    },
    Attack {
        sort: "membership",
        done: "update memberships set thing = 'dossier', position = 9 where thing = 'topic'",
        undone: "update memberships set thing = 'topic', position = 0 where position = 9",
        told: "`dossiers` is ",
    },
    Attack {
        sort: "translations",
        done: "update articles set translation_set = 'autre' where translation_set = 'pont'",
        undone: "update articles set translation_set = 'pont' where translation_set = 'autre'",
        told: "`translations` is ",
    },
    Attack {
        sort: "address",
        done: "update addresses set until = 5 where path = '/le-pont'",
        undone: "update addresses set until = null where path = '/le-pont'",
        told: "address /le-pont: `until` is 5, and entry ",
    },
    Attack {
        sort: "name",
        done: "update catalogue set name = 'Forgée' where key = 'canal'",
        undone: "update catalogue set name = 'Canal' where key = 'canal'",
        told: "its words are not those that entry ",
    },
    Attack {
        sort: "known to readers",
        done: "update catalogue set position = 77 where key = 'canal'",
        undone: "update catalogue set position = 1000 where key = 'canal'",
        told: "`position` is 77, and entry ",
    },
    Attack {
        sort: "grant",
        done: "update grants set role = 'publisher' where role = 'copy_editor'",
        undone: "update grants set role = 'copy_editor' where role = 'publisher'",
        told: "`grants` is [{\"role\":\"publisher\"",
    },
    Attack {
        sort: "account",
        done: "update accounts set disabled_at = 5 where key = 'max'",
        undone: "update accounts set disabled_at = null where key = 'max'",
        told: "`left_at` is 5, and entry ",
    },
    Attack {
        sort: "account under another key",
        done: "update accounts set key = 'maxime' where key = 'max'",
        undone: "update accounts set key = 'max' where key = 'maxime'",
        told: "its words are not those that entry ",
    },
    Attack {
        sort: "setting",
        done: "update paper set settings = replace(settings, 'cluse', 'CLUSE')",
        undone: "update paper set settings = replace(settings, 'CLUSE', 'cluse')",
        told: "setting paper: its words are not those that entry ",
    },
    Attack {
        sort: "suspension",
        done: "update suspensions set ended_at = 5 where thing = 'section'",
        undone: "update suspensions set ended_at = null where thing = 'section'",
        told: "`ended_at` is 5, and entry ",
    },
    Attack {
        sort: "reason of a suspension",
        done: "update suspensions set reason = 'Pour rien.' where thing = 'section'",
        undone: "update suspensions set reason = 'Trop d’insultes.' where thing = 'section'",
        told: "its words are not those that entry ",
    },
    Attack {
        sort: "plan",
        done: "update schedules set nature = 'typo'",
        undone: "update schedules set nature = 'update'",
        told: "`nature` is \"typo\", and entry ",
    },
    Attack {
        sort: "embargo",
        done: "update embargoes set zone = 'UTC'",
        undone: "update embargoes set zone = 'Europe/Paris'",
        told: "`zone` is \"UTC\", and entry ",
    },
    Attack {
        sort: "withholding",
        done: "update withholdings set ground = 'minor'",
        undone: "update withholdings set ground = 'court_order'",
        told: "`ground` is \"minor\", and entry ",
    },
    Attack {
        sort: "file",
        done: "update assets set media_type = 'text/html'",
        undone: "update assets set media_type = 'image/png'",
        told: "`type` is \"text/html\", and entry ",
    },
];

/// What cannot be undone, one after the other.
const LAST: [(&str, &str); 6] = [
    ("delete from fingerprints", "`trace` is "),
    ("delete from suspensions", "it is gone, and entry "),
    ("delete from embargoes", "it is gone, and entry "),
    ("delete from schedules", "it is gone, and entry "),
    (
        "delete from addresses where until is not null",
        "address /2026/11/20/le-pont-a-cede: it is gone, and entry ",
    ),
    (
        "delete from grants where role = 'copy_editor'; update articles set access = 'everyone'",
        "`grants` is nothing, and entry ",
    ),
];

fn found(paper: &TestPaper, sort: &str, told: &str) {
    let ran = paper.run(&["verify"]);
    assert_eq!(ran.code, Some(1), "{sort}: {}", ran.said);
    assert!(ran.complained.contains(told), "{sort}: expected `{told}` in: {}", ran.complained);
}

fn attacked(paper: &TestPaper) {
    for attack in ATTACKS {
        paper.database.tamper(&attack.done.replace("RESERVED", RESERVED));
        found(paper, attack.sort, attack.told);
        paper.database.tamper(&attack.undone.replace("RESERVED", RESERVED));
        let ran = paper.run(&["verify"]);
        assert_eq!(ran.code, Some(0), "{} was undone: {}", attack.sort, ran.complained);
    }
    for (attack, told) in LAST {
        paper.database.tamper(attack);
        found(paper, attack, told);
    }
}

#[test]
fn tampering_with_what_is_live_placed_permitted_set_closed_or_withheld_is_found() {
    on_both(|paper, _| {
        furnish(paper);
        let said = paper.run(&["verify"]).well().said;
        assert!(said.contains("are proven from entry 1 of the record on"), "{said}");
        paper
            .database
            .tamper("update record_words set text = 'Rien.' where text = 'Tout est dit.'");
        found(
            paper,
            "words of an entry",
            "of the record says as `reason` is gone, or is not what was said",
        );
        paper
            .database
            .tamper("update record_words set text = 'Tout est dit.' where text = 'Rien.'");
        attacked(paper);
    });
}

#[test]
fn tampering_with_a_paper_of_before_is_found_from_its_base_on() {
    for engine in engines() {
        let paper = of_before(engine);
        // The first command that opens it commits to its state.
        paper.run(&["verify"]).well();
        attacked(&paper);
    }
}

#[test]
fn an_account_that_nobody_added_is_found() {
    on_both(|paper, engine| {
        furnish(paper);
        let id = crate::planting::id(engine, 1);
        paper.database.tamper(&format!(
            "insert into accounts (id, key, name, made_at, made_by, joined_at) values ({id}, 'evil', 'Evil', 1, 'command-line', 1)"
        ));
        found(paper, "account", "it is there, and no entry of the record knows of it");
    });
}

#[test]
fn a_paper_of_before_commits_to_its_state_once_and_goes_on_from_there() {
    for engine in engines() {
        let paper = of_before(engine);
        let base = ENTRIES_OF_BEFORE + 1;
        let said = paper.run(&["verify"]).well().said;
        assert!(said.contains(&format!("{base} entries of the record; everything holds")), "{said}");
        assert!(said.contains(&format!("are proven from entry {base} of the record on")), "{said}");
        let record = paper.run(&["record", "--act", "state_committed"]).well().said;
        assert_eq!(record.lines().count(), 1, "{record}");
        assert!(record.contains("migration") && record.contains("\"count\":"), "{record}");
        // It goes on as it was, and every way of carrying it carries its base.
        paper.run(&["act", "unpin", "/le-pont"]).well();
        paper.run(&["act", "pin", "/2026/11/19/le-prix-de-l-eau"]).well();
        let said = paper.run(&["verify"]).well().said;
        assert!(said.contains(&format!("are proven from entry {base} of the record on")), "{said}");
        let elsewhere = TestPaper::new(PROGRAM, *engines().iter().rfind(|other| **other != engine).unwrap_or(&engine));
        paper.run(&["db", "move-to", &elsewhere.database.address]).well();
        assert_eq!(elsewhere.run(&["verify"]).well().said, said);
        let export = paper.data.join("export");
        paper.run(&["export", &export.display().to_string()]).well();
        let by_a_stranger = std::process::Command::new("python3")
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/verify/record.py"))
            .arg(export.join(".rotative/record.jsonl"))
            .output()
            .unwrap();
        assert!(by_a_stranger.status.success(), "{}", String::from_utf8_lossy(&by_a_stranger.stdout));
        let rebuilt = TestPaper::new(PROGRAM, engine);
        rebuilt.import_from(&export).well();
        assert_eq!(rebuilt.run(&["verify"]).well().said, said);
        // A base that is another one is found.
        let drop_trigger = match engine {
            Engine::Sqlite => "drop trigger record_base_never_changes",
            Engine::Postgres => "drop trigger record_base_never_changes on record_base",
        };
        rebuilt.database.tamper(&format!(
            "{drop_trigger}; update record_base set value = replace(value, 'subscribers', 'everyone')"
        ));
        found(&rebuilt, "base", "the base of the state is not what entry ");
    }
}

/// Files below a folder that hold a word, by their path in it.
fn files_with(folder: &Path, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for path in std::fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if String::from_utf8_lossy(&std::fs::read(&path).unwrap()).contains(word) {
                found.push(path.strip_prefix(folder).unwrap().display().to_string());
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_plan_given_up_for_withheld_words_puts_none_of_them_anywhere() {
    on_both_before_six(|paper| {
        let text = |more: &str| {
            format!("---\nheadline: Le procès\ntopics: [Canal]\n---\n\nAnatole Verdier a été entendu.\n\nLe jugement est attendu.{more}\n")
        };
        paper.import().well();
        let article = save(paper, "proces.md", &text(""));
        act(paper, &["publish", &article]);
        paper.write("suite.md", &text(" Il tombera mardi."));
        let file = paper.folder.join("suite.md").display().to_string();
        act(paper, &["save", &file, "--article", &article]);
        let withheld = ["--words", "Anatole Verdier", "--ground", "minor", "--reason", "Une ordonnance."];
        act(paper, &[&["withhold", article.as_str()], &withheld[..]].concat());
        act(paper, &["schedule", &article, "--at", SIX]);
        act(paper, &["describe", "topic", "Canal", "--name", "Anatole Verdier"]);
        let served = paper.serve();
        paper.set_clock(after_six(1));
        let mut record = String::new();
        assert!(served.wait_until(|| {
            record = paper.run(&["record", "--act", "unscheduled", "--json"]).well().said;
            !record.is_empty()
        }));
        assert!(record.contains("\"refused\":{\"code\":\"comes_back.name\",\"list\":\""), "{record}");
        let rows = paper.database.rows();
        assert!(rows.len() > 25, "every table is searched: {rows:?}");
        let jobs = rows.iter().find(|(table, _)| table == "jobs").unwrap();
        assert!(jobs.1.iter().any(|row| row.contains("comes_back.name")), "{jobs:?}");
        let with = |(table, rows): &(String, Vec<String>)| rows.iter().any(|row| row.contains("Verdier")).then(|| table.clone());
        let found: Vec<String> = rows.iter().filter_map(with).collect();
        assert_eq!(found, ["catalogue"], "the topic alone is called so");
        let export = paper.data.join("export");
        paper.run(&["export", &export.display().to_string()]).well();
        let found = files_with(&export, "Verdier");
        assert!(
            found.len() == 2
                && found[0] == ".rotative/catalogue.jsonl"
                && std::path::Path::new(&found[1]).extension().is_some_and(|kind| kind == "md"),
            "{found:?}"
        );
        assert!(!served.log().contains("Verdier"), "{}", served.log());
    });
}
