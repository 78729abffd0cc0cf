//! Why a picture gives no rendition.

/// Why there is no rendition.
#[derive(Debug, thiserror::Error)]
pub enum Spoilt {
    #[error("the picture cannot be read: {0}")]
    Unreadable(#[from] image::ImageError),
    #[error("the picture cannot be made smaller: {0}")]
    Resizing(String),
    #[error("the picture moves")]
    Moves,
    #[error("the rendition cannot be written: {0}")]
    Writing(String),
}
