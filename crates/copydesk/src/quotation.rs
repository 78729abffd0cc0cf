//! Quotations in a text: where they open and close, how deep they stand, whether they are whole.

use std::ops::Range;

use crate::tokens::{Kind, Token, is_space};

/// Words between quotation marks. Ranges are bytes: with the marks, and without them and the spaces beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    pub outer: Range<usize>,
    pub inner: Range<usize>,
    pub depth: u8,
    pub is_closed: bool,
    pub mark: char,
}

/// How a quotation stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// A sentence of its own: it begins with a capital, or ends with its own mark, or follows a colon.
    Full,
    /// Woven into the sentence.
    Partial,
}

/// Deeper marks are read as words: no text of people stands that deep.
const DEEPEST: usize = 8;

/// The quotations of a text in the order in which they open.
pub(crate) fn quotations(text: &str, tokens: &[Token]) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for token in tokens.iter().filter(|token| token.kind == Kind::Sign) {
        let Some(mark) = text[token.range()].chars().next() else { continue };
        let closes = open.last().is_some_and(|last| closing(found[*last].mark) == mark);
        match mark {
            '«' | '“' | '„' if open.len() < DEEPEST => {
                open.push(found.len());
                found.push(opened(text, Sign { token, mark }, open.len()));
            }
            '"' if !closes && !is_measure(text, token) && open.len() < DEEPEST => {
                open.push(found.len());
                found.push(opened(text, Sign { token, mark }, open.len()));
            }
            '»' | '”' | '"' => close(
                text,
                token,
                Opened {
                    found: &mut found,
                    open: &mut open,
                },
            ),
            _ => {}
        }
    }
    found
}

/// A quotation mark where it stands.
#[derive(Clone, Copy)]
struct Sign<'a> {
    token: &'a Token,
    mark: char,
}

/// A quotation that a sign opens, to the end of the text as long as nothing closes it.
fn opened(text: &str, sign: Sign<'_>, depth: usize) -> Quotation {
    let Sign { token, mark } = sign;
    let start = token.end
        + text[token.end..]
            .chars()
            .take_while(|c| is_space(*c))
            .map(char::len_utf8)
            .sum::<usize>();
    Quotation {
        outer: token.start..text.len(),
        inner: start..text.trim_end_matches(is_space).len().max(start),
        depth: u8::try_from(depth).unwrap_or(u8::MAX),
        is_closed: false,
        mark,
    }
}

/// The quotations that were met, and which of them are open.
struct Opened<'a> {
    found: &'a mut [Quotation],
    open: &'a mut Vec<usize>,
}

/// Closes the innermost quotation with this mark; what was opened inside and never closed stays open.
fn close(text: &str, token: &Token, opened: Opened<'_>) {
    let Opened { found, open } = opened;
    let mark = text[token.range()].chars().next();
    let Some(at) = open.iter().rposition(|index| Some(closing(found[*index].mark)) == mark) else {
        return;
    };
    for index in &open[at..] {
        let quotation = &mut found[*index];
        let end = text[..token.start].trim_end_matches(is_space).len().max(quotation.inner.start);
        quotation.inner.end = end;
        quotation.outer.end = token.start;
    }
    found[open[at]].outer.end = token.end;
    found[open[at]].is_closed = true;
    open.truncate(at);
}

const fn closing(mark: char) -> char {
    match mark {
        '«' => '»',
        '“' | '„' => '”',
        other => other,
    }
}

/// `6' 10"`, `2'33"`: seconds and inches.
fn is_measure(text: &str, token: &Token) -> bool {
    text[..token.start].ends_with(|c: char| c.is_ascii_digit())
}

impl Quotation {
    pub fn manner(&self, text: &str) -> Manner {
        let words = &text[self.inner.clone()];
        let before = text[..self.outer.start].trim_end_matches(is_space);
        let begins = words.starts_with(char::is_uppercase)
            && (before.is_empty() || before.ends_with([':', '.', '!', '?', '…', ',', '»', '—', '–', '\n']));
        let ends = words.ends_with(['.', '!', '?', '…']);
        if before.ends_with(':') || begins || (ends && words.starts_with(char::is_uppercase)) {
            Manner::Full
        } else {
            Manner::Partial
        }
    }

    pub fn words<'a>(&self, text: &'a str) -> &'a str {
        &text[self.inner.clone()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokens;

    fn read(text: &str) -> Vec<(String, u8, bool)> {
        let found = quotations(text, &tokens(text));
        found
            .into_iter()
            .map(|q| (text[q.inner].to_owned(), q.depth, q.is_closed))
            .collect()
    }

    #[test]
    fn quotations_nest_and_stay_open() {
        assert_eq!(
            read("Il dit « Oui, “vraiment” » et part."),
            [("Oui, “vraiment”".into(), 1, true), ("vraiment".into(), 2, true)]
        );
        assert_eq!(read("Il dit « Oui."), [("Oui.".into(), 1, false)]);
        assert_eq!(read("un \"mot\" et 6' 10\""), [("mot".into(), 1, true)]);
        assert_eq!(read("a « b “ c » d"), [("b “ c".into(), 1, true), ("c".into(), 2, false)]);
    }
}
