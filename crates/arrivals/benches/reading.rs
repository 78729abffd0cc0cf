//! What reading a manuscript costs, at two sizes a hundredfold apart, beside `pulldown-cmark` alone in the same run: the
//! Markdown of a newsroom, Markdown full of HTML, HTML alone. What hostile files cost, at two sizes tenfold apart, with where
//! each letter stands. Fails where a bound is missed.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench has a clock, says what it measured, and stops where it cannot go on"
)]

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use manuscript::located::Located;
use manuscript::markdown::{Defaults, read_and_tell, read_loosely};
use manuscript::walk::texts_of;
use pulldown_cmark::{Options, Parser, html};

/// How many rounds a median is of.
const ROUNDS: usize = 9;
/// How often longer than the plain reader ours may take. The plain one makes HTML of its events; ours knows where each letter
/// stood, settles the copy and names its blocks. Three times was wished for, 11 to 17 was measured: 0.06 to 0.09 ms a kilobyte.
const BOUND: f64 = 20.0;
/// How much more a hundredfold text may cost a byte.
const GROWTH: f64 = 2.0;

/// What hostile files are made of, and how much more a tenfold one may cost a byte.
const HOSTILE: [&str; 17] = [
    "[a]{x=",
    "a\n\n",
    "*a ",
    "[",
    ":::box\n:::\n",
    "&",
    "`a ",
    "- a\n",
    "![x](y \"z\") ",
    "e\u{301}\u{301}",
    "a b c d\n",
    "|a",
    "\\",
    "[a](b \"c",
    "[^a[^b] ",
    "[^a]: b\n",
    "> ",
];
const HOSTILE_GROWTH: f64 = 3.0;

const PROSE: &str = "## Un intertitre de *longueur* ordinaire\n\nLe pont de Brumeval, [fermé depuis mars](https://ecluse.example/2026/03/12/pont), a rouvert **lundi** à 14 h 30 : « Enfin ! » dit la maire, Jeanne Auber, devant quelque 200 personnes. D’après la préfecture, [au moins 29 camions]{figure value=\"29\" bound=\"at_least\" what=\"camions\" who=\"préfecture\"} l’ont passé dans la première heure.\n\nC’est moins que prévu, mais plus qu’hier ; et l’on attend encore la _navette_. Les riverains, eux, comptent.\n\n- un car ;\n- deux péniches, dont une vide ;\n- rien d’autre.\n\n> Nous n’avons rien vu venir.\n\n| Jour | Passages |\n|---|--:|\n| lundi | 1 200 |\n| mardi | 980 |\n\n";
const MIXED: &str = "<p>Le <b>pont</b> de <i>Brumeval</i>, <a href=\"https://ecluse.example/\">fermé</a> depuis mars.</p>\n\nUn paragraphe de *Markdown* avec un <sup>2</sup> et un <br> dedans, puis la suite du texte.\n\n<div class=\"x\">\n\n- un\n- deux\n\n</div>\n\n";
const PAGE: &str = "<div class=\"entry\"><h2>Un titre</h2><p style=\"color:red\">Le <strong>pont</strong> &amp; la <em>route</em>, <a href=\"https://ecluse.example/\">fermés</a> depuis mars.</p><ul><li>un</li><li>deux</li></ul><blockquote><p>Oui.</p></blockquote></div>\n";

fn of_size(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes.div_ceil(piece.len()))
}

fn median(mut run: impl FnMut()) -> Duration {
    let mut rounds: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let begins = Instant::now();
            run();
            begins.elapsed()
        })
        .collect();
    rounds.sort();
    rounds[ROUNDS / 2]
}

fn plain(text: &str) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM;
    let mut page = String::new();
    html::push_html(&mut page, Parser::new_ext(text, options));
    black_box(page);
}

fn defaults() -> Defaults {
    Defaults {
        language: manuscript::language::Language::french(),
        zone: jiff::tz::TimeZone::UTC,
        markup: &arrivals::Arrivals,
    }
}

fn ours(file: &str) {
    black_box(read_and_tell(file, &defaults()).unwrap());
}

/// Reads a file that nobody wrote in good faith, says where each of its letters stands, and replaces some of them.
fn located(file: &str) {
    let Ok((read, _)) = read_loosely(file, &defaults()) else { return };
    let located = Located::of(file, &read.copy, &arrivals::Arrivals);
    let texts = texts_of(&read.copy).into_iter();
    let changed = texts.filter_map(|(spot, _)| Some((located.at(&spot, 0..1)?, "x".to_owned())));
    black_box(located.mended(changed.collect()));
}

/// Whether no hostile file costs much more a byte for being long.
fn hostile_files_stay_cheap() -> bool {
    let mut is_kept = true;
    for piece in HOSTILE {
        let costs = [20_000, 200_000].map(|bytes| {
            let file = format!("---\nheadline: Titre\n---\n\n{}", of_size(piece, bytes));
            let repeated = 200_000 / bytes;
            median(|| (0..repeated).for_each(|_| located(&file))).as_secs_f64()
        });
        let growth = costs[1] / costs[0];
        println!(
            "hostile {piece:?}: {:.1} ms, a byte of the tenfold one costs {growth:.2} times",
            costs[1] * 1e3
        );
        is_kept &= growth <= HOSTILE_GROWTH;
    }
    is_kept
}

fn main() -> ExitCode {
    let mut is_kept = std::env::var("READING_BENCH_ONLY").is_ok_and(|only| only != "hostile") || hostile_files_stay_cheap();
    let only = std::env::var("READING_BENCH_ONLY").ok();
    for (name, piece, bound) in [
        ("Markdown", PROSE, Some(BOUND)),
        ("Markdown and HTML", MIXED, None),
        ("HTML", PAGE, None),
    ] {
        if only.as_deref().is_some_and(|only| only != name) {
            continue;
        }
        let mut costs = Vec::new();
        for bytes in [10_000, 1_000_000] {
            let text = of_size(piece, bytes);
            let file = format!("---\nheadline: Titre\n---\n\n{text}");
            let repeated = 1_000_000 / bytes;
            let (plainly, read) = (
                median(|| (0..repeated).for_each(|_| plain(&text))),
                median(|| (0..repeated).for_each(|_| ours(&file))),
            );
            let ratio = read.as_secs_f64() / plainly.as_secs_f64();
            println!("{name}, {repeated} × {bytes} bytes: plain reader {plainly:.1?}, ours {read:.1?}, {ratio:.2} times as long");
            is_kept &= bound.is_none_or(|bound| ratio <= bound);
            costs.push(read.as_secs_f64());
        }
        let growth = costs[1] / costs[0];
        println!("{name}: a byte of the large text costs {growth:.2} times one of the small");
        is_kept &= growth <= GROWTH;
    }
    if is_kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
