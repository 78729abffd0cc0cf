//! Broken machinery behind a page: a 500 and one log line.

use typeset::templates::TemplateBroken;

/// Broken machinery behind a page: a 500 and one log line.
#[derive(Debug, thiserror::Error)]
pub enum PageBroken {
    #[error(transparent)]
    Shelf(#[from] shelf::Broken),
    #[error(transparent)]
    Template(#[from] TemplateBroken),
    #[error(transparent)]
    Theme(#[from] typeset::theme_files::UnreadTheme),
    #[error("what typesetting left cannot be read: {0}")]
    Rendering(#[from] serde_json::Error),
    #[error(transparent)]
    Feed(#[from] typeset::feed::FeedBroken),
    #[error("a page could not be put together: {0}")]
    Http(#[from] http::Error),
    #[error("a file could not be read: {0}")]
    File(#[from] std::io::Error),
    #[error("a version on the shelf cannot be read: {0}")]
    Copy(String),
    #[error("nothing has been laid on the shelf yet")]
    NotReady,
    #[error("a file is not on this node at the moment")]
    FileNotHere,
    /// Its older copy is not answered either.
    #[error("the page shows what was taken back, and cannot be made without it: {0}")]
    TakenBack(String),
}
