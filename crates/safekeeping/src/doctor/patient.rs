//! Who is examined.

use std::path::{Path, PathBuf};

use manuscript::Clock;
use store::media::MediaFolder;

use crate::traces::TracesFile;

/// A node of a paper.
#[derive(Clone, Copy)]
pub struct Patient<'a> {
    /// Its data folder.
    pub data: &'a Path,
    /// The address of the newsroom's database.
    pub database: &'a str,
    /// Where the paper keeps media as they were received.
    pub media: &'a MediaFolder,
    pub clock: &'a dyn Clock,
    /// The list of what was erased and withheld, outside of the data folder.
    pub erasures: Option<&'a TracesFile>,
}

impl Patient<'_> {
    pub(super) fn shelf_file(&self) -> PathBuf {
        self.data.join("shelf.db")
    }
}
