//! Plans: publications to come, frozen as they were planned, and embargoes.

use manuscript::planned::Planned;
use manuscript::state::Key;
use manuscript::{Instant, Nature, Uuid};

use crate::row::row;
use crate::{Broken, Snapshot, Tx};

row! { ScheduleRow { job: Uuid, checkpoint: i64, nature: String, at: i64, local: String, zone: String, made_by: String } }
row! { EmbargoRow { job: Uuid, at: i64, local: String, zone: String, reason: String, made_by: String } }

/// A publication that is planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    pub article: Uuid,
    /// The job that will publish it.
    pub job: Uuid,
    /// The frozen checkpoint.
    pub checkpoint: i64,
    pub nature: Nature,
    pub planned: Planned,
    pub made_by: String,
}

/// Until when nothing of an article may be public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embargo {
    pub article: Uuid,
    /// The job that will lift it.
    pub job: Uuid,
    pub until: Planned,
    pub reason: String,
    pub made_by: String,
}

/// Plans a publication.
pub async fn schedule(tx: &mut Tx, schedule: &Schedule, at: Instant) -> Result<(), Broken> {
    tx.changed(Key::Schedule(schedule.article));
    let (s, p) = (schedule, &schedule.planned);
    query!(
        run tx, "plans/schedule.sql", s.article, s.job, s.checkpoint, s.nature.as_str(), p.at.0, &p.local, &p.zone, at.0, &s.made_by
    )
    .map(drop)
}

/// The publication planned for an article.
pub async fn schedule_of(snapshot: &mut Snapshot, article: Uuid) -> Result<Option<Schedule>, Broken> {
    let row = query!(optional snapshot, "plans/schedule_of.sql", ScheduleRow, article)?;
    row.map(|row| {
        Ok(Schedule {
            article,
            job: row.job,
            checkpoint: row.checkpoint,
            nature: crate::versions::nature_of(&row.nature)?,
            planned: Planned {
                local: row.local,
                zone: row.zone,
                at: Instant(row.at),
            },
            made_by: row.made_by,
        })
    })
    .transpose()
}

/// Gives a planned publication up, or ends it because it took place.
pub async fn unschedule(tx: &mut Tx, article: Uuid) -> Result<(), Broken> {
    if query!(run tx, "plans/unschedule.sql", article)? > 0 {
        tx.changed(Key::Schedule(article));
    }
    Ok(())
}

/// Another checkpoint is the frozen one.
pub async fn freeze_anew(tx: &mut Tx, article: Uuid, checkpoint: i64) -> Result<(), Broken> {
    tx.changed(Key::Schedule(article));
    query!(run tx, "plans/freeze_anew.sql", article, checkpoint).map(drop)
}

/// Puts an article under embargo, or gives its embargo another time.
pub async fn embargo(tx: &mut Tx, embargo: &Embargo, at: Instant) -> Result<(), Broken> {
    tx.changed(Key::Embargo(embargo.article));
    let (e, until) = (embargo, &embargo.until);
    query!(
        run tx, "plans/embargo.sql", e.article, e.job, until.at.0, &until.local, &until.zone, &e.reason, at.0, &e.made_by
    )
    .map(drop)
}

/// The embargo on an article.
pub async fn embargo_of(snapshot: &mut Snapshot, article: Uuid) -> Result<Option<Embargo>, Broken> {
    let row = query!(optional snapshot, "plans/embargo_of.sql", EmbargoRow, article)?;
    Ok(row.map(|row| Embargo {
        article,
        job: row.job,
        until: Planned {
            local: row.local,
            zone: row.zone,
            at: Instant(row.at),
        },
        reason: row.reason,
        made_by: row.made_by,
    }))
}

/// Ends an embargo.
pub async fn lift(tx: &mut Tx, article: Uuid) -> Result<(), Broken> {
    if query!(run tx, "plans/lift.sql", article)? > 0 {
        tx.changed(Key::Embargo(article));
    }
    Ok(())
}
