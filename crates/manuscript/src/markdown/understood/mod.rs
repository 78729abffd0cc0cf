//! What was understood of markup becomes blocks and running text.

mod letters;
mod shown;
mod tables;
mod texts;

use std::ops::Range;

use super::Malformed;
use super::origin::Origins;
use super::pieces::{Piece, joined_and_trimmed};
use super::reading::{BlockOrigins, Source};
use super::refused::ManuscriptRefused;
use super::stretches::DEEPEST;
use crate::body::{Block, Body, Node, Plain};
use crate::markup::{At, Element, Part, Tree};
use crate::text::{Inline, Mark, Text};

/// A part of what belongs together: markup, or what was read already.
#[derive(Debug)]
pub(super) enum Given {
    Markup(Origins),
    Text(Vec<Piece>),
    /// A code, and what it means.
    Element(Box<Element>, Origins),
    Blocks(Body),
}

/// Reads parts that belong together as blocks.
pub(super) fn blocks(source: &Source<'_>, parts: Vec<Given>) -> Result<Body, Malformed> {
    let (trees, mut builder) = Builder::of(source, parts);
    let mut flow = Flow::at(source.depth);
    builder.flow(trees, &mut flow)?;
    builder.part(&mut flow);
    Ok(flow.blocks)
}

/// Reads parts that belong together where only running text may stand; what else there was stands behind it.
pub(super) fn text(source: &Source<'_>, parts: Vec<Given>) -> Result<(Text, Origins), Malformed> {
    let (trees, mut builder) = Builder::of(source, parts);
    let (found, beside) = builder.running(trees, &mut Flow::at(source.depth))?;
    match beside.first() {
        None => Ok(found),
        Some(_) => Err(source.malformed(builder.begins(), ManuscriptRefused::NoPictureHere)),
    }
}

/// Where in the blocks and in the text a reading of elements stands.
#[derive(Default)]
struct Flow {
    /// How many blocks stand around.
    depth: usize,
    marks: Vec<Mark>,
    /// The running text that is not a block yet.
    pieces: Vec<Piece>,
    blocks: Body,
}

impl Flow {
    fn at(depth: usize) -> Self {
        Self { depth, ..Self::default() }
    }

    /// One that stands inside of this one.
    fn inside(&self) -> Self {
        Self {
            depth: self.depth + 1,
            marks: self.marks.clone(),
            ..Self::default()
        }
    }

    fn link(&self) -> Option<String> {
        self.marks.iter().rev().find_map(|mark| match mark {
            Mark::Link(link) => Some(link.href.clone()),
            _ => None,
        })
    }
}

/// What an element holds, and where it stands.
struct Inside {
    at: At,
    content: Vec<Tree>,
}

struct Builder<'a> {
    source: &'a Source<'a>,
    parts: Vec<Given>,
    /// The credit that a caption has for the pictures above it.
    credit: Option<String>,
}

impl<'a> Builder<'a> {
    fn of(source: &'a Source<'a>, parts: Vec<Given>) -> (Vec<Tree>, Self) {
        let shown: Vec<Part<'_>> = parts
            .iter()
            .map(|part| match part {
                Given::Markup(markup) => Part::Markup(&markup.text),
                Given::Text(_) => Part::Text,
                Given::Element(element, _) => Part::Element(element),
                Given::Blocks(_) => Part::Blocks,
            })
            .collect();
        let understood = source.reading.how.markup.read(&shown);
        let builder = Self {
            source,
            parts,
            credit: None,
        };
        for (at, not_read) in understood.told {
            source.reading.tell(builder.place(at), not_read);
        }
        (understood.trees, builder)
    }

    /// Where in the whole something stands.
    fn place(&self, at: At) -> usize {
        let found = match self.parts.get(at.part) {
            Some(Given::Markup(origins) | Given::Element(_, origins)) => origins.source_of(at.byte..at.byte),
            _ => None,
        };
        found.map_or(self.source.base, |found| found.end.max(found.start))
    }

    /// Where in the stretch the first markup stands.
    fn begins(&self) -> usize {
        let first = self
            .parts
            .iter()
            .position(|part| matches!(part, Given::Markup(_)))
            .unwrap_or_default();
        self.place(At { part: first, byte: 0 }).saturating_sub(self.source.base)
    }

    fn flow(&mut self, trees: Vec<Tree>, flow: &mut Flow) -> Result<(), Malformed> {
        for tree in trees {
            match tree {
                Tree::Space => words(&Origins::nowhere(" "), flow),
                Tree::Letters { letters, part, range } => {
                    let origins = self.origins(&letters, part, range);
                    words(&origins, flow);
                }
                Tree::Read(part) => self.read(part, flow),
                Tree::Element { element, at, content } => self.element(element, Inside { at, content }, flow)?,
            }
        }
        Ok(())
    }

    fn origins(&self, letters: &str, part: usize, range: Range<usize>) -> Origins {
        let Some(Given::Markup(origins)) = self.parts.get(part) else {
            return Origins::nowhere(letters);
        };
        if origins.text.get(range.clone()) == Some(letters) {
            return origins.slice(range);
        }
        match origins.source_of(range) {
            Some(source) => Origins::whole(letters, source),
            None => Origins::nowhere(letters),
        }
    }

    fn read(&mut self, part: usize, flow: &mut Flow) {
        match self.parts.get_mut(part) {
            Some(Given::Text(pieces)) => {
                for mut piece in std::mem::take(pieces) {
                    if ends_white(&flow.pieces) && !flow.pieces.is_empty() {
                        piece.trim_start();
                    }
                    piece.inline.marks_mut().splice(0..0, flow.marks.iter().cloned());
                    flow.pieces.push(piece);
                }
            }
            Some(Given::Blocks(blocks)) => {
                let blocks = std::mem::take(blocks);
                self.part(flow);
                flow.blocks.extend(blocks);
            }
            Some(Given::Markup(_) | Given::Element(..)) | None => {}
        }
    }

    /// What was running text so far is a paragraph.
    fn part(&self, flow: &mut Flow) {
        let (content, origins) = joined_and_trimmed(std::mem::take(&mut flow.pieces));
        if !content.is_empty() {
            let attrs = Plain {
                id: self.note(vec![origins]),
            };
            flow.blocks.push(Block::Paragraph(Node { attrs, content }));
        }
    }

    fn note(&self, texts: Vec<Origins>) -> String {
        let at = texts.iter().find_map(Origins::extent).map_or(self.source.base, |found| found.start);
        self.source.reading.note(BlockOrigins {
            at,
            texts,
            ..BlockOrigins::default()
        })
    }

    fn note_at(&self, at: At) -> String {
        self.source.reading.note(BlockOrigins {
            at: self.place(at),
            ..BlockOrigins::default()
        })
    }

    fn element(&mut self, element: Element, inside: Inside, flow: &mut Flow) -> Result<(), Malformed> {
        let Inside { at, content } = inside;
        match element {
            Element::Words | Element::Credit => self.flow(content, flow)?,
            Element::Marked(mark) => self.marked(mark, content, flow)?,
            Element::Cite => self.marked(Mark::Emphasis, content, flow)?,
            Element::CodeInLine { .. } => self.marked(Mark::Code, content, flow)?,
            Element::Quoted => self.quoted(content, flow)?,
            Element::Break => flow.pieces.push(Piece::line_break(0..0, flow.marks.clone())),
            Element::Picture { .. } => self.picture(&element, at, flow)?,
            Element::Frame { .. } => self.frame(element, at, flow),
            block => {
                self.part(flow);
                self.block(block, Inside { at, content }, flow)?;
                self.part(flow);
            }
        }
        Ok(())
    }

    fn marked(&mut self, mark: Mark, content: Vec<Tree>, flow: &mut Flow) -> Result<(), Malformed> {
        flow.marks.push(mark);
        self.flow(content, flow)?;
        flow.marks.pop();
        Ok(())
    }

    fn quoted(&mut self, content: Vec<Tree>, flow: &mut Flow) -> Result<(), Malformed> {
        let (opening, closing) = self.source.reading.quotation_marks();
        words(&Origins::nowhere(opening), flow);
        self.flow(content, flow)?;
        words(&Origins::nowhere(closing), flow);
        Ok(())
    }

    /// What stands apart from the text around it.
    fn block(&mut self, element: Element, inside: Inside, flow: &mut Flow) -> Result<(), Malformed> {
        match element {
            Element::Term => self.marked(Mark::Strong, inside.content, flow),
            Element::Heading { .. } => self.heading(element, inside.content, flow),
            Element::Rule => {
                let attrs = Plain {
                    id: self.note_at(inside.at),
                };
                flow.blocks.push(Block::Separator(Node {
                    attrs,
                    content: Vec::new(),
                }));
                Ok(())
            }
            Element::Figure => self.figure(inside.content, flow),
            Element::Recording { .. } => self.recording(element, inside, flow),
            Element::Table => self.table(inside, flow),
            Element::List { .. } => self.list(&element, inside, flow),
            Element::Code { language } => {
                self.code(language, inside, flow);
                Ok(())
            }
            // Deeper than blocks may stand, what they hold stands where they stood.
            Element::Quotation { source } if flow.depth < DEEPEST => self.quotation(source, inside, flow),
            Element::Details if flow.depth < DEEPEST => self.details(inside, flow),
            _ => self.flow(inside.content, flow),
        }
    }
}

/// Letters of markup: a run of white space is one space, and none behind another.
fn words(letters: &Origins, flow: &mut Flow) {
    let mut at = 0;
    let text = letters.text.as_str();
    while at < text.len() {
        let white = text[at..].len() - text[at..].trim_start_matches(|sign: char| sign.is_ascii_whitespace()).len();
        if white > 0 {
            if !ends_white(&flow.pieces) {
                let run = letters.slice(at..at + white);
                let space = match (run.text.as_str(), run.extent()) {
                    (" ", _) => run,
                    (_, Some(source)) => Origins::whole(" ", source),
                    (_, None) => Origins::nowhere(" "),
                };
                flow.pieces.push(Piece::text(space, flow.marks.clone()));
            }
            at += white;
            continue;
        }
        let length = text[at..].find(|sign: char| sign.is_ascii_whitespace()).unwrap_or(text.len() - at);
        let end = one_space_behind(text, at + length);
        flow.pieces.push(Piece::text(letters.slice(at..end), flow.marks.clone()));
        at = end;
    }
}

/// As far as words stand with single spaces between them.
fn one_space_behind(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = from;
    while end + 1 < bytes.len() && bytes[end] == b' ' && !bytes[end + 1].is_ascii_whitespace() {
        end += 1 + text[end + 1..]
            .find(|sign: char| sign.is_ascii_whitespace())
            .unwrap_or(text.len() - end - 1);
    }
    end
}

fn ends_white(pieces: &[Piece]) -> bool {
    match pieces.last().map(|piece| &piece.inline) {
        None | Some(Inline::HardBreak { .. }) => true,
        Some(Inline::Text { text, .. }) => text.ends_with(|sign: char| sign.is_ascii_whitespace()),
        Some(Inline::FootnoteReference { .. }) => false,
    }
}

/// What the first element of a sort holds, and everything else.
fn taken(content: Vec<Tree>, is_it: impl Fn(&Element) -> bool) -> (Option<Vec<Tree>>, Vec<Tree>) {
    let (mut found, mut rest) = (None, Vec::with_capacity(content.len()));
    for tree in content {
        match tree {
            Tree::Element { element, content, .. } if found.is_none() && is_it(&element) => found = Some(content),
            other => rest.push(other),
        }
    }
    (found, rest)
}
