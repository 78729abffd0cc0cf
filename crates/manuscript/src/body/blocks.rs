//! Blocks as types, schema 2; their JSON is ProseMirror's.

use serde::{Deserialize, Serialize};

use crate::picture::{Media, Picture};
use crate::text::Text;

/// A node of the tree: what it is in `attrs`, what it holds in `content`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node<A, C> {
    pub attrs: A,
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub content: Vec<C>,
}

/// One block. Each carries a short id that stays with it while it is edited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    Paragraph(Node<Plain, crate::Inline>),
    Heading(Node<Heading, crate::Inline>),
    List(Node<List, ListItem>),
    /// Paragraphs that somebody said or wrote.
    Quotation(Node<Quotation, Block>),
    /// The first paragraph asks, the rest answers.
    QuestionAnswer(Node<Plain, Block>),
    PullQuote(Node<PullQuote, crate::Inline>),
    Box(Node<Titled, Block>),
    /// Its content is its caption.
    Image(Node<Image, crate::Inline>),
    /// Holds images only.
    Gallery(Node<Titled, Block>),
    /// Something of another house, shown after a click; its content is for those who do not click.
    Embed(Node<Embed, crate::Inline>),
    /// Its content is its transcript.
    Audio(Node<Recording, Block>),
    /// Its content is its transcript.
    Video(Node<Recording, Block>),
    /// A file that readers take with them: a ruling, a report. Its content says what is in it.
    Document(Node<Document, crate::Inline>),
    /// The first row is its head.
    Table(Node<Table, Row>),
    Timeline(Node<Titled, Entry>),
    ReadAlso(Node<ReadAlso, crate::Inline>),
    /// What was wrong and now is right, told to the reader.
    Correction(Node<Correction, crate::Inline>),
    Separator(Node<Plain, Never>),
    /// A footnote, which a text calls by its label; typesetting numbers it and sets it below the article.
    Footnote(Node<Footnote, Block>),
    /// To the byte as it is written; at most one piece.
    Code(Node<Code, Letters>),
    /// Set aside by the writer; never published.
    Stash(Node<Plain, Block>),
    /// Stood here and was taken from the public on legal grounds.
    Withheld(Node<Plain, Never>),
}

/// Content of a node that holds nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Never {}

/// Letters without marks, in which a line ends with `\n`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "text")]
pub struct Letters {
    pub text: String,
}

impl Node<Code, Letters> {
    /// The code as it is written, without the end of its last line.
    pub fn letters(&self) -> String {
        self.content.iter().map(|piece| piece.text.as_str()).collect()
    }
}

/// Declares the attributes of a block; every one begins with the block's id.
macro_rules! attrs {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident : $ty:ty),* $(,)? })+) => {
        $($(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            pub id: String,
            $($(#[$fdoc])* pub $field: $ty,)*
        })+
    };
}

attrs! {
    Plain {}
    /// `anchor` is the name under which it is linked to; without one that is its id.
    Heading { level: u8, #[serde(default, skip_serializing_if = "Option::is_none")] anchor: Option<String> }
    List { ordered: bool, #[serde(default = "one", skip_serializing_if = "is_one")] start: u32 }
    Quotation {
        #[serde(default, skip_serializing_if = "Option::is_none")] speaker: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")] standing: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")] source: Option<String>,
    }
    PullQuote {
        #[serde(default, skip_serializing_if = "Option::is_none")] speaker: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")] standing: Option<String>,
    }
    Titled { #[serde(default, skip_serializing_if = "Option::is_none")] title: Option<String> }
    Embed {
        address: String,
        title: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] provider: Option<String>,
        /// What is seen before the click.
        #[serde(default, skip_serializing_if = "Option::is_none")] still: Option<Picture>,
    }
    /// Columns are `left`, `right`, `center` or `none`.
    Table {
        #[serde(default, skip_serializing_if = "Option::is_none")] caption: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")] source: Option<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")] columns: Vec<Column>,
    }
    ReadAlso { address: String }
    Correction { at: Option<String> }
    Footnote { label: String }
    /// `language` is what stands behind the opening fence.
    Code { #[serde(default, skip_serializing_if = "Option::is_none")] language: Option<String> }
}

/// A picture in the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Image {
    pub id: String,
    pub image: Picture,
    /// Where it leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// A sound or a film. `duration` is in seconds; `captions` a WebVTT file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recording {
    pub id: String,
    pub file: Media,
    pub title: String,
    pub credit: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poster: Option<Media>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captions: Option<Media>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chapters: Vec<Chapter>,
}

/// A document as one article hands it on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    pub id: String,
    pub file: Media,
    pub title: String,
    /// Whose document it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// From whom the paper has it, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
}

/// A part of a recording; `at` is in seconds from its beginning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    pub at: u32,
    pub title: String,
}

impl Chapter {
    /// When it begins, as players show it.
    pub fn clock(&self) -> String {
        clock(self.at)
    }
}

/// Seconds as players show them: `1:04`, `1:00:04`.
pub fn clock(seconds: u32) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours == 0 {
        format!("{minutes}:{seconds:02}")
    } else {
        format!("{hours}:{minutes:02}:{seconds:02}")
    }
}

/// How a column stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    #[default]
    None,
    Left,
    Center,
    Right,
}

/// One item of a list: paragraphs, and lists below it. An item with attributes is a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "list_item")]
pub struct ListItem {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attrs: Option<Task>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub content: Vec<Block>,
}

/// What is to be done, and whether it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    pub done: bool,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "table_row")]
pub struct Row {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub content: Vec<Cell>,
}

/// One cell of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "table_cell")]
pub struct Cell {
    #[serde(default, skip_serializing_if = "CellForm::is_plain")]
    pub attrs: CellForm,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub content: Text,
}

/// How a cell stands in its table. Without a scope, the cells of the first row are heads of their columns and the others
/// are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CellForm {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub colspan: u32,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub rowspan: u32,
}

/// Of what a cell is the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    Column,
    Row,
    None,
}

impl Default for CellForm {
    fn default() -> Self {
        Self {
            scope: None,
            colspan: 1,
            rowspan: 1,
        }
    }
}

impl CellForm {
    /// The most columns or rows that one cell may span.
    pub const WIDEST: u32 = 100;

    /// A cell as GFM's tables have them.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

impl Cell {
    /// A cell of one column and one row.
    pub fn plain(content: Text) -> Self {
        Self {
            attrs: CellForm::default(),
            content,
        }
    }
}

/// One moment of a timeline; `when` is as printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "timeline_entry")]
pub struct Entry {
    pub when: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub content: Vec<Block>,
}

fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_one(start: &u32) -> bool {
    *start == 1
}

impl Block {
    /// The id that stays with the block while it is edited.
    pub fn id(&self) -> &str {
        match self {
            Self::Paragraph(n) => &n.attrs.id,
            Self::Separator(n) | Self::Withheld(n) => &n.attrs.id,
            Self::QuestionAnswer(n) | Self::Stash(n) => &n.attrs.id,
            Self::Heading(n) => &n.attrs.id,
            Self::List(n) => &n.attrs.id,
            Self::Quotation(n) => &n.attrs.id,
            Self::PullQuote(n) => &n.attrs.id,
            Self::Box(n) | Self::Gallery(n) => &n.attrs.id,
            Self::Timeline(n) => &n.attrs.id,
            Self::Image(n) => &n.attrs.id,
            Self::Embed(n) => &n.attrs.id,
            Self::Audio(n) | Self::Video(n) => &n.attrs.id,
            Self::Document(n) => &n.attrs.id,
            Self::Table(n) => &n.attrs.id,
            Self::ReadAlso(n) => &n.attrs.id,
            Self::Correction(n) => &n.attrs.id,
            Self::Code(n) => &n.attrs.id,
            Self::Footnote(n) => &n.attrs.id,
        }
    }

    /// Where the id is kept, to give it.
    pub fn id_mut(&mut self) -> &mut String {
        match self {
            Self::Paragraph(n) => &mut n.attrs.id,
            Self::Separator(n) | Self::Withheld(n) => &mut n.attrs.id,
            Self::QuestionAnswer(n) | Self::Stash(n) => &mut n.attrs.id,
            Self::Heading(n) => &mut n.attrs.id,
            Self::List(n) => &mut n.attrs.id,
            Self::Quotation(n) => &mut n.attrs.id,
            Self::PullQuote(n) => &mut n.attrs.id,
            Self::Box(n) | Self::Gallery(n) => &mut n.attrs.id,
            Self::Timeline(n) => &mut n.attrs.id,
            Self::Image(n) => &mut n.attrs.id,
            Self::Embed(n) => &mut n.attrs.id,
            Self::Audio(n) | Self::Video(n) => &mut n.attrs.id,
            Self::Document(n) => &mut n.attrs.id,
            Self::Table(n) => &mut n.attrs.id,
            Self::ReadAlso(n) => &mut n.attrs.id,
            Self::Correction(n) => &mut n.attrs.id,
            Self::Code(n) => &mut n.attrs.id,
            Self::Footnote(n) => &mut n.attrs.id,
        }
    }

    /// The media that this block itself uses.
    pub fn media(&self) -> Vec<&Media> {
        match self {
            Self::Image(n) => vec![&n.attrs.image.picture],
            Self::Document(n) => vec![&n.attrs.file],
            Self::Embed(n) => n.attrs.still.iter().map(|still| &still.picture).collect(),
            Self::Audio(n) | Self::Video(n) => {
                let recording = &n.attrs;
                [Some(&recording.file), recording.poster.as_ref(), recording.captions.as_ref()]
                    .into_iter()
                    .flatten()
                    .collect()
            }
            Self::Paragraph(_)
            | Self::Heading(_)
            | Self::List(_)
            | Self::Quotation(_)
            | Self::QuestionAnswer(_)
            | Self::PullQuote(_)
            | Self::Box(_)
            | Self::Gallery(_)
            | Self::Table(_)
            | Self::Timeline(_)
            | Self::ReadAlso(_)
            | Self::Correction(_)
            | Self::Separator(_)
            | Self::Code(_)
            | Self::Footnote(_)
            | Self::Stash(_)
            | Self::Withheld(_) => Vec::new(),
        }
    }

    /// The same, to take the files in.
    pub fn media_mut(&mut self) -> Vec<&mut Media> {
        match self {
            Self::Image(n) => vec![&mut n.attrs.image.picture],
            Self::Document(n) => vec![&mut n.attrs.file],
            Self::Embed(n) => n.attrs.still.iter_mut().map(|still| &mut still.picture).collect(),
            Self::Audio(n) | Self::Video(n) => {
                let recording = &mut n.attrs;
                [Some(&mut recording.file), recording.poster.as_mut(), recording.captions.as_mut()]
                    .into_iter()
                    .flatten()
                    .collect()
            }
            Self::Paragraph(_)
            | Self::Heading(_)
            | Self::List(_)
            | Self::Quotation(_)
            | Self::QuestionAnswer(_)
            | Self::PullQuote(_)
            | Self::Box(_)
            | Self::Gallery(_)
            | Self::Table(_)
            | Self::Timeline(_)
            | Self::ReadAlso(_)
            | Self::Correction(_)
            | Self::Separator(_)
            | Self::Code(_)
            | Self::Footnote(_)
            | Self::Stash(_)
            | Self::Withheld(_) => Vec::new(),
        }
    }
}
