//! What the doctor says of one thing.

use manuscript::Said;

/// How far back the record and the versions are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// The newest entries of the record.
    Newest,
    /// Everything, as a whole verification does.
    Whole,
}

/// What was found, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    Ok(Said),
    /// Somebody should look at it.
    Warning(Said),
    /// Somebody must do something.
    Wrong(Said),
}

impl Remark {
    pub(super) fn ok(french: impl Into<String>, english: impl Into<String>) -> Self {
        Self::Ok(Said::new(french, english))
    }

    pub(super) fn warning(french: impl Into<String>, english: impl Into<String>) -> Self {
        Self::Warning(Said::new(french, english))
    }

    pub(super) fn wrong(french: impl Into<String>, english: impl Into<String>) -> Self {
        Self::Wrong(Said::new(french, english))
    }
}
