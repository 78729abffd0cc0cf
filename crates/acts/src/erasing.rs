//! Erasing: the paper forgets somebody. What is printed stays in print; the trace is an identity that says nothing.

use manuscript::act::Act;
use manuscript::address::slug;
use manuscript::ids::Thing;
use manuscript::role::On;
use manuscript::{By, Tag, Uuid, refusals};
use serde_json::json;
use store::erasures::{self, Erasure};
use store::readers::{self, Withdrawal};
use store::{Broken, Tx, accounts, catalogue};

use crate::catalogue::{Catalogue, touched_by};
use crate::desk::Desk;
use crate::entry::{Done, enter};
use crate::people::{self, PeopleRefused};
use crate::permission::{NotAllowed, may};

refusals! {
    /// Why nobody was erased.
    #[derive(Debug)]
    pub enum EraseRefused [NotAllowed(NotAllowed), People(PeopleRefused), Broken(Broken)] {
        NobodySigns(name: String) at "person":
            "nobody who signs is called `{name}`; write the name as it is printed, or the identity"
            / "personne ne signe sous le nom « {name} » ; écrivez le nom tel qu’il est imprimé, ou l’identité",
        NoReader at "reader":
            "no reader has this identity"
            / "aucun lecteur n’a cette identité",
        HasAccount(name: String) at "person":
            "`{name}` has an account here: erase that first, by its key (`account`)"
            / "« {name} » a un compte ici : effacez-le d’abord, par sa clé (`account`)",
    }
}

/// Whom the paper is to forget.
#[derive(Clone, Debug)]
pub enum Whom {
    /// Somebody who worked here, by the key of the account.
    Account(String),
    /// Somebody who signs without an account, by name or identity.
    Person(String),
    /// A reader, by identity.
    Reader(String),
}

/// Forgets somebody; answers the identity that stays.
pub async fn erase(tx: &mut Tx, desk: &Desk, by: &By, whom: &Whom) -> Result<Uuid, EraseRefused> {
    may(by, Act::Erased, &On::paper())?;
    match whom {
        Whom::Account(key) => erase_account(tx, desk, by, key).await,
        Whom::Person(name) => erase_person(tx, desk, by, name).await,
        Whom::Reader(id) => erase_reader(tx, desk, by, id).await,
    }
}

async fn erase_account(tx: &mut Tx, desk: &Desk, by: &By, key: &str) -> Result<Uuid, EraseRefused> {
    let account = people::known(tx, key).await?;
    people::refuse_last_administrator(tx, &account).await?;
    forget_account(tx, desk, by, &account).await?;
    Ok(account.id)
}

async fn forget_account(tx: &mut Tx, desk: &Desk, by: &By, account: &accounts::Account) -> Result<(), Broken> {
    erasures::account(tx, account, desk.clock.now()).await?;
    remember(tx, desk, by, (account.id, "account")).await
}

async fn erase_person(tx: &mut Tx, desk: &Desk, by: &By, name: &str) -> Result<Uuid, EraseRefused> {
    let catalogue = Catalogue::read(tx).await?;
    let found = match Uuid::try_parse(name.trim()) {
        Ok(id) => catalogue.entry(id),
        Err(_) => catalogue.find(Thing::Person, &slug(name)),
    };
    let found = found.filter(|entry| entry.thing == Thing::Person);
    let entry = found.ok_or_else(|| EraseRefused::NobodySigns(name.to_owned()))?;
    if erasures::accounts_of(tx, entry.id).await? > 0 {
        return Err(EraseRefused::HasAccount(entry.name.clone()));
    }
    forget_person(tx, desk, by, entry).await?;
    Ok(entry.id)
}

async fn forget_person(tx: &mut Tx, desk: &Desk, by: &By, entry: &catalogue::Entry) -> Result<(), Broken> {
    erasures::person(tx, entry).await?;
    let mut touched = touched_by(desk, entry);
    touched.extend(entry.path.clone().map(Tag::Address));
    keep_trace(tx, desk, by, (entry.id, "person")).await?;
    let done = Done::to(Act::Erased, entry.id).detailed(json!({ "sort": "person" }));
    enter(tx, desk, by, done.touching(touched)).await.map(drop)
}

async fn erase_reader(tx: &mut Tx, desk: &Desk, by: &By, id: &str) -> Result<Uuid, EraseRefused> {
    let id = Uuid::try_parse(id.trim()).map_err(|_| EraseRefused::NoReader)?;
    if !forget_reader(tx, desk, by, id).await? {
        return Err(EraseRefused::NoReader);
    }
    Ok(id)
}

/// Their consents end, and are kept for a while as proof that there were any. Answers false if there is no such reader.
async fn forget_reader(tx: &mut Tx, desk: &Desk, by: &By, id: Uuid) -> Result<bool, Broken> {
    if !readers::erase(tx, id).await? {
        return Ok(false);
    }
    let at = desk.clock.now();
    let kept_until = desk.paper.consents_kept_until(at);
    readers::withdraw_all(tx, id, Withdrawal { at, kept_until }).await?;
    remember(tx, desk, by, (id, "reader")).await?;
    Ok(true)
}

async fn remember(tx: &mut Tx, desk: &Desk, by: &By, erased: (Uuid, &str)) -> Result<(), Broken> {
    keep_trace(tx, desk, by, erased).await?;
    let (id, sort) = erased;
    enter(tx, desk, by, Done::to(Act::Erased, id).detailed(json!({ "sort": sort })))
        .await
        .map(drop)
}

async fn keep_trace(tx: &mut Tx, desk: &Desk, by: &By, erased: (Uuid, &str)) -> Result<(), Broken> {
    erasures::remember(tx, erased, desk.stamp(&by.as_entry())).await
}

/// Forgets again whom an older copy still knows. Answers false where there was nobody to forget.
pub async fn again(tx: &mut Tx, desk: &Desk, by: &By, erased: &Erasure) -> Result<bool, Broken> {
    if erasures::by_id(tx, erased.id).await?.is_some() {
        return Ok(false);
    }
    if let Some(account) = accounts::by_id(tx, erased.id).await? {
        forget_account(tx, desk, by, &account).await?;
        return Ok(true);
    }
    if let Some(entry) = catalogue::entry(tx, erased.id).await? {
        forget_person(tx, desk, by, &entry).await?;
        return Ok(true);
    }
    if forget_reader(tx, desk, by, erased.id).await? {
        return Ok(true);
    }
    // The copy is older than the person: whoever comes after must know all the same.
    erasures::put(tx, erased).await?;
    Ok(false)
}
