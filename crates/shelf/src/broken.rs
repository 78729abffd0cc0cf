//! Broken machinery of the shelf: an unreadable file, a full disk.

/// Broken machinery: an unreadable file, a full disk.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    #[error("the shelf did not do its work: {0}")]
    Machinery(#[from] sqlx::Error),
    #[error("the article was taken back, and the shelf could not be brought up to that yet")]
    HeldBack,
}

impl Broken {
    /// Whether the file itself is damaged (SQLite's codes 11 and 26), or lacks a table: it can only be thrown away and remade.
    pub fn is_damage(&self) -> bool {
        let Self::Machinery(sqlx::Error::Database(error)) = self else {
            return false;
        };
        let is_lacking = ["no such table", "no such column"]
            .iter()
            .any(|lacking| error.message().contains(lacking));
        is_lacking
            || error
                .code()
                .is_some_and(|code| matches!(&*code, "11" | "26" | "267" | "523" | "779"))
    }

    pub(crate) fn unreadable(what: &str, error: impl std::fmt::Display) -> Self {
        Self::Machinery(sqlx::Error::Decode(format!("{what}: {error}").into()))
    }
}
