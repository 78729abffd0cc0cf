//! Readers: the one room that holds their addresses and names, and what they agreed to.

use manuscript::{Instant, Uuid};
use sha2::{Digest, Sha256};

use crate::carrying::readers::ReaderRow;
use crate::row::row;
use crate::{Broken, Snapshot, Tx};

row! { IdRow { id: Uuid } }
row! { EndedRow { any: i64 } }

row! {
    ConsentRow {
        id: Uuid,
        reader: Uuid,
        what: String,
        wording: String,
        digest: Vec<u8>,
        form: String,
        given_at: i64,
        withdrawn_at: Option<i64>,
        kept_until: Option<i64>,
    }
}

/// Where mail reaches a reader, in the one form under which the room knows it: without spaces around it, in small letters.
/// RFC 5321 lets a server tell `Lea@` from `lea@`; people who type their own address do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// Whether mail can reach it is for whoever sends to say.
    pub fn of(typed: &str) -> Self {
        Self(manuscript::settled::nfc(typed.trim()).to_lowercase())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Somebody who reads the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    pub id: Uuid,
    /// None of a contributor without one, and of who was erased.
    pub address: Option<Address>,
    /// When somebody who reads what comes to the address said so.
    pub proven_at: Option<Instant>,
    /// In which language they are written to.
    pub language: String,
    /// Beside which they are shown, as that of a comment.
    pub name: Option<String>,
    pub made_at: Instant,
    /// None of who was erased.
    pub seen_at: Option<Instant>,
}

/// What a reader agreed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    pub id: Uuid,
    pub reader: Uuid,
    /// A code: what it is for.
    pub what: String,
    /// The words that they agreed to.
    pub wording: String,
    /// A code: by which form.
    pub form: String,
    pub given_at: Instant,
    pub withdrawal: Option<Withdrawal>,
}

/// When a consent ended, and until when it is kept as proof that there was one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    pub at: Instant,
    pub kept_until: Instant,
}

/// Makes a reader, whose address nobody has proven yet; seen now. Answers false if somebody has the address.
pub async fn make(tx: &mut Tx, reader: &Reader) -> Result<bool, Broken> {
    let address = reader.address.as_ref().map(Address::as_str);
    let made = query!(
        optional tx, "readers/make.sql", IdRow, reader.id, address, reader.language.as_str(), reader.name.as_deref(), reader.made_at.0
    )?;
    Ok(made.is_some())
}

/// The reader of an identity.
pub async fn by_id(snapshot: &mut Snapshot, id: Uuid) -> Result<Option<Reader>, Broken> {
    Ok(query!(optional snapshot, "readers/by_id.sql", ReaderRow, id)?.map(Reader::from))
}

/// The reader of an address.
pub async fn by_address(snapshot: &mut Snapshot, address: &Address) -> Result<Option<Reader>, Broken> {
    Ok(query!(optional snapshot, "readers/by_address.sql", ReaderRow, address.as_str())?.map(Reader::from))
}

/// Who reads what comes to the address said so. Answers false if the reader has another by now, or had proven it.
pub async fn prove(tx: &mut Tx, reader: Uuid, address: &Address, at: Instant) -> Result<bool, Broken> {
    let proven = query!(run tx, "readers/prove.sql", reader, address.as_str(), at.0)?;
    Ok(proven > 0)
}

/// The reader was here.
pub async fn see(tx: &mut Tx, reader: Uuid, at: Instant) -> Result<(), Broken> {
    query!(run tx, "readers/see.sql", reader, at.0).map(drop)
}

/// Takes away what tells who a reader is: address, name, when last seen. The identity stays, and what hangs on it. Answers
/// false if there is no such reader.
pub async fn erase(tx: &mut Tx, reader: Uuid) -> Result<bool, Broken> {
    Ok(query!(run tx, "readers/erase.sql", reader)? > 0)
}

/// A reader agrees to something in these words.
pub async fn give_consent(tx: &mut Tx, consent: &Consent) -> Result<(), Broken> {
    let digest = digest_of(&consent.wording);
    query!(run tx, "readers/keep_wording.sql", digest.as_slice(), consent.wording.as_str())?;
    query!(
        run tx, "readers/give_consent.sql", consent.id, consent.reader, consent.what.as_str(), digest.as_slice(),
        consent.form.as_str(), consent.given_at.0
    )
    .map(drop)
}

/// A consent ends. Answers false if it had ended.
pub async fn withdraw_consent(tx: &mut Tx, consent: Uuid, withdrawal: Withdrawal) -> Result<bool, Broken> {
    let withdrawn = query!(run tx, "readers/withdraw_consent.sql", consent, withdrawal.at.0, withdrawal.kept_until.0)?;
    Ok(withdrawn > 0)
}

/// Every consent of a reader that holds ends; answers how many did.
pub async fn withdraw_all(tx: &mut Tx, reader: Uuid, withdrawal: Withdrawal) -> Result<u64, Broken> {
    query!(run tx, "readers/withdraw_all.sql", reader, withdrawal.at.0, withdrawal.kept_until.0)
}

/// What a reader agreed to, the oldest first, also what was withdrawn and is kept.
pub async fn consents_of(snapshot: &mut Snapshot, reader: Uuid) -> Result<Vec<Consent>, Broken> {
    let rows = query!(all snapshot, "readers/consents_of.sql", ConsentRow, reader)?;
    rows.into_iter().map(consent).collect()
}

/// Forgets at most `limit` withdrawn consents whose time as proof has passed; answers how many.
pub async fn forget_consents(tx: &mut Tx, now: Instant, limit: i64) -> Result<u64, Broken> {
    query!(run tx, "readers/forget_consents.sql", now.0, limit)
}

/// Whether any row with an end date, here or in a room beside, has ended by now.
pub async fn anything_ended(snapshot: &mut Snapshot, now: Instant) -> Result<bool, Broken> {
    let row = query!(one snapshot, "readers/anything_ended.sql", EndedRow, now.0)?;
    Ok(row.any > 0)
}

fn digest_of(wording: &str) -> Vec<u8> {
    Sha256::digest(wording).to_vec()
}

fn consent(row: ConsentRow) -> Result<Consent, Broken> {
    if digest_of(&row.wording) != row.digest {
        return Err(Broken::unreadable(
            "the words of a consent",
            "they are not those that were agreed to",
        ));
    }
    let withdrawal = row.withdrawn_at.zip(row.kept_until).map(|(at, kept_until)| Withdrawal {
        at: Instant(at),
        kept_until: Instant(kept_until),
    });
    Ok(Consent {
        id: row.id,
        reader: row.reader,
        what: row.what,
        wording: row.wording,
        form: row.form,
        given_at: Instant(row.given_at),
        withdrawal,
    })
}

impl From<ReaderRow> for Reader {
    fn from(row: ReaderRow) -> Self {
        Self {
            id: row.id,
            address: row.address.map(Address),
            proven_at: row.proven_at.map(Instant),
            language: row.language,
            name: row.name,
            made_at: Instant(row.made_at),
            seen_at: row.seen_at.map(Instant),
        }
    }
}
