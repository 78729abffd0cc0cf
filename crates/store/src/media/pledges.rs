//! Pledges: the hashes of bytes that stand in the folder, or are about to, and of which no row may know yet. They stand in a
//! file that is locked by its process: one whose lock is free was left by a process that died.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use manuscript::commitment::{Hash, hex, unhex};
use tempfile::NamedTempFile;

use super::incoming::{Room, in_room};
use super::listing::{gone, names_in};

const ENDING: &str = ".pledges";

/// The pledges of this process. Their file goes with the last of them, and stays if the process dies before.
#[derive(Debug, Default)]
pub(super) struct Pledges {
    file: Option<PledgesFile>,
    /// How often each was pledged: two hands may bring the same file.
    pending: BTreeMap<Hash, usize>,
}

#[derive(Debug)]
struct PledgesFile {
    file: NamedTempFile,
    // Dropped behind the file, which must be gone before.
    _room: Room,
}

/// What was pledged by processes that died, and by nobody who lives.
#[derive(Debug)]
pub struct Left {
    pub hashes: BTreeSet<Hash>,
    files: Vec<(PathBuf, File)>,
    /// Nobody pledges anything meanwhile.
    gate: Option<File>,
}

impl Pledges {
    pub(super) fn add(&mut self, folder: &Path, hash: &Hash) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(PledgesFile::new(folder)?),
        };
        let gate = File::open(folder)?;
        gate.lock_shared()?;
        file.file.write_all(format!("{}\n", hex(hash)).as_bytes())?;
        *self.pending.entry(*hash).or_default() += 1;
        Ok(())
    }

    pub(super) fn settle(&mut self, hash: &Hash) {
        if let Some(count) = self.pending.get_mut(hash) {
            *count -= 1;
            if *count == 0 {
                self.pending.remove(hash);
            }
        }
        if self.pending.is_empty() {
            self.file = None;
        }
    }

    /// Whether anybody but one has pledged bytes, here or in another process.
    pub(super) fn is_pledged_by_another(&self, folder: &Path, hash: &Hash) -> io::Result<bool> {
        if self.pending.get(hash).is_some_and(|count| *count > 1) {
            return Ok(true);
        }
        let own = self.file.as_ref().map(|own| own.file.path());
        for place in all_in(folder)?.iter().filter(|place| own != Some(place)) {
            if let Ok(mut file) = File::open(place)
                && hashes_in(&mut file)?.contains(hash)
            {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl Drop for Pledges {
    /// What is pledged still is left for whoever comes next to look at.
    fn drop(&mut self) {
        if let Some(PledgesFile { file, .. }) = self.file.take()
            && !self.pending.is_empty()
        {
            let _ = file.keep();
        }
    }
}

impl PledgesFile {
    fn new(folder: &Path) -> io::Result<Self> {
        let (file, room) = in_room(folder, || {
            let file = tempfile::Builder::new().suffix(ENDING).tempfile_in(folder)?;
            file.as_file().lock()?;
            // Whoever sweeps may have been there before the lock.
            match file.as_file().metadata()?.nlink() {
                0 => Err(io::ErrorKind::NotFound.into()),
                _ => Ok(file),
            }
        })?;
        Ok(Self { file, _room: room })
    }
}

impl Left {
    /// All of it was seen to.
    pub fn settle(self) -> io::Result<()> {
        let done = self.files.iter().try_for_each(|(place, _)| gone(std::fs::remove_file(place)));
        drop(self.gate);
        done
    }
}

/// Keeps everybody else from pledging until it is dropped; nothing where there is nothing to keep them from.
pub(super) fn alone(folder: &Path) -> io::Result<Option<File>> {
    match File::open(folder) {
        Ok(gate) => gate.lock().map(|()| Some(gate)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

pub(super) fn left_in(folder: &Path) -> io::Result<Left> {
    let mut left = Left {
        hashes: BTreeSet::new(),
        files: Vec::new(),
        gate: alone(folder)?,
    };
    let mut pledged_still = BTreeSet::new();
    for place in all_in(folder)? {
        let Ok(mut file) = File::open(&place) else { continue };
        let is_free = match file.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(error)) => return Err(error),
        };
        let hashes = hashes_in(&mut file)?;
        if is_free {
            left.hashes.extend(hashes);
            left.files.push((place, file));
        } else {
            pledged_still.extend(hashes);
        }
    }
    left.hashes.retain(|hash| !pledged_still.contains(hash));
    Ok(left)
}

fn all_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let names = names_in(folder)?.into_iter().filter(|name| name.ends_with(ENDING));
    Ok(names.map(|name| folder.join(name)).collect())
}

/// A line that was torn says nothing: its bytes had no place yet.
fn hashes_in(file: &mut File) -> io::Result<Vec<Hash>> {
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    Ok(text.lines().filter_map(unhex::<32>).collect())
}
