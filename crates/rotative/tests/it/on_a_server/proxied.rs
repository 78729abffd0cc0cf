//! What readers get from the paper behind the Caddyfile of README, and what the paper hears of them.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;
use testpaper::{Answer, Engine, Served, TestPaper};

use super::caddy::{Caddy, PAPER, READER, adapted, caddyfile_in};
use super::debian::{has, run, text_of, well};
use super::{block, readme};
use crate::{PROGRAM, news};

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo");
const A_YEAR: Option<&str> = Some("max-age=31536000");

/// The demo paper as README's configuration and unit serve it, but in the test's folder and on a free port.
fn demo_on_a_server() -> (TestPaper, Served) {
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    paper.import_from(DEMO.as_ref()).well();
    paper.write("rotative.toml", &block("toml"));
    let configuration = paper.folder.join("rotative.toml");
    let operators = format!("unix:{}", text_of(&paper.data.join("operators.sock")));
    let served = paper.serve_with(&["--config", text_of(&configuration), "--operators", &operators]);
    (paper, served)
}

#[test]
fn debians_caddy_takes_the_caddyfile_as_it_stands() {
    if !has("debians_caddy_takes_the_caddyfile_as_it_stands", &["caddy"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = caddyfile_in(folder.path());
    let asked = run("caddy", &["validate", "--adapter", "caddyfile", "--config", text_of(&file)]);
    well(&asked);
    let remarks = String::from_utf8_lossy(&asked.stderr).into_owned();
    assert!(!remarks.contains("not formatted") && !remarks.contains("\"warn\""), "{remarks}");
}

#[test]
fn caddyfile_configuration_and_page_lead_to_the_same_paper() {
    if !has("caddyfile_configuration_and_page_lead_to_the_same_paper", &["caddy"]) {
        return;
    }
    let machine: toml::Table = block("toml").parse().unwrap();
    let address = machine["address"].as_str().unwrap();
    let name = address.strip_prefix("https://").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let settings = adapted(&caddyfile_in(folder.path())).to_string();
    assert_eq!(machine["listen"].as_str(), Some(PAPER));
    let dials: Vec<_> = settings.match_indices("\"dial\"").collect();
    assert_eq!(dials.len(), 1, "readers' address alone is proxied: {settings}");
    assert!(settings.contains(&format!("\"dial\":\"{PAPER}\"")), "{settings}");
    assert!(settings.contains(&format!("\"{name}\"")) && settings.contains(&format!("\"www.{name}\"")));
    assert!(readme().contains(&format!("curl -I {address} ")));
}

#[test]
fn readers_get_the_paper_by_https_and_are_told_to_stay_there() {
    if !has(
        "readers_get_the_paper_by_https_and_are_told_to_stay_there",
        &["caddy", "curl", "openssl"],
    ) {
        return;
    }
    let (_paper, served) = demo_on_a_server();
    let caddy = Caddy::before(&served.base);
    let front = caddy.get("https://journal.example/", &[]);
    assert_eq!(front.header("strict-transport-security"), A_YEAR);
    assert!(front.header("alt-svc").is_none(), "HTTP/3 is not offered: {front:?}");
    assert!(
        front.page().contains("<link rel=\"canonical\" href=\"https://journal.example/\">"),
        "{}",
        front.text()
    );
    assert_eq!(caddy.version("https://journal.example/"), "2");

    let plain = caddy.get("http://journal.example/politique?page=2", &[]);
    let there = Some("https://journal.example/politique?page=2");
    assert_eq!((plain.status, plain.header("location")), (308, there));
    let www = caddy.get("https://www.journal.example/politique?page=2", &[]);
    assert_eq!((www.status, www.header("location")), (301, there));
    assert_eq!(www.header("strict-transport-security"), A_YEAR);
    let plain_www = caddy.get("http://www.journal.example/politique", &[]);
    let there = Some("https://www.journal.example/politique");
    assert_eq!((plain_www.status, plain_www.header("location")), (308, there));
}

#[test]
fn what_the_paper_answers_goes_through_caddy_untouched() {
    if !has("what_the_paper_answers_goes_through_caddy_untouched", &["caddy", "curl", "openssl"]) {
        return;
    }
    let (_paper, served) = demo_on_a_server();
    let caddy = Caddy::before(&served.base);
    // The press of pages makes smaller bytes in its own time, so both are asked until they are of the same moment.
    for encodings in ["br", "gzip", "zstd", "identity", ""] {
        let header = format!("Accept-Encoding: {encodings}");
        let same = || {
            same(
                &served.get_with("/", &[("Accept-Encoding", encodings)]),
                &caddy.get("https://journal.example/", &[&header]),
            )
        };
        assert!(served.wait_until(same), "{header}");
    }
    let unasked = || same(&served.get("/"), &caddy.get("https://journal.example/", &[]));
    assert!(
        served.wait_until(unasked),
        "Caddy asks for no encoding that the reader did not ask for"
    );

    let front = caddy.get("https://journal.example/politique", &[]);
    let seen = format!("If-None-Match: {}", front.header("etag").unwrap());
    let again = caddy.get("https://journal.example/politique", &[&seen]);
    assert_eq!(
        (again.status, again.body.len(), again.header("etag")),
        (304, 0, front.header("etag"))
    );
    assert_eq!(again.header("strict-transport-security"), A_YEAR);

    let film = film_of(&served);
    let whole = served.get(&film).body;
    let part = caddy.get(&format!("https://journal.example{film}"), &["Range: bytes=100000-199999"]);
    assert_eq!((part.status, part.body.as_slice()), (206, &whole[100_000..200_000]));
    assert_eq!(
        part.header("content-range"),
        Some(format!("bytes 100000-199999/{}", whole.len()).as_str())
    );
    assert_eq!(caddy.get(&format!("https://journal.example{film}"), &[]).body, whole);
}

fn same(direct: &Answer, proxied: &Answer) -> bool {
    let told = |answer: &Answer| {
        ["content-encoding", "etag", "vary", "content-length", "cache-control"].map(|name| answer.header(name).map(str::to_owned))
    };
    told(direct) == told(proxied) && direct.body == proxied.body
}

/// The address of a film that some article shows.
fn film_of(served: &Served) -> String {
    let videos = served.get("/videos").page();
    let articles = videos.split('"').filter(|part| part.starts_with("/2026/"));
    let films = articles.filter_map(|article| {
        let page = served.get(article).page();
        let film = page.split('"').find(|part| part.starts_with("/media/") && part.contains(".mp4"));
        film.map(str::to_owned)
    });
    films.into_iter().next().unwrap()
}

#[test]
fn the_paper_hears_from_caddy_who_asks_and_nothing_that_readers_made_up() {
    if !has(
        "the_paper_hears_from_caddy_who_asks_and_nothing_that_readers_made_up",
        &["caddy", "curl", "openssl"],
    ) {
        return;
    }
    let (paper, heard) = somebody_who_listens();
    let caddy = Caddy::before(&paper);
    let made_up = [
        "X-Forwarded-For: 203.0.113.9",
        "X-Forwarded-Host: autre.example",
        "X-Forwarded-Proto: http",
    ];
    caddy.get("https://journal.example/a%20b?c=d", &made_up);
    let head = heard.recv_timeout(Duration::from_secs(30)).unwrap();
    assert!(head.starts_with("GET /a%20b?c=d HTTP/1.1\r\n"), "{head}");
    for line in [
        "Host: journal.example".to_owned(),
        format!("X-Forwarded-For: {READER}"),
        "X-Forwarded-Host: journal.example".to_owned(),
        "X-Forwarded-Proto: https".to_owned(),
    ] {
        assert!(head.contains(&format!("\r\n{line}\r\n")), "{line} in {head}");
    }
    for absent in ["203.0.113.9", "autre.example", "Transfer-Encoding", "Accept-Encoding", "Connection"] {
        assert!(!head.contains(absent), "{absent} in {head}");
    }
}

/// A server that answers each request with a word and hands on its head.
fn somebody_who_listens() -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (tell, heard) = mpsc::channel();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                if stream.read_exact(&mut byte).is_err() {
                    break;
                }
                head.extend(byte);
            }
            let _ = tell.send(String::from_utf8_lossy(&head).into_owned());
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\noui");
        }
    });
    (address, heard)
}

#[test]
fn no_log_of_caddy_says_who_reads() {
    if !has("no_log_of_caddy_says_who_reads", &["caddy", "curl", "openssl"]) {
        return;
    }
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    paper.write("a.md", &news("Un article", "Texte."));
    paper.import().well();
    let served = paper.serve();
    let caddy = Caddy::before(&served.base);
    let told = [
        "User-Agent: lectrice",
        "Referer: https://messagerie.example",
        "X-Forwarded-For: 203.0.113.9",
    ];
    for (address, status) in [
        ("https://journal.example/?jeton=secret", 200),
        ("https://journal.example/rien?jeton=secret", 404),
        ("http://journal.example/ailleurs?jeton=secret", 308),
        ("https://www.journal.example/www?jeton=secret", 301),
    ] {
        assert_eq!(caddy.get(address, &told).status, status);
    }
    let log = caddy.log_with("\"/ailleurs\"");
    for told in ["\"uri\":\"/\"", "\"uri\":\"/rien\"", "\"status\":404"] {
        assert!(log.contains(told), "{told} in {log}");
    }
    let everything = format!("{log}{}", caddy.said());
    for who in [READER, "lectrice", "messagerie", "203.0.113.9", "secret", "jeton", "remote_ip"] {
        assert!(!everything.contains(who), "{who} in {everything}");
    }
}

#[test]
fn every_logger_of_the_caddyfile_leaves_readers_out() {
    if !has("every_logger_of_the_caddyfile_leaves_readers_out", &["caddy"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let settings = adapted(&caddyfile_in(folder.path()));
    let loggers: Vec<&Value> = settings["logging"]["logs"].as_object().unwrap().values().collect();
    assert!(loggers.len() == 2, "{loggers:?}");
    for logger in loggers {
        let encoder = &logger["encoder"];
        assert_eq!(encoder["format"].as_str(), Some("filter"), "{logger}");
        for field in ["request>remote_ip", "request>client_ip", "request>headers", "resp_headers"] {
            assert_eq!(encoder["fields"][field]["filter"].as_str(), Some("delete"), "{logger}");
        }
    }
}
