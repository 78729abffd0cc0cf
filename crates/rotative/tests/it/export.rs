//! An export is the whole paper: rebuilt elsewhere, on the other engine, every version verifies as it did.

use std::path::Path;

use manuscript::role::Role;
use testpaper::{Engine, TestPaper, engines};

use crate::{OF_THE_DEMO, PROGRAM, news, on_both, planting};

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo");

#[test]
fn the_demo_exported_and_rebuilt_on_the_other_engine_is_the_same_paper() {
    on_both(|paper, engine| {
        paper.import_from(DEMO.as_ref()).well();
        let before = paper.run(&["verify"]).well().said;
        let export = paper.data.join("export");
        paper.run(&["export", &export.display().to_string()]).well();
        let other = engines().into_iter().find(|other| *other != engine).unwrap_or(engine);
        let elsewhere = TestPaper::new(PROGRAM, other);
        let ran = elsewhere.import_from(&export).well();
        assert!(
            ran.said.contains("every version verified") && ran.said.contains(" 0 changed") && ran.said.contains("0 new"),
            "{}",
            ran.said
        );
        assert_eq!(elsewhere.run(&["verify"]).well().said, before);
        let (here, there) = (
            paper.serve_with(&["--address", "https://e.example"]),
            elsewhere.serve_with(&["--address", "https://e.example"]),
        );
        let front = here.get("/").page();
        assert_eq!(there.get("/").page(), front);
        let article = "/2026/11/22/vaux-la-route-rouvre-lundi";
        assert_eq!(there.get(article).page(), here.get(article).page());
        assert_eq!(
            there.get("/sitemaps/articles-0.xml").page(),
            here.get("/sitemaps/articles-0.xml").page()
        );
        let picture = front
            .split('"')
            .find(|part| part.starts_with("/media/") && !part.contains(' '))
            .expect("the front shows a picture");
        assert_eq!(there.get(picture).body, here.get(picture).body);
    });
}

#[test]
fn an_exported_manuscript_says_everything_and_imports_as_unchanged_words() {
    on_both(|paper, _| {
        paper.import_from(DEMO.as_ref()).well();
        let (first, second) = (paper.data.join("e1"), paper.data.join("e2"));
        paper.run(&["export", &first.display().to_string()]).well();
        std::fs::remove_dir_all(first.join(".rotative")).unwrap();
        let ran = paper.import_from(&first).well();
        assert!(
            ran.said
                .starts_with(&format!("0 new, 0 changed, 0 placed anew, {OF_THE_DEMO} unchanged")),
            "{}",
            ran.said
        );
        paper.run(&["export", &second.display().to_string()]).well();
        for file in [
            "societe/vaux-deux-rives.md",
            "economie/ponts-mobiles-decryptage.md",
            "culture/quatre-photographies.md",
        ] {
            let read = |folder: &std::path::Path| std::fs::read_to_string(folder.join(file)).unwrap();
            assert_eq!(read(&first), read(&second), "{file}");
        }
    });
}

#[test]
fn an_export_never_writes_over_anything_and_a_forged_one_is_refused() {
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    paper.write("a.md", &news("Un article", "Vingt-neuf morts."));
    paper.import().well();
    let export = paper.data.join("export");
    paper.run(&["export", &export.display().to_string()]).well();
    paper
        .run(&["export", &export.display().to_string()])
        .refused("is not an empty folder");
    let versions = export.join(".rotative/versions.jsonl");
    let forged = std::fs::read_to_string(&versions).unwrap().replace("Vingt-neuf", "Vingt-deux");
    std::fs::write(&versions, forged).unwrap();
    let elsewhere = TestPaper::new(PROGRAM, Engine::Sqlite);
    elsewhere.import_from(&export).refused("is not what was published");
    elsewhere.run(&["verify"]).refused("there is no paper in");
}

/// The lines beside the manuscripts, by file.
fn lines(export: &std::path::Path) -> Vec<(String, String)> {
    let files = std::fs::read_dir(export.join(".rotative"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut lines: Vec<_> = files
        .filter(|file| file.is_file())
        .map(|file| {
            (
                file.file_name().unwrap().to_string_lossy().into_owned(),
                std::fs::read_to_string(file).unwrap(),
            )
        })
        .collect();
    lines.sort();
    lines
}

#[test]
fn an_export_of_a_rebuilt_paper_has_the_same_rows_and_no_invitation() {
    on_both(|paper, engine| {
        paper.import_from(DEMO.as_ref()).well();
        planting::account(paper, Role::Publisher);
        planting::job(paper, engine, 7, 2);
        planting::suspension(paper, "2026-12-01");
        planting::withheld_media(paper);
        let (first, second) = (paper.data.join("e1"), paper.data.join("e2"));
        paper.run(&["export", &first.display().to_string()]).well();
        let other = engines().into_iter().find(|other| *other != engine).unwrap_or(engine);
        let elsewhere = TestPaper::new(PROGRAM, other);
        elsewhere.import_from(&first).well();
        elsewhere.run(&["export", &second.display().to_string()]).well();
        let (first, second) = (lines(&first), lines(&second));
        assert_eq!(first.len(), 31, "a file for each table: {first:?}");
        for ((name, before), (_, after)) in first.iter().zip(&second) {
            assert!(!before.contains("invit") && !before.contains(&"ab".repeat(8)), "{name}");
            if name != "record.jsonl" && name != "paper.jsonl" {
                assert_eq!(after, before, "{name}");
            }
        }
        assert!(!first.iter().any(|(name, text)| name == "accounts.jsonl" && text.is_empty()));
    });
}

#[test]
fn an_export_made_before_there_were_plans_is_rebuilt_as_it_was() {
    on_both(|paper, engine| {
        let export = paper.data.join("export");
        copied(SAMPLE.as_ref(), &export);
        let then = [
            "paper",
            "catalogue",
            "articles",
            "memberships",
            "drafts",
            "checkpoints",
            "versions",
            "addresses",
            "assets",
            "imports",
            "record",
        ];
        for (name, text) in lines(&export) {
            let file = export.join(".rotative").join(&name);
            if then.contains(&name.trim_end_matches(".jsonl")) {
                let text = text.replace(",\"created_by\":\"import\"", "");
                let text: String = text.lines().map(without_public_since).collect();
                std::fs::write(file, text).unwrap();
            } else {
                std::fs::remove_file(file).unwrap();
            }
        }
        let elsewhere = TestPaper::new(PROGRAM, engine);
        elsewhere.import_from(&export).well();
        let said = elsewhere.run(&["verify"]).well().said;
        assert!(said.contains("2 versions of 2 articles, 9 entries"), "{said}");
        assert!(said.contains("are proven from entry 9 of the record on"), "{said}");
        let again = elsewhere.data.join("again");
        elsewhere.run(&["export", &again.display().to_string()]).well();
        let of = |name: &str| lines(&again).into_iter().find(|(known, _)| known == name).unwrap().1;
        assert!(of("articles.jsonl").contains("\"created_by\":\"import\""));
        assert!(of("catalogue.jsonl").contains("\"public_since\":0"));
    });
}

/// What the program wrote when entries carried no state.
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples/form_1_export");

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let there = to.join(entry.file_name());
        if entry.path().is_dir() {
            copied(&entry.path(), &there);
        } else {
            std::fs::copy(entry.path(), there).unwrap();
        }
    }
}

/// A line as it was written before readers' knowledge of a thing had an instant.
fn without_public_since(line: &str) -> String {
    let mut row: serde_json::Value = serde_json::from_str(line).unwrap();
    row.as_object_mut().unwrap().remove("public_since");
    format!("{row}\n")
}
