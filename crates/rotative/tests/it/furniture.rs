//! What stands around the articles: menus in two rows, pages of formats, the paper's own pages, fonts, sharing.

use testpaper::wait_for;

use crate::{news, on_both};

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
fn a_format_lists_its_kind_and_nothing_else_and_is_purged_with_it() {
    on_both(|paper, _| {
        paper_with_pages(paper);
        paper.import().well();
        let served = paper.serve();
        let list = served.get("/pepites").page();
        assert!(
            list.contains("Une route sous la mer") && list.contains("Ce que nous avons lu ailleurs."),
            "{list}"
        );
        assert!(!list.contains("Le delta monte"), "{list}");
        assert!(
            list.contains("<a href=\"/pepites\" aria-current=\"page\">Pépites</a>"),
            "the second row: {list}"
        );
        assert_eq!(served.get("/pepites?page=2").status, 404);
        // An article that becomes another kind leaves the list.
        paper.write("monde/b.md", &PICKUP.replace("kind: pickup", "kind: brief"));
        paper.import().well();
        assert!(wait_for(|| !served.get("/pepites").text().contains("Une route sous la mer")));
    });
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
        assert!(wait_for(|| served.get("/charte").text().contains("deux fois")));
        let exported = paper.data.join("exported");
        paper.run(&["export", &exported.display().to_string()]).well();
        let other = testpaper::TestPaper::new(crate::PROGRAM, engine);
        other.import_from(&exported).well();
        assert!(other.serve().get("/charte").page().contains("deux fois"));
        paper.write("pages/charte.md", "---\nheadline: La charte\n---\n\nNous vérifions trois fois.\n");
        paper.import().well();
        assert!(wait_for(|| served.get("/charte").text().contains("trois fois")));
        let front = served.get("/").page();
        assert!(front.find("href=\"/ours\"") < front.find("href=\"/charte\""), "{front}");
    });
}

#[test]
fn an_article_is_handed_on_by_plain_links() {
    on_both(|paper, _| {
        paper_with_pages(paper);
        let path = "/2026/11/20/cinquante";
        let handed =
            news("R&D : « 50 % » de plus ?", "De deux mètres.").replace("published:", "address: /2026/11/20/cinquante\npublished:");
        paper.write("monde/a.md", &handed);
        paper.import().well();
        let served = paper.serve();
        let page = served.get(path).page();
        for address in [
            "https://wa.me/?text=R%26D%C2%A0",
            "https://bsky.app/intent/compose?text=R%26D",
            "mailto:redaction@vigie.example?subject=",
            "sms:?&amp;body=",
        ] {
            assert!(page.contains(&format!("href=\"{address}")), "{address} in {page}");
        }
        let step = format!("/share/mastodon?article={}", path.replace('/', "%2F"));
        assert!(page.contains(&format!("href=\"{step}\"")), "{page}");
        assert!(served.get(&step).page().contains("name=\"instance\""));
        let onward = served.get(&format!("{step}&instance=%40jeanne%40piaille.fr")).page();
        assert!(onward.contains("href=\"https://piaille.fr/share?text=R%26D"), "{onward}");
        for wrong in ["javascript:alert(1)", "a/b", "%3Cscript%3E.fr"] {
            let page = served.get(&format!("{step}&instance={wrong}")).page();
            assert!(page.contains("aria-invalid=\"true\"") && !page.contains("<script>"), "{page}");
        }
        assert_eq!(served.get("/share/mastodon?article=%2Fours").status, 404);
        assert_eq!(served.get("/share/mastodon").status, 404);
    });
}

#[test]
fn fonts_stand_at_the_addresses_that_the_page_and_its_style_sheet_name() {
    on_both(|paper, _| {
        paper_with_pages(paper);
        paper.import().well();
        let served = paper.serve();
        let front = served.get("/").page();
        let named: Vec<&str> = front
            .split("rel=\"preload\" href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert_eq!(named.len(), 2, "{front}");
        let style = front
            .split("rel=\"stylesheet\" href=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .unwrap();
        let sheet = served.get(style).text();
        let in_sheet = sheet.split("url(\"").skip(1).filter_map(|rest| rest.split('"').next());
        let addresses: Vec<&str> = named.into_iter().chain(in_sheet).collect();
        assert_eq!(addresses.len(), 8, "{addresses:?}");
        for address in addresses {
            let font = served.get(address);
            assert_eq!((font.status, font.header("content-type")), (200, Some("font/woff2")), "{address}");
            assert!(
                font.body.starts_with(b"wOF2") && font.header("cache-control").unwrap().contains("immutable"),
                "{address}"
            );
        }
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
        assert!(wait_for(|| sheet(&served).ends_with("body { color: teal }")));
    });
}
