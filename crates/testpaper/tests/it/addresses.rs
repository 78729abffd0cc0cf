//! Addresses are for ever: made once, kept when imported, redirecting when left.

use testpaper::{Refused, on_both};

use crate::news;

#[test]
fn an_imported_address_is_canonical_and_a_left_one_redirects_for_ever() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let at = |address: &str| format!("---\nheadline: Un article\npublished: 2026-11-20 10:00\naddress: {address}\n---\n\nTexte.\n");
        newsroom.bring_in("a.md", at("/archives/12345-un-article,été.html")).unwrap();
        let page = paper.get("/archives/12345-un-article,%C3%A9t%C3%A9.html").page();
        assert!(
            page.contains("<link rel=\"canonical\" href=\"https://journal.example/archives/12345-un-article,%C3%A9t%C3%A9.html\">"),
            "{page}"
        );
        for next in ["/deux", "/trois"] {
            newsroom.bring_in("a.md", at(next)).unwrap();
            assert_eq!(paper.get(next).status, 200);
        }
        assert!(!paper.get("/trois").page().contains("Mis à jour"), "a new address is no new text");
        for former in ["/archives/12345-un-article,%C3%A9t%C3%A9.html", "/deux"] {
            let answer = paper.get(former);
            assert_eq!((answer.status, answer.header("location")), (301, Some("/trois")), "{former}");
        }
        newsroom.bring_in("a.md", at("/deux")).unwrap();
        assert_eq!(paper.get("/deux").status, 200, "a thing may come back to its own address");
        assert_eq!(paper.get("/trois").header("location"), Some("/deux"));
        let taken = newsroom.bring_in("b.md", at("/trois"));
        taken.refused("is the address of something else, or was");
    });
}

#[test]
fn two_articles_of_one_day_and_headline_have_two_addresses() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        newsroom.bring_in("a.md", news("Même titre", "Un.")).unwrap();
        newsroom.bring_in("b.md", news("Même titre", "Deux.")).unwrap();
        assert!(paper.get("/2026/11/20/meme-titre").page().contains("Un."));
        assert!(paper.get("/2026/11/20/meme-titre-2").page().contains("Deux."));
    });
}

#[test]
fn the_base_address_is_configuration_and_never_the_host_header() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        newsroom.bring_in("a.md", news("Un article", "Texte.")).unwrap();
        for path in ["/", "/2026/11/20/un-article", "/feed.xml", "/sitemap.xml", "/robots.txt"] {
            let page = paper
                .get_with(path, &[("X-Forwarded-Host", "evil.example"), ("Host", "evil.example")])
                .text();
            assert!(
                page.contains("https://journal.example") && !page.contains("evil.example"),
                "{path}: {page}"
            );
        }
    });
}

#[test]
fn a_slash_too_many_redirects_and_an_unknown_path_is_a_page_of_the_paper() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        newsroom.bring_in("eau/a.md", news("Un article", "Texte.")).unwrap();
        assert_eq!(paper.get("/eau/").header("location"), Some("/eau"));
        assert_eq!(paper.get("/2026/11/20/").header("location"), Some("/2026/11/20"));
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
            assert_eq!(paper.get(unknown).status, 404, "{unknown}");
        }
        let page = paper.get("/rien").text();
        assert!(page.contains("Cette page n’existe pas") && page.contains("noindex"), "{page}");
        assert_eq!(
            paper.get("/eau?utm_source=x").status,
            200,
            "what a link carries along is not looked at"
        );
    });
}

#[test]
fn what_was_not_there_is_found_once_it_is_and_nobody_can_hide_a_page() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        newsroom.bring_in("eau/a.md", news("Un article", "Texte.")).unwrap();
        for path in ["/2026/11/19", "/eau?page=2", "/archives?page=2"] {
            assert_eq!(paper.get(path).status, 404, "{path}");
        }
        assert_eq!(paper.get("/eau%3Fpage=2").status, 404);
        for index in 0..31 {
            let text = news(&format!("Article {index}"), "Texte.").replace("11-20", "11-19");
            newsroom.bring_in(&format!("eau/{index}.md"), text).unwrap();
        }
        assert_eq!(paper.get("/2026/11/19").status, 200, "a day that was asked for too early");
        assert_eq!(paper.get("/eau?page=2").status, 200);
        assert_eq!(paper.get("/eau%3Fpage=2").status, 404);
        assert_eq!(paper.get("/eau?page=2").status, 200, "and the page is still there");
    });
}
