//! Reading manuscripts from a folder, a batch ahead of the transaction that brings the last one in.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use acts::importing::Incoming;
use manuscript::Instant;
use manuscript::markdown::{self, Defaults, Malformed, Manuscript};
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;

use crate::terminal;

/// Articles of one transaction: what is acknowledged at a time.
const BATCH: usize = 100;
/// Batches that wait while one is brought in.
const AHEAD: usize = 2;

/// What reading needs to know.
pub(crate) struct Reader {
    pub(crate) folder: PathBuf,
    /// Hashes of the files as they were last imported, by path.
    pub(crate) known: HashMap<String, Vec<u8>>,
    pub(crate) defaults: Defaults,
}

/// What became of one file.
pub(crate) enum Read {
    Unchanged,
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
pub(crate) fn in_batches(reader: Reader, files: Vec<PathBuf>) -> mpsc::Receiver<Vec<Read>> {
    let (ahead, batches) = mpsc::channel(AHEAD);
    tokio::task::spawn_blocking(move || {
        for batch in files.chunks(BATCH) {
            let read = batch.iter().map(|file| reader.read(file)).collect();
            if ahead.blocking_send(read).is_err() {
                // The import was given up.
                return;
            }
        }
    });
    batches
}

impl Reader {
    fn read(&self, file: &Path) -> Read {
        let path = path_in(&self.folder, file);
        let (bytes, file_date) = match std::fs::read(file).and_then(|bytes| Ok((bytes, changed_at(file)?))) {
            Ok(found) => found,
            Err(error) => {
                terminal::complain(&format!("{}: the file cannot be read: {error}", file.display()));
                return Read::Refused;
            }
        };
        let file_hash = Sha256::digest(&bytes).to_vec();
        if self.known.get(&path) == Some(&file_hash) {
            return Read::Unchanged;
        }
        match self.manuscript(file, bytes) {
            Some((source, manuscript)) => {
                let incoming = incoming(path, file_hash, manuscript, file_date);
                Read::Ready(Box::new(Ready {
                    file: file.to_owned(),
                    source,
                    incoming,
                }))
            }
            None => Read::Refused,
        }
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

fn incoming(path: String, file_hash: Vec<u8>, manuscript: Manuscript, file_date: Instant) -> Incoming {
    let folder = path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    Incoming {
        path,
        file_hash,
        manuscript,
        file_date,
        folder,
    }
}

/// The path from the folder's root, with `/` on every system.
fn path_in(folder: &Path, file: &Path) -> String {
    let relative = file.strip_prefix(folder).unwrap_or(file);
    relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

fn changed_at(file: &Path) -> std::io::Result<Instant> {
    let modified = std::fs::metadata(file)?.modified()?;
    let since = modified.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Ok(Instant(i64::try_from(since.as_millis()).unwrap_or(i64::MAX)))
}
