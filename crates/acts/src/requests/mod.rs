//! Requests: everything that may be asked of the newsroom, typed, with its JSON form, its refusals and its answer.
//!
//! Every door reads into a [`Request`] and tells its answer: the command line, lines of JSON, later a browser. What is
//! known of each without making one is its [`Form`].

mod comments;
pub mod context;
mod correct;
mod describe;
mod documents;
mod embargo;
mod erase;
pub mod finding;
pub mod form;
mod keep;
mod lift;
mod move_address;
pub mod outcome;
mod page;
mod people;
mod place;
mod planned;
mod publish;
mod reading;
mod restore;
mod retract;
mod revive_job;
mod save;
mod schedule;
mod schema;
#[cfg(test)]
mod schema_tests;
mod settings;
mod settle_note;
mod settle_notice;
mod table;
mod tokens;
mod unschedule;
mod wake;
mod withhold;

use std::sync::Arc;

use manuscript::{By, Clock, Ids, Locale, unfit};
use serde::Serialize;
use serde_json::Value;
use store::Tx;

use crate::desk::Desk;
use crate::paper::SetRefused;
use context::{Context, Files};
use form::Form;
use outcome::{Answer, NotDone, Outcome, UnfitField};

pub use comments::{ResumeComments, SuspendComments};
pub use correct::Correct;
pub use describe::Describe;
pub use documents::documents;
pub use embargo::Embargo;
pub use erase::Erase;
pub use keep::Keep;
pub use lift::Lift;
pub use move_address::MoveAddress;
pub use page::Page;
pub use people::{AcceptInvitation, AddAccount, DisableAccount, EnableAccount, GrantRoles, Invite};
pub use place::{MoveSection, Pin, Place, Unpin};
pub use publish::Publish;
pub use restore::Restore;
pub use retract::Retract;
pub use revive_job::ReviveJob;
pub use save::Save;
pub use schedule::Schedule;
pub use schema::schema;
pub use settings::{Label, Menu};
pub use settle_note::SettleNote;
pub use settle_notice::SettleNotice;
pub use tokens::{IssueToken, RevokeToken};
pub use unschedule::Unschedule;
pub use wake::{Wake, WakeRefused};
pub use withhold::Withhold;

/// The one list of all that may be asked.
macro_rules! requests {
    ($($name:ident),* $(,)?) => {
        /// One act, as it is asked for.
        #[derive(Clone, Debug, Serialize)]
        #[serde(untagged)]
        pub enum Request {
            $($name($name)),*
        }

        impl Request {
            /// Everything that may be asked, in the order of the documents.
            pub const FORMS: &'static [Form] = &[$($name::FORM),*];

            /// The words of them.
            const WORDS: &'static [&'static str] = &[$($name::FORM.word),*];

            pub const fn form(&self) -> &'static Form {
                match self {
                    $(Self::$name(_) => &$name::FORM),*
                }
            }

            /// A request from its fields, which its form has let pass.
            fn of(word: &str, fields: Value) -> Result<Self, serde_json::Error> {
                $(if word == $name::FORM.word {
                    return serde_json::from_value(fields).map(Self::$name);
                })*
                Err(serde::de::Error::custom(word))
            }

            async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
                match self {
                    $(Self::$name(asked) => asked.perform(tx, at).await),*
                }
            }
        }
    };
}

requests![
    Save,
    Keep,
    Publish,
    Correct,
    Retract,
    Restore,
    Withhold,
    Schedule,
    Unschedule,
    Embargo,
    Lift,
    MoveAddress,
    MoveSection,
    Place,
    Pin,
    Unpin,
    Describe,
    Menu,
    Label,
    Page,
    SuspendComments,
    ResumeComments,
    SettleNote,
    AddAccount,
    Invite,
    AcceptInvitation,
    GrantRoles,
    DisableAccount,
    EnableAccount,
    IssueToken,
    RevokeToken,
    Wake,
    Erase,
    ReviveJob,
    SettleNotice,
];

/// Who asks.
#[derive(Clone, Copy)]
pub enum Who<'a> {
    /// Whoever holds the machine.
    Machine,
    /// The key of an account, from somebody who holds the machine.
    Account(&'a str),
    /// What a token shows.
    Token(&'a str),
}

impl<'a> Who<'a> {
    /// Whoever holds the machine, for themselves or as somebody.
    pub const fn at_machine(key: Option<&'a str>) -> Self {
        match key {
            Some(key) => Self::Account(key),
            None => Self::Machine,
        }
    }
}

/// Whose request it is, and what the door has at hand.
pub struct Asking<'a> {
    pub who: Who<'a>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    pub files: &'a dyn Files,
}

/// The doing of an act, under way.
pub type Doing<'a> = std::pin::Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

impl Request {
    /// Does the act in a transaction of its own, or in one that it shares. Boxed, so that acts are compiled here and not
    /// once more in every door.
    pub fn done<'a>(self, tx: &'a mut Tx, asking: &'a Asking<'a>) -> Doing<'a> {
        Box::pin(self.outcome(tx, asking))
    }

    async fn outcome(self, tx: &mut Tx, asking: &Asking<'_>) -> Outcome {
        match context(tx, asking, self.form().word).await {
            Ok(at) => Outcome {
                locale: Some(Locale::of(&at.desk.paper.language())),
                done: match self.unfit() {
                    Some(unfit) => Err(unfit.into()),
                    None => self.perform(tx, &at).await,
                },
            },
            Err(not_done) => Outcome {
                done: Err(not_done),
                locale: None,
            },
        }
    }

    /// Whether it is tried first in a transaction without the pen. What needs the pen all the same says so.
    pub const fn is_tried_without_pen(&self) -> bool {
        matches!(self, Self::Keep(_))
    }

    /// The field that holds what no page, no feed and no database may carry. A manuscript, or an edit, is looked at when it is read;
    /// words to be withheld are looked for as they stand.
    fn unfit(&self) -> Option<UnfitField> {
        let is_looked_at = |name: &str| match self {
            Self::Save(_) | Self::Correct(_) | Self::Page(_) => name != "text",
            Self::Keep(_) => name != "text" && name != "edits",
            Self::Withhold(_) => name != "words",
            _ => true,
        };
        let Ok(Value::Object(mut fields)) = serde_json::to_value(self) else {
            return None;
        };
        fields.retain(|name, _| is_looked_at(name));
        unfit::alone_within(&Value::Object(fields)).map(|(field, unfit)| UnfitField { field, unfit })
    }
}

/// The paper as it is set now, and the one who acts as they may act now.
async fn context<'a>(tx: &mut Tx, asking: &Asking<'a>, word: &str) -> Result<Context<'a>, NotDone> {
    let paper = store::paper::held(tx).await?.ok_or(SetRefused::NoPaper)?;
    let by = match asking.who {
        Who::Machine => By::CommandLine,
        Who::Account(key) => crate::people::acting(tx, key).await?,
        Who::Token(shows) => crate::tokens::bearer(tx, shows, asking.clock.now()).await?.for_act(word)?,
    };
    let desk = Desk {
        clock: Arc::clone(&asking.clock),
        ids: Arc::clone(&asking.ids),
        paper,
    };
    Ok(Context {
        desk,
        by,
        files: asking.files,
        acts: Request::WORDS,
    })
}
