//! Withholding: a name, a picture, a byline, a version; gone everywhere, never back, and every chain still verifies.

use std::process::Command;

use testpaper::{Engine, TestPaper};

use crate::acts::{act, refused_act, save, until, until_it_no_longer_says, until_it_says};
use crate::{PROGRAM, news, on_both};

const NAME: &str = "Élodie Martin";

/// An article whose name stands in three versions, in its draft and in what readers were told.
fn named(paper: &TestPaper) -> String {
    paper.import().well();
    let text = format!("---\nheadline: Le procès de la rue Basse\n---\n\nLa jeune {NAME} a parlé.\n\nLe tribunal écoute.\n");
    let article = save(paper, "a.md", &text);
    act(paper, &["publish", &article]);
    act(paper, &["correct", &article, "--nature", "typo", "--replace", "écoute", "a écouté"]);
    act(
        paper,
        &[
            "correct",
            &article,
            "--nature",
            "correction",
            "--tell",
            &format!("{NAME} n’a pas crié."),
            "--replace",
            "a parlé",
            "a parlé bas",
        ],
    );
    article
}

fn verify_by_a_stranger(chain: &str) -> (Option<i32>, String) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), chain).unwrap();
    let checker = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/verify/verify.py");
    let output = Command::new("python3").arg(checker).arg(file.path()).output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether any file of a folder holds some bytes.
fn holds(folder: &std::path::Path, bytes: &[u8]) -> Option<std::path::PathBuf> {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if let Some(found) = holds(&path, bytes) {
                return Some(found);
            }
        } else if std::fs::read(&path).unwrap().windows(bytes.len()).any(|window| window == bytes) {
            return Some(path);
        }
    }
    None
}

#[test]
fn a_name_withheld_from_three_versions_is_gone_everywhere_and_never_comes_back() {
    on_both(|paper, engine| {
        let article = named(paper);
        let served = paper.serve();
        let path = "/".to_owned()
            + served
                .get("/")
                .page()
                .split("href=\"/2")
                .nth(1)
                .map(|rest| "2".to_owned() + rest.split('"').next().unwrap())
                .unwrap()
                .as_str();
        assert!(served.get(&path).page().contains(NAME));
        let (code, said) = verify_by_a_stranger(&served.get(&format!("{path}/historique/chain.json")).text());
        assert_eq!(code, Some(0), "{said}");
        let done = act(
            paper,
            &[
                "withhold",
                &article,
                "--words",
                "elodie martin",
                "--ground",
                "minor",
                "--reason",
                "Le parquet.",
            ],
        );
        assert_eq!((done["versions"].as_i64(), done["leaves"].as_i64()), (Some(3), Some(3)), "{done}");
        // Every channel.
        let page = until_it_says(&served, &path, "Retiré pour raison légale");
        assert!(page.contains("Le tribunal a écouté."), "{page}");
        let chain = served.get(&format!("{path}/historique/chain.json")).text();
        let history = served.get(&format!("{path}/historique")).page();
        assert!(history.contains("raison légale"), "{history}");
        for channel in ["/", "/feed.xml", "/corrections", "/corrections/feed.xml", "/sitemap.xml", &path] {
            let text = served.get(channel).text();
            assert!(!text.contains("Martin"), "{channel}: {text}");
        }
        assert!(!chain.contains("Martin") && !history.contains("Martin"));
        let (code, said) = verify_by_a_stranger(&chain);
        assert_eq!(code, Some(0), "{said}");
        // Exports, backups, the newsroom's own history.
        assert!(paper.run(&["verify"]).well().said.contains("everything holds"));
        let export = paper.data.join("export");
        paper.run(&["export", &export.display().to_string()]).well();
        assert_eq!(holds(&export, b"Martin"), None);
        assert!(!paper.run(&["history", &article]).well().said.contains("Martin"));
        let backup = paper.data.join("backup");
        paper.run(&["backup", &backup.display().to_string()]).well();
        let there = paper.data.join("restored");
        std::fs::create_dir(&there).unwrap();
        paper
            .run(&[
                "restore",
                &backup.display().to_string(),
                &there.display().to_string(),
                "--without-erasures",
                "un essai",
            ])
            .well();
        assert_eq!(holds(&there, b"Martin"), None);
        // Never back: not by the draft, not by a correction, not by a restoration, not by an import here or in the copy.
        let text = "---\nheadline: Le procès de la rue Basse\n---\n\nLa jeune Elodie-Martin a parlé.\n\nLe tribunal.\n";
        paper.write("b.md", text);
        let file = paper.folder.join("b.md").display().to_string();
        act(paper, &["save", &file, "--article", &article]);
        refused_act(paper, &["publish", &article]).refused("holds what was withheld for legal reasons");
        refused_act(paper, &["schedule", &article, "--at", "2099-01-01 10:00"]).refused("holds what was withheld");
        act(paper, &["restore", &article, "--version", "1", "--reason", "Un essai."]);
        assert!(!until_it_says(&served, &path, "Le tribunal écoute.").contains("Martin"));
        std::fs::remove_file(paper.folder.join("a.md")).unwrap();
        paper.write("b.md", &text.replacen("---\n", &format!("---\nid: {article}\n"), 1));
        paper.import().refused("");
        let copy = TestPaper::new(
            PROGRAM,
            if engine == Engine::Sqlite {
                Engine::Postgres
            } else {
                Engine::Sqlite
            },
        );
        copy.import_from(&export).well();
        assert!(copy.run(&["verify"]).well().said.contains("everything holds"));
        copy.write("b.md", text);
        let file = copy.folder.join("b.md").display().to_string();
        act(&copy, &["save", &file, "--article", &article]);
        refused_act(&copy, &["publish", &article]).refused("holds what was withheld for legal reasons");
    });
}

#[test]
fn a_former_version_withheld_whole_leaves_the_draft_what_readers_still_read() {
    on_both(|paper, _| {
        paper.import().well();
        let article = save(paper, "a.md", &news("Un titre", "Un paragraphe."));
        act(paper, &["publish", &article]);
        paper.write("b.md", &news("Un titre", "Un paragraphe.\n\nUn autre."));
        let file = paper.folder.join("b.md").display().to_string();
        act(paper, &["correct", &article, "--nature", "update", "--file", &file]);
        let whole = [
            "withhold",
            &article,
            "--whole",
            "--version",
            "1",
            "--ground",
            "rights",
            "--reason",
            "x",
        ];
        act(paper, &whole);
        refused_act(paper, &["publish", &article]).refused("there is nothing to publish");
        paper.run(&["verify"]).well();
    });
}

#[test]
fn what_an_earlier_withholding_left_behind_may_be_published_again() {
    on_both(|paper, _| {
        paper.import().well();
        let article = save(paper, "a.md", &news("Un titre", "La jeune Martin a parlé."));
        act(paper, &["publish", &article]);
        let withhold = |what: &[&str]| {
            let mut all = vec!["withhold", &article, "--ground", "minor", "--reason", "x"];
            all.extend(what);
            act(paper, &all)
        };
        withhold(&["--words", "martin"]);
        act(paper, &["retract", &article, "--reason", "Une enquête."]);
        act(paper, &["restore", &article, "--reason", "Vérifié."]);
        withhold(&["--whole", "--version", "3"]);
        act(paper, &["retract", &article, "--reason", "Encore."]);
        act(paper, &["restore", &article, "--version", "1", "--reason", "Enfin."]);
        paper.run(&["verify"]).well();
    });
}

#[test]
fn a_picture_is_withheld_wherever_it_is_used_and_its_file_is_thrown_away() {
    on_both(|paper, _| {
        paper.write_bytes("vol.png", &crate::png([9, 8, 7]));
        let with_picture = |headline: &str| {
            format!(
                "---\nheadline: {headline}\npublished: 2026-11-20 10:00\nlead:\n  picture: vol.png\n  credit: Un voleur\n  alt: Une rue\n---\n\nTexte.\n"
            )
        };
        paper.write("a.md", &with_picture("Un"));
        paper.write("b.md", &with_picture("Deux"));
        paper.import().well();
        let served = paper.serve();
        let page = served.get("/2026/11/20/un").page();
        let address = page.split("/media/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let hash = address.split('.').next().unwrap().to_owned();
        let media = format!("/media/{address}");
        assert_eq!(served.get(&media).status, 200);
        let done = act(
            paper,
            &[
                "withhold",
                "/2026/11/20/un",
                "--picture",
                &hash,
                "--ground",
                "rights",
                "--reason",
                "Volée.",
            ],
        );
        assert_eq!(done["versions"], 2, "{done}");
        until(&served, &media, 404);
        for path in ["/2026/11/20/un", "/2026/11/20/deux"] {
            let page = until_it_says(&served, path, "Texte.");
            assert!(
                !page.contains(&hash) && page.contains("Image retirée pour raison légale") || page.contains("raison légale"),
                "{page}"
            );
        }
        let file = paper.data.join("media").join(&hash[..2]).join(&hash[2..]);
        assert!(served.wait_until(|| !file.exists()), "the press throws the file away");
        paper.run(&["verify"]).well();
        paper.run(&["doctor"]).well();
        let export = paper.data.join("export");
        paper.run(&["export", &export.display().to_string()]).well();
        assert_eq!(
            holds(&export, &crate::png([9, 8, 7])).filter(|found| !found.ends_with("vol.png")),
            None
        );
        paper.write("c.md", &with_picture("Trois"));
        paper.import().refused("was withheld for legal reasons and is not taken in again");
    });
}

#[test]
fn a_byline_a_part_and_a_whole_version_are_withheld_each_for_itself() {
    on_both(|paper, _| {
        paper.import().well();
        let text = "---\nheadline: Un titre\nstandfirst: Un chapô de trop.\nbyline: [Jean Témoin]\n---\n\nPremier état du texte.\n\nCe qui reste.\n";
        let article = save(paper, "a.md", text);
        let path = act(paper, &["publish", &article])["path"].as_str().unwrap().to_owned();
        act(
            paper,
            &[
                "correct",
                &article,
                "--nature",
                "update",
                "--replace",
                "Premier état",
                "Second état",
            ],
        );
        let served = paper.serve();
        let withhold = |what: &[&str]| {
            let mut all = vec!["withhold", article.as_str()];
            all.extend(what);
            all.extend(["--ground", "court_order", "--reason", "Ordonnance du 3."]);
            act(paper, &all)
        };
        withhold(&["--byline"]);
        assert!(until_it_no_longer_says(&served, &path, "Jean Témoin").contains("Signature retirée pour raison légale"));
        withhold(&["--leaf", "standfirst"]);
        until_it_no_longer_says(&served, &path, "Un chapô de trop.");
        withhold(&["--whole", "--version", "1"]);
        let page = until_it_says(&served, &path, "Ce qui reste.");
        assert!(
            page.contains("Second état") && page.contains("Un titre"),
            "the version that remains is whole: {page}"
        );
        let chain = until_it_no_longer_says(&served, &format!("{path}/historique/chain.json"), "Premier état");
        assert_eq!(verify_by_a_stranger(&chain).0, Some(0));
        paper.run(&["verify"]).well();
        let again = [
            "withhold",
            &article,
            "--words",
            "jamais écrit",
            "--ground",
            "privacy",
            "--reason",
            "x",
        ];
        refused_act(paper, &again).refused("nothing of this was published in the article");
        refused_act(
            paper,
            &["withhold", &article, "--leaf", "kind", "--ground", "privacy", "--reason", "x"],
        )
        .refused("cannot be withheld");
        refused_act(paper, &["withhold", &article, "--byline", "--ground", "privacy", "--reason", " "]).refused("`reason` is empty");
    });
}

#[test]
fn what_was_taken_away_without_an_act_is_found() {
    on_both(|paper, _| {
        paper.write("a.md", &news("Un titre", "Une phrase gênante."));
        paper.import().well();
        let statement = "update versions set copy = replace(copy, '\"headline\":\"Un titre\",', ''), leaves = replace(leaves, '\"path\":\"headline\",\"salt\":', '\"path\":\"headline\",\"was\":')";
        paper.database.tamper(statement);
        let ran = paper.run(&["verify"]);
        assert_eq!(ran.code, Some(1), "{} {}", ran.said, ran.complained);
    });
}
