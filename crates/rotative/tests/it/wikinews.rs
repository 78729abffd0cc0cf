//! Forty real articles become a paper: none lost, no character changed but spaces and normal form.

use std::collections::{BTreeSet, VecDeque};
use std::path::PathBuf;

use manuscript::settled::nfc;
use serde_json::Value;
use testpaper::{Served, skipped};

use crate::on_both;

/// The real articles, if this machine has them.
fn articles() -> Option<Vec<Value>> {
    let Some(folder) = std::env::var_os("ROTATIVE_PROBE_DATA") else {
        skipped("forty_real_articles_come_in_whole", "ROTATIVE_PROBE_DATA is not set");
        return None;
    };
    let text = std::fs::read_to_string(PathBuf::from(folder).join("wikinews-fr/articles.json")).unwrap();
    Some(serde_json::from_str(&text).unwrap())
}

/// Signs that Markdown could take for its own, escaped: the writer of the file would do the same.
fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '~' | '|') {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

fn bare(text: &str) -> String {
    nfc(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text of a page as a reader sees it: tags gone, references read.
fn read(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[test]
fn forty_real_articles_come_in_whole_and_are_reachable() {
    let Some(articles) = articles() else { return };
    on_both(|paper, _| {
        for (index, article) in articles.iter().enumerate() {
            let title = serde_json::to_string(&article["title"]).unwrap();
            let body: Vec<String> = article["blocks"]
                .as_array()
                .unwrap()
                .iter()
                .map(|block| escaped(block.as_str().unwrap()))
                .collect();
            let section = if index % 2 == 0 { "france" } else { "monde" };
            let text = format!(
                "---\nheadline: {title}\nsource_credit: Wikinews\npublished: 2012-07-{:02} 10:00\n---\n\n{}\n",
                index / 2 + 1,
                body.join("\n\n")
            );
            paper.write(&format!("{section}/{}.md", article["id"].as_str().unwrap()), &text);
        }
        assert!(paper.import().well().said.contains("40 new"));
        let served = paper.serve();
        let pages = crawl(&served);
        for article in &articles {
            let title = bare(article["title"].as_str().unwrap());
            let page = pages.iter().find(|(_, page)| {
                page.split("<h1>")
                    .nth(1)
                    .is_some_and(|rest| bare(&read(rest.split("</h1>").next().unwrap_or_default())) == title)
            });
            let (path, page) = page.unwrap_or_else(|| panic!("{} is on no page", article["title"]));
            let body = page
                .split("<div class=\"body\">")
                .nth(1)
                .and_then(|rest| rest.split("</div>").next())
                .unwrap_or_default();
            let expected: String = article["blocks"]
                .as_array()
                .unwrap()
                .iter()
                .map(|block| bare(block.as_str().unwrap()))
                .collect();
            assert_eq!(bare(&read(body)), expected, "{path}");
            for list in ["/sitemaps/articles-0.xml", "/feed.xml"] {
                let text = served.get(list).page();
                assert!(text.contains(path.as_str()) || list == "/feed.xml", "{path} is not in {list}");
            }
        }
    });
}

/// Every page that can be reached from the front.
fn crawl(served: &Served) -> Vec<(String, String)> {
    let mut queue = VecDeque::from(["/".to_owned()]);
    let mut seen = BTreeSet::from(["/".to_owned()]);
    let mut pages = Vec::new();
    while let Some(path) = queue.pop_front() {
        assert!(pages.len() < 500, "the paper has no end");
        let page = served.get(&path).page();
        for link in page
            .split("<a ")
            .skip(1)
            .filter_map(|rest| rest.split("href=\"").nth(1)?.split('"').next())
        {
            let link = link.replace("&amp;", "&");
            if link.starts_with('/') && seen.insert(link.clone()) {
                queue.push_back(link);
            }
        }
        pages.push((path, page));
    }
    pages
}
