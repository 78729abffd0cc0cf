//! Manuscripts as files: Markdown with YAML front matter, lossless both ways. The format is in `docs/manuscripts.md`.

mod addresses;
mod aligned;
mod attributes;
mod blocks;
mod chapters;
mod codes;
pub(crate) mod comments;
mod directives;
mod front_matter;
mod head_words;
pub(crate) mod heads;
mod inline;
pub(crate) mod loose;
mod media;
pub(crate) mod origin;
mod parts;
mod pieces;
pub(crate) mod read;
pub(crate) mod reading;
mod refused;
mod running;
mod spans;
mod stretches;
pub(crate) mod style;
pub(crate) mod syntax;
mod titles;
mod understood;
mod write;
mod write_text;
mod yaml;

pub(crate) use addresses::mail_around;
pub(crate) use attributes::encode;
pub(crate) use chapters::titles as chapter_titles;
pub(crate) use head_words::{is_of_words, written as head_words};
pub use read::{read, read_and_tell, read_loosely};
pub use write::write;
pub(crate) use write_text::makes_an_address;

use crate::clock::Instant;
use crate::copy::Copy;
use crate::language::Language;
use crate::markup::{Markup, NotRead};
use crate::refusal::{Refusal as _, Said};
use crate::words::Access;
use refused::ManuscriptRefused;
use uuid::Uuid;

/// One article as a file says it: its copy, and where it stands, in names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manuscript {
    pub id: Option<Uuid>,
    pub copy: Copy,
    pub section: Option<String>,
    pub dossiers: Vec<String>,
    pub series: Option<String>,
    pub topics: Vec<String>,
    pub access: Access,
    pub teaser_ends_after: Option<u32>,
    pub translation_set: Option<String>,
    pub pinned: bool,
    pub stage: Stage,
    pub published: Option<Instant>,
    pub address: Option<String>,
}

impl Manuscript {
    /// The names of sections, dossiers, series and topics without what nobody shall read.
    pub fn leave_comments_out_of_names(&mut self) {
        let single = [&mut self.section, &mut self.series];
        let names = single.into_iter().flatten().chain(&mut self.dossiers).chain(&mut self.topics);
        for name in names.filter(|name| comments::is_in(name)) {
            comments::without(name);
            *name = name.trim().to_owned();
        }
    }
}

/// For whom a manuscript is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    #[default]
    Readers,
    /// A draft: nobody but the newsroom has it.
    Newsroom,
}

/// What a file need not say because the paper does, and who reads what stands in it and is no Markdown.
#[derive(Clone, Debug)]
pub struct Defaults {
    pub language: Language,
    pub zone: jiff::tz::TimeZone,
    pub markup: &'static dyn Markup,
}

/// What a reading met and did not take over, and where. Lines and columns begin at 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub line: usize,
    pub column: usize,
    pub not_read: NotRead,
}

/// A manuscript that cannot be read, and where. Lines and columns begin at 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {}", said.en)]
pub struct Malformed {
    pub line: usize,
    pub column: usize,
    pub said: Said,
}

impl Malformed {
    /// What is wrong and where, in every language of the house.
    pub fn placed(&self) -> Said {
        let Self { line, column, said } = self;
        Said::new(
            format!("ligne {line}, colonne {column} : {}", said.fr),
            format!("line {line}, column {column}: {}", said.en),
        )
    }

    pub(crate) fn at_line(line: usize, refused: impl Into<ManuscriptRefused>) -> Self {
        Self {
            line,
            column: 1,
            said: refused.into().said(),
        }
    }

    /// The same, shown at another place.
    pub(crate) fn moved_to(self, place: &Self) -> Self {
        Self {
            line: place.line,
            column: place.column,
            said: self.said,
        }
    }

    /// At a byte offset of a whole file.
    pub(crate) fn at_offset(source: &str, offset: usize, refused: impl Into<ManuscriptRefused>) -> Self {
        let before = source.get(..offset).unwrap_or(source);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: 1 + before.matches('\n').count(),
            column: before[line_start..].chars().count() + 1,
            said: refused.into().said(),
        }
    }
}
