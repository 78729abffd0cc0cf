//! Where the files that a manuscript names are looked for.

use std::path::{Path, PathBuf};

use folders::Unread;
use manuscript::address::decoded;
use store::media::LARGEST;

/// Where files are looked for: beside the manuscript, then from the folder's root.
pub struct Sources<'a> {
    pub root: &'a Path,
    pub beside: &'a Path,
}

impl Sources<'_> {
    /// The bytes of the file that a manuscript names.
    pub(crate) fn find(&self, named: &str) -> Result<Vec<u8>, Unread> {
        let mut refused = Unread::Missing;
        for place in self.places_of(Path::new(named.trim_start_matches('/'))) {
            match self.read(&place) {
                Ok(bytes) => return Ok(bytes),
                Err(Unread::Missing | Unread::Folder) => {}
                Err(Unread::Outside) => refused = Unread::Outside,
                Err(unread) => return Err(unread),
            }
        }
        Err(refused)
    }

    /// The bytes at a place from the root.
    pub(crate) fn read(&self, place: &Path) -> Result<Vec<u8>, Unread> {
        folders::read(self.root, place, LARGEST)
    }

    /// Beside the manuscript, then from the root; as it is written, then with `%20` and its kin read. From the root.
    fn places_of(&self, named: &Path) -> Vec<PathBuf> {
        let beside = self.beside.strip_prefix(self.root).unwrap_or(Path::new(""));
        let decoded = decoded(&named.to_string_lossy()).map(PathBuf::from);
        [Some(named.to_owned()), decoded]
            .into_iter()
            .flatten()
            .flat_map(|path| [beside.join(&path), path])
            .collect()
    }
}
