//! Writing running text so that CommonMark reads back exactly the pieces and marks that were there.

use std::fmt::Write as _;

use super::attributes::encode;
use crate::text::{Inline, Mark, Text};

/// Running text for a paragraph: a line break may be a backslash at a line's end.
pub(super) fn text(content: &Text) -> String {
    let mut writer = Writer {
        out: String::new(),
        is_in_link: false,
    };
    writer.pieces(content, 0);
    guard_ends(&writer.out)
}

/// Running text for one line: a heading, a cell, an item.
pub(super) fn inline(content: &Text) -> String {
    text(content)
}

/// A paragraph that CommonMark can hold: it has a text.
pub(super) fn is_plain_paragraph(content: &Text) -> bool {
    !content.is_empty()
}

struct Writer {
    out: String,
    /// An address in a link is no link of its own.
    is_in_link: bool,
}

impl Writer {
    /// Writes pieces whose marks up to `rank` are open already.
    fn pieces(&mut self, pieces: &[Inline], rank: u8) {
        let mut at = 0;
        while at < pieces.len() {
            let outermost = pieces[at].marks().iter().find(|mark| mark.rank() >= rank).cloned();
            let Some(mark) = outermost else {
                self.piece(&pieces[at]);
                at += 1;
                continue;
            };
            let length = pieces[at..]
                .iter()
                .take_while(|piece| outer_mark(piece, rank) == Some(&mark))
                .count();
            let after = pieces.get(at + length);
            self.marked(&mark, &pieces[at..at + length], after);
            at += length;
        }
    }

    fn marked(&mut self, mark: &Mark, pieces: &[Inline], after: Option<&Inline>) {
        let inner_rank = mark.rank() + 1;
        let sign = match mark {
            Mark::Strong => "**",
            Mark::Emphasis => "*",
            Mark::Struck => "~~",
            Mark::Code => match pieces {
                [Inline::Text { text, .. }] if is_plain_code(text) => {
                    self.out.extend(["`", text, "`"]);
                    return;
                }
                _ => "",
            },
            _ => "",
        };
        if !sign.is_empty() && self.may_use_sign(pieces, inner_rank, after) {
            self.out.push_str(sign);
            self.pieces(pieces, inner_rank);
            self.out.push_str(sign);
            return;
        }
        if let (Some(address), [Inline::Text { text, marks }]) = (plain_link(mark), pieces)
            && text == address
            && marks.last() == Some(mark)
            && has_scheme(address)
        {
            self.out.extend(["<", address, ">"]);
            return;
        }
        let was_in_link = self.is_in_link;
        self.is_in_link |= matches!(mark, Mark::Link(_));
        self.out.push('[');
        self.pieces(pieces, inner_rank);
        self.out.push(']');
        self.is_in_link = was_in_link;
        match plain_link(mark) {
            Some(address) => {
                let _ = write!(self.out, "({address})");
            }
            None => self.out.push_str(&span(mark)),
        }
    }

    /// `*` only where it opens and closes beyond doubt: letters inside, a space or the edge outside.
    fn may_use_sign(&self, pieces: &[Inline], inner_rank: u8, after: Option<&Inline>) -> bool {
        let simple = pieces
            .iter()
            .all(|piece| matches!(piece, Inline::Text { .. }) && outer_mark(piece, inner_rank).is_none());
        let words: String = crate::text::words_of(pieces);
        let letters_inside = words.starts_with(char::is_alphanumeric) && words.ends_with(char::is_alphanumeric);
        let clear_before = self.out.chars().next_back().is_none_or(|c| c == ' ');
        let clear_after = match after {
            None => true,
            Some(Inline::Text { text, marks }) => marks.is_empty() && text.starts_with([' ', ',', '.']),
            Some(Inline::HardBreak { .. } | Inline::FootnoteReference { .. }) => false,
        };
        // At the end of a marked run, what follows is a bracket or the block's end: both are clear.
        simple && letters_inside && clear_before && clear_after
    }

    fn piece(&mut self, piece: &Inline) {
        match piece {
            Inline::HardBreak { .. } => self.out.push_str("[]{line-break}"),
            Inline::FootnoteReference { attrs, .. } => {
                let _ = write!(self.out, "[]{{footnote label=\"{}\"}}", encode(&attrs.label));
            }
            Inline::Text { text, .. } => escape(text, self.is_in_link, &mut self.out),
        }
    }
}

/// Code that stands between two backticks as it is, in a table too.
fn is_plain_code(text: &str) -> bool {
    // Behind a bracket that is open, `]:` would define a link.
    let defines = text.contains("]:");
    !defines
        && !text.contains(['`', '|'])
        && !text.contains(char::is_control)
        && text.trim_matches(char::is_whitespace) == text
        && !text.is_empty()
}

fn outer_mark(piece: &Inline, rank: u8) -> Option<&Mark> {
    piece.marks().iter().find(|mark| mark.rank() >= rank)
}

/// A link whose address and title CommonMark holds as they are.
fn plain_link(mark: &Mark) -> Option<&str> {
    let Mark::Link(link) = mark else { return None };
    let safe =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '/' | '.' | '-' | '_' | '?' | '=' | '%' | '#' | '+' | ',' | '@' | '~');
    (link.title.is_none() && !link.href.is_empty() && link.href.chars().all(safe)).then_some(link.href.as_str())
}

fn span(mark: &Mark) -> String {
    let (name, attributes): (&str, Vec<(&str, Option<String>)>) = match mark {
        Mark::Insertion(suggestion) => ("insertion", vec![("by", Some(suggestion.by.clone()))]),
        Mark::Deletion(suggestion) => ("deletion", vec![("by", Some(suggestion.by.clone()))]),
        Mark::Note(note) => ("note", vec![("id", Some(note.id.clone()))]),
        Mark::Quote(quote) => ("quote", vec![("speaker", Some(quote.speaker.clone()))]),
        Mark::Lang(lang) => ("lang", vec![("lang", Some(lang.lang.as_str().to_owned()))]),
        Mark::Link(link) => ("link", vec![("href", Some(link.href.clone())), ("title", link.title.clone())]),
        Mark::Figure(figure) => ("figure", figure_attributes(figure)),
        Mark::Strong => ("strong", Vec::new()),
        Mark::Emphasis => ("emphasis", Vec::new()),
        Mark::Superscript => ("superscript", Vec::new()),
        Mark::Subscript => ("subscript", Vec::new()),
        Mark::Struck => ("struck", Vec::new()),
        Mark::Abbreviation(abbreviation) => ("abbreviation", vec![("title", Some(abbreviation.title.clone()))]),
        Mark::Code => ("code", Vec::new()),
    };
    let mut written = format!("{{{name}");
    for (attribute, value) in attributes {
        if let Some(value) = value {
            let _ = write!(written, " {attribute}=\"{}\"", encode(&value));
        }
    }
    written + "}"
}

fn figure_attributes(figure: &crate::figure::Figure) -> Vec<(&'static str, Option<String>)> {
    vec![
        ("value", figure.value.clone()),
        ("low", figure.low.clone()),
        ("high", figure.high.clone()),
        ("bound", figure.bound.map(|bound| bound.to_string())),
        ("unit", figure.unit.clone()),
        ("what", figure.what.clone()),
        ("who", figure.who.clone()),
        ("source", figure.source.clone()),
        ("as_of", figure.as_of.clone()),
        ("status", figure.status.map(|status| status.to_string())),
    ]
}

/// What stands between angle brackets is a link by itself if it begins like one.
fn has_scheme(address: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| address.starts_with(scheme))
}

/// Every sign that the reader could take for its own gets a backslash; tabs and bars become references. So do the signs
/// that make an address of what is none here.
fn escape(text: &str, is_in_link: bool, out: &mut String) {
    for (at, letter) in text.char_indices() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '#' | '{' | '!' | '$' => out.extend(['\\', letter]),
            ':' | '.' | '@' if !is_in_link && makes_an_address(text, at) => out.extend(['\\', letter]),
            '|' | '\t' => {
                let _ = write!(out, "&#{};", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
}

/// Whether a sign makes an address of the letters around it.
pub(crate) fn makes_an_address(text: &str, at: usize) -> bool {
    let (before, rest) = text.split_at(at);
    let ends_with = |word: &str| {
        let end = before.len().checked_sub(word.len()).and_then(|from| before.get(from..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(word))
    };
    match rest.as_bytes() {
        [b':', b'/', b'/', ..] => ends_with("http") || ends_with("https"),
        [b'.', ..] => ends_with("www"),
        [b'@', next, ..] => next.is_ascii_alphanumeric(),
        _ => false,
    }
}

/// Guards a line's first and last signs: white space that would be trimmed, marks that would open a block.
fn guard_ends(line: &str) -> String {
    let Some(first) = line.chars().next() else { return String::new() };
    let mut guarded = String::with_capacity(line.len() + 8);
    let mut rest = &line[first.len_utf8()..];
    if first.is_whitespace() {
        let _ = write!(guarded, "&#{};", u32::from(first));
    } else if matches!(first, '+' | '-' | '=' | ':') {
        guarded.extend(['\\', first]);
    } else {
        guarded.push(first);
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && matches!(line.as_bytes().get(digits), Some(b'.' | b')')) {
            guarded.push_str(&line[1..digits]);
            guarded.push('\\');
            rest = &line[digits..];
        }
    }
    match rest.chars().next_back().filter(|last| last.is_whitespace()) {
        Some(last) => {
            guarded.push_str(&rest[..rest.len() - last.len_utf8()]);
            let _ = write!(guarded, "&#{};", u32::from(last));
        }
        None => guarded.push_str(rest),
    }
    guarded
}
