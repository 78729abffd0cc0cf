//! The operators' door: how the node is, figures, and acts by programs that show a token.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;

use manuscript::Instant;
use serde_json::{Value, json};
use testpaper::{Answer, Served, TestPaper, engines, request};

use crate::supervised::broken;
use crate::{PROGRAM, news, on_both, png};

/// A paper with one article, Léa who may publish, and a token of hers.
pub(crate) fn with_token(paper: &TestPaper, more: &[&str]) -> String {
    paper.write("le-pont.md", &news("Le pont a cédé", "Il a cédé à midi."));
    paper.write("politique/conseil.md", &news("Le conseil", "Il siège."));
    paper.import().well();
    paper
        .run(&["people", "add", "Léa Brun", "--role", "publisher", "--role", "administrator"])
        .well();
    issued(paper, more)
}

/// A token of somebody who may bring files.
pub(crate) fn issued_for_files(paper: &TestPaper) -> String {
    with_token(paper, &[])
}

pub(crate) fn issued(paper: &TestPaper, more: &[&str]) -> String {
    let mut asked = vec!["people", "token", "lea-brun", "--name", "dépêches"];
    asked.extend(more);
    let said = paper.run(&asked).well().said;
    said.lines().last().unwrap().trim().to_owned()
}

pub(crate) fn send(served: &Served, token: &str, acts: &str) -> Answer {
    let bearer = format!("Bearer {token}");
    served.sends("/acts", &[("Authorization", &bearer)], acts.as_bytes())
}

pub(crate) fn told(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.text()))
}

fn save(text: &str) -> String {
    json!({ "act": "save", "text": text }).to_string()
}

#[test]
fn a_program_saves_and_publishes_and_readers_see_it_with_the_answer() {
    on_both(|paper, _| {
        let token = with_token(paper, &[]);
        let served = paper.serve_operated();
        let saved = send(&served, &token, &save("# Une dépêche\n\nElle dit tout.\n"));
        assert_eq!(saved.status, 200, "{}", saved.text());
        assert_eq!(saved.header("cache-control"), Some("no-store"));
        assert!(saved.header("x-request-id").is_some_and(|id| id.len() == 16));
        let article = told(&saved)["article"].as_str().unwrap().to_owned();
        let published = told(&send(&served, &token, &json!({ "act": "publish", "article": article }).to_string()));
        assert_eq!(published["done"], "published", "{published}");
        // Not one moment later: a door answers an act only once its own node has applied it.
        assert!(served.get(published["path"].as_str().unwrap()).page().contains("Elle dit tout."));
        let record = paper.run(&["record", "--json"]).well().said;
        let last = record.lines().last().unwrap();
        assert!(last.contains("by_token") && !last.contains(&token), "{last}");
        assert!(!served.log().contains(&token), "no token stands in the log");
    });
}

#[test]
fn a_batch_is_answered_line_by_line_and_one_refusal_stops_nobody() {
    on_both(|paper, _| {
        let token = with_token(paper, &[]);
        let served = paper.serve_operated();
        let lines = [
            save("# Un\n\nTexte.\n"),
            json!({ "act": "publish", "article": "/nulle-part" }).to_string(),
            json!({ "act": "fly" }).to_string(),
            save("# Deux\n\nTexte.\n"),
        ];
        for batch in [lines.join("\n"), format!("[{}]", lines.join(","))] {
            let answer = send(&served, &token, &batch);
            assert_eq!(answer.status, 200, "{}", answer.text());
            let told: Vec<Value> = answer.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            assert_eq!(told.len(), 4, "{told:?}");
            assert!(told[0]["done"] == "saved" && told[3]["done"] == "saved", "{told:?}");
            assert!(told[1]["refused"].is_string() && told[1]["code"].is_string(), "{told:?}");
            assert_eq!((&told[2]["code"], &told[2]["line"]), (&json!("ask.no_act"), &json!(3)), "{told:?}");
        }
        let empty = send(&served, &token, "[]");
        assert_eq!((empty.status, &told(&empty)["code"]), (422, &json!("acts.no_acts")));
        let torn = send(&served, &token, "{\"act\":\n  oops}");
        assert_eq!(torn.status, 400);
        assert!(
            told(&torn)["refused"].as_str().unwrap().starts_with("ligne 2, colonne"),
            "{}",
            torn.text()
        );
        let many = vec!["{}"; 1_001].join("\n");
        assert_eq!(send(&served, &token, &many).status, 413);
    });
}

#[test]
fn an_act_that_is_sent_twice_is_done_once_and_gets_the_same_answer() {
    on_both(|paper, _| {
        let token = with_token(paper, &[]);
        let served = paper.serve_operated();
        let bearer = format!("Bearer {token}");
        let sent = |key: &str, act: &str| served.sends("/acts", &[("Authorization", &bearer), ("Idempotency-Key", key)], act.as_bytes());
        let act = save("# Une seule fois\n\nTexte.\n");
        let (first, again) = (sent("a1", &act), sent("a1", &act));
        assert_eq!((first.status, &first.body), (200, &again.body), "{}", again.text());
        assert_ne!(sent("a2", &act).body, first.body, "another key is another act");
        let other = sent("a1", &save("# Autre chose\n\nTexte.\n"));
        assert_eq!((other.status, &told(&other)["code"]), (422, &json!("once.another_request")));
        let batch = format!("{act}\n{act}");
        assert_eq!(sent("b", &batch).body, sent("b", &batch).body);
        assert_eq!(
            sent("b 1", &act).status,
            200,
            "the first of a batch has no key that another may choose"
        );
        let none = sent("", &act);
        assert_eq!((none.status, &told(&none)["code"]), (422, &json!("once.no_key")));
        let saved = paper.run(&["record", "--act", "saved", "--by", "lea-brun"]).well().said;
        assert_eq!(saved.lines().count(), 5, "{saved}");
        // Also after the process was killed between the two.
        served.kill();
        let served = paper.serve_operated();
        let after = served.sends("/acts", &[("Authorization", &bearer), ("Idempotency-Key", "a1")], act.as_bytes());
        assert_eq!(after.body, first.body);
    });
}

#[test]
fn a_token_reaches_no_further_than_it_was_issued_for() {
    on_both(|paper, _| {
        with_token(paper, &[]);
        let (politics, saves) = (issued(paper, &["--scope", "politique"]), issued(paper, &["--act", "save"]));
        let served = paper.serve_operated();
        let pin = |path: &str| json!({ "act": "pin", "article": path }).to_string();
        let inside = send(&served, &politics, &pin("/2026/11/20/le-conseil"));
        assert_eq!(inside.status, 200, "{}", inside.text());
        let outside = send(&served, &politics, &pin("/2026/11/20/le-pont-a-cede"));
        assert_eq!(
            (outside.status, &told(&outside)["code"]),
            (403, &json!("permission.not_allowed")),
            "{}",
            outside.text()
        );
        assert_eq!(send(&served, &saves, &save("# Un\n\nTexte.\n")).status, 200);
        let other = send(&served, &saves, &pin("/2026/11/20/le-conseil"));
        assert_eq!((other.status, &told(&other)["code"]), (403, &json!("not_by_token.not_for_act")));
        // Nobody lets programs act, or people in, but people themselves: Léa may, her programs may not.
        let all = issued(paper, &[]);
        for act in [
            json!({ "act": "issue-token", "key": "lea-brun", "name": "encore" }),
            json!({ "act": "invite", "name": "Noé Petit", "roles": ["reporter"] }),
            json!({ "act": "add-account", "name": "Noé Petit", "roles": ["administrator"] }),
            json!({ "act": "grant", "key": "lea-brun", "roles": ["reporter"] }),
            json!({ "act": "accept-invitation", "code": "x" }),
        ] {
            let refused = send(&served, &all, &act.to_string());
            assert_eq!(refused.status, 403, "{act}: {}", refused.text());
        }
        paper.run(&["people", "add", "Modeste", "--role", "community_moderator"]).well();
        let said = paper.run(&["people", "token", "modeste", "--name", "x"]).well().said;
        let bearer = format!("Bearer {}", said.lines().last().unwrap().trim());
        let file = served.sends("/files", &[("Authorization", &bearer)], &png([1, 2, 3]));
        assert_eq!(file.status, 403, "who writes nothing brings no file: {}", file.text());
    });
}

#[test]
fn a_token_ends_is_revoked_and_goes_with_its_account() {
    on_both(|paper, _| {
        let token = with_token(paper, &[]);
        let listed = paper.run(&["people", "tokens"]).well().said;
        let id = listed.split('\t').next().unwrap().to_owned();
        assert!(
            listed.contains("lea-brun\tdépêches\tpaper\tall") && listed.trim_end().ends_with("holds"),
            "{listed}"
        );
        assert!(!listed.contains(&token));
        let served = paper.serve_operated();
        assert_eq!(send(&served, &token, &save("# Un\n\nTexte.\n")).status, 200);
        paper.run(&["people", "revoke", &id]).well();
        let gone = send(&served, &token, &save("# Deux\n\nTexte.\n"));
        assert_eq!(
            (gone.status, gone.header("www-authenticate")),
            (401, Some("Bearer")),
            "{}",
            gone.text()
        );
        paper.run(&["people", "revoke", &id]).refused("déjà révoqué");
        paper.run(&["people", "revoke", "x"]).refused("il n’y a pas de jeton");
        let another = issued(paper, &[]);
        paper.run(&["people", "add", "Autre Chef", "--role", "administrator"]).well();
        paper.run(&["people", "disable", "lea-brun"]).well();
        assert_eq!(send(&served, &another, &save("# Trois\n\nTexte.\n")).status, 401);
        paper.run(&["people", "token", "lea-brun", "--name", "x"]).refused("désactivé");
        paper.run(&["people", "enable", "lea-brun"]).well();
        paper
            .run(&["people", "token", "lea-brun", "--name", "x", "--days", "367"])
            .refused("de 1 à 366 jours");
        paper
            .run(&["people", "token", "lea-brun", "--name", " "])
            .refused("à quoi sert le jeton");
        paper
            .run(&["people", "token", "lea-brun", "--name", "x", "--act", "fly"])
            .refused("pas d’acte « fly »");
    });
}

#[test]
fn a_token_holds_until_its_day_and_no_longer() {
    for engine in engines() {
        let mut paper = TestPaper::new(PROGRAM, engine);
        let noon = Instant(1_795_347_000_000);
        paper.stop_clock(noon);
        let token = with_token(&paper, &["--days", "2"]);
        let served = paper.serve_operated();
        let act = save("# Un\n\nTexte.\n");
        assert_eq!(send(&served, &token, &act).status, 200);
        paper.set_clock(Instant(noon.0 + 2 * 86_400_000 - 1));
        assert_eq!(send(&served, &token, &act).status, 200);
        paper.set_clock(Instant(noon.0 + 2 * 86_400_000));
        assert_eq!(send(&served, &token, &act).status, 401);
    }
}

#[test]
fn whoever_shows_nothing_or_the_wrong_thing_is_told_the_same_and_not_for_long() {
    on_both(|paper, _| {
        let token = with_token(paper, &[]);
        let served = paper.serve_operated();
        let act = save("# Un\n\nTexte.\n");
        let without = served.sends("/acts", &[], act.as_bytes());
        assert_eq!((without.status, &told(&without)["code"]), (401, &json!("door.no_token")));
        let french = served.sends("/acts", &[("Accept-Language", "fr-FR,fr;q=0.9")], act.as_bytes());
        assert!(told(&french)["refused"].as_str().unwrap().starts_with("montrez un jeton"));
        for _ in 0..20 {
            let wrong = send(&served, "rotative_0000", &act);
            assert_eq!(wrong.status, 401, "{}", wrong.text());
        }
        let closed = send(&served, "rotative_0001", &act);
        let seconds: Option<u32> = closed.header("retry-after").and_then(|seconds| seconds.parse().ok());
        assert!(
            closed.status == 429 && seconds.is_some_and(|seconds| (1..=60).contains(&seconds)),
            "{seconds:?}"
        );
        assert_eq!(send(&served, &token, &act).status, 200, "a right one opens always");
        assert!(!served.log().contains("rotative_0000") && served.log().contains("token.wrong"));
        assert_eq!(served.get("/").status, 200, "readers are not concerned");
    });
}

#[test]
fn wrong_tokens_are_counted_without_an_address_until_their_minute_is_over() {
    for engine in engines() {
        let mut paper = TestPaper::new(PROGRAM, engine);
        let noon = 1_795_347_000_000;
        paper.stop_clock(Instant(noon));
        let token = with_token(&paper, &[]);
        let served = paper.serve_operated();
        let act = save("# Un\n\nTexte.\n");
        for _ in 0..20 {
            assert_eq!(send(&served, "rotative_0000", &act).status, 401);
        }
        for (language, words) in [("fr", "réessayez dans une minute"), ("en", "try again in a minute")] {
            let headers = [("Authorization", "Bearer rotative_0000"), ("Accept-Language", language)];
            let closed = served.sends("/acts", &headers, act.as_bytes());
            assert_eq!((closed.status, closed.header("retry-after")), (429, Some("60")));
            assert!(closed.text().contains(words), "{}", closed.text());
        }
        assert_eq!(
            send(&served, &token, &act).status,
            200,
            "whoever has a right one on the same network is let in"
        );
        let rows = || {
            let of_throttles = paper.database.rows().into_iter().find(|(table, _)| table == "throttles");
            of_throttles.map(|(_, rows)| rows).unwrap_or_default()
        };
        let counted = rows().join("\n").to_lowercase();
        assert!(counted.contains("token") && counted.contains("20"), "{counted}");
        assert!(!counted.contains("127.0.0.1") && !counted.contains("7f000001"), "{counted}");
        paper.set_clock(Instant(noon + 60_000));
        assert!(
            served.wait_until(|| rows().is_empty()),
            "what was counted is forgotten: {:?}",
            rows()
        );
        assert_eq!(send(&served, "rotative_0000", &act).status, 401, "the network is open again");
    }
}

#[test]
fn behind_a_trusted_proxy_each_is_known_by_an_own_address_and_elsewhere_nobody_may_say_so() {
    on_both(|paper, _| {
        let token = with_token(paper, &[]);
        let configuration = paper.data.with_file_name("proxied.toml");
        let act = save("# Un\n\nTexte.\n");
        for (trusted, other_is_closed) in [("[\"127.0.0.1\"]", false), ("[]", true)] {
            std::fs::write(&configuration, format!("trusted_proxies = {trusted}\n")).unwrap();
            let served = paper.serve_with(&["--operators", "127.0.0.1:0", "--config", &configuration.display().to_string()]);
            let from = |address: &str, token: &str| {
                let bearer = format!("Bearer {token}");
                let headers = [("Authorization", bearer.as_str()), ("X-Forwarded-For", address)];
                served.sends("/acts", &headers, act.as_bytes()).status
            };
            for _ in 0..20 {
                assert_eq!(from("203.0.113.9, 198.51.100.1", "wrong"), 401);
            }
            assert_eq!(from("198.51.100.1", "wrong"), 429);
            assert_eq!(from("198.51.100.2", "wrong") == 429, other_is_closed, "{trusted}");
            assert_eq!(from("198.51.100.1", &token), 200);
            assert!(!served.log().contains("198.51.100"), "no address stands in the log");
        }
    });
}

#[test]
fn the_operators_door_is_not_on_the_readers_address() {
    on_both(|paper, _| {
        let token = with_token(paper, &[]);
        let served = paper.serve_operated();
        for path in ["/health", "/metrics", "/acts", "/files"] {
            assert_eq!(served.get(path).status, 404, "{path}");
        }
        let text = format!(
            "POST /acts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}"
        );
        assert_eq!(request(&served.base, &text).unwrap().status, 405);
        for path in ["/", "/le-pont"] {
            assert_eq!(served.operated(path).status, 404, "{path}");
        }
        let not_so = served.operated("/acts");
        assert_eq!(not_so.status, 405, "{}", not_so.text());
        for (address, words) in [
            ("0.0.0.0:0", "everybody would reach"),
            ("203.0.113.9:80", "everybody would reach"),
            ("nothing", "is no address"),
        ] {
            let ran = paper.run(&["serve", "--listen", "127.0.0.1:0", "--operators", address]);
            ran.refused(words);
        }
    });
}

#[test]
fn a_socket_with_a_files_name_lets_operators_in() {
    on_both(|paper, _| {
        with_token(paper, &[]);
        let socket = paper.data.with_file_name("operators.sock");
        let at = format!("unix:{}", socket.display());
        let ask = || {
            let mut stream = UnixStream::connect(&socket).unwrap();
            stream
                .write_all(b"GET /health/ready HTTP/1.1\r\nHost: operators\r\nConnection: close\r\n\r\n")
                .unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        };
        let served = paper.serve_with(&["--operators", &at]);
        assert!(ask().starts_with("HTTP/1.1 200 OK"));
        assert_eq!(served.operators.as_deref(), Some(at.as_str()));
        // One that was left by a process that was killed is taken over.
        served.kill();
        let served = paper.serve_with(&["--operators", &at]);
        assert!(ask().starts_with("HTTP/1.1 200 OK"));
        assert!(served.stop());
        assert!(!socket.exists(), "the socket goes with its process");
    });
}

#[test]
fn health_and_figures_are_told() {
    on_both(|paper, _| {
        let token = with_token(paper, &[]);
        let served = paper.serve_operated();
        assert!(
            served.wait_until(|| served.operated("/health").status == 200),
            "{}",
            served.operated("/health").text()
        );
        let health = told(&served.operated("/health"));
        assert_eq!(
            (&health["alive"], &health["ready"], &health["moving"]),
            (&json!(true), &json!(true), &json!(true)),
            "{health}"
        );
        assert_eq!((&health["newsroom"], broken(&served)), (&json!("here"), Vec::new()), "{health}");
        assert_eq!(health["record"], json!({ "entries_behind": 0, "behind_ms": 0 }));
        let tasks: Vec<&str> = health["tasks"]
            .as_array()
            .unwrap()
            .iter()
            .map(|task| task["name"].as_str().unwrap())
            .collect();
        for task in [
            "record",
            "jobs",
            "cleaning",
            "measures",
            "sweep",
            "renditions",
            "readers",
            "operators",
            "newsroom",
        ] {
            assert!(tasks.contains(&task), "{task} in {tasks:?}");
        }
        served.get("/").page();
        send(&served, &token, &save("# Un\n\nTexte.\n"));
        let metrics = served.operated("/metrics");
        assert!(
            metrics
                .header("content-type")
                .unwrap()
                .starts_with("application/openmetrics-text; version=1.0.0")
        );
        let text = metrics.page();
        for figure in [
            "rotative_newsroom_here 1",
            "rotative_record_behind_entries 0",
            "rotative_record_behind_seconds 0",
            "rotative_jobs{state=\"late\"} 0",
            "rotative_pages_stale 0",
            "rotative_acts_queued 0",
            "rotative_record_lock_waits_total ",
            "rotative_record_lock_waited_seconds_total ",
            "rotative_memory_resident_bytes ",
            "rotative_task_deaths{task=\"record\"} 0",
        ] {
            assert!(text.contains(figure), "`{figure}` in:\n{text}");
        }
        let made = text
            .lines()
            .find_map(|line| line.strip_prefix("rotative_pages_made_total "))
            .unwrap();
        assert!(made.parse::<u64>().unwrap() >= 1);
        assert!(text.ends_with("# EOF\n"));
    });
}

#[test]
fn a_file_comes_in_and_an_article_uses_it() {
    on_both(|paper, _| {
        let token = with_token(paper, &[]);
        let served = paper.serve_operated();
        let bearer = format!("Bearer {token}");
        let sent = |bytes: &[u8]| served.sends("/files", &[("Authorization", &bearer)], bytes);
        let taken = sent(&png([1, 2, 3]));
        assert_eq!(taken.status, 200, "{}", taken.text());
        let name = told(&taken)["name"].as_str().unwrap().to_owned();
        let text = format!("---\nheadline: Une image\nlead:\n  picture: {name}\n  credit: Moi\n  alt: Un point\n---\n\nTexte.\n");
        let saved = told(&send(&served, &token, &save(&text)));
        assert_eq!(saved["done"], "saved", "{saved}");
        let published = told(&send(
            &served,
            &token,
            &json!({ "act": "publish", "article": saved["article"] }).to_string(),
        ));
        let page = served.get(published["path"].as_str().unwrap()).page();
        let hash = told(&taken)["sha256"].as_str().unwrap().to_owned();
        assert!(page.contains(&format!("/media/{hash}")), "{page}");
        let strange = sent(b"what is this?");
        assert_eq!(strange.status, 422, "{}", strange.text());
        // Whoever may not is told before a byte is kept.
        let unknown = served.sends("/files", &[("Authorization", "Bearer x")], &vec![0; 1 << 20]);
        assert_eq!(unknown.status, 401);
        assert!(!paper.data.join("media/incoming").exists(), "nothing half is left");
    });
}

#[test]
fn a_connection_goes_on_after_a_form_in_parts_too() {
    on_both(|paper, _| {
        let token = with_token(paper, &[]);
        let served = paper.serve_operated();
        let mut stream = TcpStream::connect(served.operators_at().trim_start_matches("http://")).unwrap();
        let act = save("# Un\n\nTexte.\n");
        let head = format!("POST /acts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n");
        let (first, second) = act.split_at(7);
        let chunked = format!(
            "{head}Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{first}\r\n{:x}\r\n{second}\r\n0\r\n\r\n",
            first.len(),
            second.len()
        );
        let whole = format!("{head}Content-Length: {}\r\n\r\n{act}", act.len());
        let last = "GET /health/ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_owned();
        stream.write_all([chunked, whole, last].concat().as_bytes()).unwrap();
        let mut answers = String::new();
        stream.read_to_string(&mut answers).unwrap();
        assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 3, "{answers}");
        assert_eq!(answers.matches("\"done\":\"saved\"").count(), 2, "{answers}");
    });
}

#[test]
fn whoever_has_said_all_and_closes_that_half_is_answered() {
    on_both(|paper, _| {
        let token = with_token(paper, &[]);
        let served = paper.serve_operated();
        let act = save("# Un\n\nTexte.\n");
        for _ in 0..5 {
            let mut stream = TcpStream::connect(served.operators_at().trim_start_matches("http://")).unwrap();
            let head = format!(
                "POST /acts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Length: {}\r\n\r\n",
                act.len()
            );
            stream.write_all(format!("{head}{act}").as_bytes()).unwrap();
            stream.shutdown(std::net::Shutdown::Write).unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            assert!(
                answer.starts_with("HTTP/1.1 200 OK") && answer.contains("\"done\":\"saved\""),
                "{answer}"
            );
        }
    });
}

#[test]
fn a_bare_line_feed_between_the_chunks_of_a_form_ends_it() {
    on_both(|paper, _| {
        let token = with_token(paper, &[]);
        let served = paper.serve_operated();
        let act = save("# Un\n\nTexte.\n");
        let head = format!("POST /acts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nTransfer-Encoding: chunked\r\n\r\n");
        let size = format!("{:x}", act.len());
        let last = "GET /health/alive HTTP/1.1\nHost: x\r\n\r\n";
        for text in [
            format!("{head}{size};\n\r\n{act}\r\n0\r\n\r\n{last}"),
            format!("{head}{size}\n{act}\r\n0\r\n\r\n{last}"),
            format!("{head}{size}\r\n{act}\r\n0\r\n\n{last}"),
            format!("{head}{size}\r\n{act}\r\n0\r\nX: y\n\r\n{last}"),
        ] {
            let mut stream = TcpStream::connect(served.operators_at().trim_start_matches("http://")).unwrap();
            stream.set_read_timeout(Some(std::time::Duration::from_secs(20))).unwrap();
            stream.write_all(text.as_bytes()).unwrap();
            let mut answer = String::new();
            let _ = stream.read_to_string(&mut answer);
            assert!(!answer.contains("HTTP/1.1 200"), "{text:?}: {answer}");
        }
    });
}

#[test]
fn a_form_that_is_too_large_or_cut_short_keeps_nothing() {
    on_both(|paper, _| {
        let token = with_token(paper, &[]);
        let served = paper.serve_operated();
        let head = format!("POST /acts HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n");
        let large = request(served.operators_at(), &format!("{head}Content-Length: 99999999\r\n\r\n{{")).unwrap();
        assert_eq!((large.status, &told(&large)["code"]), (413, &json!("body.too_large")));
        let before = paper.run(&["record"]).well().said.lines().count();
        let mut stream = TcpStream::connect(served.operators_at().trim_start_matches("http://")).unwrap();
        let act = save("# Coupé\n\nTexte.\n");
        stream
            .write_all(format!("{head}Content-Length: {}\r\n\r\n{}", act.len() + 1, act).as_bytes())
            .unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        assert!(!answer.contains("200 OK"), "{answer}");
        assert_eq!(paper.run(&["record"]).well().said.lines().count(), before);
    });
}
