//! Who acts, and what an act is called in the record.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who does something. Every act takes one and asks itself whether this one may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// Someone of the paper, with what they may do.
    Person { id: Uuid, may: Vec<Capability> },
    /// The press, on a job that an act left.
    Job(String),
    /// A folder that is being imported.
    Import,
    /// Whoever holds the machine.
    CommandLine,
}

impl By {
    /// As the record keeps it.
    pub fn as_entry(&self) -> String {
        match self {
            Self::Person { id, .. } => format!("person:{id}"),
            Self::Job(name) => format!("job:{name}"),
            Self::Import => "import".into(),
            Self::CommandLine => "command-line".into(),
        }
    }
}

/// Something that a person may be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    Write,
    Publish,
    ArrangePaper,
}

/// What an editor did, in the record's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Act {
    /// The draft was kept.
    Saved,
    /// A version went live.
    Published,
    /// The article was placed elsewhere: section, dossiers, topics, pin, access.
    Placed,
    /// A section, person, dossier, series or topic was made or changed.
    Described,
    /// The paper's own settings changed.
    PaperSet,
}

impl Act {
    pub const ALL: [Self; 5] = [Self::Saved, Self::Published, Self::Placed, Self::Described, Self::PaperSet];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Published => "published",
            Self::Placed => "placed",
            Self::Described => "described",
            Self::PaperSet => "paper_set",
        }
    }

    /// What a person needs in order to do it.
    pub const fn needs(self) -> Capability {
        match self {
            Self::Saved => Capability::Write,
            Self::Published => Capability::Publish,
            Self::Placed | Self::Described | Self::PaperSet => Capability::ArrangePaper,
        }
    }
}
