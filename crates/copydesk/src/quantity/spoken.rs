//! Which part of a number a word is, by its language.

use super::galley::{Galley, Tongue};
use super::number::Part;
use super::{words_en, words_fr};

/// The part of a number this word is.
pub(super) fn part(galley: &Galley<'_>, at: usize) -> Option<Part> {
    let word = galley.word(at);
    if word.is_empty() {
        return None;
    }
    match galley.tongue {
        Tongue::French => words_fr::NUMERALS.get(word),
        Tongue::English => words_en::NUMERALS.get(word),
    }
}
