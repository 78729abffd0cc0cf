//! Explanations: what readers are told about a version. The record holds the salted digest of each.

use std::ops::RangeInclusive;

use manuscript::Uuid;
use manuscript::commitment::Hash;
use manuscript::words::Place;

use crate::row::{hash_of, row};
use crate::{Broken, Snapshot, Tx};

row! { ExplanationRow { article: Uuid, version: i64, place: String, text: Option<String>, salt: Option<Vec<u8>>, digest: Vec<u8> } }

/// What readers are told about one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub version: i64,
    pub place: Place,
    /// Nothing once it was withheld.
    pub text: Option<String>,
    pub salt: Option<Vec<u8>>,
    pub digest: Hash,
}

/// Keeps what readers are told.
pub async fn add(tx: &mut Tx, article: Uuid, explanation: &Explanation) -> Result<(), Broken> {
    let e = explanation;
    query!(
        run tx, "explanations/add.sql", article, e.version, e.place.as_str(), e.text.as_deref(), e.salt.as_deref(), e.digest.as_slice()
    )
    .map(drop)
}

/// What readers were told about an article, oldest first.
pub async fn of(snapshot: &mut Snapshot, article: Uuid) -> Result<Vec<Explanation>, Broken> {
    Ok(within(snapshot, &(article..=article))
        .await?
        .into_iter()
        .map(|(_, told)| told)
        .collect())
}

/// What readers were told about the articles whose identities lie between two, both included.
pub async fn within(snapshot: &mut Snapshot, articles: &RangeInclusive<Uuid>) -> Result<Vec<(Uuid, Explanation)>, Broken> {
    query!(all snapshot, "explanations/within.sql", ExplanationRow, articles.start(), articles.end())?
        .into_iter()
        .map(|row| {
            let explanation = Explanation {
                version: row.version,
                place: row
                    .place
                    .parse()
                    .map_err(|error| Broken::unreadable("an explanation's place", error))?,
                text: row.text,
                salt: row.salt,
                digest: hash_of(&row.digest)?,
            };
            Ok((row.article, explanation))
        })
        .collect()
}

/// Takes the text away; its digest stays.
pub async fn withhold(tx: &mut Tx, article: Uuid, version: i64) -> Result<(), Broken> {
    query!(run tx, "explanations/withhold.sql", article, version).map(drop)
}
