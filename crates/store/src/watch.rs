//! Watching the record: a wake-up as soon as another process or node may have entered something.

use std::time::Duration;

use sqlx::postgres::PgListener;

use crate::engine::Engine;
use crate::{Broken, Store};

/// How often SQLite is looked at; an act by another process is seen within this time.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// The safety net under PostgreSQL's NOTIFY.
const LOOK_AT_LEAST_EVERY: Duration = Duration::from_secs(1);

/// Waits for the record to move.
pub struct Watch {
    listener: Option<PgListener>,
}

impl Watch {
    /// Begins to watch. Without a listener (SQLite, or PostgreSQL away) it looks at intervals.
    pub async fn begin(store: &Store) -> Self {
        let listener = match &store.engine {
            Engine::Sqlite { .. } => None,
            Engine::Postgres(pool) => listen(pool).await.ok(),
        };
        Self { listener }
    }

    /// Returns when it is time to look at the record.
    pub async fn next(&mut self, store: &Store) {
        match (&mut self.listener, &store.engine) {
            (Some(listener), _) => {
                if let Ok(Err(_)) = tokio::time::timeout(LOOK_AT_LEAST_EVERY, listener.recv()).await {
                    self.listener = None;
                }
            }
            (None, Engine::Sqlite { .. }) => tokio::time::sleep(LOOK_EVERY).await,
            (None, Engine::Postgres(pool)) => {
                tokio::time::sleep(LOOK_AT_LEAST_EVERY).await;
                self.listener = listen(pool).await.ok();
            }
        }
    }
}

async fn listen(pool: &sqlx::PgPool) -> Result<PgListener, Broken> {
    let (channel,): (String,) = sqlx::query_as(include_str!("../sql/dialect/postgres/channel.sql"))
        .fetch_one(pool)
        .await?;
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(&channel).await?;
    Ok(listener)
}
