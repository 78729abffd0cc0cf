//! Texts to be checked: from files or standard input, and written back.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use manuscript::{Locale, Said};
use proofs::piece::{Hand, NotRead, Piece};

use super::files::Named;
use crate::terminal::{self, Fault};

/// Bytes of the largest text.
const LARGEST: u64 = 64 << 20;

/// A piece, and the file in which it stands.
pub(super) struct TextFile {
    pub(super) piece: Piece,
    /// Where it is written back; nothing for standard input.
    pub(super) file: Option<PathBuf>,
}

/// A text that could not be read.
pub(super) enum Unread {
    /// No text at all.
    Machine(Said),
    /// A text, but not one in this format.
    Malformed(NotRead),
}

impl TextFile {
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
            Unread::Machine(Said::new(
                format!("« {name} » n’est pas de l’UTF-8, à partir de la ligne {line} ; enregistrez-le en UTF-8"),
                format!("`{name}` is not UTF-8, from line {line} on; save it as UTF-8"),
            ))
        })?;
        // Standard input has no name that could say otherwise: it is read like a file of the house.
        let hand = file.as_deref().map_or(Hand::Markdown, hand_of);
        let piece = Piece::of(name, text, hand).map_err(Unread::Malformed)?;
        Ok(Self { piece, file })
    }
}

impl Unread {
    /// The sentence for those who show no source.
    pub(super) fn message(&self) -> Said {
        match self {
            Self::Machine(said) => said.clone(),
            Self::Malformed(NotRead { name, malformed, .. }) => {
                let placed = malformed.placed();
                Said::new(format!("{name}:{}", placed.fr), format!("{name}:{}", placed.en))
            }
        }
    }

    pub(super) fn complain(&self, locale: Locale) {
        match self {
            Self::Machine(said) => terminal::complain(said.told(locale)),
            Self::Malformed(NotRead { name, text, malformed }) => {
                let fault = Fault {
                    line: malformed.line,
                    column: malformed.column,
                    message: malformed.said.told(locale),
                };
                terminal::complain_at(Path::new(name), text, &fault);
            }
        }
    }
}

/// Puts a text in the place of a file: whole, or not at all.
pub(super) fn write(file: &Path, text: &str) -> Result<(), Unread> {
    let broken = |error: std::io::Error| {
        let file = file.display();
        Unread::Machine(Said::new(
            format!("« {file} » ne peut pas être écrit : {error}"),
            format!("`{file}` cannot be written: {error}"),
        ))
    };
    // What a link points at is replaced, not the link.
    let file = std::fs::canonicalize(file).map_err(broken)?;
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let beside = tempfile::NamedTempFile::new_in(folder).map_err(broken)?;
    std::fs::write(beside.path(), text).map_err(broken)?;
    if let Ok(metadata) = std::fs::metadata(&file) {
        std::fs::set_permissions(beside.path(), metadata.permissions()).map_err(broken)?;
    }
    beside.as_file().sync_all().map_err(broken)?;
    beside.persist(&file).map_err(|error| broken(error.error))?;
    Ok(())
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, Unread> {
    let shown = path.display();
    let unreadable = |error: std::io::Error| {
        Unread::Machine(Said::new(
            format!("« {shown} » ne peut pas être lu : {error}"),
            format!("`{shown}` cannot be read: {error}"),
        ))
    };
    let length = std::fs::metadata(path).map_err(unreadable)?.len();
    if length > LARGEST {
        return Err(Unread::Machine(Said::new(
            format!("« {shown} » dépasse 64 Mo : ce n’est pas un article"),
            format!("`{shown}` is larger than 64 MB: this is no article"),
        )));
    }
    std::fs::read(path).map_err(unreadable)
}

fn standard_input() -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(LARGEST).read_to_end(&mut bytes);
    read.map_err(|error| {
        Unread::Machine(Said::new(
            format!("l’entrée standard ne peut pas être lue : {error}"),
            format!("standard input cannot be read: {error}"),
        ))
    })?;
    Ok(bytes)
}

fn hand_of(path: &Path) -> Hand {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if matches!(ending.to_ascii_lowercase().as_str(), "txt" | "text") {
        Hand::Plain
    } else if path.parent().is_some_and(|folder| folder.ends_with("pages")) {
        Hand::Page
    } else {
        Hand::Markdown
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
