//! What a fuzzer would do, without one: small hostile files and every proof sheet, each cut, spliced, doubled and
//! swapped in the same ways every time, are read and mended; nothing may panic. It covers far less than a fuzzer does.

use std::path::Path;

use copydesk::{Applicability, Context, House, fixes};
use manuscript::Copy;
use manuscript::language::Language;

use crate::copies::{article, assert_places};
use crate::proofs::sheet_of;

/// How often each text is changed.
const TURNS: usize = 200;

/// Numbers that look like chance and are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most.max(1)
    }

    /// A place between two characters.
    fn place(&mut self, text: &str) -> usize {
        text.floor_char_boundary(self.below(text.len() + 1))
    }

    fn stretch(&mut self, text: &str) -> std::ops::Range<usize> {
        let start = self.place(text);
        let end = text.floor_char_boundary((start + self.below(60)).min(text.len()));
        start..end.max(start)
    }

    /// A text with one thing done to it.
    fn changed(&mut self, text: &str, other: &str) -> String {
        let mut changed = text.to_owned();
        let (stretch, from) = (self.stretch(text), self.stretch(other));
        match self.below(5) {
            0 => changed.replace_range(stretch, ""),
            1 => changed.insert_str(stretch.start, &other[from]),
            2 => changed.insert_str(stretch.end, &text[stretch.clone()]),
            3 => changed.replace_range(stretch, &other[from]),
            _ => {
                let swapped: String = text[stretch.clone()].chars().rev().collect();
                changed.replace_range(stretch, &swapped);
            }
        }
        changed
    }
}

fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    files.sort();
    assert!(files.len() >= 8);
    files
}

fn sheets() -> Vec<(String, String)> {
    let checks = copydesk::checks::all().iter();
    checks.map(|check| (check.code.to_owned(), sheet_of(check.code))).collect()
}

/// Reads and fixes a text in the language that its turn has.
fn survives(copy: &mut Copy, turn: usize) {
    copy.language = ["fr", "en", "fr-CA", "es"][turn % 4].parse().unwrap();
    let findings = copydesk::read(copy, &Context::default(), House::shipped());
    assert_places(&findings, (copy, &[]));
    fixes::mended(copy, &fixes::chosen(&findings, Applicability::Blank));
}

/// The sheets are many: they are read in so many parts, each a test of its own.
const PARTS: usize = 6;

fn changed_and_read(texts: &[(String, String)]) {
    (0..PARTS).for_each(|part| changed_and_read_in(part, texts));
}

fn changed_and_read_in(part: usize, texts: &[(String, String)]) {
    for (at, (name, text)) in texts.iter().enumerate().skip(part).step_by(PARTS) {
        let mut chance = Chance(at as u64);
        let mut changed = text.clone();
        for turn in 0..TURNS {
            // Changes pile up, and now and then it begins again.
            let before = if turn % 8 == 0 { text } else { &changed };
            changed = chance.changed(before, &texts[(at + turn) % texts.len()].1);
            let survived = std::panic::catch_unwind(|| {
                let mut copy = manuscript::plain::read(&changed, Language::french());
                survives(&mut copy, turn);
            });
            assert!(survived.is_ok(), "{name}, turn {turn}:\n{changed}");
        }
    }
}

#[test]
fn hostile_files_survive_as_plain_text() {
    changed_and_read(&files());
}

#[test]
fn hostile_files_survive_as_they_are_written() {
    for (_, text) in files() {
        survives(&mut manuscript::plain::read(&text, Language::french()), 0);
    }
    survives(&mut article(crate::copies::ARTICLE), 0);
}

macro_rules! proof_sheets_survive {
    ($($name:ident: $part:literal),+ $(,)?) => {
        $(#[test]
        fn $name() {
            changed_and_read_in($part, &sheets());
        })+

        const _: () = assert!([$($part),+].len() == PARTS);
    };
}

proof_sheets_survive! {
    a_first_part_of_the_proof_sheets_survives: 0,
    a_second_part_of_the_proof_sheets_survives: 1,
    a_third_part_of_the_proof_sheets_survives: 2,
    a_fourth_part_of_the_proof_sheets_survives: 3,
    a_fifth_part_of_the_proof_sheets_survives: 4,
    a_sixth_part_of_the_proof_sheets_survives: 5,
}
