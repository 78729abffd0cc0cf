//! `kill -9` of an import, of acts, of a backup and of the press, at many moments and on both databases: what was
//! acknowledged is there, nothing is half done, and the next one goes on.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use acts::Desk;
use acts::publication::{Publication, publish};
use manuscript::paper::Paper;
use manuscript::{By, Nature, Uuid};
use store::{Store, articles};
use testpaper::waiting::BOUND;
use testpaper::{CountedIds, Engine, StoppedClock, TestPaper};

use crate::{PROGRAM, news, on_both, typed_on};

const TIMES: u64 = 20;
const CHILD: &str = "ROTATIVE_TEST_CHILD_PUBLISHES";

/// Different every time, the same in every run.
pub(crate) fn moment(turn: u64, most: u64) -> Duration {
    Duration::from_micros((turn + 1).wrapping_mul(7_919_000) % (most * 1_000))
}

/// A process that is to be killed, and what it says until then.
pub(crate) struct Doomed {
    child: Child,
    lines: Receiver<String>,
}

impl Doomed {
    pub(crate) fn begin(command: &mut Command) -> Self {
        let spawned = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = spawned.unwrap();
        let (tell, lines) = mpsc::channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| tell.send(line)));
        Self { child, lines }
    }

    /// Lets it say so many lines, and go on until the next one but no longer than for a moment, then kills it. Answers
    /// all that it said.
    pub(crate) fn killed_after(mut self, lines: usize, moment: Duration) -> Vec<String> {
        let mut said: Vec<String> = (0..lines).map_while(|_| self.lines.recv_timeout(BOUND).ok()).collect();
        said.extend(self.lines.recv_timeout(moment));
        let _ = self.child.kill();
        let _ = self.child.wait();
        said.extend(self.lines.iter());
        said
    }
}

/// It may have been killed before there was a paper.
fn verifies_if_there_is_one(paper: &TestPaper) {
    let ran = paper.run(&["verify"]);
    let is_none = ran.complained.contains("there is no paper");
    assert!(ran.code == Some(0) || is_none, "{}", ran.complained);
}

fn with_articles(paper: &TestPaper, count: usize) {
    for index in 0..count {
        let text = news(&format!("Article {index}"), "Un texte.\n\nEt un autre.");
        paper.write(&format!("{index:03}.md"), &text);
    }
}

#[test]
fn an_import_killed_twenty_times_loses_and_halves_nothing() {
    on_both(|paper, engine| {
        with_articles(paper, 450);
        let folder = paper.folder.display().to_string();
        for turn in 0..TIMES {
            Doomed::begin(&mut paper.command(&["import", "folder", &folder])).killed_after(0, moment(turn, 400));
            if paper.data.join("paper.db").exists() || engine == Engine::Postgres {
                verifies_if_there_is_one(paper);
            }
        }
        let ran = paper.import().well();
        assert!(ran.said.contains("0 refused"), "{}", ran.said);
        assert!(paper.run(&["verify"]).well().said.contains("450 versions of 450 articles"));
        let served = paper.serve();
        assert!(served.get("/2026/11/20/article-449").page().contains("Et un autre."));
    });
}

#[test]
fn a_backup_killed_at_any_moment_is_none_and_the_next_one_is_whole() {
    on_both(|paper, engine| {
        with_articles(paper, 120);
        paper.import().well();
        let file = |name: &str| paper.data.join(name);
        for turn in 0..TIMES / 2 {
            let cut = file(&format!("{turn}.backup"));
            Doomed::begin(&mut paper.command(&["backup", &cut.display().to_string()])).killed_after(0, moment(turn, 150));
            if cut.exists() {
                restores(&cut, engine);
            }
        }
        paper.run(&["verify"]).well();
        let whole = file("whole.backup");
        paper.run(&["backup", &whole.display().to_string()]).well();
        restores(&whole, engine);
    });
}

/// A file that has the name of a backup is one.
fn restores(backup: &std::path::Path, engine: Engine) {
    let elsewhere = TestPaper::new(PROGRAM, engine);
    let target = match engine {
        Engine::Sqlite => elsewhere.data.display().to_string(),
        Engine::Postgres => elsewhere.database.address.clone(),
    };
    elsewhere
        .run(&["restore", &backup.display().to_string(), &target, "--without-erasures", "un essai"])
        .well();
    assert!(elsewhere.run(&["verify"]).well().said.contains("120 versions of 120 articles"));
}

#[test]
fn a_press_killed_while_it_lays_is_where_the_record_is_once_it_is_back() {
    on_both(|paper, _| {
        with_articles(paper, 60);
        paper.import().well();
        for turn in 0..TIMES / 2 {
            // Killed while it makes the first shelf, or goes on with what the one before has left of it.
            Doomed::begin(&mut paper.command(&["serve", "--listen", "127.0.0.1:0"])).killed_after(0, moment(turn, 200));
        }
        for turn in 0..TIMES / 4 {
            let served = paper.serve();
            for index in 0..60 {
                paper.write(
                    &format!("{index:03}.md"),
                    &news(&format!("Article {index}"), &format!("Texte {turn}.")),
                );
            }
            // The server lays what the import enters until it is killed: the end of the import is one of its moments.
            paper.import().well();
            served.kill();
        }
        let laid = pages(paper);
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(paper.data.join(format!("shelf.db{suffix}")));
        }
        assert_eq!(laid, pages(paper), "as a shelf from nothing has them");
        assert!(laid.iter().all(|page| page.contains(&format!("Texte {}.", TIMES / 4 - 1))));
        assert!(paper.run(&["doctor"]).well().said.contains("at the record's head"));
    });
}

fn pages(paper: &TestPaper) -> Vec<String> {
    let served = paper.serve_with(&["--address", "https://e.example"]);
    (0..60)
        .map(|index| served.get(&format!("/2026/11/20/article-{index}")).page())
        .collect()
}

/// Not a test of its own: the process that the next one kills. It publishes and says so after each commit.
#[tokio::test]
async fn child_publishes() {
    let Ok(address) = std::env::var(CHILD) else { return };
    let store = Store::open(&address).await.unwrap();
    let ids = articles::all_ids(&mut store.snapshot().await.unwrap(), Uuid::nil(), 100)
        .await
        .unwrap();
    let first = std::env::var("ROTATIVE_TEST_FIRST_ID").unwrap().parse().unwrap();
    let desk = Desk {
        clock: Arc::new(StoppedClock::default()),
        ids: Arc::new(CountedIds::from(first)),
        paper: Arc::new(Paper::named("Journal")),
    };
    for turn in 0..200 {
        let article = ids[turn % ids.len()];
        let mut tx = acts::begin(&store).await.unwrap();
        let wanted = Publication {
            article,
            seen: Some(typed_on(&mut tx, article).await),
            nature: Nature::Update,
            tell: None,
        };
        let published = publish(&mut tx, &desk, &By::CommandLine, &wanted).await.unwrap();
        tx.commit().await.unwrap();
        println!("acknowledged {article} {}", published.number);
    }
}

#[test]
fn two_hundred_publications_killed_twenty_times_lose_none_that_was_acknowledged() {
    on_both(|paper, _| {
        for index in 0..5 {
            paper.write(&format!("{index}.md"), &news(&format!("Article {index}"), "Texte."));
        }
        paper.import().well();
        let mut acknowledged: Vec<(Uuid, i64)> = Vec::new();
        for turn in 0..TIMES {
            acknowledged.extend(publish_until_killed(&paper.database.address, turn));
        }
        assert!(acknowledged.len() > 40, "the child published something: {}", acknowledged.len());
        paper.run(&["verify"]).well();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(are_there(&paper.database.address, &acknowledged));
    });
}

async fn are_there(address: &str, acknowledged: &[(Uuid, i64)]) {
    let store = Store::open(address).await.unwrap();
    let mut snapshot = store.snapshot().await.unwrap();
    for (article, number) in acknowledged {
        let steps = store::versions::of(&mut snapshot, *article).await.unwrap();
        assert!(
            steps.iter().any(|step| step.number == *number),
            "version {number} of {article} was acknowledged and is lost"
        );
    }
}

/// Kills it a moment after some acknowledgements: in the middle of the next publication, wherever that is.
fn publish_until_killed(address: &str, turn: u64) -> Vec<(Uuid, i64)> {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "crash::child_publishes", "--nocapture", "--test-threads=1"])
        .env(CHILD, address)
        .env("ROTATIVE_TEST_FIRST_ID", ((turn + 1) << 32).to_string());
    // What the test runner says of itself comes first.
    let lines = 3 + (turn * 7 % 11) as usize;
    let said = Doomed::begin(&mut command).killed_after(lines, moment(turn, 20));
    said.iter().filter_map(|line| acknowledged_in(line)).collect()
}

fn acknowledged_in(line: &str) -> Option<(Uuid, i64)> {
    let (_, rest) = line.split_once("acknowledged ")?;
    let (article, number) = rest.split_once(' ')?;
    Some((Uuid::try_parse(article).ok()?, number.trim().parse().ok()?))
}
