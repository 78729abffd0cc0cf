//! `cargo xtask bench serve`: what reading costs the server, as ratios within one run.
//!
//! * a cached article, gzip, 64 connections: CPU per request against a bare in-memory axum server that sends the same
//!   status, headers and body (bound 1.1)
//! * a miss, without compression (bound 1 ms of CPU)
//! * publish to the first response that shows it (bound 20 ms at p99)
//! * start to first answer with 2,000 articles (bound 200 ms), idle memory (bound 80 MB)

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench says what it measured, and stops where it cannot go on"
)]

mod paper;

use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use acts::publication::{Publication, publish};
use axum::body::Body;
use http::{HeaderMap, Response};
use manuscript::{By, Nature, Tag, Uuid};
use press::{Pages, Press};
use rotative::clockwork;
use shelf::{CurrentShelf, Shelf};
use site::{Settings, Site, door};
use store::{Store, articles};
use testpaper::{Engine, Served, TestPaper, get};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tower::Service;

const CONNECTIONS: usize = 64;
const REQUESTS: usize = 60_000;
const ROUNDS: usize = 5;
const BARE: &str = "ROTATIVE_BENCH_BARE";

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    if let Ok(file) = std::env::var(BARE) {
        return runtime.block_on(serve_bare(&file));
    }
    let paper = TestPaper::new(env!("CARGO_BIN_EXE_rotative"), Engine::Sqlite);
    paper::write(&paper);
    paper.import().well();
    drop(paper.serve());
    start_and_memory(&paper);
    let served = paper.serve();
    let paths = articles_of(&served);
    misses(&served, &paths);
    let path = &paths[7];
    let (own, bare) = runtime.block_on(cached(&served, path));
    println!(
        "cached article, gzip, {CONNECTIONS} connections: {:.2} µs of CPU, bare axum {:.2} µs: ratio {:.3} (bound 1.1)",
        own,
        bare,
        own / bare
    );
    drop(served);
    let (p50, p99) = runtime.block_on(publish_to_visible(&paper));
    println!("publish to first response that shows it: p50 {p50:.2} ms, p99 {p99:.2} ms (bound 20 ms)");
}

fn start_and_memory(paper: &TestPaper) {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            let served = paper.serve();
            served.get("/").page();
            began.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!(
        "start to first answer with {} articles: {:.0} ms (bound 200 ms; all: {times:.0?})",
        paper::ARTICLES,
        times[ROUNDS / 2]
    );
    let served = paper.serve();
    served.get("/").page();
    std::thread::sleep(Duration::from_secs(1));
    println!("idle memory: {:.1} MB (bound 80 MB)", resident(served.pid()));
}

fn articles_of(served: &Served) -> Vec<String> {
    let map = served.get("/sitemaps/articles-0.xml").page();
    map.split("<loc>")
        .skip(1)
        .filter_map(|rest| rest.split("</loc>").next()?.splitn(4, '/').nth(3).map(|path| format!("/{path}")))
        .collect()
}

fn misses(served: &Served, paths: &[String]) {
    let before = cpu(served.pid());
    for path in paths {
        get(&served.base, path, &[]);
    }
    let per = (cpu(served.pid()) - before) / paths.len() as f64;
    println!(
        "a miss, with its connection, uncompressed: {:.3} ms of CPU over {} articles (bound 1 ms)",
        per * 1_000.0,
        paths.len()
    );
}

/// CPU per request in microseconds, own and bare, each the median of rounds that take turns.
async fn cached(served: &Served, path: &str) -> (f64, f64) {
    // The page is pressed once it has been read some times; from then on both send the same bytes.
    for _ in 0..20 {
        get(&served.base, path, &[("Accept-Encoding", "gzip")]);
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let answer = get(&served.base, path, &[("Accept-Encoding", "gzip")]);
    let mut head = String::new();
    for (name, value) in answer
        .headers
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "connection" | "date"))
    {
        head.extend([name, ": ", value, "\n"]);
    }
    let file = std::env::temp_dir().join(format!("rotative-bench-{}", std::process::id()));
    std::fs::write(&file, [head.as_bytes(), b"\n", &answer.body].concat()).unwrap();
    let (child, base) = start_bare(&file);
    let (mut own, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        own.push(load(&served.base, path, served.pid()).await);
        bare.push(load(&base, path, child.0.id()).await);
    }
    std::fs::remove_file(file).unwrap();
    let median = |mut all: Vec<f64>| {
        all.sort_by(f64::total_cmp);
        all[ROUNDS / 2]
    };
    (median(own), median(bare))
}

struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start_bare(file: &std::path::Path) -> (Killed, String) {
    use std::io::BufRead;
    let mut child = Command::new(std::env::current_exe().unwrap())
        .env(BARE, file)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    std::io::BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (Killed(child), line.trim().to_owned())
}

/// A bare axum server: the same status, headers and body from memory, for every path.
async fn serve_bare(file: &str) {
    let bytes = std::fs::read(file).unwrap();
    let end = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap();
    let mut headers = HeaderMap::new();
    for (name, value) in String::from_utf8_lossy(&bytes[..end])
        .lines()
        .filter_map(|line| line.split_once(": "))
    {
        headers.append(
            http::HeaderName::try_from(name).unwrap(),
            http::HeaderValue::from_str(value).unwrap(),
        );
    }
    let body = bytes::Bytes::copy_from_slice(&bytes[end + 2..]);
    let answer = move || {
        let (headers, body) = (headers.clone(), body.clone());
        async move {
            let mut answer = Response::new(Body::from(body));
            *answer.headers_mut() = headers;
            answer
        }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("http://{}", listener.local_addr().unwrap());
    let router = axum::Router::new().route("/{*path}", axum::routing::get(answer));
    axum::serve(listener, router).await.unwrap();
}

/// Sends the requests over kept connections and answers the server's CPU per request in microseconds.
async fn load(base: &str, path: &str, pid: u32) -> f64 {
    let request = Arc::new(format!(
        "GET {path} HTTP/1.1\r\nHost: paper.example\r\nAccept-Encoding: gzip\r\n\r\n"
    ));
    let address = base.trim_start_matches("http://").to_owned();
    let before = cpu(pid);
    let readers = (0..CONNECTIONS).map(|_| {
        let (request, address) = (Arc::clone(&request), address.clone());
        tokio::spawn(async move {
            let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
            stream.set_nodelay(true).unwrap();
            let mut buffer = vec![0; 64 << 10];
            for _ in 0..REQUESTS / CONNECTIONS {
                stream.write_all(request.as_bytes()).await.unwrap();
                read_answer(&mut stream, &mut buffer).await;
            }
        })
    });
    for reader in readers.collect::<Vec<_>>() {
        reader.await.unwrap();
    }
    (cpu(pid) - before) / REQUESTS as f64 * 1_000_000.0
}

async fn read_answer(stream: &mut tokio::net::TcpStream, buffer: &mut [u8]) {
    let mut filled = 0;
    loop {
        let read = stream.read(&mut buffer[filled..]).await.unwrap();
        assert!(read > 0, "the server closed");
        filled += read;
        let Some(end) = buffer[..filled].windows(4).position(|four| four == b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&buffer[..end]).to_ascii_lowercase();
        assert!(head.starts_with("http/1.1 200"), "{head}");
        let length: usize = head
            .split("content-length: ")
            .nth(1)
            .and_then(|rest| rest.lines().next()?.trim().parse().ok())
            .unwrap();
        if filled >= end + 4 + length {
            return;
        }
    }
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

/// Milliseconds from the begin of the act to the answer that shows it, on one node: p50 and p99.
async fn publish_to_visible(paper: &TestPaper) -> (f64, f64) {
    let store = Store::open(&paper.database.address).await.unwrap();
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
    press.catch_up().await.unwrap();
    let found = store::paper::settings(&mut store.snapshot().await.unwrap()).await.unwrap().unwrap();
    let desk = clockwork::desk(found.paper().unwrap());
    let ids = articles::all_ids(&mut store.snapshot().await.unwrap(), Uuid::nil(), 300)
        .await
        .unwrap();
    let mut times = Vec::new();
    for article in ids {
        let mut draft = articles::draft_of(&mut store.snapshot().await.unwrap(), article)
            .await
            .unwrap()
            .unwrap();
        draft.copy.headline = format!("Changé {article}");
        let text = manuscript::canonical::text_of(&draft.copy).unwrap();
        let began = Instant::now();
        let mut tx = acts::begin(&store).await.unwrap();
        let typed = articles::Typed {
            seen: draft.revision,
            copy: &text,
        };
        let stamp = store::Stamp {
            at: desk.clock.now(),
            by: "bench",
        };
        let seen = articles::save_draft(&mut tx, article, typed, stamp).await.unwrap().unwrap();
        let wanted = Publication {
            article,
            seen: Some(seen),
            nature: Nature::Update,
            tell: None,
        };
        let published = publish(&mut tx, &desk, &By::CommandLine, &wanted).await.unwrap();
        tx.commit().await.unwrap();
        press.catch_up().await.unwrap();
        let request = http::Request::get(&published.path).body(()).unwrap();
        let answer = door(Arc::clone(&site)).call(request).await.unwrap();
        let body = axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        times.push(began.elapsed().as_secs_f64() * 1_000.0);
        assert!(String::from_utf8_lossy(&body).contains(&draft.copy.headline));
    }
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

/// Seconds of CPU that a process has used, from `/proc` in hundredths.
fn cpu(pid: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<&str> = text.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let ticks: f64 = fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap();
    ticks / 100.0
}

/// Resident memory in megabytes.
fn resident(pid: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = text.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1_024.0
}
