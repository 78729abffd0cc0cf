//! Manuscripts as a story writes them: a headline, what stands in the head, what the text says.

use manuscript::Copy;
use manuscript::markdown::{self, Defaults, Manuscript};
use manuscript::paper::Paper;

/// A manuscript that is being written.
#[derive(Clone, Debug)]
pub struct Written {
    head: String,
    text: String,
}

/// Begins an article; it says one sentence until it is told another.
pub fn article(headline: &str) -> Written {
    Written {
        head: format!("headline: \"{headline}\"\n"),
        text: "Texte.".to_owned(),
    }
}

impl Written {
    /// What the body says.
    pub fn saying(mut self, text: &str) -> Self {
        text.clone_into(&mut self.text);
        self
    }

    /// A further line of the head, as files have it: `kind: brief`.
    pub fn with(mut self, line: &str) -> Self {
        self.head.extend([line, "\n"]);
        self
    }

    pub fn published(self, when: &str) -> Self {
        self.with(&format!("published: {when}"))
    }

    pub fn in_section(self, path: &str) -> Self {
        self.with(&format!("section: {path}"))
    }

    pub fn in_dossier(self, name: &str) -> Self {
        self.with(&format!("dossiers: [{name}]"))
    }

    pub fn about(self, topic: &str) -> Self {
        self.with(&format!("topics: [{topic}]"))
    }

    pub fn signed(self, name: &str) -> Self {
        self.with(&format!("byline: [{name}]"))
    }

    /// Read whole by `registered` or `subscribers` only; the others read so many blocks.
    pub fn reserved_for(self, access: &str, teaser_ends_after: u32) -> Self {
        self.with(&format!("access: {access}\nteaser_ends_after: {teaser_ends_after}"))
    }

    /// With a picture at its head.
    pub fn led_by(self, picture: &str) -> Self {
        self.with(&format!("lead:\n  picture: {picture}\n  credit: Une photographe\n  alt: Une porte"))
    }

    /// The copy of it, as a paper reads it.
    #[track_caller]
    pub fn copy(&self, paper: &Paper) -> Copy {
        read(&self.file(), paper).copy
    }

    /// The file of it.
    pub fn file(&self) -> String {
        format!("---\n{}---\n\n{}\n", self.head, self.text)
    }
}

impl From<Written> for String {
    fn from(written: Written) -> Self {
        written.file()
    }
}

impl From<&Written> for String {
    fn from(written: &Written) -> Self {
        written.file()
    }
}

/// Reads a manuscript's file as an import of the paper would.
#[track_caller]
pub(crate) fn read(text: &str, paper: &Paper) -> Manuscript {
    let defaults = Defaults {
        language: paper.language(),
        zone: paper.time_zone(),
        markup: &arrivals::Arrivals,
    };
    markdown::read(text, &defaults).unwrap_or_else(|malformed| panic!("{malformed}: {text}"))
}
