//! Access: what is for subscribers is on no channel of those who are not.

use testpaper::{Engine, TestPaper};

use crate::{PROGRAM, on_both};

fn restricted(access: &str) -> String {
    format!(
        "---\nheadline: Un article réservé\nstandfirst: Un chapô pour tous.\naccess: {access}\nteaser_ends_after: 1\n\
         published: 2026-11-20 10:00\ntopics: [Eau]\nbyline: [Léa Rivet]\n---\n\n\
         Le début se lit.\n\nLE SECRET compte [31 morts secrets]{{figure value=\"31\" who=\"une source SECRETE\"}}.\n"
    )
}

#[test]
fn the_rest_of_a_restricted_article_is_on_no_channel() {
    on_both(|paper, _| {
        paper.write("eau/a.md", &restricted("subscribers"));
        paper.write(
            "eau/b.md",
            &restricted("registered").replace("Un article réservé", "Un article inscrit"),
        );
        paper.write(
            "eau/c.md",
            "---\nheadline: Ouvert\npublished: 2026-11-20 11:00\n---\n\nTout se lit.\n\nJusqu’à LA FIN.\n",
        );
        paper.import().well();
        let served = paper.serve();
        let channels = [
            "/",
            "/eau",
            "/2026/11/20",
            "/2026/11/20/un-article-reserve",
            "/2026/11/20/un-article-inscrit",
            "/2026/11/20/ouvert",
            "/feed.xml",
            "/eau/feed.xml",
            "/sitemap.xml",
            "/sitemaps/articles-0.xml",
            "/sitemaps/lists.xml",
            "/themes/eau",
            "/auteurs/lea-rivet",
        ];
        for channel in channels {
            let text = served.get(channel).page();
            assert!(
                !text.contains("SECRET") && !text.contains("morts secrets"),
                "{channel} shows what is not free: {text}"
            );
        }
        let page = served.get("/2026/11/20/un-article-reserve").page();
        assert!(
            page.contains("Le début se lit.") && page.contains("réservée aux abonnés") && page.contains("\"isAccessibleForFree\":false"),
            "{page}"
        );
        assert!(
            served
                .get("/2026/11/20/un-article-inscrit")
                .page()
                .contains("réservée aux lecteurs inscrits")
        );
        let open = served.get("/2026/11/20/ouvert").page();
        assert!(open.contains("LA FIN.") && open.contains("\"isAccessibleForFree\":true"));
        let section = served.get("/eau").page();
        assert!(
            section.contains("abonnés") && section.contains("inscrits"),
            "each card says for whom: {section}"
        );
        // Reading it in parts, compressed or by HEAD shows no more.
        assert!(
            !served
                .get_with("/2026/11/20/un-article-reserve", &[("Range", "bytes=0-")])
                .text()
                .contains("SECRET")
        );
    });
}

#[tokio::test]
async fn those_who_may_read_the_whole_see_it_and_the_three_views_are_kept_apart() {
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    paper.write("a.md", &restricted("subscribers"));
    paper.import().well();
    drop(paper.serve());
    let shelf = shelf::Shelf::open(&paper.data.join("shelf.db")).await.unwrap();
    let settings = site::Settings {
        base: "https://e.example".into(),
        media: paper.data.join("media"),
        public: paper.data.join("public"),
        prints: paper.data.join("prints"),
        theme: None,
        cache_bytes: 1 << 20,
    };
    let site = site::Site::new(shelf::Standing::new(shelf), settings);
    let question = site::question::Question {
        path: "/2026/11/20/un-article-reserve".into(),
        number: 1,
    };
    for _ in 0..2 {
        for (reader, whole) in [
            (site::Reader::Subscriber, true),
            (site::Reader::WithoutAccount, false),
            (site::Reader::Registered, false),
        ] {
            let page = site.page(&question, reader).await.unwrap();
            let body = String::from_utf8_lossy(&page.rendition(site::negotiation::Encoding::Plain).body).into_owned();
            assert_eq!(body.contains("LE SECRET"), whole, "{reader:?}: {body}");
            assert_eq!(body.contains("31\u{a0}morts secrets"), whole, "{reader:?}: {body}");
        }
    }
}
