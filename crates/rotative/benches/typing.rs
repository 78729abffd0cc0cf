//! `cargo xtask bench typing`: what typing costs, on each engine, durable; a missed bound fails the bench.
//!
//! * a publication while five people type, ten keeps a second each, and while nobody does, in turn (bound 1.2, medians)
//! * one keep in a paper of 10,000 articles and in one of 100, in turn (bound 1.5, medians; about equal)
//!
//! `ROTATIVE_BENCH_ONLY=publish,keep` names the ones to do, `ROTATIVE_BENCH_MANY` another size of the larger paper.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench says what it measured, and stops where it cannot go on"
)]

mod desk;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use acts::Desk;
use acts::group_commit::{Ended, GroupCommit};
use acts::keeping::{Keeping, Kept, Typing, keep};
use acts::publication::{Publication, publish};
use manuscript::edits::Edit;
use manuscript::{By, Nature, Uuid};
use rotative::clockwork;
use store::{Broken, Store, Tx, articles};
use testpaper::{Engine, TestPaper, databases, engines};
use tokio::time::MissedTickBehavior;

const FEW: usize = 100;
const MANY: usize = 10_000;
const PEOPLE: usize = 5;
const KEEPS_A_SECOND: u64 = 10;
const ROUNDS: usize = 9;
/// Publications of one round, one every fiftieth of a second.
const PUBLICATIONS: usize = 20;
const KEEPS: usize = 300;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let mut missed = 0;
    for engine in engines() {
        if engine == Engine::Postgres && !databases::postgres_is_durable() {
            println!("PostgreSQL runs with fsync off: what it acknowledges is not kept, so it is not measured here");
            missed += 1;
            continue;
        }
        let few = paper_of(engine, FEW);
        if is_wanted("publish") {
            missed += runtime.block_on(publishing(&few, engine));
        }
        if is_wanted("keep") {
            let many = paper_of(engine, size());
            missed += runtime.block_on(keeping(&few, &many, engine));
        }
    }
    if missed == 0 {
        return ExitCode::SUCCESS;
    }
    println!("{missed} missed");
    ExitCode::FAILURE
}

fn is_wanted(what: &str) -> bool {
    std::env::var("ROTATIVE_BENCH_ONLY").map_or(true, |only| only.split(',').any(|one| one == what))
}

fn size() -> usize {
    std::env::var("ROTATIVE_BENCH_MANY")
        .ok()
        .and_then(|many| many.parse().ok())
        .unwrap_or(MANY)
}

/// A paper on the disk of the target folder, which is a real one.
fn paper_of(engine: Engine, articles: usize) -> TestPaper {
    let paper = TestPaper::new_in(env!("CARGO_BIN_EXE_rotative"), engine, Path::new(env!("CARGO_TARGET_TMPDIR")));
    desk::write(&paper, articles, 1);
    paper.import().well();
    paper
}

async fn opened(paper: &TestPaper) -> (Store, Desk) {
    let store = Store::open(&paper.database.address).await.unwrap();
    let settings = store::paper::settings(&mut store.snapshot().await.unwrap()).await.unwrap().unwrap();
    let desk = clockwork::desk(settings.paper().unwrap());
    (store, desk)
}

/// Answers whether a ratio misses its bound.
fn said(what: &str, (with, without): (f64, f64), bound: f64) -> usize {
    let (ratio, is_missed) = (with / without, with > without * bound);
    let verdict = if is_missed { " MISSED" } else { "" };
    println!("{what}: {with:.2} ms and {without:.2} ms, {ratio:.2} (bound {bound}){verdict}");
    usize::from(is_missed)
}

/// Somebody at their draft.
#[derive(Clone)]
struct Typist {
    desk: Desk,
    article: Uuid,
    seen: i64,
    turn: usize,
}

impl Typist {
    async fn at(store: &Store, desk: &Desk, article: Uuid) -> Self {
        let draft = articles::draft_of(&mut store.snapshot().await.unwrap(), article)
            .await
            .unwrap()
            .unwrap();
        Self {
            desk: desk.clone(),
            article,
            seen: draft.revision,
            turn: 0,
        }
    }

    fn typed(&self) -> Keeping {
        let edit = Edit::Set {
            field: "dateline".into(),
            to: format!("Canal {} {}", self.seen, self.turn).into(),
        };
        Keeping {
            article: self.article,
            seen: self.seen,
            typed: Typing::Edits(vec![edit]),
        }
    }

    /// A pause in the typing: what is there is kept.
    async fn pauses(&mut self, keeps: &GroupCommit) {
        self.turn += 1;
        let (desk, wanted) = (self.desk.clone(), self.typed());
        let pending = keeps.hand_in(move |tx| {
            let (desk, wanted) = (desk.clone(), wanted.clone());
            Box::pin(async move {
                match keep(tx, &desk, &By::Import, &wanted).await {
                    Ok(Kept::Kept { draft, .. }) => (Ended::Stands, draft.revision),
                    other => (Ended::Failed(Broken::because(format!("{other:?}"))), 0),
                }
            })
        });
        self.seen = pending.await.unwrap().committed().await.unwrap();
    }
}

async fn publishing(paper: &TestPaper, engine: Engine) -> usize {
    let (store, desk) = opened(paper).await;
    let all = articles::all_ids(&mut store.snapshot().await.unwrap(), Uuid::nil(), FEW as i64)
        .await
        .unwrap();
    let (typed, published) = all.split_at(PEOPLE);
    let keeps = GroupCommit::without_pen(store.clone());
    let mut typists = Vec::new();
    for article in typed {
        typists.push(Typist::at(&store, &desk, *article).await);
    }
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        without.push(round_of(&store, &desk, published, round * 2).await);
        let stop = Arc::new(AtomicBool::new(false));
        let typing: Vec<_> = typists
            .drain(..)
            .map(|one| tokio::spawn(types_on(one, keeps.clone(), Arc::clone(&stop))))
            .collect();
        with.push(round_of(&store, &desk, published, round * 2 + 1).await);
        stop.store(true, Ordering::Relaxed);
        for one in typing {
            typists.push(one.await.unwrap());
        }
    }
    let kept: usize = typists.iter().map(|typist| typist.turn).sum();
    println!("  {kept} keeps while {} articles were published, {engine:?}", ROUNDS * PUBLICATIONS);
    store.close().await;
    let what = format!("publish while {PEOPLE} people type and while nobody does, {engine:?}");
    said(&what, (median(with), median(without)), 1.2)
}

async fn types_on(mut typist: Typist, keeps: GroupCommit, stop: Arc<AtomicBool>) -> Typist {
    let mut beat = tokio::time::interval(Duration::from_millis(1_000 / KEEPS_A_SECOND));
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while !stop.load(Ordering::Relaxed) {
        beat.tick().await;
        typist.pauses(&keeps).await;
    }
    typist
}

/// The median time of a publication, in milliseconds.
async fn round_of(store: &Store, desk: &Desk, articles: &[Uuid], round: usize) -> f64 {
    let acts = GroupCommit::on(store.clone());
    let mut beat = tokio::time::interval(Duration::from_millis(20));
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut times = Vec::new();
    for article in articles.iter().cycle().skip(round * PUBLICATIONS).take(PUBLICATIONS) {
        beat.tick().await;
        let began = Instant::now();
        let (desk, article) = (desk.clone(), *article);
        let pending = acts.hand_in(move |tx| {
            let desk = desk.clone();
            Box::pin(async move {
                match changed(tx, &desk, article, round).await {
                    Ok(()) => (Ended::Stands, ()),
                    Err(broken) => (Ended::Failed(broken), ()),
                }
            })
        });
        pending.await.unwrap().committed().await.unwrap();
        times.push(began.elapsed().as_secs_f64() * 1_000.0);
    }
    median(times)
}

/// Says something else in an article and publishes it.
async fn changed(tx: &mut Tx, desk: &Desk, article: Uuid, round: usize) -> Result<(), Broken> {
    articles::lock_draft(tx, article).await?;
    let mut draft = articles::draft_of(tx, article).await?.ok_or_else(|| Broken::because("no draft"))?;
    draft.copy.dateline = Some(format!("Tour {round}"));
    let text = articles::text_of(&draft.copy)?;
    let typed = articles::Typed {
        seen: draft.revision,
        copy: &text,
    };
    let stamp = store::Stamp {
        at: desk.clock.now(),
        by: "bench",
    };
    let seen = articles::save_draft(tx, article, typed, stamp).await?;
    let wanted = Publication {
        article,
        seen,
        nature: Nature::Update,
        tell: None,
    };
    let published = publish(tx, desk, &By::CommandLine, &wanted).await;
    published.map(drop).map_err(|refused| Broken::because(refused.to_string()))
}

/// One keep after the other, now in the small paper, now in the large one.
async fn keeping(few: &TestPaper, many: &TestPaper, engine: Engine) -> usize {
    let mut papers = Vec::new();
    for paper in [few, many] {
        let (store, desk) = opened(paper).await;
        let last = articles::all_ids(&mut store.snapshot().await.unwrap(), Uuid::nil(), MANY as i64)
            .await
            .unwrap();
        let typist = Typist::at(&store, &desk, *last.last().unwrap()).await;
        papers.push((GroupCommit::without_pen(store), typist, Vec::new()));
    }
    for _ in 0..KEEPS {
        for (keeps, typist, times) in &mut papers {
            let began = Instant::now();
            typist.pauses(keeps).await;
            times.push(began.elapsed().as_secs_f64() * 1_000.0);
        }
    }
    let medians: Vec<f64> = papers.into_iter().map(|(.., times)| median(times)).collect();
    let what = format!("a keep in a paper of {} articles and in one of {FEW}, {engine:?}", size());
    said(&what, (medians[1], medians[0]), 1.5)
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}
