//! Pieces of running text, each with where its letters stood.

use std::ops::Range;

use super::attributes::Attributes;
use super::origin::{Origins, Sort};
use crate::text::{Inline, Mark, Text, normal};

/// A picture met inside running text: it becomes a block of its own.
#[derive(Clone, Debug)]
pub(super) struct InlineImage {
    pub(super) source: String,
    pub(super) alt: Origins,
    pub(super) caption: String,
    pub(super) attributes: Attributes,
    /// Where it leads, if it stands in a link.
    pub(super) link: Option<String>,
    pub(super) offset: usize,
    /// Where the picture ends, its attributes left out.
    pub(super) end: usize,
}

/// A piece, and where it stood.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) inline: Inline,
    pub(super) origins: Origins,
}

impl Piece {
    pub(super) fn text(origins: Origins, marks: Vec<Mark>) -> Self {
        Self {
            inline: Inline::Text {
                text: origins.text.clone(),
                marks,
            },
            origins,
        }
    }

    pub(super) fn line_break(source: Range<usize>, marks: Vec<Mark>) -> Self {
        let sort = if source.is_empty() { Sort::Nowhere } else { Sort::Whole };
        Self {
            inline: Inline::HardBreak { marks },
            origins: Origins::default().with("\n", source, sort),
        }
    }

    /// Takes the white space away with which it begins, if it is no code.
    pub(super) fn trim_start(&mut self) {
        if !self.inline.is_code() {
            cut(self, |text| text.len() - text.trim_start_matches(is_white).len()..text.len());
        }
    }

    /// Whether it has no letter but white space: a break, a space.
    pub(super) fn is_blank(&self) -> bool {
        match &self.inline {
            Inline::Text { text, .. } => text.bytes().all(|byte| byte.is_ascii_whitespace()),
            Inline::HardBreak { .. } => true,
            Inline::FootnoteReference { .. } => false,
        }
    }
}

/// Pieces as one running text.
pub(super) fn joined(pieces: Vec<Piece>) -> (Text, Origins) {
    let (mut text, mut origins) = (Vec::with_capacity(pieces.len()), Origins::default());
    for piece in pieces {
        text.push(piece.inline);
        origins.append(&piece.origins);
    }
    (normal(text), origins)
}

/// The same without the white space and the line breaks at both ends.
pub(super) fn joined_and_trimmed(mut pieces: Vec<Piece>) -> (Text, Origins) {
    let first = pieces.iter().position(|piece| !piece.is_blank()).unwrap_or(pieces.len());
    pieces.drain(..first);
    let last = pieces.iter().rposition(|piece| !piece.is_blank()).map_or(0, |at| at + 1);
    pieces.truncate(last);
    if let Some(piece) = pieces.first_mut() {
        cut(piece, |text| text.len() - text.trim_start_matches(is_white).len()..text.len());
    }
    if let Some(piece) = pieces.last_mut() {
        cut(piece, |text| 0..text.trim_end_matches(is_white).len());
    }
    joined(pieces)
}

fn is_white(sign: char) -> bool {
    sign.is_ascii_whitespace()
}

fn cut(piece: &mut Piece, kept: impl Fn(&str) -> Range<usize>) {
    if let Inline::Text { text, .. } = &mut piece.inline {
        let kept = kept(text);
        *text = text[kept.clone()].to_owned();
        piece.origins = piece.origins.slice(kept);
    }
}
