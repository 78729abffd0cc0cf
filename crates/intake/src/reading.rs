//! Reading manuscripts from a folder, a batch ahead of the transaction that brings the last one in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use acts::importing::{ImportRefused, Incoming};
use folders::Unread;
use manuscript::markdown::{self, Defaults, Manuscript, Stage, Told};
use manuscript::refusal::Refusal as _;
use manuscript::{Instant, Said, Uuid};
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::folder::{LARGEST, is_draft, path_of, section_of};
use crate::known::Known;
use crate::refused::{FileRefused, Place};

/// Articles of one transaction: what is acknowledged at a time.
const BATCH: usize = 100;
/// Batches that wait while one is brought in.
const AHEAD: usize = 2;

/// What reading needs to know.
pub(crate) struct Reader {
    pub(crate) folder: PathBuf,
    /// What stands before the names of its files where the paper has another folder.
    pub(crate) prefix: String,
    /// The files as they were last imported.
    pub(crate) known: Known,
    pub(crate) defaults: Defaults,
}

/// What became of one file.
pub(crate) enum Read {
    Unchanged(Option<Uuid>, String),
    Refused(FileRefused),
    Ready(Box<Ready>),
}

/// A manuscript that was read and waits to be brought in.
pub(crate) struct Ready {
    pub(crate) file: PathBuf,
    /// From the folder's root.
    pub(crate) path: PathBuf,
    pub(crate) source: String,
    pub(crate) incoming: Incoming,
    /// What the file holds and the paper does not take over.
    pub(crate) told: Vec<Told>,
}

/// Reads files in batches on a thread of their own.
/// The task ends with the last batch; waiting for it tells a reading that broke from one that is done.
pub(crate) fn in_batches(reader: Arc<Reader>, files: Vec<PathBuf>) -> (mpsc::Receiver<Vec<Read>>, JoinHandle<()>) {
    let (ahead, batches) = mpsc::channel(AHEAD);
    let reading = tokio::task::spawn_blocking(move || {
        for batch in files.chunks(BATCH) {
            let read = batch.iter().map(|file| reader.read(file)).collect();
            if ahead.blocking_send(read).is_err() {
                // The import was given up.
                return;
            }
        }
    });
    (batches, reading)
}

impl Reader {
    pub(crate) fn read(&self, file: &Path) -> Read {
        match self.ready(file) {
            Ok(read) => read,
            Err(refused) => Read::Refused(refused),
        }
    }

    fn ready(&self, file: &Path) -> Result<Read, FileRefused> {
        let path = format!("{}{}", self.prefix, path_of(file));
        let shown = self.folder.join(file);
        let (bytes, file_date) = self.bytes_and_date(file).map_err(|why| unread(shown.clone(), &why))?;
        let file_hash = Sha256::digest(&bytes).to_vec();
        if self.known.hashes.get(&path) == Some(&file_hash) {
            return Ok(Read::Unchanged(self.known.articles.get(&path).copied(), path));
        }
        let (source, mut manuscript, told) = self.manuscript(&shown, bytes)?;
        manuscript.leave_comments_out_of_names();
        if is_draft(&path_of(file)) {
            manuscript.stage = Stage::Newsroom;
        }
        if let Some(other) = self.other_file_of(&manuscript, &path) {
            return Err(FileRefused::whole(shown, ImportRefused::AnotherFile(other).said()));
        }
        let incoming = Incoming {
            folder: section_of(&path_of(file)),
            path,
            file_hash,
            manuscript,
            file_date,
            again: false,
        };
        Ok(Read::Ready(Box::new(Ready {
            file: shown,
            path: file.to_owned(),
            source,
            incoming,
            told,
        })))
    }

    fn bytes_and_date(&self, file: &Path) -> Result<(Vec<u8>, Instant), Unread> {
        let (bytes, changed) = folders::read_dated(&self.folder, file, LARGEST)?;
        let since = changed.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Ok((bytes, Instant(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))))
    }

    /// Another file that is this article still, as it was last imported: then this one is a copy of it, not the same one
    /// moved.
    fn other_file_of(&self, manuscript: &Manuscript, path: &str) -> Option<String> {
        let other = self.known.paths.get(&manuscript.id?).filter(|other| *other != path)?;
        let bytes = folders::read(&self.folder, Path::new(other.strip_prefix(&self.prefix)?), LARGEST).ok()?;
        (self.known.hashes.get(other)? == &Sha256::digest(&bytes).to_vec()).then(|| other.clone())
    }

    /// The manuscript with its source, and what is no part of it.
    fn manuscript(&self, file: &Path, bytes: Vec<u8>) -> Result<(String, Manuscript, Vec<Told>), FileRefused> {
        let source = String::from_utf8(bytes).map_err(|error| no_utf8(file, error.as_bytes(), error.utf8_error().valid_up_to()))?;
        match markdown::read_and_tell(&source, &self.defaults) {
            Ok((manuscript, told)) => Ok((source, manuscript, told)),
            Err(malformed) => Err(FileRefused::malformed(file, &source, &malformed)),
        }
    }
}

/// Shown at the line where the text ends.
fn no_utf8(file: &Path, bytes: &[u8], valid_up_to: usize) -> FileRefused {
    let valid = String::from_utf8_lossy(&bytes[..valid_up_to]);
    let said = Said::new(
        "le fichier n’est pas un texte en UTF-8 ; enregistrez-le en UTF-8",
        "the file is not UTF-8 text; save it as UTF-8",
    );
    FileRefused::at(file, Place::line(&valid, valid.matches('\n').count() + 1), said)
}

/// A manuscript is no larger than a long book.
fn unread(file: PathBuf, unread: &Unread) -> FileRefused {
    let mut refused = FileRefused::unread(file, unread);
    if matches!(unread, Unread::TooLarge(_)) {
        refused.said.fr.push_str(" ; un manuscrit est un article");
        refused.said.en.push_str("; a manuscript is one article");
    }
    refused
}
