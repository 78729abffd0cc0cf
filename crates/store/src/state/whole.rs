//! What every subject is now, from every row: what the record is held against.

use std::collections::{BTreeMap, HashMap};

use manuscript::Uuid;
use manuscript::state::Key;

use super::Described;
use super::described;
use crate::carrying::articles::{self as rows, MembershipRow};
use crate::carrying::people::{self, GrantRow};
use crate::carrying::plans;
use crate::carrying::recorded;
use crate::carrying::withheld::{self, FingerprintRow, PublicMediaRow, WithheldMediaRow};
use crate::memberships::Memberships;
use crate::row::hash_of;
use crate::{Broken, Snapshot, paper};

/// So many drafts are read at a time.
const AT_A_TIME: i64 = 500;

/// Answers the salt with which the words of a subject are hashed, by its key.
pub(crate) type Salting<'a> = dyn FnMut(&str) -> Option<Vec<u8>> + Send + 'a;

/// Every subject by key, as canonical text.
struct Whole<'a> {
    texts: BTreeMap<String, String>,
    salting: &'a mut Salting<'a>,
}

impl Whole<'_> {
    fn put(&mut self, key: &Key, described: Described) -> Result<(), Broken> {
        let key = key.as_entry();
        let salt = if described.has_words() { (self.salting)(&key) } else { None };
        self.texts.insert(key, described.text(salt.as_deref())?);
        Ok(())
    }
}

/// Reads every subject. Words without a salt are left out: what an entry says of them can then not be so.
pub(crate) async fn all<'a>(snapshot: &mut Snapshot, salting: &'a mut Salting<'a>) -> Result<BTreeMap<String, String>, Broken> {
    let mut whole = Whole {
        texts: BTreeMap::new(),
        salting,
    };
    put_articles(snapshot, &mut whole).await?;
    put_drafts(snapshot, &mut whole).await?;
    put_people(snapshot, &mut whole).await?;
    put_plans(snapshot, &mut whole).await?;
    put_withheld(snapshot, &mut whole).await?;
    put_media(snapshot, &mut whole).await?;
    if let Some(settings) = paper::settings(snapshot).await? {
        whole.put(&Key::Setting, described::setting(&settings))?;
    }
    Ok(whole.texts)
}

/// Rows under what they belong to.
fn by<R>(rows: Vec<R>, owner: impl Fn(&R) -> Uuid) -> HashMap<Uuid, Vec<R>> {
    let mut grouped: HashMap<Uuid, Vec<R>> = HashMap::new();
    for row in rows {
        grouped.entry(owner(&row)).or_default().push(row);
    }
    grouped
}

async fn put_articles(snapshot: &mut Snapshot, whole: &mut Whole<'_>) -> Result<(), Broken> {
    let memberships = by(rows::memberships(snapshot).await?, |row: &MembershipRow| row.article);
    for row in rows::articles(snapshot).await? {
        let of_it = memberships.get(&row.id).into_iter().flatten();
        let of_it = Memberships::from_pairs(of_it.map(|row| (row.thing.as_str(), row.member_of)));
        whole.put(&Key::Article(row.id), described::article(&row, &of_it))?;
    }
    for row in rows::addresses(snapshot).await? {
        whole.put(&Key::Address(row.path.clone()), described::address(&row))?;
    }
    for row in rows::catalogue(snapshot).await? {
        whole.put(&Key::Catalogue(row.id), described::catalogue(&row))?;
    }
    Ok(())
}

async fn put_drafts(snapshot: &mut Snapshot, whole: &mut Whole<'_>) -> Result<(), Broken> {
    let mut after = Uuid::nil();
    loop {
        let rows = recorded::committed_drafts(snapshot, after, AT_A_TIME).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.article;
        for row in &rows {
            whole.put(&Key::Draft(row.article), described::draft(row.revision, row.copy.as_deref()))?;
        }
    }
}

async fn put_people(snapshot: &mut Snapshot, whole: &mut Whole<'_>) -> Result<(), Broken> {
    let grants = by(people::grants(snapshot).await?, |row: &GrantRow| row.account);
    for row in people::accounts(snapshot).await? {
        let of_it = grants.get(&row.id).map_or(&[][..], Vec::as_slice);
        whole.put(&Key::Account(row.id), described::account(&row, of_it))?;
    }
    Ok(())
}

async fn put_plans(snapshot: &mut Snapshot, whole: &mut Whole<'_>) -> Result<(), Broken> {
    for row in plans::suspensions(snapshot).await? {
        whole.put(&Key::Suspension(row.id), described::suspension(&row))?;
    }
    for row in plans::schedules(snapshot).await? {
        whole.put(&Key::Schedule(row.article), described::schedule(&row))?;
    }
    for row in plans::embargoes(snapshot).await? {
        whole.put(&Key::Embargo(row.article), described::embargo(&row))?;
    }
    Ok(())
}

async fn put_withheld(snapshot: &mut Snapshot, whole: &mut Whole<'_>) -> Result<(), Broken> {
    let fingerprints = by(withheld::fingerprints(snapshot).await?, |row: &FingerprintRow| row.withholding);
    let media = by(withheld::withheld_media(snapshot).await?, |row: &WithheldMediaRow| row.withholding);
    for row in withheld::withholdings(snapshot).await? {
        let fingerprints = fingerprints.get(&row.id).map_or(&[][..], Vec::as_slice);
        let media = media.get(&row.id).map_or(&[][..], Vec::as_slice);
        whole.put(&Key::Withholding(row.id), described::withholding(&row, fingerprints, media))?;
    }
    Ok(())
}

async fn put_media(snapshot: &mut Snapshot, whole: &mut Whole<'_>) -> Result<(), Broken> {
    let cleaned = withheld::public_media(snapshot).await?;
    let cleaned: HashMap<Uuid, PublicMediaRow> = cleaned.into_iter().map(|row| (row.asset, row)).collect();
    for row in rows::assets(snapshot).await? {
        let key = Key::Media(hash_of(&row.hash)?);
        whole.put(&key, described::media(&row, cleaned.get(&row.id)))?;
    }
    Ok(())
}
