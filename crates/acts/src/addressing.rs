//! Giving addresses: a path is claimed once and kept for ever.

use manuscript::act::{Act, By};
use manuscript::ids::{Thing, ThingId};
use manuscript::paper::Paper;
use manuscript::refusal::Phrase;
use manuscript::reserved::Reserved;
use manuscript::route::Route;
use manuscript::{Tag, address, refusals};
use serde_json::json;
use store::{Broken, Snapshot, Tx, addresses};

use crate::catalogue::{self, Catalogue};
use crate::desk::Desk;
use crate::entry::{Done, enter};
use crate::permission::{NotAllowed, may};
use crate::subject::{Subject, SubjectRefused};
use crate::withheld_words::{ComesBack, Withheld};

refusals! {
    /// Why a thing cannot have the address that was asked for.
    #[derive(Debug)]
    pub enum AddressRefused [
        NotAllowed(NotAllowed), Unfit(address::AddressRefused), Subject(SubjectRefused), ComesBack(ComesBack), Broken(Broken),
    ] {
        Taken(path: String) at "path":
            "`{path}` is the address of something else, or was; choose another one"
            / "« {path} » est, ou a été, l’adresse d’autre chose ; choisissez-en une autre",
        Stands(path: String, what: Phrase) at "path":
            "`{path}` is {what}; choose another address"
            / "« {path} » est {what:#} ; choisissez une autre adresse",
        NotYet:
            "the article has no address before it is published"
            / "l’article n’a pas d’adresse avant d’être publié",
        NoThing:
            "there is nothing of this name or at this address"
            / "il n’y a rien de ce nom ou à cette adresse",
    }
}

/// Gives a thing the wanted path, or the next free one after it: `-2`, `-3`…
pub async fn give(tx: &mut Tx, desk: &Desk, thing: ThingId, wanted: &str) -> Result<String, AddressRefused> {
    let since = desk.clock.now();
    let wanted = fit(tx, desk, wanted).await?;
    if addresses::claim(tx, &wanted, thing, since).await? {
        return Ok(wanted);
    }
    for turn in 2.. {
        let path = address::next(&wanted, turn);
        if addresses::claim(tx, &path, thing, since).await? {
            return Ok(path);
        }
    }
    Err(AddressRefused::Taken(wanted))
}

/// Gives a thing exactly this path: imported addresses are kept as they were.
pub async fn give_exactly(tx: &mut Tx, desk: &Desk, thing: ThingId, path: &str) -> Result<String, AddressRefused> {
    let path = free(tx, desk, path).await?;
    let since = desk.clock.now();
    if addresses::claim(tx, &path, thing, since).await? {
        Ok(path)
    } else {
        Err(AddressRefused::Taken(path))
    }
}

/// Moves an article, a section or anything that has an address; the one it had redirects from now on.
pub async fn move_address(tx: &mut Tx, desk: &Desk, by: &By, thing: ThingId, path: &str) -> Result<String, AddressRefused> {
    let mut touched = if thing.thing == Thing::Article {
        let subject = Subject::held(tx, by, thing.id, Act::AddressMoved).await?;
        Withheld::read(tx).await?.refuse_address(thing.id, path)?;
        subject.tags(desk)
    } else {
        let catalogue = Catalogue::read(tx).await?;
        let entry = catalogue.entry(thing.id).ok_or(AddressRefused::NoThing)?;
        may(by, Act::AddressMoved, &catalogue.on(entry.id))?;
        catalogue::touched_by(desk, entry)
    };
    let before = addresses::current(tx, thing).await?.ok_or(AddressRefused::NotYet)?;
    let path = change(tx, desk, thing, path).await?;
    touched.extend([Tag::Address(before.clone()), Tag::Address(path.clone())]);
    let done = Done::to(Act::AddressMoved, thing.id)
        .touching(touched)
        .detailed(json!({ "from": before, "to": path }));
    enter(tx, desk, by, done).await?;
    Ok(path)
}

/// Gives a thing another path; the one it had redirects from now on.
pub(crate) async fn change(tx: &mut Tx, desk: &Desk, thing: ThingId, path: &str) -> Result<String, AddressRefused> {
    if addresses::current(tx, thing).await?.as_deref() == Some(path) {
        return Ok(path.to_owned());
    }
    let path = free(tx, desk, path).await?;
    let now = desk.clock.now();
    addresses::keep_old(tx, thing, now).await?;
    if addresses::claim(tx, &path, thing, now).await? || addresses::take_again(tx, &path, thing).await? {
        return Ok(path);
    }
    Err(AddressRefused::Taken(path))
}

/// A made path that would fall on a reserved word, or on a page that is always there, gets a number as if it were taken.
async fn fit(tx: &mut Tx, desk: &Desk, wanted: &str) -> Result<String, AddressRefused> {
    match free(tx, desk, wanted).await {
        Err(AddressRefused::Unfit(address::AddressRefused::Reserved(path, _)) | AddressRefused::Stands(path, _)) => {
            Ok(address::checked(&address::next(&path, 2))?)
        }
        other => other,
    }
}

/// A path at which nothing is that needs no row, and nothing will be. With a slash behind it it would hide what is there
/// without one.
async fn free(tx: &mut Tx, desk: &Desk, path: &str) -> Result<String, AddressRefused> {
    let path = address::checked(path)?;
    match Route::of(path.trim_end_matches('/'), &desk.paper) {
        None => Ok(path),
        Some(Route::Reserved(reserved)) if has(tx, &desk.paper, reserved.word()).await? => Ok(path),
        Some(Route::Reserved(reserved)) => Err(address::AddressRefused::Reserved(path.clone(), reserved.keeper.said()).into()),
        Some(route) => Err(AddressRefused::Stands(path.clone(), route.said())),
    }
}

/// Refuses a path that somebody writes and that begins with a reserved word, unless the paper has the word.
pub(crate) async fn refuse_reserved(tx: &mut Tx, desk: &Desk, path: &str) -> Result<(), AddressRefused> {
    match Reserved::at(path) {
        Some(reserved) if !has(tx, &desk.paper, reserved.word()).await? => {
            Err(address::AddressRefused::Reserved(path.to_owned(), reserved.keeper.said()).into())
        }
        _ => Ok(()),
    }
}

/// Whether a paper has a first word itself: it had it before the word was reserved, for it would not have got it since.
pub(crate) async fn has(snapshot: &mut Snapshot, paper: &Paper, word: &str) -> Result<bool, Broken> {
    Ok(paper.first_words().any(|own| own == word) || addresses::first_under(snapshot, word).await?.is_some())
}
