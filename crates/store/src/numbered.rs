//! What each article numbers for itself: versions, and checkpoints of its draft.

use manuscript::Uuid;

/// A version or a checkpoint: the article, and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbered {
    pub article: Uuid,
    pub number: i64,
}

impl Numbered {
    pub const fn of(article: Uuid, number: i64) -> Self {
        Self { article, number }
    }

    /// What comes before every other one, for walks over all.
    pub const BEFORE_ALL: Self = Self {
        article: Uuid::nil(),
        number: 0,
    };
}
