//! Articles: where they stand, their one draft, what of them is public.

use std::collections::HashMap;

use manuscript::ids::Thing;
use manuscript::{Access, Copy, Instant, Placement, Uuid, upgrade};

use crate::row::row;
use crate::{Broken, Stacks, Tx};

row! { Id { id: Uuid } }

row! {
    PlacedRow {
        section: Option<Uuid>,
        series: Option<Uuid>,
        access: String,
        teaser_ends_after: i64,
        translation_set: Option<String>,
        pinned_at: Option<i64>,
        first_published_at: Option<i64>,
        live_version: Option<i64>,
        created_by: String,
    }
}

row! { Membership { thing: String, member_of: Uuid } }

row! { DraftRow { revision: i64, copy: String, changed_at: i64, changed_by: String } }

row! { Revision { revision: i64 } }

row! {
    PublicRow {
        id: Uuid,
        section: Option<Uuid>,
        series: Option<Uuid>,
        access: String,
        teaser_ends_after: i64,
        translation_set: Option<String>,
        pinned_at: Option<i64>,
        first_published_at: Option<i64>,
        live_version: i64,
        path: String,
    }
}

row! { MembershipWithin { article: Uuid, thing: String, member_of: Uuid } }

row! { NumberRow { number: i64 } }

row! {
    /// A kept moment of a draft's history, without its copy.
    Checkpoint { number: i64, revision: i64, at: i64, by: String, why: String }
}

row! { CheckpointRow { number: i64, revision: i64, copy: String, at: i64, by_whom: String, why: String } }

/// An article as the newsroom has placed it.
#[derive(Clone, Debug)]
pub struct Placed {
    pub placement: Placement,
    pub pinned_at: Option<Instant>,
    pub first_published_at: Option<Instant>,
    pub live_version: Option<i64>,
    /// Who began it, as the record names people.
    pub created_by: String,
}

/// The working copy with its counter.
#[derive(Clone, Debug)]
pub struct Draft {
    pub revision: i64,
    pub copy: Copy,
    pub changed_at: Instant,
    pub changed_by: String,
}

/// What the public may know of an article besides its versions.
#[derive(Clone, Debug)]
pub struct Public {
    pub article: Uuid,
    pub placement: Placement,
    pub pinned_at: Option<Instant>,
    pub first_published_at: Option<Instant>,
    pub live_version: i64,
    pub path: String,
}

/// Makes an article with its draft. Answers false if there is one with this id already.
pub async fn create(tx: &mut Tx, article: Uuid, placed: &Placed, at: Instant) -> Result<bool, Broken> {
    let p = &placed.placement;
    let created = query!(
        optional tx, "articles/create.sql", Id, article, at.0, p.section, p.series, p.access.as_str(),
        i64::from(p.teaser_ends_after), p.translation_set.as_deref(), placed.pinned_at.map(|at| at.0),
        &placed.created_by
    )?;
    if created.is_some() {
        join_all(tx, article, p).await?;
    }
    Ok(created.is_some())
}

/// Places an article anew.
pub async fn place(tx: &mut Tx, article: Uuid, placed: &Placed) -> Result<(), Broken> {
    let p = &placed.placement;
    query!(
        run tx, "articles/place.sql", article, p.section, p.series, p.access.as_str(),
        i64::from(p.teaser_ends_after), p.translation_set.as_deref(), placed.pinned_at.map(|at| at.0)
    )?;
    query!(run tx, "articles/leave_memberships.sql", article)?;
    join_all(tx, article, p).await
}

async fn join_all(tx: &mut Tx, article: Uuid, placement: &Placement) -> Result<(), Broken> {
    for (thing, members) in [(Thing::Dossier, &placement.dossiers), (Thing::Topic, &placement.topics)] {
        for (position, member_of) in (0i64..).zip(members) {
            query!(run tx, "articles/join.sql", article, thing.as_str(), *member_of, position)?;
        }
    }
    Ok(())
}

/// Where an article stands.
pub async fn placed(stacks: &mut Stacks, article: Uuid) -> Result<Option<Placed>, Broken> {
    let Some(row) = query!(optional stacks, "articles/placed.sql", PlacedRow, article)? else {
        return Ok(None);
    };
    row.placed(memberships(stacks, article).await?).map(Some)
}

impl PlacedRow {
    pub(crate) fn placed(self, (dossiers, topics): (Vec<Uuid>, Vec<Uuid>)) -> Result<Placed, Broken> {
        Ok(Placed {
            placement: Placement {
                section: self.section,
                series: self.series,
                dossiers,
                topics,
                access: access_of(&self.access)?,
                teaser_ends_after: u32::try_from(self.teaser_ends_after).unwrap_or(0),
                translation_set: self.translation_set,
                pinned: self.pinned_at.is_some(),
            },
            pinned_at: self.pinned_at.map(Instant),
            first_published_at: self.first_published_at.map(Instant),
            live_version: self.live_version,
            created_by: self.created_by,
        })
    }
}

pub(crate) async fn memberships(stacks: &mut Stacks, article: Uuid) -> Result<(Vec<Uuid>, Vec<Uuid>), Broken> {
    let rows = query!(all stacks, "articles/memberships.sql", Membership, article)?;
    let of = |thing: Thing| {
        rows.iter()
            .filter(|row| row.thing == thing.as_str())
            .map(|row| row.member_of)
            .collect()
    };
    Ok((of(Thing::Dossier), of(Thing::Topic)))
}

fn access_of(word: &str) -> Result<Access, Broken> {
    word.parse().map_err(|error| Broken::unreadable("an article's access", error))
}

/// Keeps the first draft of an article; its revision is 1.
pub async fn first_draft(tx: &mut Tx, article: Uuid, copy: &str, at: Instant, by: &str) -> Result<(), Broken> {
    query!(run tx, "articles/first_draft.sql", article, copy, at.0, by).map(drop)
}

/// Keeps a draft if it is still the one that was seen; answers its new revision, or nothing if it moved on.
pub async fn save_draft(tx: &mut Tx, article: Uuid, seen: i64, copy: &str, at: Instant, by: &str) -> Result<Option<i64>, Broken> {
    let saved = query!(optional tx, "articles/save_draft.sql", Revision, article, seen, copy, at.0, by)?;
    Ok(saved.map(|row| row.revision))
}

/// Keeps the draft as it is now as a checkpoint of its history; answers its number.
pub async fn keep_checkpoint(tx: &mut Tx, article: Uuid, at: Instant, by: &str, why: &str) -> Result<i64, Broken> {
    Ok(query!(one tx, "articles/keep_checkpoint.sql", NumberRow, article, at.0, by, why)?.number)
}

/// Keeps another copy than the draft's as a checkpoint of its history; answers its number.
pub async fn keep_copy_as_checkpoint(tx: &mut Tx, article: Uuid, copy: &str, at: Instant, (by, why): (&str, &str)) -> Result<i64, Broken> {
    Ok(query!(one tx, "articles/keep_copy_as_checkpoint.sql", NumberRow, article, copy, at.0, by, why)?.number)
}

/// A checkpoint with its copy.
pub async fn checkpoint(stacks: &mut Stacks, article: Uuid, number: i64) -> Result<Option<(Checkpoint, Copy)>, Broken> {
    let row = query!(optional stacks, "articles/checkpoint.sql", CheckpointRow, article, number)?;
    row.map(|row| {
        let copy = copy_of(&row.copy)?;
        let checkpoint = Checkpoint {
            number: row.number,
            revision: row.revision,
            at: row.at,
            by: row.by_whom,
            why: row.why,
        };
        Ok((checkpoint, copy))
    })
    .transpose()
}

/// The checkpoints of a draft, oldest first.
pub async fn checkpoints_of(stacks: &mut Stacks, article: Uuid) -> Result<Vec<Checkpoint>, Broken> {
    query!(all stacks, "articles/checkpoints_of.sql", Checkpoint, article)
}

/// The working copy.
pub async fn draft_of(stacks: &mut Stacks, article: Uuid) -> Result<Option<Draft>, Broken> {
    let row = query!(optional stacks, "articles/draft_of.sql", DraftRow, article)?;
    row.map(|row| {
        Ok(Draft {
            revision: row.revision,
            copy: copy_of(&row.copy)?,
            changed_at: Instant(row.changed_at),
            changed_by: row.changed_by,
        })
    })
    .transpose()
}

/// Makes a version the live one; the first publication keeps its instant.
pub async fn go_live(tx: &mut Tx, article: Uuid, version: i64, first_at: Instant) -> Result<(), Broken> {
    query!(run tx, "articles/go_live.sql", article, version, first_at.0).map(drop)
}

/// Ids of articles after one, in order, at most `limit`.
pub async fn all_ids(stacks: &mut Stacks, after: Uuid, limit: i64) -> Result<Vec<Uuid>, Broken> {
    Ok(query!(all stacks, "articles/all_ids.sql", Id, after, limit)?
        .into_iter()
        .map(|row| row.id)
        .collect())
}

/// What the public may know of the articles whose identities lie between two, both included, in order.
pub async fn public_states(stacks: &mut Stacks, (first, last): (Uuid, Uuid)) -> Result<Vec<Public>, Broken> {
    let mut members: HashMap<Uuid, (Vec<Uuid>, Vec<Uuid>)> = HashMap::new();
    for row in query!(all stacks, "articles/memberships_within.sql", MembershipWithin, first, last)? {
        let (dossiers, topics) = members.entry(row.article).or_default();
        let list = if row.thing == Thing::Dossier.as_str() { dossiers } else { topics };
        list.push(row.member_of);
    }
    query!(all stacks, "articles/public_states.sql", PublicRow, first, last)?
        .into_iter()
        .map(|row| {
            let (dossiers, topics) = members.remove(&row.id).unwrap_or_default();
            Ok(Public {
                article: row.id,
                placement: Placement {
                    section: row.section,
                    series: row.series,
                    dossiers,
                    topics,
                    access: access_of(&row.access)?,
                    teaser_ends_after: u32::try_from(row.teaser_ends_after).unwrap_or(0),
                    translation_set: row.translation_set,
                    pinned: row.pinned_at.is_some(),
                },
                pinned_at: row.pinned_at.map(Instant),
                first_published_at: row.first_published_at.map(Instant),
                live_version: row.live_version,
                path: row.path,
            })
        })
        .collect()
}

pub(crate) fn copy_of(text: &str) -> Result<Copy, Broken> {
    upgrade::read(text).map_err(|error| Broken::unreadable("a copy", error))
}
