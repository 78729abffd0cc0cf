//! What stops a command: a sentence for the one who typed it.

use std::fmt::Display;

use intake::refused::NotTakenIn;
use manuscript::refusal::Refusal;
use manuscript::{Locale, Said};
use safekeeping::refused::{NotKept, no_room};
use store::Broken;

/// Something that the one who typed the command must know.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// Something must be changed by whoever gave the command.
    #[error("{}", .0.en)]
    Refused(Said),
    /// Nothing is to be changed: others are writing, and it can be tried again.
    #[error("{}", .0.en)]
    Busy(Said),
    /// The database has moved beyond this program: readers have the shelf, and nothing is written.
    #[error("{}", .0.en)]
    Outgrown(Said),
    /// Broken machinery.
    #[error("{0}")]
    Broken(String),
}

impl Stopped {
    /// A sentence that is the same in every language, or is there in one alone.
    pub(crate) fn refused(reason: impl Display) -> Self {
        Self::Refused(Said::alike(reason))
    }

    pub(crate) fn both(french: impl Into<String>, english: impl Into<String>) -> Self {
        Self::Refused(Said::new(french, english))
    }

    pub(crate) fn said(refused: &impl Refusal) -> Self {
        Self::Refused(refused.said())
    }

    pub(crate) fn broken(reason: impl Display) -> Self {
        Self::Broken(reason.to_string())
    }

    /// The sentence, in both languages as far as there are two.
    pub(crate) fn as_said(&self) -> Said {
        match self {
            Self::Refused(said) | Self::Busy(said) | Self::Outgrown(said) => said.clone(),
            Self::Broken(reason) => Said::alike(reason),
        }
    }

    /// The sentence, in the language of whoever typed.
    pub(crate) fn told(&self, locale: Locale) -> &str {
        match self {
            Self::Refused(said) | Self::Busy(said) | Self::Outgrown(said) => said.told(locale),
            Self::Broken(reason) => reason,
        }
    }
}

impl From<Broken> for Stopped {
    fn from(broken: Broken) -> Self {
        if broken.is_busy() {
            return Self::Busy(broken.said());
        }
        if broken.outgrown().is_some() {
            return Self::Outgrown(broken.said());
        }
        // A full disk is no broken machinery: somebody can make room.
        if broken.is_full() {
            return Self::Refused(no_room());
        }
        if broken.can_be_mended() || broken.moved_away().is_some() {
            return Self::said(&broken);
        }
        Self::broken(broken)
    }
}

impl From<NotKept> for Stopped {
    fn from(not: NotKept) -> Self {
        match not {
            NotKept::Refused(said) | NotKept::NoRoom(said) | NotKept::Damaged(said) => Self::Refused(said),
            NotKept::Broken(broken) => broken.into(),
            NotKept::Failed(said) => Self::broken(said.en),
        }
    }
}

impl From<NotTakenIn> for Stopped {
    fn from(not: NotTakenIn) -> Self {
        match not {
            NotTakenIn::Refused(said) => Self::Refused(said),
            NotTakenIn::FaultyPage { page, .. } => {
                Self::both(format!("la page « {page} » est fautive"), format!("the page `{page}` is faulty"))
            }
            NotTakenIn::Broken(broken) => broken.into(),
        }
    }
}
