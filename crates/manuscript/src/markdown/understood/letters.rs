//! Code of elements: letters to the byte.

use super::super::origin::{Origins, Sort};
use super::{Builder, Flow, Given, Inside};
use crate::body::{Block, Code, Letters, Node};
use crate::markup::{Element, Tree};

impl Builder<'_> {
    pub(super) fn code(&mut self, language: Option<String>, inside: Inside, flow: &mut Flow) {
        let Inside { at, content } = inside;
        let mut letters = Origins::default();
        let mut language = language;
        self.letters(content, &mut letters, &mut language);
        let start = usize::from(letters.text.starts_with('\n'));
        let end = letters.text.len() - usize::from(letters.text.len() > start && letters.text.ends_with('\n'));
        let letters = letters.slice(start..end);
        let content = (!letters.text.is_empty()).then(|| Letters {
            text: letters.text.clone(),
        });
        let id = self.note_at(at);
        self.source.reading.renote(&id, |noted| noted.texts = vec![letters]);
        flow.blocks.push(Block::Code(Node {
            attrs: Code { id, language },
            content: content.into_iter().collect(),
        }));
    }

    /// Letters to the byte, whatever elements they stand in.
    fn letters(&mut self, trees: Vec<Tree>, found: &mut Origins, language: &mut Option<String>) {
        for tree in trees {
            match tree {
                Tree::Letters { letters, part, range } => found.append(&self.origins(&letters, part, range)),
                Tree::Space => found.push(" ", 0..0, Sort::Nowhere),
                Tree::Read(part) => match self.parts.get_mut(part) {
                    Some(Given::Text(pieces)) => {
                        for piece in std::mem::take(pieces) {
                            found.append(&piece.origins);
                        }
                    }
                    Some(Given::Blocks(blocks)) => {
                        let words: Vec<String> = std::mem::take(blocks).iter().map(Block::words).collect();
                        found.push(&words.join("\n\n"), 0..0, Sort::Nowhere);
                    }
                    _ => {}
                },
                Tree::Element {
                    element: Element::Break, ..
                } => found.push("\n", 0..0, Sort::Nowhere),
                Tree::Element { element, content, .. } => {
                    if let Element::Code { language: Some(own) } | Element::CodeInLine { language: Some(own) } = element {
                        language.get_or_insert(own);
                    }
                    self.letters(content, found, language);
                }
            }
        }
    }
}
