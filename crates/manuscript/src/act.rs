//! Who acts, and what an act is called in the record.

use uuid::Uuid;

use crate::role::{Capability, Grant, On, Scope};
use crate::sentence::Said;
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
    /// The program that acts for this one, if it is not they themselves.
    pub token: Option<Token>,
}

/// A program that acts for a person, within what that person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub id: Uuid,
    pub scope: Scope,
}

impl Person {
    /// Whether this one may do what needs a capability. Who works here, and which programs act for them, is said by people
    /// alone: else a token would outlive its own end.
    pub fn may(&self, needed: Capability, on: &On) -> bool {
        let reaches = |token: Token| needed != Capability::Administer && token.scope.covers(on);
        self.token.is_none_or(reaches) && self.grants.iter().any(|grant| grant.allows(needed, on))
    }

    /// Whether this one may do so anywhere: of what stands nowhere yet.
    pub fn may_somewhere(&self, needed: Capability) -> bool {
        self.grants.iter().any(|grant| grant.role.allows(needed, None))
    }
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

/// Declares the acts: what the record calls each, what it is called in French, and what a person needs for it.
macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident = $word:literal / $french:literal, needs $needed:ident;)+) => {
        closed_list! {
            /// What an editor did, in the record's words.
            Act {
                $($(#[$doc])* $name = $word,)+
            }
        }

        impl Act {
            /// What a person needs in order to do it.
            pub const fn needs(self) -> Capability {
                match self {
                    $(Self::$name => Capability::$needed,)+
                }
            }

            /// What it is called by those who are told of it.
            pub fn called(self) -> Said {
                let french = match self {
                    $(Self::$name => $french,)+
                };
                Said::new(french, self.as_str().replace('_', " "))
            }
        }
    };
}

acts! {
    /// The draft was kept.
    Saved = "saved" / "enregistrer", needs Write;
    /// A version went live.
    Published = "published" / "publier", needs Publish;
    /// A typo was mended on the live version.
    Mended = "mended" / "corriger une coquille", needs Mend;
    /// The live version was changed, and readers are told.
    Corrected = "corrected" / "corriger", needs Correct;
    /// The article was taken back; a notice stands in its place.
    Retracted = "retracted" / "rétracter", needs Retract;
    /// A former version is live again.
    Restored = "restored" / "rétablir", needs Retract;
    /// Something was taken from the public on legal grounds.
    Withheld = "withheld" / "retirer pour raison légale", needs Withhold;
    /// A publication was planned.
    Scheduled = "scheduled" / "programmer", needs Publish;
    /// A planned publication was given up.
    Unscheduled = "unscheduled" / "déprogrammer", needs Publish;
    /// Nothing of the article may be public before a time.
    Embargoed = "embargoed" / "mettre sous embargo", needs Embargo;
    /// The embargo ended, in its time or before.
    Lifted = "lifted" / "lever un embargo", needs Lift;
    /// A thing has another address.
    AddressMoved = "address_moved" / "changer une adresse", needs Arrange;
    /// The article was placed elsewhere: section, dossiers, topics, pin, access.
    Placed = "placed" / "placer", needs Arrange;
    /// A section, person, dossier, series, topic or page was made or changed.
    Described = "described" / "décrire", needs Arrange;
    /// The paper's own settings changed.
    PaperSet = "paper_set" / "régler le journal", needs SetPaper;
    /// Comments were closed, or are going to be, or now are as it was planned.
    Suspended = "suspended" / "suspendre les commentaires", needs Moderate;
    /// A suspension ended.
    Resumed = "resumed" / "rouvrir les commentaires", needs Moderate;
    /// Someone joined, left, or got other roles.
    AccountSet = "account_set" / "dire qui travaille ici", needs Administer;
    /// It was found out what of received files may be public.
    MediaCleaned = "media_cleaned" / "apporter un fichier", needs Write;
    /// The state of all that older entries do not carry was committed to.
    StateCommitted = "state_committed" / "engager l’état du journal", needs Administer;
    /// A program may act for an account.
    TokenIssued = "token_issued" / "délivrer un jeton", needs Administer;
    /// A program may act no longer.
    TokenRevoked = "token_revoked" / "révoquer un jeton", needs Administer;
    /// A copy of the paper that slept goes on.
    Woken = "woken" / "réveiller une copie", needs SetPaper;
    /// The paper forgot somebody.
    Erased = "erased" / "effacer une personne", needs Withhold;
    /// An outside job that did not go on by itself is tried again.
    JobRevived = "job_revived" / "relancer un travail", needs SetPaper;
    /// Somebody has seen to a notice to the house.
    NoticeSettled = "notice_settled" / "régler un avis", needs SetPaper;
}

closed_list! {
    /// Why pages that show what an act touched are made again.
    Purge {
        /// Readers lose something that they had: nobody shows them an older page.
        TakesBack = "takes_back",
        /// Something else is there now; an older page is only older.
        Changes = "changes",
    }
}

impl Act {
    /// Whether it takes something from readers that they had: nobody shows them an older page then.
    pub const fn takes_back(self) -> bool {
        matches!(self, Self::Withheld | Self::Retracted)
    }

    /// Why pages are purged by it, where it touches any.
    pub const fn purge(self) -> Purge {
        if self.takes_back() { Purge::TakesBack } else { Purge::Changes }
    }
}
