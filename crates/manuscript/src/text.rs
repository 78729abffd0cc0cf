//! Running text: pieces with marks, in the normal form that the canonical bytes need.

use serde::{Deserialize, Serialize};

use crate::figure::Figure;
use crate::language::Language;

/// A piece of running text. The JSON is ProseMirror's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Inline {
    Text {
        text: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        marks: Vec<Mark>,
    },
    HardBreak {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        marks: Vec<Mark>,
    },
    /// Where a footnote is called. It has no letters: the number comes with typesetting.
    FootnoteReference {
        attrs: Called,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        marks: Vec<Mark>,
    },
}

/// Which footnote is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Called {
    pub label: String,
}

/// Running text: no two neighbours carry the same marks, no piece is empty.
pub type Text = Vec<Inline>;

/// What is said about a piece of text. The order of the variants is the order of nesting, outermost first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "attrs", rename_all = "snake_case")]
pub enum Mark {
    Insertion(Suggestion),
    Deletion(Suggestion),
    Note(NoteAnchor),
    Quote(Quote),
    Lang(Lang),
    Link(Link),
    Figure(Figure),
    Strong,
    Emphasis,
    /// Not so any more, and left for readers to see.
    Struck,
    Superscript,
    Subscript,
    /// A short form, with what it stands for.
    Abbreviation(Abbreviation),
    /// To the byte as it is written: neither spaced, nor read by the copy desk.
    Code,
}

/// A suggested insertion or deletion; open ones refuse publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suggestion {
    pub by: String,
}

/// The place that a note of the newsroom speaks of; never published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteAnchor {
    pub id: String,
}

/// Words that somebody said, with who said them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    pub speaker: String,
}

/// A passage in another language than the article's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lang {
    pub lang: Language,
}

/// A link, with the title that it may carry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub href: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// What a short form stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Abbreviation {
    pub title: String,
}

impl Mark {
    /// Where the mark stands in the nesting, outermost first. A piece carries at most one mark of each rank.
    pub const fn rank(&self) -> u8 {
        match self {
            Self::Insertion(_) => 0,
            Self::Deletion(_) => 1,
            Self::Note(_) => 2,
            Self::Quote(_) => 3,
            Self::Lang(_) => 4,
            Self::Link(_) => 5,
            Self::Figure(_) => 6,
            Self::Strong => 7,
            Self::Emphasis => 8,
            Self::Struck => 9,
            Self::Superscript => 10,
            Self::Subscript => 11,
            Self::Abbreviation(_) => 12,
            Self::Code => 13,
        }
    }

    /// An open suggestion.
    pub const fn is_suggestion(&self) -> bool {
        matches!(self, Self::Insertion(_) | Self::Deletion(_))
    }
}

impl Inline {
    /// Text without marks.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::Text {
            text: text.into(),
            marks: Vec::new(),
        }
    }

    /// The label of the footnote that is called here.
    pub fn called(&self) -> Option<&str> {
        match self {
            Self::FootnoteReference { attrs, .. } => Some(&attrs.label),
            Self::Text { .. } | Self::HardBreak { .. } => None,
        }
    }

    /// Whether its letters are code, which nothing changes.
    pub fn is_code(&self) -> bool {
        self.marks().contains(&Mark::Code)
    }

    pub fn marks(&self) -> &[Mark] {
        match self {
            Self::Text { marks, .. } | Self::HardBreak { marks } | Self::FootnoteReference { marks, .. } => marks,
        }
    }

    pub fn marks_mut(&mut self) -> &mut Vec<Mark> {
        match self {
            Self::Text { marks, .. } | Self::HardBreak { marks } | Self::FootnoteReference { marks, .. } => marks,
        }
    }
}

/// A text of one plain piece, or none.
pub fn plain(text: &str) -> Text {
    normal(vec![Inline::plain(text)])
}

/// The words without their marks; a line break is a space.
pub fn words_of(text: &[Inline]) -> String {
    text.iter()
        .map(|piece| match piece {
            Inline::Text { text, .. } => text.as_str(),
            Inline::HardBreak { .. } => " ",
            Inline::FootnoteReference { .. } => "",
        })
        .collect()
}

/// The normal form: marks sorted and one of each rank, neighbours merged, nothing empty.
pub fn normal(text: Text) -> Text {
    let mut settled: Text = Vec::with_capacity(text.len());
    for mut piece in text {
        sort_marks(piece.marks_mut());
        let Inline::Text { text, marks } = &piece else {
            settled.push(piece);
            continue;
        };
        if text.is_empty() {
            continue;
        }
        match settled.last_mut() {
            Some(Inline::Text { text: before, marks: same }) if same == marks => before.push_str(text),
            _ => settled.push(piece),
        }
    }
    settled
}

/// The innermost of two marks of the same rank wins: it was added last.
fn sort_marks(marks: &mut Vec<Mark>) {
    marks.reverse();
    marks.sort_by_key(Mark::rank);
    marks.dedup_by_key(|mark| mark.rank());
}
