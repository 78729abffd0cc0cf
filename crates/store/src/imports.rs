//! Which file an article came from, so that importing twice does nothing twice.

use manuscript::Uuid;

use crate::row::row;
use crate::{Broken, Snapshot, Tx};

row! {
    /// What the last import of a file left.
    Imported { article: Uuid, file_hash: Vec<u8>, draft_revision: i64 }
}

row! { ByArticle { path: String, file_hash: Vec<u8>, draft_revision: i64 } }

row! {
    /// An imported file.
    File { path: String, article: Uuid, file_hash: Vec<u8>, draft_revision: i64 }
}

row! { Path { path: String } }

/// What the last import of the file at a path left.
pub async fn by_path(snapshot: &mut Snapshot, path: &str) -> Result<Option<Imported>, Broken> {
    query!(optional snapshot, "imports/by_path.sql", Imported, path)
}

/// What the last import of an article left, wherever its file was.
pub async fn by_article(snapshot: &mut Snapshot, article: Uuid) -> Result<Option<File>, Broken> {
    let row = query!(optional snapshot, "imports/by_article.sql", ByArticle, article)?;
    Ok(row.map(|row| File {
        path: row.path,
        article,
        file_hash: row.file_hash,
        draft_revision: row.draft_revision,
    }))
}

/// Every imported file.
pub async fn all(snapshot: &mut Snapshot) -> Result<Vec<File>, Broken> {
    query!(all snapshot, "imports/all.sql", File)
}

/// Remembers what an import left. Answers false if the path belongs to another article.
pub async fn remember(tx: &mut Tx, file: &File) -> Result<bool, Broken> {
    let kept = query!(optional tx, "imports/remember.sql", Path, &file.path, file.article, &file.file_hash, file.draft_revision)?;
    Ok(kept.is_some())
}

/// Remembers that an article's file moved.
pub async fn moved(tx: &mut Tx, file: &File) -> Result<(), Broken> {
    query!(run tx, "imports/moved.sql", file.article, &file.path, &file.file_hash, file.draft_revision).map(drop)
}
