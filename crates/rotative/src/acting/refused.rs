//! What stops an act: a sentence for whoever asked, or broken machinery.

use std::error::Error;

use manuscript::refusal::Refusal;
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
#[expect(clippy::needless_pass_by_value, reason = "it stands in `map_err(refused)`")]
pub(crate) fn refused<R: Refusal>(refused: R) -> NotDone {
    let mut cause: Option<&(dyn Error + 'static)> = refused.source();
    while let Some(error) = cause {
        if let Some(broken) = error.downcast_ref::<Broken>() {
            return not_done(broken);
        }
        cause = error.source();
    }
    let said = refused.said();
    NotDone::said(said.fr, said.en)
}

impl From<Broken> for NotDone {
    fn from(broken: Broken) -> Self {
        not_done(&broken)
    }
}

/// A disk that is full, or may only be read, is something that whoever asked can mend.
fn not_done(broken: &Broken) -> NotDone {
    if broken.is_full() || broken.is_read_only() {
        let said = broken.said();
        NotDone::said(said.fr, said.en)
    } else {
        NotDone::Broken(broken.to_string())
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
