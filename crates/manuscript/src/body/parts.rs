//! What a block holds, part by part: its texts, and the blocks inside it, in the order in which they are printed.
//!
//! This is the one list of them. It names every kind of block and every field, so that whoever adds one has to say here
//! what it is. Fields that are passed over (`_`) hold no text: ids, addresses, files, numbers, days.

use std::borrow::Cow;

use super::blocks::{
    Block, Cell, Chapter, Code, Correction, Document, Embed, Entry, Footnote, Heading, Image, Letters, List, ListItem, Node, Plain,
    PullQuote, Quotation, ReadAlso, Recording, Row, Table, Titled,
};
use crate::picture::Picture;
use crate::spot::Part;
use crate::text::{Inline, Text, words_of};

/// A text as it is kept. What the marks of a running text say (whose words, where a link leads, a figure's source)
/// belongs to its letters and is no text of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words<'a> {
    Plain(&'a str),
    Running(&'a Text),
}

/// The same, to change it.
#[derive(Debug)]
pub enum WordsMut<'a> {
    Plain(&'a mut String),
    Running(&'a mut Text),
}

impl<'a> Words<'a> {
    /// The letters without marks; a line break is `\n`.
    pub fn letters(self) -> Cow<'a, str> {
        match self {
            Self::Plain(text) => text.into(),
            Self::Running(text) => match text.as_slice() {
                [Inline::Text { text, .. }] => text.into(),
                pieces => pieces.iter().map(letters_of).collect::<String>().into(),
            },
        }
    }
}

/// The letters of a piece; a line break is `\n`.
fn letters_of(piece: &Inline) -> &str {
    match piece {
        Inline::Text { text, .. } => text,
        Inline::HardBreak { .. } => "\n",
        Inline::FootnoteReference { .. } => "",
    }
}

/// What stands around a text: whose words it is in, and whether readers ever get it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Around<'a> {
    pub speaker: Option<&'a str>,
    /// In a block of somebody else's words: a quotation, an interview, a transcript.
    pub is_quoted: bool,
    /// In a stash, which is never published.
    pub is_set_aside: bool,
}

impl<'a> Around<'a> {
    const fn said_by<'b>(self, speaker: Option<&'b str>) -> Around<'b>
    where
        'a: 'b,
    {
        Around {
            speaker,
            is_quoted: true,
            is_set_aside: self.is_set_aside,
        }
    }

    const fn said(self) -> Self {
        Self { is_quoted: true, ..self }
    }

    const fn set_aside(self) -> Self {
        Self {
            is_set_aside: true,
            ..self
        }
    }

    /// A cell, a name, a title: nobody's words, wherever they stand.
    const fn unsaid(self) -> Self {
        Self {
            speaker: None,
            is_quoted: false,
            is_set_aside: self.is_set_aside,
        }
    }
}

/// What a block holds.
#[derive(Clone, Copy, Debug)]
pub enum Held<'a> {
    Text { part: Part, words: Words<'a>, around: Around<'a> },
    Blocks { blocks: &'a [Block], around: Around<'a> },
}

/// The same, to change it.
#[derive(Debug)]
pub enum HeldMut<'a> {
    Text {
        part: Part,
        words: WordsMut<'a>,
        around: Around<'a>,
    },
    Blocks {
        blocks: &'a mut Vec<Block>,
        around: Around<'a>,
    },
}

impl<'a> Held<'a> {
    const fn plain(part: Part, text: &'a str, around: Around<'a>) -> Self {
        let (words, around) = (Words::Plain(text), around.unsaid());
        Self::Text { part, words, around }
    }

    const fn running(part: Part, text: &'a Text, around: Around<'a>) -> Self {
        let words = Words::Running(text);
        Self::Text { part, words, around }
    }
}

impl<'a> HeldMut<'a> {
    const fn plain(part: Part, text: &'a mut String, around: Around<'a>) -> Self {
        let (words, around) = (WordsMut::Plain(text), around.unsaid());
        Self::Text { part, words, around }
    }

    const fn running(part: Part, text: &'a mut Text, around: Around<'a>) -> Self {
        let words = WordsMut::Running(text);
        Self::Text { part, words, around }
    }
}

/// Writes the list once for reading and once for changing. It is as long as there are kinds of blocks.
macro_rules! list_of_parts {
    ($(#[$doc:meta])* $walk:ident, $recording:ident, $table:ident, $held:ident, [$($mut:tt)?], $seen:lifetime) => {
        $(#[$doc])*
        pub fn $walk<'a>(block: &'a $($mut)? Block, around: Around<'a>, visit: &mut dyn FnMut($held<$seen>)) {
            match block {
                Block::Paragraph(Node { attrs: Plain { id: _ }, content }) => visit($held::running(Part::Text, content, around)),
                Block::Heading(Node { attrs: Heading { id: _, level: _, anchor: _ }, content }) => visit($held::running(Part::Heading, content, around)),
                Block::List(Node { attrs: List { id: _, ordered: _, start: _ }, content }) => {
                    for ListItem { attrs: _, content: blocks } in content {
                        visit($held::Blocks { blocks, around });
                    }
                }
                Block::Quotation(Node { attrs: Quotation { id: _, speaker, standing, source }, content: blocks }) => {
                    visit($held::Blocks { blocks, around: around.said_by(speaker.as_deref()) });
                    if let Some(speaker) = speaker {
                        visit($held::plain(Part::Speaker, speaker, around));
                    }
                    if let Some(standing) = standing {
                        visit($held::plain(Part::Standing, standing, around));
                    }
                    if let Some(source) = source {
                        visit($held::plain(Part::Source, source, around));
                    }
                }
                Block::PullQuote(Node { attrs: PullQuote { id: _, speaker, standing }, content }) => {
                    visit($held::running(Part::PullQuote, content, around.said_by(speaker.as_deref())));
                    if let Some(speaker) = speaker {
                        visit($held::plain(Part::Speaker, speaker, around));
                    }
                    if let Some(standing) = standing {
                        visit($held::plain(Part::Standing, standing, around));
                    }
                }
                Block::QuestionAnswer(Node { attrs: Plain { id: _ }, content: blocks }) => visit($held::Blocks { blocks, around: around.said() }),
                Block::Box(Node { attrs: Titled { id: _, title }, content: blocks })
                | Block::Gallery(Node { attrs: Titled { id: _, title }, content: blocks }) => {
                    if let Some(title) = title {
                        visit($held::plain(Part::Title, title, around));
                    }
                    visit($held::Blocks { blocks, around });
                }
                Block::Image(Node { attrs: Image { id: _, image, link: _ }, content }) => {
                    let Picture { picture: _, credit, alt, focal: _, taken: _, archives: _ } = image;
                    visit($held::running(Part::Caption, content, around));
                    visit($held::plain(Part::Credit, credit, around));
                    visit($held::plain(Part::Alt, alt, around));
                }
                Block::Embed(Node { attrs: Embed { id: _, address: _, title, provider, still }, content }) => {
                    visit($held::plain(Part::Title, title, around));
                    visit($held::running(Part::Label, content, around));
                    if let Some(provider) = provider {
                        visit($held::plain(Part::Provider, provider, around));
                    }
                    if let Some(Picture { picture: _, credit, alt, focal: _, taken: _, archives: _ }) = still {
                        visit($held::plain(Part::Credit, credit, around));
                        visit($held::plain(Part::Alt, alt, around));
                    }
                }
                Block::Document(Node { attrs: Document { id: _, file: _, title, publisher, pages: _, credit }, content }) => {
                    visit($held::plain(Part::Title, title, around));
                    visit($held::running(Part::Label, content, around));
                    if let Some(publisher) = publisher {
                        visit($held::plain(Part::Publisher, publisher, around));
                    }
                    if let Some(credit) = credit {
                        visit($held::plain(Part::Credit, credit, around));
                    }
                }
                Block::Audio(recording) | Block::Video(recording) => $recording(recording, around, visit),
                Block::Table(table) => $table(table, around, visit),
                Block::Timeline(Node { attrs: Titled { id: _, title }, content }) => {
                    if let Some(title) = title {
                        visit($held::plain(Part::Title, title, around));
                    }
                    for (at, Entry { when, content: blocks }) in content.into_iter().enumerate() {
                        visit($held::plain(Part::When(at), when, around));
                        visit($held::Blocks { blocks, around });
                    }
                }
                Block::ReadAlso(Node { attrs: ReadAlso { id: _, address: _ }, content })
                | Block::Correction(Node { attrs: Correction { id: _, at: _ }, content }) => visit($held::running(Part::Label, content, around)),
                Block::Code(Node { attrs: Code { id: _, language: _ }, content }) => {
                    for Letters { text } in content {
                        visit($held::plain(Part::Code, text, around));
                    }
                }
                Block::Footnote(Node { attrs: Footnote { id: _, label: _ }, content: blocks }) => visit($held::Blocks { blocks, around: around.unsaid() }),
                Block::Stash(Node { attrs: Plain { id: _ }, content: blocks }) => visit($held::Blocks { blocks, around: around.set_aside() }),
                Block::Separator(Node { attrs: Plain { id: _ }, content: _ }) | Block::Withheld(Node { attrs: Plain { id: _ }, content: _ }) => {}
            }
        }

        fn $recording<'a>(recording: &'a $($mut)? Node<Recording, Block>, around: Around<'a>, visit: &mut dyn FnMut($held<$seen>)) {
            let Node { attrs, content: blocks } = recording;
            let Recording { id: _, file: _, title, credit, duration: _, poster: _, captions: _, chapters } = attrs;
            visit($held::plain(Part::Title, title, around));
            visit($held::plain(Part::Credit, credit, around));
            visit($held::Blocks { blocks, around: around.said() });
            for (at, Chapter { at: _, title }) in chapters.into_iter().enumerate() {
                visit($held::plain(Part::Chapter(at), title, around));
            }
        }

        fn $table<'a>(table: &'a $($mut)? Node<Table, Row>, around: Around<'a>, visit: &mut dyn FnMut($held<$seen>)) {
            let Node { attrs: Table { id: _, caption, source, columns: _ }, content } = table;
            if let Some(caption) = caption {
                visit($held::plain(Part::Caption, caption, around));
            }
            for (row, Row { content }) in content.into_iter().enumerate() {
                for (column, Cell { attrs: _, content }) in content.into_iter().enumerate() {
                    visit($held::running(Part::Cell(row, column), content, around.unsaid()));
                }
            }
            if let Some(source) = source {
                visit($held::plain(Part::Source, source, around));
            }
        }
    };
}

list_of_parts!(
    /// Visits what a block itself holds; what stands around the block is handed on.
    held_by, recording, table, Held, [], 'a
);
list_of_parts!(
    /// The same, to change it.
    held_by_mut, recording_mut, table_mut, HeldMut, [mut], '_
);

impl Block {
    /// The blocks directly inside this one, lists and timelines included.
    pub fn children(&self) -> Vec<&Self> {
        let mut children = Vec::new();
        held_by(self, Around::default(), &mut |held| match held {
            Held::Blocks { blocks, .. } => children.extend(blocks),
            Held::Text { .. } => {}
        });
        children
    }

    /// The running texts of this block itself, without those of the blocks inside it.
    pub fn texts(&self) -> Vec<&Text> {
        let mut texts = Vec::new();
        held_by(self, Around::default(), &mut |held| match held {
            Held::Text {
                words: Words::Running(text),
                ..
            } => texts.push(text),
            Held::Text {
                words: Words::Plain(_), ..
            }
            | Held::Blocks { .. } => {}
        });
        texts
    }

    /// The words of the block and of all inside it, a line per text.
    pub fn words(&self) -> String {
        let mut lines: Vec<String> = self.texts().into_iter().map(|text| words_of(text)).collect();
        if let Self::Code(code) = self {
            lines.push(code.letters());
        }
        lines.extend(self.children().into_iter().map(Self::words));
        lines.join("\n")
    }
}

/// Visits every block of a body, those inside others included, in document order.
pub fn each_block<'a>(body: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in body {
        visit(block);
        held_by(block, Around::default(), &mut |held| match held {
            Held::Blocks { blocks, .. } => each_block(blocks, visit),
            Held::Text { .. } => {}
        });
    }
}

/// The same, to change them.
pub fn each_block_mut(body: &mut [Block], visit: &mut dyn FnMut(&mut Block)) {
    for block in body {
        visit(block);
        held_by_mut(block, Around::default(), &mut |held| match held {
            HeldMut::Blocks { blocks, .. } => each_block_mut(blocks, visit),
            HeldMut::Text { .. } => {}
        });
    }
}

/// Changes every running text of a block itself, without those of the blocks inside it.
pub fn each_running_text_mut(block: &mut Block, change: &mut dyn FnMut(&mut Text)) {
    held_by_mut(block, Around::default(), &mut |held| match held {
        HeldMut::Text {
            words: WordsMut::Running(text),
            ..
        } => change(text),
        HeldMut::Text {
            words: WordsMut::Plain(_), ..
        }
        | HeldMut::Blocks { .. } => {}
    });
}
