//! What readers were told about versions and what is withheld from them, row by row.

use manuscript::Uuid;
use serde::{Deserialize, Serialize};

use crate::row::row;
use crate::{Broken, Snapshot, Tx};

row! {
    /// What readers are told about a version; text and salt are gone once withheld.
    #[derive(Serialize, Deserialize)]
    ExplanationRow {
        article: Uuid,
        version: i64,
        place: String,
        text: Option<String>,
        #[serde(default, with = "crate::hexadecimal::optional")]
        salt: Option<Vec<u8>>,
        #[serde(with = "crate::hexadecimal")]
        digest: Vec<u8>,
    }
}

row! {
    /// What was taken from the public on legal grounds.
    #[derive(Serialize, Deserialize)]
    WithholdingRow {
        id: Uuid,
        article: Uuid,
        what: String,
        ground: String,
        reason: String,
        #[serde(with = "crate::hexadecimal")]
        salt: Vec<u8>,
        words: i64,
        at: i64,
        by_whom: String,
    }
}

row! {
    /// How what was withheld is known again.
    #[derive(Serialize, Deserialize)]
    FingerprintRow {
        withholding: Uuid,
        #[serde(with = "crate::hexadecimal")]
        fingerprint: Vec<u8>,
    }
}

row! {
    /// A file that nobody may have any more.
    #[derive(Serialize, Deserialize)]
    WithheldMediaRow {
        #[serde(with = "crate::hexadecimal")]
        hash: Vec<u8>,
        withholding: Uuid,
    }
}

row! {
    /// What a cleaning made of a file.
    #[derive(Serialize, Deserialize)]
    PublicMediaRow {
        asset: Uuid,
        #[serde(default, with = "crate::hexadecimal::optional")]
        hash: Option<Vec<u8>>,
        edition: i64,
        reason: Option<String>,
        at: i64,
    }
}

/// Every row of `public_media`.
pub async fn public_media(snapshot: &mut Snapshot) -> Result<Vec<PublicMediaRow>, Broken> {
    query!(all snapshot, "carrying/public_media.sql", PublicMediaRow)
}

/// Puts a row of `public_media` where it was.
pub async fn put_public_media(tx: &mut Tx, row: &PublicMediaRow) -> Result<(), Broken> {
    query!(run tx, "carrying/put_public_media.sql", row.asset, row.hash.as_deref(), row.edition, row.reason.as_deref(), row.at).map(drop)
}

/// Every row of `explanations`.
pub async fn explanations(snapshot: &mut Snapshot) -> Result<Vec<ExplanationRow>, Broken> {
    query!(all snapshot, "carrying/explanations.sql", ExplanationRow)
}

/// Puts a row of `explanations` where it was.
pub async fn put_explanations(tx: &mut Tx, row: &ExplanationRow) -> Result<(), Broken> {
    query!(
        run tx, "carrying/put_explanations.sql", row.article, row.version, &row.place, row.text.as_deref(), row.salt.as_deref(),
        &row.digest
    )
    .map(drop)
}

/// Every row of `withholdings`.
pub async fn withholdings(snapshot: &mut Snapshot) -> Result<Vec<WithholdingRow>, Broken> {
    query!(all snapshot, "carrying/withholdings.sql", WithholdingRow)
}

/// Puts a row of `withholdings` where it was.
pub async fn put_withholdings(tx: &mut Tx, row: &WithholdingRow) -> Result<(), Broken> {
    query!(
        run tx, "carrying/put_withholdings.sql", row.id, row.article, &row.what, &row.ground, &row.reason, &row.salt, row.words, row.at,
        &row.by_whom
    )
    .map(drop)
}

/// Every row of `fingerprints`.
pub async fn fingerprints(snapshot: &mut Snapshot) -> Result<Vec<FingerprintRow>, Broken> {
    query!(all snapshot, "carrying/fingerprints.sql", FingerprintRow)
}

/// Puts a row of `fingerprints` where it was.
pub async fn put_fingerprints(tx: &mut Tx, row: &FingerprintRow) -> Result<(), Broken> {
    query!(run tx, "carrying/put_fingerprints.sql", row.withholding, &row.fingerprint).map(drop)
}

/// Every row of `withheld_media`.
pub async fn withheld_media(snapshot: &mut Snapshot) -> Result<Vec<WithheldMediaRow>, Broken> {
    query!(all snapshot, "carrying/withheld_media.sql", WithheldMediaRow)
}

/// Puts a row of `withheld_media` where it was.
pub async fn put_withheld_media(tx: &mut Tx, row: &WithheldMediaRow) -> Result<(), Broken> {
    query!(run tx, "carrying/put_withheld_media.sql", &row.hash, row.withholding).map(drop)
}
