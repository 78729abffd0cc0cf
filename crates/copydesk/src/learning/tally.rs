//! How often something was seen, in how many articles, and one place to look at.

use std::collections::BTreeMap;

use crate::tokens::{is_apostrophe, is_invisible, is_space};

/// How many characters of a sentence an example shows.
const SHOWN: usize = 90;

/// What was seen, how often, and where for example.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    pub words: String,
    pub times: u32,
    pub articles: u32,
    /// How many times it opened a sentence.
    pub opening: u32,
    pub example: Example,
}

/// A place to look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Example {
    pub article: String,
    pub sentence: String,
}

/// The article that is being read.
#[derive(Clone, Copy)]
pub(super) struct Article<'a> {
    pub(super) name: &'a str,
    pub(super) number: u32,
}

/// Where something is seen.
pub(super) struct Place<'a> {
    pub(super) article: Article<'a>,
    pub(super) sentence: &'a str,
    pub(super) opens: bool,
}

/// What was seen so far.
#[derive(Default)]
pub(super) struct Tallies {
    seen: BTreeMap<String, (Seen, u32)>,
}

impl Tallies {
    pub(super) fn note(&mut self, words: String, place: &Place<'_>) {
        let (seen, last) = self.seen.entry(words).or_insert_with_key(|words| (first(words, place), 0));
        seen.times += 1;
        seen.opening += u32::from(place.opens);
        if *last != place.article.number {
            seen.articles += 1;
            *last = place.article.number;
        }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Seen> {
        self.seen.values().map(|(seen, _)| seen)
    }

    /// Those that are meant, the most frequent first.
    pub(super) fn seen(&self, is_meant: impl Fn(&str, &Seen) -> bool) -> Vec<Seen> {
        let mut seen: Vec<Seen> = self.all().filter(|seen| is_meant(&seen.words, seen)).cloned().collect();
        seen.sort_by_key(|seen| std::cmp::Reverse(seen.times));
        seen
    }
}

fn first(words: &str, place: &Place<'_>) -> Seen {
    Seen {
        words: words.to_owned(),
        example: Example {
            article: place.article.name.to_owned(),
            sentence: around(place.sentence, words),
        },
        ..Seen::default()
    }
}

/// A sentence on one line, cut around the words if it is long.
fn around(sentence: &str, words: &str) -> String {
    let line = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters: Vec<char> = line.chars().filter(|c| !c.is_control()).collect();
    if letters.len() <= SHOWN {
        return letters.into_iter().collect();
    }
    let before = line.find(words).map_or(0, |at| line[..at].chars().count());
    let start = before.saturating_sub(SHOWN / 3).min(letters.len() - SHOWN);
    let shown: String = letters[start..start + SHOWN].iter().collect();
    let (opening, closing) = (
        if start > 0 { "…" } else { "" },
        if start + SHOWN < letters.len() { "…" } else { "" },
    );
    format!("{opening}{}{closing}", shown.trim())
}

/// One apostrophe, one space, one hyphen, nothing invisible: what is the same to a reader is the same here.
pub(super) fn plain(words: &str) -> String {
    let one = |letter: char| match letter {
        letter if is_apostrophe(letter) => '’',
        letter if is_space(letter) => ' ',
        '\u{2010}' | '\u{2011}' => '-',
        letter => letter,
    };
    words.chars().filter(|c| !is_invisible(*c)).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_is_one_line_around_the_words() {
        assert_eq!(around("Un\npont\u{a0}tient. ", "pont"), "Un pont tient.");
        let long = format!("{} le pont {}", "avant ".repeat(30), "après ".repeat(30));
        let shown = around(&long, "pont");
        assert!(
            shown.starts_with('…') && shown.ends_with('…') && shown.contains(" le pont après"),
            "{shown}"
        );
        assert!(shown.chars().count() <= SHOWN + 2);
    }

    #[test]
    fn signs_that_look_alike_are_one() {
        assert_eq!(plain("Val\u{a0}d'Oise\u{2011}\u{ad}Nord"), "Val d’Oise-Nord");
    }
}
