//! Where the files that a manuscript names are looked for.

use std::fs::File;
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
    /// The file that a manuscript names.
    pub(crate) fn find(&self, named: &str) -> Result<File, Unread> {
        let mut refused = Unread::Missing;
        for place in self.places_of(Path::new(named.trim_start_matches('/'))) {
            match self.open(&place) {
                Ok(file) => return Ok(file),
                Err(Unread::Missing | Unread::Folder) => {}
                Err(Unread::Outside) => refused = Unread::Outside,
                Err(unread) => return Err(unread),
            }
        }
        Err(refused)
    }

    /// The file at a place from the root, unless it is larger than what a paper holds.
    pub(crate) fn open(&self, place: &Path) -> Result<File, Unread> {
        let file = folders::open(self.root, place)?;
        if file.metadata()?.len() > LARGEST {
            return Err(Unread::TooLarge(LARGEST >> 20));
        }
        Ok(file)
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
