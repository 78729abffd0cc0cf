//! The media folder: every file under its SHA-256, written once, whole or not at all.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use manuscript::commitment::{Hash, hex};
use sha2::{Digest, Sha256};

/// A folder of files that are named by their bytes.
#[derive(Clone, Debug)]
pub struct MediaFolder {
    root: PathBuf,
}

impl MediaFolder {
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Where the bytes with this hash stand, whether they are there or not.
    pub fn place_of(&self, hash: &Hash) -> PathBuf {
        let name = hex(hash);
        self.root.join(&name[..2]).join(&name[2..])
    }

    /// Keeps bytes and answers their hash. They are on the disk when this returns.
    pub fn keep(&self, bytes: &[u8]) -> std::io::Result<Hash> {
        let hash: Hash = Sha256::digest(bytes).into();
        let place = self.place_of(&hash);
        if place.is_file() {
            return Ok(hash);
        }
        let folder = place.parent().unwrap_or(&self.root);
        std::fs::create_dir_all(folder)?;
        let half = place.with_extension(format!("{}.part", std::process::id()));
        let mut file = std::fs::File::create(&half)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&half, &place)?;
        sync_folder(folder)?;
        Ok(hash)
    }

    /// Throws the bytes with this hash away; that they are gone already is no failure.
    pub fn forget(&self, hash: &Hash) -> std::io::Result<()> {
        match std::fs::remove_file(self.place_of(hash)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// The bytes with this hash.
    pub fn read(&self, hash: &Hash) -> std::io::Result<Vec<u8>> {
        std::fs::read(self.place_of(hash))
    }
}

/// A rename is durable once its folder is.
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}
