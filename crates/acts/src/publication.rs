//! Publishing: the whole draft becomes the next version, immutable and committed, and goes live.

use std::collections::BTreeSet;

use manuscript::act::Act;
use manuscript::commitment::{self, Link, NO_LINK, hex};
use manuscript::ids::{Thing, ThingId};
use manuscript::publishable::{Unpublishable, publishable};
use manuscript::{By, Copy, Instant, Nature, Placement, Tag, Uuid, address, canonical};
use store::record::ToEnter;
use store::versions::{Last, Version};
use store::{Broken, Tx, addresses, articles, versions};

use crate::addressing::{self, AddressRefused};
use crate::catalogue::Catalogue;
use crate::desk::Desk;
use crate::permission::{NotAllowed, may};
use crate::tags::{self, Shown};

/// Why an article was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishRefused {
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    #[error("there is no article with this identity")]
    NoArticle,
    #[error("there is no draft to publish")]
    NoDraft,
    #[error("the draft has changed since you saw it: read it again, then publish")]
    MovedOn,
    #[error(transparent)]
    Unpublishable(#[from] Unpublishable),
    #[error(transparent)]
    Address(#[from] AddressRefused),
    #[error(transparent)]
    Broken(#[from] Broken),
}

/// What is asked for: the draft as it was seen, what sort of change it is.
#[derive(Clone, Debug)]
pub struct Publication {
    pub article: Uuid,
    pub seen: i64,
    pub nature: Nature,
}

/// What went live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub article: Uuid,
    pub number: i64,
    pub path: String,
}

/// Publishes the draft that was seen.
pub async fn publish(tx: &mut Tx, desk: &Desk, by: &By, wanted: &Publication) -> Result<Published, PublishRefused> {
    may(by, Act::Published)?;
    let draft = articles::draft_of(tx, wanted.article).await?.ok_or(PublishRefused::NoDraft)?;
    if draft.revision != wanted.seen {
        return Err(PublishRefused::MovedOn);
    }
    let placed = articles::placed(tx, wanted.article).await?.ok_or(PublishRefused::NoArticle)?;
    let last = versions::last(tx, wanted.article).await?;
    let catalogue = Catalogue::read(tx).await?;
    let going = GoingLive {
        article: wanted.article,
        copy: &draft.copy,
        nature: if last.is_some() { wanted.nature } else { Nature::First },
        at: desk.clock.now(),
        placement: &placed.placement,
        first_published_at: placed.first_published_at,
        address: None,
        last,
        touched_before: BTreeSet::new(),
    };
    go_live(tx, desk, by, &catalogue, going).await
}

/// Everything that a version needs in order to go live.
pub(crate) struct GoingLive<'a> {
    pub(crate) article: Uuid,
    pub(crate) copy: &'a Copy,
    pub(crate) nature: Nature,
    pub(crate) at: Instant,
    pub(crate) placement: &'a Placement,
    pub(crate) first_published_at: Option<Instant>,
    /// The address to keep exactly; else one is made at the first publication.
    pub(crate) address: Option<&'a str>,
    pub(crate) last: Option<Last>,
    /// What the act touched already: the lists that the article leaves.
    pub(crate) touched_before: BTreeSet<Tag>,
}

/// Numbers and commits the version, makes it live, gives or keeps its address, enters the record.
pub(crate) async fn go_live(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &Catalogue,
    going: GoingLive<'_>,
) -> Result<Published, PublishRefused> {
    let copy = publishable(going.copy)?;
    let first_at = going.first_published_at.unwrap_or(going.at);
    let version = commit(desk, by, &going, &copy)?;
    versions::append(tx, &version).await?;
    articles::go_live(tx, going.article, version.number, first_at).await?;
    let (path, moved_from) = address_of(tx, desk, &going, first_at).await?;
    let shown = Shown {
        article: going.article,
        copy: &copy,
        placement: going.placement,
        first_published_at: first_at,
        path: &path,
    };
    let mut touched = tags::of(&shown, catalogue, desk);
    touched.extend(tags_of_last(&going, &shown, catalogue, desk));
    touched.extend(moved_from.map(Tag::Address));
    touched.extend(going.touched_before);
    let act = ToEnter {
        at: desk.clock.now(),
        by: by.as_entry(),
        act: Act::Published.as_str().to_owned(),
        thing: Some(going.article),
        tags: tags::entries(&touched),
        detail: serde_json::json!({ "version": version.number, "nature": version.nature, "link": hex(&version.link) }),
    };
    store::record::enter(tx, act).await?;
    Ok(Published {
        article: going.article,
        number: version.number,
        path,
    })
}

fn commit(desk: &Desk, by: &By, going: &GoingLive<'_>, copy: &Copy) -> Result<Version, Broken> {
    let unreadable = |error| Broken::unreadable("a copy", error);
    let text = canonical::text_of(copy).map_err(unreadable)?;
    let leaves = commitment::leaves_of(&text, &*desk.ids).map_err(unreadable)?;
    let previous = going.last.as_ref().map_or(NO_LINK, |last| last.link);
    let number = going.last.as_ref().map_or(1, |last| last.number + 1);
    let link = Link {
        previous: &previous,
        article: going.article,
        number,
        nature: going.nature,
        at: going.at,
    };
    let link = commitment::link_of(&link, &leaves).ok_or_else(|| Broken::unreadable("leaves", "a digest is not one"))?;
    Ok(Version {
        article: going.article,
        number,
        nature: going.nature,
        at: going.at,
        by: by.as_entry(),
        copy: text,
        leaves,
        previous,
        link,
    })
}

/// The address, and the one that the article leaves if it moves.
async fn address_of(
    tx: &mut Tx,
    desk: &Desk,
    going: &GoingLive<'_>,
    first_at: Instant,
) -> Result<(String, Option<String>), AddressRefused> {
    let thing = ThingId {
        thing: Thing::Article,
        id: going.article,
    };
    let current = if going.last.is_some() {
        addresses::current(tx, thing).await?
    } else {
        None
    };
    match (going.address, current) {
        (Some(wanted), Some(current)) if wanted != current => Ok((addressing::move_to(tx, desk, thing, wanted).await?, Some(current))),
        (_, Some(current)) => Ok((current, None)),
        (Some(wanted), None) => Ok((addressing::give_exactly(tx, desk, thing, wanted).await?, None)),
        (None, None) => {
            let made = address::of_article(&desk.paper.paths.article, desk.day_of(first_at), &going.copy.headline);
            Ok((addressing::give(tx, desk, thing, &made).await?, None))
        }
    }
}

/// The lists in which the version before stood: people who no longer sign lose the article from their page.
fn tags_of_last(going: &GoingLive<'_>, shown: &Shown<'_>, catalogue: &Catalogue, desk: &Desk) -> BTreeSet<Tag> {
    let before = going.last.as_ref().and_then(|last| canonical::read::<Copy>(&last.copy).ok());
    before
        .map(|copy| tags::of(&Shown { copy: &copy, ..*shown }, catalogue, desk))
        .unwrap_or_default()
}
