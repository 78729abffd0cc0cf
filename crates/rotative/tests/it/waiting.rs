//! Whoever writes and stands still costs others two seconds: they are told who it is, readers notice nothing, and all goes
//! on once it goes on, ends, or is ended.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use manuscript::Uuid;
use serde_json::Value;
use store::busy::Holder;
use store::{Store, articles};
use testpaper::stopping::{go_on, stop};
use testpaper::waiting::Lines;
use testpaper::{Engine, TestPaper, engines};

use crate::acts::{act, save};
use crate::busy::{desk, publish_one};
use crate::{PROGRAM, news, on_both};

const CHILD: &str = "ROTATIVE_TEST_CHILD_HOLDS";
/// What nobody waits for in vain takes longer than this, also on a machine that is busy.
const BOUNDED: Duration = Duration::from_secs(10);

/// Not a test of its own: a process that takes the record's lock, says so, and publishes when it is told to, twice.
#[tokio::test]
async fn child_holds() {
    let Ok(address) = std::env::var(CHILD) else { return };
    store::process::is_named("import");
    let store = Store::open(&address).await.unwrap();
    let ids = articles::all_ids(&mut store.snapshot().await.unwrap(), Uuid::nil(), 1)
        .await
        .unwrap();
    let mut told = std::io::stdin().lines();
    let mut tx = acts::begin(&store).await.unwrap();
    println!("it holds the record");
    told.next();
    match articles::draft_of(&mut tx, ids[0]).await {
        Ok(_) => tx.commit().await.unwrap(),
        Err(broken) => println!("it lost the record: {broken}"),
    }
    told.next();
    publish_one(&store, &desk(1), ids[0]).await;
    println!("it published");
    store.close().await;
}

/// A process that holds the record's lock until it is told to go on.
struct Holding {
    child: Child,
    tell: ChildStdin,
    said: Arc<Lines>,
}

impl Holding {
    /// Begins, and returns once it holds the lock.
    fn begin(address: &str) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "waiting::child_holds", "--nocapture", "--test-threads=1"])
            .env(CHILD, address)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let said: Arc<Lines> = Arc::default();
        let (out, lines) = (BufReader::new(child.stdout.take().unwrap()), Arc::clone(&said));
        std::thread::spawn(move || out.lines().map_while(Result::ok).for_each(|line| lines.add(&line)));
        let tell = child.stdin.take().unwrap();
        let holding = Self { child, tell, said };
        holding.says("it holds the record");
        holding
    }

    fn pid(&self) -> u32 {
        self.child.id()
    }

    #[track_caller]
    fn says(&self, words: &str) {
        assert!(
            self.said.wait_until(|| self.said.text().contains(words)),
            "it does not say `{words}`: {}",
            self.said.text()
        );
    }

    fn tell(&mut self) {
        self.tell.write_all(b"go on\n").unwrap();
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Holding {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn with_one_article(paper: &TestPaper) -> String {
    paper.write("a.md", &news("Un article", "Texte."));
    paper.import().well();
    let article = save(paper, "b.md", &news("Un autre", "Texte."));
    std::fs::remove_file(paper.folder.join("b.md")).unwrap();
    article
}

/// What the sentence calls a process that writes: itself on one machine, its session on a server.
fn named(engine: Engine, pid: u32) -> String {
    match engine {
        Engine::Sqlite => format!("process {pid}, started"),
        Engine::Postgres => format!("`rotative import {pid}`, session "),
    }
}

/// An act that is refused because somebody else writes: in time, with who it is.
#[track_caller]
fn is_busy(paper: &TestPaper, article: &str, who: &str) {
    let began = Instant::now();
    let ran = paper.run(&["act", "--language", "en", "publish", article]);
    assert!(began.elapsed() < BOUNDED, "it took {:?}", began.elapsed());
    assert_eq!(ran.code, Some(1), "{} {}", ran.said, ran.complained);
    assert!(
        ran.complained.contains("the database is busy; after waiting for 2 s"),
        "{}",
        ran.complained
    );
    assert!(ran.complained.contains(who), "expected `{who}` in: {}", ran.complained);
    assert!(
        !ran.complained.contains("away") && !ran.complained.contains("did not do its work"),
        "{}",
        ran.complained
    );
}

#[test]
fn a_writer_that_stands_still_costs_others_two_seconds_and_is_named() {
    on_both(|paper, engine| {
        let article = with_one_article(paper);
        let served = paper.serve();
        let mut holding = Holding::begin(&paper.database.address);
        stop(holding.pid());
        is_busy(paper, &article, &named(engine, holding.pid()));
        let ran = paper.run(&["act", "--json", "publish", &article]);
        let answer: Value = serde_json::from_str(&ran.said).unwrap();
        assert_eq!(answer["code"], "database.busy", "{answer}");
        assert!(
            answer["broken"].as_str().unwrap().contains("est occupée") && ran.code == Some(1),
            "{answer}"
        );
        let doctor = paper.run(&["doctor"]).said;
        assert!(
            doctor.contains("warning  writing: nobody else can write") && doctor.contains(&named(engine, holding.pid())),
            "{doctor}"
        );
        assert!(served.get("/2026/11/20/un-article").page().contains("Texte."), "readers read");
        paper.run(&["record"]).well();
        go_on(holding.pid());
        holding.tell();
        act(paper, &["publish", &article]);
        assert!(served.wait_until(|| served.get("/").page().contains("Un autre")));
        holding.tell();
        holding.says("it published");
        assert!(paper.run(&["doctor"]).said.contains("nobody keeps others from writing"));
        paper.run(&["verify"]).well();
    });
}

#[test]
fn a_writer_that_is_killed_where_it_stands_leaves_the_record_to_the_next() {
    on_both(|paper, engine| {
        let article = with_one_article(paper);
        let holding = Holding::begin(&paper.database.address);
        stop(holding.pid());
        is_busy(paper, &article, &named(engine, holding.pid()));
        holding.kill();
        act(paper, &["publish", &article]);
        paper.run(&["verify"]).well();
    });
}

#[test]
fn a_session_that_stands_still_is_ended_by_the_server_and_its_process_goes_on() {
    for engine in engines().into_iter().filter(|engine| *engine == Engine::Postgres) {
        let paper = TestPaper::new(PROGRAM, engine);
        let article = with_one_article(&paper);
        let in_a_second = format!("{}%20-cidle_in_transaction_session_timeout%3D1s", paper.database.address);
        let mut holding = Holding::begin(&in_a_second);
        stop(holding.pid());
        act(&paper, &["publish", &article]);
        go_on(holding.pid());
        holding.tell();
        holding.says("it lost the record");
        holding.tell();
        holding.says("it published");
        paper.run(&["verify"]).well();
        let limits = paper
            .database
            .texts("select cast(count(*) as text) from pg_stat_activity where application_name = 'rotative'");
        assert_eq!(limits, ["0"], "every session says which command it is of");
    }
}

/// Stops an import while it writes; nothing if it ended before.
fn stopped_while_it_writes(store: &Store, import: &mut Child) -> Option<Holder> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let pid = import.id();
    let writer = || runtime.block_on(store.writer()).filter(|holder| is_of(holder, pid));
    loop {
        if writer().is_some() {
            stop(pid);
            match writer() {
                Some(holder) => return Some(holder),
                None => go_on(pid),
            }
        }
        if import.try_wait().unwrap().is_some() {
            return None;
        }
    }
}

fn is_of(holder: &Holder, import: u32) -> bool {
    match holder {
        Holder::Process { pid, command, .. } => *pid == import && command == "rotative import",
        Holder::Session { program, .. } => *program == Some(format!("rotative import {import}")),
        _ => false,
    }
}

#[test]
fn an_import_that_stands_still_is_named_and_ends_well_once_it_goes_on() {
    on_both(|paper, engine| {
        let article = with_one_article(paper);
        for index in 0..200 {
            paper.write(&format!("{index}.md"), &news(&format!("Numéro {index}"), "Texte."));
        }
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let store = runtime.block_on(Store::open(&paper.database.address)).unwrap();
        let folder = paper.folder.display().to_string();
        let mut import = paper.command(&["import", "folder", &folder]).stdout(Stdio::null()).spawn().unwrap();
        let pid = import.id();
        let held = stopped_while_it_writes(&store, &mut import);
        assert!(held.is_some(), "the import ended before it was seen writing");
        let who = match engine {
            Engine::Sqlite => format!("`rotative import`, process {pid}, started"),
            Engine::Postgres => named(engine, pid),
        };
        is_busy(paper, &article, &who);
        go_on(pid);
        assert!(import.wait().unwrap().success());
        act(paper, &["publish", &article]);
        runtime.block_on(store.close());
        assert!(paper.run(&["verify"]).well().said.contains("202 articles"));
    });
}

#[test]
fn whoever_acts_beside_a_long_import_is_let_in() {
    on_both(|paper, _| {
        let article = with_one_article(paper);
        for index in 0..2_000 {
            paper.write(
                &format!("{index}.md"),
                &news(&format!("Numéro {index}"), &"Une phrase. ".repeat(200)),
            );
        }
        let folder = paper.folder.display().to_string();
        let mut import = paper.command(&["import", "folder", &folder]).stdout(Stdio::null()).spawn().unwrap();
        let mut acts = 0;
        while import.try_wait().unwrap().is_none() {
            act(paper, &[if acts % 2 == 0 { "pin" } else { "unpin" }, &article]);
            acts += 1;
        }
        assert!(import.wait().unwrap().success());
        let record = paper.run(&["record", "--json"]).well().said;
        let order: Vec<&str> = record.lines().collect();
        let last = order.iter().rposition(|line| line.contains("\"by\":\"import\"")).unwrap();
        let before = order[..last].iter().filter(|line| line.contains("\"act\":\"placed\"")).count();
        assert!(before >= 3, "of {acts} who acted {before} did before the import was done");
    });
}

#[test]
fn whoever_brings_the_schema_up_and_stands_still_is_named() {
    on_both(|paper, _| {
        let article = with_one_article(paper);
        let lock = std::fs::File::create(paper.data.join("upgrade.lock")).unwrap();
        lock.lock().unwrap();
        is_busy(paper, &article, &format!("process {}, started", std::process::id()));
        lock.unlock().unwrap();
        act(paper, &["publish", &article]);
    });
}

#[test]
fn a_job_that_meets_a_writer_who_stands_still_is_done_once_that_one_is_gone() {
    for engine in engines() {
        let mut paper = TestPaper::new(PROGRAM, engine);
        let noon = manuscript::Instant(1_795_347_000_000);
        paper.stop_clock(noon);
        let article = with_one_article(&paper);
        act(&paper, &["schedule", &article, "--at", "2026-11-22 14:00"]);
        let served = paper.serve();
        let holding = Holding::begin(&paper.database.address);
        stop(holding.pid());
        paper.set_clock(manuscript::Instant(noon.0 + 24 * 3_600_000));
        served.says("the database is busy");
        assert!(!served.get("/").page().contains("Un autre"));
        holding.kill();
        assert!(
            served.wait_until(|| served.get("/").page().contains("Un autre")),
            "{}",
            served.log()
        );
        assert!(!served.log().contains("job failed"), "{}", served.log());
    }
}
