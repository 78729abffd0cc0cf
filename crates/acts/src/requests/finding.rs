//! Which thing a word means: by identity, by address, by the file that it was imported from, by its key.

use manuscript::Uuid;
use manuscript::ids::{Thing, ThingId};
use manuscript::paper::section_path;
use store::suspensions::Where;
use store::{Broken, Snapshot, addresses, articles, catalogue, imports};

use crate::addressing::AddressRefused;
use crate::subject::SubjectRefused;
use crate::suspending::SuspendRefused;

/// The article that a word means.
pub async fn article(snapshot: &mut Snapshot, word: &str) -> Result<Uuid, SubjectRefused> {
    let word = word.trim();
    if let Ok(id) = Uuid::try_parse(word) {
        return Ok(id);
    }
    if let Some(at) = addresses::at(snapshot, &path_in(word))
        .await?
        .filter(|at| at.thing.thing == Thing::Article)
    {
        return Ok(at.thing.id);
    }
    let imported = imports::by_path(snapshot, word).await?;
    imported.map(|file| file.article).ok_or(SubjectRefused::NoArticle)
}

/// Anything that has an address: by identity, or by an address that it has or had.
pub async fn thing(snapshot: &mut Snapshot, word: &str) -> Result<ThingId, AddressRefused> {
    let word = word.trim();
    if let Ok(id) = Uuid::try_parse(word) {
        if articles::placed(snapshot, id).await?.is_some() {
            return Ok(ThingId { thing: Thing::Article, id });
        }
        let entry = catalogue::entry(snapshot, id).await?.ok_or(AddressRefused::NoThing)?;
        return Ok(ThingId { thing: entry.thing, id });
    }
    if let Some(at) = addresses::at(snapshot, &path_in(word)).await? {
        return Ok(at.thing);
    }
    match article(snapshot, word).await {
        Ok(id) => Ok(ThingId { thing: Thing::Article, id }),
        Err(SubjectRefused::Broken(broken)) => Err(broken.into()),
        Err(_) => Err(AddressRefused::NoThing),
    }
}

/// The section at a path.
pub async fn section(snapshot: &mut Snapshot, word: &str) -> Result<Uuid, SuspendRefused> {
    let key = section_path(word).unwrap_or_default();
    let all = catalogue::all(snapshot).await?;
    let found = all.into_iter().find(|entry| entry.thing == Thing::Section && entry.key == key);
    found.map(|entry| entry.id).ok_or(SuspendRefused::NoSection)
}

/// The person of the catalogue with a name.
pub async fn signatory(snapshot: &mut Snapshot, name: &str) -> Result<Option<Uuid>, Broken> {
    let key = manuscript::address::slug(name);
    let all = catalogue::all(snapshot).await?;
    Ok(all
        .into_iter()
        .find(|entry| entry.thing == Thing::Person && entry.key == key)
        .map(|entry| entry.id))
}

/// Where comments are suspended, as a request names it: an article, a section, or else the whole paper.
pub(super) async fn comments(
    snapshot: &mut Snapshot,
    article_word: Option<&str>,
    section_word: Option<&str>,
) -> Result<Where, SuspendRefused> {
    match (article_word, section_word) {
        (Some(word), _) => Ok(Where::Article(article(snapshot, word).await?)),
        (None, Some(word)) => Ok(Where::Section(section(snapshot, word).await?)),
        (None, None) => Ok(Where::Paper),
    }
}

/// The path of an address that was copied whole from a browser.
fn path_in(word: &str) -> String {
    let path = word
        .split_once("://")
        .and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]))
        .unwrap_or(word);
    manuscript::address::decoded(path).unwrap_or_else(|| path.to_owned())
}
