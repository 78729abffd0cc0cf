//! People: who works for the paper and as what; added outright, or invited with a code that holds for a week.

use manuscript::act::{Act, By, Person, Token};
use manuscript::address::slug;
use manuscript::commitment::hex;
use manuscript::role::{Grant, On};
use manuscript::{Uuid, refusals};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::accounts::{self, Account};
use store::{Broken, Tx};

use crate::desk::Desk;
use crate::entry::{Done, enter};
use crate::permission::{NotAllowed, may};

/// How long an invitation holds.
const A_WEEK: i64 = 7 * 24 * 60 * 60 * 1_000;

refusals! {
    /// Why nothing changed about who works here.
    #[derive(Debug)]
    pub enum PeopleRefused [NotAllowed(NotAllowed), Broken(Broken)] {
        NoName at "name":
            "a person has a name"
            / "une personne a un nom",
        Taken(key: String) at "key":
            "somebody is called `{key}` here already; give this one another key"
            / "quelqu’un s’appelle déjà « {key} » ici ; donnez à celui-ci une autre clé",
        NoRole at "roles":
            "say as what: a reporter, a copy editor, a front editor… (`role`)"
            / "dites en quelle qualité : journaliste, secrétaire de rédaction, chef d’édition… (`role`)",
        Nobody(key: String) at "key":
            "nobody who works here is called `{key}`; `people list` names them"
            / "personne ne travaille ici sous le nom « {key} » ; `people list` les nomme",
        NotJoined(key: String) at "key":
            "`{key}` has not taken the invitation yet"
            / "« {key} » n’a pas encore accepté l’invitation",
        Disabled(key: String) at "key":
            "the account of `{key}` is disabled"
            / "le compte de « {key} » est désactivé",
        NoInvitation at "code":
            "no invitation has this code, or it was taken already"
            / "aucune invitation n’a ce code, ou elle a déjà été acceptée",
        TooLate at "code":
            "the invitation has ended: ask for another one"
            / "l’invitation a expiré : demandez-en une autre",
        LastAdministrator:
            "this is the last administrator: make another one first"
            / "c’est le dernier administrateur : nommez-en d’abord un autre",
    }
}

/// Someone new.
#[derive(Clone, Debug)]
pub struct Newcomer {
    pub name: String,
    /// The word for the command line; made from the name unless it is said.
    pub key: Option<String>,
    pub email: Option<String>,
    /// The one who signs, in the catalogue.
    pub signs_as: Option<Uuid>,
    pub grants: Vec<Grant>,
}

/// An invitation: the code is said once, and only its digest kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    pub key: String,
    pub code: String,
}

/// Adds someone who may act at once.
pub async fn add(tx: &mut Tx, desk: &Desk, by: &By, newcomer: Newcomer) -> Result<String, PeopleRefused> {
    may(by, Act::AccountSet, &On::paper())?;
    let mut account = account(desk, newcomer)?;
    account.joined_at = Some(desk.clock.now());
    keep(tx, desk, by, &account, None).await?;
    Ok(account.key)
}

/// Invites someone, who may act once the code was given back.
pub async fn invite(tx: &mut Tx, desk: &Desk, by: &By, newcomer: Newcomer) -> Result<Invited, PeopleRefused> {
    may(by, Act::AccountSet, &On::paper())?;
    let mut account = account(desk, newcomer)?;
    let code = hex(&desk.ids.salt());
    account.invited_until = Some(manuscript::Instant(desk.clock.now().0 + A_WEEK));
    keep(tx, desk, by, &account, Some(&digest_of(&code))).await?;
    Ok(Invited { key: account.key, code })
}

/// Takes an invitation; answers the key of the account.
pub async fn accept(tx: &mut Tx, desk: &Desk, code: &str) -> Result<String, PeopleRefused> {
    let found = accounts::by_invitation(tx, &digest_of(code.trim())).await?;
    let account = found
        .filter(|account| account.disabled_at.is_none())
        .ok_or(PeopleRefused::NoInvitation)?;
    let now = desk.clock.now();
    if account.invited_until.is_none_or(|until| until < now) {
        return Err(PeopleRefused::TooLate);
    }
    accounts::join(tx, account.id, now).await?;
    let by = bearer(&account);
    say(tx, desk, &by, &account, json!({ "joined": true })).await?;
    Ok(account.key)
}

/// Lets someone act no longer; what they did stays as it is.
pub async fn disable(tx: &mut Tx, desk: &Desk, by: &By, key: &str) -> Result<(), PeopleRefused> {
    may(by, Act::AccountSet, &On::paper())?;
    let account = known(tx, key).await?;
    refuse_last_administrator(tx, &account).await?;
    accounts::disable(tx, account.id, desk.clock.now()).await?;
    Ok(say(tx, desk, by, &account, json!({ "disabled": true })).await?)
}

/// Lets someone act again.
pub async fn enable(tx: &mut Tx, desk: &Desk, by: &By, key: &str) -> Result<(), PeopleRefused> {
    may(by, Act::AccountSet, &On::paper())?;
    let account = known(tx, key).await?;
    accounts::enable(tx, account.id).await?;
    Ok(say(tx, desk, by, &account, json!({ "disabled": false })).await?)
}

/// Gives someone these roles and no others.
pub async fn grant(tx: &mut Tx, desk: &Desk, by: &By, key: &str, grants: &[Grant]) -> Result<(), PeopleRefused> {
    may(by, Act::AccountSet, &On::paper())?;
    let account = known(tx, key).await?;
    if grants.is_empty() {
        return Err(PeopleRefused::NoRole);
    }
    if !grants.iter().any(is_administrator) {
        refuse_last_administrator(tx, &account).await?;
    }
    accounts::set_grants(tx, account.id, grants).await?;
    Ok(say(tx, desk, by, &account, json!({ "grants": grants })).await?)
}

/// The one who acts under a key, if that one may act now.
pub async fn acting(tx: &mut Tx, key: &str) -> Result<By, PeopleRefused> {
    Ok(bearer(&active(tx, key).await?))
}

/// The account of a key, if its bearer may act now.
pub(crate) async fn active(tx: &mut Tx, key: &str) -> Result<Account, PeopleRefused> {
    let account = known(tx, key).await?;
    if account.disabled_at.is_some() {
        return Err(PeopleRefused::Disabled(account.key));
    }
    if account.joined_at.is_none() {
        return Err(PeopleRefused::NotJoined(account.key));
    }
    Ok(account)
}

/// The bearer of an account, as acts know them.
pub fn bearer(account: &Account) -> By {
    bearer_with(account, None)
}

/// The bearer of an account, or a program that acts for them.
pub(crate) fn bearer_with(account: &Account, token: Option<Token>) -> By {
    By::Person(Person {
        account: account.id,
        name: account.name.clone(),
        signs_as: account.person,
        grants: account.grants.clone(),
        token,
    })
}

pub(crate) async fn known(tx: &mut Tx, key: &str) -> Result<Account, PeopleRefused> {
    let found = accounts::by_key(tx, key).await?;
    found.ok_or_else(|| PeopleRefused::Nobody(key.to_owned()))
}

fn is_administrator(grant: &Grant) -> bool {
    grant.allows(Act::AccountSet.needs(), &On::paper())
}

/// Nobody could say any more who works here, but whoever holds the machine.
pub(crate) async fn refuse_last_administrator(tx: &mut Tx, account: &Account) -> Result<(), PeopleRefused> {
    let can = |account: &Account| account.is_active() && account.grants.iter().any(is_administrator);
    if !can(account) {
        return Ok(());
    }
    let others = accounts::all(tx)
        .await?
        .into_iter()
        .any(|other| other.id != account.id && can(&other));
    if others { Ok(()) } else { Err(PeopleRefused::LastAdministrator) }
}

fn account(desk: &Desk, newcomer: Newcomer) -> Result<Account, PeopleRefused> {
    let name = manuscript::settled::nfc(newcomer.name.trim());
    if name.is_empty() {
        return Err(PeopleRefused::NoName);
    }
    if newcomer.grants.is_empty() {
        return Err(PeopleRefused::NoRole);
    }
    Ok(Account {
        id: desk.ids.uuid(),
        key: slug(newcomer.key.as_deref().unwrap_or(&name)),
        name,
        email: newcomer.email.map(|email| email.trim().to_owned()),
        person: newcomer.signs_as,
        invited_until: None,
        joined_at: None,
        disabled_at: None,
        grants: newcomer.grants,
    })
}

async fn keep(tx: &mut Tx, desk: &Desk, by: &By, account: &Account, invitation: Option<&[u8]>) -> Result<(), PeopleRefused> {
    if !accounts::add(tx, account, invitation, desk.stamp(&by.as_entry())).await? {
        return Err(PeopleRefused::Taken(account.key.clone()));
    }
    let detail = json!({ "added": invitation.is_none(), "grants": account.grants });
    Ok(say(tx, desk, by, account, detail).await?)
}

/// The record names the account, never the e-mail.
async fn say(tx: &mut Tx, desk: &Desk, by: &By, account: &Account, detail: Value) -> Result<(), Broken> {
    enter(tx, desk, by, Done::to(Act::AccountSet, account.id).detailed(detail))
        .await
        .map(drop)
}

fn digest_of(code: &str) -> Vec<u8> {
    Sha256::new()
        .chain_update(b"rotative invitation 1\0")
        .chain_update(code)
        .finalize()
        .to_vec()
}
