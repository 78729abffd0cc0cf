//! People who work for the paper, and what they may do, row by row.

use manuscript::{Instant, Uuid};
use serde::{Deserialize, Serialize};

use crate::row::row;
use crate::{Broken, Snapshot, Tx, answers};

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

row! {
    /// A program that acts for an account. In no export: a folder of manuscripts opens no door.
    TokenRow {
        id: Uuid,
        account: Uuid,
        digest: Vec<u8>,
        name: String,
        scope: String,
        section: Option<Uuid>,
        acts: String,
        made_at: i64,
        made_by: String,
        expires_at: i64,
        revoked_at: Option<i64>,
    }
}

row! {
    /// What was answered to an act that may be asked for again. In no export: it is forgotten in a week.
    AnswerRow {
        account: Uuid,
        key: Vec<u8>,
        request: Vec<u8>,
        answer: String,
        forget_at: i64,
    }
}

/// Every row of `tokens`.
pub async fn tokens(snapshot: &mut Snapshot) -> Result<Vec<TokenRow>, Broken> {
    query!(all snapshot, "carrying/tokens.sql", TokenRow)
}

/// Puts a row of `tokens` where it was.
pub async fn put_tokens(tx: &mut Tx, row: &TokenRow) -> Result<(), Broken> {
    query!(
        run tx, "carrying/put_tokens.sql", row.id, row.account, row.digest.as_slice(), &row.name, &row.scope, row.section, &row.acts,
        row.made_at, &row.made_by, row.expires_at, row.revoked_at
    )
    .map(drop)
}

/// Every row of `answers`.
pub async fn answers(snapshot: &mut Snapshot) -> Result<Vec<AnswerRow>, Broken> {
    query!(all snapshot, "carrying/answers.sql", AnswerRow)
}

/// Puts a row of `answers` where it was.
pub async fn put_answers(tx: &mut Tx, row: &AnswerRow) -> Result<(), Broken> {
    let key = answers::Key {
        account: row.account,
        digest: &row.key,
    };
    let answered = answers::Answered {
        request: row.request.clone(),
        answer: row.answer.clone(),
    };
    answers::keep(tx, key, &answered, Instant(row.forget_at)).await
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
