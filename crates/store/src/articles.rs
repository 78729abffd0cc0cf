//! Articles: where they stand, their one draft, what of them is public.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use manuscript::ids::Thing;
use manuscript::state::Key;
use manuscript::{Access, Copy, Instant, Placement, Uuid, canonical, upgrade};

use crate::carrying::articles::ArticleRow;
use crate::engine::Connection;
use crate::memberships::Memberships;
use crate::row::row;
use crate::state::described;
use crate::{Broken, Snapshot, Stamp, Tx, versions};

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

row! {
    DraftRow {
        revision: i64,
        copy: String,
        changed_at: i64,
        changed_by: String,
        committed_revision: Option<i64>,
        kept_since: Option<i64>,
    }
}

row! {
    /// A draft that says something else than what an entry of the record committed to last.
    Unproven {
        article: Uuid,
        revision: i64,
        /// Nothing: no entry commits to anything of it.
        committed_revision: Option<i64>,
        /// When it was changed first since.
        kept_since: Option<i64>,
    }
}

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

row! { LiveRow { id: Uuid, path: String, copy: String, leaves: String } }

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
    /// The revision that an entry of the record committed to last, if any did.
    pub committed_revision: Option<i64>,
    /// When it was changed first without an entry since.
    pub kept_since: Option<Instant>,
}

impl Draft {
    /// Whether the record commits to what it says now.
    pub fn is_committed(&self) -> bool {
        self.committed_revision == Some(self.revision)
    }
}

/// A draft's next text, and the revision that was seen when it was written. The text is canonical.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'a> {
    pub seen: i64,
    pub copy: &'a str,
}

/// A copy that is not the draft's, for a draft's history, and why it is kept there. The copy is canonical.
#[derive(Clone, Copy, Debug)]
pub struct OtherCopy<'a> {
    pub copy: &'a str,
    pub why: &'a str,
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
        optional tx, "articles/create.sql", ArticleRow, article, at.0, p.section, p.series, p.access.as_str(),
        i64::from(p.teaser_ends_after), p.translation_set.as_deref(), placed.pinned_at.map(|at| at.0),
        &placed.created_by
    )?;
    let Some(row) = created else { return Ok(false) };
    join_all(tx, article, p).await?;
    is_now(tx, &row, p);
    Ok(true)
}

/// Places an article anew.
pub async fn place(tx: &mut Tx, article: Uuid, placed: &Placed) -> Result<(), Broken> {
    tx.changed(Key::Article(article));
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
pub async fn placed(snapshot: &mut Snapshot, article: Uuid) -> Result<Option<Placed>, Broken> {
    let Some(row) = query!(optional snapshot, "articles/placed.sql", PlacedRow, article)? else {
        return Ok(None);
    };
    row.placed(memberships(snapshot, article).await?).map(Some)
}

impl PlacedRow {
    pub(crate) fn placed(self, memberships: Memberships) -> Result<Placed, Broken> {
        Ok(Placed {
            placement: Placement {
                section: self.section,
                series: self.series,
                dossiers: memberships.dossiers,
                topics: memberships.topics,
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

pub(crate) async fn memberships(snapshot: &mut Snapshot, article: Uuid) -> Result<Memberships, Broken> {
    let rows = query!(all snapshot, "articles/memberships.sql", Membership, article)?;
    Ok(Memberships::from_pairs(rows.iter().map(|row| (row.thing.as_str(), row.member_of))))
}

fn access_of(word: &str) -> Result<Access, Broken> {
    word.parse().map_err(|error| Broken::unreadable("an article's access", error))
}

/// Keeps the first draft of an article; its revision is 1.
pub async fn first_draft(tx: &mut Tx, article: Uuid, copy: &str, kept: Stamp<'_>) -> Result<(), Broken> {
    tx.is_now(Key::Draft(article), described::draft(1, Some(copy)));
    query!(run tx, "articles/first_draft.sql", article, copy, kept.at.0, kept.by).map(drop)
}

/// Nobody else writes this draft before this transaction ends, with the pen or without. To be asked before the draft is read
/// in order to be written. One transaction that holds several drafts holds the pen too: without it, two could wait for each
/// other.
pub async fn lock_draft(tx: &mut Tx, article: Uuid) -> Result<(), Broken> {
    if let Connection::Postgres(tx) = &mut tx.connection {
        sqlx::query(include_str!("../sql/dialect/postgres/lock_draft.sql"))
            .bind(article)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Writes a draft in an act if it is still the one that was seen; answers its new revision, or nothing if it moved on. The
/// act's entry commits to it.
pub async fn save_draft(tx: &mut Tx, article: Uuid, typed: Typed<'_>, kept: Stamp<'_>) -> Result<Option<i64>, Broken> {
    let saved = query!(optional tx, "articles/save_draft.sql", Revision, article, typed.seen, typed.copy, kept.at.0, kept.by)?;
    if let Some(row) = &saved {
        tx.is_now(Key::Draft(article), described::draft(row.revision, Some(typed.copy)));
    }
    Ok(saved.map(|row| row.revision))
}

/// Writes over a draft without an entry if it is still the one that was seen; answers its new revision, or nothing if it moved
/// on. What an entry committed to must be held as a checkpoint before.
pub async fn keep_draft(tx: &mut Tx, article: Uuid, typed: Typed<'_>, kept: Stamp<'_>) -> Result<Option<i64>, Broken> {
    let row = query!(optional tx, "articles/keep_draft.sql", Revision, article, typed.seen, typed.copy, kept.at.0, kept.by)?;
    Ok(row.map(|row| row.revision))
}

/// Keeps the draft as it is now as a checkpoint, for what an entry committed to is about to be written over.
pub async fn hold_committed(tx: &mut Tx, article: Uuid, kept: Stamp<'_>) -> Result<(), Broken> {
    let number = keep_checkpoint(tx, article, "saved", kept).await?;
    query!(run tx, "articles/hold_committed.sql", article, number).map(drop)
}

/// The entry that follows commits to the draft as it stands, which stands as a checkpoint too if one is named.
pub async fn commit_draft(tx: &mut Tx, article: Uuid, checkpoint: Option<i64>) -> Result<(), Broken> {
    tx.changed(Key::Draft(article));
    query!(run tx, "articles/commit_draft.sql", article, checkpoint).map(drop)
}

/// The entry that follows commits to a draft as it was read, if it still is so.
pub async fn commit_read(tx: &mut Tx, article: Uuid, read: Typed<'_>) -> Result<(), Broken> {
    if query!(run tx, "articles/commit_read.sql", article, read.seen)? > 0 {
        tx.is_now(Key::Draft(article), described::draft(read.seen, Some(read.copy)));
    }
    Ok(())
}

/// The entry that follows commits anew to what one committed to before, under another salt: something was taken out of it.
pub fn commit_anew(tx: &mut Tx, article: Uuid) {
    tx.changed(Key::Draft(article));
}

/// The drafts of which the record does not prove what they say now.
pub async fn unproven(snapshot: &mut Snapshot) -> Result<Vec<Unproven>, Broken> {
    query!(all snapshot, "articles/unproven.sql", Unproven)
}

/// Keeps the draft as it is now as a checkpoint of its history; answers its number.
pub async fn keep_checkpoint(tx: &mut Tx, article: Uuid, why: &str, kept: Stamp<'_>) -> Result<i64, Broken> {
    Ok(query!(one tx, "articles/keep_checkpoint.sql", NumberRow, article, kept.at.0, kept.by, why)?.number)
}

/// Keeps another copy than the draft's as a checkpoint of its history; answers its number.
pub async fn keep_copy_as_checkpoint(tx: &mut Tx, article: Uuid, other: OtherCopy<'_>, kept: Stamp<'_>) -> Result<i64, Broken> {
    Ok(query!(one tx, "articles/keep_copy_as_checkpoint.sql", NumberRow, article, other.copy, kept.at.0, kept.by, other.why)?.number)
}

/// A checkpoint with its copy.
pub async fn checkpoint(snapshot: &mut Snapshot, article: Uuid, number: i64) -> Result<Option<(Checkpoint, Copy)>, Broken> {
    let row = query!(optional snapshot, "articles/checkpoint.sql", CheckpointRow, article, number)?;
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
pub async fn checkpoints_of(snapshot: &mut Snapshot, article: Uuid) -> Result<Vec<Checkpoint>, Broken> {
    query!(all snapshot, "articles/checkpoints_of.sql", Checkpoint, article)
}

/// The working copy.
pub async fn draft_of(snapshot: &mut Snapshot, article: Uuid) -> Result<Option<Draft>, Broken> {
    let row = query!(optional snapshot, "articles/draft_of.sql", DraftRow, article)?;
    row.map(DraftRow::draft).transpose()
}

impl DraftRow {
    pub(crate) fn draft(self) -> Result<Draft, Broken> {
        Ok(Draft {
            revision: self.revision,
            copy: copy_of(&self.copy)?,
            changed_at: Instant(self.changed_at),
            changed_by: self.changed_by,
            committed_revision: self.committed_revision,
            kept_since: self.kept_since.map(Instant),
        })
    }
}

/// A version that goes live, of an article that stands where it stood when its act began.
#[derive(Clone, Copy, Debug)]
pub struct GoingLive<'a> {
    pub version: i64,
    pub first_at: Instant,
    pub placement: &'a Placement,
}

/// Makes a version the live one; the first publication keeps its instant.
pub async fn go_live(tx: &mut Tx, article: Uuid, going: GoingLive<'_>) -> Result<(), Broken> {
    let row = query!(one tx, "articles/go_live.sql", ArticleRow, article, going.version, going.first_at.0)?;
    is_now(tx, &row, going.placement);
    Ok(())
}

fn is_now(tx: &mut Tx, row: &ArticleRow, placement: &Placement) {
    let described = described::article(row, &Memberships::of(placement));
    tx.is_now(Key::Article(row.id), described);
}

/// Ids of articles after one, in order, at most `limit`.
pub async fn all_ids(snapshot: &mut Snapshot, after: Uuid, limit: i64) -> Result<Vec<Uuid>, Broken> {
    Ok(query!(all snapshot, "articles/all_ids.sql", Id, after, limit)?
        .into_iter()
        .map(|row| row.id)
        .collect())
}

/// An article as readers have it, at its address.
#[derive(Clone, Debug)]
pub struct Live {
    pub id: Uuid,
    pub path: String,
    /// With holes where something is withheld.
    pub copy: Copy,
}

/// What readers have of the articles that were first published since an instant, after one of them, at most `limit`.
pub async fn live_since(snapshot: &mut Snapshot, since: Instant, after: Uuid, limit: i64) -> Result<Vec<Live>, Broken> {
    let rows = query!(all snapshot, "articles/live_since.sql", LiveRow, since.0, after, limit)?;
    let live = rows.into_iter().map(|row| {
        Ok(Live {
            id: row.id,
            path: row.path,
            copy: versions::readable(&row.copy, &row.leaves)?.copy,
        })
    });
    live.collect()
}

/// What the public may know of the articles whose identities lie between two, both included, in order.
pub async fn public_states(snapshot: &mut Snapshot, articles: &RangeInclusive<Uuid>) -> Result<Vec<Public>, Broken> {
    let mut members: HashMap<Uuid, Memberships> = HashMap::new();
    for row in query!(all snapshot, "articles/memberships_within.sql", MembershipWithin, articles.start(), articles.end())? {
        let of_it = members.entry(row.article).or_default();
        let list = if row.thing == Thing::Dossier.as_str() {
            &mut of_it.dossiers
        } else {
            &mut of_it.topics
        };
        list.push(row.member_of);
    }
    query!(all snapshot, "articles/public_states.sql", PublicRow, articles.start(), articles.end())?
        .into_iter()
        .map(|row| {
            let Memberships { dossiers, topics } = members.remove(&row.id).unwrap_or_default();
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

/// A copy as it is kept.
pub fn text_of(copy: &Copy) -> Result<String, Broken> {
    canonical::text_of(copy).map_err(|error| Broken::unreadable("a copy", error))
}

pub(crate) fn copy_of(text: &str) -> Result<Copy, Broken> {
    upgrade::read(text).map_err(|error| Broken::unreadable("a copy", error))
}
