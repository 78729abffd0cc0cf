//! People who work for the paper, and what they may do, row by row.

use manuscript::Uuid;
use serde::{Deserialize, Serialize};

use crate::row::row;
use crate::{Broken, Snapshot, Tx};

row! {
    /// Someone who works for the paper.
    #[derive(Serialize, Deserialize)]
    AccountRow {
        id: Uuid,
        key: String,
        name: String,
        email: Option<String>,
        person: Option<Uuid>,
        made_at: i64,
        made_by: String,
        /// Stays in the house: an export is for reading, and nobody joins with what it holds.
        #[serde(skip)]
        invitation: Option<Vec<u8>>,
        #[serde(skip)]
        invited_until: Option<i64>,
        joined_at: Option<i64>,
        disabled_at: Option<i64>,
    }
}

row! {
    /// What an account may do, and where.
    #[derive(Serialize, Deserialize)]
    GrantRow {
        account: Uuid,
        position: i64,
        role: String,
        scope: String,
        section: Option<Uuid>,
    }
}

/// Every row of `accounts`.
pub async fn accounts(snapshot: &mut Snapshot) -> Result<Vec<AccountRow>, Broken> {
    query!(all snapshot, "carrying/accounts.sql", AccountRow)
}

/// Puts a row of `accounts` where it was.
pub async fn put_accounts(tx: &mut Tx, row: &AccountRow) -> Result<(), Broken> {
    query!(
        run tx, "carrying/put_accounts.sql", row.id, &row.key, &row.name, row.email.as_deref(), row.person, row.made_at, &row.made_by,
        row.invitation.as_deref(), row.invited_until, row.joined_at, row.disabled_at
    )
    .map(drop)
}

/// Every row of `grants`.
pub async fn grants(snapshot: &mut Snapshot) -> Result<Vec<GrantRow>, Broken> {
    query!(all snapshot, "carrying/grants.sql", GrantRow)
}

/// Puts a row of `grants` where it was.
pub async fn put_grants(tx: &mut Tx, row: &GrantRow) -> Result<(), Broken> {
    query!(run tx, "carrying/put_grants.sql", row.account, row.position, &row.role, &row.scope, row.section).map(drop)
}
