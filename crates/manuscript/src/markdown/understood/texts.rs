//! Texts of elements: headings, quotations, boxes, lists, and running text wherever only that may stand.

use super::super::Malformed;
use super::super::origin::Origins;
use super::super::pieces::{Piece, joined};
use super::super::running::code_in_text;
use super::super::stretches::DEEPEST;
use super::{Builder, Flow, Inside, taken};
use crate::anchor::is_anchor;
use crate::body::{
    Around, Block, Body, Heading, HeldMut, List, ListItem, Node, Quotation, Task, Titled, each_running_text_mut, held_by_mut,
};
use crate::markup::{Element, Tree};
use crate::text::{Inline, Text, words_of};

impl Builder<'_> {
    pub(super) fn heading(&mut self, element: Element, content: Vec<Tree>, flow: &mut Flow) -> Result<(), Malformed> {
        let Element::Heading { level, anchor } = element else {
            return Ok(());
        };
        let ((content, origins), beside) = self.running(content, &mut flow.inside())?;
        if !content.is_empty() {
            let id = self.note(vec![origins]);
            let anchor = anchor.filter(|anchor| is_anchor(anchor));
            flow.blocks.push(Block::Heading(Node {
                attrs: Heading { id, level, anchor },
                content,
            }));
        }
        flow.blocks.extend(beside);
        Ok(())
    }

    /// The running text of elements, a line break between two that stand apart, and the blocks that are none.
    pub(super) fn running(&mut self, trees: Vec<Tree>, inside: &mut Flow) -> Result<((Text, Origins), Body), Malformed> {
        self.flow(trees, inside)?;
        self.part(inside);
        let (mut pieces, mut beside) = (Vec::new(), Vec::new());
        self.gathered(std::mem::take(&mut inside.blocks), &mut pieces, &mut beside);
        Ok((joined(pieces), beside))
    }

    /// The texts of blocks, one behind the other; pictures and what else has none of its own are left over.
    fn gathered(&self, blocks: Body, pieces: &mut Vec<Piece>, beside: &mut Body) {
        for mut block in blocks {
            let is_shown = matches!(
                block,
                Block::Image(_) | Block::Embed(_) | Block::Audio(_) | Block::Video(_) | Block::Document(_)
            );
            if is_shown || matches!(block, Block::Table(_)) {
                beside.push(block);
                continue;
            }
            let noted = self.source.reading.take(block.id());
            let mut texts = Vec::new();
            each_running_text_mut(&mut block, &mut |text| texts.push(std::mem::take(text)));
            if let Block::Code(code) = &block {
                texts.push(code_in_text(&code.letters()));
            }
            for (text, origins) in texts
                .into_iter()
                .zip(noted.texts.into_iter().chain(std::iter::repeat_with(Origins::default)))
            {
                if !pieces.is_empty() {
                    pieces.push(Piece::line_break(0..0, Vec::new()));
                }
                pieces.extend(cut_up(text, &origins));
            }
            let mut children = Vec::new();
            held_by_mut(&mut block, Around::default(), &mut |held| {
                if let HeldMut::Blocks { blocks, .. } = held {
                    children.append(blocks);
                }
            });
            self.gathered(children, pieces, beside);
        }
    }

    pub(super) fn quotation(&mut self, source: Option<String>, inside: Inside, flow: &mut Flow) -> Result<(), Malformed> {
        let Inside { at, content } = inside;
        let (who, said) = taken(content, |element| matches!(element, Element::Footer | Element::Cite));
        let speaker = who.map(|who| self.running(who, &mut flow.inside())).transpose()?;
        let speaker = speaker.map(|((text, _), _)| words_of(&text).trim_start_matches([' ', '—', '–', '-', '\u{a0}']).trim().to_owned());
        let mut inside = flow.inside();
        self.flow(said, &mut inside)?;
        self.part(&mut inside);
        let speaker = speaker.filter(|speaker| !speaker.is_empty());
        if inside.blocks.is_empty() && speaker.is_none() {
            return Ok(());
        }
        let attrs = Quotation {
            id: self.note_at(at),
            speaker,
            source,
            ..Quotation::default()
        };
        flow.blocks.push(Block::Quotation(Node {
            attrs,
            content: inside.blocks,
        }));
        Ok(())
    }

    pub(super) fn details(&mut self, inside: Inside, flow: &mut Flow) -> Result<(), Malformed> {
        let Inside { at, content } = inside;
        let (title, rest) = taken(content, |element| *element == Element::Summary);
        let title = title.map(|title| self.running(title, &mut flow.inside())).transpose()?;
        let title = title.map(|((text, _), _)| words_of(&text)).filter(|title| !title.trim().is_empty());
        let mut inside = flow.inside();
        self.flow(rest, &mut inside)?;
        self.part(&mut inside);
        let attrs = Titled {
            id: self.note_at(at),
            title,
        };
        flow.blocks.push(Block::Box(Node {
            attrs,
            content: inside.blocks,
        }));
        Ok(())
    }

    pub(super) fn list(&mut self, element: &Element, inside: Inside, flow: &mut Flow) -> Result<(), Malformed> {
        let Inside { at, content } = inside;
        let Element::List { ordered, start } = *element else {
            return self.flow(content, flow);
        };
        if flow.depth >= DEEPEST {
            return self.flow(content, flow);
        }
        let mut items: Vec<ListItem> = Vec::new();
        for tree in content {
            let (is_item, content) = match tree {
                Tree::Element {
                    element: Element::Item,
                    content,
                    ..
                } => (true, content),
                Tree::Space => continue,
                other => (false, vec![other]),
            };
            let mut inside = flow.inside();
            let attrs = task_in(&content);
            self.flow(content, &mut inside)?;
            self.part(&mut inside);
            let Flow { blocks, .. } = inside;
            match items.last_mut() {
                _ if blocks.is_empty() => {}
                Some(last) if !is_item => last.content.extend(blocks),
                // A list that was read already keeps its items.
                _ if !is_item && matches!(blocks.as_slice(), [Block::List(_)]) => {
                    for block in blocks {
                        if let Block::List(list) = block {
                            items.extend(list.content);
                        }
                    }
                }
                _ => items.push(ListItem { attrs, content: blocks }),
            }
        }
        if !items.is_empty() {
            let attrs = List {
                id: self.note_at(at),
                ordered,
                start,
            };
            flow.blocks.push(Block::List(Node { attrs, content: items }));
        }
        Ok(())
    }
}

/// A text as the pieces it is made of, each with its letters' places.
fn cut_up(text: Text, origins: &Origins) -> Vec<Piece> {
    let mut at = 0;
    let pieces = text.into_iter().map(|inline| {
        let length = match &inline {
            Inline::Text { text, .. } => text.len(),
            Inline::HardBreak { .. } => 1,
            Inline::FootnoteReference { .. } => 0,
        };
        let origins = origins.slice(at..(at + length).min(origins.text.len()).max(at));
        at += length;
        Piece { inline, origins }
    });
    pieces.collect()
}

/// Whether an item is to be done, and is.
fn task_in(content: &[Tree]) -> Option<Task> {
    content.iter().find_map(|tree| match tree {
        Tree::Element {
            element: Element::Checkbox(task),
            ..
        } => Some(*task),
        Tree::Element {
            element: Element::Apart | Element::Words,
            content,
            ..
        } => task_in(content),
        _ => None,
    })
}
