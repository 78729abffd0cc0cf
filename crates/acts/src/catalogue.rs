//! The catalogue at hand: finding sections, people, dossiers, series and topics by name, making those that are new.

use std::collections::{BTreeSet, HashMap};

use manuscript::act::Act;
use manuscript::address::slug;
use manuscript::ids::{Thing, ThingId};
use manuscript::paper::name_of_folder;
use manuscript::{By, Tag, Uuid};
use store::catalogue::{Details, Entry};
use store::record::ToEnter;
use store::{Broken, Stacks, Tx};

use crate::addressing::{self, AddressRefused};
use crate::desk::Desk;
use crate::permission::may;
use crate::tags;

/// The catalogue as it was read, and as this transaction has added to it.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    entries: HashMap<Uuid, Entry>,
    by_key: HashMap<(Thing, String), Uuid>,
}

impl Catalogue {
    /// Reads the whole catalogue: some hundreds of entries.
    pub async fn read(stacks: &mut Stacks) -> Result<Self, Broken> {
        let mut catalogue = Self::default();
        for entry in store::catalogue::all(stacks).await? {
            catalogue.keep(entry);
        }
        Ok(catalogue)
    }

    fn keep(&mut self, entry: Entry) {
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

    /// A section and those above it, the nearest first.
    pub fn with_ancestors(&self, section: Uuid) -> Vec<Uuid> {
        let parent = |id: &Uuid| self.entries.get(id).and_then(|entry| entry.parent);
        // A tree is never deeper than this; a ring, which no act can make, would end here too.
        std::iter::successors(Some(section), parent).take(32).collect()
    }
}

/// What a new entry is made from.
#[derive(Clone, Debug)]
pub struct Described {
    pub thing: Thing,
    pub key: String,
    pub name: String,
    pub details: Details,
    pub position: i64,
}

/// The section at a path as it was written, made with those above it if it is new: its name keeps the writer's letters.
pub async fn section_at(tx: &mut Tx, desk: &Desk, by: &By, catalogue: &mut Catalogue, path: &str) -> Result<Uuid, AddressRefused> {
    let mut parent = None;
    let mut key = String::new();
    for folder in path.split('/').map(str::trim).filter(|folder| !folder.is_empty()) {
        if !key.is_empty() {
            key.push('/');
        }
        key.push_str(&slug(folder));
        parent = Some(if let Some(section) = catalogue.find(Thing::Section, &key) {
            section.id
        } else {
            let described = Described {
                thing: Thing::Section,
                key: key.clone(),
                name: name_of_folder(folder),
                details: Details::default(),
                position: 1_000,
            };
            add(tx, desk, by, catalogue, (described, parent)).await?
        });
    }
    parent.ok_or_else(|| AddressRefused::Unfit(manuscript::address::AddressRefused::NotAPath(path.to_owned())))
}

/// The person, dossier, series or topic of a name, made if it is new.
pub async fn named(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &mut Catalogue,
    (thing, name, details): (Thing, &str, Details),
) -> Result<Uuid, AddressRefused> {
    let key = slug(name);
    if let Some(entry) = catalogue.find(thing, &key) {
        return Ok(entry.id);
    }
    let described = Described {
        thing,
        key,
        name: name.trim().to_owned(),
        details,
        position: 1_000,
    };
    add(tx, desk, by, catalogue, (described, None)).await
}

/// Adds an entry with its address and enters the record.
pub async fn add(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &mut Catalogue,
    (described, parent): (Described, Option<Uuid>),
) -> Result<Uuid, AddressRefused> {
    may(by, Act::Described)?;
    let thing = ThingId {
        thing: described.thing,
        id: desk.ids.uuid(),
    };
    let above = parent
        .and_then(|parent| catalogue.entry(parent))
        .and_then(|above| above.path.clone());
    let wanted = match (above, described.key.rsplit_once('/')) {
        (Some(above), Some((_, last))) => format!("{above}/{last}"),
        _ => wanted_path(desk, described.thing, &described.key),
    };
    let mut entry = Entry {
        id: thing.id,
        thing: described.thing,
        key: described.key,
        name: described.name,
        parent,
        details: described.details,
        position: described.position,
        path: None,
    };
    store::catalogue::add(tx, &entry).await?;
    let path = addressing::give(tx, desk, thing, &wanted).await?;
    entry.path = Some(path);
    enter(tx, desk, by, &entry).await?;
    catalogue.keep(entry);
    Ok(thing.id)
}

/// Says anew what an entry is: its name, its details, its place in lists. Does nothing if nothing changed.
pub async fn describe(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &mut Catalogue,
    (id, described): (Uuid, Described),
) -> Result<(), AddressRefused> {
    may(by, Act::Described)?;
    let Some(mut entry) = catalogue.entry(id).cloned() else {
        return Ok(());
    };
    if (&entry.name, &entry.details, entry.position) == (&described.name, &described.details, described.position) {
        return Ok(());
    }
    entry.name = described.name;
    entry.details = described.details;
    entry.position = described.position;
    store::catalogue::describe(tx, &entry).await?;
    enter(tx, desk, by, &entry).await?;
    catalogue.keep(entry);
    Ok(())
}

async fn enter(tx: &mut Tx, desk: &Desk, by: &By, entry: &Entry) -> Result<(), Broken> {
    let mut touched = touched_by(desk, entry);
    touched.extend(entry.path.clone().map(Tag::Address));
    let act = ToEnter {
        at: desk.clock.now(),
        by: by.as_entry(),
        act: Act::Described.as_str().to_owned(),
        thing: Some(entry.id),
        tags: tags::entries(&touched),
        detail: serde_json::json!({ "thing": entry.thing.as_str(), "key": entry.key }),
    };
    store::record::enter(tx, act).await.map(drop)
}

fn wanted_path(desk: &Desk, thing: Thing, key: &str) -> String {
    let paths = &desk.paper.paths;
    match thing {
        Thing::Person => format!("/{}/{key}", paths.people),
        Thing::Dossier => format!("/{}/{key}", paths.dossiers),
        Thing::Series => format!("/{}/{key}", paths.series),
        Thing::Topic => format!("/{}/{key}", paths.topics),
        Thing::Section | Thing::Article | Thing::Page => format!("/{key}"),
    }
}

/// The entry's own words, and the pages on which they stand whatever else those show.
fn touched_by(desk: &Desk, entry: &Entry) -> BTreeSet<Tag> {
    let paths = &desk.paper.paths;
    let overview = |word: &String| Tag::Address(format!("/{word}"));
    match entry.thing {
        // Menus and the strips of the front name sections on every page.
        Thing::Section => BTreeSet::from([Tag::Section(entry.id), Tag::Paper]),
        Thing::Person => BTreeSet::from([Tag::Person(entry.id), overview(&paths.people)]),
        Thing::Dossier => BTreeSet::from([Tag::Described(entry.id), overview(&paths.dossiers)]),
        Thing::Series => BTreeSet::from([Tag::Described(entry.id), overview(&paths.series)]),
        Thing::Topic | Thing::Article | Thing::Page => BTreeSet::from([Tag::Described(entry.id), overview(&paths.topics)]),
    }
}
