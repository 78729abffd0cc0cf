//! What stops an act: a sentence for whoever asked, or broken machinery.

use std::error::Error;

use manuscript::refusal::InFrench;
use store::Broken;

use crate::media::MediaRefused;

/// Why nothing was done.
#[derive(Debug)]
pub(crate) enum NotDone {
    Refused { french: String, english: String },
    Broken(String),
}

impl NotDone {
    pub(crate) fn said(french: impl Into<String>, english: impl Into<String>) -> Self {
        Self::Refused {
            french: french.into(),
            english: english.into(),
        }
    }
}

/// A refusal of an act, unless it only passes on broken machinery.
pub(crate) fn refused<R: Error + InFrench>(refused: R) -> NotDone {
    let mut cause: Option<&(dyn Error + 'static)> = refused.source();
    while let Some(error) = cause {
        if let Some(broken) = error.downcast_ref::<Broken>() {
            return NotDone::Broken(broken.to_string());
        }
        cause = error.source();
    }
    NotDone::said(refused.in_french(), refused.to_string())
}

impl From<Broken> for NotDone {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken.to_string())
    }
}

impl From<MediaRefused> for NotDone {
    fn from(refused: MediaRefused) -> Self {
        match refused {
            MediaRefused::Broken(broken) => broken.into(),
            other => super::refused::refused(other),
        }
    }
}
