//! Notices to the house: what somebody here must know or settle, one standing for each subject.

use manuscript::role::Capability;
use manuscript::{Instant, Uuid};
use serde_json::Value;

use crate::carrying::outside::NoticeRow;
use crate::row::row;
use crate::{Broken, Snapshot, Stamp, Tx};

row! { CountRow { count: i64 } }

/// A notice as it stands in the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub id: Uuid,
    /// A word of whoever raised it: `job_dead`.
    pub kind: String,
    /// What it is about: an identity, a path, an outside address.
    pub subject: String,
    /// Who may do this is told of it.
    pub capability: Capability,
    /// One who is told in particular.
    pub account: Option<Uuid>,
    /// Codes, identities, numbers; the sentence is made where it is shown.
    pub detail: Value,
    pub since: Instant,
    pub met_at: Instant,
    pub times: i64,
    pub until: Option<Instant>,
    pub settled_at: Option<Instant>,
    pub settled_by: Option<String>,
}

/// A notice as it is raised.
#[derive(Clone, Debug)]
pub struct NewNotice<'a> {
    pub id: Uuid,
    pub kind: &'a str,
    pub subject: &'a str,
    pub capability: Capability,
    pub account: Option<Uuid>,
    pub detail: Value,
}

fn notice(row: NoticeRow) -> Result<Notice, Broken> {
    let capability = row.capability.parse();
    Ok(Notice {
        capability: capability.map_err(|_| Broken::unreadable("a notice", &row.capability))?,
        detail: serde_json::from_str(&row.detail).map_err(|error| Broken::unreadable("a notice", error))?,
        id: row.id,
        kind: row.kind,
        subject: row.subject,
        account: row.account,
        since: Instant(row.since),
        met_at: Instant(row.met_at),
        times: row.times,
        until: row.until.map(Instant),
        settled_at: row.settled_at.map(Instant),
        settled_by: row.settled_by,
    })
}

/// Raises a notice; one that stands for the same subject is counted.
pub async fn raise(tx: &mut Tx, notice: &NewNotice<'_>, at: Instant) -> Result<(), Broken> {
    let detail = manuscript::canonical::text_of(&notice.detail).map_err(|error| Broken::unreadable("a notice", error))?;
    query!(
        run tx, "notices/raise.sql", notice.id, notice.kind, notice.subject, notice.capability.as_str(), notice.account, detail, at.0
    )
    .map(drop)
}

/// What was said of a subject holds no longer. Answers false if nothing stood.
pub async fn ends(tx: &mut Tx, (kind, subject): (&str, &str), at: Instant) -> Result<bool, Broken> {
    Ok(query!(run tx, "notices/ends.sql", kind, subject, at.0)? == 1)
}

/// Somebody has seen to it. Answers false if it does not stand any more.
pub async fn settle(tx: &mut Tx, notice: Uuid, settled: Stamp<'_>) -> Result<bool, Broken> {
    Ok(query!(run tx, "notices/settle.sql", notice, settled.at.0, settled.by)? == 1)
}

/// A notice, standing or not.
pub async fn one(snapshot: &mut Snapshot, id: Uuid) -> Result<Option<Notice>, Broken> {
    query!(optional snapshot, "notices/one.sql", NoticeRow, id)?.map(notice).transpose()
}

/// Whether a notice stands for a subject.
pub async fn stands(snapshot: &mut Snapshot, (kind, subject): (&str, &str)) -> Result<bool, Broken> {
    Ok(query!(one snapshot, "notices/stands.sql", CountRow, kind, subject)?.count > 0)
}

/// All that stand, the oldest first.
pub async fn standing(snapshot: &mut Snapshot) -> Result<Vec<Notice>, Broken> {
    query!(all snapshot, "notices/standing.sql", NoticeRow)?
        .into_iter()
        .map(notice)
        .collect()
}
