//! `cargo xtask bench import`: two thousand articles of six paragraphs from a folder, on each engine.
//!
//! Bounds: 3 s on SQLite, 8 s on PostgreSQL, by the program's own command line from start to exit.

#![expect(clippy::print_stdout, reason = "a bench says what it measured")]

mod paper;

use std::time::Instant;

use testpaper::{Engine, TestPaper, engines};

const ROUNDS: usize = 3;

fn main() {
    for engine in engines() {
        let bound = if engine == Engine::Sqlite { 3.0 } else { 8.0 };
        let mut seconds: Vec<f64> = (0..ROUNDS).map(|_| import(engine)).collect();
        seconds.sort_by(f64::total_cmp);
        let median = seconds[ROUNDS / 2];
        println!(
            "import of {} articles on {engine:?}: {median:.2} s (bound {bound} s; all: {seconds:.2?})",
            paper::ARTICLES
        );
    }
}

fn import(engine: Engine) -> f64 {
    let paper = TestPaper::new(env!("CARGO_BIN_EXE_rotative"), engine);
    paper::write(&paper);
    paper.run(&["db", "upgrade"]).well();
    let began = Instant::now();
    paper.import().well();
    let seconds = began.elapsed().as_secs_f64();
    assert!(paper.run(&["verify"]).well().said.contains("2000 versions"));
    seconds
}
