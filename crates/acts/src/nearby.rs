//! What an act on one article needs of the catalogue: the sections, and whatever readers do not know of yet.

use manuscript::Uuid;
use store::catalogue::Entry;
use store::{Broken, Stacks};

use crate::catalogue::Catalogue;

/// The sections and what is not public, at least. Nothing is looked up in it by name: a name that is not here may be
/// known all the same.
#[derive(Clone, Debug, Default)]
pub struct Nearby(Catalogue);

impl Nearby {
    pub(crate) async fn read(stacks: &mut Stacks) -> Result<Self, Broken> {
        Ok(Self(Catalogue::of(store::catalogue::nearby(stacks).await?)))
    }

    /// A section and those above it, the nearest first.
    pub(crate) fn with_ancestors(&self, section: Uuid) -> Vec<Uuid> {
        self.0.with_ancestors(section)
    }

    /// The thing with an id, if readers do not know of it yet.
    pub(crate) fn unknown(&self, id: Uuid) -> Option<&Entry> {
        self.0.entry(id).filter(|entry| entry.public_since.is_none())
    }

    /// The whole catalogue, for an act that was given it.
    pub(crate) fn into_whole(self) -> Catalogue {
        self.0
    }
}

impl From<Catalogue> for Nearby {
    fn from(whole: Catalogue) -> Self {
        Self(whole)
    }
}
