//! Persons whom the paper forgot: what goes of an account and of somebody who signs, and the trace that stays.

use manuscript::{Instant, Uuid};
use serde::{Deserialize, Serialize};

use crate::catalogue::{Details, Entry};
use crate::row::row;
use crate::{Broken, Snapshot, Stamp, Tx, accounts, catalogue};

row! { Counted { count: i64 } }

row! {
    /// That somebody was erased: an identity that says nothing of anybody, of which sort (`account`, `person`), when, by whom.
    #[derive(Serialize, Deserialize)]
    Erasure {
        id: Uuid,
        sort: String,
        at: i64,
        by_whom: String,
    }
}

row! {
    /// An entry by which somebody was erased or something withheld (`act`).
    TraceEntry {
        number: i64,
        act: String,
        thing: Option<Uuid>,
    }
}

row! {
    /// An entry by which something was withheld.
    WithheldEntry {
        number: i64,
        at: i64,
        by_whom: String,
        thing: Option<Uuid>,
        detail: String,
        state: String,
    }
}

/// Takes away all that is known of somebody who worked here: name, key, e-mail, roles, invitation, tokens and kept answers.
pub async fn account(tx: &mut Tx, account: &accounts::Account, at: Instant) -> Result<(), Broken> {
    accounts::set_grants(tx, account.id, &[]).await?;
    query!(run tx, "erasures/account.sql", account.id, account.id.to_string(), at.0)?;
    query!(run tx, "erasures/tokens.sql", account.id, at.0)?;
    query!(run tx, "erasures/answers.sql", account.id, account.key.as_str())?;
    Ok(())
}

/// Takes away what is said of somebody who signs, now and formerly; the name stays where it is printed.
pub async fn person(tx: &mut Tx, entry: &Entry) -> Result<(), Broken> {
    let nothing = Entry {
        details: Details::default(),
        ..entry.clone()
    };
    catalogue::describe(tx, &nothing).await?;
    query!(run tx, "erasures/former_descriptions.sql", entry.id).map(drop)
}

/// Keeps the trace of an erasure.
pub async fn remember(tx: &mut Tx, (id, sort): (Uuid, &str), erased: Stamp<'_>) -> Result<(), Broken> {
    let row = Erasure {
        id,
        sort: sort.to_owned(),
        at: erased.at.0,
        by_whom: erased.by.to_owned(),
    };
    put(tx, &row).await
}

/// Puts a trace where it was.
pub async fn put(tx: &mut Tx, row: &Erasure) -> Result<(), Broken> {
    query!(run tx, "erasures/add.sql", row.id, &row.sort, row.at, &row.by_whom).map(drop)
}

/// Every trace, the oldest first.
pub async fn all(snapshot: &mut Snapshot) -> Result<Vec<Erasure>, Broken> {
    query!(all snapshot, "erasures/all.sql", Erasure)
}

/// The trace of one who was erased.
pub async fn by_id(snapshot: &mut Snapshot, id: Uuid) -> Result<Option<Erasure>, Broken> {
    query!(optional snapshot, "erasures/by_id.sql", Erasure, id)
}

/// How many persons were erased and how much was withheld, all together.
pub async fn count(snapshot: &mut Snapshot) -> Result<i64, Broken> {
    Ok(query!(one snapshot, "erasures/count.sql", Counted)?.count)
}

/// The entries by which somebody was erased or something withheld, behind an entry, oldest first.
pub async fn entries_after(snapshot: &mut Snapshot, number: i64) -> Result<Vec<TraceEntry>, Broken> {
    query!(all snapshot, "erasures/entries_after.sql", TraceEntry, number)
}

/// How many accounts sign as a person.
pub async fn accounts_of(snapshot: &mut Snapshot, person: Uuid) -> Result<i64, Broken> {
    Ok(query!(one snapshot, "erasures/signs.sql", Counted, person)?.count)
}

/// The entries by which something was withheld, oldest first.
pub async fn withheld(snapshot: &mut Snapshot) -> Result<Vec<WithheldEntry>, Broken> {
    query!(all snapshot, "erasures/withheld.sql", WithheldEntry)
}

impl WithheldEntry {
    /// The identity of the withholding, which the entry's state names.
    pub fn withholding(&self) -> Option<Uuid> {
        let state: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&self.state).ok()?;
        let id = state.keys().find_map(|key| key.strip_prefix("withholding:"))?;
        Uuid::try_parse(id).ok()
    }
}
