//! What the desk costs and what it finds: keys, cold start, suggestions, a hundred articles beside Grammalecte,
//! hostile copy, planted faults. Fails where a bound is missed.
//!
//! `COPYDESK_BENCH_ONLY=keys,planted` runs some of them: `keys`, `cold`, `suggestions`, `articles`, `hostile`, `planted`.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a bench has a clock and files, says what it measured, and stops where it cannot go on"
)]

mod clock;
mod hostile;
mod peer;
#[path = "../../tests/it/planted/mod.rs"]
mod planted;
mod sheet;
mod texts;
mod typing;

use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use copydesk::lexicon::Lexicon;
use copydesk::{Context, House};

use planted::Outcome;
use planted::chance::Chance;
use sheet::Sheet;

/// One part of the bench.
type Measure = fn(&mut Sheet);

/// With it the bench reads one article and says what that took.
const COLD: &str = "--cold";
const COLD_STARTS: usize = 11;
const MISSPELT: usize = 200;

fn main() -> ExitCode {
    if std::env::args().any(|argument| argument == COLD) {
        return read_one();
    }
    let mut sheet = Sheet::default();
    let all: [(&str, Measure); 6] = [
        ("keys", typing::keys),
        ("cold", cold_starts),
        ("suggestions", suggestions),
        ("articles", peer::hundred_articles),
        ("hostile", hostile::texts),
        ("planted", faults),
    ];
    for (what, measure) in all {
        if is_wanted(what) {
            measure(&mut sheet);
        }
    }
    sheet.verdict()
}

fn is_wanted(what: &str) -> bool {
    std::env::var("COPYDESK_BENCH_ONLY").map_or(true, |only| only.split(',').any(|one| one == what))
}

/// A process that has read nothing reads one short article: its CPU, in nanoseconds.
fn read_one() -> ExitCode {
    let copy = &texts::french()[0];
    let findings = copydesk::read(copy, &Context::default(), &House::default());
    println!("{} {}", clock::cpu().as_nanos(), findings.len());
    ExitCode::SUCCESS
}

fn cold_starts(sheet: &mut Sheet) {
    let bound = Duration::from_millis(100);
    let (mut cpus, mut walls) = (Vec::new(), Vec::new());
    for _ in 0..COLD_STARTS {
        let began = Instant::now();
        let output = Command::new(std::env::current_exe().unwrap()).arg(COLD).output().unwrap();
        walls.push(began.elapsed());
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        cpus.push(Duration::from_nanos(said.split(' ').next().unwrap().parse().unwrap()));
    }
    sheet.at_most("cold start and one article, CPU, p50", clock::percentile(&mut cpus, 50), bound);
    sheet.at_most("cold start and one article, wall, p50", clock::percentile(&mut walls, 50), bound);
}

/// The middle one of five: a machine that is busy elsewhere is not the word's fault.
fn suggested(lexicon: &Lexicon, word: &str) -> Duration {
    let mut times: Vec<Duration> = (0..5).map(|_| clock::timed(|| lexicon.suggest(word, 3)).0).collect();
    clock::percentile(&mut times, 50)
}

fn suggestions(sheet: &mut Sheet) {
    let lexicon = Lexicon::french();
    let words = misspelt(lexicon);
    let mut times: Vec<Duration> = words.iter().map(|word| suggested(lexicon, word)).collect();
    let bound = Duration::from_millis(2);
    sheet.at_most("suggestions for a word, p50", clock::percentile(&mut times, 50), bound);
    sheet.at_most("suggestions for a word, longest of 200", clock::percentile(&mut times, 100), bound);
}

/// Words with a slip that makes no other word.
fn misspelt(lexicon: &Lexicon) -> Vec<String> {
    let kinds: Vec<_> = planted::kinds().into_iter().filter(|kind| kind.family() == "SPE").collect();
    let articles = texts::french();
    let slips = (0_usize..).filter_map(|turn| {
        let mut copy = articles[turn % articles.len()].clone();
        let slip = kinds[turn % kinds.len()].plant(&mut copy, &mut Chance::seeded(turn as u64))?;
        let span = copydesk::Span::new(&slip.spot, slip.range);
        Some(copydesk::fixes::words_at(&copy, &span))
    });
    slips.filter(|word| !lexicon.knows(word)).take(MISSPELT).collect()
}

fn faults(sheet: &mut Sheet) {
    let found: planted::Sheet = planted::measured(&planted::clean::articles());
    print!("{}", found.table());
    for alarm in &found
        .false_alarms
        .iter()
        .map(|alarm| alarm.split(", where").next().unwrap())
        .collect::<std::collections::BTreeSet<_>>()
    {
        println!("  false: {alarm}");
    }
    for (family, recall, precision) in [("TYP", 0.98, 0.95), ("FIG", 0.9, 0.9)] {
        sheet.at_least(&format!("{family}, recall"), found.recall(family).value(), recall);
        sheet.at_least(&format!("{family}, precision"), found.precision(family).value(), precision);
    }
    let worst = found.kinds.iter().map(Outcome::share_found).fold(1.0, f64::min);
    sheet.at_least("recall of the kind that is found least", worst, 0.8);
}
