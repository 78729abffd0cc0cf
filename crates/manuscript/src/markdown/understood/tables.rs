//! Tables of elements, row by row.

use super::super::Malformed;
use super::super::origin::Origins;
use super::{Builder, Flow, Inside, taken};
use crate::body::{Block, Body, Cell, CellForm, Node, Row, Scope, Table};
use crate::markup::{Element, NotRead, Tree};
use crate::text::words_of;

impl Builder<'_> {
    /// A table; a picture or another block in a cell stands behind it.
    pub(super) fn table(&mut self, inside: Inside, flow: &mut Flow) -> Result<(), Malformed> {
        let Inside { at, content } = inside;
        let (caption, content) = taken(content, |element| *element == Element::TableCaption);
        let caption = caption.map(|caption| self.running(caption, &mut flow.inside())).transpose()?;
        let caption = caption.map(|((text, _), _)| words_of(&text)).filter(|words| !words.is_empty());
        let mut set = Set {
            rows: Vec::new(),
            texts: Vec::new(),
            beside: Vec::new(),
        };
        self.rows(content, &mut set, flow)?;
        if !set.rows.is_empty() {
            let id = self.note_at(at);
            self.source.reading.renote(&id, |noted| noted.texts = set.texts);
            let attrs = Table {
                id,
                caption,
                ..Table::default()
            };
            flow.blocks.push(Block::Table(Node { attrs, content: set.rows }));
        }
        flow.blocks.append(&mut set.beside);
        Ok(())
    }

    fn rows(&mut self, trees: Vec<Tree>, set: &mut Set, flow: &mut Flow) -> Result<(), Malformed> {
        for tree in trees {
            match tree {
                Tree::Element {
                    element: Element::Rows,
                    content,
                    ..
                } => self.rows(content, set, flow)?,
                Tree::Element {
                    element: Element::Row,
                    content,
                    ..
                } => self.row(content, set, flow)?,
                Tree::Space => {}
                other => {
                    let mut inside = flow.inside();
                    self.flow(vec![other], &mut inside)?;
                    self.part(&mut inside);
                    set.beside.append(&mut inside.blocks);
                }
            }
        }
        Ok(())
    }

    fn row(&mut self, trees: Vec<Tree>, set: &mut Set, flow: &mut Flow) -> Result<(), Malformed> {
        let is_first = set.rows.is_empty();
        let (mut cells, mut heads) = (Vec::new(), Vec::new());
        for tree in trees {
            let (is_head, form, content) = match tree {
                Tree::Element {
                    element: Element::Cell { is_head, form },
                    content,
                    ..
                } => (is_head, form, content),
                Tree::Space => continue,
                other => (false, CellForm::default(), vec![other]),
            };
            let ((content, origins), mut beside) = self.running(content, &mut flow.inside())?;
            if let Some(block) = beside.first() {
                let at = self.source.reading.place_of(block.id()).unwrap_or(self.source.base);
                self.source.reading.tell(at, NotRead::InACell);
            }
            set.beside.append(&mut beside);
            set.texts.push(origins);
            heads.push(is_head);
            cells.push(Cell { attrs: form, content });
        }
        let has_no_head = !heads.contains(&true);
        for (cell, is_head) in cells.iter_mut().zip(heads) {
            let own = match (is_head, is_first) {
                (true, true) | (false, false) => None,
                (true, false) => Some(Scope::Row),
                // A first row without any head is one to those who made it.
                (false, true) => (!has_no_head).then_some(Scope::None),
            };
            cell.attrs.scope = if is_head { cell.attrs.scope.or(own) } else { own };
            if is_first && cell.attrs.scope == Some(Scope::Column) {
                cell.attrs.scope = None;
            }
        }
        if !cells.is_empty() {
            set.rows.push(Row { content: cells });
        }
        Ok(())
    }
}

/// The rows of a table while it is read.
struct Set {
    rows: Vec<Row>,
    texts: Vec<Origins>,
    beside: Body,
}
