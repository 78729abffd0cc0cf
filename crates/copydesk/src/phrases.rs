//! Phrases that are looked for in running text, word by word: spaces, apostrophes and, for phrases, capitals are as one.

use std::collections::HashMap;
use std::ops::Range;

use crate::folding::{folded, one_apostrophe};
use crate::line::Line;
use crate::tokens::{is_invisible, is_space, tokens};

/// A set of phrases; each is known by its number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phrases {
    by_first: HashMap<String, Vec<(usize, Vec<String>)>>,
    is_exact: bool,
}

fn as_written(word: &str) -> String {
    word.chars().filter(|c| !is_invisible(*c)).map(one_apostrophe).collect()
}

/// What may stand between two words of a phrase.
fn is_joining(letter: char) -> bool {
    is_space(letter) || letter == '-' || is_invisible(letter)
}

impl Phrases {
    /// Phrases in any case, numbered in their order.
    pub(crate) fn of<'a>(phrases: impl Iterator<Item = &'a str>) -> Self {
        Self::gathered(phrases.enumerate(), folded)
    }

    /// Names as they are written, each with the number of its entry.
    pub(crate) fn exact<'a>(names: impl Iterator<Item = (usize, &'a str)>) -> Self {
        Self {
            is_exact: true,
            ..Self::gathered(names, as_written)
        }
    }

    fn gathered<'a>(phrases: impl Iterator<Item = (usize, &'a str)>, form: fn(&str) -> String) -> Self {
        let mut by_first: HashMap<String, Vec<(usize, Vec<String>)>> = HashMap::new();
        for (number, phrase) in phrases {
            let spoken = tokens(phrase).into_iter().filter(crate::tokens::Token::is_spoken);
            let mut words = spoken.map(|token| form(&phrase[token.range()]));
            if let Some(first) = words.next() {
                by_first.entry(first).or_default().push((number, words.collect()));
            }
        }
        for candidates in by_first.values_mut() {
            candidates.sort_by_key(|(_, rest)| std::cmp::Reverse(rest.len()));
        }
        Self { by_first, is_exact: false }
    }

    /// Where phrases stand in a line: number, bytes, and the word before. The longest wins; none overlap.
    pub(crate) fn found_in(&self, line: &Line) -> Vec<(usize, Range<usize>, Option<String>)> {
        if self.by_first.is_empty() {
            return Vec::new();
        }
        let form = if self.is_exact { as_written } else { folded };
        let spoken: Vec<_> = line.spoken().collect();
        let words: Vec<String> = spoken.iter().map(|token| form(line.words_of(token))).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let candidates = self.by_first.get(&words[at]).into_iter().flatten();
            let touches = |next: usize| line.text()[spoken[next - 1].end..spoken[next].start].chars().all(is_joining);
            let longest = candidates
                .into_iter()
                .find(|(_, rest)| words[at + 1..].starts_with(rest) && (at + 1..=at + rest.len()).all(touches));
            match longest {
                Some((number, rest)) => {
                    let last = at + rest.len();
                    let before = at.checked_sub(1).map(|before| words[before].clone());
                    found.push((*number, spoken[at].start..spoken[last].end, before));
                    at = last + 1;
                }
                None => at += 1,
            }
        }
        found
    }
}
