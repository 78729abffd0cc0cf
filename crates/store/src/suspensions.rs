//! Suspensions of comments: for an article, a section or the paper; from when, until when, why.

use manuscript::ids::Thing;
use manuscript::planned::Planned;
use manuscript::state::Key;
use manuscript::{Instant, Uuid};

use crate::row::row;
use crate::{Broken, Snapshot, Stamp, Tx};

row! {
    SuspensionRow {
        id: Uuid,
        thing: String,
        subject: Option<Uuid>,
        begins_at: i64,
        ends_at: Option<i64>,
        zone: String,
        review_on: Option<String>,
        reason: String,
        begun_at: Option<i64>,
        ended_at: Option<i64>,
        end_reason: Option<String>,
    }
}

row! { IdRow { id: Uuid } }

/// Where comments are suspended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    Paper,
    Section(Uuid),
    Article(Uuid),
}

/// A suspension as it is made.
#[derive(Clone, Debug)]
pub struct Made {
    pub id: Uuid,
    pub place: Where,
    pub begins: Planned,
    pub ends: Option<Planned>,
    /// The day on which a suspension without an end is looked at again.
    pub review_on: Option<String>,
    pub reason: String,
    pub at: Instant,
    pub by: String,
    /// Nothing if it is to begin later.
    pub begun_at: Option<Instant>,
}

/// A suspension as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspension {
    pub id: Uuid,
    pub place: Where,
    pub begins_at: Instant,
    pub ends_at: Option<Instant>,
    pub zone: String,
    pub review_on: Option<String>,
    pub reason: String,
    pub begun_at: Option<Instant>,
    pub ended_at: Option<Instant>,
    pub end_reason: Option<String>,
}

impl Where {
    /// The sort of thing and its identity, as they are kept.
    pub const fn subject(self) -> (&'static str, Option<Uuid>) {
        match self {
            Self::Paper => ("paper", None),
            Self::Section(id) => (Thing::Section.as_str(), Some(id)),
            Self::Article(id) => (Thing::Article.as_str(), Some(id)),
        }
    }

    /// Reads what [`Where::subject`] wrote.
    pub fn from_subject(thing: &str, subject: Option<Uuid>) -> Option<Self> {
        match (thing, subject) {
            ("paper", None) => Some(Self::Paper),
            ("section", Some(id)) => Some(Self::Section(id)),
            ("article", Some(id)) => Some(Self::Article(id)),
            _ => None,
        }
    }
}

/// Keeps a suspension.
pub async fn add(tx: &mut Tx, made: &Made) -> Result<(), Broken> {
    tx.changed(Key::Suspension(made.id));
    let (thing, subject) = made.place.subject();
    let ends = made.ends.as_ref();
    query!(
        run tx, "suspensions/add.sql", made.id, thing, subject, made.begins.at.0, &made.begins.local, ends.map(|ends| ends.at.0),
        ends.map(|ends| ends.local.as_str()), &made.begins.zone, made.review_on.as_deref(), &made.reason, made.at.0,
        &made.by, made.begun_at.map(|at| at.0)
    )
    .map(drop)
}

/// One suspension.
pub async fn by_id(snapshot: &mut Snapshot, id: Uuid) -> Result<Option<Suspension>, Broken> {
    query!(optional snapshot, "suspensions/by_id.sql", SuspensionRow, id)?
        .map(SuspensionRow::suspension)
        .transpose()
}

/// Every suspension that was ever made, by when it begins.
pub async fn all(snapshot: &mut Snapshot) -> Result<Vec<Suspension>, Broken> {
    query!(all snapshot, "suspensions/all.sql", SuspensionRow)?
        .into_iter()
        .map(SuspensionRow::suspension)
        .collect()
}

/// It begins. Answers false if it had begun or ended before.
pub async fn begin(tx: &mut Tx, id: Uuid, at: Instant) -> Result<bool, Broken> {
    let begun = query!(optional tx, "suspensions/begin.sql", IdRow, id, at.0)?;
    Ok(changed(tx, begun))
}

/// It ends. Answers false if it had ended before.
pub async fn end(tx: &mut Tx, id: Uuid, reason: Option<&str>, ended: Stamp<'_>) -> Result<bool, Broken> {
    let row = query!(optional tx, "suspensions/end.sql", IdRow, id, ended.at.0, ended.by, reason)?;
    Ok(changed(tx, row))
}

fn changed(tx: &mut Tx, row: Option<IdRow>) -> bool {
    let Some(row) = row else { return false };
    tx.changed(Key::Suspension(row.id));
    true
}

impl SuspensionRow {
    fn suspension(self) -> Result<Suspension, Broken> {
        let place = Where::from_subject(&self.thing, self.subject).ok_or_else(|| Broken::unreadable("a suspension", &self.thing))?;
        Ok(Suspension {
            id: self.id,
            place,
            begins_at: Instant(self.begins_at),
            ends_at: self.ends_at.map(Instant),
            zone: self.zone,
            review_on: self.review_on,
            reason: self.reason,
            begun_at: self.begun_at.map(Instant),
            ended_at: self.ended_at.map(Instant),
            end_reason: self.end_reason,
        })
    }
}
