//! One piece: a file or standard input, read loosely as Markdown or as plain text, with the place of every letter.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use copydesk::{Span, Spot};
use manuscript::language::Language;
use manuscript::located::Located;
use manuscript::markdown::{self, Defaults, Malformed};
use manuscript::{Copy, Instant, Locale, plain};

use super::files::Named;
use super::lines::Lines;
use crate::terminal::{self, Fault};

/// Bytes of the largest text.
const LARGEST: u64 = 64 << 20;

/// A text as it is checked.
pub(super) struct Piece {
    /// As it was named.
    pub(super) name: String,
    /// Where it is written back; nothing for standard input.
    pub(super) file: Option<PathBuf>,
    pub(super) text: String,
    pub(super) copy: Copy,
    pub(super) located: Located,
    pub(super) lines: Lines,
    pub(super) published: Option<Instant>,
    pub(super) section: Option<String>,
    /// A front matter says what a byline is; plain text has no place for one.
    pub(super) has_fields: bool,
    /// What of the copy's texts is no prose.
    pub(super) closed: Vec<(Spot, std::ops::Range<usize>)>,
    hand: Hand,
}

/// What a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hand {
    Markdown,
    Plain,
}

/// A text that could not be read.
pub(super) enum Unread {
    /// No text at all.
    Machine(String),
    /// A text, but not one in this format.
    Malformed { name: String, text: String, malformed: Malformed },
}

impl Piece {
    /// Reads a file as it was named on the command line, or standard input.
    pub(super) fn read(named: impl Into<Named>) -> Result<Self, Unread> {
        let (name, file, bytes) = match named.into() {
            Named::File(path) => (path.display().to_string(), Some(path.clone()), bytes_of(&path)?),
            Named::StandardInput => ("-".to_owned(), None, standard_input()?),
            Named::Unfit(why) => return Err(Unread::Machine(why)),
        };
        let text = String::from_utf8(bytes).map_err(|error| {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = valid.split(|byte| *byte == b'\n').count();
            Unread::Machine(format!("`{name}` is not UTF-8, from line {line} on; save it as UTF-8"))
        })?;
        // Standard input has no name that could say otherwise: it is read like a file of the house.
        let is_plain = file.as_ref().is_some_and(|path| is_plain(path));
        Self::of((name, file), text, if is_plain { Hand::Plain } else { Hand::Markdown })
    }

    /// The same piece with another text.
    pub(super) fn rewritten(&self, text: String) -> Result<Self, Unread> {
        Self::of((self.name.clone(), self.file.clone()), text, self.hand)
    }

    fn of((name, file): (String, Option<PathBuf>), text: String, hand: Hand) -> Result<Self, Unread> {
        let language = guessed(&text);
        let is_page = file
            .as_ref()
            .is_some_and(|path| path.parent().is_some_and(|folder| folder.ends_with("pages")));
        let has_fields = hand == Hand::Markdown && !is_page && begins_with_fields(&text);
        let (copy, located, published, section) = match hand {
            Hand::Plain => {
                let copy = plain::read(&text, language);
                let located = Located::of_plain(&text, &copy);
                (copy, located, None, None)
            }
            Hand::Markdown => {
                let zone = jiff::tz::TimeZone::UTC;
                let manuscript = match markdown::read_loosely(&text, &Defaults { language, zone }) {
                    Ok(manuscript) => manuscript,
                    Err(malformed) => return Err(Unread::Malformed { name, text, malformed }),
                };
                let located = Located::of(&text, &manuscript.copy);
                (manuscript.copy, located, manuscript.published, manuscript.section)
            }
        };
        Ok(Self {
            lines: Lines::of(&text),
            closed: closed_in(&copy, &located),
            name,
            file,
            text,
            copy,
            located,
            published,
            section,
            has_fields,
            hand,
        })
    }

    /// How many words a reader reads.
    pub(super) fn words(&self) -> usize {
        let passages = copydesk::passages(&self.copy);
        let prose = passages.iter().filter(|passage| passage.is_prose());
        prose.map(|passage| passage.text.split_whitespace().count()).sum()
    }

    /// Where a span stands in the file, letter by letter.
    pub(super) fn range_of(&self, span: &Span) -> Option<std::ops::Range<usize>> {
        self.located.at(&span.spot, span.range())
    }

    /// The line on which a span's text begins, where no more is known; the first for what is missing.
    pub(super) fn line_of(&self, spot: &Spot) -> usize {
        self.located.line(spot).unwrap_or(1)
    }
}

/// Where the copy's texts hold what is no prose.
fn closed_in(copy: &Copy, located: &Located) -> Vec<(Spot, std::ops::Range<usize>)> {
    let mut closed = Vec::new();
    for passage in copydesk::passages(copy) {
        let ranges = located.closed_in(&passage.spot);
        closed.extend(ranges.into_iter().map(|range| (passage.spot.clone(), range)));
    }
    closed
}

impl Unread {
    /// The sentence for those who show no source.
    pub(super) fn message(&self, locale: Locale) -> String {
        match self {
            Self::Machine(message) => message.clone(),
            Self::Malformed { name, malformed, .. } => format!("{name}:{}", malformed.placed().told(locale)),
        }
    }

    pub(super) fn complain(&self, locale: Locale) {
        match self {
            Self::Machine(message) => terminal::complain(message),
            Self::Malformed { name, text, malformed } => terminal::complain_at(
                Path::new(name),
                text,
                &Fault {
                    line: malformed.line,
                    column: malformed.column,
                    message: malformed.said.told(locale),
                },
            ),
        }
    }
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, Unread> {
    let unreadable = |error: std::io::Error| Unread::Machine(format!("`{}` cannot be read: {error}", path.display()));
    let length = std::fs::metadata(path).map_err(unreadable)?.len();
    if length > LARGEST {
        return Err(Unread::Machine(format!(
            "`{}` is larger than 64 MB: this is no article",
            path.display()
        )));
    }
    std::fs::read(path).map_err(unreadable)
}

fn standard_input() -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(LARGEST).read_to_end(&mut bytes);
    read.map_err(|error| Unread::Machine(format!("standard input cannot be read: {error}")))?;
    Ok(bytes)
}

fn is_plain(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    matches!(ending.to_ascii_lowercase().as_str(), "txt" | "text")
}

/// A front matter, whichever signs end its lines and whether or not a byte order mark stands before it.
fn begins_with_fields(text: &str) -> bool {
    let rest = text.trim_start_matches('\u{feff}').strip_prefix("---");
    rest.is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']))
}

/// French, unless English words are the more frequent ones.
fn guessed(text: &str) -> Language {
    const FRENCH: [&str; 12] = ["le", "la", "les", "des", "est", "une", "dans", "qui", "que", "pour", "du", "et"];
    const ENGLISH: [&str; 12] = ["the", "of", "and", "is", "was", "that", "for", "with", "by", "are", "to", "from"];
    let words = || text.split(|c: char| !c.is_alphabetic()).take(2_000);
    let count = |list: &[&str]| words().filter(|word| list.contains(word)).count();
    if count(&ENGLISH) > count(&FRENCH) {
        Language::english()
    } else {
        Language::french()
    }
}

impl From<&Named> for Named {
    fn from(named: &Named) -> Self {
        named.clone()
    }
}

impl From<&Path> for Named {
    fn from(path: &Path) -> Self {
        Self::File(path.to_owned())
    }
}
