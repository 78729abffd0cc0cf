//! Why an act that came to a door was not done.

use acts::group_commit::{Ended, NotCommitted};
use acts::requests::outcome::{self, Refused};
use acts::unrecorded::QueueRefused;
use manuscript::Locale;
use manuscript::refusal::Refusal;
use store::Broken;

use crate::refused::WorksRefused;

/// Why an act was not done.
#[derive(Clone, Debug)]
pub enum NotDone {
    /// A rule said no, with the language of the paper if it is known.
    Refused(Refused, Option<Locale>),
    /// The newsroom cannot be asked now: nothing was begun.
    Away(Refused),
    /// The machinery failed: nothing of it was kept.
    Broken(Broken),
    /// A fault of the program's own: nothing of it was kept.
    Fault(Refused),
    /// The connection was lost during the commit: nobody knows yet.
    Unknown(Refused),
}

pub(crate) fn ended<T>(told: &Result<T, NotDone>) -> Ended {
    match told {
        Ok(_) => Ended::Stands,
        Err(NotDone::Broken(broken)) => Ended::Failed(broken.clone()),
        Err(_) => Ended::Refused,
    }
}

/// What a rule said, as whoever asks a door is told it.
pub fn refused(refusal: impl Refusal + 'static) -> NotDone {
    not_done(refusal.into(), None)
}

pub(crate) fn not_done(not: outcome::NotDone, locale: Option<Locale>) -> NotDone {
    match not {
        outcome::NotDone::Refused(refused) => NotDone::Refused(refused, locale),
        outcome::NotDone::Broken(broken) => broken.into(),
    }
}

impl From<Broken> for NotDone {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

impl From<WorksRefused> for NotDone {
    fn from(away: WorksRefused) -> Self {
        Self::Away(as_refused(&away))
    }
}

impl From<QueueRefused> for NotDone {
    fn from(not: QueueRefused) -> Self {
        match not {
            QueueRefused::Full => Self::Away(as_refused(&not)),
            QueueRefused::NotCommitted(not) => not.into(),
        }
    }
}

impl From<NotCommitted> for NotDone {
    fn from(not: NotCommitted) -> Self {
        match not {
            NotCommitted::Broken(broken) => not_done(broken.into(), None),
            NotCommitted::Unknown(_) => Self::Unknown(as_refused(&not)),
            NotCommitted::Panicked => Self::Fault(as_refused(&not)),
            NotCommitted::Closing => Self::Away(as_refused(&not)),
        }
    }
}

fn as_refused(refusal: &impl Refusal) -> Refused {
    Refused {
        said: refusal.said(),
        code: refusal.code(),
        field: refusal.field(),
    }
}
