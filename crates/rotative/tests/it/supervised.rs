//! What dies is begun again, what stays broken is told, and the process ends with its reason where it cannot go on.

use std::path::Path;

use serde_json::{Value, json};
use testpaper::proxy::Proxy;
use testpaper::{Served, TestPaper, engines};

use crate::shelf::server;
use crate::{PROGRAM, news, on_both};

fn health(served: &Served) -> Value {
    serde_json::from_slice(&served.operated("/health").body).unwrap()
}

/// Codes of what is broken now.
pub(crate) fn broken(served: &Served) -> Vec<String> {
    let health = health(served);
    let broken = health["broken"].as_array().unwrap().iter();
    let codes = broken.map(|one| one["code"].as_str().unwrap().to_owned());
    // How full the disk of the tests is is not theirs.
    codes.filter(|code| code != "disk.low").collect()
}

#[track_caller]
pub(crate) fn until_broken(served: &Served, code: &str) {
    assert!(
        served.wait_until(|| broken(served).iter().any(|known| known == code)),
        "{code} in {:?}\n{}",
        broken(served),
        served.log()
    );
    served.says(&format!("code=\"{code}\""));
}

#[track_caller]
fn until_whole(served: &Served) {
    assert!(served.wait_until(|| broken(served).is_empty()), "{:?}", health(served));
    assert!(
        served.wait_until(|| served.operated("/health").status == 200),
        "{:?}",
        health(served)
    );
}

fn with_article(paper: &TestPaper) {
    paper.write("le-pont.md", &news("Le pont a cédé", "Il a cédé à midi."));
    paper.import().well();
}

fn served_with_faults(paper: &TestPaper, faults: &str) -> Served {
    let mut command = paper.command(&["serve", "--listen", "127.0.0.1:0", "--operators", "127.0.0.1:0"]);
    command.env("ROTATIVE_FAULTS_FOR_TESTS", faults);
    Served::begin(command)
}

#[test]
fn a_task_that_dies_is_begun_again_and_told() {
    on_both(|paper, _| {
        with_article(paper);
        let served = served_with_faults(paper, "record=3,jobs=2,renditions=1,operators=1,readers=1");
        served.says("code=\"task.dead\"");
        served.says("code=\"program.panic\"");
        assert!(
            !served.log().contains("this was planned"),
            "what a panic says may be somebody's words"
        );
        paper.write("le-pont.md", &news("Le pont a cédé", "Il a cédé à midi et quart."));
        paper.import().well();
        assert!(served.wait_until(|| served.get("/2026/11/20/le-pont-a-cede").text().contains("midi et quart")));
        until_whole(&served);
        let tasks = health(&served)["tasks"].clone();
        let record = tasks
            .as_array()
            .unwrap()
            .iter()
            .find(|task| task["name"] == "record")
            .unwrap()
            .clone();
        assert_eq!(record, json!({ "name": "record", "state": "alive", "deaths": 3 }));
        assert!(
            served
                .operated("/metrics")
                .page()
                .contains("rotative_task_deaths{task=\"record\"} 3")
        );
    });
}

#[test]
fn a_task_that_keeps_dying_ends_the_process_with_its_reason() {
    on_both(|paper, _| {
        with_article(paper);
        let mut command = paper.command(&["serve", "--listen", "127.0.0.1:0"]);
        command.env("ROTATIVE_FAULTS_FOR_TESTS", "jobs=99");
        let ended = command.output().unwrap();
        assert_eq!(ended.status.code(), Some(1));
        let complained = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(
            complained.contains("the task `jobs` died 8 times in a row and is given up"),
            "{complained}"
        );
    });
}

#[test]
fn a_broken_theme_is_found_before_a_reader_comes() {
    on_both(|paper, _| {
        with_article(paper);
        let theme = paper.data.with_file_name("theme");
        std::fs::create_dir_all(&theme).unwrap();
        std::fs::write(theme.join("article.html"), "{% if %}").unwrap();
        let served = paper.serve_with(&["--operators", "127.0.0.1:0", "--theme", &theme.display().to_string()]);
        until_broken(&served, "theme.broken");
        assert_eq!(served.get("/").status, 200);
        std::fs::remove_file(theme.join("article.html")).unwrap();
        until_whole(&served);
        assert!(served.log().contains("theme read again"));
    });
}

#[test]
fn a_page_that_cannot_be_made_is_told_as_stale_or_broken() {
    on_both(|paper, _| {
        with_article(paper);
        paper.write("conseil.md", &news("Le conseil", "Il siège."));
        paper.import().well();
        let served = paper.serve_operated();
        served.get("/").page();
        paper.shelf("update articles set card = 'torn' where path like '%conseil%'");
        paper.run(&["act", "pin", "/2026/11/20/le-pont-a-cede"]).well();
        assert!(
            served.wait_until(|| served.get("/").status == 200 && broken(&served) == ["page.stale"]),
            "{}",
            health(&served)
        );
        until_broken(&served, "page.stale");
        assert!(served.operated("/metrics").page().contains("rotative_pages_stale 1"));
        assert_eq!(served.get("/le-fil").status, 500);
        until_broken(&served, "page.broken");
        // What is laid anew is whole.
        paper.run(&["act", "pin", "/2026/11/20/le-conseil"]).well();
        assert!(served.wait_until(|| served.get("/").page().contains("Le conseil") && served.get("/le-fil").status == 200));
        until_whole(&served);
    });
}

#[test]
fn a_shelf_that_cannot_be_written_is_told_and_readers_go_on_reading() {
    on_both(|paper, _| {
        with_article(paper);
        let served = paper.serve_operated();
        paper.shelf("create trigger planned before update on articles begin select raise(fail, 'planned'); end");
        paper.shelf("create trigger planned_too before insert on articles begin select raise(fail, 'planned'); end");
        paper.run(&["act", "pin", "/2026/11/20/le-pont-a-cede"]).well();
        until_broken(&served, "record.not_applied");
        assert!(served.get("/2026/11/20/le-pont-a-cede").page().contains("midi"));
        assert!(served.wait_until(|| served.operated("/health").text().contains("\"entries_behind\":1")));
        paper.shelf("drop trigger planned");
        paper.shelf("drop trigger planned_too");
        until_whole(&served);
        served.says("record applied again");
    });
}

#[test]
fn a_late_job_is_told_without_anybody_looking() {
    for engine in engines() {
        let mut paper = TestPaper::new(PROGRAM, engine);
        let noon = manuscript::Instant(1_795_347_000_000);
        paper.stop_clock(noon);
        with_article(&paper);
        let said = paper.run(&["act", "save", "--json", &written(&paper, "demain.md")]).well().said;
        let saved: Value = serde_json::from_str(&said).unwrap();
        let article = saved["article"].as_str().unwrap();
        paper.run(&["act", "schedule", article, "--at", "2026-11-23 06:00"]).well();
        // The task that does jobs is dead for the time being.
        let served = served_with_faults(&paper, "jobs=6");
        paper.set_clock(manuscript::Instant(noon.0 + 3 * 86_400_000));
        until_broken(&served, "job.late");
        assert_eq!(served.operated("/health/moving").status, 503);
        assert_eq!(health(&served)["jobs"]["late"], json!(1));
        until_whole(&served);
        assert!(served.get("/").page().contains("Demain"));
    }
}

fn written(paper: &TestPaper, name: &str) -> String {
    let file = paper.data.with_file_name(name);
    std::fs::write(&file, "# Demain\n\nDemain, tout ira bien.\n").unwrap();
    file.display().to_string()
}

#[test]
fn a_database_that_goes_away_is_told_and_comes_back() {
    let mut paper = TestPaper::new(PROGRAM, testpaper::Engine::Postgres);
    with_article(&paper);
    paper.run(&["people", "add", "Léa Brun", "--role", "publisher"]).well();
    let said = paper.run(&["people", "token", "lea-brun", "--name", "x"]).well().said;
    let bearer = format!("Bearer {}", said.lines().last().unwrap().trim());
    let proxy = Proxy::to(&server()).unwrap();
    paper.by_way_of = Some(paper.database.through(&proxy.address.to_string()));
    let served = paper.serve_operated();
    until_whole(&served);
    let pin = || {
        served.sends(
            "/acts",
            &[("Authorization", &bearer)],
            b"{\"act\":\"pin\",\"article\":\"/2026/11/20/le-pont-a-cede\"}",
        )
    };
    assert_eq!(pin().status, 200);
    proxy.interrupt();
    until_broken(&served, "database.away");
    let away = pin();
    assert_eq!(away.status, 503, "{}", away.text());
    assert_eq!(served.operated("/health/moving").status, 503);
    assert!(
        served.get("/2026/11/20/le-pont-a-cede").page().contains("midi"),
        "readers go on reading"
    );
    proxy.mend();
    until_whole(&served);
    assert_eq!(pin().status, 200);
    let log = served.log();
    assert!(log.contains("database answers again"), "{log}");
}

#[test]
fn a_file_that_is_no_database_any_more_is_told_and_nothing_is_written_into_it() {
    let paper = TestPaper::new(PROGRAM, testpaper::Engine::Sqlite);
    with_article(&paper);
    paper.run(&["people", "add", "Léa Brun", "--role", "publisher"]).well();
    let said = paper.run(&["people", "token", "lea-brun", "--name", "x"]).well().said;
    let bearer = format!("Bearer {}", said.lines().last().unwrap().trim());
    let served = paper.serve_operated();
    until_whole(&served);
    tear(&paper.data.join("paper.db"));
    until_broken(&served, "database.damaged");
    let refused = served.sends(
        "/acts",
        &[("Authorization", &bearer)],
        b"{\"act\":\"unpin\",\"article\":\"/2026/11/20/le-pont-a-cede\"}",
    );
    assert_eq!(refused.status, 503, "{}", refused.text());
    assert!(refused.text().contains("endommagée, plus rien n’y est écrit"), "{}", refused.text());
    assert_eq!(health(&served)["newsroom"], "damaged");
    let typed = paper.run(&["act", "--language", "en", "pin", "/2026/11/20/le-pont-a-cede"]);
    assert!(
        typed.code != Some(0) && typed.complained.contains("database is damaged"),
        "{typed:?}"
    );
    assert!(
        served.get("/2026/11/20/le-pont-a-cede").page().contains("midi"),
        "readers go on reading"
    );
    drop(served);
    // Begun again, it serves what it has and says why it does no more.
    let served = paper.serve_operated();
    assert!(served.get("/2026/11/20/le-pont-a-cede").page().contains("midi"));
    assert!(
        broken(&served)
            .iter()
            .any(|code| code == "newsroom.away" || code == "database.damaged"),
        "{:?}",
        broken(&served)
    );
}

/// Writes over all pages of a file but what makes it look like a database.
fn tear(file: &Path) {
    use std::io::{Seek as _, SeekFrom, Write as _};
    let mut whole = std::fs::OpenOptions::new().write(true).open(file).unwrap();
    let length = whole.metadata().unwrap().len();
    whole.seek(SeekFrom::Start(100)).unwrap();
    whole.write_all(&vec![0xff; usize::try_from(length).unwrap() - 100]).unwrap();
    let _ = std::fs::remove_file(file.with_extension("db-wal"));
}

#[test]
fn a_node_with_a_shelf_serves_it_whatever_became_of_its_database() {
    on_both(|paper, engine| {
        with_article(paper);
        assert!(paper.serve().stop());
        let elsewhere = paper.data.with_file_name("foreign.db");
        let empty = paper.data.with_file_name("empty.db");
        std::fs::write(&empty, b"").unwrap();
        std::fs::write(&elsewhere, b"").unwrap();
        testpaper::databases::tamper_with(&elsewhere, "create table something (x integer)");
        let gone = paper.data.with_file_name("gone.db");
        let another = TestPaper::new(PROGRAM, engine);
        another.write("a.md", &news("Un autre journal", "Texte."));
        another.import().well();
        let addresses = [
            (format!("sqlite:{}", empty.display()), "0 bytes"),
            (format!("sqlite:{}", elsewhere.display()), "no paper in this database"),
            (format!("sqlite:{}", gone.display()), "is gone"),
            (another.database.address.clone(), "another paper"),
            ("postgres://rotative@127.0.0.1:1/nothing".into(), ""),
        ];
        for (address, words) in addresses {
            let data = paper.data.display().to_string();
            let served = paper.serve_elsewhere(&[
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--operators",
                "127.0.0.1:0",
                "--data",
                &data,
                "--database",
                &address,
            ]);
            assert!(served.get("/2026/11/20/le-pont-a-cede").page().contains("midi"), "{address}");
            until_broken(&served, "newsroom.away");
            let health = health(&served);
            assert_eq!((&health["ready"], &health["newsroom"]), (&json!(true), &json!("away")), "{address}");
            assert!(health["broken"].to_string().contains(words), "{address}: {health}");
            assert_eq!(served.operated("/health/ready").status, 200);
            let away = served.sends("/acts", &[("Authorization", "Bearer x")], b"{}");
            assert_eq!(away.status, 503, "{}", away.text());
        }
        assert_eq!(std::fs::metadata(&empty).unwrap().len(), 0, "nothing was made of it");
        assert!(!gone.exists());
    });
}

#[test]
fn a_database_file_that_is_taken_away_gets_no_act_that_would_be_lost() {
    let paper = TestPaper::new(PROGRAM, testpaper::Engine::Sqlite);
    with_article(&paper);
    paper.run(&["people", "add", "Léa Brun", "--role", "publisher"]).well();
    let said = paper.run(&["people", "token", "lea-brun", "--name", "x"]).well().said;
    let bearer = format!("Bearer {}", said.lines().last().unwrap().trim());
    let served = paper.serve_operated();
    let pin = || {
        served.sends(
            "/acts",
            &[("Authorization", &bearer)],
            b"{\"act\":\"pin\",\"article\":\"/2026/11/20/le-pont-a-cede\"}",
        )
    };
    let (file, away) = (paper.data.join("paper.db"), paper.data.join("away.db"));
    std::fs::rename(&file, &away).unwrap();
    until_broken(&served, "database.taken_away");
    let refused = pin();
    assert_eq!(
        (refused.status, served.operated("/health/moving").status),
        (503, 503),
        "{}",
        refused.text()
    );
    assert!(served.get("/2026/11/20/le-pont-a-cede").page().contains("midi"));
    // Another one in its place is not this one.
    std::fs::copy(&away, &file).unwrap();
    assert_eq!(pin().status, 503);
    std::fs::rename(&away, &file).unwrap();
    until_whole(&served);
    assert_eq!(pin().status, 200);
}

#[test]
fn a_database_of_another_program_is_not_brought_up() {
    let paper = TestPaper::new(PROGRAM, testpaper::Engine::Sqlite);
    let foreign = paper.data.with_file_name("customers.db");
    std::fs::write(&foreign, b"").unwrap();
    testpaper::databases::tamper_with(&foreign, "create table customers (name text)");
    let address = format!("sqlite:{}", foreign.display());
    let data = paper.data.with_file_name("elsewhere").display().to_string();
    let tried = |arguments: &[&str]| {
        let mut command = std::process::Command::new(PROGRAM);
        command.args(arguments).args(["--data", &data, "--database", &address]);
        let ended = command.output().unwrap();
        (ended.status.code(), String::from_utf8_lossy(&ended.stderr).into_owned())
    };
    let folder = paper.folder.display().to_string();
    for arguments in [
        &["serve", "--listen", "127.0.0.1:0"][..],
        &["import", "folder", &folder],
        &["db", "upgrade"],
    ] {
        let (code, complained) = tried(arguments);
        assert!(
            code == Some(2) && complained.contains("database of another program"),
            "{arguments:?}: {complained}"
        );
    }
}

#[test]
fn a_node_answers_before_it_is_ready() {
    on_both(|paper, _| {
        paper.write("a.md", &news("Un article", "Texte."));
        // Whoever brings a schema up holds this: until then the newsroom is being opened.
        let held = std::fs::File::create(paper.data.join("upgrade.lock")).unwrap();
        held.lock().unwrap();
        let port = free_port();
        let folder = paper.folder.display().to_string();
        let mut command = paper.command(&["serve", "--listen", &format!("127.0.0.1:{port}"), "--paper", &folder]);
        command.args(["--operators", "127.0.0.1:0"]);
        let serving = std::thread::spawn(move || Served::begin(command));
        let first = first_answer(&format!("http://127.0.0.1:{port}"));
        assert_eq!(first.status, 503, "before there is anything: {}", first.text());
        let says_so = first.header("retry-after").is_some() && first.text().contains("<h1");
        assert!(says_so, "{}", first.text());
        drop(held);
        let served = serving.join().unwrap();
        assert!(
            served.get("/").page().contains("Un article"),
            "`listening` is said when readers get the paper"
        );
        assert!(served.wait_until(|| served.operated("/health").status == 200));
    });
}

#[test]
fn a_node_answers_with_its_shelf_while_another_is_built() {
    on_both(|paper, _| {
        with_article(paper);
        assert!(paper.serve().stop());
        // Another edition has set everything: all is set anew, beside the serving.
        paper.shelf("update articles set typesetter = 1");
        let served = paper.serve_operated();
        assert!(served.get("/2026/11/20/le-pont-a-cede").page().contains("midi"));
        assert!(served.wait_until(|| served.operated("/health").status == 200));
        let left = || paper.run(&["doctor"]).code;
        assert_eq!(left(), Some(0));
    });
}

/// A port that nobody listened on a moment ago.
fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// What is answered as soon as anything is.
fn first_answer(base: &str) -> testpaper::Answer {
    let ends = std::time::Instant::now() + testpaper::waiting::BOUND;
    loop {
        match testpaper::request(base, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n") {
            Ok(answer) => return answer,
            Err(error) => assert!(std::time::Instant::now() < ends, "{error}"),
        }
        std::thread::yield_now();
    }
}
