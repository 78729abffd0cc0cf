//! Copy that nobody should write and somebody will.

use std::time::Duration;

use copydesk::{Context, House};

use crate::clock::timed;
use crate::sheet::Sheet;
use crate::texts;

const MEGABYTE: usize = 1 << 20;

/// What a text is made of, how often, and how many milliseconds it may take.
const TEXTS: [(&str, &str, usize, u64); 10] = [
    ("10,000 quotation marks opened", "«\u{a0}", 10_000, 100),
    ("10,000 quotation marks in pairs", "«\u{a0}»", 5_000, 100),
    ("10,000 straight quotation marks", "\"", 10_000, 100),
    ("10,000 brackets", "(", 10_000, 100),
    ("10,000 controls of direction", "a\u{202e}\u{2066}\u{200f}", 3_334, 100),
    ("1 MB of one letter", "a", MEGABYTE, 3_000),
    ("1 MB of digits", "12", MEGABYTE / 2, 3_000),
    ("1 MB of spaces", " ", MEGABYTE, 3_000),
    ("1 MB of one word", "pont ", MEGABYTE / 5, 3_000),
    ("100 kB of tolls", "12 morts, ", 10_000, 300),
];

pub(crate) fn texts(sheet: &mut Sheet) {
    let house = House::default();
    for (what, piece, times, bound) in TEXTS {
        one(sheet, (what, &piece.repeat(times), bound), &house);
    }
    let prose = texts::as_lines(&texts::article_of(5_000)).replace("\n\n", " ");
    let line: String = prose.chars().cycle().take(MEGABYTE * 9 / 10).collect();
    one(sheet, ("1 MB of prose on one line", &line, 3_000), &house);
}

fn one(sheet: &mut Sheet, (what, text, bound): (&str, &str, u64), house: &House) {
    let copy = texts::of_one_line(text);
    let (took, findings) = timed(|| copydesk::read(&copy, &Context::default(), house).len());
    sheet.at_most(&format!("{what} ({findings} findings)"), took, Duration::from_millis(bound));
}
