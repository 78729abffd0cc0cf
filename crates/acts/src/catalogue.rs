//! The catalogue at hand: finding sections, people, dossiers, series and topics by name, making those that are new.

use std::collections::{BTreeSet, HashMap};

use manuscript::act::Act;
use manuscript::address::slug;
use manuscript::ids::{Thing, ThingId};
use manuscript::paper::{name_of_folder, section_path};
use manuscript::publishable::{Unpublishable, publishable};
use manuscript::role::On;
use manuscript::{By, Copy, Tag, Uuid, refusals};
use store::catalogue::{Details, Entry};
use store::{Broken, Stacks, Tx};

use crate::addressing::{self, AddressRefused};
use crate::desk::Desk;
use crate::entering::{self, Done};
use crate::nearby::Nearby;
use crate::permission::{NotAllowed, may};
use crate::tags::Shown;

/// The catalogue as it was read, and as this transaction has added to it.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    entries: HashMap<Uuid, Entry>,
    by_key: HashMap<(Thing, String), Uuid>,
}

impl Catalogue {
    /// Reads the whole catalogue: some hundreds of entries.
    pub async fn read(stacks: &mut Stacks) -> Result<Self, Broken> {
        Ok(Self::of(store::catalogue::all(stacks).await?))
    }

    pub(crate) fn of(entries: Vec<Entry>) -> Self {
        let mut catalogue = Self::default();
        for entry in entries {
            catalogue.keep(entry);
        }
        catalogue
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

    /// Everything, in no order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// A section beside the one that is to have this key, whose name differs by a slip of the hand.
    fn nearly_same(&self, key: &str, parent: Option<Uuid>) -> Option<&Entry> {
        let beside = self
            .entries()
            .filter(|entry| entry.thing == Thing::Section && entry.parent == parent);
        let mut near: Vec<&Entry> = beside.filter(|entry| differ_by_a_slip(&entry.key, key)).collect();
        near.sort_by(|one, other| one.key.cmp(&other.key));
        near.into_iter().next()
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

/// What a new entry is made from.
#[derive(Clone, Debug)]
pub struct Described {
    pub thing: Thing,
    pub key: String,
    pub name: String,
    pub details: Details,
    pub position: i64,
    pub known: Known,
}

/// Whether readers may know of an entry from the beginning, or only once something public names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    Public,
    OnceNamed,
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
            let details = Details {
                nearly: catalogue.nearly_same(&key, parent).map(|section| section.name.clone()),
                ..Details::default()
            };
            let described = Described {
                thing: Thing::Section,
                key: key.clone(),
                name: name_of_folder(folder),
                details,
                position: 1_000,
                known: Known::OnceNamed,
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
        known: Known::OnceNamed,
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
    may_make(by, described.known, &parent.map_or_else(On::paper, |parent| catalogue.on(parent)))?;
    make(tx, desk, by, catalogue, (described, parent)).await
}

async fn make(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &mut Catalogue,
    (described, parent): (Described, Option<Uuid>),
) -> Result<Uuid, AddressRefused> {
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
        public_since: (described.known == Known::Public).then(|| desk.clock.now()),
        path: None,
    };
    store::catalogue::add(tx, &entry).await?;
    let path = match thing.thing {
        // Whoever writes a page chose its address.
        Thing::Page => addressing::give_exactly(tx, desk, thing, &wanted).await?,
        _ => addressing::give(tx, desk, thing, &wanted).await?,
    };
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
    may(by, Act::Described, &catalogue.on(id))?;
    rewrite(tx, desk, by, catalogue, (id, described)).await
}

async fn rewrite(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &mut Catalogue,
    (id, described): (Uuid, Described),
) -> Result<(), AddressRefused> {
    let Some(mut entry) = catalogue.entry(id).cloned() else {
        return Ok(());
    };
    let becomes_public = described.known == Known::Public && entry.public_since.is_none();
    if becomes_public && store::catalogue::make_public(tx, id, desk.clock.now()).await? {
        entry.public_since = Some(desk.clock.now());
    }
    let is_same = (&entry.name, &entry.details, entry.position) == (&described.name, &described.details, described.position);
    if is_same && !becomes_public {
        return Ok(());
    }
    store::catalogue::keep_former(tx, id, desk.clock.now(), &by.as_entry()).await?;
    entry.name = described.name;
    entry.details = described.details;
    entry.position = described.position;
    store::catalogue::describe(tx, &entry).await?;
    enter(tx, desk, by, &entry).await?;
    catalogue.keep(entry);
    Ok(())
}

/// What is to be said of a section, dossier, series, topic or person; what is not named stays.
#[derive(Clone, Debug)]
pub struct Describing {
    pub thing: Thing,
    /// Its name; of a section, its path.
    pub key: String,
    pub name: Option<String>,
    pub details: Details,
    pub position: Option<i64>,
}

refusals! {
    /// Why a thing was not described, or a page not written.
    #[derive(Debug)]
    pub enum DescribeRefused [Address(AddressRefused), NotAllowed(NotAllowed), Unpublishable(Unpublishable), Broken(Broken)] {
        NotAKey(key: String):
            "`{key}` is no word of an address; write small letters, digits and hyphens, as in `qui-sommes-nous`"
            / "« {key} » n’est pas un mot d’adresse ; écrivez des minuscules, des chiffres et des traits d’union, comme `qui-sommes-nous`",
        NoKey:
            "say what it is called"
            / "dites comment cela s’appelle",
        Pictures:
            "a page holds text, links, lists and tables; pictures and recordings belong to articles"
            / "une page contient du texte, des liens, des listes et des tableaux ; images et enregistrements vont dans les articles",
    }
}

/// Makes a thing of the catalogue, or says anew what it is. Readers know of it from now on.
pub async fn describe_one(tx: &mut Tx, desk: &Desk, by: &By, wanted: Describing) -> Result<Uuid, DescribeRefused> {
    if wanted.key.trim().is_empty() {
        return Err(DescribeRefused::NoKey);
    }
    let mut catalogue = Catalogue::read(tx).await?;
    let id = match find(&catalogue, &wanted) {
        Some(id) => id,
        None if wanted.thing == Thing::Section => section_at(tx, desk, by, &mut catalogue, &wanted.key).await?,
        None => named(tx, desk, by, &mut catalogue, (wanted.thing, &wanted.key, Details::default())).await?,
    };
    let Some(before) = catalogue.entry(id).cloned() else {
        return Ok(id);
    };
    let described = Described {
        thing: before.thing,
        key: before.key.clone(),
        name: wanted.name.unwrap_or_else(|| before.name.clone()),
        details: merged(before.details, wanted.details),
        position: wanted.position.unwrap_or(before.position),
        known: Known::Public,
    };
    describe(tx, desk, by, &mut catalogue, (id, described)).await?;
    Ok(id)
}

fn find(catalogue: &Catalogue, wanted: &Describing) -> Option<Uuid> {
    let key = match wanted.thing {
        Thing::Section => section_path(&wanted.key)?,
        _ => slug(&wanted.key),
    };
    catalogue.find(wanted.thing, &key).map(|entry| entry.id)
}

fn merged(before: Details, new: Details) -> Details {
    Details {
        description: new.description.or(before.description),
        language: new.language.or(before.language),
        rhythm: new.rhythm.or(before.rhythm),
        standing: new.standing.or(before.standing),
        biography: new.biography.or(before.biography),
        interests: new.interests.or(before.interests),
        // Somebody says what it is.
        nearly: None,
        body: if new.body.is_empty() { before.body } else { new.body },
    }
}

/// Writes a page, or writes it anew: what it said before is kept, and its place among the pages unless one is given.
pub async fn write_page(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    (key, copy): (&str, &Copy),
    position: Option<i64>,
) -> Result<Uuid, DescribeRefused> {
    may(by, Act::PaperSet, &On::paper())?;
    if slug(key) != key {
        return Err(DescribeRefused::NotAKey(key.to_owned()));
    }
    let copy = publishable(copy)?;
    if !copy.media().is_empty() {
        return Err(DescribeRefused::Pictures);
    }
    let details = Details {
        description: copy.description.clone(),
        language: Some(copy.language.as_str().to_owned()),
        body: copy.body,
        ..Details::default()
    };
    let mut catalogue = Catalogue::read(tx).await?;
    let written = catalogue.find(Thing::Page, key).map(|entry| (entry.id, entry.position));
    let described = Described {
        thing: Thing::Page,
        key: key.to_owned(),
        name: copy.headline,
        details,
        position: position.or(written.map(|(_, position)| position)).unwrap_or_default(),
        known: Known::Public,
    };
    // Pages belong to the paper's settings: whoever may set these may write them.
    match written.map(|(id, _)| id) {
        Some(id) => {
            rewrite(tx, desk, by, &mut catalogue, (id, described)).await?;
            Ok(id)
        }
        None => Ok(make(tx, desk, by, &mut catalogue, (described, None)).await?),
    }
}

/// A draft may name someone or something new; what readers are to know at once needs the one who arranges the paper.
fn may_make(by: &By, known: Known, on: &On) -> Result<(), NotAllowed> {
    match known {
        Known::Public => may(by, Act::Described, on),
        Known::OnceNamed => Ok(()),
    }
}

/// What an article that goes live names is known from then on; answers what that touches.
pub(crate) async fn make_public(tx: &mut Tx, desk: &Desk, nearby: &Nearby, shown: &Shown<'_>) -> Result<BTreeSet<Tag>, Broken> {
    let placement = shown.placement;
    let sections = placement.section.into_iter().flat_map(|section| nearby.with_ancestors(section));
    let people = shown.copy.signatories().filter_map(|person| person.person);
    let lists = placement.series.iter().chain(&placement.dossiers).chain(&placement.topics).copied();
    let named: BTreeSet<Uuid> = sections.chain(people).chain(lists).collect();
    let mut touched = BTreeSet::new();
    for entry in named.into_iter().filter_map(|id| nearby.unknown(id)) {
        if store::catalogue::make_public(tx, entry.id, desk.clock.now()).await? {
            touched.extend(touched_by(desk, entry));
            touched.extend(entry.path.clone().map(Tag::Address));
        }
    }
    Ok(touched)
}

async fn enter(tx: &mut Tx, desk: &Desk, by: &By, entry: &Entry) -> Result<(), Broken> {
    let mut touched = touched_by(desk, entry);
    touched.extend(entry.path.clone().map(Tag::Address));
    let done = Done {
        act: Act::Described,
        thing: Some(entry.id),
        touched,
        detail: serde_json::json!({ "thing": entry.thing.as_str(), "key": entry.key }),
    };
    entering::enter(tx, desk, by, done).await.map(drop)
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
pub(crate) fn touched_by(desk: &Desk, entry: &Entry) -> BTreeSet<Tag> {
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
