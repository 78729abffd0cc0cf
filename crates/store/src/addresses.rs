//! Addresses: the only router, for ever.

use std::ops::RangeInclusive;

use manuscript::ids::{Thing, ThingId};
use manuscript::state::Key;
use manuscript::{Instant, Uuid};

use crate::carrying::articles::AddressRow;
use crate::engine::Connection;
use crate::row::row;
use crate::state::described;
use crate::{Broken, Snapshot, Tx};

row! { Path { path: String } }
row! { Word { word: String } }
row! { AtRow { thing: String, id: Uuid, until: Option<i64> } }
row! { WithinRow { id: Uuid, path: String, until: Option<i64> } }
row! { SpanRow { path: String, since: i64, until: Option<i64> } }

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    pub thing: ThingId,
    /// Since when it only redirects.
    pub until: Option<Instant>,
}

/// One address of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    pub path: String,
    pub since: Instant,
    pub until: Option<Instant>,
}

/// Claims a path that nothing ever had. Answers false if it is taken.
pub async fn claim(tx: &mut Tx, path: &str, thing: ThingId, since: Instant) -> Result<bool, Broken> {
    let claimed = query!(optional tx, "addresses/claim.sql", AddressRow, path, thing.thing.as_str(), thing.id, since.0)?;
    if let Some(row) = &claimed {
        tx.is_now(Key::Address(path.to_owned()), described::address(row));
    }
    Ok(claimed.is_some())
}

/// What stands at a path, or stood there.
pub async fn at(snapshot: &mut Snapshot, path: &str) -> Result<Option<At>, Broken> {
    let row = query!(optional snapshot, "addresses/at.sql", AtRow, path)?;
    row.map(|row| {
        let thing = Thing::from_word(&row.thing).ok_or_else(|| Broken::unreadable("an address", &row.thing))?;
        Ok(At {
            thing: ThingId { thing, id: row.id },
            until: row.until.map(Instant),
        })
    })
    .transpose()
}

/// The address at which a thing is now.
pub async fn current(snapshot: &mut Snapshot, thing: ThingId) -> Result<Option<String>, Broken> {
    Ok(query!(optional snapshot, "addresses/current.sql", Path, thing.thing.as_str(), thing.id)?.map(|row| row.path))
}

/// The oldest address that begins with a word, alone or with more behind it.
pub async fn first_under(snapshot: &mut Snapshot, word: &str) -> Result<Option<String>, Broken> {
    let (alone, above) = (format!("/{word}"), format!("/{word}/"));
    Ok(query!(optional snapshot, "addresses/first_under.sql", Path, alone, above)?.map(|row| row.path))
}

/// Every word with which an address begins, in no order.
pub async fn first_words(snapshot: &mut Snapshot) -> Result<Vec<String>, Broken> {
    let rows: Vec<Word> = match &mut snapshot.connection {
        Connection::Sqlite(tx) => {
            let query = include_str!("../sql/dialect/sqlite/first_words.sql");
            sqlx::query_as(query).fetch_all(&mut **tx).await?
        }
        Connection::Postgres(tx) => {
            let query = include_str!("../sql/dialect/postgres/first_words.sql");
            sqlx::query_as(query).fetch_all(&mut **tx).await?
        }
    };
    Ok(rows.into_iter().map(|row| row.word).collect())
}

/// Every address that a thing has or had, oldest first.
pub async fn of(snapshot: &mut Snapshot, thing: ThingId) -> Result<Vec<Span>, Broken> {
    let rows = query!(all snapshot, "addresses/of.sql", SpanRow, thing.thing.as_str(), thing.id)?;
    Ok(rows
        .into_iter()
        .map(|row| Span {
            path: row.path,
            since: Instant(row.since),
            until: row.until.map(Instant),
        })
        .collect())
}

/// Every address of the articles whose identities lie between two, both included: article, path, and whether it is a
/// former one.
pub async fn of_articles(snapshot: &mut Snapshot, articles: &RangeInclusive<Uuid>) -> Result<Vec<(Uuid, String, Option<Instant>)>, Broken> {
    let rows = query!(all snapshot, "addresses/of_articles.sql", WithinRow, articles.start(), articles.end())?;
    Ok(rows.into_iter().map(|row| (row.id, row.path, row.until.map(Instant))).collect())
}

/// Lets the current address redirect from now on; answers it.
pub async fn keep_old(tx: &mut Tx, thing: ThingId, until: Instant) -> Result<Option<String>, Broken> {
    let kept = query!(optional tx, "addresses/keep_old.sql", Path, thing.thing.as_str(), thing.id, until.0)?;
    Ok(changed(tx, kept))
}

/// Gives a thing back a path that it had before. Answers false if the path never was its own.
pub async fn take_again(tx: &mut Tx, path: &str, thing: ThingId) -> Result<bool, Broken> {
    let taken = query!(optional tx, "addresses/take_again.sql", Path, path, thing.thing.as_str(), thing.id)?;
    Ok(changed(tx, taken).is_some())
}

fn changed(tx: &mut Tx, row: Option<Path>) -> Option<String> {
    let path = row?.path;
    tx.changed(Key::Address(path.clone()));
    Some(path)
}
