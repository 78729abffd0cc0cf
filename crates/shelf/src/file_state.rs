//! What a shelf's file says of itself, read without changing anything.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _};

use crate::applied::Applied;
use crate::broken::Broken;

/// The form of the file that this program writes. Another form is thrown away and remade.
pub(crate) const FORM: i64 = 6;

/// What a shelf says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The paper it was made for.
    pub identity: Option<String>,
    /// The number of the last record entry that is on it.
    pub applied: i64,
}

/// Looks at a shelf's file. Nothing if it has another form, and will be made anew.
pub async fn look(file: &Path) -> Result<Option<Seen>, Broken> {
    let mut connection = SqliteConnectOptions::new().filename(file).read_only(true).connect().await?;
    let seen = seen_in(&mut connection).await;
    connection.close().await?;
    seen
}

async fn seen_in(connection: &mut SqliteConnection) -> Result<Option<Seen>, Broken> {
    let (form,): (i64,) = sqlx::query_as("pragma user_version").fetch_one(&mut *connection).await?;
    if form != FORM {
        return Ok(None);
    }
    let applied = state(connection, "applied").await?;
    let applied = applied.as_deref().and_then(Applied::read);
    Ok(Some(Seen {
        identity: state(connection, "identity").await?,
        applied: applied.map_or(0, |applied| applied.number),
    }))
}

async fn state(connection: &mut SqliteConnection, key: &str) -> Result<Option<String>, Broken> {
    let row: Option<(String,)> = sqlx::query_as(include_str!("../sql/state.sql"))
        .bind(key)
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|(value,)| value))
}
