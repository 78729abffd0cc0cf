//! Carrying a paper from one database to another: every row as it stands, so that what was committed to still verifies.

mod articles;
mod copying;
pub mod folder;
mod people;
mod plans;
mod withheld;

pub use articles::*;
pub use copying::{copy_all, parents_first};
pub use people::*;
pub use plans::*;
pub use withheld::*;

use manuscript::canonical;
use manuscript::commitment::Hash;
use manuscript::record::Entry;

use crate::row::row;
use crate::{Broken, Stacks, Tx};

row! {
    /// How many rows a table has.
    Count { table: String, rows: i64 }
}

/// How many rows each table that is carried has, by the tables' names: PostgreSQL counts large ones side by side, and
/// answers in the order in which it is done.
pub async fn counts(stacks: &mut Stacks) -> Result<Vec<Count>, Broken> {
    let mut counts = query!(all stacks, "carrying/counts.sql", Count)?;
    counts.sort_by(|one, other| one.table.cmp(&other.table));
    Ok(counts)
}

/// Puts an entry of the record where it was; the head is put last.
pub async fn put_entry(tx: &mut Tx, entry: &Entry, hash: &Hash) -> Result<(), Broken> {
    let unreadable = |error| Broken::unreadable("a record entry", error);
    let tags = canonical::text_of(&entry.tags).map_err(unreadable)?;
    let detail = canonical::text_of(&entry.detail).map_err(unreadable)?;
    query!(
        run tx, "record/insert.sql", entry.number, entry.at.0, &entry.by, &entry.act, entry.thing, tags, detail, hash.as_slice()
    )
    .map(drop)
}

/// Sets where the record ends.
pub async fn put_head(tx: &mut Tx, number: i64, hash: &Hash) -> Result<(), Broken> {
    query!(run tx, "carrying/put_head.sql", number, hash.as_slice())?;
    tx.pen.head = Some((number, *hash));
    Ok(())
}

/// Bytes as lower-case hexadecimal.
mod hexadecimal {
    use manuscript::commitment::hex;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        bytes_of(&text).ok_or_else(|| D::Error::custom("not bytes in hexadecimal"))
    }

    pub(super) fn bytes_of(text: &str) -> Option<Vec<u8>> {
        let digits: Vec<u32> = text.chars().map(|digit| digit.to_digit(16)).collect::<Option<_>>()?;
        let (pairs, rest) = digits.as_chunks::<2>();
        rest.is_empty()
            .then(|| pairs.iter().map(|[high, low]| (high * 16 + low) as u8).collect())
    }
}

/// Bytes as lower-case hexadecimal, where there are any.
mod optional_hexadecimal {
    use manuscript::commitment::hex;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    #[expect(clippy::ref_option, reason = "serde hands the field as it is")]
    pub(super) fn serialize<S: Serializer>(bytes: &Option<Vec<u8>>, serializer: S) -> Result<S::Ok, S::Error> {
        bytes.as_deref().map(hex).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<u8>>, D::Error> {
        let Some(text) = Option::<String>::deserialize(deserializer)? else {
            return Ok(None);
        };
        let bytes = super::hexadecimal::bytes_of(&text);
        bytes.map(Some).ok_or_else(|| D::Error::custom("not bytes in hexadecimal"))
    }
}
