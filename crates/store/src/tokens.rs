//! Tokens: programs that act for an account, as digests of what they show.

use manuscript::role::Scope;
use manuscript::{Instant, Uuid};

use crate::accounts::{scope_of, written_scope};
use crate::row::row;
use crate::{Broken, Snapshot, Stamp, Tx};

row! {
    TokenRow {
        id: Uuid,
        account: Uuid,
        name: String,
        scope: String,
        section: Option<Uuid>,
        acts: String,
        made_at: i64,
        expires_at: i64,
        revoked_at: Option<i64>,
    }
}

/// A token, without what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub id: Uuid,
    /// For whom it acts.
    pub account: Uuid,
    /// What it is for, in the words of whoever issued it.
    pub name: String,
    /// How far it reaches, within what the account may do.
    pub scope: Scope,
    /// The words of the acts that it may ask for; none means all.
    pub acts: Vec<String>,
    pub made_at: Instant,
    pub expires_at: Instant,
    pub revoked_at: Option<Instant>,
}

/// Keeps a token under the digest of what it shows.
pub async fn add(tx: &mut Tx, token: &Token, digest: &[u8], made: Stamp<'_>) -> Result<(), Broken> {
    let (scope, section) = written_scope(token.scope);
    query!(
        run tx, "tokens/add.sql", token.id, token.account, digest, &token.name, scope, section, token.acts.join(" "),
        made.at.0, made.by, token.expires_at.0
    )
    .map(drop)
}

/// The token that shows what this is the digest of.
pub async fn by_digest(snapshot: &mut Snapshot, digest: &[u8]) -> Result<Option<Token>, Broken> {
    query!(optional snapshot, "tokens/by_digest.sql", TokenRow, digest)?
        .map(token)
        .transpose()
}

/// The token of an identity.
pub async fn by_id(snapshot: &mut Snapshot, id: Uuid) -> Result<Option<Token>, Broken> {
    query!(optional snapshot, "tokens/by_id.sql", TokenRow, id)?.map(token).transpose()
}

/// Every token that was ever issued, the first one first.
pub async fn all(snapshot: &mut Snapshot) -> Result<Vec<Token>, Broken> {
    query!(all snapshot, "tokens/all.sql", TokenRow)?.into_iter().map(token).collect()
}

/// The token holds no longer. Answers false if it was revoked before.
pub async fn revoke(tx: &mut Tx, token: Uuid, at: Instant) -> Result<bool, Broken> {
    Ok(query!(run tx, "tokens/revoke.sql", token, at.0)? == 1)
}

fn token(row: TokenRow) -> Result<Token, Broken> {
    Ok(Token {
        id: row.id,
        account: row.account,
        scope: scope_of(&row.scope, row.section)?,
        acts: row.acts.split_whitespace().map(str::to_owned).collect(),
        name: row.name,
        made_at: Instant(row.made_at),
        expires_at: Instant(row.expires_at),
        revoked_at: row.revoked_at.map(Instant),
    })
}
