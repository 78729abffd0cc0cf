//! What a browser, a cache and an attacker see: validators, encodings, ranges, headers, limits.

use std::io::{Read, Write};

use testpaper::{Engine, Served, TestPaper, request};

use crate::{PROGRAM, news};

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo");

fn demo() -> (TestPaper, Served) {
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    paper.import_from(DEMO.as_ref()).well();
    let served = paper.serve();
    (paper, served)
}

#[test]
fn every_encoding_has_its_own_strong_etag_and_the_same_page() {
    let (_paper, served) = demo();
    let plain = served.get("/");
    let gzip = served.get_with("/", &[("Accept-Encoding", "gzip")]);
    let brotli = served.get_with("/", &[("Accept-Encoding", "gzip, deflate, br")]);
    assert_eq!(
        (gzip.header("content-encoding"), brotli.header("content-encoding")),
        (Some("gzip"), Some("br"))
    );
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(gzip.body.as_slice()).read_to_end(&mut text).unwrap();
    assert_eq!(text, plain.body);
    text.clear();
    brotli::Decompressor::new(brotli.body.as_slice(), 4096)
        .read_to_end(&mut text)
        .unwrap();
    assert_eq!(text, plain.body);
    let tags: Vec<_> = [&plain, &gzip, &brotli]
        .iter()
        .map(|answer| answer.header("etag").unwrap_or_default().to_owned())
        .collect();
    assert!(tags.iter().all(|tag| tag.starts_with('"') && tag.len() > 10) && tags[0] != tags[1] && tags[1] != tags[2]);
    assert_eq!(plain.header("vary"), Some("Accept-Encoding"));
    assert!(
        served
            .get_with("/", &[("Accept-Encoding", "br;q=0, gzip;q=0.5")])
            .header("content-encoding")
            == Some("gzip")
    );
    assert!(
        served
            .get_with("/", &[("Accept-Encoding", "identity")])
            .header("content-encoding")
            .is_none()
    );
    // The press makes smaller bytes in its own time, and they have their own ETag.
    let better = || served.get_with("/", &[("Accept-Encoding", "br")]);
    assert!(served.wait_until(|| better().body.len() < brotli.body.len()) && better().header("etag") != Some(&tags[2]));
}

#[test]
fn what_a_reader_has_already_is_not_sent_again() {
    let (_paper, served) = demo();
    let first = served.get("/politique");
    let etag = first.header("etag").unwrap();
    let again = served.get_with("/politique", &[("If-None-Match", etag)]);
    assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, Some(etag)));
    assert_eq!(served.get_with("/politique", &[("If-None-Match", "\"autre\"")]).status, 200);
    let head = request(&served.base, "HEAD /politique HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), first.header("content-length"));
}

#[test]
fn a_range_of_a_picture_or_a_page_is_sent_alone() {
    let (_paper, served) = demo();
    let front = served.get("/").page();
    let picture = front
        .split('"')
        .find(|part| part.starts_with("/media/") && !part.contains(' '))
        .expect("a picture on the front")
        .to_owned();
    for path in [picture.as_str(), "/"] {
        let whole = served.get(path);
        let length = whole.body.len();
        let part = served.get_with(path, &[("Range", "bytes=10-19")]);
        assert_eq!((part.status, part.body.as_slice()), (206, &whole.body[10..20]), "{path}");
        assert_eq!(part.header("content-range"), Some(format!("bytes 10-19/{length}").as_str()));
        assert_eq!(served.get_with(path, &[("Range", "bytes=-5")]).body, whole.body[length - 5..]);
        assert_eq!(
            served.get_with(path, &[("Range", &format!("bytes={}-", length - 3))]).body,
            whole.body[length - 3..]
        );
        let beyond = served.get_with(path, &[("Range", &format!("bytes={length}-"))]);
        assert_eq!(
            (beyond.status, beyond.header("content-range")),
            (416, Some(format!("bytes */{length}").as_str()))
        );
        assert_eq!(
            served.get_with(path, &[("Range", "bytes=0-1,4-5")]).status,
            200,
            "several ranges: the whole"
        );
        let stale = served.get_with(path, &[("Range", "bytes=0-1"), ("If-Range", "\"autre\"")]);
        assert_eq!((stale.status, stale.body.len()), (200, length));
    }
    assert_eq!(served.get(&picture).header("accept-ranges"), Some("bytes"));
}

#[test]
fn every_answer_carries_the_headers_of_the_house_and_no_cookie() {
    let (_paper, served) = demo();
    let front = served.get("/").page();
    let style = front
        .split('"')
        .find(|part| part.starts_with("/assets/filet-"))
        .expect("a style sheet")
        .to_owned();
    for path in ["/", "/politique", "/rien", "/feed.xml", "/robots.txt", "/sitemap.xml", &style] {
        let answer = served.get(path);
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(
            policy.contains("default-src 'none'") && !policy.contains("unsafe"),
            "{path}: {policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert!(
            answer.header("set-cookie").is_none() && answer.header("content-type").is_some(),
            "{path}"
        );
    }
    assert!(
        served
            .get(&style)
            .header("cache-control")
            .is_some_and(|value| value.contains("immutable"))
    );
    assert!(!front.contains("<style") && !front.contains("onclick") && !front.contains("style=\""));
}

#[test]
fn what_is_too_long_too_large_or_not_reading_is_refused() {
    let (_paper, served) = demo();
    let ask = |text: &str| request(&served.base, text).unwrap();
    let post = ask("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc");
    assert_eq!((post.status, post.header("allow")), (405, Some("GET, HEAD")));
    assert_eq!(
        ask("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\n").status,
        413
    );
    assert_eq!(
        ask(&format!(
            "GET /{} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "a".repeat(3_000)
        ))
        .status,
        414
    );
    let head = format!(
        "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Long: {}\r\n\r\n",
        "a".repeat(40_000)
    );
    assert_eq!(ask(&head).status, 431);
    let many = "X-Many: 1\r\n".repeat(200);
    assert_eq!(
        ask(&format!("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{many}\r\n")).status,
        431
    );
    assert_eq!(ask("NONSENSE\r\n\r\n").status, 400);
    assert_eq!(served.get("/").status, 200, "and goes on serving");
}

#[test]
fn a_reader_under_way_is_served_to_the_end_when_the_server_stops() {
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    paper.write("a.md", &news("Un article", "Texte."));
    paper.import().well();
    let served = paper.serve();
    let mut slow = std::net::TcpStream::connect(served.base.trim_start_matches("http://")).unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let stopped = std::thread::spawn(move || served.stop());
    let mut text = String::new();
    slow.read_to_string(&mut text).unwrap();
    assert!(
        text.starts_with("HTTP/1.1 200") && text.ends_with("</html>") || text.trim_end().ends_with("</html>"),
        "{text}"
    );
    assert!(stopped.join().unwrap());
}

#[test]
fn titles_feeds_and_structured_data_say_what_the_page_says() {
    let (_paper, served) = demo();
    let page = served.get("/2026/11/22/vaux-la-route-rouvre-lundi").page();
    let title = page
        .split("<title>")
        .nth(1)
        .and_then(|rest| rest.split("</title>").next())
        .unwrap_or_default();
    assert!(title.ends_with(" | L’Écluse") && title.contains("Vaux"), "{title}");
    let data = page
        .split("application/ld+json\">")
        .nth(1)
        .and_then(|rest| rest.split("</script>").next())
        .unwrap_or_default();
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!(
        (data["@type"].as_str(), data["datePublished"].as_str()),
        (Some("NewsArticle"), Some("2026-11-22T18:05:00+01:00"))
    );
    assert_eq!(data["author"][0]["name"].as_str(), Some("Léa Rivet"));
    let feed = served.get("/feed.xml").page();
    assert!(
        feed.starts_with("<?xml")
            && feed.contains("<link>http://127.0.0.1:")
            && feed.contains("<pubDate>Sun, 22 Nov 2026 17:05:00 +0000</pubDate>")
    );
    assert!(served.get("/international/feed.xml").page().contains("<category>"));
    let map = served.get("/sitemaps/articles-0.xml").page();
    assert!(
        map.contains("/2026/11/22/vaux-la-route-rouvre-lundi</loc><lastmod>2026-11-22T17:05:00Z</lastmod>"),
        "{map}"
    );
    assert!(served.get("/robots.txt").page().contains("/sitemap.xml"));
}

#[test]
fn the_karabakh_article_carries_its_sourced_figures() {
    let (_paper, served) = demo();
    let section = served.get("/international").page();
    let path = section
        .split('"')
        .find(|part| part.starts_with("/2023/09/2"))
        .expect("the article on Nagorno-Karabakh")
        .to_owned();
    let page = served.get(&path).page();
    let figures = page.split("<tbody>").last().unwrap_or_default();
    assert!(
        page.contains("<data class=\"figure\" value=\"29\">") && figures.contains("at least"),
        "{figures}"
    );
}
