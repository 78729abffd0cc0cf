//! The record: every act's entry, numbered without gaps in the order of commits, chained by hash.

use std::collections::BTreeMap;

use manuscript::act::Purge;
use manuscript::commitment::{Hash, hex};
use manuscript::record::{Entry, Form, State, Written, takes_back, words_digest};
use manuscript::state::WORDS;
use manuscript::{Ids, Instant, Uuid, canonical};
use serde_json::{Map, Value};

use crate::row::{hash_of, row};
use crate::transaction::read_head;
use crate::{Broken, Snapshot, Tx, state};

row! {
    Kept {
        number: i64,
        form: i64,
        at: i64,
        by_whom: String,
        act: String,
        thing: Option<Uuid>,
        tags: String,
        purge: Option<String>,
        detail: String,
        state: String,
        hash: Vec<u8>,
    }
}

row! { TouchedRow { number: i64, form: i64, act: String, tags: String, purge: Option<String>, hash: Vec<u8> } }
row! { HashRow { hash: Vec<u8> } }
row! { WordsRow { name: String, text: String } }

/// What an act says of itself; its number and hash come from the record, and what its subjects are now from the tables.
#[derive(Clone, Debug)]
pub struct ToEnter {
    pub at: Instant,
    pub by: String,
    pub act: String,
    pub thing: Option<Uuid>,
    pub tags: Vec<String>,
    /// Why pages are purged, where any are.
    pub purge: Option<Purge>,
    pub detail: Value,
    /// Words that stand nowhere else, by name: they are kept beside the record, which has their salted digests.
    pub words: BTreeMap<&'static str, String>,
}

/// An entry with the hash that was kept for it.
#[derive(Clone, Debug)]
pub struct Entered {
    pub entry: Entry,
    pub hash: Hash,
}

/// Takes the record’s lock: waits until whoever writes has committed or given up. SQLite's transaction has it already.
pub async fn lock_record(tx: &mut Tx) -> Result<(), Broken> {
    tx.held().await.map(drop)
}

/// Enters an act as the last thing of its transaction, with what all that it changed is now; answers its number.
pub async fn enter(tx: &mut Tx, ids: &dyn Ids, act: ToEnter) -> Result<i64, Broken> {
    let head = tx.held().await?;
    if let Some(moved) = head.moved {
        return Err(moved.into());
    }
    if !head.commits_to_state {
        return Err(Broken::because(
            "the record begins with entries that carry no state, and nothing commits to it yet: run `rotative db upgrade`",
        ));
    }
    let changed = tx.take_changed();
    let state = state::say(tx, ids, changed).await?;
    let words: Vec<Words> = act.words.into_iter().map(|(name, text)| Words::of(ids, name, text)).collect();
    let entry = Entry {
        form: Form::Two,
        number: 0,
        at: act.at,
        by: act.by,
        act: act.act,
        thing: act.thing,
        tags: act.tags,
        purge: act.purge.map(|purge| purge.as_str().to_owned()),
        detail: with_words(act.detail, &words),
        state,
    };
    let number = chain(tx, entry).await?;
    for words in &words {
        query!(run tx, "carrying/put_record_words.sql", number, words.name, &words.text, words.salt.as_slice())?;
    }
    Ok(number)
}

/// Words of an entry, with the salt that goes with them.
struct Words {
    name: &'static str,
    text: String,
    salt: [u8; 16],
}

impl Words {
    fn of(ids: &dyn Ids, name: &'static str, text: String) -> Self {
        Self {
            name,
            text,
            salt: ids.salt(),
        }
    }

    fn digest(&self) -> (String, Value) {
        (self.name.to_owned(), hex(&words_digest(&self.salt, &self.text)).into())
    }
}

fn with_words(detail: Value, words: &[Words]) -> Value {
    if words.is_empty() {
        return detail;
    }
    let mut fields = match detail {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    fields.insert(WORDS.into(), words.iter().map(Words::digest).collect::<Map<_, _>>().into());
    fields.into()
}

/// Gives an entry the next number, chains it to the one before and keeps it.
pub(crate) async fn chain(tx: &mut Tx, mut entry: Entry) -> Result<i64, Broken> {
    let mut head = tx.held().await?;
    entry.number = head.number + 1;
    let written = entry.written().map_err(unreadable)?;
    let hash = written.hash_after(&head.hash);
    keep(tx, &entry, written, &hash).await?;
    (head.number, head.hash, head.commits_to_state) = (entry.number, hash, true);
    tx.pending.head = Some(head);
    tx.pending.has_entered = true;
    Ok(entry.number)
}

/// Keeps an entry as it stands.
pub(crate) async fn insert(tx: &mut Tx, entry: &Entry, hash: &Hash) -> Result<(), Broken> {
    keep(tx, entry, entry.written().map_err(unreadable)?, hash).await
}

async fn keep(tx: &mut Tx, entry: &Entry, written: Written, hash: &Hash) -> Result<(), Broken> {
    query!(
        run tx, "record/insert.sql", entry.number, i64::from(entry.form), entry.at.0, &entry.by, &entry.act, entry.thing,
        written.tags, entry.purge.as_deref(), written.detail, written.state, hash.as_slice()
    )
    .map(drop)
}

/// The last number and its hash.
pub async fn head(snapshot: &mut Snapshot) -> Result<(i64, Hash), Broken> {
    read_head(snapshot).await
}

/// The hash of one entry, if there is such an entry.
pub async fn hash_at(snapshot: &mut Snapshot, number: i64) -> Result<Option<Hash>, Broken> {
    query!(optional snapshot, "record/hash_at.sql", HashRow, number)?
        .map(|row| hash_of(&row.hash))
        .transpose()
}

/// Entries after a number, in order, at most `limit`.
pub async fn after(snapshot: &mut Snapshot, number: i64, limit: i64) -> Result<Vec<Entered>, Broken> {
    query!(all snapshot, "record/after.sql", Kept, number, limit)?
        .into_iter()
        .map(Kept::entered)
        .collect()
}

/// What of an entry a node needs to follow it, whatever form a newer program gave it.
#[derive(Clone, Debug)]
pub struct Touching {
    pub number: i64,
    pub hash: Hash,
    /// As the entry writes them: a newer program may have others.
    pub tags: Vec<String>,
    /// Whether readers lose something by it.
    pub takes_back: bool,
}

/// What entries after a number touched, in order, at most `limit` of them.
pub async fn touched_after(snapshot: &mut Snapshot, number: i64, limit: i64) -> Result<Vec<Touching>, Broken> {
    query!(all snapshot, "record/touched_after.sql", TouchedRow, number, limit)?
        .into_iter()
        .map(|row| {
            Ok(Touching {
                number: row.number,
                hash: hash_of(&row.hash)?,
                tags: canonical::read(&row.tags).map_err(unreadable)?,
                takes_back: takes_back(row.form, row.purge.as_deref(), &row.act),
            })
        })
        .collect()
}

/// The words of an entry that stand beside the record, by name.
pub async fn words_of(snapshot: &mut Snapshot, entry: &Entry) -> Result<BTreeMap<String, String>, Broken> {
    if entry.detail[WORDS].is_null() {
        return Ok(BTreeMap::new());
    }
    let rows = query!(all snapshot, "record/words_of.sql", WordsRow, entry.number)?;
    Ok(rows.into_iter().map(|row| (row.name, row.text)).collect())
}

impl Kept {
    fn entered(self) -> Result<Entered, Broken> {
        let entry = Entry {
            form: Form::try_from(self.form).map_err(unreadable)?,
            number: self.number,
            at: Instant(self.at),
            by: self.by_whom,
            act: self.act,
            thing: self.thing,
            tags: canonical::read(&self.tags).map_err(unreadable)?,
            purge: self.purge,
            detail: canonical::read(&self.detail).map_err(unreadable)?,
            state: canonical::read::<State>(&self.state).map_err(unreadable)?,
        };
        Ok(Entered {
            hash: hash_of(&self.hash)?,
            entry,
        })
    }
}

fn unreadable(error: impl std::fmt::Display) -> Broken {
    Broken::unreadable("a record entry", error)
}
