//! The lists of all that a paper has of one sort.

use crate::ids::Thing;
use crate::paper::Paths;

/// A list of all people, dossiers, series or topics, at the word with which their addresses begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overview {
    People,
    Dossiers,
    Series,
    Topics,
}

impl Overview {
    pub const ALL: [Self; 4] = [Self::People, Self::Dossiers, Self::Series, Self::Topics];

    /// The overview on which a thing stands; sections, articles and pages stand on none.
    pub const fn of(thing: Thing) -> Option<Self> {
        match thing {
            Thing::Person => Some(Self::People),
            Thing::Dossier => Some(Self::Dossiers),
            Thing::Series => Some(Self::Series),
            Thing::Topic => Some(Self::Topics),
            Thing::Article | Thing::Section | Thing::Page => None,
        }
    }

    /// What stands on it.
    pub const fn thing(self) -> Thing {
        match self {
            Self::People => Thing::Person,
            Self::Dossiers => Thing::Dossier,
            Self::Series => Thing::Series,
            Self::Topics => Thing::Topic,
        }
    }

    /// The paper's word for it.
    pub fn word(self, paths: &Paths) -> &str {
        match self {
            Self::People => &paths.people,
            Self::Dossiers => &paths.dossiers,
            Self::Series => &paths.series,
            Self::Topics => &paths.topics,
        }
    }
}
