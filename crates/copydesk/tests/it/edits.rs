//! What a writer does to a copy: letters and words here, whole paragraphs there, and taking it back.

use copydesk::{Applicability, Edit, Fix, Said, Span, fixes, passages};
use manuscript::body::Block;
use manuscript::{Copy, Inline, text};
use proptest::prelude::*;

use crate::copies::paragraph;

/// One act of a writer. Numbers are places, taken modulo what there is.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Insert(usize, usize, &'static str),
    Delete(usize, usize, usize),
    Replace(usize, usize, &'static str),
    Split(usize),
    Merge(usize),
    Remove(usize),
    Add(usize, &'static str),
    Double(usize, usize),
    Move(usize, usize),
    Undo,
}

/// What people type, and what they type by mistake.
const TYPED: [&str; 28] = [
    " ",
    "«\u{a0}",
    "\u{a0}»",
    "\"",
    "’",
    "'",
    "l'",
    "12",
    " 000",
    " %",
    " morts",
    " le le ",
    ".",
    ", dit Jeanne Auber",
    "é",
    "😀",
    "\u{ad}",
    " a déclaré ",
    "voire même",
    "Selon Paul Roche, ",
    " […] ",
    "(",
    ")",
    "M. ",
    "au moins ",
    "https://a.fr ",
    "!",
    ":",
];

const WRITTEN: [&str; 5] = [
    "« La pile nord a bougé depuis l’été », a déclaré Paul Roche.",
    "Au moins 30 personnes sont mortes lundi à Vaux, selon la préfecture de la Meuse.",
    "« Nous n’avons rien vu venir, et personne ne nous a prévenus. »",
    "Les habitantz du quartier demande une enquète.",
    "",
];

pub(crate) fn acts(most: usize) -> impl Strategy<Value = Vec<Act>> {
    let at = || 0..10_000usize;
    let typed = || proptest::sample::select(&TYPED[..]);
    let act = prop_oneof![
        6 => (at(), at(), typed()).prop_map(|(spot, place, new)| Act::Insert(spot, place, new)),
        4 => (at(), at(), 1..30usize).prop_map(|(spot, place, length)| Act::Delete(spot, place, length)),
        4 => (at(), at(), typed()).prop_map(|(spot, word, new)| Act::Replace(spot, word, new)),
        1 => at().prop_map(Act::Split),
        1 => at().prop_map(Act::Merge),
        1 => at().prop_map(Act::Remove),
        1 => (at(), proptest::sample::select(&WRITTEN[..])).prop_map(|(block, words)| Act::Add(block, words)),
        1 => (at(), at()).prop_map(|(from, to)| Act::Double(from, to)),
        1 => (at(), at()).prop_map(|(from, to)| Act::Move(from, to)),
        2 => Just(Act::Undo),
    ];
    proptest::collection::vec(act, 1..most)
}

/// A copy under the hands of a writer.
pub(crate) struct Written {
    pub(crate) copy: Copy,
    before: Vec<Copy>,
    given: usize,
}

impl Written {
    pub(crate) fn new(copy: Copy) -> Self {
        Self {
            copy,
            before: Vec::new(),
            given: 0,
        }
    }

    pub(crate) fn after(&mut self, act: &Act) -> &Copy {
        if matches!(act, Act::Undo) {
            self.copy = self.before.pop().unwrap_or_else(|| self.copy.clone());
            return &self.copy;
        }
        self.before.push(self.copy.clone());
        match *act {
            Act::Insert(spot, place, new) => self.typed((spot, place, 0), new),
            Act::Delete(spot, place, length) => self.typed((spot, place, length), ""),
            Act::Replace(spot, word, new) => self.word(spot, word, new),
            _ => self.blocks(act),
        }
        &self.copy
    }

    /// Letters of a passage, counted in characters.
    fn typed(&mut self, (spot, place, length): (usize, usize, usize), new: &str) {
        let passages = passages(&self.copy);
        let Some(passage) = passages.get(spot % passages.len().max(1)) else {
            return;
        };
        let ends: Vec<usize> = passage.text.char_indices().map(|(at, _)| at).chain([passage.text.len()]).collect();
        let first = place % ends.len();
        let last = (first + length).min(ends.len() - 1);
        self.write(Span::new(&passage.spot, ends[first]..ends[last]), new);
    }

    fn word(&mut self, spot: usize, word: usize, new: &str) {
        let passages = passages(&self.copy);
        let Some(passage) = passages.get(spot % passages.len().max(1)) else {
            return;
        };
        let tokens = copydesk::tokens::tokens(&passage.text);
        self.write(Span::new(&passage.spot, tokens[word % tokens.len()].range()), new);
    }

    fn write(&mut self, span: Span, new: &str) {
        let fix = Fix {
            title: Said::new("", ""),
            applicability: Applicability::Safe,
            edits: vec![Edit { span, new: new.to_owned() }],
        };
        self.copy = fixes::mended(&self.copy, &[&fix]);
    }

    fn blocks(&mut self, act: &Act) {
        let count = self.copy.body.len().max(1);
        let body = &mut self.copy.body;
        self.given += 1;
        let id = format!("new{}", self.given);
        match *act {
            Act::Split(at) => split(body, at % count, &id),
            Act::Merge(at) => merge(body, at % count),
            Act::Remove(at) if !body.is_empty() => drop(body.remove(at % count)),
            Act::Add(at, words) => body.insert(at % (body.len() + 1), paragraph(&id, words)),
            Act::Double(from, to) if !body.is_empty() => {
                let mut block = body[from % count].clone();
                manuscript::body::each_block_mut(std::slice::from_mut(&mut block), &mut |block| {
                    *block.id_mut() = format!("{id}-{}", block.id());
                });
                body.insert(to % count, block);
            }
            Act::Move(from, to) if !body.is_empty() => {
                let block = body.remove(from % count);
                body.insert(to % count, block);
            }
            _ => {}
        }
    }
}

/// The second half of a paragraph becomes one of its own.
fn split(body: &mut Vec<Block>, at: usize, id: &str) {
    let Some(Block::Paragraph(node)) = body.get_mut(at) else { return };
    let words = text::words_of(&node.content);
    let middle = words.floor_char_boundary(words.len() / 2);
    node.content = text::plain(&words[..middle]);
    body.insert(at + 1, paragraph(id, &words[middle..]));
}

/// A paragraph takes up the one behind it.
fn merge(body: &mut Vec<Block>, at: usize) {
    let Some(Block::Paragraph(second)) = body.get(at + 1).cloned() else {
        return;
    };
    let Some(Block::Paragraph(first)) = body.get_mut(at) else { return };
    first.content.push(Inline::plain(" "));
    first.content.extend(second.content);
    first.content = text::normal(std::mem::take(&mut first.content));
    body.remove(at + 1);
}
