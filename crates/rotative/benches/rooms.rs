//! `cargo xtask bench rooms`: what it costs to forget a reader and list it outside of the data folder, to do a job outside,
//! and to raise a notice and end it, where a hundred of each stand and where ten thousand do, on each engine, durable; a missed
//! bound fails the bench.
//!
//! The median of as many rounds at each size; the large as a ratio of the small (bound 1.5).

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench says what it measured, and stops where it cannot go on"
)]

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use acts::Desk;
use acts::erasing::{self, Whom};
use manuscript::{By, Instant as Moment, Uuid, role::Capability};
use rotative::clockwork;
use safekeeping::traces::{KeptTraces, TracesFile};
use serde_json::json;
use store::notices::{self, NewNotice};
use store::outside::{self, Lane, Lease, NewJob};
use store::readers::{self, Address, Reader};
use store::{Store, Tx};
use testpaper::{Engine, TestPaper, databases, engines};

const SIZES: [i64; 2] = [100, 10_000];
const ROUNDS: usize = 200;
const BOUND: f64 = 1.5;
const WORKS: [&str; 3] = ["forget a reader and list it", "do a job outside", "raise a notice and end it"];

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let mut missed = 0;
    for engine in engines() {
        if engine == Engine::Postgres && !databases::postgres_is_durable() {
            println!("PostgreSQL runs with fsync off: what it acknowledges is not kept, so it is not measured here");
            missed += 1;
            continue;
        }
        let [small, large] = SIZES.map(|size| {
            let paper = TestPaper::new_in(env!("CARGO_BIN_EXE_rotative"), engine, Path::new(env!("CARGO_TARGET_TMPDIR")));
            paper.import().well();
            runtime.block_on(measured(&paper, size))
        });
        for (at, work) in WORKS.iter().enumerate() {
            let ratio = large[at] / small[at];
            let holds = ratio <= BOUND;
            let verdict = if holds { "" } else { " MISSED" };
            println!(
                "{engine:?}: {work}: {:.2} ms of {}, {:.2} ms of {}, {ratio:.2} times (bound {BOUND}){verdict}",
                small[at], SIZES[0], large[at], SIZES[1]
            );
            missed += usize::from(!holds);
        }
    }
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The medians of the works in milliseconds, in rooms where so many stand.
async fn measured(paper: &TestPaper, size: i64) -> [f64; 3] {
    let store = Store::open(&paper.database.address).await.unwrap();
    let settings = store::paper::settings(&mut store.snapshot().await.unwrap()).await.unwrap().unwrap();
    let desk = clockwork::desk(settings.paper().unwrap());
    fill(&store, &desk, size).await;
    let mut list = KeptTraces::of(TracesFile::at(paper.data.with_file_name("erasures.jsonl")));
    list.write_out(&mut store.snapshot().await.unwrap()).await.unwrap();
    let mut lasted: [Vec<f64>; 3] = Default::default();
    for round in 0..ROUNDS {
        let reader = made(&store, &desk, size + round as i64).await;
        let began = Instant::now();
        forget(&store, &desk, (reader, &mut list)).await;
        lasted[0].push(began.elapsed().as_secs_f64() * 1e3);
        let began = Instant::now();
        do_job(&store, &desk).await;
        lasted[1].push(began.elapsed().as_secs_f64() * 1e3);
        let began = Instant::now();
        raise_and_end(&store, &desk).await;
        lasted[2].push(began.elapsed().as_secs_f64() * 1e3);
    }
    store.close().await;
    lasted.map(median)
}

/// Readers, half of them erased; jobs that wait and jobs that are done; notices that stand.
async fn fill(store: &Store, desk: &Desk, size: i64) {
    let mut tx = acts::begin(store).await.unwrap();
    for number in 0..size {
        let reader = reader(desk, number);
        readers::make(&mut tx, &reader).await.unwrap();
        if number % 2 == 0 {
            let whom = Whom::Reader(reader.id.to_string());
            erasing::erase(&mut tx, desk, &By::CommandLine, &whom).await.unwrap();
        }
        leave(&mut tx, desk, ("make_backup", later(desk))).await;
        leave(&mut tx, desk, ("forget_media", Moment(number))).await;
        claim_and_end(&mut tx, desk).await;
        raise(&mut tx, desk, &number.to_string()).await;
    }
    tx.commit().await.unwrap();
}

fn later(desk: &Desk) -> Moment {
    Moment(desk.clock.now().0 + 1_000_000_000)
}

fn reader(desk: &Desk, number: i64) -> Reader {
    let now = desk.clock.now();
    Reader {
        id: desk.ids.uuid(),
        address: Some(Address::of(&format!("reader-{number}@exemple.example"))),
        proven_at: None,
        language: "fr".into(),
        name: None,
        made_at: now,
        seen_at: Some(now),
    }
}

async fn made(store: &Store, desk: &Desk, number: i64) -> Uuid {
    let reader = reader(desk, number);
    let mut tx = acts::begin_unrecorded(store).await.unwrap();
    readers::make(&mut tx, &reader).await.unwrap();
    tx.commit().await.unwrap();
    reader.id
}

async fn forget(store: &Store, desk: &Desk, (reader, list): (Uuid, &mut KeptTraces)) {
    let mut tx = acts::begin(store).await.unwrap();
    let whom = Whom::Reader(reader.to_string());
    erasing::erase(&mut tx, desk, &By::CommandLine, &whom).await.unwrap();
    tx.commit().await.unwrap();
    list.write_out(&mut store.snapshot().await.unwrap()).await.unwrap();
}

async fn do_job(store: &Store, desk: &Desk) {
    let mut tx = acts::begin_unrecorded(store).await.unwrap();
    leave(&mut tx, desk, ("forget_media", desk.clock.now())).await;
    claim_and_end(&mut tx, desk).await;
    tx.commit().await.unwrap();
}

async fn leave(tx: &mut Tx, desk: &Desk, (kind, due_at): (&str, Moment)) {
    let job = NewJob {
        id: desk.ids.uuid(),
        kind,
        queue: "files",
        payload: json!({}),
        once: None,
        due_at,
    };
    outside::leave(tx, &job, desk.clock.now()).await.unwrap();
}

async fn claim_and_end(tx: &mut Tx, desk: &Desk) {
    let now = desk.clock.now();
    let lease = Lease {
        node: "bench",
        now,
        until: later(desk),
    };
    let lane = Lane::of("files", ["forget_media", "make_backup"]);
    let job = outside::claim(tx, &lane, lease).await.unwrap().unwrap();
    assert!(outside::begin_effect(tx, job.held, now).await.unwrap());
    assert!(outside::done(tx, job.held, now, &json!({})).await.unwrap());
    assert!(outside::lost(tx, &lane, now).await.unwrap().is_empty());
    outside::next_due(tx, &lane).await.unwrap();
}

async fn raise_and_end(store: &Store, desk: &Desk) {
    let mut tx = acts::begin_unrecorded(store).await.unwrap();
    raise(&mut tx, desk, "this one").await;
    assert!(notices::ends(&mut tx, ("job_dead", "this one"), desk.clock.now()).await.unwrap());
    tx.commit().await.unwrap();
}

async fn raise(tx: &mut Tx, desk: &Desk, subject: &str) {
    let notice = NewNotice {
        id: desk.ids.uuid(),
        kind: "job_dead",
        subject,
        capability: Capability::ALL[0],
        account: None,
        detail: json!({}),
    };
    notices::raise(tx, &notice, desk.clock.now()).await.unwrap();
}

fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
}
