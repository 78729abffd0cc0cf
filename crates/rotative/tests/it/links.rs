//! Links to others: which are dead, which nobody can be sure of, and where this program never asks.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::Stdio;

use serde_json::{Value, json};
use store::Store;
use testpaper::{Engine, Ran, TestPaper, engines};

use crate::elsewhere::{Elsewhere, certificates, secure};
use crate::{PROGRAM, on_both};

/// Noon of 24 November 2026, in milliseconds.
const NOON: i64 = 1_795_518_000_000;

/// Tells a story on both engines, with a clock that stands.
fn at_noon(story: impl Fn(&mut TestPaper, Engine)) {
    for engine in engines() {
        let mut paper = TestPaper::new(PROGRAM, engine);
        paper.stop_clock(manuscript::Instant(NOON));
        paper.write("paper.toml", "name = \"Le Bief\"\naddress = \"https://bief.example\"\n");
        story(&mut paper, engine);
    }
}

/// Says on this machine who of the house may be asked; nobody is waited for very long.
fn allow(paper: &TestPaper, allowed: &[String]) {
    let toml = format!("[outgoing]\nallow = {allowed:?}\nseconds_between_requests = 1\nseconds_to_answer = 2\n");
    std::fs::write(paper.data.with_file_name("rotative.toml"), toml).unwrap();
}

/// A manuscript of a day with a text.
fn article(paper: &TestPaper, file: &str, (headline, published, text): (&str, &str, &str)) {
    let manuscript = format!("---\nheadline: {headline}\npublished: {published} 10:00\n---\n\n{text}\n");
    paper.write(file, &manuscript);
}

/// Each line of JSON by its address.
fn found(ran: &Ran) -> Vec<Value> {
    let mut found: Vec<Value> = ran.said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    found.sort_by_key(|one| one["address"].to_string());
    found
}

/// Reason and grade of what was found at an address.
fn of<'a>(found: &'a [Value], address: &str) -> [&'a str; 2] {
    let one = found.iter().find(|one| one["address"] == address);
    let one = one.unwrap_or_else(|| panic!("{address} in {found:?}"));
    ["grade", "reason"].map(|key| one[key].as_str().unwrap())
}

#[test]
fn a_dead_link_is_told_with_article_headline_and_words() {
    at_noon(|paper, _| {
        let elsewhere = Elsewhere::with(2);
        allow(paper, &elsewhere.allowed());
        let (gone, there) = (elsewhere.at(0, "/gone"), elsewhere.at(1, "/there"));
        let text = format!("Voir [le *long* rapport]({gone}#page-3), [le site]({there}) et [nous](https://bief.example/).");
        article(paper, "pont.md", ("Le pont a cédé", "2026-11-20", &text));
        article(paper, "eau.md", ("L’eau monte", "2026-11-21", &format!("[Encore]({gone}).")));
        paper.import().well();
        let ran = paper.run(&["links", "--language", "fr"]);
        let expected = format!(
            "mort         {gone} : la page n’est plus là (404)\n  /2026/11/20/le-pont-a-cede  Le pont a cédé  « le long rapport »\n  /2026/11/21/l-eau-monte  L’eau monte  « Encore »\n"
        );
        let sorted = |text: &str| {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        assert_eq!((sorted(&ran.said), ran.code), (sorted(&expected), Some(1)), "{}", ran.complained);
        assert!(
            ran.complained
                .contains("morts : 1, incertains : 0, non vérifiés : 0, déplacés : 0, en ordre : 1"),
            "{}",
            ran.complained
        );
        assert_eq!(elsewhere.asked_for("/gone"), ["HEAD /gone HTTP/1.1", "GET /gone HTTP/1.1"]);
        let agent = format!("user-agent: Rotative/{} (+https://bief.example)", env!("CARGO_PKG_VERSION"));
        assert!(
            elsewhere.heads().iter().all(|head| head.contains(&agent)),
            "{:?}",
            elsewhere.heads()
        );
    });
}

#[test]
fn each_way_in_which_others_answer_has_its_verdict() {
    at_noon(|paper, _| {
        let elsewhere = Elsewhere::with(14);
        let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        allow(paper, &[elsewhere.allowed(), vec![nobody.to_string()]].concat());
        let expected = [
            ("/gone", "dead", "gone"),
            ("/shut", "not_sure", "refuses"),
            ("/moved", "moved", "moved"),
            ("/inside", "not_checked", "special"),
            ("/loopback", "not_checked", "special"),
            ("/big-head", "not_sure", "head_too_large"),
            ("/stall", "dead", "too_slow"),
        ];
        let expected = expected
            .iter()
            .zip(0..)
            .map(|((path, grade, reason), at)| (elsewhere.at(at, path), [*grade, *reason]));
        let mut expected: Vec<(String, [&str; 2])> = expected.collect();
        expected.extend([
            (elsewhere.at(13, "/ring"), ["not_sure", "too_many_redirects"]),
            (format!("http://{nobody}/"), ["dead", "no_connection"]),
            ("https://nulle-part.invalid/".into(), ["dead", "no_such_host"]),
            ("http://localhost/".into(), ["not_checked", "special"]),
            ("http://2130706433/".into(), ["not_checked", "special"]),
            ("http://[::ffff:7f00:1]/".into(), ["not_checked", "special"]),
            ("https://169.254.169.254/latest/".into(), ["not_checked", "special"]),
            (format!("http://localhost:{}/", elsewhere.port), ["not_checked", "port"]),
            ("https://moi:secret@exemple.fr/".into(), ["not_checked", "credentials"]),
        ]);
        let fine = [elsewhere.at(8, "/by-get-only"), elsewhere.at(9, "/endless")];
        let addresses = expected.iter().map(|(address, _)| address).chain(&fine);
        let text: Vec<String> = addresses.map(|address| format!("[lien](<{address}>)")).collect();
        article(paper, "a.md", ("Un article", "2026-11-20", &text.join(" ")));
        paper.import().well();
        let ran = paper.run(&["links", "--json"]);
        let found = found(&ran);
        for (address, verdict) in &expected {
            assert_eq!(of(&found, address), *verdict, "{address}");
        }
        assert_eq!(
            (found.len(), ran.code),
            (expected.len(), Some(1)),
            "what is fine is not listed: {found:?}"
        );
        assert_eq!(elsewhere.asked_for("/endless"), ["HEAD /endless HTTP/1.1", "GET /endless HTTP/1.1"]);
        let secret = "secret";
        assert!(!elsewhere.heads().concat().contains(secret));
    });
}

#[test]
fn a_verdict_as_json_says_all_that_is_known() {
    at_noon(|paper, _| {
        let elsewhere = Elsewhere::with(1);
        allow(paper, &elsewhere.allowed());
        article(
            paper,
            "a.md",
            ("Un article", "2026-11-20", &format!("[le site]({})", elsewhere.at(0, "/moved"))),
        );
        paper.import().well();
        let ran = paper.run(&["links", "--json"]).well();
        let mut found = found(&ran).pop().unwrap();
        let article = found["places"][0]["article"].take();
        assert_eq!(article.as_str().map(str::len), Some(36));
        let to = elsewhere.at(0, "/new");
        let expected = json!({
            "address": elsewhere.at(0, "/moved"),
            "grade": "moved",
            "reason": "moved",
            "status": null,
            "moved_to": to,
            "said": format!("elle est pour toujours à {to} ; corrigez le lien"),
            "places": [{ "article": null, "path": "/2026/11/20/un-article", "headline": "Un article", "words": "le site" }],
        });
        assert_eq!(found, expected);
    });
}

#[test]
fn only_what_readers_have_of_the_last_ninety_days_is_checked() {
    at_noon(|paper, _| {
        let elsewhere = Elsewhere::with(5);
        allow(paper, &elsewhere.allowed());
        let link = |machine, path: &str| format!("[lien]({})", elsewhere.at(machine, path));
        article(paper, "new.md", ("Nouveau", "2026-08-27", &link(0, "/new")));
        article(paper, "old.md", ("Ancien", "2026-08-25", &link(1, "/old")));
        article(paper, "changed.md", ("Changé", "2026-11-20", &link(2, "/before")));
        article(paper, "_drafts/draft.md", ("Brouillon", "2026-11-20", &link(4, "/draft")));
        paper.import().well();
        article(paper, "changed.md", ("Changé", "2026-11-20", &link(3, "/after")));
        article(paper, "old.md", ("Ancien", "2026-08-25", &format!("Corrigé. {}", link(1, "/old"))));
        paper.import().well();
        paper.run(&["links"]).well();
        let asked = |path: &str| elsewhere.asked_for(path).len();
        assert_eq!(["/new", "/after", "/before", "/old", "/draft"].map(asked), [1, 1, 0, 0, 0]);
    });
}

#[test]
fn nobody_who_writes_is_waited_for_and_nothing_is_held_while_others_are_asked() {
    at_noon(|paper, engine| {
        let elsewhere = Elsewhere::with(2);
        let toml = format!("[outgoing]\nallow = {:?}\n", elsewhere.allowed());
        std::fs::write(paper.data.with_file_name("rotative.toml"), toml).unwrap();
        let text = format!("[un]({}) [deux]({})", elsewhere.at(0, "/held"), elsewhere.at(1, "/inside"));
        article(paper, "a.md", ("Un article", "2026-11-20", &text));
        paper.import().well();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let store = runtime.block_on(Store::open(&paper.database.address)).unwrap();
        let pen = runtime.block_on(acts::begin(&store)).unwrap();
        if engine == Engine::Postgres {
            paper.by_way_of = Some(format!("{}%20-cdefault_transaction_read_only%3Don", paper.database.address));
        }
        let mut command = paper.command(&["links", "--language", "en"]);
        let mut running = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        elsewhere.wait_until_held();
        let mut lines = BufReader::new(running.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        assert!(
            first.starts_with("not checked") && first.contains("10.0.0.1"),
            "told before the other has answered: {first}"
        );
        runtime.block_on(async {
            drop(pen);
            store.close().await;
        });
        assert!(is_left_alone(paper, engine));
        elsewhere.release();
        assert_eq!(running.wait().unwrap().code(), Some(0));
    });
}

/// Whether no process has the database open any more, or none has anything of the paper's schema locked.
fn is_left_alone(paper: &TestPaper, engine: Engine) -> bool {
    match engine {
        // It goes with the last that closes the database.
        Engine::Sqlite => !paper.data.join("paper.db-wal").exists(),
        Engine::Postgres => {
            let locks = "select cast(count(*) as text) from pg_locks join pg_class on pg_class.oid = relation
                where relnamespace = cast(current_schema() as regnamespace) and pid <> pg_backend_pid()";
            paper.database.texts(locks) == ["0"]
        }
    }
}

#[test]
fn a_certificate_is_trusted_only_as_this_machine_trusts_its_authority() {
    let mut paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    paper.stop_clock(manuscript::Instant(NOON));
    let port = secure();
    allow(&paper, &[format!("localhost:{port}"), format!("127.0.0.1:{port}")]);
    article(
        &paper,
        "a.md",
        ("Un article", "2026-11-20", &format!("[lien](https://localhost:{port}/)")),
    );
    paper.import().well();
    let run = |roots: &str| {
        let mut command = paper.command(&["links", "--language", "en"]);
        Ran::from(command.env_remove("SSL_CERT_DIR").env("SSL_CERT_FILE", roots).output().unwrap())
    };
    assert_eq!(run(&certificates("authority.pem")).well().said, "");
    let ran = run(&certificates("stranger.pem"));
    assert_eq!(ran.code, Some(1), "{}{}", ran.said, ran.complained);
    assert!(
        ran.said.contains("`localhost` shows a certificate that is not trusted"),
        "{}",
        ran.said
    );
    article(
        &paper,
        "b.md",
        ("Un autre", "2026-11-20", &format!("[lien](https://127.0.0.1:{port}/)")),
    );
    paper.import().well();
    let ran = run(&certificates("authority.pem"));
    assert!(
        ran.said.contains("`127.0.0.1` shows a certificate that is not trusted"),
        "not of this name: {}",
        ran.said
    );
    run(&certificates("make.sh")).refused("trusts no certificate authority");
}

#[test]
fn no_proxy_of_the_environment_is_asked() {
    let mut paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    paper.stop_clock(manuscript::Instant(NOON));
    let (elsewhere, proxy) = (Elsewhere::with(1), Elsewhere::with(1));
    allow(&paper, &elsewhere.allowed());
    article(
        &paper,
        "a.md",
        ("Un article", "2026-11-20", &format!("[lien]({})", elsewhere.at(0, "/there"))),
    );
    paper.import().well();
    let mut command = paper.command(&["links"]);
    for name in ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env(name, proxy.at(0, "/"));
    }
    Ran::from(command.output().unwrap()).well();
    assert_eq!((elsewhere.heads().len(), proxy.heads().len()), (1, 0));
}

#[test]
fn what_cannot_be_read_or_asked_is_refused_with_a_sentence() {
    on_both(|paper, _| {
        paper.run(&["links"]).refused("there is no paper in");
        paper.write("a.md", "# Un article\n\nTexte.\n");
        paper.import().well();
        assert_eq!(paper.run(&["links"]).well().said, "");
        let file = paper.data.with_file_name("rotative.toml");
        let with = |toml: &str| {
            std::fs::write(&file, format!("[outgoing]\n{toml}\n")).unwrap();
            paper.run(&["links"])
        };
        with("allow = [\"intranet\"]").refused("`intranet` in `outgoing.allow` is no host with a port");
        with("seconds_between_requests = 0").refused("`outgoing.seconds_between_requests` is 0");
        with("proxy = \"a\"").refused("unknown field `proxy`");
        std::fs::remove_file(&file).unwrap();
        paper.database.tamper("update schema_floor set oldest_node = 99");
        paper.run(&["links"]).refused("install the newer release");
    });
}
