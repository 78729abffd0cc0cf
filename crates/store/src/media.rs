//! The media folder: every file under its SHA-256, written once, whole or not at all.

use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use manuscript::commitment::{Hash, hex, unhex};
use sha2::{Digest, Sha256};

/// Bytes of the largest file that a paper holds.
pub const LARGEST: u64 = 512 << 20;

/// A folder of files that are named by their bytes.
#[derive(Clone, Debug)]
pub struct MediaFolder {
    root: PathBuf,
}

/// The files of a node: as they were received, and as readers get them where that is something else.
#[derive(Clone, Debug)]
pub struct MediaFolders {
    /// By the hash of what was received.
    pub received: MediaFolder,
    /// By the hash of the cleaned bytes.
    pub public: MediaFolder,
}

impl MediaFolders {
    /// Those of a data folder.
    pub fn of_data(data: &Path) -> Self {
        Self {
            received: MediaFolder::at(data.join("media")),
            public: MediaFolder::at(data.join("public")),
        }
    }

    /// Throws a file away, whichever of its bytes have this hash.
    pub fn forget(&self, hash: &Hash) -> std::io::Result<()> {
        self.received.forget(hash)?;
        self.public.forget(hash)
    }
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
        if !is_whole(&place, bytes.len()) {
            write_whole(&place, bytes)?;
        }
        Ok(hash)
    }

    /// Whether so many bytes stand under a hash.
    pub fn has(&self, hash: &Hash, length: usize) -> bool {
        is_whole(&self.place_of(hash), length)
    }

    /// The hash under which bytes would stand.
    pub fn would_be(bytes: &[u8]) -> Hash {
        Sha256::digest(bytes).into()
    }

    /// The hashes of all files that are there, in hexadecimal.
    pub fn all(&self) -> std::io::Result<Vec<String>> {
        let mut found = Vec::new();
        for first in names_in(&self.root)? {
            for rest in names_in(&self.root.join(&first))? {
                let name = format!("{first}{rest}");
                found.extend(unhex::<32>(&name).map(|_| name));
            }
        }
        Ok(found)
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

/// The names in a folder; none if there is no such folder.
fn names_in(folder: &Path) -> std::io::Result<Vec<String>> {
    match std::fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect(),
        Err(error) if matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Whether a file stands there with all its bytes.
fn is_whole(place: &Path, length: usize) -> bool {
    std::fs::metadata(place).is_ok_and(|found| found.is_file() && found.len() == length as u64)
}

/// Writes a file under a name of its own and puts it in its place once it is whole and on the disk. Whoever writes the
/// same bytes at the same moment puts the same file there.
pub fn write_whole(place: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = place.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut half = tempfile::Builder::new()
        .suffix(".part")
        // As wide as the umask lets it be: another program may serve the folder.
        .permissions(std::fs::Permissions::from_mode(0o666))
        .tempfile_in(folder)?;
    half.write_all(bytes)?;
    half.as_file().sync_all()?;
    half.persist(place).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// A rename is durable once its folder is.
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}
