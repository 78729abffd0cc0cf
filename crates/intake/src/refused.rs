//! Why a folder, or one file of it, was not taken in.

use std::fmt::Display;
use std::path::{Path, PathBuf};

use folders::Unread;
use manuscript::Said;
use manuscript::markdown::Malformed;
use manuscript::refusal::Refusal;
use store::Broken;

/// Why a folder was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum NotTakenIn {
    /// Something must be changed by whoever hands it over.
    #[error("{}", .0.en)]
    Refused(Said),
    /// A page that the folder's settings name, with where it is faulty.
    #[error("the page `{page}` is faulty")]
    FaultyPage { page: String, fault: Box<FileRefused> },
    #[error(transparent)]
    Broken(#[from] Broken),
}

impl NotTakenIn {
    pub(crate) fn said(french: impl Into<String>, english: impl Into<String>) -> Self {
        Self::Refused(Said::new(french, english))
    }

    /// Machinery that failed beside the database.
    pub(crate) fn broken(reason: impl Display) -> Self {
        Self::Broken(Broken::because(reason.to_string()))
    }

    /// A file that could not be read.
    pub(crate) fn unread(file: &Path, unread: &Unread) -> Self {
        let (file, said) = (file.display(), unread.said());
        Self::said(
            format!("le fichier « {file} » {}", said.fr),
            format!("the file `{file}` {}", said.en),
        )
    }

    /// Another refusal, of what stands in a file.
    pub(crate) fn in_file(file: &Path, refused: &dyn Refusal) -> Self {
        let (file, said) = (file.display(), refused.said());
        Self::said(format!("{file} : {}", said.fr), format!("{file}: {}", said.en))
    }
}

/// A file of the folder that is not taken in, while others are.
#[derive(Clone, Debug)]
pub struct FileRefused {
    pub file: PathBuf,
    pub said: Said,
    /// Where in its text, if there is a text.
    pub place: Option<Place>,
}

/// A place in a text: lines and columns begin at 1.
#[derive(Clone, Debug)]
pub struct Place {
    pub source: String,
    pub line: usize,
    pub column: usize,
}

impl Place {
    /// The beginning of a line.
    pub(crate) fn line(source: &str, line: usize) -> Self {
        Self {
            source: source.to_owned(),
            line,
            column: 1,
        }
    }
}

impl FileRefused {
    /// What stands in the place of a manuscript and is none.
    pub(crate) fn unread(file: PathBuf, unread: &Unread) -> Self {
        let said = unread.said();
        let said = Said::new(format!("le fichier {}", said.fr), format!("the file {}", said.en));
        Self::whole(file, said)
    }

    /// A file of which no text can be shown.
    pub(crate) fn whole(file: PathBuf, said: Said) -> Self {
        Self { file, said, place: None }
    }

    pub(crate) fn at(file: &Path, place: Place, said: Said) -> Self {
        Self {
            file: file.to_owned(),
            said,
            place: Some(place),
        }
    }

    /// A manuscript that cannot be read.
    pub(crate) fn malformed(file: &Path, source: &str, malformed: &Malformed) -> Self {
        let place = Place {
            source: source.to_owned(),
            line: malformed.line,
            column: malformed.column,
        };
        Self::at(file, place, malformed.said.clone())
    }
}
