//! Hostile text in every field: it stays text, on every page and in every feed.

use testpaper::{InProcess, on_both};

const EVIL: &str = "<script>alert(1)</script><img src=x onerror=alert(2)>\\\" onmouseover=\\\"alert(3) ]]> \\\\<!-- {{ 7*7 }} {% raw %} </title> &lt;b&gt; \u{200f}";

/// The same where a picture has no place.
const MARKED: &str = "<script>alert(1)</script><b onclick=alert(2)>\\\" onmouseover=\\\"alert(3) ]]> \\\\<!-- {{ 7*7 }} {% raw %} </title> &lt;b&gt; \u{200f}";

fn manuscript() -> String {
    format!(
        "---\nheadline: \"Titre {EVIL}\"\nkicker: \"{EVIL}\"\nstatus: \"{EVIL}\"\nshort_headline: \"Court {EVIL}\"\nsearch_headline: \"Cherche {EVIL}\"\n\
         social_headline: \"{EVIL}\"\nalert_headline: \"{EVIL}\"\ndescription: \"{EVIL}\"\nstandfirst: \"Chapô {MARKED}\"\ndateline: \"{EVIL}\"\n\
         byline:\n  - {{name: \"Nom {EVIL}\", role: \"{EVIL}\", standing: \"{EVIL}\", biography: \"{EVIL}\", interests: \"{EVIL}\"}}\n  - {{agency: \"{EVIL}\"}}\n\
         source_credit: {{name: \"{EVIL}\", address: \"javascript:alert(4)\"}}\nsection: \"{EVIL}\"\ntopics: [\"Thème {EVIL}\"]\ndossiers: [\"Dossier {EVIL}\"]\n\
         series: \"Série {EVIL}\"\npublished: 2026-11-20 10:00\naddress: /hostile\n---\n\n\
         Texte <script>alert(5)</script> et [lien](javascript:alert(6)) et [autre](data:text/html,x) et [tab](java&#9;script:alert(7)).\n\n\
         <script>alert(8)</script>\n\n\
         :::quotation speaker=\"<script>alert(9)</script>\" source=\"javascript:alert(10)\"\nCitation <b>grasse</b>.\n:::\n\n\
         :::embed address=\"javascript:alert(11)\" title=\"<script>x</script>\"\nTexte.\n:::\n\n\
         :::read-also address=\"//evil.example/x\"\nÀ lire.\n:::\n\n\
         :::box title=\"<script>alert(12)</script>\"\nEncadré.\n:::\n\n\
         [29]{{figure value=\"29\" who=\"<script>alert(13)</script>\" what=\"<i>\" source=\"javascript:alert(14)\" as_of=\"<u>\"}}\n"
    )
}

fn is_harmless(paper: &InProcess, path: &str) {
    let page = paper.get(path).page();
    let lower = page.to_lowercase();
    let outside_data: String = lower
        .split("<script type=\"application/ld+json\">")
        .map(|part| part.split_once("</script>").map_or(part, |(_, rest)| rest))
        .collect();
    for (place, _) in lower.match_indices("<script") {
        assert!(
            lower[place..].starts_with("<script type=\"application/ld+json\">")
                || lower[place..].starts_with("<script type=\"module\" src=\"/assets/plus-"),
            "{path}: {}",
            &page[place..(place + 80).min(page.len())]
        );
    }
    // The house's own icon stands in its address.
    let outside_data = outside_data.replacen("<link rel=\"icon\" href=\"data:image/svg+xml,%3csvg", "", 1);
    for sign in [
        "<img src=x",
        "<b>",
        "<!-- {{",
        "href=\"javascript",
        "href=\"data:",
        "href=\"//evil",
        "cite=\"javascript",
        "\" onmouseover",
    ] {
        assert!(!outside_data.contains(sign), "{path} holds {sign}: {page}");
    }
    assert!(!page.contains("49 "), "{path}: a text was taken for a template");
    let data = page
        .split("application/ld+json\">")
        .nth(1)
        .and_then(|rest| rest.split("</script>").next());
    if let Some(data) = data {
        serde_json::from_str::<serde_json::Value>(data).unwrap_or_else(|error| panic!("{path}: {error}: {data}"));
    }
    if let Some(title) = page.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()) {
        assert!(
            !title.contains("&lt;script") && !title.contains("&lt;!--") && !title.contains("&lt;img"),
            "{path}: markup in the title: {title}"
        );
    }
}

#[test]
fn hostile_text_in_every_field_stays_text() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        newsroom.set_paper("name = \"<script>x</script>\"\ntagline = \"\\\"><script>y</script>\"\n[legal]\npublisher = \"<script>z</script>\"\n[[menu]]\nlabel = \"<script>m</script>\"\naddress = \"/hostile\"\n").unwrap();
        newsroom.bring_in("a.md", manuscript()).unwrap();
        let article = paper.get("/hostile").page();
        assert!(
            article.contains("Citation <strong>grasse</strong>.") && !article.contains("alert(5)"),
            "what runs is nothing that the paper shows: {article}"
        );
        let mut paths: Vec<String> = paper
            .get("/sitemaps/lists.xml")
            .page()
            .split("<loc>")
            .skip(1)
            .filter_map(|rest| {
                rest.split("</loc>")
                    .next()
                    .and_then(|address| address.splitn(4, '/').nth(3))
                    .map(|path| format!("/{path}"))
            })
            .collect();
        paths.extend(["/", "/hostile", "/2026/11/20", "/themes", "/dossiers"].map(str::to_owned));
        assert!(paths.len() > 8, "{paths:?}");
        for path in &paths {
            is_harmless(paper, path);
        }
        for feed in ["/feed.xml", "/sitemaps/lists.xml", "/sitemaps/articles-0.xml"] {
            let text = paper.get(feed).page();
            assert!(!text.contains("<script") && !text.contains("<img"), "{feed}: {text}");
        }
    });
}
