//! Addresses are for ever: made once, kept when imported, redirecting when left.

use acts::describing::Describing;
use manuscript::ids::Thing;
use store::catalogue::Details;
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

#[test]
fn topics_of_the_same_words_stay_apart_and_keep_their_articles() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let with =
            |topic: &str, headline: &str| news(headline, "Texte.").replace("published:", &format!("topics: [\"{topic}\"]\npublished:"));
        let written = [
            ("C", "Le langage C"),
            ("C++", "Le langage C++"),
            ("C#", "Le langage C#"),
            ("marche", "À pied"),
            ("marché", "Aux halles"),
            ("MARCHÉ", "Aux halles encore"),
        ];
        for (index, (topic, headline)) in written.into_iter().enumerate() {
            newsroom.bring_in(&format!("une/{index}.md"), with(topic, headline)).unwrap();
        }
        for (path, headlines) in [
            ("/themes/c", vec!["Le langage C"]),
            ("/themes/c-2", vec!["Le langage C++"]),
            ("/themes/c-3", vec!["Le langage C#"]),
            ("/themes/marche", vec!["À pied"]),
            ("/themes/marche-2", vec!["Aux halles", "Aux halles encore"]),
        ] {
            let page = paper.get(path).page();
            for (_, headline) in written {
                let is_listed = page.contains(&format!(">{headline}</a>"));
                assert_eq!(is_listed, headlines.contains(&headline), "{headline} at {path}: {page}");
            }
        }
    });
}

#[test]
fn a_topic_that_got_another_name_is_still_known_by_its_first() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let with = |headline: &str| news(headline, "Texte.").replace("published:", "topics: [UE]\npublished:");
        newsroom.bring_in("une/a.md", with("Un sommet")).unwrap();
        let described = Describing {
            thing: Thing::Topic,
            key: "ue".into(),
            name: Some("Union européenne".into()),
            details: Details::default(),
            position: None,
        };
        newsroom
            .does(async |tx, desk, by| acts::describing::describe_one(tx, desk, by, described.clone()).await)
            .unwrap();
        newsroom.bring_in("une/b.md", with("Un autre sommet")).unwrap();
        let page = paper.get("/themes/ue").page();
        assert!(
            page.contains("Un sommet") && page.contains("Un autre sommet") && page.contains("Union européenne"),
            "{page}"
        );
        assert_eq!(paper.get("/themes/ue-2").status, 404);
    });
}
