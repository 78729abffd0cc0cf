//! SPE: spelling.

pub(crate) mod unknown_word;
