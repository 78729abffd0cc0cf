//! The catalogue at hand: finding sections, people, dossiers, series and topics by name, and what of it an act on one article
//! needs.

use std::collections::{BTreeSet, HashMap};

use manuscript::ids::Thing;
use manuscript::role::On;
use manuscript::route::{Overview, Route};
use manuscript::{Tag, Uuid};
use store::catalogue::Entry;
use store::{Broken, Snapshot, Tx};

use crate::desk::Desk;

/// The catalogue as it was read, and as this transaction has added to it.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    entries: HashMap<Uuid, Entry>,
    by_key: HashMap<(Thing, String), Uuid>,
    extent: Extent,
}

/// How much of the catalogue is at hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Extent {
    /// All that there is.
    #[default]
    Whole,
    /// What was asked for: the rest is read when it is.
    Asked,
}

impl Catalogue {
    /// Reads the whole catalogue: some hundreds of entries.
    pub async fn read(snapshot: &mut Snapshot) -> Result<Self, Broken> {
        Ok(Self::of(store::catalogue::all(snapshot).await?))
    }

    /// Nothing yet: each entry is read when it is asked for. For acts that name a few of them.
    pub(crate) fn asked() -> Self {
        Self {
            extent: Extent::Asked,
            ..Self::default()
        }
    }

    fn of(entries: Vec<Entry>) -> Self {
        let mut catalogue = Self::default();
        for entry in entries {
            catalogue.keep(entry);
        }
        catalogue
    }

    pub(crate) fn keep(&mut self, entry: Entry) {
        self.by_key.insert((entry.thing, entry.key.clone()), entry.id);
        self.entries.insert(entry.id, entry);
    }

    /// The entry with a key.
    pub fn find(&self, thing: Thing, key: &str) -> Option<&Entry> {
        self.by_key.get(&(thing, key.to_owned())).and_then(|id| self.entries.get(id))
    }

    /// The entry with an id.
    pub fn entry(&self, id: Uuid) -> Option<&Entry> {
        self.entries.get(&id)
    }

    /// The entry with a key, read if it is not at hand.
    pub(crate) async fn found(&mut self, snapshot: &mut Snapshot, thing: Thing, key: &str) -> Result<Option<Entry>, Broken> {
        if let Some(entry) = self.find(thing, key) {
            return Ok(Some(entry.clone()));
        }
        if self.extent == Extent::Whole {
            return Ok(None);
        }
        let read = store::catalogue::by_key(snapshot, thing, key).await?;
        if let Some(entry) = &read {
            self.keep(entry.clone());
        }
        Ok(read)
    }

    /// Whether there is an entry with an id, which is read if it is not at hand.
    pub(crate) async fn knows(&mut self, snapshot: &mut Snapshot, id: Uuid) -> Result<bool, Broken> {
        if self.extent == Extent::Asked && !self.entries.contains_key(&id) {
            let read = store::catalogue::entry(snapshot, id).await?;
            if let Some(entry) = read {
                self.keep(entry);
            }
        }
        Ok(self.entries.contains_key(&id))
    }

    /// Everything, in no order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// A section beside the one that is to have this key, whose name differs by a slip of the hand.
    pub(crate) async fn nearly_same(&mut self, snapshot: &mut Snapshot, key: &str, parent: Option<Uuid>) -> Result<Option<&Entry>, Broken> {
        if self.extent == Extent::Asked {
            let beside = store::catalogue::sections_within(snapshot, parent).await?;
            for entry in beside {
                self.keep(entry);
            }
        }
        let beside = self
            .entries()
            .filter(|entry| entry.thing == Thing::Section && entry.parent == parent);
        let mut near: Vec<&Entry> = beside.filter(|entry| differ_by_a_slip(&entry.key, key)).collect();
        near.sort_by(|one, other| one.key.cmp(&other.key));
        Ok(near.into_iter().next())
    }

    /// What permissions ask about an entry: a section stands in itself and in those above it.
    pub(crate) fn on(&self, id: Uuid) -> On {
        let is_section = self.entries.get(&id).is_some_and(|entry| entry.thing == Thing::Section);
        On {
            sections: if is_section { self.with_ancestors(id) } else { Vec::new() },
            ..On::paper()
        }
    }

    /// A section and those above it, the nearest first.
    pub fn with_ancestors(&self, section: Uuid) -> Vec<Uuid> {
        let parent = |id: &Uuid| self.entries.get(id).and_then(|entry| entry.parent);
        // A tree is never deeper than this; a ring, which no act can make, would end here too.
        std::iter::successors(Some(section), parent).take(32).collect()
    }
}

/// Whether one word is written for another by a letter too many, too few, wrong or changed about; two in a long word.
fn differ_by_a_slip(one: &str, other: &str) -> bool {
    let last = |key: &'_ str| key.rsplit('/').next().map_or(0, str::len);
    let shorter = last(one).min(last(other));
    let slips = match shorter {
        0..4 => 0,
        4..9 => 1,
        _ => 2,
    };
    one != other && strsim::osa_distance(one, other) <= slips
}

/// The sections and what is not public, at least. Nothing is looked up in it by name: a name that is not here may be
/// known all the same.
#[derive(Clone, Debug, Default)]
pub struct Nearby(Catalogue);

impl Nearby {
    pub(crate) async fn read(snapshot: &mut Snapshot) -> Result<Self, Broken> {
        Ok(Self(Catalogue::of(store::catalogue::nearby(snapshot).await?)))
    }

    /// A section and those above it: enough for permissions, and for nothing else.
    pub(crate) async fn above(snapshot: &mut Snapshot, section: Option<Uuid>) -> Result<Self, Broken> {
        let Some(section) = section else { return Ok(Self::default()) };
        Ok(Self(Catalogue::of(store::catalogue::with_ancestors(snapshot, section).await?)))
    }

    /// What an act has made since is near too.
    pub(crate) fn with(&mut self, made: Catalogue) {
        made.entries.into_values().for_each(|entry| self.0.keep(entry));
    }

    /// A section and those above it, the nearest first.
    pub(crate) fn with_ancestors(&self, section: Uuid) -> Vec<Uuid> {
        self.0.with_ancestors(section)
    }

    /// What an article that goes live names is known to readers from then on; answers what that touches. Who acts on many
    /// articles asks once.
    pub(crate) async fn make_public(&mut self, tx: &mut Tx, desk: &Desk, named: BTreeSet<Uuid>) -> Result<BTreeSet<Tag>, Broken> {
        let mut touched = BTreeSet::new();
        for id in named {
            let Some(entry) = self.0.entries.get_mut(&id).filter(|entry| entry.public_since.is_none()) else {
                continue;
            };
            let now = desk.clock.now();
            if store::catalogue::make_public(tx, id, now).await? {
                touched.extend(touched_by(desk, entry));
                touched.extend(entry.path.clone().map(Tag::Address));
            }
            entry.public_since = Some(now);
        }
        Ok(touched)
    }

    /// The whole catalogue, for an act that was given it.
    pub(crate) fn into_whole(self) -> Catalogue {
        self.0
    }
}

impl From<Catalogue> for Nearby {
    fn from(whole: Catalogue) -> Self {
        Self(whole)
    }
}

/// The entry's own words, and the pages on which they stand whatever else those show.
pub(crate) fn touched_by(desk: &Desk, entry: &Entry) -> BTreeSet<Tag> {
    let on = |overview: Overview| Tag::Address(Route::Overview(overview).path(&desk.paper));
    match entry.thing {
        // Menus and the strips of the front name sections on every page.
        Thing::Section => BTreeSet::from([Tag::Section(entry.id), Tag::Paper]),
        Thing::Person => BTreeSet::from([Tag::Person(entry.id), on(Overview::People)]),
        Thing::Dossier => BTreeSet::from([Tag::Described(entry.id), on(Overview::Dossiers)]),
        Thing::Series => BTreeSet::from([Tag::Described(entry.id), on(Overview::Series)]),
        Thing::Topic | Thing::Article | Thing::Page => BTreeSet::from([Tag::Described(entry.id), on(Overview::Topics)]),
    }
}
