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
}
