//! Slips of the fingers: a letter changed for its neighbour, dropped or struck twice, in a long word of lower case.
//! A slip that makes another word of the dictionary is planted like any other.

use std::ops::Range;

use manuscript::Copy;

use super::chance::Chance;
use super::places::{self, Change, prose};
use super::{Beside, Kind, Place, Slip};

pub(super) static KINDS: &[Kind] = &[
    slip("two letters swapped", swapped),
    slip("a letter dropped", dropped),
    slip("a letter struck twice", doubled),
];

const LONG: usize = 6;

const fn slip(name: &'static str, slip: fn(&mut Copy, &mut Chance) -> Option<Place>) -> Kind {
    Kind {
        name,
        codes: &["SPE-01"],
        beside: Beside::Nothing,
        slip: Slip::Done(slip),
    }
}

fn swapped(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    planted(copy, chance, |letters, at| {
        letters.swap(at, at + 1);
    })
}

fn dropped(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    planted(copy, chance, |letters, at| {
        letters.remove(at);
    })
}

fn doubled(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    planted(copy, chance, |letters, at| letters.insert(at, letters[at]))
}

/// Slips inside of one word, never on its first or last letter.
fn planted(copy: &mut Copy, chance: &mut Chance, slip: fn(&mut Vec<char>, usize)) -> Option<Place> {
    let words: Vec<Change> = prose(copy)
        .into_iter()
        .flat_map(|passage| {
            let words = long_words(&passage.text).into_iter();
            let words = words.map(|range| (passage.spot.clone(), range.clone(), passage.text[range].to_owned()));
            words.collect::<Vec<_>>()
        })
        .collect();
    let (spot, range, word) = chance.one_of(words)?;
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + chance.below(letters.len() - 3);
    slip(&mut letters, at);
    let new: String = letters.into_iter().collect();
    (new != word).then(|| places::write(copy, (spot, range, new)))
}

fn long_words(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let pieces = text.split_inclusive(|sign: char| !sign.is_alphabetic()).map(|piece| {
        let word = piece.trim_end_matches(|sign: char| !sign.is_alphabetic());
        let range = start..start + word.len();
        start += piece.len();
        range
    });
    let is_long = |range: &Range<usize>| {
        let word = &text[range.clone()];
        word.chars().count() >= LONG && word.chars().all(char::is_lowercase)
    };
    pieces.filter(is_long).collect()
}
