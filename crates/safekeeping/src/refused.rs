//! Why a paper was not kept, checked or brought back.

use std::io::ErrorKind;
use std::path::Path;

use folders::Unread;
use manuscript::Said;
use manuscript::refusal::Refusal as _;
use store::Broken;

/// Why a paper was not kept, checked or brought back.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    /// Something must be changed by whoever asked.
    #[error("{}", .0.en)]
    Refused(Said),
    /// There was no room for it on a disk.
    #[error("{}", .0.en)]
    NoRoom(Said),
    /// What was kept is not what was saved.
    #[error("{}", .0.en)]
    Damaged(Said),
    /// The database did not do its work.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// Machinery beside the database did not.
    #[error("{}", .0.en)]
    Failed(Said),
}

impl NotKept {
    pub(crate) fn said(french: impl Into<String>, english: impl Into<String>) -> Self {
        Self::Refused(Said::new(french, english))
    }

    pub(crate) fn failed(reason: impl std::fmt::Display) -> Self {
        Self::Failed(Said::alike(reason))
    }

    /// The sentence, in both languages.
    pub fn as_said(&self) -> Said {
        match self {
            Self::Refused(said) | Self::NoRoom(said) | Self::Damaged(said) | Self::Failed(said) => said.clone(),
            Self::Broken(broken) => broken.said(),
        }
    }

    /// Whether it would go with more room on a disk.
    pub fn is_for_room(&self) -> bool {
        match self {
            Self::NoRoom(_) => true,
            Self::Broken(broken) => broken.is_full(),
            Self::Refused(_) | Self::Damaged(_) | Self::Failed(_) => false,
        }
    }

    /// Whether what was kept is no good: trying again does not mend it.
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Damaged(_) => true,
            Self::Broken(broken) => broken.is_damage(),
            Self::Refused(_) | Self::NoRoom(_) | Self::Failed(_) => false,
        }
    }
}

/// There is no room where the paper is written.
pub fn no_room() -> Said {
    Said::new(
        "il n’y a plus de place sur le disque où le journal est écrit ; faites de la place, puis recommencez",
        "there is no room left on the disk to which the paper is written; make room, then try again",
    )
}

/// Why a file was not written, with what to do if there was no room for it.
pub(crate) fn unwritable(path: &Path, error: &std::io::Error) -> NotKept {
    let path = path.display();
    if matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
        return NotKept::NoRoom(Said::new(
            format!("il n’y a plus de place sur le disque pour « {path} » ; faites de la place, ou nommez un endroit sur un autre disque"),
            format!("there is no room left on the disk for `{path}`; make room, or name a place on another disk"),
        ));
    }
    NotKept::said(
        format!("« {path} » ne peut pas être écrit : {error}"),
        format!("`{path}` cannot be written: {error}"),
    )
}

/// Why a file that was named was not read.
pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> NotKept {
    let path = path.display();
    NotKept::said(
        format!("« {path} » ne peut pas être lu : {error}"),
        format!("`{path}` cannot be read: {error}"),
    )
}

/// Why a file of a folder was not read.
pub(crate) fn unread(path: &Path, unread: &Unread) -> NotKept {
    let (path, said) = (path.display(), unread.said());
    NotKept::said(
        format!("le fichier « {path} » {}", said.fr),
        format!("the file `{path}` {}", said.en),
    )
}
