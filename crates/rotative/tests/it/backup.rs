//! A backup is one file, made while the paper is served and written, and becomes the same paper on either engine.

use std::path::{Path, PathBuf};

use age::secrecy::ExposeSecret as _;
use manuscript::role::Role;
use testpaper::{Engine, TestPaper, engines};

use crate::busy::Busy;
use crate::moving::other_than;
use crate::{OF_THE_DEMO, PROGRAM, news, on_both, planting};

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo");

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Makes a paper elsewhere from a backup, on an engine: its own data folder, or its own schema beside that folder.
fn restore(backup: &Path, engine: Engine, arguments: &[&str]) -> (TestPaper, testpaper::paper::Ran) {
    let paper = TestPaper::new(PROGRAM, engine);
    let target = match engine {
        Engine::Sqlite => shown(&paper.data),
        Engine::Postgres => paper.database.address.clone(),
    };
    let file = shown(backup);
    let all: Vec<&str> = ["restore", &file, &target, "--without-erasures", "un essai"]
        .into_iter()
        .chain(arguments.iter().copied())
        .collect();
    let ran = paper.run(&all);
    (paper, ran)
}

fn leftovers(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| name.contains(".part"))
        .collect()
}

#[test]
fn a_backup_made_under_load_is_the_same_paper_on_either_engine() {
    on_both(|paper, _| {
        paper.import_from(DEMO.as_ref()).well();
        planting::account(paper, Role::Publisher);
        let served = paper.serve_with(&["--address", "https://e.example"]);
        let busy = Busy::on(&paper.database.address);
        let backup = paper.data.join("night.backup");
        let ran = paper.run(&["backup", &shown(&backup)]).well();
        let during = busy.published();
        assert!(busy.stop() >= during && during > 0);
        assert!(ran.said.starts_with(&format!("backed up {OF_THE_DEMO} articles")), "{}", ran.said);
        assert_eq!(leftovers(&paper.data), [""; 0]);
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&backup).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600, "it holds drafts and people: only its owner reads it");
        let front = served.get("/").page();
        for to in engines() {
            let (elsewhere, ran) = restore(&backup, to, &[]);
            assert!(ran.well().said.contains("everything verified"));
            assert_eq!(leftovers(&elsewhere.data), [""; 0]);
            elsewhere.run(&["doctor"]).well();
            let there = elsewhere.serve_with(&["--address", "https://e.example"]);
            let picture = front
                .split('"')
                .find(|part| part.starts_with("/media/") && !part.contains(' '))
                .unwrap();
            assert_eq!(there.get(picture).body, served.get(picture).body);
            assert!(there.get("/").page().contains("Vaux"));
        }
    });
}

#[test]
fn a_restored_paper_serves_the_same_pages_and_goes_on() {
    on_both(|paper, engine| {
        paper.import_from(DEMO.as_ref()).well();
        let backup = paper.data.join("night.backup");
        paper.run(&["backup", &shown(&backup)]).well();
        let (elsewhere, ran) = restore(&backup, other_than(engine), &[]);
        ran.well();
        let ran = paper
            .run(&[
                "restore",
                &shown(&backup),
                &shown(&paper.data.join("third")),
                "--without-erasures",
                "un essai",
            ])
            .well();
        let names_its_database = ran.said.contains("third --database sqlite:");
        assert_eq!(
            names_its_database,
            engine == Engine::Postgres,
            "another one is configured: {}",
            ran.said
        );
        assert_eq!(elsewhere.run(&["verify"]).well().said, paper.run(&["verify"]).well().said);
        let (here, there) = (
            paper.serve_with(&["--address", "https://e.example"]),
            elsewhere.serve_with(&["--address", "https://e.example"]),
        );
        for path in ["/", "/2026/11/22/vaux-la-route-rouvre-lundi", "/feed.xml"] {
            assert_eq!(there.get(path).page(), here.get(path).page(), "{path}");
        }
        drop(there);
        elsewhere.write("demain.md", &news("Le lendemain", "La suite."));
        elsewhere.run(&["import", "folder", &shown(&elsewhere.folder), "--yes"]).well();
        elsewhere.run(&["verify"]).well();
        elsewhere.run(&["backup", &shown(&elsewhere.data.join("next.backup"))]).well();
    });
}

#[test]
fn a_backup_fills_a_named_sqlite_file_and_its_pictures_go_to_the_data_folder() {
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    paper.import_from(DEMO.as_ref()).well();
    let backup = paper.data.join("night.backup");
    paper.run(&["backup", &shown(&backup)]).well();
    let mut elsewhere = TestPaper::new(PROGRAM, Engine::Sqlite);
    let address = format!("sqlite:{}", shown(&elsewhere.data.join("made/for/it.db")));
    // A restore that was cut short leaves what it had unpacked.
    std::fs::create_dir_all(elsewhere.data.join("restoring.part/media/ab")).unwrap();
    elsewhere
        .run(&["restore", &shown(&backup), &address, "--without-erasures", "un essai"])
        .well();
    assert_eq!(leftovers(&elsewhere.data), [""; 0]);
    assert_eq!(files(&elsewhere.data.join("media")).len(), files(&paper.data.join("media")).len());
    elsewhere.by_way_of = Some(address);
    elsewhere.run(&["doctor", "--deep"]).well();
}

#[test]
fn nothing_is_written_over_by_a_backup_or_a_restore() {
    on_both(|paper, engine| {
        paper.write("a.md", &news("Un article", "Texte."));
        paper.import().well();
        let backup = paper.data.join("night.backup");
        paper.run(&["backup", &shown(&backup)]).well();
        paper.run(&["backup", &shown(&backup)]).refused("never writes over anything");
        let second = paper.data.join("second.backup");
        std::fs::write(paper.data.join("second.backup.part"), "x").unwrap();
        paper.run(&["backup", &shown(&second)]).refused("another backup is being made");
        assert!(paper.data.join("second.backup.part").exists(), "it is not ours to remove");
        let target = match engine {
            Engine::Sqlite => shown(&paper.data),
            Engine::Postgres => paper.database.address.clone(),
        };
        let words = if engine == Engine::Sqlite {
            "is not an empty data folder"
        } else {
            "is not empty"
        };
        paper
            .run(&["restore", &shown(&backup), &target, "--without-erasures", "un essai"])
            .refused(words);
        paper.run(&["verify"]).well();
        let nowhere = paper.data.join("no/such/folder/x.backup");
        paper.run(&["backup", &shown(&nowhere)]);
        assert!(!nowhere.exists());
        TestPaper::new(PROGRAM, engine)
            .run(&["backup", &shown(&paper.data.join("none.backup"))])
            .refused("there is no paper in");
        assert!(!paper.data.join("none.backup").exists());
    });
}

#[test]
fn a_damaged_backup_is_refused_and_leaves_nothing() {
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    paper.import_from(DEMO.as_ref()).well();
    let backup = paper.data.join("night.backup");
    paper.run(&["backup", &shown(&backup)]).well();
    let bytes = std::fs::read(&backup).unwrap();
    let damaged = paper.data.join("damaged.backup");
    let refuse = |bytes: &[u8], what: &str| {
        std::fs::write(&damaged, bytes).unwrap();
        for engine in engines() {
            let (elsewhere, ran) = restore(&damaged, engine, &[]);
            assert_eq!(ran.code, Some(2), "{what}: {} {}", ran.said, ran.complained);
            assert!(ran.complained.contains("damaged"), "{what}: {}", ran.complained);
            assert!(
                !elsewhere.data.join("paper.db").exists() && !elsewhere.data.join("media").exists(),
                "{what}"
            );
            assert_eq!(leftovers(&elsewhere.data), [""; 0], "{what}");
            elsewhere.run(&["verify"]).refused("there is no paper in");
        }
    };
    for part in [0, 1, 3, 5, 7] {
        let at = (bytes.len() - 1) * part / 7;
        let mut flipped = bytes.clone();
        flipped[at] ^= 0x10;
        refuse(&flipped, &format!("byte {at} of {} flipped", bytes.len()));
    }
    for length in [0, 40, bytes.len() / 2, bytes.len() - 1] {
        refuse(&bytes[..length], &format!("cut to {length} of {}", bytes.len()));
    }
}

#[test]
fn a_forged_backup_is_refused() {
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    paper.write("a.md", &news("Un article", "Vingt-neuf morts."));
    paper.import().well();
    paper
        .database
        .tamper("update versions set copy = replace(copy, 'neuf morts', 'deux morts') where number = 1");
    let backup = paper.data.join("night.backup");
    let ran = paper.run(&["backup", &shown(&backup)]);
    assert_eq!(ran.code, Some(1), "it is written, and said to be wrong: {}", ran.complained);
    assert!(ran.complained.contains("does not verify") && backup.exists(), "{}", ran.complained);
    for engine in engines() {
        let (elsewhere, ran) = restore(&backup, engine, &[]);
        ran.refused("does not verify, nothing was kept");
        elsewhere.run(&["verify"]).refused("there is no paper in");
    }
}

#[test]
fn a_lost_picture_stops_no_backup_and_a_withheld_one_is_in_none() {
    on_both(|paper, engine| {
        paper.import_from(DEMO.as_ref()).well();
        let withheld = planting::withheld_media(paper);
        let first = paper.data.join("first.backup");
        let ran = paper.run(&["backup", &shown(&first)]).well();
        assert!(
            !ran.complained.contains("missing"),
            "what is withheld is not missed: {}",
            ran.complained
        );
        let export = paper.data.join("export");
        paper.run(&["export", &shown(&export)]).well();
        let rebuilt = TestPaper::new(PROGRAM, engine);
        rebuilt.import_from(&export).well();
        assert_eq!(rebuilt.run(&["verify"]).well().said, paper.run(&["verify"]).well().said);
        let lost = files(&paper.data.join("media")).pop().unwrap();
        std::fs::remove_file(&lost).unwrap();
        let second = paper.data.join("second.backup");
        let ran = paper.run(&["backup", &shown(&second)]).well();
        assert!(
            ran.complained.contains("is missing or damaged and is not in the backup"),
            "{}",
            ran.complained
        );
        let (elsewhere, ran) = restore(&second, Engine::Sqlite, &[]);
        assert!(ran.well().complained.contains("was missing when the backup was made"));
        let there = files(&elsewhere.data.join("media"));
        assert_eq!(there.len(), files(&paper.data.join("media")).len());
        assert!(
            !there
                .iter()
                .any(|file| withheld.ends_with(&*file.file_name().unwrap().to_string_lossy()))
        );
    });
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let inner = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    inner
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect()
}

#[test]
fn a_sealed_backup_opens_for_whom_it_was_sealed_only() {
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    paper.write("a.md", &news("Un article", "Un secret de la rédaction."));
    paper.import().well();
    let key = |name: &str| {
        let identity = age::x25519::Identity::generate();
        let file = paper.data.join(name);
        std::fs::write(&file, format!("# a key\n{}\n", identity.to_string().expose_secret())).unwrap();
        (identity.to_public().to_string(), shown(&file))
    };
    let ((first, first_file), (second, second_file), (_, stranger)) = (key("one.key"), key("two.key"), key("three.key"));
    let backup = paper.data.join("sealed.backup");
    paper
        .run(&["backup", &shown(&backup), "--age-recipient", &first, "--age-recipient", &second])
        .well();
    assert!(std::fs::read(&backup).unwrap().starts_with(b"age-encryption.org/v1"));
    for file in [&first_file, &second_file] {
        let (elsewhere, ran) = restore(&backup, Engine::Sqlite, &["--age-identity", file]);
        ran.well();
        elsewhere.run(&["verify"]).well();
    }
    restore(&backup, Engine::Sqlite, &[]).1.refused("is sealed with age");
    restore(&backup, Engine::Sqlite, &["--age-identity", &stranger])
        .1
        .refused("for another identity");
    let mut bytes = std::fs::read(&backup).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&backup, &bytes).unwrap();
    restore(&backup, Engine::Sqlite, &["--age-identity", &first_file])
        .1
        .refused("damaged");
    std::fs::write(&backup, &bytes[..middle]).unwrap();
    restore(&backup, Engine::Sqlite, &["--age-identity", &first_file])
        .1
        .refused("damaged");
    paper
        .run(&["backup", &shown(&paper.data.join("x")), "--age-recipient", "age1nobody"])
        .refused("is no recipient of age");
}

#[test]
fn a_backup_sealed_with_a_passphrase_opens_with_it() {
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    paper.write("a.md", &news("Un article", "Texte."));
    paper.import().well();
    let (right, wrong) = (paper.data.join("right"), paper.data.join("wrong"));
    std::fs::write(&right, "le bief et la navette\n").unwrap();
    std::fs::write(&wrong, "la route\n").unwrap();
    let backup = paper.data.join("sealed.backup");
    paper
        .run(&["backup", &shown(&backup), "--age-passphrase-file", &shown(&right)])
        .well();
    restore(&backup, Engine::Sqlite, &["--age-passphrase-file", &shown(&right)])
        .1
        .well();
    restore(&backup, Engine::Sqlite, &["--age-passphrase-file", &shown(&wrong)])
        .1
        .refused("with another passphrase");
}
