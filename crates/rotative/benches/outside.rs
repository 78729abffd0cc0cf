//! `cargo xtask bench outside`: what a machine elsewhere that does not answer for 60 s costs an act, on each engine, durable;
//! a missed bound fails the bench.
//!
//! Nine rounds in turn: as many publications while a worker waits for a listener on this machine that never answers, and
//! without; the ratio of the medians is bounded (1.2).

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench says what it measured, and stops where it cannot go on"
)]

mod desk;

use std::net::TcpListener;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use acts::Desk;
use acts::publication::{Publication, publish};
use manuscript::text::Inline;
use manuscript::{By, Nature, Uuid, body::Block, canonical};
use outgoing::{Allowed, Client, Settings, links};
use press::jobs::JobContext;
use press::outside::{Doing, OutsideKind, OutsideWork, Work};
use rotative::clockwork;
use serde_json::json;
use store::media::MediaFolders;
use store::outside::{self, NewJob};
use store::{Store, articles};
use testpaper::{Engine, TestPaper, databases, engines};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

const ARTICLES: usize = 60;
const ROUNDS: usize = 9;
const BOUND: f64 = 1.2;
const HANGS: Duration = Duration::from_mins(1);

fn main() -> ExitCode {
    outgoing::begin_tls();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let mut missed = 0;
    for engine in engines() {
        if engine == Engine::Postgres && !databases::postgres_is_durable() {
            println!("PostgreSQL runs with fsync off: what is measured there is no publication that is kept");
        }
        let paper = TestPaper::new_in(env!("CARGO_BIN_EXE_rotative"), engine, Path::new(env!("CARGO_TARGET_TMPDIR")));
        desk::write(&paper, ARTICLES, 1);
        paper.import().well();
        let (with, without) = runtime.block_on(measure(&paper));
        let ratio = with / without;
        let holds = ratio <= BOUND;
        let verdict = if holds { "" } else { " MISSED" };
        println!(
            "publish while a worker hangs, {engine:?}: {with:.2} ms, without {without:.2} ms, ratio {ratio:.3} (bound {BOUND}){verdict}"
        );
        missed += usize::from(!holds);
    }
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Asks a machine that never answers.
struct Asking {
    client: Arc<Client>,
    address: String,
    began: Arc<Notify>,
}

impl OutsideKind for Asking {
    fn name(&self) -> &'static str {
        "check_links"
    }

    fn queue(&self) -> &'static str {
        "asking"
    }

    fn perform<'a>(&'a self, _work: &'a Work<'a>) -> Doing<'a> {
        Box::pin(async move {
            self.began.notify_one();
            let verdict = links::check(&self.client, &self.address).await;
            Ok(json!({ "reason": verdict.reason() }))
        })
    }
}

/// Medians of a publication in milliseconds: while a worker hangs, and without.
async fn measure(paper: &TestPaper) -> (f64, f64) {
    let store = Store::open(&paper.database.address).await.unwrap();
    let settings = store::paper::settings(&mut store.snapshot().await.unwrap()).await.unwrap().unwrap();
    let desk = clockwork::desk(settings.paper().unwrap());
    // Whoever connects is taken in by the kernel, and never answered.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = silent.local_addr().unwrap();
    let (mut with, mut without) = (Vec::new(), Vec::new());
    publish_all(&store, &desk, 0).await;
    for round in 0..ROUNDS {
        without.push(publish_all(&store, &desk, 1 + round * 2).await);
        let began = Arc::new(Notify::new());
        let mut settings = Settings::of(None);
        settings.allowed = Allowed::read(&[address.to_string()]).unwrap();
        settings.limits.whole = HANGS;
        let kind = Asking {
            client: Arc::new(Client::new(settings)),
            address: format!("http://{address}/{round}"),
            began: Arc::clone(&began),
        };
        let (work, stop) = (worker(&store, &desk, kind), CancellationToken::new());
        leave(&store, &desk).await;
        let working = tokio::spawn({
            let (work, stop) = (Arc::clone(&work), stop.clone());
            async move { work.work("asking", &stop).await }
        });
        began.notified().await;
        with.push(publish_all(&store, &desk, 2 + round * 2).await);
        assert!(!working.is_finished(), "the worker was to hang");
        stop.cancel();
        working.await.unwrap().unwrap();
    }
    store.close().await;
    (median(with), median(without))
}

fn worker(store: &Store, desk: &Desk, kind: Asking) -> Arc<OutsideWork> {
    let context = JobContext {
        clock: Arc::clone(&desk.clock),
        ids: Arc::clone(&desk.ids),
        media: MediaFolders::of_data(Path::new("nowhere")),
        node: "bench".into(),
    };
    Arc::new(OutsideWork::new(store.clone(), context).doing(kind))
}

async fn leave(store: &Store, desk: &Desk) {
    let mut tx = acts::begin_unrecorded(store).await.unwrap();
    let job = NewJob {
        id: desk.ids.uuid(),
        kind: "check_links",
        queue: "asking",
        payload: json!({}),
        once: None,
        due_at: desk.clock.now(),
    };
    outside::leave(&mut tx, &job, desk.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// Publishes every article once more; the median of one act, from its beginning to its commit, in milliseconds.
async fn publish_all(store: &Store, desk: &Desk, round: usize) -> f64 {
    let ids = articles::all_ids(&mut store.snapshot().await.unwrap(), Uuid::nil(), ARTICLES as i64)
        .await
        .unwrap();
    let mut lasted = Vec::new();
    for article in ids {
        let began = Instant::now();
        publish_one(store, desk, (article, round)).await;
        lasted.push(began.elapsed().as_secs_f64() * 1_000.0);
    }
    median(lasted)
}

async fn publish_one(store: &Store, desk: &Desk, (article, round): (Uuid, usize)) {
    let mut tx = acts::begin(store).await.unwrap();
    let mut draft = articles::draft_of(&mut tx, article).await.unwrap().unwrap();
    if let Some(Block::Paragraph(first)) = draft.copy.body.first_mut() {
        first.content.push(Inline::plain(format!(" Mis à jour {round} fois.")));
    }
    let typed = articles::Typed {
        seen: draft.revision,
        copy: &canonical::text_of(&draft.copy).unwrap(),
    };
    let stamp = store::Stamp {
        at: desk.clock.now(),
        by: "bench",
    };
    let wanted = Publication {
        article,
        seen: articles::save_draft(&mut tx, article, typed, stamp).await.unwrap(),
        nature: Nature::Update,
        tell: None,
    };
    publish(&mut tx, desk, &By::CommandLine, &wanted).await.unwrap();
    tx.commit().await.unwrap();
}

fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
}
