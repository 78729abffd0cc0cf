//! Who writes in the newsroom's database: whoever waited in vain is told, and the doctor.

use std::time::Duration;

use sqlx::PgPool;
use tokio::time::{Instant, sleep, timeout};

use crate::broken::Broken;
use crate::busy::{Busy, Holder, Patience};
use crate::engine::{Engine, Store};
use crate::{file_locks, process};

/// How long a server may take to say who writes: whoever asks has waited long enough.
const ANSWER: Duration = Duration::from_secs(1);

impl Store {
    /// Who writes at this moment, if anybody does.
    pub async fn writer(&self) -> Option<Holder> {
        match &self.engine {
            Engine::Sqlite { file, here, .. } => match file_locks::writer_of(file) {
                Some(pid) if pid != std::process::id() => Some(process::holder(pid)),
                _ => here.lasts().map(|lasts| Holder::Here { lasts }),
            },
            Engine::Postgres(pool) => timeout(ANSWER, writing_session(pool)).await.ok()?.ok()?,
        }
    }

    /// Who has been writing for longer than somebody at the door would wait, if anybody has. Where nobody says since when,
    /// it is looked at for so long.
    pub async fn writer_that_stays(&self) -> Option<Holder> {
        let ends = Instant::now() + Patience::Door.lasts();
        loop {
            match self.writer().await? {
                Holder::Session { lasts, .. } if lasts < Patience::Door.lasts() && Instant::now() >= ends => return None,
                holder @ Holder::Session { lasts, .. } if lasts >= Patience::Door.lasts() => return Some(holder),
                holder if Instant::now() >= ends => return Some(holder),
                Holder::Session { .. } => sleep(Duration::from_millis(50)).await,
                // An import lets others in for a few milliseconds between its batches.
                _ => sleep(Duration::from_millis(1)).await,
            }
        }
    }

    /// The same, with whoever was waited for in vain: the engines say no more than that something was locked.
    pub async fn naming_writer(&self, broken: Broken, patience: Patience) -> Broken {
        match broken.busy() {
            Some(Busy {
                holder: Holder::Unknown, ..
            }) => self.busy(patience.lasts()).await,
            _ => broken,
        }
    }

    /// Whoever writes was waited for in vain.
    pub(crate) async fn busy(&self, waited: Duration) -> Broken {
        let holder = self.writer().await.unwrap_or(Holder::Unknown);
        let waited = Some(waited);
        Busy { waited, holder }.into()
    }
}

async fn writing_session(pool: &PgPool) -> Result<Option<Holder>, sqlx::Error> {
    let sql = include_str!("../sql/dialect/postgres/record_holder.sql");
    let found: Option<(i32, Option<String>, i64)> = sqlx::query_as(sql).fetch_optional(pool).await?;
    Ok(found.map(|(session, program, seconds)| Holder::Session {
        program,
        session,
        lasts: Duration::from_secs(u64::try_from(seconds).unwrap_or_default()),
    }))
}
