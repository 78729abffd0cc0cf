//! The media folder: every file under its SHA-256, written once, whole or not at all.
//!
//! Bytes come as a stream into a file without a name of its own in `incoming`, and take their place once they are on the
//! disk. What stands there before a row knows of it is pledged: a process that dies leaves its pledges, and whoever comes
//! next forgets what came of nothing.

mod incoming;
mod listing;
mod pledges;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use manuscript::commitment::{Hash, hex, unhex};
use sha2::{Digest, Sha256};

pub use incoming::{Incoming, hash_of};
use listing::{gone, names_in};
pub use pledges::Left;
use pledges::Pledges;

/// Bytes of the largest file that a paper holds.
pub const LARGEST: u64 = 512 << 20;

/// Where bytes stand that have no name yet.
const INCOMING: &str = "incoming";

/// A folder of files that are named by their bytes.
#[derive(Clone, Debug)]
pub struct MediaFolder {
    root: PathBuf,
    pledges: Arc<Mutex<Pledges>>,
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
    pub fn forget(&self, hash: &Hash) -> io::Result<()> {
        self.received.forget(hash)?;
        self.public.forget(hash)
    }
}

impl MediaFolder {
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self {
            root: root.into(),
            pledges: Arc::default(),
        }
    }

    /// Where the bytes with this hash stand, whether they are there or not.
    pub fn place_of(&self, hash: &Hash) -> PathBuf {
        let name = hex(hash);
        self.root.join(&name[..2]).join(&name[2..])
    }

    /// Takes bytes in as they come, hashed and without a name yet.
    pub fn receive(&self, from: &mut dyn Read) -> io::Result<Incoming> {
        Incoming::new(&self.root.join(INCOMING))?.filled(from)
    }

    /// What somebody writes who may ask for a file to write into; nothing if he asked for none.
    pub fn written<E: From<io::Error>>(
        &self,
        writing: impl FnOnce(&dyn Fn() -> io::Result<File>) -> Result<(), E>,
    ) -> Result<Option<Incoming>, E> {
        let asked = std::cell::OnceCell::new();
        writing(&|| {
            let incoming = Incoming::new(&self.root.join(INCOMING))?;
            let file = incoming.file().try_clone()?;
            asked.set(incoming).map_err(|_| io::Error::other("one file is written at a time"))?;
            Ok(file)
        })?;
        asked.into_inner().map(Incoming::hashed).transpose().map_err(E::from)
    }

    /// Puts bytes that came in their place and answers their hash. They are on the disk when this returns.
    pub fn place(&self, incoming: Incoming) -> io::Result<Hash> {
        let hash = *incoming.hash();
        if !self.has(&hash, incoming.length()) {
            incoming.persist(&self.place_of(&hash))?;
        }
        Ok(hash)
    }

    /// Keeps bytes and answers their hash. They are on the disk when this returns.
    pub fn keep(&self, bytes: &[u8]) -> io::Result<Hash> {
        let hash = Self::would_be(bytes);
        if self.has(&hash, bytes.len() as u64) {
            return Ok(hash);
        }
        self.place(self.receive(&mut &*bytes)?)
    }

    /// Whether so many bytes stand under a hash.
    pub fn has(&self, hash: &Hash, length: u64) -> bool {
        std::fs::metadata(self.place_of(hash)).is_ok_and(|found| found.is_file() && found.len() == length)
    }

    /// The hash under which bytes would stand.
    pub fn would_be(bytes: &[u8]) -> Hash {
        Sha256::digest(bytes).into()
    }

    /// The hashes of all files that are there, in hexadecimal.
    pub fn all(&self) -> io::Result<Vec<String>> {
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
    pub fn forget(&self, hash: &Hash) -> io::Result<()> {
        gone(std::fs::remove_file(self.place_of(hash)))
    }

    /// The bytes with this hash, to be read as they are wanted.
    pub fn open(&self, hash: &Hash) -> io::Result<File> {
        File::open(self.place_of(hash))
    }

    /// The bytes with this hash, in memory.
    pub fn read(&self, hash: &Hash) -> io::Result<Vec<u8>> {
        std::fs::read(self.place_of(hash))
    }

    /// Says that bytes come for which there is no row yet, before they take their place.
    pub fn pledge(&self, hash: &Hash) -> io::Result<()> {
        self.with_pledges(|pledges, folder| pledges.add(folder, hash))
    }

    /// Ends a pledge: a row knows of the bytes.
    pub fn settle(&self, hash: &Hash) -> io::Result<()> {
        self.with_pledges(|pledges, _| {
            pledges.settle(hash);
            Ok(())
        })
    }

    /// Ends a pledge of which nothing came, and throws the bytes away unless somebody else has pledged them too.
    pub fn take_back(&self, hash: &Hash) -> io::Result<()> {
        self.with_pledges(|pledges, folder| {
            let _alone = pledges::alone(folder)?;
            // The folder itself may go with the last pledge: whoever pledges next would stand at another gate.
            let done = match pledges.is_pledged_by_another(folder, hash) {
                Ok(true) => Ok(()),
                Ok(false) => self.forget(hash),
                Err(error) => Err(error),
            };
            pledges.settle(hash);
            done
        })
    }

    /// What processes left that died: bytes without a name are thrown away, and the pledged are answered. They stay pledged
    /// until this is dropped.
    pub fn left_by_the_dead(&self) -> io::Result<Left> {
        incoming::sweep(&self.root.join(INCOMING))?;
        pledges::left_in(&self.root.join(INCOMING))
    }

    fn with_pledges<T>(&self, with: impl FnOnce(&mut Pledges, &Path) -> io::Result<T>) -> io::Result<T> {
        let mut pledges = self.pledges.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        with(&mut pledges, &self.root.join(INCOMING))
    }
}
