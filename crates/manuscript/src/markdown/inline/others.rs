//! What stands in a line and is no Markdown of CommonMark's: addresses as they are, codes of other systems, mathematics.

use std::ops::Range;

use super::super::origin::{Origins, Sort};
use super::super::pieces::Piece;
use super::super::{addresses, codes};
use super::{InlineReader, Met};
use crate::markup::NotRead;
use crate::text::{Inline, Link, Mark};

impl InlineReader<'_> {
    /// A code of another system: what it means, or itself and a word to whoever wrote it.
    pub(super) fn is_code_of_others(&mut self, offset: usize) -> bool {
        let Some(length) = codes::in_braces(&self.source.text[offset..]) else {
            return false;
        };
        let code = &self.source.text[offset..offset + length];
        let origins = Origins::default().with(code, self.in_file(&(offset..offset + length)), Sort::Code);
        if let Some(element) = self.source.reading.how.markup.code(code) {
            self.pieces.push(Met {
                piece: Piece::text(origins, Vec::new()),
                is_markup: true,
                code: Some(Box::new(element)),
                is_bare_address: false,
            });
        } else {
            self.source.reading.tell(self.source.base + offset, NotRead::Code(begins(code)));
            self.push_lines(&origins);
        }
        self.skip_until = offset + length;
        true
    }

    /// No sign in mathematics is Markdown's.
    pub(super) fn is_mathematics(&mut self, offset: usize) -> bool {
        let Some(length) = codes::mathematics(&self.source.text[offset..]) else {
            return false;
        };
        let written = &self.source.text[offset..offset + length];
        self.source.reading.tell(self.source.base + offset, NotRead::Mathematics);
        let origins = Origins::default().with(written, self.in_file(&(offset..offset + length)), Sort::Code);
        self.push_lines(&origins);
        self.skip_until = offset + length;
        true
    }

    /// An address that stands in the text as it is leads where it says, but in a link there is one already.
    pub(super) fn is_address(&mut self, offset: usize) -> bool {
        if self.is_in_a_link() || !addresses::may_begin_behind(&self.source.text[..offset]) {
            return false;
        }
        let Some((length, href)) = addresses::at_the_beginning_of(self.up_to_a_bracket(offset)) else {
            return false;
        };
        self.push_link(offset..offset + length, href);
        true
    }

    /// The letters before the `@` were read already.
    pub(super) fn is_mail(&mut self, offset: usize) -> bool {
        if self.is_in_a_link() {
            return false;
        }
        let Some((begins, ends)) = addresses::mail_around(self.source.text, offset) else {
            return false;
        };
        let before = offset - begins;
        let Some(Met {
            piece: Piece {
                inline: Inline::Text { text, .. },
                origins,
            },
            is_markup: false,
            ..
        }) = self.pieces.last_mut()
        else {
            return false;
        };
        let Some(kept) = text
            .len()
            .checked_sub(before)
            .filter(|kept| text[*kept..] == self.source.text[begins..offset])
        else {
            return false;
        };
        text.truncate(kept);
        *origins = origins.slice(0..kept);
        let href = format!("mailto:{}", &self.source.text[begins..ends]);
        self.push_link(begins..ends, href);
        true
    }

    /// The text from an offset; where a bracket is open, up to one that may close it.
    fn up_to_a_bracket(&self, offset: usize) -> &str {
        let rest = &self.source.text[offset..];
        let end = rest.find(']').filter(|_| !self.brackets.is_empty());
        &rest[..end.unwrap_or(rest.len())]
    }

    fn is_in_a_link(&self) -> bool {
        self.marks.iter().any(|mark| matches!(mark, Mark::Link(_)))
    }

    fn push_link(&mut self, range: Range<usize>, href: String) {
        self.marks.push(Mark::Link(Link { href, title: None }));
        let written = &self.source.text[range.clone()];
        let origins = if written.contains("&amp;") {
            Origins::whole(&written.replace("&amp;", "&"), self.in_file(&range))
        } else {
            Origins::same(written, self.source.base + range.start)
        };
        self.push(origins);
        self.marks.pop();
        if let Some(met) = self.pieces.last_mut() {
            met.is_bare_address = true;
        }
        self.skip_until = range.end;
    }

    /// Letters as they stand, a line break for each line's end.
    fn push_lines(&mut self, origins: &Origins) {
        let mut from = 0;
        for line in origins.text.split('\n') {
            if from > 0 {
                self.push_break(origins.source_of(from - 1..from).unwrap_or_default());
            }
            self.push(origins.slice(from..from + line.len()));
            from += line.len() + 1;
        }
    }
}

/// The first signs of a code, as they are told.
fn begins(code: &str) -> String {
    const MOST: usize = 40;
    let line = code.lines().next().unwrap_or_default();
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}
