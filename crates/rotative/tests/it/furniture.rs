//! What stands around the articles: menus in two rows, pages of formats, the paper's own pages, fonts, sharing.

use testpaper::{Engine, TestPaper};

use crate::acts::{act, until, until_it_says};
use crate::{PROGRAM, news, on_both};

const PAPER: &str = r#"
name = "La Vigie"
contact = "redaction@vigie.example"

[[menu]]
label = "Monde"
section = "monde"

[[menu]]
label = "Pépites"
address = "/pepites"
row = 2

[[format]]
kind = "pickup"
path = "pepites"
name = "Pépites"
description = "Ce que nous avons lu ailleurs."

[[section]]
path = "monde"
name = "Monde"

[[page]]
path = "ours"

[[page]]
path = "charte"
"#;

const PICKUP: &str = "---\nkind: pickup\nheadline: Une route sous la mer\nsource_credit: Le Bief\n---\n\nLue dans *Le Bief*.\n";

fn paper_with_pages(paper: &testpaper::TestPaper) {
    paper
        .write("paper.toml", PAPER)
        .write("pages/charte.md", "---\nheadline: La charte\n---\n\nNous vérifions.\n")
        .write("pages/ours.md", "---\nheadline: L’ours\n---\n\n**Directrice** : Jeanne Auber.\n")
        .write("monde/a.md", &news("Le delta monte", "De deux mètres."))
        .write("monde/b.md", PICKUP);
}

#[test]
fn the_word_of_a_format_is_nobody_elses() {
    on_both(|paper, _| {
        paper_with_pages(paper);
        paper.write("paper.toml", &PAPER.replace("path = \"pepites\"", "path = \"dossiers\""));
        paper.import().refused("two entries of `[paths]` and `[[format]]` are `dossiers`");
        paper.write("paper.toml", &PAPER.replace("row = 2", "row = 3"));
        paper.import().refused("the menu has two rows");
        paper.write("paper.toml", &PAPER.replace("redaction@vigie.example", "la rédaction"));
        paper.import().refused("is no e-mail address");
        paper.write("paper.toml", PAPER);
        std::fs::remove_file(paper.folder.join("pages/ours.md")).unwrap();
        paper.import().refused("`paper.toml` names the page `ours`, but");
    });
}

#[test]
fn the_papers_own_pages_come_from_its_folder_in_their_order_and_survive_an_export() {
    on_both(|paper, engine| {
        paper_with_pages(paper);
        assert!(paper.import().well().said.contains("2 new"), "pages are no articles");
        let served = paper.serve();
        assert!(served.get("/charte").page().contains("Nous vérifions."));
        let front = served.get("/").page();
        let (ours, charte) = (front.find("href=\"/ours\""), front.find("href=\"/charte\""));
        assert!(ours.is_some() && ours < charte, "the order of `paper.toml`: {front}");
        // What an act writes stays until the file changes.
        paper.write("charte-2.txt", "---\nheadline: La charte\n---\n\nNous vérifions deux fois.\n");
        let file = paper.folder.join("charte-2.txt").display().to_string();
        paper.run(&["act", "page", "charte", &file]).well();
        paper.import().well();
        assert!(served.wait_until(|| served.get("/charte").text().contains("deux fois")));
        let exported = paper.data.join("exported");
        paper.run(&["export", &exported.display().to_string()]).well();
        let other = testpaper::TestPaper::new(crate::PROGRAM, engine);
        other.import_from(&exported).well();
        assert!(other.serve().get("/charte").page().contains("deux fois"));
        paper.write("pages/charte.md", "---\nheadline: La charte\n---\n\nNous vérifions trois fois.\n");
        paper.import().well();
        assert!(served.wait_until(|| served.get("/charte").text().contains("trois fois")));
        let front = served.get("/").page();
        assert!(front.find("href=\"/ours\"") < front.find("href=\"/charte\""), "{front}");
    });
}

#[test]
fn a_theme_brings_its_own_style_sheet_which_is_read_again_as_it_is_saved() {
    on_both(|paper, _| {
        paper_with_pages(paper);
        paper.import().well();
        let theme = paper.data.join("theme");
        std::fs::create_dir_all(&theme).unwrap();
        std::fs::write(theme.join("filet.css"), "body { color: rebeccapurple }").unwrap();
        let served = paper.serve_with(&["--theme", &theme.display().to_string()]);
        let sheet = |served: &testpaper::Served| {
            let front = served.get("/").page();
            let style = front
                .split("rel=\"stylesheet\" href=\"")
                .nth(1)
                .and_then(|rest| rest.split('"').next());
            served.get(style.unwrap()).text()
        };
        assert!(sheet(&served).ends_with("body { color: rebeccapurple }") && sheet(&served).contains("@font-face"));
        std::fs::write(theme.join("filet.css"), "body { color: teal }").unwrap();
        assert!(served.wait_until(|| sheet(&served).ends_with("body { color: teal }")));
    });
}

#[test]
fn a_broken_theme_is_told_at_its_place_and_a_sound_one_breaks_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    let check = |language: &str| {
        let folder = folder.path().display().to_string();
        paper.run(&["--language", language, "theme", "check", &folder])
    };
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    assert!(check("en").well().said.contains("breaks nothing"));
    write("notice.html", "<!DOCTYPE html>\n<h1>{{ heading }}</h1>\n<p>{{ txet }}</p>\n");
    write(
        "fr.ftl",
        "share = Faire passer\nshare-pigeon = Pigeon\nminutes = { $hours } heures\n",
    );
    write("filet.css", ":root {\n  --paper: #ffffff;\n  --link: #99ccff;\n}\n");
    write(
        "page.html",
        "<p style=\"color: red\">{{ say(\"sahre\") }}</p>\n<img src=\"https://cdn.example/x.png\" alt=\"\">\n",
    );
    write("artcile.html", "x");
    write("base.html", "<script>track()</script>\n<details ontoggle=\"x()\"></details>\n");
    std::fs::write(folder.path().join("logo.png"), [0xff, 0xfe, 0]).unwrap();
    let told = check("en");
    assert_eq!(told.code, Some(1), "{}", told.complained);
    for said in [
        "notice.html:3:1: the page cannot be made: ",
        "fr.ftl:2:1: there is no message `share-pigeon`",
        "fr.ftl:3:1: the message `minutes` is never given `$hours`",
        "filet.css:3:1: the ink `link`, #99ccff, cannot be read on #ffffff: the contrast is 1.6 to 1",
        "page.html:1:1: ` style=` stands in the page",
        "page.html:1:1: there is no message `sahre`",
        "page.html:2:1: `https://cdn.example/x.png` would be loaded from another site",
        "artcile.html:1:1: no page uses this file",
        "base.html:1:1: `<script` stands in the page",
        "base.html:2:1: ` ontoggle` stands in the page",
    ] {
        assert!(told.complained.contains(said), "{said}\n{}", told.complained);
    }
    assert!(
        check("fr")
            .complained
            .contains("l’encre « link », #99ccff, ne se lit pas sur #ffffff")
    );
    write("notice.html", "<h1>{% if heading %}</h1>\n");
    assert!(check("en").complained.contains("notice.html:"), "a template that cannot be read");
    assert_eq!(check("en").code, Some(1));
    paper.run(&["theme", "check", "no-such-folder"]).refused("cannot be read");
}

#[test]
fn a_theme_has_words_of_its_own_and_they_are_read_again_as_they_are_saved() {
    on_both(|paper, _| {
        paper.write("a.md", &news("Un titre", "Texte."));
        paper.import().well();
        let theme = paper.data.join("theme");
        std::fs::create_dir_all(&theme).unwrap();
        std::fs::write(theme.join("fr.ftl"), "share = Faire passer\n").unwrap();
        let served = paper.serve_with(&["--theme", &theme.display().to_string()]);
        let page = served.get("/2026/11/20/un-titre").page();
        assert!(page.contains("Faire passer") && page.contains("Publié le"), "{page}");
        std::fs::write(theme.join("fr.ftl"), "share = Passer à d’autres\n").unwrap();
        until_it_says(&served, "/2026/11/20/un-titre", "Passer à d’autres");
    });
}

#[test]
fn a_theme_that_breaks_holds_back_nothing_that_an_act_has_changed() {
    on_both(|paper, _| {
        paper.write("a.md", &news("Un titre", "Une phrase gênante."));
        paper.write("b.md", &news("Un autre", "Texte.")).import().well();
        let theme = paper.data.join("theme");
        std::fs::create_dir_all(&theme).unwrap();
        std::fs::write(theme.join("fr.ftl"), "share = Faire passer\n").unwrap();
        let served = paper.serve_with(&["--theme", &theme.display().to_string()]);
        assert!(served.get("/2026/11/20/un-titre").page().contains("Faire passer"));
        std::fs::write(theme.join("history.html"), "{% if").unwrap();
        std::fs::write(theme.join("filet.css"), [0xff, 0xfe]).unwrap();
        act(paper, &["retract", "/2026/11/20/un-titre", "--reason", "Faux."]);
        until(&served, "/2026/11/20/un-titre", 410);
        assert!(!served.get("/").page().contains("Un titre"));
        let never_read = served.get("/2026/11/20/un-autre").page();
        assert!(never_read.contains("Faire passer"), "the last theme that worked: {never_read}");
        assert_eq!(served.get("/nulle-part").status, 404);
    });
}

#[test]
fn a_theme_that_cannot_fill_a_page_leaves_it_to_the_house() {
    on_both(|paper, _| {
        paper.write("a.md", &news("Un titre", "Une phrase gênante.")).import().well();
        let theme = paper.data.join("theme");
        std::fs::create_dir_all(&theme).unwrap();
        for name in ["front.html", "article.html", "retracted.html"] {
            std::fs::write(theme.join(name), "<p>À moi : {{ furniture.paper }} {{ nothing }}</p>").unwrap();
        }
        std::fs::write(theme.join("notice.html"), "<p>À moi : {{ heading }}</p>").unwrap();
        let served = paper.serve_with(&["--theme", &theme.display().to_string()]);
        assert!(served.get("/2026/11/20/un-titre").page().contains("<h1>Un titre</h1>"));
        assert!(
            served.get("/rien").text().starts_with("<p>À moi"),
            "what works of the theme is used"
        );
        act(paper, &["retract", "/2026/11/20/un-titre", "--reason", "Faux."]);
        until(&served, "/2026/11/20/un-titre", 410);
        assert!(!served.get("/").page().contains("Un titre"));
    });
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    paper.run(&["serve", "--theme", "no-such-folder"]).refused("no-such-folder");
}
