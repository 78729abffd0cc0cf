//! Accounts: who works for the paper, and as what.

use manuscript::role::{Grant, Scope};
use manuscript::state::Key;
use manuscript::{Instant, Uuid};

use crate::row::row;
use crate::{Broken, Snapshot, Stamp, Tx};

row! { IdRow { id: Uuid } }
row! { GrantRow { role: String, scope: String, section: Option<Uuid> } }

row! {
    AccountRow {
        id: Uuid,
        key: String,
        name: String,
        email: Option<String>,
        person: Option<Uuid>,
        invited_until: Option<i64>,
        joined_at: Option<i64>,
        disabled_at: Option<i64>,
    }
}

/// Someone who works for the paper.
#[derive(Clone, Debug)]
pub struct Account {
    pub id: Uuid,
    /// The word by which the account is named on the command line.
    pub key: String,
    pub name: String,
    pub email: Option<String>,
    /// The one who signs, in the catalogue.
    pub person: Option<Uuid>,
    /// Until when the invitation holds.
    pub invited_until: Option<Instant>,
    pub joined_at: Option<Instant>,
    pub disabled_at: Option<Instant>,
    pub grants: Vec<Grant>,
}

impl Account {
    /// Whether its bearer may act now.
    pub const fn is_active(&self) -> bool {
        self.joined_at.is_some() && self.disabled_at.is_none()
    }
}

/// Adds an account, with the digest of its invitation if it was not added outright. Answers false if the key is taken.
pub async fn add(tx: &mut Tx, account: &Account, invitation: Option<&[u8]>, made: Stamp<'_>) -> Result<bool, Broken> {
    let added = query!(
        optional tx, "accounts/add.sql", IdRow, account.id, &account.key, &account.name, account.email.as_deref(), account.person,
        made.at.0, made.by, invitation, account.invited_until.map(|until| until.0), account.joined_at.map(|joined| joined.0)
    )?;
    if added.is_some() {
        tx.changed(Key::Account(account.id));
        grant_all(tx, account.id, &account.grants).await?;
    }
    Ok(added.is_some())
}

/// Gives an account these roles and no others.
pub async fn set_grants(tx: &mut Tx, account: Uuid, grants: &[Grant]) -> Result<(), Broken> {
    tx.changed(Key::Account(account));
    query!(run tx, "accounts/revoke_all.sql", account)?;
    grant_all(tx, account, grants).await
}

async fn grant_all(tx: &mut Tx, account: Uuid, grants: &[Grant]) -> Result<(), Broken> {
    for (position, grant) in (0i64..).zip(grants) {
        let (scope, section) = written_scope(grant.scope);
        query!(run tx, "accounts/grant.sql", account, position, grant.role.as_str(), scope, section)?;
    }
    Ok(())
}

/// A scope as rows write it.
pub(crate) const fn written_scope(scope: Scope) -> (&'static str, Option<Uuid>) {
    match scope {
        Scope::Paper => ("paper", None),
        Scope::Section(section) => ("section", Some(section)),
        Scope::Own => ("own", None),
    }
}

/// The scope that a row means.
pub(crate) fn scope_of(written: &str, section: Option<Uuid>) -> Result<Scope, Broken> {
    match (written, section) {
        ("paper", _) => Ok(Scope::Paper),
        ("section", Some(section)) => Ok(Scope::Section(section)),
        ("own", _) => Ok(Scope::Own),
        (other, _) => Err(Broken::unreadable("a scope", other)),
    }
}

/// The account of an identity.
pub async fn by_id(snapshot: &mut Snapshot, id: Uuid) -> Result<Option<Account>, Broken> {
    match query!(optional snapshot, "accounts/by_id.sql", AccountRow, id)? {
        Some(row) => account(snapshot, row).await.map(Some),
        None => Ok(None),
    }
}

/// The account with a key.
pub async fn by_key(snapshot: &mut Snapshot, key: &str) -> Result<Option<Account>, Broken> {
    match query!(optional snapshot, "accounts/by_key.sql", AccountRow, key)? {
        Some(row) => account(snapshot, row).await.map(Some),
        None => Ok(None),
    }
}

/// The account that an invitation with this digest is for.
pub async fn by_invitation(snapshot: &mut Snapshot, digest: &[u8]) -> Result<Option<Account>, Broken> {
    match query!(optional snapshot, "accounts/by_invitation.sql", AccountRow, digest)? {
        Some(row) => account(snapshot, row).await.map(Some),
        None => Ok(None),
    }
}

/// Every account, by key.
pub async fn all(snapshot: &mut Snapshot) -> Result<Vec<Account>, Broken> {
    let mut accounts = Vec::new();
    for row in query!(all snapshot, "accounts/all.sql", AccountRow)? {
        accounts.push(account(snapshot, row).await?);
    }
    Ok(accounts)
}

/// The invitation was taken.
pub async fn join(tx: &mut Tx, account: Uuid, at: Instant) -> Result<(), Broken> {
    tx.changed(Key::Account(account));
    query!(run tx, "accounts/join.sql", account, at.0).map(drop)
}

/// The account may act no longer.
pub async fn disable(tx: &mut Tx, account: Uuid, at: Instant) -> Result<(), Broken> {
    tx.changed(Key::Account(account));
    query!(run tx, "accounts/disable.sql", account, at.0).map(drop)
}

/// The account may act again.
pub async fn enable(tx: &mut Tx, account: Uuid) -> Result<(), Broken> {
    tx.changed(Key::Account(account));
    query!(run tx, "accounts/enable.sql", account).map(drop)
}

async fn account(snapshot: &mut Snapshot, row: AccountRow) -> Result<Account, Broken> {
    let grants = query!(all snapshot, "accounts/grants_of.sql", GrantRow, row.id)?;
    Ok(Account {
        id: row.id,
        key: row.key,
        name: row.name,
        email: row.email,
        person: row.person,
        invited_until: row.invited_until.map(Instant),
        joined_at: row.joined_at.map(Instant),
        disabled_at: row.disabled_at.map(Instant),
        grants: grants.iter().map(grant).collect::<Result<_, _>>()?,
    })
}

fn grant(row: &GrantRow) -> Result<Grant, Broken> {
    let scope = scope_of(&row.scope, row.section)?;
    let role = row.role.parse().map_err(|error| Broken::unreadable("a role", error))?;
    Ok(Grant { role, scope })
}
