//! Access: what is for subscribers is on no channel of those who are not.

use testpaper::{Engine, InProcess, article, on_both};

fn restricted(access: &str) -> String {
    format!(
        "---\nheadline: Un article réservé\nstandfirst: Un chapô pour tous.\naccess: {access}\nteaser_ends_after: 1\n\
         published: 2026-11-20 10:00\ntopics: [Eau]\nbyline: [Léa Rivet]\n---\n\n\
         Le début se lit.\n\nLE SECRET compte [31 morts secrets]{{figure value=\"31\" who=\"une source SECRETE\"}}.\n"
    )
}

#[test]
fn the_rest_of_a_restricted_article_is_on_no_channel() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        newsroom.bring_in("eau/a.md", restricted("subscribers")).unwrap();
        let registered = restricted("registered").replace("Un article réservé", "Un article inscrit");
        newsroom.bring_in("eau/b.md", registered).unwrap();
        let open = article("Ouvert").published("2026-11-20 11:00");
        newsroom
            .bring_in("eau/c.md", open.saying("Tout se lit.\n\nJusqu’à LA FIN."))
            .unwrap();
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
            let text = paper.get(channel).page();
            assert!(
                !text.contains("SECRET") && !text.contains("morts secrets"),
                "{channel} shows what is not free: {text}"
            );
        }
        let page = paper.get("/2026/11/20/un-article-reserve").page();
        assert!(
            page.contains("Le début se lit.") && page.contains("réservée aux abonnés") && page.contains("\"isAccessibleForFree\":false"),
            "{page}"
        );
        assert!(
            paper
                .get("/2026/11/20/un-article-inscrit")
                .page()
                .contains("réservée aux lecteurs inscrits")
        );
        let open = paper.get("/2026/11/20/ouvert").page();
        assert!(open.contains("LA FIN.") && open.contains("\"isAccessibleForFree\":true"));
        let section = paper.get("/eau").page();
        assert!(
            section.contains("abonnés") && section.contains("inscrits"),
            "each card says for whom: {section}"
        );
        // Reading it in parts, compressed or by HEAD shows no more.
        assert!(
            !paper
                .get_with("/2026/11/20/un-article-reserve", &[("Range", "bytes=0-")])
                .text()
                .contains("SECRET")
        );
    });
}

#[test]
fn those_who_may_read_the_whole_see_it_and_the_three_views_are_kept_apart() {
    let paper = InProcess::on(Engine::Sqlite);
    paper.newsroom().bring_in("a.md", restricted("subscribers")).unwrap();
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
            let page = paper.wait(paper.site.page(&question, reader)).unwrap();
            let body = String::from_utf8_lossy(&page.rendition(site::negotiation::Encoding::Plain).body).into_owned();
            assert_eq!(body.contains("LE SECRET"), whole, "{reader:?}: {body}");
            assert_eq!(body.contains("31\u{a0}morts secrets"), whole, "{reader:?}: {body}");
        }
    }
}
