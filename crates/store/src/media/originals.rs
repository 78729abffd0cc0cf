//! Where originals stand that are not in a folder of this node: a store that every node asks, and that may be away.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};

use manuscript::Said;
use manuscript::commitment::Hash;

/// A store of files as they were received, by their hashes. Whoever asks waits: from a thread that may.
pub trait Originals: fmt::Debug + Send + Sync {
    /// Puts a whole file of a length there, or nothing of it.
    fn put(&self, hash: &Hash, file: &File, length: u64) -> io::Result<()>;
    /// The bytes under a hash as they come, unchecked; [`io::ErrorKind::NotFound`] if there are none.
    fn get(&self, hash: &Hash) -> io::Result<Box<dyn Read + Send>>;
    /// How many bytes stand under a hash, if there are any.
    fn length(&self, hash: &Hash) -> io::Result<Option<u64>>;
    /// Throws the bytes under a hash away; that they are gone already is no failure.
    fn forget(&self, hash: &Hash) -> io::Result<()>;
    /// All that stands there, with its lengths.
    fn all(&self) -> io::Result<Vec<(Hash, u64)>>;
    /// What it is called by those who keep it: `s3://bucket/prefix`.
    fn name(&self) -> &str;
}

/// The store gave no answer that helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// The store's name.
    pub store: String,
    pub why: Said,
}

impl std::error::Error for Away {}

impl fmt::Display for Away {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the media store `{}` cannot be used: {}", self.store, self.why.en)
    }
}

impl From<Away> for io::Error {
    fn from(away: Away) -> Self {
        Self::other(away)
    }
}

impl Away {
    /// Whether that is why something failed.
    pub fn in_error(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }
}
