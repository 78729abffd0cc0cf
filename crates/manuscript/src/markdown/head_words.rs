//! The texts of a head that are words alone, headlines above all: what markup stands in them is read once, here, so that the
//! page, its title, feeds, addresses and searches all have the same words.

use super::origin::{Origins, Sort};
use super::reading::How;
use crate::markup::{Element, NotRead, Part, Tree};
use crate::spot::Spot;

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

/// The words of a value with where they stand in it, and what is told; nothing where a value is words already.
pub(super) fn read(value: &str, how: &How) -> Option<(Origins, Vec<NotRead>)> {
    if !value.contains(['<', '&']) {
        return None;
    }
    let understood = how.markup.read(&[Part::Markup(value)]);
    let mut gathered = Gathered {
        value,
        words: Origins::default(),
        told: understood.told.into_iter().map(|(_, not_read)| not_read).collect(),
    };
    gathered.gather(understood.trees);
    let words = gathered.words.trimmed();
    (words.text != value).then_some((words, gathered.told))
}

/// The words of a value as far as they were gathered.
struct Gathered<'a> {
    value: &'a str,
    words: Origins,
    told: Vec<NotRead>,
}

impl Gathered<'_> {
    fn gather(&mut self, trees: Vec<Tree>) {
        for tree in trees {
            match tree {
                Tree::Space => self.space(),
                Tree::Letters { letters, range, .. } => {
                    let is_same = self.value.get(range.clone()) == Some(letters.as_str());
                    self.words.push(&letters, range, if is_same { Sort::Same } else { Sort::Whole });
                }
                Tree::Read(_) => {}
                Tree::Element { element, content, .. } => self.element(&element, content),
            }
        }
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
        }
        if is_of_words {
            self.gather(content);
            return;
        }
        self.space();
        self.gather(content);
        self.space();
    }

    fn space(&mut self) {
        if !self.words.text.is_empty() && !self.words.text.ends_with(' ') {
            self.words.push(" ", 0..0, Sort::Nowhere);
        }
    }
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
