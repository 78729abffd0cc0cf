//! Notes: what the newsroom is told about a draft, until somebody has settled it.

use manuscript::{Instant, Uuid};

use crate::row::row;
use crate::{Broken, Snapshot, Stamp, Tx};

row! {
    /// A note about one place of a draft (`headline`, `body/ID`).
    Note { id: Uuid, place: String, text: String, at: i64 }
}

row! { IdRow { id: Uuid } }
row! { ArticleRow { article: Uuid } }

/// What the newsroom is to be told about one place of a draft.
#[derive(Clone, Copy, Debug)]
pub struct NewNote<'a> {
    pub id: Uuid,
    pub article: Uuid,
    pub place: &'a str,
    pub text: &'a str,
}

/// Leaves a note.
pub async fn leave(tx: &mut Tx, note: &NewNote<'_>, left: Stamp<'_>) -> Result<(), Broken> {
    query!(run tx, "notes/leave.sql", note.id, note.article, note.place, note.text, left.at.0, left.by).map(drop)
}

/// The notes that wait for somebody, oldest first.
pub async fn open_of(snapshot: &mut Snapshot, article: Uuid) -> Result<Vec<Note>, Broken> {
    query!(all snapshot, "notes/open_of.sql", Note, article)
}

/// The article that a note is about.
pub async fn article_of(snapshot: &mut Snapshot, id: Uuid) -> Result<Option<Uuid>, Broken> {
    Ok(query!(optional snapshot, "notes/article_of.sql", ArticleRow, id)?.map(|row| row.article))
}

/// A note is settled. Answers false if it was before.
pub async fn settle(tx: &mut Tx, id: Uuid, at: Instant) -> Result<bool, Broken> {
    Ok(query!(optional tx, "notes/settle.sql", IdRow, id, at.0)?.is_some())
}
