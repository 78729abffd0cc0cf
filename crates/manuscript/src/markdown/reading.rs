//! What one reading of a file carries along: how strict it is, the link definitions, and where each block stood.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};

use super::Malformed;
use super::origin::Origins;
use super::refused::ManuscriptRefused;
use crate::body::Body;
use crate::language::Language;
use crate::markup::{Markup, NotRead};
use crate::sentence::Locale;

/// What the whole body defines, which holds across directives.
#[derive(Clone, Debug, Default)]
pub(super) struct Definitions {
    pub(super) links: HashMap<String, (String, String)>,
    /// The labels of the footnotes, in small letters.
    pub(super) footnotes: HashSet<String>,
}

/// How much a file must say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Manner {
    /// All that an article needs.
    #[default]
    Strict,
    /// What is there, to be checked as it stands.
    Loose,
}

/// How a text is read.
#[derive(Clone, Debug)]
pub(super) struct How {
    pub(super) manner: Manner,
    pub(super) language: Language,
    pub(super) markup: &'static dyn Markup,
    /// The footnotes of the body, which texts of the head call too.
    pub(super) footnotes: HashSet<String>,
}

/// Where a block and its texts stood.
#[derive(Clone, Debug, Default)]
pub(crate) struct BlockOrigins {
    /// The offset at which the block begins.
    pub(crate) at: usize,
    /// As [`crate::Block::texts`] gives them.
    pub(crate) texts: Vec<Origins>,
    /// By name, in the order in which they were taken.
    pub(crate) attributes: Vec<(String, Origins)>,
    /// The caption of a picture in running text stands in quotation marks, not in the text.
    pub(crate) is_title: bool,
}

/// How the blocks of a stretch are read: directives and blocks hold each other, and those that are held know it by this.
pub(super) type ReadBlocks = fn(&Source<'_>) -> Result<Body, Malformed>;

/// One reading. While it lasts, a block's id is the number under which its origins are noted here.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) definitions: Definitions,
    pub(super) how: How,
    read_blocks: ReadBlocks,
    blocks: RefCell<Vec<BlockOrigins>>,
    told: RefCell<Vec<(usize, NotRead)>>,
    /// Where the part ends that everybody may read, if the text says so.
    teaser_ends: Cell<Option<usize>>,
}

impl Reading {
    pub(super) fn new(definitions: Definitions, how: How, read_blocks: ReadBlocks) -> Self {
        Self {
            definitions,
            how,
            read_blocks,
            blocks: RefCell::default(),
            told: RefCell::default(),
            teaser_ends: Cell::default(),
        }
    }

    /// Tells what stands at an offset of the whole and is not read.
    pub(super) fn tell(&self, at: usize, not_read: NotRead) {
        self.told.borrow_mut().push((at, not_read));
    }

    /// What was told, in the order of the text.
    pub(super) fn take_told(&self) -> Vec<(usize, NotRead)> {
        let mut told = self.told.take();
        told.sort_by_key(|(at, _)| *at);
        told
    }

    /// The part that everybody may read ends at an offset of the whole; the first time counts.
    pub(super) fn end_teaser(&self, at: usize) {
        self.teaser_ends.set(self.teaser_ends.get().or(Some(at)));
    }

    pub(super) fn teaser_ends(&self) -> Option<usize> {
        self.teaser_ends.get()
    }

    /// What stands around the words of somebody.
    pub(super) fn quotation_marks(&self) -> (&'static str, &'static str) {
        Locale::of(&self.how.language).choose(("«\u{a0}", "\u{a0}»"), ("“", "”"))
    }

    /// Where a block begins.
    pub(super) fn place_of(&self, id: &str) -> Option<usize> {
        let index = id.parse::<usize>().ok()?;
        self.blocks.borrow().get(index).map(|origins| origins.at)
    }

    /// Notes a block and answers the id that it carries while the reading lasts.
    pub(super) fn note(&self, origins: BlockOrigins) -> String {
        let mut blocks = self.blocks.borrow_mut();
        blocks.push(origins);
        (blocks.len() - 1).to_string()
    }

    /// Changes what was noted under an id.
    pub(super) fn renote(&self, id: &str, change: impl FnOnce(&mut BlockOrigins)) {
        let index = id.parse::<usize>().ok();
        let mut blocks = self.blocks.borrow_mut();
        if let Some(origins) = index.and_then(|index| blocks.get_mut(index)) {
            change(origins);
        }
    }

    /// Takes what was noted under an id.
    pub(super) fn take(&self, id: &str) -> BlockOrigins {
        let index = id.parse::<usize>().ok();
        let mut blocks = self.blocks.borrow_mut();
        index
            .and_then(|index| blocks.get_mut(index))
            .map(std::mem::take)
            .unwrap_or_default()
    }
}

/// A stretch of Markdown, and what it is read with.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    pub(super) first_line: usize,
    /// The offset of the text in what is read as a whole.
    pub(super) base: usize,
    pub(super) reading: &'a Reading,
    /// How many blocks stand around this stretch.
    pub(super) depth: usize,
}

impl<'a> Source<'a> {
    /// A text that is read by itself.
    pub(super) const fn alone(text: &'a str, first_line: usize, reading: &'a Reading) -> Self {
        Self {
            text,
            first_line,
            base: 0,
            reading,
            depth: 0,
        }
    }

    /// A part of this stretch that begins on `line`.
    pub(super) fn part(&self, range: std::ops::Range<usize>, line: usize) -> Self {
        Self {
            text: &self.text[range.clone()],
            first_line: line,
            base: self.base + range.start,
            ..*self
        }
    }

    /// The blocks of this stretch.
    pub(super) fn blocks(&self) -> Result<Body, Malformed> {
        (self.reading.read_blocks)(self)
    }

    /// Where the end of this line begins in the whole, of which `rest` is left.
    pub(super) fn base_of(&self, rest: &str) -> usize {
        self.base + self.text.trim_end().len() - rest.len()
    }

    pub(super) fn malformed(&self, offset: usize, refused: ManuscriptRefused) -> Malformed {
        let placed = Malformed::at_offset(self.text, offset, refused);
        Malformed {
            line: placed.line + self.first_line - 1,
            ..placed
        }
    }

    /// Notes a block that begins at an offset of this stretch, and answers its id.
    pub(super) fn note(&self, offset: usize, texts: Vec<Origins>) -> String {
        self.reading.note(BlockOrigins {
            at: self.base + offset,
            texts,
            ..BlockOrigins::default()
        })
    }
}
