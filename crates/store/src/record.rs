//! The record: every act's entry, numbered without gaps in the order of commits, chained by hash.

use manuscript::commitment::Hash;
use manuscript::record::Entry;
use manuscript::{Instant, Uuid, canonical};

use crate::engine::Connection;
use crate::row::row;
use crate::{Broken, Stacks, Tx};

row! { Head { number: i64, hash: Vec<u8> } }

row! {
    Kept {
        number: i64,
        at: i64,
        by_whom: String,
        act: String,
        thing: Option<Uuid>,
        tags: String,
        detail: String,
        hash: Vec<u8>,
    }
}

row! { HashRow { hash: Vec<u8> } }

/// What an act says of itself; its number and hash come from the record.
#[derive(Clone, Debug)]
pub struct ToEnter {
    pub at: Instant,
    pub by: String,
    pub act: String,
    pub thing: Option<Uuid>,
    pub tags: Vec<String>,
    pub detail: serde_json::Value,
}

/// An entry with the hash that was kept for it.
#[derive(Clone, Debug)]
pub struct Entered {
    pub entry: Entry,
    pub hash: Hash,
}

/// Takes the pen: waits until whoever writes has committed or given up. SQLite's transaction has it already.
pub async fn take_pen(tx: &mut Tx) -> Result<(), Broken> {
    pen_of(tx).await.map(drop)
}

/// Where the record ends, for a transaction that nobody can overtake.
async fn pen_of(tx: &mut Tx) -> Result<(i64, Hash), Broken> {
    if let Some(head) = tx.pen.head {
        return Ok(head);
    }
    let head = query!(one tx, "record/take_pen.sql", Head)?;
    let head = (head.number, hash_of(&head.hash)?);
    tx.pen.head = Some(head);
    Ok(head)
}

/// Enters an act as the last thing of its transaction and answers its number.
pub async fn enter(tx: &mut Tx, act: ToEnter) -> Result<i64, Broken> {
    let (number, previous) = pen_of(tx).await?;
    let entry = Entry {
        number: number + 1,
        at: act.at,
        by: act.by,
        act: act.act,
        thing: act.thing,
        tags: act.tags,
        detail: act.detail,
    };
    let unreadable = |error| Broken::unreadable("a record entry", error);
    let hash = entry.hash_after(&previous).map_err(unreadable)?;
    let tags = canonical::text_of(&entry.tags).map_err(unreadable)?;
    let detail = canonical::text_of(&entry.detail).map_err(unreadable)?;
    query!(
        run tx, "record/insert.sql", entry.number, entry.at.0, &entry.by, &entry.act, entry.thing, tags, detail, hash.as_slice()
    )?;
    tx.pen.head = Some((entry.number, hash));
    tx.pen.has_entered = true;
    Ok(entry.number)
}

/// Puts the pen down at the commit: where the record ends now is written once for all that was entered. PostgreSQL tells
/// the other nodes; with SQLite they look for themselves.
pub(crate) async fn put_pen_down(tx: &mut Tx) -> Result<(), Broken> {
    let Some((number, hash)) = tx.pen.head.filter(|_| tx.pen.has_entered) else {
        return Ok(());
    };
    query!(run tx, "record/set_head.sql", number, hash.as_slice())?;
    if let Connection::Postgres(tx) = &mut tx.connection {
        sqlx::query(include_str!("../sql/dialect/postgres/notify.sql"))
            .bind(number)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// The last number and its hash.
pub async fn head(stacks: &mut Stacks) -> Result<(i64, Hash), Broken> {
    let head = query!(one stacks, "record/head.sql", Head)?;
    Ok((head.number, hash_of(&head.hash)?))
}

/// The hash of one entry, if there is such an entry.
pub async fn hash_at(stacks: &mut Stacks, number: i64) -> Result<Option<Hash>, Broken> {
    query!(optional stacks, "record/hash_at.sql", HashRow, number)?
        .map(|row| hash_of(&row.hash))
        .transpose()
}

/// Entries after a number, in order, at most `limit`.
pub async fn after(stacks: &mut Stacks, number: i64, limit: i64) -> Result<Vec<Entered>, Broken> {
    query!(all stacks, "record/after.sql", Kept, number, limit)?
        .into_iter()
        .map(Kept::entered)
        .collect()
}

impl Kept {
    fn entered(self) -> Result<Entered, Broken> {
        let unreadable = |error| Broken::unreadable("a record entry", error);
        let hash = hash_of(&self.hash)?;
        let entry = Entry {
            number: self.number,
            at: Instant(self.at),
            by: self.by_whom,
            act: self.act,
            thing: self.thing,
            tags: canonical::read(&self.tags).map_err(unreadable)?,
            detail: canonical::read(&self.detail).map_err(unreadable)?,
        };
        Ok(Entered { entry, hash })
    }
}

pub(crate) fn hash_of(bytes: &[u8]) -> Result<Hash, Broken> {
    bytes
        .try_into()
        .map_err(|_| Broken::unreadable("a hash", "it is not 32 bytes long"))
}
