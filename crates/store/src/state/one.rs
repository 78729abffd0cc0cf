//! What the subjects that an act changed are now, for its entry: a few rows each, read in the act's own transaction.

use manuscript::commitment::Hash;
use manuscript::record::State;
use manuscript::state::Key;
use manuscript::{Ids, Uuid};
use serde_json::Value;

use super::Described;
use super::described;
use crate::carrying::articles::{AddressRow, ArticleRow, AssetRow, CatalogueRow, MembershipRow};
use crate::carrying::people::{AccountRow, GrantRow};
use crate::carrying::plans::{EmbargoRow, ScheduleRow, SuspensionRow};
use crate::carrying::recorded::CommittedDraftRow;
use crate::carrying::withheld::{FingerprintRow, PublicMediaRow, WithheldMediaRow, WithholdingRow};
use crate::memberships::Memberships;
use crate::row::joined;
use crate::transaction::Changed;
use crate::{Broken, Snapshot, Tx, paper};

joined! { ArticleWithMembership { article: ArticleRow, membership: Option<MembershipRow> } }

/// Says what subjects are now; their words get a new salt each time, so that those of before can go with the old one.
pub(crate) async fn say(tx: &mut Tx, ids: &dyn Ids, changed: Changed) -> Result<State, Broken> {
    let mut state = State::new();
    for (key, known) in changed {
        let described = match known {
            Some(described) => Some(described),
            None => read(tx, &key).await?,
        };
        let value = match described {
            Some(described) => salted(tx, ids, &key, described)?,
            None => gone(tx, &key),
        };
        state.insert(key.as_entry(), value);
    }
    Ok(state)
}

fn salted(tx: &mut Tx, ids: &dyn Ids, key: &Key, described: Described) -> Result<Value, Broken> {
    if !described.has_words() {
        return described.value(None);
    }
    let salt = ids.salt();
    tx.pending.salts.draw(key, salt);
    described.value(Some(&salt))
}

fn gone(tx: &mut Tx, key: &Key) -> Value {
    tx.pending.salts.forget(key);
    Value::Null
}

async fn read(snapshot: &mut Snapshot, key: &Key) -> Result<Option<Described>, Broken> {
    match key {
        Key::Article(id) => article(snapshot, id).await,
        Key::Draft(article) => {
            let row = query!(optional snapshot, "state/draft.sql", CommittedDraftRow, article)?;
            Ok(row.map(|row| described::draft(row.revision, row.copy.as_deref())))
        }
        Key::Address(path) => {
            let row = query!(optional snapshot, "state/address.sql", AddressRow, path)?;
            Ok(row.as_ref().map(described::address))
        }
        Key::Catalogue(id) => {
            let row = query!(optional snapshot, "state/catalogue.sql", CatalogueRow, id)?;
            Ok(row.as_ref().map(described::catalogue))
        }
        Key::Account(id) => account(snapshot, id).await,
        Key::Suspension(id) => {
            let row = query!(optional snapshot, "state/suspension.sql", SuspensionRow, id)?;
            Ok(row.as_ref().map(described::suspension))
        }
        Key::Schedule(article) => {
            let row = query!(optional snapshot, "state/schedule.sql", ScheduleRow, article)?;
            Ok(row.as_ref().map(described::schedule))
        }
        Key::Embargo(article) => {
            let row = query!(optional snapshot, "state/embargo.sql", EmbargoRow, article)?;
            Ok(row.as_ref().map(described::embargo))
        }
        Key::Withholding(id) => withholding(snapshot, id).await,
        Key::Media(hash) => media(snapshot, hash).await,
        Key::Setting => Ok(paper::settings(snapshot).await?.as_ref().map(described::setting)),
    }
}

async fn article(snapshot: &mut Snapshot, id: &Uuid) -> Result<Option<Described>, Broken> {
    let rows = query!(all snapshot, "state/article.sql", ArticleWithMembership, id)?;
    let memberships = rows.iter().filter_map(|row| row.membership.as_ref());
    let memberships = Memberships::from_pairs(memberships.map(|row| (row.thing.as_str(), row.member_of)));
    Ok(rows.first().map(|row| described::article(&row.article, &memberships)))
}

async fn account(snapshot: &mut Snapshot, id: &Uuid) -> Result<Option<Described>, Broken> {
    let Some(row) = query!(optional snapshot, "state/account.sql", AccountRow, id)? else {
        return Ok(None);
    };
    let grants = query!(all snapshot, "state/grants.sql", GrantRow, id)?;
    Ok(Some(described::account(&row, &grants)))
}

async fn withholding(snapshot: &mut Snapshot, id: &Uuid) -> Result<Option<Described>, Broken> {
    let Some(row) = query!(optional snapshot, "state/withholding.sql", WithholdingRow, id)? else {
        return Ok(None);
    };
    let fingerprints = query!(all snapshot, "state/fingerprints.sql", FingerprintRow, id)?;
    let media = query!(all snapshot, "state/withheld_media.sql", WithheldMediaRow, id)?;
    Ok(Some(described::withholding(&row, &fingerprints, &media)))
}

async fn media(snapshot: &mut Snapshot, hash: &Hash) -> Result<Option<Described>, Broken> {
    let Some(asset) = query!(optional snapshot, "state/asset.sql", AssetRow, hash.as_slice())? else {
        return Ok(None);
    };
    let public = query!(optional snapshot, "state/public_media.sql", PublicMediaRow, asset.id)?;
    Ok(Some(described::media(&asset, public.as_ref())))
}
