//! Reserved words, as whoever keeps a paper meets them: the line that takes one, what an older paper keeps, what the doctor says.

use std::path::Path;

use testpaper::{Engine, TestPaper};

use crate::{PROGRAM, news, on_both};

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo");

/// Every address of the demo as the release before gave them, its two pages about newsletters included.
const BEFORE: &str = include_str!("../samples/addresses-of-the-demo.txt");

/// Where the demo has these pages since their words are reserved.
const MOVED: [(&str, &str); 2] = [("lettres", "nos-lettres"), ("newsletters", "our-newsletters")];

#[test]
fn a_new_paper_is_told_at_which_line_it_takes_a_reserved_word() {
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    paper.write("pages/compte.md", "---\nheadline: Le compte\n---\n\nTexte.\n");
    let import = |settings: &str, language: &str| {
        paper.write("paper.toml", &format!("name = \"La Vigie\"\n{settings}"));
        let folder = paper.folder.display().to_string();
        paper
            .run(&["import", "folder", &folder, "--language", language])
            .refused("paper.toml")
            .complained
    };
    for (settings, line, french, english) in [
        (
            "[paths]\nlatest = \"rss\"\n",
            3,
            "« /rss » est réservée aux flux",
            "`/rss` is kept for feeds",
        ),
        (
            "[paths]\narticle = \"/drafts/{slug}\"\n",
            3,
            "« /drafts » est réservée aux aperçus",
            "`/drafts` is kept for previews",
        ),
        (
            "\n[[format]]\nkind = \"video\"\npath = \"api\"\nname = \"Vidéos\"\n",
            5,
            "« /api » est réservée aux programmes",
            "`/api` is kept for programs",
        ),
        (
            "\n[[section]]\npath = \"monde\"\nname = \"Monde\"\n\n[[section]]\npath = \"recherche/chimie\"\nname = \"Chimie\"\n",
            8,
            "« /recherche/chimie » est réservée à la recherche ; choisissez une autre adresse",
            "`/recherche/chimie` is kept for search; choose another address",
        ),
        (
            "[[page]]\npath = \"compte\"\n",
            3,
            "« /compte » est réservée au compte des lecteurs",
            "`/compte` is kept for the readers’ account",
        ),
    ] {
        let said = import(settings, "fr");
        assert!(
            said.contains(&format!("ligne {line}, ")) && said.contains(french),
            "{settings}: {said}"
        );
        let said = import(settings, "en");
        assert!(
            said.contains(&format!("line {line}, ")) && said.contains(english),
            "{settings}: {said}"
        );
    }
    paper.write("paper.toml", "name = \"La Vigie\"\n[paths]\nlatest = \"fil\"\n");
    paper.import().well();
}

#[test]
fn the_doctor_says_which_reserved_words_a_paper_has_and_what_the_room_has_instead() {
    on_both(|paper, _| {
        let finds = |language: &str, words: &str| {
            let said = paper.run(&["doctor", "--language", language]).said;
            assert!(
                said.lines()
                    .any(|line| (line.starts_with("ok ") || line.starts_with("bien ")) && line.contains(words)),
                "`{words}` in:\n{said}"
            );
        };
        paper.write("labo/a.md", &news("Un pont", "Texte."));
        paper.write("labo/b.md", &news("Un autre", "Texte."));
        paper.import().well();
        finds("en", "addresses: the paper has none under a reserved word");
        for (path, before) in [
            ("/labo", "/recherche"),
            ("/2026/11/20/un-pont", "/search/un-pont"),
            ("/2026/11/20/un-autre", "/feed/un-autre"),
        ] {
            let statement = format!("update addresses set path = '{before}' where path = '{path}'");
            paper.database.tamper(&statement);
        }
        paper
            .database
            .tamper("update paper set settings = replace(settings, 'le-fil', 'rechercher')");
        for (path, kept) in [("/recherche", "search"), ("/search/un-pont", "search"), ("/rechercher", "search")] {
            let words = format!("addresses: `{path}` stays an address of the paper; the word kept for {kept} is `/chercher` here");
            finds("en", &words);
        }
        finds(
            "fr",
            "adresses : « /recherche » reste une adresse du journal ; le mot réservé à la recherche est ici « /chercher »",
        );
        finds(
            "en",
            "`/feed/un-autre` stays an address of the paper, although the word is kept for feeds",
        );
        finds(
            "fr",
            "« /feed/un-autre » reste une adresse du journal, bien que ce mot soit réservé aux flux",
        );
    });
}

/// A copy of the demo as it was, with its pages at the words that are reserved now.
fn older_demo(folder: &Path) {
    copy(DEMO.as_ref(), folder);
    let settings = folder.join("paper.toml");
    let mut text = std::fs::read_to_string(&settings).unwrap();
    for (before, now) in MOVED {
        std::fs::rename(folder.join(format!("pages/{now}.md")), folder.join(format!("pages/{before}.md"))).unwrap();
        text = text.replace(&format!("path = \"{now}\""), &format!("path = \"{before}\""));
    }
    std::fs::write(settings, text).unwrap();
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

#[test]
fn every_old_address_of_the_demo_still_answers() {
    on_both(|paper, _| {
        paper.import_from(DEMO.as_ref()).well();
        for (before, now) in MOVED {
            let statement = format!("update addresses set path = '/{before}' where path = '/{now}'");
            paper.database.tamper(&statement);
            let statement = format!("update catalogue set key = '{before}' where key = '{now}'");
            paper.database.tamper(&statement);
        }
        let folder = tempfile::tempdir().unwrap();
        older_demo(folder.path());
        paper.import_from(folder.path()).well();
        let served = paper.serve();
        for path in BEFORE.lines() {
            assert_eq!(served.get(path).status, 200, "{path}");
        }
        assert!(served.get("/lettres").page().contains("Passer l’eau"));
        let said = paper.run(&["doctor"]).said;
        assert!(said.contains("the word kept for newsletters is `/infolettres` here"), "{said}");
    });
}

#[test]
fn the_older_demo_as_a_new_paper_is_told_what_to_change() {
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    let folder = tempfile::tempdir().unwrap();
    older_demo(folder.path());
    let refused = paper.import_from(folder.path()).refused("is kept for newsletters").complained;
    assert!(refused.contains("| path = \"lettres\""), "{refused}");
}
