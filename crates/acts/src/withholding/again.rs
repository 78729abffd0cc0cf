//! Withholding again: what another copy of the paper withheld is withheld from an older one.

use std::collections::BTreeSet;

use manuscript::act::{Act, By};
use manuscript::commitment::{Hash, unhex};
use manuscript::withheld::Trace;
use manuscript::{Instant, Tag, Uuid};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::carrying::{FingerprintRow, WithheldMediaRow, WithholdingRow};
use store::{Broken, Tx, versions, withholdings};

use super::{Cuts, Taking, What, of_one};
use crate::desk::Desk;
use crate::entry::{Done, enter};
use crate::subject::Subject;

/// A withholding as another copy of the paper made it: what is known again, and from which parts of which versions it went.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Again {
    pub withholding: WithholdingRow,
    pub fingerprints: Vec<FingerprintRow>,
    pub media: Vec<WithheldMediaRow>,
    /// What the entry says of it.
    pub detail: Value,
}

/// Withholds again what an older copy still has. Answers false where it was withheld already, or where there is nothing yet
/// that it could be withheld from.
pub async fn again(tx: &mut Tx, desk: &Desk, by: &By, wanted: &Again) -> Result<bool, Broken> {
    let Again { withholding, detail, .. } = wanted;
    let id = withholding.id;
    if withholdings::article_of(tx, id).await?.is_some() {
        return Ok(false);
    }
    let trace = wanted.trace()?;
    let cuts = wanted.cuts(tx, &trace).await?;
    let Some(article) = first_there(tx, withholding.article, &cuts).await? else {
        return Ok(false);
    };
    withholdings::add(tx, id, &wanted.kept(article)?, &trace).await?;
    for file in &wanted.media {
        withholdings::withhold_media(tx, &hash_of(&file.hash)?, id).await?;
    }
    let what = match withholding.what.strip_prefix("media:").and_then(unhex::<32>) {
        Some(hash) => What::Picture(hash),
        None => What::Whole,
    };
    let mut touched = BTreeSet::from([Tag::Article(article), Tag::Corrections]);
    for (article, cut) in &cuts {
        let taking = Taking {
            article: *article,
            what: &what,
            trace: &trace,
        };
        taking.cut_all(tx, desk, by, cut).await?;
        touched.insert(Tag::Article(*article));
    }
    enter(
        tx,
        desk,
        by,
        Done::to(Act::Withheld, article).detailed(detail.clone()).touching(touched),
    )
    .await?;
    Ok(true)
}

impl Again {
    fn trace(&self) -> Result<Trace, Broken> {
        let salt = self.withholding.salt.as_slice().try_into();
        let fingerprints = self.fingerprints.iter().map(|row| hash_of(&row.fingerprint));
        Ok(Trace {
            salt: salt.map_err(|_| Broken::unreadable("a salt", "it is not 16 bytes long"))?,
            words: usize::try_from(self.withholding.words).unwrap_or_default(),
            fingerprints: fingerprints.collect::<Result<_, _>>()?,
        })
    }

    /// From which parts of which versions it went, as the entry says; where no entry says so, wherever it is known again.
    async fn cuts(&self, tx: &mut Tx, trace: &Trace) -> Result<Cuts, Broken> {
        if !self.detail.is_null() {
            return Ok(cuts_of(&self.detail));
        }
        let article = self.withholding.article;
        let mut cut = Vec::new();
        for version in versions::of(tx, article).await? {
            let paths = trace.found_in(&version.copy).map_err(|error| Broken::unreadable("a copy", error))?;
            if !paths.is_empty() {
                cut.push((version.number, paths));
            }
        }
        Ok(of_one(article, cut))
    }

    fn kept(&self, article: Uuid) -> Result<withholdings::Withholding, Broken> {
        let row = &self.withholding;
        Ok(withholdings::Withholding {
            article,
            what: row.what.clone(),
            ground: row.ground.parse().map_err(|error| Broken::unreadable("a ground", error))?,
            reason: row.reason.clone(),
            at: Instant(row.at),
            by: row.by_whom.clone(),
        })
    }
}

/// The article that it was withheld from, or another one that loses something by it: an older copy may not have all.
async fn first_there(tx: &mut Tx, article: Uuid, cuts: &Cuts) -> Result<Option<Uuid>, Broken> {
    for article in std::iter::once(&article).chain(cuts.keys()) {
        if Subject::read(tx, *article).await?.is_some() {
            return Ok(Some(*article));
        }
    }
    Ok(None)
}

/// From which parts of which versions it went, as the entry says; a version that is not there yet has nothing to lose.
fn cuts_of(detail: &Value) -> Cuts {
    let mut cuts = Cuts::new();
    for (article, versions) in detail["withheld"].as_object().into_iter().flatten() {
        let Ok(article) = Uuid::try_parse(article) else { continue };
        let cut = cuts.entry(article).or_default();
        for (number, paths) in versions.as_object().into_iter().flatten() {
            let paths = paths
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|path| path.as_str().map(str::to_owned));
            cut.extend(number.parse().ok().map(|number: i64| (number, paths.collect())));
        }
    }
    cuts
}

fn hash_of(bytes: &[u8]) -> Result<Hash, Broken> {
    bytes
        .try_into()
        .map_err(|_| Broken::unreadable("a hash", "it is not 32 bytes long"))
}
