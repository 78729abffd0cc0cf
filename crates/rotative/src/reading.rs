//! Reading manuscripts from a folder, a batch ahead of the transaction that brings the last one in.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use acts::importing::{ImportRefused, Incoming};
use manuscript::markdown::{self, Defaults, Malformed, Manuscript};
use manuscript::{Instant, Uuid};
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::terminal;

/// Articles of one transaction: what is acknowledged at a time.
const BATCH: usize = 100;
/// Bytes of the largest manuscript.
const LARGEST: u64 = 4 << 20;
/// Batches that wait while one is brought in.
const AHEAD: usize = 2;

/// What reading needs to know.
pub(crate) struct Reader {
    pub(crate) folder: PathBuf,
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
        let path = path_in(&self.folder, file);
        if !is_inside(&self.folder, file) {
            terminal::complain(&format!(
                "{}: the file is a link that leads out of the folder; put the text itself there",
                file.display()
            ));
            return Read::Refused;
        }
        let (bytes, file_date) = match read_whole(file).and_then(|bytes| Ok((bytes, changed_at(file)?))) {
            Ok(found) => found,
            Err(error) => {
                terminal::complain(&format!("{}: the file cannot be read: {error}", file.display()));
                return Read::Refused;
            }
        };
        let file_hash = Sha256::digest(&bytes).to_vec();
        if self.known.hashes.get(&path) == Some(&file_hash) {
            return Read::Unchanged(self.known.articles.get(&path).copied(), path);
        }
        match self.manuscript(file, bytes) {
            Some((source, manuscript)) => {
                if let Some(other) = self.other_file_of(&manuscript, &path) {
                    terminal::complain(&format!("{}: {}", file.display(), ImportRefused::AnotherFile(other)));
                    return Read::Refused;
                }
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

    /// Another file that is this article still, as it was last imported: then this one is a copy of it, not the same one
    /// moved.
    fn other_file_of(&self, manuscript: &Manuscript, path: &str) -> Option<String> {
        let other = self.known.paths.get(&manuscript.id?).filter(|other| *other != path)?;
        let bytes = std::fs::read(self.folder.join(other)).ok()?;
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

/// A manuscript is no larger than a long book.
fn read_whole(file: &Path) -> std::io::Result<Vec<u8>> {
    if std::fs::metadata(file)?.len() > LARGEST {
        return Err(std::io::Error::other("it is larger than 4 MB; a manuscript is one article"));
    }
    std::fs::read(file)
}

fn is_inside(folder: &Path, file: &Path) -> bool {
    let is_link = std::fs::symlink_metadata(file).is_ok_and(|metadata| metadata.is_symlink());
    !is_link
        || file
            .canonicalize()
            .ok()
            .zip(folder.canonicalize().ok())
            .is_some_and(|(file, folder)| file.starts_with(folder))
}

/// The path from the folder's root, with `/` on every system.
fn path_in(folder: &Path, file: &Path) -> String {
    let relative = file.strip_prefix(folder).unwrap_or(file);
    let path = relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/");
    // A folder from a system that decomposes accents is the same folder.
    manuscript::settled::nfc(&path)
}

fn changed_at(file: &Path) -> std::io::Result<Instant> {
    let modified = std::fs::metadata(file)?.modified()?;
    let since = modified.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Ok(Instant(i64::try_from(since.as_millis()).unwrap_or(i64::MAX)))
}
