//! Who acts, and what an act is called in the record.

use uuid::Uuid;

use crate::role::{Capability, Grant};
use crate::words::closed_list;

/// Who does something. Every act takes one and asks itself whether this one may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// Someone of the paper, with what they may do.
    Person(Person),
    /// The press, on a job that an act left.
    Job(&'static str),
    /// A folder that is being imported.
    Import,
    /// Whoever holds the machine.
    CommandLine,
}

/// Someone who works for the paper, as acts know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub account: Uuid,
    pub name: String,
    /// The one who signs, if this account does.
    pub signs_as: Option<Uuid>,
    pub grants: Vec<Grant>,
}

impl By {
    /// As the record keeps it.
    pub fn as_entry(&self) -> String {
        match self {
            Self::Person(person) => format!("person:{}", person.account),
            Self::Job(name) => format!("job:{name}"),
            Self::Import => "import".into(),
            Self::CommandLine => "command-line".into(),
        }
    }

    /// As people call it.
    pub fn name(&self) -> String {
        match self {
            Self::Person(person) => person.name.clone(),
            other => other.as_entry(),
        }
    }
}

closed_list! {
    /// What an editor did, in the record's words.
    Act {
        /// The draft was kept.
        Saved = "saved",
        /// A version went live.
        Published = "published",
        /// A typo was mended on the live version.
        Mended = "mended",
        /// The live version was changed, and readers are told.
        Corrected = "corrected",
        /// The article was taken back; a notice stands in its place.
        Retracted = "retracted",
        /// A former version is live again.
        Restored = "restored",
        /// Something was taken from the public on legal grounds.
        Withheld = "withheld",
        /// A publication was planned.
        Scheduled = "scheduled",
        /// A planned publication was given up.
        Unscheduled = "unscheduled",
        /// Nothing of the article may be public before a time.
        Embargoed = "embargoed",
        /// The embargo ended, in its time or before.
        Lifted = "lifted",
        /// A thing has another address.
        AddressMoved = "address_moved",
        /// The article was placed elsewhere: section, dossiers, topics, pin, access.
        Placed = "placed",
        /// A section, person, dossier, series, topic or page was made or changed.
        Described = "described",
        /// The paper's own settings changed.
        PaperSet = "paper_set",
        /// Comments were closed, or are going to be, or now are as it was planned.
        Suspended = "suspended",
        /// A suspension ended.
        Resumed = "resumed",
        /// Someone joined, left, or got other roles.
        AccountSet = "account_set",
        /// It was found out what of received files may be public.
        MediaCleaned = "media_cleaned",
    }
}

impl Act {
    /// Whether it takes something from readers that they had: nobody shows them an older page then.
    pub const fn takes_back(self) -> bool {
        matches!(self, Self::Withheld | Self::Retracted)
    }

    /// What a person needs in order to do it.
    pub const fn needs(self) -> Capability {
        match self {
            Self::Saved | Self::MediaCleaned => Capability::Write,
            Self::Published | Self::Scheduled | Self::Unscheduled => Capability::Publish,
            Self::Mended => Capability::Mend,
            Self::Corrected => Capability::Correct,
            Self::Retracted | Self::Restored => Capability::Retract,
            Self::Withheld => Capability::Withhold,
            Self::Embargoed => Capability::Embargo,
            Self::Lifted => Capability::Lift,
            Self::AddressMoved | Self::Placed | Self::Described => Capability::Arrange,
            Self::PaperSet => Capability::SetPaper,
            Self::Suspended | Self::Resumed => Capability::Moderate,
            Self::AccountSet => Capability::Administer,
        }
    }
}
