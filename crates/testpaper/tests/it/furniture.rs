//! What stands around the articles: menus in two rows, pages of formats, sharing, fonts, colours.

use testpaper::{InProcess, Refused, on_both};

use crate::news;

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

fn with_pages(paper: &InProcess) {
    let newsroom = paper.newsroom();
    newsroom.set_paper(PAPER).unwrap();
    newsroom
        .write_page("charte", "---\nheadline: La charte\n---\n\nNous vérifions.\n")
        .unwrap();
    newsroom
        .write_page("ours", "---\nheadline: L’ours\n---\n\n**Directrice** : Jeanne Auber.\n")
        .unwrap();
    newsroom.bring_in("monde/a.md", news("Le delta monte", "De deux mètres.")).unwrap();
    newsroom.bring_in("monde/b.md", PICKUP).unwrap();
}

#[test]
fn a_format_lists_its_kind_and_nothing_else_and_is_purged_with_it() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        with_pages(paper);
        let list = paper.get("/pepites").page();
        assert!(
            list.contains("Une route sous la mer") && list.contains("Ce que nous avons lu ailleurs."),
            "{list}"
        );
        assert!(!list.contains("Le delta monte"), "{list}");
        assert!(
            list.contains("<a href=\"/pepites\" aria-current=\"page\">Pépites</a>"),
            "the second row: {list}"
        );
        assert_eq!(paper.get("/pepites?page=2").status, 404);
        // An article that becomes another kind leaves the list.
        newsroom
            .bring_in("monde/b.md", PICKUP.replace("kind: pickup", "kind: brief"))
            .unwrap();
        assert!(!paper.get("/pepites").text().contains("Une route sous la mer"));
    });
}

#[test]
fn a_status_in_words_of_its_own_is_in_the_language_of_its_article() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let with = |language: &str, status: &str| {
            let lines = format!("language: {language}\nstatus: {status}\naddress: /2026/11/20/{language}\npublished:");
            news("Delta", "Two metres.").replace("published:", &lines)
        };
        newsroom.bring_in("monde/a.md", with("de", "Wird ergänzt")).unwrap();
        newsroom.bring_in("monde/b.md", with("en", "developing")).unwrap();
        let own = "<span class=\"status\" lang=\"de\">Wird ergänzt</span>";
        assert!(paper.get("/2026/11/20/de").page().contains(own));
        let list = paper.get("/monde").page();
        assert!(list.contains(own), "{list}");
        // The house says this one, and in the language of whatever stands around it.
        assert!(list.contains("<span class=\"status\">En cours</span>"), "{list}");
        assert!(
            paper
                .get("/2026/11/20/en")
                .page()
                .contains("<span class=\"status\">Developing</span>")
        );
    });
}

#[test]
fn an_article_is_handed_on_by_plain_links() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        with_pages(paper);
        let path = "/2026/11/20/cinquante";
        let handed =
            news("R&D : « 50 % » de plus ?", "De deux mètres.").replace("published:", "address: /2026/11/20/cinquante\npublished:");
        newsroom.bring_in("monde/a.md", handed).unwrap();
        let page = paper.get(path).page();
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
        assert!(paper.get(&step).page().contains("name=\"instance\""));
        let onward = paper.get(&format!("{step}&instance=%40jeanne%40piaille.fr")).page();
        assert!(onward.contains("href=\"https://piaille.fr/share?text=R%26D"), "{onward}");
        for wrong in ["javascript:alert(1)", "a/b", "%3Cscript%3E.fr"] {
            let page = paper.get(&format!("{step}&instance={wrong}")).page();
            assert!(page.contains("aria-invalid=\"true\"") && !page.contains("<script>"), "{page}");
        }
        assert_eq!(paper.get("/share/mastodon?article=%2Fours").status, 404);
        assert_eq!(paper.get("/share/mastodon").status, 404);
    });
}

#[test]
fn fonts_stand_at_the_addresses_that_the_page_and_its_style_sheet_name() {
    on_both(|paper| {
        with_pages(paper);
        let front = paper.get("/").page();
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
        let sheet = paper.get(style).text();
        let in_sheet = sheet.split("url(\"").skip(1).filter_map(|rest| rest.split('"').next());
        let addresses: Vec<&str> = named.into_iter().chain(in_sheet).collect();
        assert_eq!(addresses.len(), 8, "{addresses:?}");
        for address in addresses {
            let font = paper.get(address);
            assert_eq!((font.status, font.header("content-type")), (200, Some("font/woff2")), "{address}");
            assert!(
                font.body.starts_with(b"wOF2") && font.header("cache-control").unwrap().contains("immutable"),
                "{address}"
            );
        }
    });
}

#[test]
fn inks_are_the_papers_and_those_that_cannot_be_read_are_refused() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let settings = |colours: &str| {
            format!(
                "name = \"Le Bief\"\n{colours}\n[[section]]\npath = \"light\"\nname = \"Light\"\nink = {{ day = \"#a3195b\", night = \"#ff9dc8\" }}\n"
            )
        };
        newsroom
            .set_paper(&settings("[inks]\nlink = { day = \"#14b\", night = \"#94b8ff\" }"))
            .unwrap();
        newsroom.bring_in("light/a.md", news("Un titre", "Texte.")).unwrap();
        let sheet = |page: &str| {
            let path = page
                .split("rel=\"stylesheet\" href=\"")
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .unwrap();
            paper.get(path).text()
        };
        let before = sheet(&paper.get("/").page());
        assert!(
            before.contains(":root{--link:#1144bb}") && before.contains(".in-light{--accent:#a3195b}"),
            "{before}"
        );
        assert!(before.contains("@media screen and (prefers-color-scheme:dark){:root{--link:#94b8ff}.in-light{--accent:#ff9dc8}}"));
        assert!(
            paper.get("/light").page().contains(" in-light"),
            "the page of the section is printed in its ink"
        );
        newsroom
            .set_paper(&settings("[inks]\nlink = { day = \"#777777\", night = \"#94b8ff\" }"))
            .refused("the ink `link`, #777777, cannot be read on #fdfcf9: the contrast is 4.3 to 1");
        newsroom
            .set_paper(&settings("[inks]\nlink = { day = \"blue\", night = \"#94b8ff\" }"))
            .refused("`blue` is no colour");
        newsroom
            .set_paper(&settings("[inks]\nlnik = { day = \"#14b\", night = \"#94b8ff\" }"))
            .refused("lnik");
    });
}
