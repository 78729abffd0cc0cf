//! The front by its rules: its own language first, nothing twice, and a corner for each of what a paper has.

use testpaper::on_both;

use crate::news;

/// The paths to articles in the front's `main`, in the order in which they stand.
fn articles(page: &str) -> Vec<String> {
    let main = page.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap();
    let paths = main.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    paths.filter(|path| path.starts_with("/20")).map(str::to_owned).collect()
}

/// What stands in a part of the front, from its class to the end of its element.
fn part<'a>(page: &'a str, class: &str, end: &str) -> &'a str {
    let begins = format!("class=\"{class}\"");
    let inside = page.split(&begins).nth(1).unwrap_or_else(|| panic!("no {class}: {page}"));
    inside.split(end).next().unwrap()
}

/// A manuscript of some hour with more in its head.
fn at(hour: u32, headline: &str, more: &str) -> String {
    news(headline, "Texte.").replacen("10:00\n", &format!("{hour:02}:00\n{more}"), 1)
}

#[test]
fn the_front_speaks_the_papers_language_and_leaves_a_translation_to_its_own_page() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        newsroom
            .bring_in("fr.md", at(8, "Le pont a tenu", "translation_set: pont\n"))
            .unwrap();
        newsroom
            .bring_in("en.md", at(20, "The bridge held", "translation_set: pont\nlanguage: en\n"))
            .unwrap();
        newsroom.bring_in("seul.md", at(19, "Only in English", "language: en\n")).unwrap();
        newsroom.bring_in("fr2.md", at(9, "La route rouvre", "")).unwrap();
        let shown = articles(&paper.get("/").page());
        let order = [
            "/2026/11/20/la-route-rouvre",
            "/2026/11/20/le-pont-a-tenu",
            "/2026/11/20/only-in-english",
        ];
        assert_eq!(shown, order, "the newest of its own language first, another language last");
        assert!(
            paper
                .get("/2026/11/20/the-bridge-held")
                .page()
                .contains("/2026/11/20/le-pont-a-tenu")
        );
    });
}

#[test]
fn what_leads_links_to_the_rest_of_its_dossier_and_no_article_stands_twice() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        for number in 0..40 {
            let more = match number % 4 {
                0 => "dossiers: [Le barrage]\nsection: Monde\n",
                1 => "series: Le mot\nkind: column\n",
                2 => "kind: pickup\nsource_credit: {name: La Gazette}\n",
                _ => "section: Culture\ndossiers: [Le musée]\n",
            };
            // A series comes when the news leaves room: its articles are the oldest.
            let hour = if number % 4 == 1 { 0 } else { 1 + number / 2 };
            newsroom
                .bring_in(&format!("{number}.md"), at(hour, &format!("Un article {number}"), more))
                .unwrap();
        }
        newsroom.bring_in("une.md", at(23, "La une", "dossiers: [Le barrage]\n")).unwrap();
        let page = paper.get("/").page();
        let shown = articles(&page);
        let mut once = shown.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), shown.len(), "{shown:?}");
        assert_eq!(shown[0], "/2026/11/20/la-une");
        let linked = articles(&format!("<main>{}</main>", part(&page, "linked", "</ul>")));
        assert_eq!(linked, ["/2026/11/20/un-article-36", "/2026/11/20/un-article-32"]);
        assert_eq!(part(&page, "latest", "</section>").matches("<time").count(), 12);
        let pickups = part(&page, "pickups", "</section>");
        assert!(
            pickups.contains("La Gazette") && articles(&format!("<main>{pickups}</main>")).len() > 1,
            "{pickups}"
        );
        assert!(part(&page, "appointments", "</section>").contains("Le mot"));
        let band = part(&page, "band", "</section>");
        assert!(band.contains("Le musée") || band.contains("Le barrage"), "{band}");
    });
}

#[test]
fn a_dossier_that_moves_takes_the_place_of_the_one_that_does_not() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let dossier = |name: &str| format!("dossiers: [{name}]\n");
        // The upper part of the front takes the newest: what they leave is the dossiers'.
        for number in 0..30 {
            newsroom
                .bring_in(&format!("n{number}.md"), at(12 + number / 6, &format!("Nouvelle {number}"), ""))
                .unwrap();
        }
        for number in 0..4 {
            newsroom
                .bring_in(
                    &format!("a{number}.md"),
                    at(1 + number, &format!("Barrage {number}"), &dossier("Le barrage")),
                )
                .unwrap();
            newsroom
                .bring_in(
                    &format!("b{number}.md"),
                    at(5 + number, &format!("Musée {number}"), &dossier("Le musée")),
                )
                .unwrap();
        }
        assert!(part(&paper.get("/").page(), "band", "</section>").contains("Le musée"));
        newsroom.bring_in("c.md", at(11, "Barrage encore", &dossier("Le barrage"))).unwrap();
        let page = paper.get("/").page();
        assert!(page.contains("Barrage encore"), "{page}");
        let band = part(&page, "band", "</section>");
        assert!(band.contains("Le barrage") && !band.contains("Le musée"), "{band}");
    });
}

#[test]
fn the_latest_are_all_there_line_by_line_under_their_days() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        for number in 0..35 {
            let day = if number < 20 { "2026-11-20" } else { "2026-11-21" };
            let text = at(number % 24, &format!("Un article {number}"), "").replace("2026-11-20", day);
            newsroom.bring_in(&format!("{number}.md"), text).unwrap();
        }
        assert!(paper.get("/").page().contains("<a href=\"/le-fil\">"));
        let (first, second) = (paper.get("/le-fil").page(), paper.get("/le-fil?page=2").page());
        let (mut all, older) = (articles(&first), articles(&second));
        assert_eq!((all.len(), older.len()), (30, 5));
        assert!(
            all[0].starts_with("/2026/11/21/") && first.contains("<h2>21\u{a0}novembre\u{a0}2026</h2>"),
            "{first}"
        );
        all.extend(older);
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 35, "each once");
        assert_eq!(paper.get("/le-fil?page=3").status, 404);
        newsroom
            .bring_in("neu.md", at(23, "Tout neuf", "").replace("2026-11-20", "2026-11-21"))
            .unwrap();
        assert!(paper.get("/le-fil").page().contains("Tout neuf"));
    });
}
