//! Reading manuscripts from a folder, a batch ahead of the transaction that brings the last one in.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use acts::importing::{ImportRefused, Incoming};
use folders::Unread;
use manuscript::markdown::{self, Defaults, Malformed, Manuscript, Stage};
use manuscript::{Instant, Uuid};
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::importing::folder;
use crate::terminal;

/// Articles of one transaction: what is acknowledged at a time.
const BATCH: usize = 100;
/// Bytes of the largest manuscript.
pub(crate) const LARGEST: u64 = 4 << 20;
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

/// Files as they were last imported: their hashes by path, their paths by article.
#[derive(Default)]
pub(crate) struct Known {
    pub(crate) hashes: HashMap<String, Vec<u8>>,
    pub(crate) articles: HashMap<String, Uuid>,
    pub(crate) paths: HashMap<Uuid, String>,
}

/// What became of one file.
pub(crate) enum Read {
    Unchanged(Option<Uuid>, String),
    /// The reason has been said.
    Refused,
    Ready(Box<Ready>),
}

/// A manuscript that was read and waits to be brought in.
pub(crate) struct Ready {
    pub(crate) file: PathBuf,
    pub(crate) source: String,
    pub(crate) incoming: Incoming,
}

/// Reads files in batches on a thread of their own.
/// The task ends with the last batch; waiting for it tells a reading that broke from one that is done.
pub(crate) fn in_batches(reader: Reader, files: Vec<PathBuf>) -> (mpsc::Receiver<Vec<Read>>, JoinHandle<()>) {
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
    fn read(&self, file: &Path) -> Read {
        let path = format!("{}{}", self.prefix, path_of(file));
        let shown = self.folder.join(file);
        let (bytes, file_date) = match self.bytes_and_date(file) {
            Ok(found) => found,
            Err(unread) => {
                terminal::complain(&format!("{}: the file {}", shown.display(), what_to_do(&unread)));
                return Read::Refused;
            }
        };
        let file_hash = Sha256::digest(&bytes).to_vec();
        if self.known.hashes.get(&path) == Some(&file_hash) {
            return Read::Unchanged(self.known.articles.get(&path).copied(), path);
        }
        match self.manuscript(&shown, bytes) {
            Some((source, mut manuscript)) => {
                manuscript.leave_comments_out_of_names();
                if folder::is_draft(&path_of(file)) {
                    manuscript.stage = Stage::Newsroom;
                }
                if let Some(other) = self.other_file_of(&manuscript, &path) {
                    terminal::complain(&format!("{}: {}", shown.display(), ImportRefused::AnotherFile(other)));
                    return Read::Refused;
                }
                let incoming = Incoming {
                    folder: folder::section_of(&path_of(file)),
                    path,
                    file_hash,
                    manuscript,
                    file_date,
                };
                Read::Ready(Box::new(Ready {
                    file: shown,
                    source,
                    incoming,
                }))
            }
            None => Read::Refused,
        }
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

    /// The manuscript with its source, or nothing once it was said why not.
    fn manuscript(&self, file: &Path, bytes: Vec<u8>) -> Option<(String, Manuscript)> {
        let source = match String::from_utf8(bytes) {
            Ok(source) => source,
            Err(error) => {
                let valid = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]).into_owned();
                let message = "the file is not UTF-8 text; save it as UTF-8".into();
                let malformed = Malformed {
                    line: valid.matches('\n').count() + 1,
                    column: 1,
                    message,
                };
                terminal::complain_at(file, &valid, &malformed);
                return None;
            }
        };
        match markdown::read(&source, &self.defaults) {
            Ok(manuscript) => Some((source, manuscript)),
            Err(malformed) => {
                terminal::complain_at(file, &source, &malformed);
                None
            }
        }
    }
}

/// A manuscript is no larger than a long book.
fn what_to_do(unread: &Unread) -> String {
    match unread {
        Unread::TooLarge(_) => format!("{unread}; a manuscript is one article"),
        _ => unread.to_string(),
    }
}

/// A path from the folder's root as the paper remembers it, with `/` on every system.
pub(crate) fn path_of(file: &Path) -> String {
    let path = file
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/");
    // A folder from a system that decomposes accents is the same folder.
    manuscript::settled::nfc(&path)
}
