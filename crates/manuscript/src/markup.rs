//! What stands in a manuscript and is no Markdown, as whoever can read it understands it: elements by what they mean, not by
//! what another language calls them. HTML and the codes of other systems are read elsewhere; here is what they may say.

use std::fmt::Debug;
use std::ops::Range;

use crate::body::{CellForm, Task};
use crate::refusals;
use crate::text::Mark;

/// Reads markup that stands in Markdown. It keeps nothing between two readings.
pub trait Markup: Debug + Sync {
    /// Reads parts that stand one behind the other and belong together.
    fn read(&self, parts: &[Part<'_>]) -> Understood;

    /// What a code of another system means, from its opening braces to its closing ones.
    fn code(&self, code: &str) -> Option<Element>;

    /// The language of code that a line of another system opens, and the lines that may close it.
    fn opens_code(&self, line: &str) -> Option<(String, &'static [&'static str])>;

    /// How many elements a piece of markup leaves open; below zero, how many it closes that it has not opened.
    fn leaves_open(&self, markup: &str) -> isize;
}

/// A part of what is read.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    Markup(&'a str),
    /// Running text that was read already.
    Text,
    /// An element that holds nothing.
    Element(&'a Element),
    /// Blocks that were read already.
    Blocks,
}

/// What was understood of the parts.
#[derive(Clone, Debug, Default)]
pub struct Understood {
    pub trees: Vec<Tree>,
    pub told: Vec<(At, NotRead)>,
}

/// A place: which part, and how many bytes behind its beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct At {
    pub part: usize,
    pub byte: usize,
}

/// An element with all that it holds, or something that holds nothing more.
#[derive(Clone, Debug)]
pub enum Tree {
    Element {
        element: Element,
        at: At,
        content: Vec<Tree>,
    },
    /// Letters of a part, as they stand there or in place of what stands there.
    Letters {
        letters: String,
        part: usize,
        range: Range<usize>,
    },
    /// A part that was read already.
    Read(usize),
    /// White space between two of them.
    Space,
}

/// What an element means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// Stands apart from what is around it: a paragraph, a division.
    Apart,
    /// A word that is explained by what follows.
    Term,
    Heading {
        level: u8,
        anchor: Option<String>,
    },
    /// Says nothing of its words.
    Words,
    Marked(Mark),
    /// Words that somebody said, without quotation marks.
    Quoted,
    /// The name of a work, or of who is quoted.
    Cite,
    /// Stands apart; in a quotation, says who is quoted.
    Footer,
    Break,
    Rule,
    Picture {
        source: String,
        alt: String,
        title: String,
        credit: Option<String>,
    },
    Figure,
    Caption,
    /// Who made what a caption is about.
    Credit,
    /// Something of another house.
    Frame {
        address: String,
        title: Option<String>,
    },
    Recording {
        is_film: bool,
        file: Option<String>,
        title: Option<String>,
        credit: Option<String>,
        poster: Option<String>,
    },
    /// A file for a recording.
    Source {
        file: String,
    },
    Table,
    TableCaption,
    Rows,
    Row,
    Cell {
        is_head: bool,
        form: CellForm,
    },
    Quotation {
        source: Option<String>,
    },
    List {
        ordered: bool,
        start: u32,
    },
    Item,
    Checkbox(Task),
    Details,
    Summary,
    /// Letters to the byte.
    Code {
        language: Option<String>,
    },
    /// The same in a line.
    CodeInLine {
        language: Option<String>,
    },
}

refusals! {
    /// What stands in a text and has no block or mark. It is told where it stands; its words stay.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum NotRead [] {
        Element(name: String):
            "`<{name}>` is nothing that the paper shows; its words stay, the rest of it does not"
            / "`<{name}>` n’est rien que le journal montre ; ses mots restent, le reste non",
        Code(code: String):
            "`{code}` is a code of another system; it is printed as it stands"
            / "`{code}` est un code d’un autre système ; il est imprimé tel quel",
        Mathematics:
            "mathematics are not typeset; they are printed as they stand"
            / "les mathématiques ne sont pas composées ; elles sont imprimées telles quelles",
        Container(name: String):
            "`{name}` is shown as a box; write `:::box title=\"…\"` if it is to have another title"
            / "`{name}` est montré en encadré ; écrivez `:::box title=\"…\"` s’il lui faut un autre titre",
        Indented(name: String):
            "`{name}` is a code of another system, and what is indented below it is read as code; write `:::box title=\"…\"`"
            / "`{name}` est un code d’un autre système, et ce qui est en retrait dessous est lu comme du code ; écrivez `:::box title=\"…\"`",
        InACell:
            "a cell holds words; what is shown in it stands behind the table"
            / "une cellule contient des mots ; ce qui y est montré est placé derrière le tableau",
        InAHeadline:
            "a headline is words alone; what else stands in it is left out"
            / "un titre n’est que des mots ; ce qu’il y a d’autre est laissé de côté",
        Unclosed(name: String):
            "`<{name}>` is never closed, and hides all that follows it: write `</{name}>` where it ends"
            / "`<{name}>` n’est jamais fermé et cache tout ce qui suit : écrivez `</{name}>` où il finit",
    }
}
