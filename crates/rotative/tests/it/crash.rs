//! `kill -9`, twenty times: what was acknowledged is there, nothing is half published.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use acts::Desk;
use acts::publication::{Publication, publish};
use manuscript::paper::Paper;
use manuscript::{By, Nature, Uuid};
use store::{Store, articles};
use testpaper::{CountedIds, StoppedClock, TestPaper, engines};

use crate::{PROGRAM, news, typed_on};

const TIMES: u64 = 20;
const CHILD: &str = "ROTATIVE_TEST_CHILD_PUBLISHES";

/// Different every time, the same in every run.
fn moment(turn: u64, most: u64) -> Duration {
    Duration::from_millis(turn.wrapping_mul(7_919) % most)
}

#[test]
fn an_import_killed_twenty_times_loses_and_halves_nothing() {
    for engine in engines() {
        let paper = TestPaper::new(PROGRAM, engine);
        for index in 0..450 {
            paper.write(
                &format!("{index:03}.md"),
                &news(&format!("Article {index}"), "Un texte.\n\nEt un autre."),
            );
        }
        let folder = paper.folder.display().to_string();
        for turn in 0..TIMES {
            let mut child = paper
                .command(&["import", "folder", &folder])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(moment(turn + 1, 400));
            child.kill().unwrap();
            child.wait().unwrap();
            if paper.data.join("paper.db").exists() || engine == testpaper::Engine::Postgres {
                let ran = paper.run(&["verify"]);
                // It may have been killed before there was a paper.
                assert!(
                    ran.code == Some(0) || ran.complained.contains("there is no paper"),
                    "{}",
                    ran.complained
                );
            }
        }
        let ran = paper.import().well();
        assert!(ran.said.contains("0 refused"), "{}", ran.said);
        assert!(paper.run(&["verify"]).well().said.contains("450 versions of 450 articles"));
        let served = paper.serve();
        assert!(served.get("/2026/11/20/article-449").page().contains("Et un autre."));
    }
}

/// Not a test of its own: the process that the next one kills. It publishes and says so after each commit.
#[tokio::test]
async fn child_publishes() {
    let Ok(address) = std::env::var(CHILD) else { return };
    let store = Store::open(&address).await.unwrap();
    let ids = articles::all_ids(&mut store.stacks().await.unwrap(), Uuid::nil(), 100)
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
    for engine in engines() {
        let paper = TestPaper::new(PROGRAM, engine);
        for index in 0..5 {
            paper.write(&format!("{index}.md"), &news(&format!("Article {index}"), "Texte."));
        }
        paper.import().well();
        let mut acknowledged: Vec<(Uuid, i64)> = Vec::new();
        for turn in 0..TIMES {
            acknowledged.extend(publish_until_killed(&paper.database.address, turn));
        }
        assert!(acknowledged.len() > 20, "the child published something: {}", acknowledged.len());
        paper.run(&["verify"]).well();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let store = Store::open(&paper.database.address).await.unwrap();
            let mut stacks = store.stacks().await.unwrap();
            for (article, number) in &acknowledged {
                let steps = store::versions::of(&mut stacks, *article).await.unwrap();
                assert!(
                    steps.iter().any(|step| step.number == *number),
                    "version {number} of {article} was acknowledged and is lost"
                );
            }
        });
    }
}

fn publish_until_killed(address: &str, turn: u64) -> Vec<(Uuid, i64)> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::child_publishes", "--nocapture", "--test-threads=1"])
        .env(CHILD, address)
        .env("ROTATIVE_TEST_FIRST_ID", ((turn + 1) << 32).to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = child.stdout.take().unwrap();
    let reading = std::thread::spawn(move || {
        BufReader::new(out)
            .lines()
            .map_while(Result::ok)
            .filter_map(|line| {
                let (_, rest) = line.split_once("acknowledged ")?;
                let (article, number) = rest.split_once(' ')?;
                Some((Uuid::try_parse(article).ok()?, number.trim().parse().ok()?))
            })
            .collect::<Vec<_>>()
    });
    std::thread::sleep(Duration::from_millis(60) + moment(turn + 1, 500));
    let _ = child.kill();
    let _ = child.wait();
    reading.join().unwrap()
}
