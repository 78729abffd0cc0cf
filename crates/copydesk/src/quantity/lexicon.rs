//! Word lists looked up by folded word: each list is written as plain words in a row and indexed once.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// What a folded word stands for.
pub(super) struct Lexicon<T>(HashMap<&'static str, T, BuildHasherDefault<ShortWord>>);

impl<T: Copy> Lexicon<T> {
    /// Rows of a meaning and the words that have it; the first row that lists a word wins.
    pub(super) fn of(rows: &[(T, &'static str)]) -> Self {
        let mut words = HashMap::default();
        for &(meaning, row) in rows {
            for word in row.split_ascii_whitespace() {
                words.entry(word).or_insert(meaning);
            }
        }
        Self(words)
    }

    pub(super) fn get(&self, word: &str) -> Option<T> {
        self.0.get(word).copied()
    }

    pub(super) fn has(&self, word: &str) -> bool {
        self.0.contains_key(word)
    }
}

/// The lists are ours and short, so a short sum (FNV-1a) spreads them well enough and costs little.
pub(super) struct ShortWord(u64);

impl Default for ShortWord {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for ShortWord {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
