//! The catalogue as the shelf wants it.

use std::collections::HashMap;

use manuscript::Uuid;
use store::catalogue::Entry;

/// Entries by id, for ancestors.
pub(crate) struct Tree {
    pub(crate) entries: Vec<Entry>,
    parents: HashMap<Uuid, Option<Uuid>>,
}

impl Tree {
    pub(crate) fn new(entries: Vec<Entry>) -> Self {
        let parents = entries.iter().map(|entry| (entry.id, entry.parent)).collect();
        Self { entries, parents }
    }

    /// A section and those above it.
    pub(crate) fn with_ancestors(&self, section: Uuid) -> impl Iterator<Item = Uuid> + '_ {
        std::iter::successors(Some(section), |id| self.parents.get(id).copied().flatten()).take(32)
    }
}
