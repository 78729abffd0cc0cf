//! Why a file cannot be cleaned.

/// Why nothing of a file may be public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Uncleanable {
    #[error("its form is not known")]
    Unknown,
    #[error("it ends too early")]
    CutShort,
    #[error("its parts do not fit together")]
    Malformed,
    #[error("it is encrypted")]
    Encrypted,
    #[error("it holds a stream that is neither picture nor sound nor captions")]
    ForeignStream,
    #[error("it, or one part of it, is larger than can be held while it is cleaned")]
    TooLarge,
    #[error("it could not be read to its end")]
    Unread,
}

/// Why a recording was not cleaned where it lies.
#[derive(Debug, thiserror::Error)]
pub enum NotCleaned {
    #[error(transparent)]
    Uncleanable(#[from] Uncleanable),
    /// The medium failed, and nothing is known of the recording.
    #[error(transparent)]
    Failed(#[from] std::io::Error),
}
