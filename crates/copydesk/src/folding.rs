//! The letters of a word as they compare: in lower case, with one apostrophe, without what nobody sees.

use crate::tokens::{is_apostrophe, is_invisible};

/// Lower case, one apostrophe, nothing invisible.
pub fn folded(word: &str) -> String {
    word.chars()
        .filter(|c| !is_invisible(*c))
        .flat_map(char::to_lowercase)
        .map(one_apostrophe)
        .collect()
}

/// The one apostrophe in the place of its kin.
pub(crate) const fn one_apostrophe(letter: char) -> char {
    if is_apostrophe(letter) { '’' } else { letter }
}
