//! Where every letter of a copy's passages stands in the file that it was read from.
//!
//! The file is read once more with a note of where each letter came from; a passage is located only if the letters
//! noted are the letters of the copy, so that a location is right or there is none.

mod escapes;
mod mended;
mod syntax;

use std::collections::HashMap;
use std::ops::Range;

use crate::body::{Around, Block, Held, Words, each_block, held_by};
use crate::copy::Copy;
use crate::markdown::loose::Field;
use crate::markdown::origin::Origins;
use crate::markdown::read::{self, Whereabouts, plain_lines};
use crate::markdown::reading::BlockOrigins;
use crate::markdown::style::Style;
use crate::markdown::{Defaults, chapter_titles, is_of_words};
use crate::markup::Markup;
use crate::plain;
use crate::spot::{Part, Spot};
use crate::walk::each_head;
use syntax::{Mask, Syntax};

/// How a passage is written in its file, which says what a mend must escape.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Hand {
    /// No sign has a meaning.
    Bare,
    Markdown,
    /// The value of an attribute, between quotation marks.
    Attribute,
    /// The value of an attribute that ends with the next white space.
    BareAttribute,
    /// Markdown in the title of a picture.
    Title,
    /// A scalar, and whether it holds Markdown.
    Yaml(Scalar),
}

/// A scalar of the front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Scalar {
    style: Style,
    source: Range<usize>,
    is_markdown: bool,
    /// Words alone, in which markup is read.
    is_of_words: bool,
}

/// A passage: where its letters stand, or at least where it begins.
#[derive(Clone, Debug)]
struct Passage {
    origins: Option<Origins>,
    begins: usize,
    hand: Hand,
}

impl Passage {
    /// A text with where its letters were read.
    fn of(text: &str, origins: &Origins, hand: Hand) -> Self {
        let begins = match &hand {
            Hand::Yaml(scalar) => scalar.source.start,
            Hand::Bare | Hand::Markdown | Hand::Attribute | Hand::BareAttribute | Hand::Title => {
                origins.source_of(0..0).unwrap_or_default().start
            }
        };
        Self {
            origins: origins.settled_as(text),
            begins,
            hand,
        }
    }

    /// The same, in a block that begins at an offset.
    fn from(self, begins: usize) -> Self {
        Self { begins, ..self }
    }
}

/// The places of a copy's passages in its file. Offsets are bytes of the file as it was given.
#[derive(Clone, Debug, Default)]
pub struct Located {
    file: String,
    /// Offsets, in the text with plain line ends, of the line feeds that were two signs in the file.
    pairs: Vec<usize>,
    /// Offsets, in the file, behind every line's end.
    line_ends: Vec<usize>,
    /// The length of the byte order mark.
    mark: usize,
    passages: HashMap<Spot, Passage>,
    /// What is no prose, in the text with plain line ends.
    closed: Mask,
}

impl Located {
    /// Locates a copy in the manuscript from which it was read, strictly or loosely.
    pub fn of(file: &str, copy: &Copy, markup: &'static dyn Markup) -> Self {
        let mut located = Self::in_file(file);
        let defaults = Defaults {
            language: copy.language.clone(),
            zone: jiff::tz::TimeZone::UTC,
            markup,
        };
        if let Ok((_, whereabouts)) = read::locate(&plain_lines(file), &defaults) {
            located.heads(copy, &whereabouts);
            located.blocks(copy, &whereabouts.blocks);
        }
        let text = plain_lines(file);
        located.close(Syntax::of_markdown(&text, read::body_at(&text)));
        located
    }

    /// Locates a copy in the plain text from which it was read.
    pub fn of_plain(text: &str, copy: &Copy) -> Self {
        let mut located = Self::in_file(text);
        let (_, whereabouts) = plain::locate(&plain_lines(text), copy.language.clone());
        if let Some(headline) = &whereabouts.headline {
            located.keep(Spot::Headline, Passage::of(&copy.headline, headline, Hand::Bare));
        }
        if copy.body.len() == whereabouts.paragraphs.len() {
            for (block, origins) in copy.body.iter().zip(&whereabouts.paragraphs) {
                for text in texts_of(block) {
                    located.keep(text.spot, Passage::of(&text.letters, origins, Hand::Bare));
                }
            }
        }
        located.close(Syntax::of_plain(&plain_lines(text)));
        located
    }

    /// What of a passage is no prose: code, markup, the codes of other systems, addresses, a name in the head. Bytes of
    /// the passage. No mend changes any of it.
    pub fn closed_in(&self, spot: &Spot) -> Vec<Range<usize>> {
        let origins = self.passages.get(spot).and_then(|passage| passage.origins.as_ref());
        origins.map_or_else(Vec::new, |origins| self.closed_of(origins))
    }

    fn closed_of(&self, origins: &Origins) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for stretch in &origins.stretches {
            let closed = self.closed.within(stretch.at..stretch.at + stretch.width);
            if stretch.is_letter_by_letter() {
                let from = |at: usize| stretch.from + (at - stretch.at);
                found.extend(closed.into_iter().map(|range| from(range.start)..from(range.end)));
            } else if !closed.is_empty() {
                found.push(stretch.from..stretch.end());
            }
        }
        found
    }

    /// All that is no prose in the file, as it stands there: whoever writes mends back finds the same again.
    pub fn closed_texts(&self) -> Vec<String> {
        let text = plain_lines(&self.file);
        let ranges = self.closed.within(0..text.len());
        ranges.into_iter().filter_map(|range| text.get(range).map(str::to_owned)).collect()
    }

    /// A byte range of a passage as a byte range of the file. An empty range is the place for an insertion. Nothing if
    /// the passage is not located letter by letter, or if the range cuts through what the file writes as one.
    pub fn at(&self, spot: &Spot, range: Range<usize>) -> Option<Range<usize>> {
        let origins = self.passages.get(spot)?.origins.as_ref()?;
        let whole = range.start <= range.end && origins.text.get(range.clone()).is_some();
        let found = whole.then(|| origins.source_of(range.clone())).flatten()?;
        let found = self.in_given(found);
        Some(if range.is_empty() { self.between_marks(&found) } else { found })
    }

    /// The line, from 1, on which a passage begins, or the block or value that holds it.
    pub fn line(&self, spot: &Spot) -> Option<usize> {
        let passage = self.passages.get(spot)?;
        let first = passage.origins.as_ref().and_then(|origins| origins.source_of(0..0));
        let begins = self.in_given(first.unwrap_or(passage.begins..passage.begins)).start;
        Some(1 + self.line_ends.partition_point(|end| *end <= begins))
    }

    /// The place for an insertion between two letters that syntax parts: outside the marks that end or begin there.
    fn between_marks(&self, gap: &Range<usize>) -> Range<usize> {
        let before = self.file[..gap.start].chars().next_back();
        let syntax = &self.file[gap.clone()];
        let opens = before.is_none_or(char::is_whitespace) || syntax.trim_start_matches(['!', '\\']).starts_with('[');
        let at = if opens {
            gap.start
        } else {
            gap.start + syntax.trim_end_matches(['!', '[', '\\']).len()
        };
        at..at
    }

    /// Attributes and the head are form, but for their prose.
    fn close(&mut self, syntax: Syntax) {
        let mut closed = syntax.form;
        for (spot, passage) in &self.passages {
            let is_value = !matches!(passage.hand, Hand::Markdown | Hand::Bare | Hand::Title);
            let extent = passage.origins.as_ref().and_then(Origins::extent);
            if let Some(extent) = extent.filter(|_| is_value && !is_name(spot)) {
                closed.open(extent);
            }
        }
        closed.close_all(&syntax.signs);
        self.closed = closed;
    }

    fn in_file(file: &str) -> Self {
        let mark = file.len() - file.strip_prefix('\u{feff}').unwrap_or(file).len();
        let pairs = file[mark..].match_indices("\r\n").enumerate().map(|(before, (at, _))| at - before);
        Self {
            pairs: pairs.collect(),
            line_ends: line_ends(file),
            mark,
            file: file.to_owned(),
            passages: HashMap::new(),
            closed: Mask::default(),
        }
    }

    /// A range of the text with plain line ends as a range of the file as it was given.
    fn in_given(&self, range: Range<usize>) -> Range<usize> {
        let given = |at: usize| self.mark + at + self.pairs.partition_point(|pair| *pair < at);
        given(range.start)..given(range.end)
    }

    fn keep(&mut self, spot: Spot, passage: Passage) {
        self.passages.insert(spot, passage);
    }

    fn heads(&mut self, copy: &Copy, whereabouts: &Whereabouts) {
        let mut texts: HashMap<Spot, String> = HashMap::new();
        each_head(copy, &mut |found| {
            texts.insert(found.spot, found.words.letters().into_owned());
        });
        texts.retain(|_, letters| !letters.is_empty());
        for field in &whereabouts.fields {
            let Some(text) = texts.get(&field.spot) else { continue };
            let markdown = [
                (Spot::Standfirst, &whereabouts.standfirst),
                (Spot::LeadCaption, &whereabouts.caption),
            ];
            let inner = markdown.into_iter().find(|(spot, _)| *spot == field.spot);
            self.field(field, text, inner.map(|(_, origins)| origins));
        }
        if let Some(headline) = &whereabouts.headline {
            self.keep(Spot::Headline, Passage::of(&copy.headline, headline, Hand::Markdown));
        }
    }

    /// A value of the front matter; `inner` says where in it the letters of its Markdown stand.
    fn field(&mut self, field: &Field, text: &str, inner: Option<&Origins>) {
        let hand = Hand::Yaml(Scalar {
            style: field.style,
            source: field.source.clone(),
            is_markdown: inner.is_some(),
            is_of_words: is_of_words(&field.spot),
        });
        let through = inner.map(|inner| inner.through(&field.origins));
        let origins = through.as_ref().unwrap_or(&field.origins);
        self.keep(field.spot.clone(), Passage::of(text, origins, hand));
    }

    fn blocks(&mut self, copy: &Copy, noted: &[BlockOrigins]) {
        let mut blocks = Vec::new();
        each_block(&copy.body, &mut |block| blocks.push(block));
        if blocks.len() != noted.len() {
            return;
        }
        for (block, noted) in blocks.into_iter().zip(noted) {
            self.block(block, noted);
        }
    }

    fn block(&mut self, block: &Block, noted: &BlockOrigins) {
        let mut running = noted.texts.iter();
        let nowhere = Origins::default();
        for text in texts_of(block) {
            let running = if text.is_running { running.next() } else { None };
            if text.letters.is_empty() {
                continue;
            }
            if text.is_running {
                let hand = if noted.is_title { Hand::Title } else { Hand::Markdown };
                let passage = Passage::of(&text.letters, running.unwrap_or(&nowhere), hand);
                self.keep(text.spot, passage.from(noted.at));
                continue;
            }
            if text.part == Part::Code {
                let origins = noted.texts.first().unwrap_or(&nowhere);
                self.keep(text.spot, Passage::of(&text.letters, origins, Hand::Bare).from(noted.at));
                continue;
            }
            let origins = attribute(noted, text.part);
            // The alternative text of a picture in running text is running text itself.
            let is_alt = text.part == Part::Alt && noted.is_title;
            let hand = if is_alt { Hand::Markdown } else { self.hand_of(origins.as_ref()) };
            let passage = Passage::of(&text.letters, origins.as_ref().unwrap_or(&nowhere), hand);
            self.keep(text.spot, passage.from(noted.at));
        }
    }

    /// A value without quotation marks stands right behind its `=`, and holds no white space.
    fn hand_of(&self, value: Option<&Origins>) -> Hand {
        let first = value.and_then(|value| value.source_of(0..0)).unwrap_or_default().start;
        let before = self.file[..self.in_given(first..first).start].chars().next_back();
        if before == Some('=') && value.is_some_and(|value| !value.text.contains(char::is_whitespace)) {
            Hand::BareAttribute
        } else {
            Hand::Attribute
        }
    }
}

/// Whether a place of the head names somebody or something: a name is written as its bearer writes it.
const fn is_name(spot: &Spot) -> bool {
    match spot {
        Spot::Byline(_) | Spot::Dateline | Spot::SourceCredit => true,
        Spot::Headline
        | Spot::Kicker
        | Spot::Status
        | Spot::ShortHeadline
        | Spot::SearchHeadline
        | Spot::SocialHeadline
        | Spot::AlertHeadline
        | Spot::Description
        | Spot::Standfirst
        | Spot::Role(_)
        | Spot::Standing(_)
        | Spot::Biography(_)
        | Spot::Interests(_)
        | Spot::LeadCaption
        | Spot::LeadAlt
        | Spot::LeadCredit
        | Spot::Block { .. }
        | Spot::Source(_) => false,
    }
}

/// A text of one block itself.
struct OfBlock {
    spot: Spot,
    part: Part,
    letters: String,
    is_running: bool,
}

fn texts_of(block: &Block) -> Vec<OfBlock> {
    let mut texts = Vec::new();
    held_by(block, Around::default(), &mut |held| {
        let Held::Text { part, words, .. } = held else { return };
        let id = block.id().to_owned();
        texts.push(OfBlock {
            spot: Spot::Block { id, part },
            part,
            letters: words.letters().into_owned(),
            is_running: matches!(words, Words::Running(_)),
        });
    });
    texts
}

/// Where the value of an attribute stands that is a text of its block.
fn attribute(noted: &BlockOrigins, part: Part) -> Option<Origins> {
    let (name, index) = match part {
        Part::Alt => ("alt", 0),
        Part::Caption => ("caption", 0),
        Part::Credit => ("credit", 0),
        Part::Title => ("title", 0),
        Part::Provider => ("provider", 0),
        Part::Publisher => ("publisher", 0),
        Part::Speaker => ("speaker", 0),
        Part::Standing => ("standing", 0),
        Part::Source => ("source", 0),
        Part::When(index) => ("when", index),
        Part::Chapter(_) => ("chapters", 0),
        Part::Text | Part::Heading | Part::PullQuote | Part::Label | Part::Cell(..) | Part::Code => return None,
    };
    let found = noted.attributes.iter().filter(|(known, _)| known == name).nth(index);
    let (_, origins) = found?;
    match part {
        Part::Chapter(index) => chapter_titles(origins).into_iter().nth(index),
        _ => Some(origins.clone()),
    }
}

/// The offsets behind every line's end, whichever signs end it.
fn line_ends(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let is_end = |at: &usize| bytes[*at] == b'\n' || bytes[*at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    (0..bytes.len()).filter(is_end).map(|at| at + 1).collect()
}
