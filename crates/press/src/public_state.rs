//! The public state of the paper, as it goes on the shelf: articles typeset, with the lists in which they stand.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use jiff::tz::TimeZone;
use manuscript::commitment::{Leaf, hex, unhex};
use manuscript::ids::{Thing, ThingId};
use manuscript::picture::Media;
use manuscript::withheld::Readable;
use manuscript::{Copy, Instant, Nature, Uuid, canonical, upgrade};
use shelf::{
    Change, Retracted, Shelved, ShelvedAddress, ShelvedArticle, ShelvedExplanation, ShelvedMedia, ShelvedState, ShelvedVersion, Suspended,
    Typeset,
};
use store::articles::Public;
use store::assets::Asset;
use store::explanations::Explanation;
use store::public_media::Cleaned;
use store::versions::Kept;
use store::{Snapshot, addresses, articles, explanations, public_media, suspensions, versions};
use typeset::media::{FoundMedia, MediaShelf};
use typeset::{TYPESETTER, card, rendering};

use crate::broken::PressBroken;
use crate::catalogue::Tree;

/// The public state, from what of the paper is read once.
pub(crate) struct PublicState {
    typesetter: Arc<Typesetter>,
    settings: Option<(Uuid, String)>,
}

/// What typesetting needs of the paper: the tree of sections, the zone of days.
struct Typesetter {
    tree: Tree,
    zone: TimeZone,
}

/// The version of an article that readers get.
struct Live<'a> {
    public: &'a Public,
    version: &'a Kept,
    readable: Readable,
}

/// An article with everything that the shelf is to know of it.
struct ToLay {
    public: Public,
    versions: Vec<Kept>,
    told: Vec<Explanation>,
}

impl PublicState {
    pub(crate) async fn read(snapshot: &mut Snapshot) -> Result<Self, PressBroken> {
        let tree = Tree::new(store::catalogue::all(snapshot).await?);
        let settings = store::paper::settings(snapshot).await?;
        let zone = match &settings {
            Some(settings) => settings.paper()?.time_zone(),
            None => TimeZone::UTC,
        };
        Ok(Self {
            typesetter: Arc::new(Typesetter { tree, zone }),
            settings: settings.map(|settings| (settings.identity, settings.settings)),
        })
    }

    /// Adds articles as they are now, or their absence: all those between the first and the last of these, in order.
    pub(crate) async fn lay_articles(&self, snapshot: &mut Snapshot, ids: &[Uuid], change: &mut Change) -> Result<(), PressBroken> {
        let (Some(first), Some(last)) = (ids.first(), ids.last()) else {
            return Ok(());
        };
        let range = &(*first..=*last);
        let mut of_articles = addresses_within(snapshot, range).await?;
        let to_lay = public_within(snapshot, range).await?;
        let mut paths: HashMap<Uuid, String> = to_lay.iter().map(|one| (one.public.article, one.public.path.clone())).collect();
        let media = media_of(snapshot, &to_lay).await?;
        let mut shelved: HashMap<Uuid, Shelved> = self.set_all(to_lay, media).await?.into_iter().collect();
        for id in ids {
            let current = paths.remove(id);
            let spans = of_articles.remove(id).filter(|_| current.is_some()).unwrap_or_default();
            let thing = ThingId {
                thing: Thing::Article,
                id: *id,
            };
            let spans = spans.into_iter().map(|span| shelved_address(thing, span, current.as_deref()));
            change.addresses.push((*id, spans.collect()));
            change.articles.push((*id, shelved.remove(id)));
        }
        Ok(())
    }

    /// Typesets on every core; one article is set where it stands.
    async fn set_all(&self, mut to_lay: Vec<ToLay>, media: Arc<Used>) -> Result<Vec<(Uuid, Shelved)>, PressBroken> {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        if to_lay.len() < 16 {
            return to_lay.into_iter().map(|one| self.typesetter.shelved(one, &media)).collect();
        }
        let mut halves = Vec::new();
        let each = to_lay.len().div_ceil(cores);
        while !to_lay.is_empty() {
            let half = to_lay.split_off(to_lay.len().saturating_sub(each));
            let (typesetter, media) = (Arc::clone(&self.typesetter), Arc::clone(&media));
            halves.push(tokio::task::spawn_blocking(move || {
                half.into_iter()
                    .map(|one| typesetter.shelved(one, &media))
                    .collect::<Result<Vec<_>, _>>()
            }));
        }
        let mut shelved = Vec::new();
        for half in halves {
            shelved.extend(half.await.map_err(|_| PressBroken::Interrupted)??);
        }
        Ok(shelved)
    }

    /// Adds what of the catalogue readers may know, with its addresses.
    pub(crate) async fn lay_catalogue(&self, snapshot: &mut Snapshot, change: &mut Change) -> Result<(), PressBroken> {
        let mut things = Vec::new();
        for entry in &self.typesetter.tree.entries {
            if entry.public_since.is_none() {
                change.addresses.push((entry.id, Vec::new()));
                continue;
            }
            let details = canonical::text_of(&entry.details).map_err(|error| store::Broken::unreadable("details", error))?;
            let thing = ThingId {
                thing: entry.thing,
                id: entry.id,
            };
            change
                .addresses
                .push((entry.id, addresses_of(snapshot, thing, entry.path.as_deref()).await?));
            things.push(shelf::CatalogueThing {
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

    /// Adds every suspension of comments that has begun.
    pub(crate) async fn lay_suspensions(&self, snapshot: &mut Snapshot, change: &mut Change) -> Result<(), PressBroken> {
        let begun = suspensions::all(snapshot).await?.into_iter().filter(|one| one.begun_at.is_some());
        let shelved = begun.map(|one| {
            let (thing, subject) = one.place.subject();
            Suspended {
                id: one.id,
                thing: thing.to_owned(),
                subject,
                begins_at: one.begins_at,
                ends_at: one.ends_at,
                review_on: one.review_on,
                reason: one.reason,
                ended_at: one.ended_at,
                end_reason: one.end_reason,
            }
        });
        change.suspensions = Some(shelved.collect());
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

impl Typesetter {
    fn shelved(&self, one: ToLay, media: &Used) -> Result<(Uuid, Shelved), PressBroken> {
        let ToLay { public, versions, told } = one;
        let live = versions.iter().find(|version| version.number == public.live_version);
        let live = live.ok_or_else(|| store::Broken::unreadable("an article", "its live version is not there"))?;
        let live = Live {
            public: &public,
            readable: live.readable()?,
            version: live,
        };
        let lists = self.lists_of(&live, &versions)?;
        let is_retracted = live.version.nature == Nature::Retraction;
        let state = if is_retracted {
            ShelvedState::Retracted(retraction(&live, reason_of(live.version, &told)))
        } else {
            ShelvedState::Live(Box::new(self.article(&live, &versions, media)?))
        };
        let explanations = told.iter().filter_map(|one| explanation(&versions, one)).collect();
        let versions = versions
            .into_iter()
            .map(|version| shelved_version(version, is_retracted))
            .collect::<Result<_, _>>()?;
        let shelved = Shelved {
            state,
            lists,
            versions,
            explanations,
        };
        Ok((public.article, shelved))
    }

    fn article(&self, live: &Live<'_>, versions: &[Kept], media: &Used) -> Result<ShelvedArticle, PressBroken> {
        let (public, readable, live) = (live.public, &live.readable, live.version);
        let copy = text_of(live, readable)?;
        let (on_page, used) = media.of(&readable.copy);
        let first_published_at = public.first_published_at.unwrap_or(live.at);
        Ok(ShelvedArticle {
            id: public.article,
            path: public.path.clone(),
            number: live.number,
            first_published_at,
            updated_at: updated_at(versions, live.number, first_published_at),
            day: first_published_at.in_zone(&self.zone).date().to_string(),
            section: public.placement.section,
            access: public.placement.access,
            teaser_ends_after: public.placement.teaser_ends_after,
            translation_set: public.placement.translation_set.clone(),
            pinned_at: public.pinned_at,
            typesetter: TYPESETTER,
            copy,
            typeset: typeset_copy(&readable.copy, &on_page)?,
            media: used,
        })
    }

    /// A retracted article keeps its people: their pages lose it, the feeds of its lists say so.
    fn lists_of(&self, live: &Live<'_>, versions: &[Kept]) -> Result<Vec<Uuid>, PressBroken> {
        let (placement, copy) = (&live.public.placement, &live.readable.copy);
        let sections = placement.section.into_iter().flat_map(|section| self.tree.with_ancestors(section));
        let mut people: Vec<Uuid> = copy.signatories().filter_map(|person| person.person).collect();
        if people.is_empty()
            && let [.., before, last] = versions
            && last.nature == Nature::Retraction
        {
            people.extend(before.readable()?.copy.signatories().filter_map(|person| person.person));
        }
        Ok(sections
            .chain(people)
            .chain(placement.series)
            .chain(placement.dossiers.iter().copied())
            .chain(placement.topics.iter().copied())
            .chain([copy.kind.list()])
            .collect())
    }
}

fn reason_of(live: &Kept, told: &[Explanation]) -> Option<String> {
    told.iter().find(|one| one.version == live.number)?.text.clone()
}

fn retraction(live: &Live<'_>, reason: Option<String>) -> Retracted {
    let (public, copy, live) = (live.public, &live.readable.copy, live.version);
    Retracted {
        id: public.article,
        path: public.path.clone(),
        number: live.number,
        at: live.at,
        first_published_at: public.first_published_at.unwrap_or(live.at),
        section: public.placement.section,
        language: copy.language.as_str().to_owned(),
        headline: copy.headline.clone(),
        reason,
    }
}

fn explanation(versions: &[Kept], told: &Explanation) -> Option<ShelvedExplanation> {
    let version = versions.iter().find(|version| version.number == told.version)?;
    Some(ShelvedExplanation {
        article: version.article,
        number: version.number,
        nature: version.nature,
        at: version.at,
        place: told.place,
        text: told.text.clone(),
    })
}

/// The text of an article that was taken back leaves the shelf; its digests stay, so that its chain can be checked.
fn shelved_version(version: Kept, is_retracted: bool) -> Result<ShelvedVersion, PressBroken> {
    let leaves = if is_retracted {
        without_salts(&version.leaves)?
    } else {
        version.leaves
    };
    Ok(ShelvedVersion {
        article: version.article,
        number: version.number,
        nature: version.nature,
        at: version.at,
        copy: (!is_retracted).then_some(version.copy),
        leaves,
        previous: hex(&version.previous),
        link: hex(&version.link),
    })
}

fn without_salts(leaves: &str) -> Result<String, PressBroken> {
    let unreadable = |error| store::Broken::unreadable("leaves", error);
    let mut leaves: Vec<Leaf> = canonical::read(leaves).map_err(unreadable)?;
    for leaf in &mut leaves {
        leaf.salt = None;
    }
    Ok(canonical::text_of(&leaves).map_err(unreadable)?)
}

/// The copy as readers may have it: verbatim, unless something of it is withheld or an older schema was carried up.
fn text_of(live: &Kept, readable: &Readable) -> Result<String, PressBroken> {
    if readable.withheld.is_empty() && upgrade::is_current(&live.copy) {
        return Ok(live.copy.clone());
    }
    Ok(canonical::text_of(&readable.copy).map_err(|error| store::Broken::unreadable("a copy", error))?)
}

/// Rendering and card of a copy, as JSON.
pub(crate) fn typeset_copy(copy: &Copy, media: &MediaShelf) -> Result<Typeset, serde_json::Error> {
    Ok(Typeset {
        rendering: serde_json::to_string(&rendering::make(copy, media))?,
        card: serde_json::to_string(&card::make(copy, media))?,
    })
}

async fn public_within(snapshot: &mut Snapshot, range: &RangeInclusive<Uuid>) -> Result<Vec<ToLay>, PressBroken> {
    let mut of_article: HashMap<Uuid, (Vec<Kept>, Vec<Explanation>)> = HashMap::new();
    for version in versions::within(snapshot, range).await? {
        of_article.entry(version.article).or_default().0.push(version);
    }
    for (article, told) in explanations::within(snapshot, range).await? {
        of_article.entry(article).or_default().1.push(told);
    }
    let public = articles::public_states(snapshot, range).await?;
    Ok(public
        .into_iter()
        .map(|public| {
            let (versions, told) = of_article.remove(&public.article).unwrap_or_default();
            ToLay { public, versions, told }
        })
        .collect())
}

async fn addresses_within(snapshot: &mut Snapshot, range: &RangeInclusive<Uuid>) -> Result<HashMap<Uuid, Vec<Span>>, PressBroken> {
    let mut found: HashMap<Uuid, Vec<_>> = HashMap::new();
    for (article, path, until) in addresses::of_articles(snapshot, range).await? {
        found.entry(article).or_default().push(Span { path, until });
    }
    Ok(found)
}

async fn addresses_of(snapshot: &mut Snapshot, thing: ThingId, current: Option<&str>) -> Result<Vec<ShelvedAddress>, PressBroken> {
    let spans = addresses::of(snapshot, thing).await?;
    Ok(spans
        .into_iter()
        .map(|span| {
            let span = Span {
                path: span.path,
                until: span.until,
            };
            shelved_address(thing, span, current)
        })
        .collect())
}

/// A path, and until when it was an address.
struct Span {
    path: String,
    until: Option<Instant>,
}

fn shelved_address(thing: ThingId, span: Span, current: Option<&str>) -> ShelvedAddress {
    ShelvedAddress {
        moved_to: span.until.and(current).map(str::to_owned),
        path: span.path,
        thing: thing.thing,
        id: thing.id,
    }
}

/// When readers were last told of a change: typos do not count.
fn updated_at(versions: &[Kept], live: i64, first_published_at: Instant) -> Instant {
    let told = versions
        .iter()
        .rev()
        .find(|version| version.number <= live && version.nature.is_public());
    match told {
        Some(version) if version.number > 1 => version.at.max(first_published_at),
        _ => first_published_at,
    }
}

/// The files that some articles use.
#[derive(Default)]
struct Used {
    assets: HashMap<String, (Asset, Option<Cleaned>)>,
}

/// The files that a canonical text names, found before it is read: what stands between two quotation marks and is an
/// asset names one.
fn hashes_in(canonical: &str) -> impl Iterator<Item = String> + '_ {
    let named = canonical.split('"').filter(|text| text.starts_with("asset:"));
    named.filter_map(|text| match Media::from(text.to_owned()) {
        Media::Asset { hash, .. } => Some(hash),
        Media::File(_) => None,
    })
}

/// Every file that the live versions use, read once.
async fn media_of(snapshot: &mut Snapshot, to_lay: &[ToLay]) -> Result<Arc<Used>, PressBroken> {
    let mut hashes = HashSet::new();
    for one in to_lay {
        let live = one.versions.iter().filter(|version| version.number == one.public.live_version);
        hashes.extend(live.flat_map(|version| hashes_in(&version.copy)));
    }
    let mut used = Used::default();
    for hash in hashes {
        let Some(bytes) = unhex::<32>(&hash) else { continue };
        if let Some(found) = public_media::found(snapshot, &bytes).await? {
            used.assets.insert(hash, found);
        }
    }
    Ok(Arc::new(used))
}

impl Used {
    fn of(&self, copy: &Copy) -> (MediaShelf, Vec<ShelvedMedia>) {
        let mut media = MediaShelf::default();
        let mut used = Vec::new();
        for file in &copy.media() {
            let Media::Asset { hash, .. } = file else { continue };
            let Some((asset, cleaned)) = self.assets.get(hash) else { continue };
            let public = match cleaned.as_ref().map(|cleaned| &cleaned.outcome) {
                Some(Ok(public)) => Some(hex(public)),
                None => None,
                // Nothing of it is public: the page does without it.
                Some(Err(_)) => continue,
            };
            let file = FoundMedia {
                bytes: Some(asset.bytes),
                width: asset.width,
                height: asset.height,
                ..FoundMedia::of(hash, &asset.media_type)
            };
            media.add(hash, file);
            used.push(ShelvedMedia {
                hash: hash.clone(),
                public,
                media_type: asset.media_type.clone(),
                bytes: asset.bytes,
                width: asset.width,
                height: asset.height,
            });
        }
        (media, used)
    }
}
