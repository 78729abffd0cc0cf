//! `cargo xtask bench films`: what a film of 500 MB costs others while it comes in, on each engine, durable; a missed bound
//! fails the bench.
//!
//! * the median time of an act while the film comes, as a ratio of an act's while nothing does (bound 1.2)
//! * the peak of the process's memory with the film, as a ratio of that with a film of 5 MB (bound 1.2)
//!
//! `ROTATIVE_BENCH_ONLY=acts,memory` names the ones to do.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench says what it measured, and stops where it cannot go on"
)]

use std::io::{BufWriter, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use testpaper::films::Film;
use testpaper::{Engine, Served, TestPaper, databases, engines};

const BOUND: f64 = 1.2;
const LARGE: u32 = 500 << 20;
const SMALL: u32 = 5 << 20;
const ROUNDS: u8 = 5;
/// Acts while nothing comes in.
const ACTS: usize = 200;

fn main() -> ExitCode {
    let mut missed = 0;
    for engine in engines() {
        if engine == Engine::Postgres && !databases::postgres_is_durable() {
            println!("PostgreSQL runs with fsync off: what it acknowledges is not kept, so it is not measured here");
            missed += 1;
            continue;
        }
        let paper = TestPaper::new_in(env!("CARGO_BIN_EXE_rotative"), engine, Path::new(env!("CARGO_TARGET_TMPDIR")));
        let bearer = bearer(&paper);
        if is_wanted("acts") {
            missed += said(engine, "an act while a film comes in", acting(&paper, &bearer));
        }
        if is_wanted("memory") {
            missed += said(engine, "the process’s peak of memory", memory(&paper, &bearer));
        }
    }
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn is_wanted(what: &str) -> bool {
    std::env::var("ROTATIVE_BENCH_ONLY").map_or(true, |only| only.split(',').any(|one| one == what))
}

/// Somebody who may act, with a token.
fn bearer(paper: &TestPaper) -> String {
    paper.write(
        "le-pont.md",
        "---\nheadline: Le pont\npublished: 2025-11-20 08:00\n---\n\nIl tient.\n",
    );
    paper.import().well();
    paper.run(&["people", "add", "Léa Brun", "--role", "publisher"]).well();
    let said = paper.run(&["people", "token", "lea-brun", "--name", "films"]).well().said;
    format!("Bearer {}", said.lines().last().unwrap().trim())
}

/// The median ratio of several rounds, each with its own film, and what it was made of.
fn acting(paper: &TestPaper, bearer: &str) -> (f64, String) {
    let served = paper.serve_operated();
    let mut ratios = Vec::new();
    for round in 0..ROUNDS {
        let alone = median((0..ACTS).map(|_| act(&served, bearer)).collect());
        let film = Film {
            sound: LARGE,
            seed: round + 1,
        };
        let (with_film, acts, took) = meanwhile(&served, bearer, film);
        println!(
            "  round {round}: {:.2} ms alone, {:.2} ms while a film came for {:.1} s ({acts} acts)",
            milliseconds(alone),
            milliseconds(with_film),
            took.as_secs_f64()
        );
        ratios.push(with_film.as_secs_f64() / alone.as_secs_f64());
    }
    ratios.sort_by(f64::total_cmp);
    let all: Vec<String> = ratios.iter().map(|ratio| format!("{ratio:.2}")).collect();
    (ratios[ratios.len() / 2], format!("rounds {}", all.join(" ")))
}

/// The median time of the acts that are done while a film comes in, how many these are, and how long the film takes.
fn meanwhile(served: &Served, bearer: &str, film: Film) -> (Duration, usize, Duration) {
    let (is_in, begun) = (AtomicBool::new(false), Instant::now());
    std::thread::scope(|scope| {
        let coming = scope.spawn(|| {
            send(served, bearer, film);
            is_in.store(true, Ordering::SeqCst);
            begun.elapsed()
        });
        let mut times = Vec::new();
        while !is_in.load(Ordering::SeqCst) {
            times.push(act(served, bearer));
        }
        let count = times.len();
        (median(times), count, coming.join().unwrap())
    })
}

fn memory(paper: &TestPaper, bearer: &str) -> (f64, String) {
    let peak_with = |sound| {
        let served = paper.serve_operated();
        act(&served, bearer);
        send(&served, bearer, Film { sound, seed: 100 });
        peak(served.pid())
    };
    let (small, large) = (peak_with(SMALL), peak_with(LARGE));
    (
        large / small,
        format!("{:.1} MB with 5 MB, {:.1} MB with 500 MB", small / 1e3, large / 1e3),
    )
}

/// The most memory that a process has held, in kilobytes, as the system counts it.
fn peak(pid: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches("kB").trim().parse().unwrap()
}

fn act(served: &Served, bearer: &str) -> Duration {
    let begun = Instant::now();
    let asked = "{\"act\":\"save\",\"text\":\"# Une dépêche\\n\\nElle dit tout.\\n\"}";
    let answer = served.sends("/acts", &[("Authorization", bearer)], asked.as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.text());
    begun.elapsed()
}

/// Sends a film as it is made.
fn send(served: &Served, bearer: &str, film: Film) {
    let stream = TcpStream::connect(served.operators_at().trim_start_matches("http://")).unwrap();
    let mut out = BufWriter::new(&stream);
    let length = film.length();
    write!(
        out,
        "POST /files HTTP/1.1\r\nHost: x\r\nAuthorization: {bearer}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    film.write(&mut out).unwrap();
    out.flush().unwrap();
    let mut answer = String::new();
    (&stream).read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Says what was measured, and how many bounds that misses.
fn said(engine: Engine, what: &str, (ratio, made_of): (f64, String)) -> usize {
    let holds = ratio <= BOUND;
    let missed = if holds { "" } else { " MISSED" };
    println!("{engine:?}: {what}: {ratio:.2} times (bound {BOUND}; {made_of}){missed}");
    usize::from(!holds)
}
