//! The dossiers and topics of an article.

use manuscript::ids::Thing;
use manuscript::{Placement, Uuid};

/// The dossiers and topics of an article, in the order given.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memberships {
    pub(crate) dossiers: Vec<Uuid>,
    pub(crate) topics: Vec<Uuid>,
}

impl Memberships {
    pub(crate) fn of(placement: &Placement) -> Self {
        Self {
            dossiers: placement.dossiers.clone(),
            topics: placement.topics.clone(),
        }
    }

    /// From pairs of what an article belongs to and its identity, in order.
    pub(crate) fn from_pairs<'a>(pairs: impl Iterator<Item = (&'a str, Uuid)>) -> Self {
        let mut memberships = Self::default();
        for (thing, member_of) in pairs {
            if thing == Thing::Dossier.as_str() {
                memberships.dossiers.push(member_of);
            } else if thing == Thing::Topic.as_str() {
                memberships.topics.push(member_of);
            }
        }
        memberships
    }
}
