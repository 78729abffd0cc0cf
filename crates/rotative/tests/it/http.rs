//! HTTP to the letter: hosts, ends of lines, conditions, connections that go on.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use testpaper::{Served, TestPaper, engines, request};

use crate::{PROGRAM, news};

fn served() -> (TestPaper, Served) {
    let paper = TestPaper::new(PROGRAM, engines()[0]);
    paper.write("le-pont.md", &news("Le pont a cédé", "Il a cédé à midi."));
    paper.import().well();
    let served = paper.serve();
    (paper, served)
}

/// Everything that comes back for what is sent on one connection.
fn said(served: &Served, text: &str) -> String {
    let mut stream = TcpStream::connect(served.base.trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(std::time::Duration::from_secs(20))).unwrap();
    stream.write_all(text.as_bytes()).unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_request_without_one_right_host_is_refused() {
    let (_paper, served) = served();
    let status = |head: &str| {
        request(&served.base, &format!("GET / HTTP/1.1\r\n{head}Connection: close\r\n\r\n"))
            .unwrap()
            .status
    };
    // Once as a page that has to be made, once as one that is kept.
    for _ in 0..2 {
        assert_eq!(status("Host: journal.example\r\n"), 200);
        assert_eq!(status("Host: journal.example:8080\r\n"), 200);
        assert_eq!(status("Host: [::1]:8080\r\n"), 200);
        assert_eq!(status(""), 400);
        assert_eq!(status("Host: a.example\r\nHost: a.example\r\n"), 400);
        assert_eq!(status("Host: a.example, b.example/\r\n"), 400);
        assert_eq!(status("Host: a b\r\n"), 400);
        assert_eq!(status("Host: user@a.example\r\n"), 400);
        assert_eq!(status("Host:\r\n"), 400);
    }
    let old = request(&served.base, "GET / HTTP/1.0\r\n\r\n").unwrap();
    assert_eq!(old.status, 200, "HTTP/1.0 knows no Host");
}

#[test]
fn a_bare_line_feed_ends_nothing() {
    let (_paper, served) = served();
    for text in [
        "GET / HTTP/1.1\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\nX-Other: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n\n",
        "GET / HTTP/1.1\r\nHost: x\n\n",
        "GET / HTTP/1.1\r\nHost: x\r\nX-Smuggled: a\nGET /secret HTTP/1.1\r\n\r\n",
    ] {
        let answers = said(&served, text);
        assert!(answers.starts_with("HTTP/1.1 400 "), "{text:?}: {answers}");
        assert_eq!(answers.matches("HTTP/1.1 ").count(), 1, "{text:?}: {answers}");
    }
    // A second request on a connection that was right so far.
    let answers = said(
        &served,
        "GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\nHost: x\r\n\r\n",
    );
    assert!(
        answers.starts_with("HTTP/1.1 200 ") && answers.contains("HTTP/1.1 400 "),
        "{answers}"
    );
}

#[test]
fn a_connection_goes_on_from_page_to_page() {
    let (_paper, served) = served();
    let one = "GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n";
    let last = "GET /robots.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let answers = said(&served, &[one, one, one, last].concat());
    assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 4, "{answers}");
    // A body that no page takes is not the next request.
    let body = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let answers = said(
        &served,
        &format!(
            "GET /robots.txt HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ),
    );
    assert_eq!(answers.matches("HTTP/1.1 ").count(), 1, "{answers}");
}

#[test]
fn conditions_are_kept() {
    let (_paper, served) = served();
    for path in ["/", "/2026/11/20/le-pont-a-cede", "/feed.xml"] {
        let etag = served.get(path).header("etag").unwrap().to_owned();
        let asked = |headers: &[(&str, &str)]| served.get_with(path, headers).status;
        assert_eq!(asked(&[("If-Match", &etag)]), 200, "{path}");
        assert_eq!(asked(&[("If-Match", &format!("\"x\", {etag}"))]), 200, "{path}");
        assert_eq!(asked(&[("If-Match", "*")]), 200, "{path}");
        assert_eq!(asked(&[("If-Match", "\"x\"")]), 412, "{path}");
        assert_eq!(
            asked(&[("If-Match", &format!("W/{etag}"))]),
            412,
            "a weak tag never matches: {path}"
        );
        assert_eq!(asked(&[("If-Match", &etag), ("If-None-Match", &etag)]), 304, "{path}");
        assert_eq!(asked(&[("If-Match", "\"x\""), ("If-None-Match", &etag)]), 412, "{path}");
        assert_eq!(asked(&[("If-Unmodified-Since", "Sun, 06 Nov 1994 08:49:37 GMT")]), 412, "{path}");
        assert_eq!(asked(&[("If-Unmodified-Since", "Fri, 01 Jan 2100 00:00:00 GMT")]), 200, "{path}");
        assert_eq!(
            asked(&[("If-Unmodified-Since", "yesterday")]),
            200,
            "what is no date is not looked at: {path}"
        );
        let both = [
            ("If-Match", etag.as_str()),
            ("If-Unmodified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ];
        assert_eq!(asked(&both), 200, "If-Match goes before the date: {path}");
    }
    assert_eq!(
        served.get_with("/nulle-part", &[("If-Match", "*")]).status,
        404,
        "conditions are about what is there"
    );
}

#[test]
fn every_answer_that_is_made_has_a_number_and_the_access_log_has_no_reader_in_it() {
    let (paper, served) = served();
    assert!(served.get("/nulle-part").header("x-request-id").is_some());
    drop(served);
    let configuration = paper.data.with_file_name("with-access.toml");
    std::fs::write(
        &configuration,
        "access_log = true\nlog = \"json\"\ntrusted_proxies = [\"127.0.0.1\", \"10.0.0.0/8\"]\n",
    )
    .unwrap();
    let served = paper.serve_with(&["--config", &configuration.display().to_string()]);
    let asked = served.get_with(
        "/robots.txt?secret=1",
        &[("X-Forwarded-For", "198.51.100.7"), ("User-Agent", "Lecteur/1")],
    );
    let number = asked.header("x-request-id").unwrap().to_owned();
    served.says(&number);
    let log = served.log();
    let line = log.lines().find(|line| line.contains(&number)).unwrap();
    let line: serde_json::Value = serde_json::from_str(line).unwrap();
    let fields = &line["fields"];
    assert_eq!(
        (&fields["code"], &fields["path"], &fields["status"]),
        (&"access".into(), &"/robots.txt".into(), &200.into()),
        "{line}"
    );
    assert!(
        !log.contains("198.51.100.7") && !log.contains("secret") && !log.contains("Lecteur"),
        "{log}"
    );
    std::fs::write(&configuration, "trusted_proxies = [\"proxy\"]\n").unwrap();
    paper
        .run(&["serve", "--config", &configuration.display().to_string()])
        .refused("is no address and no network");
}
