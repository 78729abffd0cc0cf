//! What is planned, left to do, closed and noted, row by row.

use manuscript::Uuid;
use serde::{Deserialize, Serialize};

use crate::row::row;
use crate::{Broken, Snapshot, Tx};

row! {
    /// A publication that is planned.
    #[derive(Serialize, Deserialize)]
    ScheduleRow {
        article: Uuid,
        job: Uuid,
        checkpoint: i64,
        nature: String,
        at: i64,
        local: String,
        zone: String,
        made_at: i64,
        made_by: String,
    }
}

row! {
    /// Until when nothing of an article may be public.
    #[derive(Serialize, Deserialize)]
    EmbargoRow {
        article: Uuid,
        job: Uuid,
        at: i64,
        local: String,
        zone: String,
        reason: String,
        made_at: i64,
        made_by: String,
    }
}

row! {
    /// Work that an act left for the press.
    #[derive(Serialize, Deserialize)]
    JobRow {
        id: Uuid,
        kind: String,
        thing: Option<Uuid>,
        due_at: i64,
        left_at: i64,
        attempts: i64,
        leased_by: Option<String>,
        leased_until: Option<i64>,
        failure: Option<String>,
        done_at: Option<i64>,
    }
}

row! {
    /// Where comments are closed, from when to when, and why.
    #[derive(Serialize, Deserialize)]
    SuspensionRow {
        id: Uuid,
        thing: String,
        subject: Option<Uuid>,
        begins_at: i64,
        begins_local: String,
        ends_at: Option<i64>,
        ends_local: Option<String>,
        zone: String,
        review_on: Option<String>,
        reason: String,
        made_at: i64,
        made_by: String,
        begun_at: Option<i64>,
        ended_at: Option<i64>,
        ended_by: Option<String>,
        end_reason: Option<String>,
    }
}

row! {
    /// What the newsroom is told about a draft.
    #[derive(Serialize, Deserialize)]
    NoteRow {
        id: Uuid,
        article: Uuid,
        place: String,
        text: String,
        at: i64,
        by_whom: String,
        settled_at: Option<i64>,
    }
}

row! {
    /// Which `paper.toml` was imported last.
    #[derive(Serialize, Deserialize)]
    ImportedSettingsRow {
        #[serde(with = "crate::hexadecimal")]
        file_hash: Vec<u8>,
    }
}

/// Every row of `schedules`.
pub async fn schedules(snapshot: &mut Snapshot) -> Result<Vec<ScheduleRow>, Broken> {
    query!(all snapshot, "carrying/schedules.sql", ScheduleRow)
}

/// Puts a row of `schedules` where it was.
pub async fn put_schedules(tx: &mut Tx, row: &ScheduleRow) -> Result<(), Broken> {
    query!(
        run tx, "carrying/put_schedules.sql", row.article, row.job, row.checkpoint, &row.nature, row.at, &row.local, &row.zone,
        row.made_at, &row.made_by
    )
    .map(drop)
}

/// Every row of `embargoes`.
pub async fn embargoes(snapshot: &mut Snapshot) -> Result<Vec<EmbargoRow>, Broken> {
    query!(all snapshot, "carrying/embargoes.sql", EmbargoRow)
}

/// Puts a row of `embargoes` where it was.
pub async fn put_embargoes(tx: &mut Tx, row: &EmbargoRow) -> Result<(), Broken> {
    query!(
        run tx, "carrying/put_embargoes.sql", row.article, row.job, row.at, &row.local, &row.zone, &row.reason, row.made_at, &row.made_by
    )
    .map(drop)
}

/// Every row of `jobs`.
pub async fn jobs(snapshot: &mut Snapshot) -> Result<Vec<JobRow>, Broken> {
    query!(all snapshot, "carrying/jobs.sql", JobRow)
}

/// Puts a row of `jobs` where it was.
pub async fn put_jobs(tx: &mut Tx, row: &JobRow) -> Result<(), Broken> {
    query!(
        run tx, "carrying/put_jobs.sql", row.id, &row.kind, row.thing, row.due_at, row.left_at, row.attempts, row.leased_by.as_deref(),
        row.leased_until, row.failure.as_deref(), row.done_at
    )
    .map(drop)
}

/// Every row of `suspensions`.
pub async fn suspensions(snapshot: &mut Snapshot) -> Result<Vec<SuspensionRow>, Broken> {
    query!(all snapshot, "carrying/suspensions.sql", SuspensionRow)
}

/// Puts a row of `suspensions` where it was.
pub async fn put_suspensions(tx: &mut Tx, row: &SuspensionRow) -> Result<(), Broken> {
    query!(
        run tx, "carrying/put_suspensions.sql", row.id, &row.thing, row.subject, row.begins_at, &row.begins_local, row.ends_at,
        row.ends_local.as_deref(), &row.zone, row.review_on.as_deref(), &row.reason, row.made_at, &row.made_by, row.begun_at,
        row.ended_at, row.ended_by.as_deref(), row.end_reason.as_deref()
    )
    .map(drop)
}

/// Every row of `notes`.
pub async fn notes(snapshot: &mut Snapshot) -> Result<Vec<NoteRow>, Broken> {
    query!(all snapshot, "carrying/notes.sql", NoteRow)
}

/// Puts a row of `notes` where it was.
pub async fn put_notes(tx: &mut Tx, row: &NoteRow) -> Result<(), Broken> {
    query!(run tx, "carrying/put_notes.sql", row.id, row.article, &row.place, &row.text, row.at, &row.by_whom, row.settled_at).map(drop)
}

/// Every row of `imported_settings`.
pub async fn imported_settings(snapshot: &mut Snapshot) -> Result<Vec<ImportedSettingsRow>, Broken> {
    query!(all snapshot, "carrying/imported_settings.sql", ImportedSettingsRow)
}

/// Puts a row of `imported_settings` where it was.
pub async fn put_imported_settings(tx: &mut Tx, row: &ImportedSettingsRow) -> Result<(), Broken> {
    query!(run tx, "carrying/put_imported_settings.sql", &row.file_hash).map(drop)
}
