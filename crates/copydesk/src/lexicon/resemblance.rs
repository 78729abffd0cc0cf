//! How likely a word was meant by what is written: the cost of the slips that lead from one to the other.

use super::accents::without_accent;

/// Costs of slips, from hardly noticed to unlikely. What an accent costs must stay below everything else.
const ACCENT: u32 = 1;
const MARK: u32 = 2;
const DOUBLED: u32 = 3;
const SOUND: u32 = 3;
const SILENT: u32 = 4;
const NASAL: u32 = 4;
const SWAPPED: u32 = 5;
const NEIGHBOUR: u32 = 6;
const VOWEL: u32 = 7;
const LETTER: u32 = 8;
const OTHER: u32 = 10;
/// People seldom miss the first letter.
const FIRST: u32 = 4;
const NEVER: u32 = u32::MAX / 2;

/// Rows of a French keyboard; keys of one row that touch are neighbours.
const ROWS: [&str; 3] = ["azertyuiop", "qsdfghjklm", "wxcvbn"];

/// Spellings of one sound, as the dictionary's own replacements have them; each goes both ways.
const SOUNDS: [(&str, &str); 36] = [
    ("f", "ph"),
    ("c", "qu"),
    ("k", "qu"),
    ("k", "c"),
    ("ck", "k"),
    ("s", "c"),
    ("ss", "c"),
    ("ss", "ç"),
    ("s", "ç"),
    ("sc", "c"),
    ("sc", "s"),
    ("s", "z"),
    ("t", "th"),
    ("x", "ct"),
    ("g", "j"),
    ("ge", "j"),
    ("g", "gu"),
    ("i", "y"),
    ("ai", "é"),
    ("ai", "è"),
    ("ai", "ê"),
    ("ei", "é"),
    ("ei", "è"),
    ("ei", "ê"),
    ("er", "é"),
    ("ett", "èt"),
    ("ell", "èl"),
    ("o", "au"),
    ("o", "eau"),
    ("au", "eau"),
    ("en", "an"),
    ("em", "am"),
    ("emm", "am"),
    ("om", "on"),
    ("oe", "œ"),
    ("ae", "æ"),
];

/// The cost of having written `written` for `meant`, both in small letters. Smaller is likelier; nothing is 0.
pub(super) fn cost(written: &[char], meant: &[char]) -> u32 {
    let width = meant.len() + 1;
    let mut table = vec![NEVER; (written.len() + 1) * width];
    table[0] = 0;
    for row in 0..=written.len() {
        // More than three letters of shift cannot come from two edits.
        for column in row.saturating_sub(3)..=meant.len().min(row + 3) {
            let step = |back: (usize, usize), cost: u32| {
                let from = row.checked_sub(back.0).zip(column.checked_sub(back.1));
                from.map_or(NEVER, |(row, column)| table[row * width + column].saturating_add(cost))
            };
            let best = cheapest(Beginning::of(written, row), Beginning::of(meant, column), &step);
            let place = &mut table[row * width + column];
            *place = best.min(*place);
        }
    }
    let first = written
        .first()
        .zip(meant.first())
        .is_some_and(|(a, b)| without_accent(*a) != without_accent(*b));
    table[written.len() * width + meant.len()] + if first { FIRST } else { 0 }
}

/// The first letters of a word.
#[derive(Clone, Copy)]
struct Beginning<'a> {
    word: &'a [char],
    length: usize,
}

impl<'a> Beginning<'a> {
    const fn of(word: &'a [char], length: usize) -> Self {
        Self { word, length }
    }

    fn letters(self) -> &'a [char] {
        &self.word[..self.length]
    }
}

/// The cheapest way to these two beginnings, one slip or one same letter before them.
fn cheapest(of_written: Beginning<'_>, of_meant: Beginning<'_>, step: &impl Fn((usize, usize), u32) -> u32) -> u32 {
    let (written, meant) = (of_written.letters(), of_meant.letters());
    let mut best = NEVER;
    if let (Some(a), Some(b)) = (written.last(), meant.last()) {
        best = best.min(step((1, 1), replaced(*a, *b)));
        best = best.min(sounding(written, meant, step));
    }
    if let ([.., a, b], [.., c, d]) = (written, meant)
        && a == d
        && b == c
    {
        best = best.min(step((2, 2), SWAPPED));
    }
    if !written.is_empty() {
        best = best.min(step((1, 0), extra(of_written.word, written.len() - 1)));
    }
    if !meant.is_empty() {
        best = best.min(step((0, 1), extra(of_meant.word, meant.len() - 1)));
    }
    best
}

fn sounding(written: &[char], meant: &[char], step: &impl Fn((usize, usize), u32) -> u32) -> u32 {
    let mut best = NEVER;
    for (one, other) in SOUNDS {
        for (ours, theirs) in [(one, other), (other, one)] {
            if ends(written, ours) && ends(meant, theirs) {
                best = best.min(step((ours.chars().count(), theirs.chars().count()), SOUND));
            }
        }
    }
    best
}

fn ends(word: &[char], sound: &str) -> bool {
    let mut letters = word.iter().rev();
    sound.chars().rev().all(|sign| letters.next() == Some(&sign))
}

fn replaced(a: char, b: char) -> u32 {
    const VOWELS: [char; 6] = ['a', 'e', 'i', 'o', 'u', 'y'];
    let (plain_a, plain_b) = (without_accent(a), without_accent(b));
    if a == b {
        0
    } else if plain_a == plain_b {
        ACCENT
    } else if matches!((a, b), ('m', 'n') | ('n', 'm')) {
        NASAL
    } else if neighbours(plain_a, plain_b) {
        NEIGHBOUR
    } else if VOWELS.contains(&plain_a) && VOWELS.contains(&plain_b) {
        VOWEL
    } else {
        OTHER
    }
}

fn neighbours(a: char, b: char) -> bool {
    ROWS.iter()
        .any(|row| row.find(a).zip(row.find(b)).is_some_and(|(a, b)| a.abs_diff(b) == 1))
}

/// What a letter costs that one word has and the other has not.
fn extra(word: &[char], place: usize) -> u32 {
    let sign = word[place];
    let doubled = place > 0 && word[place - 1] == sign || word.get(place + 1) == Some(&sign);
    let last = place + 1 == word.len();
    match sign {
        '-' | '\'' => MARK,
        _ if doubled => DOUBLED,
        'h' => SILENT,
        's' | 't' | 'e' | 'x' | 'd' if last => SILENT,
        _ => LETTER,
    }
}
