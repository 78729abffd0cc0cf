//! Making what goes on the shelf: the public state of articles, typeset, with the lists in which they stand.

use jiff::tz::TimeZone;
use manuscript::commitment::unhex;
use manuscript::ids::{Thing, ThingId};
use manuscript::picture::Media;
use manuscript::{Copy, Instant, Uuid, canonical};
use shelf::{Change, ShelvedAddress, ShelvedArticle, ShelvedMedia};
use store::articles::Public;
use store::{Stacks, addresses, articles, assets, versions};
use typeset::impression::MediaShelf;
use typeset::{TYPESETTER, card, impression};

use crate::PressBroken;
use crate::catalogue::Tree;

/// What laying needs of the paper, read once.
pub(crate) struct Desk {
    tree: Tree,
    zone: TimeZone,
    settings: Option<(Uuid, String)>,
}

impl Desk {
    pub(crate) async fn read(stacks: &mut Stacks) -> Result<Self, PressBroken> {
        let tree = Tree::new(store::catalogue::all(stacks).await?);
        let settings = store::paper::settings(stacks).await?;
        let zone = match &settings {
            Some(settings) => settings.paper()?.time_zone(),
            None => TimeZone::UTC,
        };
        Ok(Self {
            tree,
            zone,
            settings: settings.map(|settings| (settings.identity, settings.settings)),
        })
    }

    /// Adds an article as it is now, or its absence.
    pub(crate) async fn lay_article(&self, stacks: &mut Stacks, id: Uuid, change: &mut Change) -> Result<(), PressBroken> {
        let public = articles::public_state(stacks, id).await?;
        let thing = ThingId { thing: Thing::Article, id };
        let found = if let Some(public) = public {
            change.addresses.push((id, addresses_of(stacks, thing, Some(&public.path)).await?));
            Some(self.shelved(stacks, public).await?)
        } else {
            change.addresses.push((id, Vec::new()));
            None
        };
        change.articles.push((id, found));
        Ok(())
    }

    async fn shelved(&self, stacks: &mut Stacks, public: Public) -> Result<ShelvedArticle, PressBroken> {
        let (media, used) = media_of(stacks, &public.copy).await?;
        let copy = canonical::text_of(&public.copy).map_err(|error| store::Broken::unreadable("a copy", error))?;
        let set = typeset_copy(&public.copy, &media)?;
        let updated_at = updated_at(stacks, &public).await?;
        Ok(ShelvedArticle {
            id: public.article,
            number: public.number,
            first_published_at: public.first_published_at,
            updated_at,
            day: public.first_published_at.in_zone(&self.zone).date().to_string(),
            section: public.placement.section,
            access: public.placement.access,
            teaser_ends_after: public.placement.teaser_ends_after,
            translation_set: public.placement.translation_set.clone(),
            pinned_at: public.pinned_at,
            typesetter: TYPESETTER,
            copy,
            impression: set.0,
            card: set.1,
            lists: self.lists_of(&public),
            media: used,
            path: public.path,
        })
    }

    fn lists_of(&self, public: &Public) -> Vec<Uuid> {
        let placement = &public.placement;
        let sections = placement.section.into_iter().flat_map(|section| self.tree.with_ancestors(section));
        let people = public.copy.signatories().filter_map(|person| person.person);
        sections
            .chain(people)
            .chain(placement.series)
            .chain(placement.dossiers.iter().copied())
            .chain(placement.topics.iter().copied())
            .collect()
    }

    /// Adds the whole catalogue with its addresses.
    pub(crate) async fn lay_catalogue(&self, stacks: &mut Stacks, change: &mut Change) -> Result<(), PressBroken> {
        let mut things = Vec::new();
        for entry in &self.tree.entries {
            let details = canonical::text_of(&entry.details).map_err(|error| store::Broken::unreadable("details", error))?;
            let thing = ThingId {
                thing: entry.thing,
                id: entry.id,
            };
            change
                .addresses
                .push((entry.id, addresses_of(stacks, thing, entry.path.as_deref()).await?));
            things.push(shelf::Thing {
                id: entry.id,
                thing: entry.thing,
                key: entry.key.clone(),
                name: entry.name.clone(),
                parent: entry.parent,
                details,
                position: entry.position,
                path: entry.path.clone(),
            });
        }
        change.things = Some(things);
        Ok(())
    }

    /// Adds the paper's settings.
    pub(crate) fn lay_settings(&self, change: &mut Change) {
        if let Some((identity, settings)) = &self.settings {
            change.identity = Some(identity.to_string());
            change.settings = Some(settings.clone());
        }
    }
}

/// Impression and card of a copy, as JSON.
pub(crate) fn typeset_copy(copy: &Copy, media: &MediaShelf) -> Result<(String, String), serde_json::Error> {
    let impression = serde_json::to_string(&impression::make(copy, media))?;
    let card = serde_json::to_string(&card::make(copy, media))?;
    Ok((impression, card))
}

async fn addresses_of(stacks: &mut Stacks, thing: ThingId, current: Option<&str>) -> Result<Vec<ShelvedAddress>, PressBroken> {
    let spans = addresses::of(stacks, thing).await?;
    Ok(spans
        .into_iter()
        .map(|span| ShelvedAddress {
            moved_to: span.until.and(current).map(str::to_owned),
            path: span.path,
            thing: thing.thing,
            id: thing.id,
        })
        .collect())
}

/// When readers were last told of a change: typos do not count.
async fn updated_at(stacks: &mut Stacks, public: &Public) -> Result<Instant, PressBroken> {
    if public.number == 1 {
        return Ok(public.first_published_at);
    }
    let steps = versions::history(stacks, public.article).await?;
    let told = steps
        .iter()
        .rev()
        .find(|step| step.number <= public.number && step.nature.is_public());
    Ok(told.map_or(public.first_published_at, |step| step.at.max(public.first_published_at)))
}

async fn media_of(stacks: &mut Stacks, copy: &Copy) -> Result<(MediaShelf, Vec<ShelvedMedia>), PressBroken> {
    let mut media = MediaShelf::default();
    let mut used = Vec::new();
    for file in copy.media() {
        let Media::Asset { hash, .. } = file else { continue };
        let Some(bytes) = unhex::<32>(hash) else { continue };
        let Some(asset) = assets::by_hash(stacks, &bytes).await? else {
            continue;
        };
        media.add(hash, &asset.media_type, (asset.width, asset.height));
        used.push(ShelvedMedia {
            hash: hash.clone(),
            media_type: asset.media_type,
            width: asset.width,
            height: asset.height,
        });
    }
    Ok((media, used))
}
