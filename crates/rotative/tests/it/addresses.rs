//! Addresses are for ever: made once, kept when imported, redirecting when left.

use testpaper::wait_for;

use crate::{news, on_both};

#[test]
fn an_imported_address_is_canonical_and_a_left_one_redirects_for_ever() {
    on_both(|paper, _| {
        let at = |address: &str| format!("---\nheadline: Un article\npublished: 2026-11-20 10:00\naddress: {address}\n---\n\nTexte.\n");
        paper.write("a.md", &at("/archives/12345-un-article,été.html"));
        paper.import().well();
        let served = paper.serve_with(&["--address", "https://paper.example"]);
        let page = served.get("/archives/12345-un-article,%C3%A9t%C3%A9.html").page();
        assert!(
            page.contains("<link rel=\"canonical\" href=\"https://paper.example/archives/12345-un-article,%C3%A9t%C3%A9.html\">"),
            "{page}"
        );
        for next in ["/deux", "/trois"] {
            paper.write("a.md", &at(next));
            paper.import().well();
            assert!(wait_for(|| served.get(next).status == 200));
        }
        assert!(!served.get("/trois").page().contains("Mis à jour"), "a new address is no new text");
        for former in ["/archives/12345-un-article,%C3%A9t%C3%A9.html", "/deux"] {
            let answer = served.get(former);
            assert_eq!((answer.status, answer.header("location")), (301, Some("/trois")), "{former}");
        }
        paper.write("a.md", &at("/deux"));
        paper.import().well();
        assert!(
            wait_for(|| served.get("/deux").status == 200),
            "a thing may come back to its own address"
        );
        assert_eq!(served.get("/trois").header("location"), Some("/deux"));
        paper.write("b.md", &at("/trois"));
        paper.import().refused("is the address of something else, or was");
    });
}

#[test]
fn two_articles_of_one_day_and_headline_have_two_addresses() {
    on_both(|paper, _| {
        paper
            .write("a.md", &news("Même titre", "Un."))
            .write("b.md", &news("Même titre", "Deux."));
        paper.import().well();
        let served = paper.serve();
        assert!(served.get("/2026/11/20/meme-titre").page().contains("Un."));
        assert!(served.get("/2026/11/20/meme-titre-2").page().contains("Deux."));
    });
}

#[test]
fn the_base_address_is_configuration_and_never_the_host_header() {
    on_both(|paper, _| {
        paper.write("a.md", &news("Un article", "Texte."));
        paper.import().well();
        let served = paper.serve_with(&["--address", "https://paper.example"]);
        for path in ["/", "/2026/11/20/un-article", "/feed.xml", "/sitemap.xml", "/robots.txt"] {
            let page = served
                .get_with(path, &[("X-Forwarded-Host", "evil.example"), ("Host", "evil.example")])
                .text();
            assert!(
                page.contains("https://paper.example") && !page.contains("evil.example"),
                "{path}: {page}"
            );
        }
    });
}

#[test]
fn a_slash_too_many_redirects_and_an_unknown_path_is_a_page_of_the_paper() {
    on_both(|paper, _| {
        paper.write("eau/a.md", &news("Un article", "Texte."));
        paper.import().well();
        let served = paper.serve();
        assert_eq!(served.get("/eau/").header("location"), Some("/eau"));
        assert_eq!(served.get("/2026/11/20/").header("location"), Some("/2026/11/20"));
        for unknown in [
            "/rien",
            "/2026/13/45",
            "/2026/11/21",
            "/eau?page=2",
            "/eau?page=x",
            "/%ff",
            "/a/../b",
            "//eau",
            "/media/x.jpg",
        ] {
            assert_eq!(served.get(unknown).status, 404, "{unknown}");
        }
        let page = served.get("/rien").text();
        assert!(page.contains("Cette page n’existe pas") && page.contains("noindex"), "{page}");
        assert_eq!(
            served.get("/eau?utm_source=x").status,
            200,
            "what a link carries along is not looked at"
        );
    });
}

#[test]
fn what_was_not_there_is_found_once_it_is_and_nobody_can_hide_a_page() {
    on_both(|paper, _| {
        paper.write("eau/a.md", &news("Un article", "Texte."));
        paper.import().well();
        let served = paper.serve();
        for path in ["/2026/11/19", "/eau?page=2", "/archives?page=2"] {
            assert_eq!(served.get(path).status, 404, "{path}");
        }
        assert_eq!(served.get("/eau%3Fpage=2").status, 404);
        for index in 0..31 {
            paper.write(
                &format!("eau/{index}.md"),
                &news(&format!("Article {index}"), "Texte.").replace("11-20", "11-19"),
            );
        }
        paper.import().well();
        assert!(
            wait_for(|| served.get("/2026/11/19").status == 200),
            "a day that was asked for too early"
        );
        assert_eq!(served.get("/eau?page=2").status, 200);
        assert_eq!(served.get("/eau%3Fpage=2").status, 404);
        assert_eq!(served.get("/eau?page=2").status, 200, "and the page is still there");
    });
}
