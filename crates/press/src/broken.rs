//! Broken machinery on either side of the press.

/// Broken machinery on either side of the press.
#[derive(Debug, thiserror::Error)]
pub enum PressBroken {
    #[error(transparent)]
    Store(#[from] store::Broken),
    #[error(transparent)]
    Shelf(#[from] shelf::Broken),
    #[error("an impression could not be written: {0}")]
    Rendering(#[from] serde_json::Error),
    #[error("typesetting was interrupted")]
    Interrupted,
    #[error("the shelf in the data folder was made for another paper than the one in the database; give this paper its own `--data DIR`")]
    AnotherPaper,
    #[error("there was no answer in time")]
    NoAnswer,
}

impl PressBroken {
    /// Whether the newsroom’s database is torn; nothing is to be written into it any more.
    pub fn is_damage_of_newsroom(&self) -> bool {
        matches!(self, Self::Store(broken) if broken.is_damage())
    }
}
