//! `cargo xtask bench acts`: what acting costs, on each engine, durable; a missed bound fails the bench.
//!
//! * publishing with eight writers whose acts share commits (bounds 300 acts/s on SQLite, 500 on PostgreSQL), and the
//!   same with one commit an act
//! * publish to the first page that shows it, under 200 reads a second and twenty publications (bound 20 ms at p99)
//! * publishing one after the other while strangers send 200 things a second that nobody has judged (bound 2 × the median
//!   without them, in the same run)
//! * the shelf rebuilt after its file was lost (bound 5,000 articles/s)
//! * `verify` (bound 20,000 versions/s)
//!
//! `ROTATIVE_BENCH_ONLY=publish,visible,strangers,rebuild,verify` names the ones to do.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench says what it measured, and stops where it cannot go on"
)]

mod desk;

use std::net::IpAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use acts::Desk;
use acts::group_commit::{Ended, GroupCommit};
use acts::publication::{Publication, PublishRefused, Published, publish};
use acts::throttle::{Limit, Throttle, Tried};
use acts::unrecorded::UnrecordedQueue;
use axum::body::Body;
use http::{Request, Response};
use manuscript::body::Block;
use manuscript::text::Inline;
use manuscript::{By, Nature, Tag, Uuid, canonical};
use press::{Pages, Press};
use rotative::clockwork;
use safekeeping::verifying;
use shelf::{CurrentShelf, Shelf};
use site::{Settings, Site, door};
use store::{Broken, Store, Tx, articles};
use testpaper::{Engine, TestPaper, databases, engines};
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;
use tower::Service;

const ARTICLES: usize = 2_000;
const MANY: usize = 10_000;
const WRITERS: usize = 8;
const ACTS: usize = 1_600;
const SEEN: usize = 300;
const READS_A_SECOND: u64 = 200;
/// A newsroom publishes some articles a minute; this many a second is a script's pace.
const PUBLICATIONS_A_SECOND: u64 = 20;
const ROUNDS: usize = 3;
const PUBLICATIONS: usize = 100;
const STRANGERS_A_SECOND: u64 = 200;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let mut sheet = Sheet::default();
    for engine in engines() {
        if engine == Engine::Postgres && !databases::postgres_is_durable() {
            println!("PostgreSQL runs with fsync off: what it acknowledges is not kept, so it is not measured here");
            sheet.missed += 1;
            continue;
        }
        if ["publish", "visible", "strangers"].into_iter().any(is_wanted) {
            let paper = paper_of(engine, ARTICLES);
            runtime.block_on(publishing(&paper, engine, &mut sheet));
        }
        if is_wanted("rebuild") || is_wanted("verify") {
            let paper = paper_of(engine, MANY);
            runtime.block_on(rebuilding(&paper, engine, &mut sheet));
            desk::write(&paper, MANY, 2);
            paper.import().well();
            runtime.block_on(verifying(&paper, engine, &mut sheet));
        }
    }
    sheet.verdict()
}

fn is_wanted(what: &str) -> bool {
    std::env::var("ROTATIVE_BENCH_ONLY").map_or(true, |only| only.split(',').any(|one| one == what))
}

/// A paper on the disk of the target folder, which is a real one.
fn paper_of(engine: Engine, articles: usize) -> TestPaper {
    let paper = TestPaper::new_in(env!("CARGO_BIN_EXE_rotative"), engine, Path::new(env!("CARGO_TARGET_TMPDIR")));
    desk::write(&paper, articles, 1);
    paper.import().well();
    paper
}

/// What was measured against its bounds.
#[derive(Default)]
struct Sheet {
    missed: usize,
}

impl Sheet {
    fn at_least(&mut self, what: &str, measured: f64, bound: f64) {
        self.say(what, &format!("{measured:.0} a second (bound {bound:.0})"), measured >= bound);
    }

    fn at_most(&mut self, what: &str, milliseconds: f64, bound: f64) {
        self.say(what, &format!("{milliseconds:.2} ms (bound {bound:.0} ms)"), milliseconds <= bound);
    }

    fn say(&mut self, what: &str, measured: &str, holds: bool) {
        println!("{what}: {measured}{}", if holds { "" } else { " MISSED" });
        self.missed += usize::from(!holds);
    }

    fn verdict(&self) -> ExitCode {
        if self.missed == 0 {
            return ExitCode::SUCCESS;
        }
        println!("{} missed", self.missed);
        ExitCode::FAILURE
    }
}

/// A draft that somebody has written and is about to publish.
#[derive(Clone)]
struct Written {
    article: Uuid,
    revision: i64,
    headline: String,
    text: String,
}

async fn written(store: &Store, most: usize, round: usize) -> Vec<Written> {
    let mut snapshot = store.snapshot().await.unwrap();
    let mut all = Vec::new();
    for article in articles::all_ids(&mut snapshot, Uuid::nil(), most as i64).await.unwrap() {
        let mut draft = articles::draft_of(&mut snapshot, article).await.unwrap().unwrap();
        draft.copy.headline = format!("Changé {round} fois {article}");
        if let Some(Block::Paragraph(first)) = draft.copy.body.first_mut() {
            first.content.push(Inline::plain(format!(" Mis à jour {round} fois.")));
        }
        all.push(Written {
            article,
            revision: draft.revision,
            headline: draft.copy.headline.clone(),
            text: canonical::text_of(&draft.copy).unwrap(),
        });
    }
    all
}

/// Keeps the draft and publishes it.
async fn act(tx: &mut Tx, desk: &Desk, written: &Written) -> Result<Published, PublishRefused> {
    let typed = articles::Typed {
        seen: written.revision,
        copy: &written.text,
    };
    let stamp = store::Stamp {
        at: desk.clock.now(),
        by: "bench",
    };
    let seen = articles::save_draft(tx, written.article, typed, stamp).await?;
    let wanted = Publication {
        article: written.article,
        seen,
        nature: Nature::Update,
        tell: None,
    };
    publish(tx, desk, &By::CommandLine, &wanted).await
}

async fn publishing(paper: &TestPaper, engine: Engine, sheet: &mut Sheet) {
    let store = Store::open(&paper.database.address).await.unwrap();
    let settings = store::paper::settings(&mut store.snapshot().await.unwrap()).await.unwrap().unwrap();
    let desk = clockwork::desk(settings.paper().unwrap());
    if is_wanted("visible") {
        let (mut p50s, mut p99s, mut reads) = (Vec::new(), Vec::new(), 0.0);
        for round in 0..ROUNDS {
            settle();
            let (p50, p99, per_second) = publish_to_visible(paper, &store, &desk, round).await;
            p50s.push(p50);
            p99s.push(p99);
            reads = per_second;
        }
        let (p50, p99) = (median(p50s), median(p99s));
        let what = format!("publish to first page that shows it, {engine:?}, {reads:.0} reads a second, p50 {p50:.2} ms, p99");
        sheet.at_most(&what, p99, 20.0);
    }
    if is_wanted("publish") {
        let (mut together, mut alone) = (Vec::new(), Vec::new());
        for round in 0..ROUNDS {
            settle();
            together.push(all_together(&store, &desk, 100 + round * 2).await);
            settle();
            alone.push(one_by_one(&store, &desk, 101 + round * 2).await);
        }
        println!(
            "publish, {WRITERS} writers, one commit an act, {engine:?}: {:.0} a second",
            median(alone)
        );
        let bound = if engine == Engine::Sqlite { 300.0 } else { 500.0 };
        let what = format!("publish, {WRITERS} writers, commits shared, {engine:?}");
        sheet.at_least(&what, median(together), bound);
    }
    if is_wanted("strangers") {
        beside_strangers(&store, &desk, engine, sheet).await;
    }
    store.close().await;
}

/// How long somebody waits who publishes one article after the other, without and with what strangers send meanwhile.
async fn beside_strangers(store: &Store, desk: &Desk, engine: Engine, sheet: &mut Sheet) {
    let (mut alone, mut beside, mut sent) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        settle();
        alone.push(one_publication(store, desk, 200 + round * 2).await);
        settle();
        let (stop, began) = (Arc::new(AtomicBool::new(false)), Instant::now());
        let strangers = tokio::spawn(strangers(store.clone(), desk.clone(), Arc::clone(&stop)));
        beside.push(one_publication(store, desk, 201 + round * 2).await);
        stop.store(true, Ordering::Relaxed);
        sent.push(strangers.await.unwrap() / began.elapsed().as_secs_f64());
    }
    let (alone, beside) = (median(alone), median(beside));
    let what = format!(
        "publish beside {:.0} things a second of strangers, {engine:?}, p50 {beside:.2} ms, without {alone:.2} ms",
        median(sent)
    );
    let ratio = beside / alone;
    sheet.say(&what, &format!("{ratio:.2} times (bound 2)"), ratio <= 2.0);
}

/// The median of what one publication takes, in milliseconds; each begins when the one before is durable.
async fn one_publication(store: &Store, desk: &Desk, round: usize) -> f64 {
    let together = GroupCommit::on(store.clone());
    let mut times = Vec::new();
    for draft in written(store, PUBLICATIONS, round).await {
        let began = Instant::now();
        write_together(together.clone(), desk.clone(), vec![draft]).await;
        times.push(began.elapsed().as_secs_f64() * 1_000.0);
    }
    median(times)
}

/// Sends so many a second, each from a network of its own, until told to stop; answers how many were kept.
async fn strangers(store: Store, desk: Desk, stop: Arc<AtomicBool>) -> f64 {
    const SIGN_UPS: Limit = Limit {
        purpose: "bench",
        most: 20,
        within: 60_000,
    };
    let throttle = Throttle::new(UnrecordedQueue::on(store), &*desk.ids);
    let mut beat = tokio::time::interval(Duration::from_micros(1_000_000 / STRANGERS_A_SECOND));
    let mut sent = JoinSet::new();
    while !stop.load(Ordering::Relaxed) {
        beat.tick().await;
        let (throttle, at) = (throttle.clone(), desk.clock.now());
        let from = IpAddr::V4(u32::try_from(sent.len()).unwrap().into());
        sent.spawn(async move {
            let limit = &SIGN_UPS;
            throttle.count(&Tried { limit, from, at }).await.is_ok()
        });
    }
    sent.join_all().await.into_iter().filter(|kept| *kept).count() as f64
}

/// Acts a second, each writer handing one in once the one before is durable.
async fn all_together(store: &Store, desk: &Desk, round: usize) -> f64 {
    let drafts = written(store, ACTS, round).await;
    let together = GroupCommit::on(store.clone());
    let (began, before) = (Instant::now(), cpu());
    let writers: Vec<_> = drafts
        .chunks(ACTS / WRITERS)
        .map(|part| tokio::spawn(write_together(together.clone(), desk.clone(), part.to_vec())))
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    rate("together", began, before)
}

async fn write_together(together: GroupCommit, desk: Desk, drafts: Vec<Written>) {
    for written in drafts {
        let desk = desk.clone();
        let pending = together.hand_in(move |tx| {
            let (desk, written) = (desk.clone(), written.clone());
            Box::pin(async move {
                match act(tx, &desk, &written).await {
                    Ok(_) => (Ended::Stands, ()),
                    Err(refused) => (Ended::Failed(Broken::because(refused.to_string())), ()),
                }
            })
        });
        pending.await.unwrap().committed().await.unwrap();
    }
}

/// Acts a second, each with its own transaction.
async fn one_by_one(store: &Store, desk: &Desk, round: usize) -> f64 {
    let drafts = written(store, ACTS, round).await;
    let (began, before) = (Instant::now(), cpu());
    let writers: Vec<_> = drafts
        .chunks(ACTS / WRITERS)
        .map(|part| tokio::spawn(write_alone(store.clone(), desk.clone(), part.to_vec())))
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    rate("one by one", began, before)
}

async fn write_alone(store: Store, desk: Desk, drafts: Vec<Written>) {
    for written in drafts {
        let mut tx = acts::begin(&store).await.unwrap();
        act(&mut tx, &desk, &written).await.unwrap();
        tx.commit().await.unwrap();
    }
}

fn rate(how: &str, began: Instant, before: f64) -> f64 {
    let rate = ACTS as f64 / began.elapsed().as_secs_f64();
    let each = (cpu() - before) / ACTS as f64 * 1_000.0;
    println!("  {how}: {rate:.0} a second, {each:.2} ms of this process's CPU each");
    rate
}

struct PagesOf(Arc<Site>);

impl Pages for PagesOf {
    fn purge(&self, tags: &[Tag]) {
        self.0.purge(tags);
    }

    fn take_back(&self, tags: &[Tag]) {
        self.0.take_back(tags);
    }

    fn purge_all(&self) {
        self.0.take_all_back();
    }
}

async fn node(paper: &TestPaper, store: &Store) -> (Arc<Site>, Press) {
    let standing = CurrentShelf::new(Shelf::open(&paper.data.join("shelf.db")).await.unwrap());
    let settings = Settings {
        base: "https://paper.example".into(),
        media: paper.data.join("media"),
        public: paper.data.join("public"),
        brings: Arc::new(site::bringing::AllIsHere),
        renditions: paper.data.join("prints"),
        theme: None,
        cache_bytes: 64 << 20,
        clock: std::sync::Arc::new(clockwork::WallClock),
        troubles: supervision::Troubles::default(),
    };
    let site = Site::new(standing.clone(), settings);
    let press = Press::new(store.clone(), standing, Arc::new(PagesOf(Arc::clone(&site))));
    (site, press)
}

/// Milliseconds from the begin of the act to the page that shows it, p50 and p99, and how many reads a second there were.
async fn publish_to_visible(paper: &TestPaper, store: &Store, desk: &Desk, round: usize) -> (f64, f64, f64) {
    let (site, press) = node(paper, store).await;
    press.catch_up().await.unwrap();
    let drafts = written(store, SEEN, round).await;
    let stop = Arc::new(AtomicBool::new(false));
    let (began, reads) = (Instant::now(), Arc::new(AtomicU64::new(0)));
    let readers = tokio::spawn(read_on(Arc::clone(&site), Arc::clone(&stop), Arc::clone(&reads)));
    let mut times = Vec::new();
    let mut beat = tokio::time::interval(Duration::from_micros(1_000_000 / PUBLICATIONS_A_SECOND));
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for written in &drafts {
        beat.tick().await;
        let began = Instant::now();
        let mut tx = acts::begin(store).await.unwrap();
        let published = act(&mut tx, desk, written).await.unwrap();
        tx.commit().await.unwrap();
        press.catch_up().await.unwrap();
        let page = read(&site, &published.path).await;
        times.push(began.elapsed().as_secs_f64() * 1_000.0);
        assert!(page.contains(&written.headline), "the page does not show what was published");
    }
    let per_second = reads.load(Ordering::Relaxed) as f64 / began.elapsed().as_secs_f64();
    stop.store(true, Ordering::Relaxed);
    readers.await.unwrap();
    times.sort_by(f64::total_cmp);
    println!(
        "  p99 {:.2} ms, longest {:.2} ms",
        times[times.len() * 99 / 100],
        times[times.len() - 1]
    );
    (times[times.len() / 2], times[times.len() * 99 / 100], per_second)
}

/// Readers who come whether or not the page before has been answered: the front, section fronts, articles of two hundred days.
async fn read_on(site: Arc<Site>, stop: Arc<AtomicBool>, reads: Arc<AtomicU64>) {
    let map = read(&site, "/sitemaps/articles-0.xml").await;
    let paths: Vec<String> = map
        .split("<loc>")
        .skip(1)
        .filter_map(|rest| rest.split("</loc>").next()?.splitn(4, '/').nth(3).map(|path| format!("/{path}")))
        .collect();
    let mut beat = tokio::time::interval(Duration::from_micros(1_000_000 / READS_A_SECOND));
    let mut turn = 0;
    while !stop.load(Ordering::Relaxed) {
        beat.tick().await;
        turn += 1;
        let path = match turn % 8 {
            0 => "/".to_owned(),
            1 => format!("/section-{}", turn / 8 % 20),
            _ => paths[turn * 7 % paths.len()].clone(),
        };
        let (site, reads) = (Arc::clone(&site), Arc::clone(&reads));
        tokio::spawn(async move {
            read(&site, &path).await;
            reads.fetch_add(1, Ordering::Relaxed);
        });
    }
}

async fn read(site: &Arc<Site>, path: &str) -> String {
    let request = Request::get(path).body(()).unwrap();
    let answer: Response<Body> = door(Arc::clone(site)).call(request).await.unwrap();
    assert!(answer.status().is_success(), "{path} answers {}", answer.status());
    let body = axum::body::to_bytes(answer.into_body(), 4 << 20).await.unwrap();
    String::from_utf8_lossy(&body).into_owned()
}

async fn rebuilding(paper: &TestPaper, engine: Engine, sheet: &mut Sheet) {
    if !is_wanted("rebuild") {
        return;
    }
    let store = Store::open(&paper.database.address).await.unwrap();
    let (_site, press) = node(paper, &store).await;
    press.catch_up().await.unwrap();
    let mut rates = Vec::new();
    for _ in 0..ROUNDS {
        for file in ["shelf.db", "shelf.db-wal", "shelf.db-shm"] {
            let _ = std::fs::remove_file(paper.data.join(file));
        }
        let (began, before) = (Instant::now(), cpu());
        press.catch_up().await.unwrap();
        rates.push(MANY as f64 / began.elapsed().as_secs_f64());
        println!(
            "  rebuilt in {:.2} s, {:.2} s of CPU",
            began.elapsed().as_secs_f64(),
            cpu() - before
        );
    }
    sheet.at_least(&format!("shelf rebuilt, {MANY} articles, {engine:?}"), median(rates), 5_000.0);
    store.close().await;
}

async fn verifying(paper: &TestPaper, engine: Engine, sheet: &mut Sheet) {
    if !is_wanted("verify") {
        return;
    }
    let store = Store::open(&paper.database.address).await.unwrap();
    let (mut rates, mut versions) = (Vec::new(), 0);
    for _ in 0..ROUNDS {
        let (began, before) = (Instant::now(), cpu());
        let report = verifying::verify(&mut store.snapshot().await.unwrap()).await.unwrap();
        assert!(report.wrong.is_empty(), "{:?}", report.wrong);
        versions = report.versions;
        rates.push(versions as f64 / began.elapsed().as_secs_f64());
        println!(
            "  verified in {:.2} s, {:.2} s of CPU",
            began.elapsed().as_secs_f64(),
            cpu() - before
        );
    }
    sheet.at_least(&format!("verify, {versions} versions, {engine:?}"), median(rates), 20_000.0);
    store.close().await;
}

/// What was written before goes to the disk before anything is measured: a measurement pays for itself alone.
fn settle() {
    std::process::Command::new("sync").status().unwrap();
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// Seconds of CPU that this process has used, from `/proc` in hundredths.
fn cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = text.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let ticks: f64 = fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap();
    ticks / 100.0
}
