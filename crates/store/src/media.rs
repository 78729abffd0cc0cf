//! The media folder: every file under its SHA-256, written once, whole or not at all.
//!
//! Bytes come as a stream into a file without a name of its own in `incoming`, and take their place once they are on the
//! disk. What stands there before a row knows of it is pledged: a process that dies leaves its pledges, and whoever comes
//! next forgets what came of nothing.
//!
//! Where originals stand in a store that all nodes ask (decision 56), the folder holds copies of some of them.

mod copies;
mod incoming;
mod listing;
mod originals;
mod pace;
mod pledges;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use manuscript::commitment::{Hash, hex, unhex};
use sha2::{Digest, Sha256};

pub use copies::Copies;
pub use incoming::{Incoming, hash_of};
use listing::{gone, names_in};
pub use originals::{Away, Originals};
use pace::Pace;
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
    /// Where all of it stands, if this folder has copies.
    originals: Option<Arc<dyn Originals>>,
    /// How much of it may stand here, where there is a bound.
    copies: Option<Arc<Copies>>,
    pace: Pace,
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

    /// Those of a node that keeps copies of what stands in a store, so many bytes of them.
    pub fn of_store(data: &Path, (originals, bound): (Arc<dyn Originals>, u64)) -> Self {
        let (received, public) = (data.join("copies"), data.join("public"));
        let copies = Arc::new(Copies::new([received.clone(), public.clone()], bound));
        Self {
            received: MediaFolder {
                originals: Some(originals),
                copies: Some(Arc::clone(&copies)),
                ..MediaFolder::at(received)
            },
            public: MediaFolder {
                copies: Some(copies),
                ..MediaFolder::at(public)
            },
        }
    }

    /// The same, for somebody who writes into them while others work: a long file leaves them disk and processor for most of
    /// the time.
    pub fn unhurried(&self) -> Self {
        let unhurried = |folder: &MediaFolder| MediaFolder {
            pace: Pace::Unhurried,
            ..folder.clone()
        };
        Self {
            received: unhurried(&self.received),
            public: unhurried(&self.public),
        }
    }
}

impl MediaFolder {
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self {
            root: root.into(),
            pledges: Arc::default(),
            originals: None,
            copies: None,
            pace: Pace::AtOnce,
        }
    }

    /// The folder of this node.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What it is called where somebody is told where media are.
    pub fn called(&self) -> String {
        match &self.originals {
            Some(originals) => originals.name().to_owned(),
            None => self.root.display().to_string(),
        }
    }

    /// The store of which this folder has copies, if it is one of those.
    pub fn originals(&self) -> Option<&Arc<dyn Originals>> {
        self.originals.as_ref()
    }

    /// Where the bytes with this hash stand on this node, whether they are there or not.
    pub fn place_of(&self, hash: &Hash) -> PathBuf {
        let name = hex(hash);
        self.root.join(&name[..2]).join(&name[2..])
    }

    /// Takes bytes in as they come, hashed and without a name yet.
    pub fn receive(&self, from: &mut dyn Read) -> io::Result<Incoming> {
        self.incoming()?.filled(from)
    }

    /// What somebody writes who may ask for a file with some bytes, to write over them; nothing if he asked for none.
    pub fn written<E: From<io::Error>>(
        &self,
        writing: impl FnOnce(&dyn Fn(&mut dyn Read) -> io::Result<File>) -> Result<(), E>,
    ) -> Result<Option<Incoming>, E> {
        let asked = std::cell::OnceCell::new();
        writing(&|from| {
            let incoming = self.incoming()?;
            incoming.poured(from, |_| ())?;
            let file = incoming.file().try_clone()?;
            asked.set(incoming).map_err(|_| io::Error::other("one file is written at a time"))?;
            Ok(file)
        })?;
        asked.into_inner().map(Incoming::hashed).transpose().map_err(E::from)
    }

    fn incoming(&self) -> io::Result<Incoming> {
        Incoming::new(&self.root.join(INCOMING), self.pace)
    }

    /// Puts bytes that came in their place and answers their hash. They are on the disk when this returns, or in the store.
    pub fn place(&self, incoming: Incoming) -> io::Result<Hash> {
        if let Some(originals) = &self.originals
            && originals.length(incoming.hash())? != Some(incoming.length())
        {
            originals.put(incoming.hash(), incoming.file(), incoming.length())?;
        }
        self.place_here(incoming)
    }

    /// A folder of copies is thinned out where it must be.
    fn place_here(&self, incoming: Incoming) -> io::Result<Hash> {
        let (hash, length) = (*incoming.hash(), incoming.length());
        if !self.has_here(&hash, length) {
            incoming.persist(&self.place_of(&hash))?;
            if let Some(copies) = &self.copies {
                copies.count(length)?;
            }
        }
        Ok(hash)
    }

    /// Keeps bytes and answers their hash. They are on the disk when this returns.
    pub fn keep(&self, bytes: &[u8]) -> io::Result<Hash> {
        let hash = Self::would_be(bytes);
        if self.has(&hash, bytes.len() as u64)? {
            return Ok(hash);
        }
        self.place(self.receive(&mut &*bytes)?)
    }

    /// Whether so many bytes stand under a hash.
    pub fn has(&self, hash: &Hash, length: u64) -> io::Result<bool> {
        match &self.originals {
            Some(originals) => Ok(originals.length(hash)? == Some(length)),
            None => Ok(self.has_here(hash, length)),
        }
    }

    /// Whether so many bytes stand under a hash on this node.
    pub fn has_here(&self, hash: &Hash, length: u64) -> bool {
        std::fs::metadata(self.place_of(hash)).is_ok_and(|found| found.is_file() && found.len() == length)
    }

    /// Whether bytes find room here for which nothing else has to go.
    pub fn has_room(&self, length: u64) -> io::Result<bool> {
        self.copies.as_ref().map_or(Ok(true), |copies| copies.have_room(length))
    }

    /// The hash under which bytes would stand.
    pub fn would_be(bytes: &[u8]) -> Hash {
        Sha256::digest(bytes).into()
    }

    /// The hashes of all files that are here, in hexadecimal.
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

    /// Throws the bytes with this hash away, wherever they stand; that they are gone already is no failure.
    pub fn forget(&self, hash: &Hash) -> io::Result<()> {
        self.forget_here(hash)?;
        self.originals.as_ref().map_or(Ok(()), |originals| originals.forget(hash))
    }

    /// Throws what this node has of them away.
    pub fn forget_here(&self, hash: &Hash) -> io::Result<()> {
        gone(std::fs::remove_file(self.place_of(hash)))
    }

    /// The bytes with this hash, to be read as they are wanted. What was not here stays as a copy if there is room for it.
    pub fn open(&self, hash: &Hash) -> io::Result<File> {
        match self.open_here(hash) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.fetched(hash, |length| self.has_room(length)),
            opened => opened,
        }
    }

    /// Brings the bytes with this hash here, for somebody wants them now and will again: what was not read for the longest
    /// time goes for them.
    pub fn bring(&self, hash: &Hash) -> io::Result<File> {
        match self.open_here(hash) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.fetched(hash, |_| Ok(true)),
            opened => opened,
        }
    }

    fn open_here(&self, hash: &Hash) -> io::Result<File> {
        let file = File::open(self.place_of(hash))?;
        if self.originals.is_some() {
            copies::read_now(&file);
        }
        Ok(file)
    }

    /// The bytes from the store, whole and checked, in a file that stays as a copy if it may.
    fn fetched(&self, hash: &Hash, may_stay: impl Fn(u64) -> io::Result<bool>) -> io::Result<File> {
        let originals = self.originals.as_ref().ok_or(io::ErrorKind::NotFound)?;
        let fetched = self.receive(&mut originals.get(hash)?.take(LARGEST + 1))?;
        if fetched.hash() != hash {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!("what `{}` gives under {} are other bytes", originals.name(), hex(hash)),
            ));
        }
        let mut file = fetched.file().try_clone()?;
        if may_stay(fetched.length())? {
            self.place_here(fetched)?;
        }
        file.rewind()?;
        Ok(file)
    }

    /// The bytes with this hash as they come, unchecked, for somebody who reads them once: no copy is made.
    pub fn reader(&self, hash: &Hash) -> io::Result<Box<dyn Read + Send>> {
        match (File::open(self.place_of(hash)), &self.originals) {
            (Err(error), Some(originals)) if error.kind() == io::ErrorKind::NotFound => originals.get(hash),
            (opened, _) => Ok(Box::new(opened?)),
        }
    }

    /// What of the paper's files stands where it belongs, with its lengths.
    pub fn lengths(&self) -> io::Result<BTreeMap<Hash, u64>> {
        if let Some(originals) = &self.originals {
            return Ok(originals.all()?.into_iter().collect());
        }
        let mut lengths = BTreeMap::new();
        for hash in self.all()?.iter().filter_map(|name| unhex::<32>(name)) {
            if let Ok(found) = std::fs::metadata(self.place_of(&hash)) {
                lengths.insert(hash, found.len());
            }
        }
        Ok(lengths)
    }

    /// What is said of a file where it is missing: its place in the folder, or its name in the store.
    pub fn shown(&self, hash: &Hash) -> String {
        match &self.originals {
            Some(originals) => format!("{}/{}", originals.name(), hex(hash)),
            None => self.place_of(hash).display().to_string(),
        }
    }

    /// The bytes with this hash, in memory.
    pub fn read(&self, hash: &Hash) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.reader(hash)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Throws everything away that is here.
    pub fn clear(&self) -> io::Result<()> {
        self.all()?
            .iter()
            .filter_map(|name| unhex::<32>(name))
            .try_for_each(|hash| self.forget_here(&hash))
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

    /// Ends a pledge of which nothing came, and throws the bytes that are here away unless somebody else has pledged them too.
    pub fn take_back(&self, hash: &Hash) -> io::Result<()> {
        self.with_pledges(|pledges, folder| {
            let _alone = pledges::alone(folder)?;
            // The folder itself may go with the last pledge: whoever pledges next would stand at another gate.
            let done = match pledges.is_pledged_by_another(folder, hash) {
                Ok(true) => Ok(()),
                Ok(false) => self.forget_here(hash),
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
