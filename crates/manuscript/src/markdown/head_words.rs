//! The texts of a head that are words alone, headlines above all: what markup stands in them is read once, here, so that the
//! page, its title, feeds, addresses and searches all have the same words.

use std::ops::Range;

use super::origin::{Origins, Sort};
use super::reading::How;
use crate::copy::Copy;
use crate::headline::HeadlineMark;
use crate::language::Language;
use crate::markup::{Element, NotRead, Part, Tree};
use crate::settled::nfc;
use crate::spot::Spot;
use crate::text::{Mark, words_of};

/// Which texts of a head are words alone.
pub(crate) fn is_of_words(spot: &Spot) -> bool {
    matches!(
        spot,
        Spot::Headline
            | Spot::Kicker
            | Spot::ShortHeadline
            | Spot::SearchHeadline
            | Spot::SocialHeadline
            | Spot::AlertHeadline
            | Spot::Description
    )
}

/// The words of a value with where they stand in it.
pub(super) struct HeadWords {
    pub(super) words: Origins,
    pub(super) marks: Vec<HeadlineMark>,
    pub(super) told: Vec<NotRead>,
}

/// The words of a value; nothing where it is words already.
pub(super) fn read(value: &str, how: &How) -> Option<HeadWords> {
    if !value.contains(['<', '&']) {
        return None;
    }
    let understood = how.markup.read(&[Part::Markup(value)]);
    let mut gathered = Gathered {
        value,
        words: Origins::default(),
        told: understood.told.into_iter().map(|(_, not_read)| not_read).collect(),
        marked: Vec::new(),
        left_out: false,
    };
    gathered.gather(understood.trees);
    let marks = gathered.marks();
    let words = gathered.words.trimmed();
    (words.text != value).then_some(HeadWords {
        words,
        marks,
        told: gathered.told,
    })
}

/// The words of a value as far as they were gathered.
struct Gathered<'a> {
    value: &'a str,
    words: Origins,
    told: Vec<NotRead>,
    /// Bytes of the words, and in which language they are, if that is said.
    marked: Vec<(Range<usize>, Option<Language>)>,
    /// Something was left out just now.
    left_out: bool,
}

impl Gathered<'_> {
    fn gather(&mut self, trees: Vec<Tree>) {
        for tree in trees {
            match tree {
                Tree::Space => self.space(),
                Tree::Letters { letters, range, .. } => {
                    let (letters, range) = self.behind_what_is_left_out(letters, range);
                    let is_same = self.value.get(range.clone()) == Some(letters.as_str());
                    self.words.push(&letters, range, if is_same { Sort::Same } else { Sort::Whole });
                }
                Tree::Read(_) => {}
                Tree::Element { element, content, .. } => self.element(&element, content),
            }
        }
    }

    /// Of the spaces on both sides of what is left out one stays.
    fn behind_what_is_left_out(&mut self, letters: String, range: Range<usize>) -> (String, Range<usize>) {
        if !std::mem::take(&mut self.left_out) || !self.words.text.ends_with(' ') {
            return (letters, range);
        }
        let kept = letters.trim_start_matches(' ').to_owned();
        let start = range.start + letters.len() - kept.len();
        (kept, start..range.end)
    }

    fn element(&mut self, element: &Element, content: Vec<Tree>) {
        let is_of_words = matches!(
            element,
            Element::Words | Element::Marked(_) | Element::Cite | Element::CodeInLine { .. }
        );
        if matches!(
            element,
            Element::Picture { .. } | Element::Frame { .. } | Element::Recording { .. } | Element::Table
        ) {
            self.told.push(NotRead::InAHeadline);
            self.left_out = true;
            return;
        }
        if is_of_words {
            let begins = self.words.text.len();
            self.gather(content);
            let whole = begins..self.words.text.len();
            match element {
                Element::Marked(Mark::Emphasis) | Element::Cite => self.marked.push((whole, None)),
                Element::Marked(Mark::Lang(lang)) => self.marked.push((whole, Some(lang.lang.clone()))),
                _ => {}
            }
            return;
        }
        self.space();
        self.gather(content);
        self.space();
    }

    /// The marks in characters of the words once they are trimmed and in NFC.
    fn marks(&self) -> Vec<HeadlineMark> {
        let text = &self.words.text;
        let begins = text.len() - text.trim_start().len();
        let letters = |byte: usize| u32::try_from(nfc(&text[begins..byte.max(begins)]).chars().count()).unwrap_or(0);
        let mark = |(range, lang): &(Range<usize>, Option<Language>)| HeadlineMark {
            from: letters(range.start),
            to: letters(range.end),
            lang: lang.clone(),
        };
        self.marked.iter().map(mark).collect()
    }

    fn space(&mut self) {
        if !self.words.text.is_empty() && !self.words.text.ends_with(' ') {
            self.words.push(" ", 0..0, Sort::Nowhere);
        }
    }
}

/// A headline as it is written, with its marks.
pub(super) fn headline(copy: &Copy) -> String {
    let mut headline = String::new();
    for piece in copy.headline_text() {
        let words = written(&words_of(std::slice::from_ref(&piece)));
        let words = piece.marks().iter().rev().fold(words, |words, mark| match mark {
            Mark::Lang(lang) => format!("<span lang=\"{}\">{words}</span>", lang.lang.as_str()),
            _ => format!("<em>{words}</em>"),
        });
        headline.push_str(&words);
    }
    headline
}

/// Words as they are written where markup is read: what would be some is none.
pub(crate) fn written(words: &str) -> String {
    let mut written = String::with_capacity(words.len());
    let mut letters = words.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        match letter {
            '&' if next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#') => written.push_str("&amp;"),
            '<' if next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')) => written.push_str("&lt;"),
            other => written.push(other),
        }
    }
    written
}
