//! The texts of a head that are words alone, headlines above all: what markup stands in them is read once, here, so that the
//! page, its title, feeds, addresses and searches all have the same words.

use super::origin::{Origins, Sort};
use super::reading::How;
use crate::markup::{At, Element, NotRead, Part, Tree};
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
    let mut told: Vec<NotRead> = understood.told.into_iter().map(|(At { .. }, not_read)| not_read).collect();
    let mut words = Origins::default();
    gather(understood.trees, value, &mut words, &mut told);
    let words = words.trimmed();
    (words.text != value).then_some((words, told))
}

fn gather(trees: Vec<Tree>, value: &str, words: &mut Origins, told: &mut Vec<NotRead>) {
    for tree in trees {
        match tree {
            Tree::Space => space(words),
            Tree::Letters { letters, range, .. } => {
                let sort = if value.get(range.clone()) == Some(letters.as_str()) {
                    Sort::Same
                } else {
                    Sort::Whole
                };
                words.push(&letters, range, sort);
            }
            Tree::Read(_) => {}
            Tree::Element { element, content, .. } => {
                let is_of_words = matches!(
                    element,
                    Element::Words | Element::Marked(_) | Element::Cite | Element::CodeInLine { .. }
                );
                if !is_of_words {
                    space(words);
                }
                if matches!(
                    element,
                    Element::Picture { .. } | Element::Frame { .. } | Element::Recording { .. } | Element::Table
                ) {
                    told.push(NotRead::InAHeadline);
                }
                gather(content, value, words, told);
                if !is_of_words {
                    space(words);
                }
            }
        }
    }
}

fn space(words: &mut Origins) {
    if !words.text.is_empty() && !words.text.ends_with(' ') {
        words.push(" ", 0..0, Sort::Nowhere);
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
