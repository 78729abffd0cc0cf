//! Bytes on their way into a folder: in a file without a name of its own, locked by whoever writes it.

use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use manuscript::commitment::Hash;
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::listing::{gone, names_in};
use super::pace::{Pace, Stretch};

const ENDING: &str = ".part";

/// Bytes are copied in pieces of this size.
const PIECE: usize = 256 << 10;

/// Bytes that came, hashed, in a file that is gone again when this is dropped.
#[derive(Debug)]
pub struct Incoming {
    file: NamedTempFile,
    hash: Hash,
    length: u64,
    pace: Pace,
    // Dropped behind the file, which must be gone before.
    _room: Room,
}

/// The folder of what comes. It goes with the last that came, and so does the one around it if that was made for it.
#[derive(Debug)]
pub(super) struct Room {
    folder: PathBuf,
    around: Option<PathBuf>,
}

impl Room {
    fn of(folder: &Path) -> io::Result<Self> {
        let around = folder.parent().filter(|around| !around.exists());
        let room = Self {
            folder: folder.to_owned(),
            around: around.map(Path::to_owned),
        };
        std::fs::create_dir_all(folder)?;
        Ok(room)
    }
}

impl Drop for Room {
    /// Whatever lies in a folder keeps it.
    fn drop(&mut self) {
        let _ = std::fs::remove_dir(&self.folder);
        if let Some(around) = &self.around {
            let _ = std::fs::remove_dir(around);
        }
    }
}

/// Makes something in the folder of what comes, which somebody else may just have found empty and removed.
pub(super) fn in_room<T>(folder: &Path, make: impl Fn() -> io::Result<T>) -> io::Result<(T, Room)> {
    for _ in 0..TRIES {
        let room = match Room::of(folder) {
            // It was there and was gone again while it was looked at.
            Err(error) if matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound) => continue,
            room => room?,
        };
        match make() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            made => return Ok((made?, room)),
        }
    }
    Err(io::ErrorKind::NotFound.into())
}

const TRIES: usize = 1_000;

impl Incoming {
    /// An empty file. Its lock ends with the process, however that ends.
    pub(super) fn new(folder: &Path, pace: Pace) -> io::Result<Self> {
        let (file, room) = in_room(folder, || {
            let file = tempfile::Builder::new()
                .suffix(ENDING)
                // As wide as the umask lets it be: another program may serve the folder.
                .permissions(std::fs::Permissions::from_mode(0o666))
                .tempfile_in(folder)?;
            file.as_file().lock()?;
            // Whoever sweeps may have been there before the lock.
            match file.as_file().metadata()?.nlink() {
                0 => Err(io::ErrorKind::NotFound.into()),
                _ => Ok(file),
            }
        })?;
        Ok(Self {
            file,
            hash: Sha256::digest([]).into(),
            length: 0,
            pace,
            _room: room,
        })
    }

    /// With all that somebody gives.
    pub(super) fn filled(mut self, from: &mut dyn Read) -> io::Result<Self> {
        let mut digest = Sha256::new();
        self.length = self.poured(from, |piece| digest.update(piece))?;
        self.hash = digest.finalize().into();
        Ok(self)
    }

    /// Writes all that somebody gives, shows it piece by piece, and answers how much it was.
    pub(super) fn poured(&self, from: &mut dyn Read, mut shown: impl FnMut(&[u8])) -> io::Result<u64> {
        let (mut stretch, mut file) = (Stretch::at(self.pace), self.file.as_file());
        each_piece(from, |piece| {
            stretch.work(piece.len(), || {
                shown(piece);
                file.write_all(piece)
            })?;
            if stretch.is_at_its_end() {
                stretch.work(0, || file.sync_data())?;
                stretch.rest();
            }
            Ok(())
        })
    }

    /// With the hash of what was written into it.
    pub(super) fn hashed(mut self) -> io::Result<Self> {
        self.file.as_file().sync_data()?;
        (self.hash, self.length) = hash_at(self.pace, self.file.as_file())?;
        Ok(self)
    }

    pub fn file(&self) -> &File {
        self.file.as_file()
    }

    pub const fn hash(&self) -> &Hash {
        &self.hash
    }

    pub const fn length(&self) -> u64 {
        self.length
    }

    /// Puts it in its place once it is on the disk. Whoever puts the same bytes there at the same moment puts the same file
    /// there.
    pub(super) fn persist(self, place: &Path) -> io::Result<()> {
        let folder = place.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        self.file.as_file().sync_all()?;
        self.file.persist(place).map_err(|error| error.error)?;
        // A rename is durable once its folder is.
        File::open(folder)?.sync_all()
    }
}

/// The hash and the length of a file, which is read from its begin.
pub fn hash_of(file: &File) -> io::Result<(Hash, u64)> {
    hash_at(Pace::AtOnce, file)
}

fn hash_at(pace: Pace, mut file: &File) -> io::Result<(Hash, u64)> {
    file.rewind()?;
    let (mut digest, mut stretch) = (Sha256::new(), Stretch::at(pace));
    let length = each_piece(&mut file, |piece| {
        stretch.work(piece.len(), || {
            digest.update(piece);
            Ok(())
        })?;
        if stretch.is_at_its_end() {
            stretch.rest();
        }
        Ok(())
    })?;
    Ok((digest.finalize().into(), length))
}

fn each_piece(from: &mut dyn Read, mut take: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<u64> {
    let (mut piece, mut all) = (vec![0; PIECE], 0);
    loop {
        match from.read(&mut piece) {
            Ok(0) => return Ok(all),
            Ok(length) => {
                take(&piece[..length])?;
                all += length as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Throws away what nobody writes any more.
pub(super) fn sweep(folder: &Path) -> io::Result<()> {
    for name in names_in(folder)?.iter().filter(|name| name.ends_with(ENDING)) {
        let place = folder.join(name);
        let Ok(file) = File::open(&place) else { continue };
        match file.try_lock() {
            Ok(()) => gone(std::fs::remove_file(&place))?,
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
    Ok(())
}
