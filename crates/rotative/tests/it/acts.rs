//! What a newsroom does to an article after writing it, from the command line, while the paper is served.

use std::io::Write;
use std::process::Stdio;

use serde_json::Value;
use testpaper::{Ran, Served, TestPaper};

use crate::{news, on_both};

/// Does an act and answers what it says as JSON.
#[track_caller]
pub(crate) fn act(paper: &TestPaper, arguments: &[&str]) -> Value {
    let mut all = vec!["act", "--json"];
    all.extend(arguments);
    let ran = paper.run(&all).well();
    serde_json::from_str(&ran.said).unwrap_or_else(|error| panic!("{error}: {}", ran.said))
}

/// Does an act that is to be refused.
pub(crate) fn refused_act(paper: &TestPaper, arguments: &[&str]) -> Ran {
    let mut all = vec!["act", "--language", "en"];
    all.extend(arguments);
    paper.run(&all)
}

/// Keeps a manuscript as a draft; answers the article.
#[track_caller]
pub(crate) fn save(paper: &TestPaper, name: &str, text: &str) -> String {
    paper.write(name, text);
    let file = paper.folder.join(name).display().to_string();
    act(paper, &["save", &file])["article"].as_str().unwrap().to_owned()
}

/// Waits until an address answers with a status.
#[track_caller]
pub(crate) fn until(served: &Served, path: &str, status: u16) -> String {
    let mut last = (0, String::new());
    let came = served.wait_until(|| {
        let answer = served.get(path);
        last = (answer.status, plain(&answer.text()));
        last.0 == status
    });
    assert!(came, "{path} answers {} and not {status}: {}", last.0, last.1);
    last.1
}

/// Waits until a page holds some words.
#[track_caller]
pub(crate) fn until_it_says(served: &Served, path: &str, words: &str) -> String {
    let mut last = String::new();
    assert!(
        served.wait_until(|| {
            last = plain(&served.get(path).text());
            last.contains(words)
        }),
        "{path} does not say `{words}`: {last}"
    );
    last
}

/// Waits until a page no longer holds some words.
#[track_caller]
pub(crate) fn until_it_no_longer_says(served: &Served, path: &str, words: &str) -> String {
    let mut last = String::new();
    assert!(
        served.wait_until(|| {
            last = plain(&served.get(path).text());
            !last.contains(words)
        }),
        "{path} still says `{words}`: {last}"
    );
    last
}

/// A page with plain spaces, as a person reads it.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

const FIRST: &str = "---\nheadline: Le pont a cédé\nsection: international\ntopics: [Ponts]\nbyline: [Léa Brun]\n---\n\nAu moins 29 personnes sont mortes, selon la préfecture.\n\nUne enquête est ouverte.\n";

#[test]
fn the_whole_life_of_an_article() {
    on_both(|paper, _| {
        paper.write(
            "paper.toml",
            "name = \"L’Écluse\"\n\n[[section]]\npath = \"international\"\nname = \"International\"\n",
        );
        paper.import().well();
        let served = paper.serve();
        let path = written_and_corrected(paper, &served);
        moved_and_placed(paper, &served, &path);
        retracted_and_restored(paper, &served);
        paper.run(&["verify"]).well();
        let told = paper.run(&["history", "/le-pont"]).well().said;
        for words in [
            "version 6",
            "retraction",
            "{+31+}",
            "[-29-]",
            "checkpoint 1",
            "address /le-pont since",
        ] {
            assert!(told.contains(words), "`{words}` in {told}");
        }
    });
}

fn written_and_corrected(paper: &TestPaper, served: &Served) -> String {
    // Written, rewritten, published.
    let article = save(paper, "pont.md", FIRST);
    assert_eq!(
        served.get("/themes/ponts").status,
        404,
        "a topic that only a draft names is not known"
    );
    let published = act(paper, &["publish", &article, "--seen", "1"]);
    assert_eq!(published["version"], 1);
    let path = published["path"].as_str().unwrap().to_owned();
    let path = path.as_str();
    assert!(until(served, path, 200).contains("Au moins 29"));
    assert_eq!(served.get("/themes/ponts").status, 200);
    assert!(
        !served.get(path).page().contains("/historique"),
        "one version has no history to show"
    );
    // Mended without a word, corrected with one, while the draft goes its own way.
    paper.write(
        "pont.md",
        &FIRST.replace("Une enquête est ouverte.", "Deux enquêtes sont ouvertes."),
    );
    act(
        paper,
        &[
            "save",
            &paper.folder.join("pont.md").display().to_string(),
            "--article",
            path,
            "--seen",
            "1",
        ],
    );
    act(paper, &["correct", path, "--nature", "typo", "--replace", "préfecture", "préfète"]);
    let told = "Nous avions écrit 29 morts ; il y en a 31.";
    let corrected = act(
        paper,
        &[
            "correct",
            path,
            "--nature",
            "correction",
            "--top",
            "--tell",
            told,
            "--replace",
            "29 personnes",
            "31 personnes",
        ],
    );
    assert_eq!(
        (corrected["version"].as_i64(), corrected["noted"].as_array().unwrap().len()),
        (Some(3), 0)
    );
    let page = until_it_says(served, path, "31 personnes sont mortes, selon la préfète");
    assert!(page.contains("29 morts") && page.contains("/historique"), "{page}");
    assert!(page.contains("Une enquête est ouverte."), "the draft stays in the newsroom");
    let history = served.get(&format!("{path}/historique")).page();
    assert!(
        history.contains("<del") && history.contains("<ins") && history.contains("correction"),
        "{history}"
    );
    assert!(until_it_says(served, "/corrections", "Le pont a cédé").contains("29 morts"));
    assert!(plain(&served.get("/corrections/feed.xml").text()).contains("29 morts"));
    // The draft has the correction and its own change.
    act(paper, &["publish", path]);
    let page = until_it_says(served, path, "Deux enquêtes sont ouvertes.");
    assert!(page.contains("31 personnes sont mortes, selon la préfète"));
    path.to_owned()
}

fn moved_and_placed(paper: &TestPaper, served: &Served, path: &str) {
    // Moved, pinned, placed.
    let moved = act(paper, &["move-address", path, "/le-pont"]);
    assert_eq!(moved["path"], "/le-pont");
    until(served, path, 301);
    act(paper, &["pin", "/le-pont"]);
    act(paper, &["move-section", "/le-pont", "societe/ponts"]);
    until(served, "/societe/ponts", 200);
    act(
        paper,
        &[
            "place",
            "/le-pont",
            "--dossier",
            "Le pont",
            "--access",
            "subscribers",
            "--teaser-ends-after",
            "1",
        ],
    );
    let page = until_it_says(served, "/le-pont", "réservée aux abonnés");
    assert!(!page.contains("Deux enquêtes"));
    assert!(
        !served.get("/le-pont/historique").page().contains("Deux enquêtes"),
        "a history shows no more than the page"
    );
    assert!(!served.get("/le-pont/historique/chain.json").text().contains("Deux enquêtes"));
    act(paper, &["place", "/le-pont", "--access", "everyone"]);
}

fn retracted_and_restored(paper: &TestPaper, served: &Served) {
    // Retracted, and restored.
    act(paper, &["retract", "/le-pont", "--reason", "La préfecture dément."]);
    let notice = until(served, "/le-pont", 410);
    assert!(
        notice.contains("La préfecture dément.") && !notice.contains("31 personnes"),
        "{notice}"
    );
    let feed = plain(&served.get("/feed.xml").text());
    assert!(feed.contains("La préfecture dément.") && !feed.contains("31 personnes"), "{feed}");
    assert!(!served.get("/").page().contains("/le-pont"), "no list names it");
    assert!(!plain(&served.get("/le-pont/historique/chain.json").text()).contains("31 personnes"));
    refused_act(paper, &["publish", "/le-pont"]).refused("was retracted: restore it first");
    act(paper, &["restore", "/le-pont", "--reason", "La préfecture confirme."]);
    assert!(until(served, "/le-pont", 200).contains("31 personnes"));
    assert!(served.get("/feed.xml").text().contains("Le pont a cédé"));
}

#[test]
fn two_people_publish_one_draft_and_the_second_is_told() {
    on_both(|paper, _| {
        paper.import().well();
        let article = save(paper, "a.md", &news("Un titre", "Texte."));
        act(paper, &["publish", &article, "--seen", "1"]);
        refused_act(paper, &["publish", &article, "--seen", "1"]).refused("says what version 1 says already");
        save_again(paper, &article, "Autre texte.");
        refused_act(paper, &["publish", &article, "--seen", "1"]).refused("revision 1, now 2");
        let refused = paper
            .run(&["act", "publish", &article, "--seen", "1"])
            .refused("a changé depuis que vous l’avez vu");
        assert!(
            !refused.complained.contains("has changed"),
            "the paper speaks French, and so does its program"
        );
        let mut both = Vec::new();
        for _ in 0..2 {
            let mut command = paper.command(&["act", "publish", &article, "--seen", "2"]);
            both.push(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
        }
        let mut codes: Vec<_> = both.into_iter().map(|mut child| child.wait().unwrap().code()).collect();
        codes.sort_unstable();
        assert_eq!(codes, [Some(0), Some(2)], "one published, the other was told");
        assert!(paper.run(&["verify"]).well().said.contains("2 versions of 1 articles"));
    });
}

fn save_again(paper: &TestPaper, article: &str, text: &str) {
    paper.write("again.md", &news("Un titre", text));
    act(
        paper,
        &["save", &paper.folder.join("again.md").display().to_string(), "--article", article],
    );
}

#[test]
fn a_correction_reaches_a_half_rewritten_draft_or_leaves_a_note() {
    on_both(|paper, _| {
        paper.import().well();
        let article = save(paper, "a.md", &news("Un titre", "Il y a 29 morts, dit-on.\n\nIl y a 200 blessés."));
        act(paper, &["publish", &article]);
        save_again(
            paper,
            &article,
            "Il y a 29 morts, dit la préfecture.\n\nOn compte deux cents blessés.",
        );
        let answer = act(
            paper,
            &[
                "correct",
                &article,
                "--nature",
                "correction",
                "--tell",
                "Il y a 31 morts et 210 blessés.",
                "--replace",
                "29 morts",
                "31 morts",
                "--replace",
                "200 blessés",
                "210 blessés",
            ],
        );
        assert_eq!(answer["noted"].as_array().unwrap().len(), 1, "{answer}");
        let told = paper.run(&["history", &article]).well().said;
        assert!(told.contains("n’a pas pu être reportée ici"), "{told}");
        let draft = told.split("draft  ").nth(1).unwrap();
        assert!(
            !draft.contains("31") || !draft.contains("[-31"),
            "the draft has the new toll: {draft}"
        );
        let note = told.split("note ").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
        act(paper, &["settle-note", &note]);
        assert!(!paper.run(&["history", &article]).well().said.contains("note "));
        act(paper, &["publish", &article]);
        let export = paper.data.join("export");
        paper.run(&["export", &export.display().to_string()]).well();
        let text = std::fs::read_to_string(export.join("un-titre.md")).unwrap();
        assert!(
            text.contains("31 morts, dit la préfecture") && text.contains("deux cents blessés"),
            "{text}"
        );
    });
}

#[test]
fn acts_come_line_by_line_and_each_is_answered_after_its_commit() {
    on_both(|paper, _| {
        paper.import().well();
        let served = paper.serve();
        let text = news("Par la ligne", "Texte.").replace('\n', "\\n").replace('"', "\\\"");
        let id = "0193f1c2-0000-7000-8000-000000000001";
        let text = text.replacen("---\\n", &format!("---\\nid: {id}\\n"), 1);
        let lines = [
            format!("{{\"act\":\"save\",\"text\":\"{text}\"}}"),
            format!("{{\"act\":\"publish\",\"article\":\"{id}\",\"seen\":1}}"),
            format!("{{\"act\":\"publish\",\"article\":\"{id}\",\"seen\":1}}"),
            "{\"act\":\"dance\"}".to_owned(),
            format!("{{\"act\":\"correct\",\"article\":\"{id}\",\"nature\":\"typo\",\"replace\":[\"Texte\",\"Un texte\"]}}"),
            format!("{{\"act\":\"publish\",\"article\":\"{id}\",\"sene\":1}}"),
        ];
        let mut command = paper.command(&["act", "--stdin"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(format!("{}\n", lines.join("\n")).as_bytes())
            .unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(2), "something was refused");
        let said = String::from_utf8(output.stdout).unwrap();
        let answers: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(answers.len(), lines.len(), "{said}");
        assert_eq!((&answers[0]["done"], &answers[1]["version"]), (&"saved".into(), &1.into()));
        assert!(
            answers[2]["refused"].as_str().unwrap().contains("il n’y a rien à publier"),
            "{said}"
        );
        assert!(answers[3]["refused"].as_str().unwrap().contains("ligne 4"), "{said}");
        assert_eq!(answers[4]["version"], 2);
        assert!(answers[5]["refused"].as_str().unwrap().contains("sene"), "{said}");
        assert!(until_it_says(&served, answers[1]["path"].as_str().unwrap(), "Un texte.").contains("Par la ligne"));
    });
}

#[test]
fn the_record_is_read_filtered_and_exported() {
    on_both(|paper, _| {
        paper.import().well();
        let article = save(paper, "a.md", &news("Un titre", "Texte."));
        act(paper, &["publish", &article]);
        let said = paper.run(&["record", "--act", "published"]).well().said;
        assert_eq!(said.lines().count(), 1, "{said}");
        let about = paper.run(&["record", "--about", &article]).well().said;
        assert_eq!(about.lines().count(), 2, "{about}");
        assert_eq!(paper.run(&["record", "--by", "import", "--act", "published"]).well().said, "");
        assert_eq!(paper.run(&["record", "--before", "2020-01-01"]).well().said, "");
        paper.run(&["record", "--act", "danced"]).refused("is not one of");
        let lines = paper.run(&["record", "--json"]).well().said;
        let mut previous = [0; 32];
        for line in lines.lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            let entry: manuscript::record::Entry = serde_json::from_value(line["entry"].clone()).unwrap();
            previous = entry.hash_after(&previous).unwrap();
            assert_eq!(manuscript::commitment::hex(&previous), line["hash"].as_str().unwrap());
        }
    });
}

#[test]
fn sections_labels_menus_and_pages_are_set_by_acts_and_an_old_file_does_not_undo_them() {
    on_both(|paper, _| {
        paper.write("paper.toml", "name = \"L’Écluse\"\n");
        paper.write(
            "a.md",
            "---\nheadline: Une brève\nkind: brief\npublished: 2026-11-20 10:00\n---\n\nTexte.\n",
        );
        paper.import().well();
        let served = paper.serve();
        act(paper, &["label", "brief", "En deux mots"]);
        act(
            paper,
            &[
                "describe",
                "section",
                "international/asie",
                "--name",
                "Asie",
                "--description",
                "Tout l’Est.",
            ],
        );
        act(paper, &["menu", "Asie=international/asie", "Nous=/qui-sommes-nous"]);
        paper.write("page.md", "---\nheadline: Qui sommes-nous ?\n---\n\nUn journal **libre**.\n");
        let page = act(
            paper,
            &["page", "qui-sommes-nous", &paper.folder.join("page.md").display().to_string()],
        );
        assert_eq!(page["path"], "/qui-sommes-nous");
        assert!(until(&served, "/qui-sommes-nous", 200).contains("Un journal <strong>libre</strong>."));
        assert!(until(&served, "/international/asie", 200).contains("Tout l’Est."));
        let front = until_it_says(&served, "/", "En deux mots");
        assert!(front.contains("href=\"/qui-sommes-nous\""), "{front}");
        std::fs::remove_file(paper.folder.join("page.md")).unwrap();
        paper.import().well();
        assert!(served.get("/").page().contains("En deux mots"), "the unchanged file undoes nothing");
        paper.write("paper.toml", "name = \"L’Écluse neuve\"\n");
        paper.import().well();
        until_it_says(&served, "/", "L’Écluse neuve");
        refused_act(paper, &["menu", "Nulle part"]).refused("a menu entry is written");
        refused_act(paper, &["menu", "Nulle part=nulle/part"]).refused("there is no section `nulle/part`");
        act(
            paper,
            &["describe", "section", "international/asie", "--description", "Tout l’Orient."],
        );
        let told = paper.run(&["history", "/international/asie"]).well().said;
        assert!(
            told.contains("Tout l’Est.") && told.contains("now: {\"description\":\"Tout l’Orient.\""),
            "{told}"
        );
        refused_act(paper, &["describe", "planet", "Mars"]).refused("write what it is");
    });
}

#[test]
fn comments_are_suspended_with_a_reason_and_an_end_and_the_public_is_told() {
    on_both(|paper, _| {
        paper.write("international/a.md", &news("Un titre", "Texte."));
        paper.import().well();
        let served = paper.serve();
        let path = "/2026/11/20/un-titre";
        assert_eq!(served.get("/suspensions").status, 404, "there never was one");
        let suspend = |more: &[&str]| {
            let mut all = vec!["suspend-comments"];
            all.extend(more);
            refused_act(paper, &all)
        };
        suspend(&["--paper", "--reason", "Débordements."]).refused("say until when");
        suspend(&["--paper", "--review", "2020-01-01", "--reason", "x"]).refused("is no day to come");
        suspend(&["--paper", "--review", "2099-01-01", "--reason", " "]).refused("say why, in words for the readers");
        suspend(&["--paper", "--until", "2020-01-01 10:00", "--reason", "x"]).refused("has passed");
        suspend(&["--paper", "--review", "2099-01-01", "--reason", "Excès <!-- de Paul -->"]).refused("`reason`");
        suspend(&["--paper", "--review", "2099-01-01", "--reason", "Excès \u{202e}lesoP"]).refused("U+202E");
        suspend(&["--section", "nulle/part", "--review", "2099-01-01", "--reason", "x"]).refused("no such section");
        suspend(&["--paper", "--until", "2099-01-01 10:00", "--review", "2099-01-01", "--reason", "x"]).refused("not both");
        let done = act(
            paper,
            &[
                "suspend-comments",
                "--section",
                "international",
                "--review",
                "2099-01-01",
                "--reason",
                "Des débordements.",
            ],
        );
        let page = until_it_says(&served, path, "Des débordements.");
        assert!(page.contains("/suspensions"), "{page}");
        assert!(until(&served, "/suspensions", 200).contains("Des débordements."));
        let id = done["suspension"].as_str().unwrap();
        act(paper, &["resume-comments", id, "--reason", "Le calme est revenu."]);
        assert!(until_it_says(&served, "/suspensions", "Le calme est revenu.").contains("Des débordements."));
        until_it_no_longer_says(&served, path, "Des débordements.");
        refused_act(paper, &["resume-comments", id]).refused("no such suspension, or it has ended");
    });
}
