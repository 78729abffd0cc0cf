//! The files of a paper as they were last imported.

use std::collections::HashMap;

use manuscript::Uuid;
use store::{Broken, Snapshot, imports};

/// Files as they were last imported: their hashes by path, their paths by article.
#[derive(Default)]
pub(crate) struct Known {
    pub(crate) hashes: HashMap<String, Vec<u8>>,
    pub(crate) articles: HashMap<String, Uuid>,
    pub(crate) paths: HashMap<Uuid, String>,
}

impl Known {
    pub(crate) async fn read(snapshot: &mut Snapshot) -> Result<Self, Broken> {
        let mut known = Self::default();
        for file in imports::all(snapshot).await? {
            known.articles.insert(file.path.clone(), file.article);
            known.paths.insert(file.article, file.path.clone());
            known.hashes.insert(file.path, file.file_hash);
        }
        Ok(known)
    }
}
