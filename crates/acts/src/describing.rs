//! Describing: sections, people, dossiers, series, topics and pages are made, described anew, and become known to readers.

use manuscript::act::Act;
use manuscript::address::{self, is_same_name, slug};
use manuscript::ids::{Thing, ThingId};
use manuscript::paper::{name_of_folder, section_path};
use manuscript::publishable::{Unpublishable, publishable};
use manuscript::role::On;
use manuscript::route::Overview;
use manuscript::{By, Copy, Tag, Uuid, refusals};
use store::catalogue::{Details, Entry};
use store::{Broken, Tx};

use crate::addressing::{self, AddressRefused};
use crate::catalogue::{Catalogue, touched_by};
use crate::desk::Desk;
use crate::entry::{self, Done};
use crate::permission::{NotAllowed, may};

/// What a new entry is made from.
#[derive(Clone, Debug)]
pub struct Described {
    pub thing: Thing,
    pub key: String,
    pub name: String,
    /// The section that it stands in, where it is new and a section.
    pub parent: Option<Uuid>,
    pub details: Details,
    pub position: i64,
    pub known: Known,
}

/// Somebody or something as a text names it.
#[derive(Clone, Debug)]
pub struct Named<'a> {
    pub thing: Thing,
    pub name: &'a str,
    /// For one who is new.
    pub details: Details,
}

impl<'a> Named<'a> {
    /// Without anything to be said of it but its name.
    pub fn of(thing: Thing, name: &'a str) -> Self {
        Self {
            thing,
            name,
            details: Details::default(),
        }
    }
}

/// Where a thing stands in lists that nobody has put anywhere.
const UNPLACED: i64 = 1_000;

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
        parent = Some(if let Some(section) = catalogue.found(tx, Thing::Section, &key).await? {
            give_accents(tx, desk, by, catalogue, Accented { section: &section, folder }).await?;
            section.id
        } else {
            let details = Details {
                nearly: catalogue.nearly_same(tx, &key, parent).await?.map(|section| section.name.clone()),
                ..Details::default()
            };
            let described = Described {
                thing: Thing::Section,
                key: key.clone(),
                name: name_of_folder(folder),
                parent,
                details,
                position: UNPLACED,
                known: Known::OnceNamed,
            };
            add(tx, desk, by, catalogue, described).await?
        });
    }
    parent.ok_or_else(|| AddressRefused::Unfit(manuscript::address::AddressRefused::NotAPath(path.to_owned())))
}

/// A section that somebody describes, at a path that they chose: a reserved word is refused, and not passed over as for a
/// folder that has such a name.
pub(crate) async fn chosen_section(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &mut Catalogue,
    path: &str,
) -> Result<Uuid, AddressRefused> {
    let key = section_path(path).unwrap_or_default();
    let first = key.split('/').next().unwrap_or_default();
    if catalogue.find(Thing::Section, first).is_none() {
        addressing::refuse_reserved(tx, desk, &format!("/{key}")).await?;
    }
    section_at(tx, desk, by, catalogue, path).await
}

/// A section, and how somebody writes the name of its folder.
struct Accented<'a> {
    section: &'a Entry,
    folder: &'a str,
}

/// A section that has its name from a folder in plain letters, `economie`, takes the accents of who writes them, `Économie`.
/// A name that somebody chose stays.
async fn give_accents(tx: &mut Tx, desk: &Desk, by: &By, catalogue: &mut Catalogue, accented: Accented<'_>) -> Result<(), AddressRefused> {
    let Accented { section, folder } = accented;
    let plain = section.key.rsplit('/').next().unwrap_or_default();
    let is_of_the_folder = section.name == name_of_folder(plain) && section.position == UNPLACED;
    if folder.is_ascii() || !is_of_the_folder || !store::catalogue::formers_of(tx, section.id).await?.is_empty() {
        return Ok(());
    }
    may_make(by, Known::OnceNamed, &catalogue.on(section.id))?;
    let described = Described {
        thing: Thing::Section,
        key: section.key.clone(),
        name: name_of_folder(folder),
        parent: section.parent,
        details: section.details.clone(),
        position: section.position,
        known: Known::OnceNamed,
    };
    rewrite(tx, desk, by, catalogue, section.id, described).await
}

/// The person, dossier, series or topic of a name, made if it is new.
pub async fn named(tx: &mut Tx, desk: &Desk, by: &By, catalogue: &mut Catalogue, named: Named<'_>) -> Result<Uuid, AddressRefused> {
    let key = match known_as(tx, catalogue, &named).await? {
        Found::Entry(id) => return Ok(id),
        Found::FreeKey(key) => key,
    };
    let described = Described {
        thing: named.thing,
        key,
        name: named.name.trim().to_owned(),
        parent: None,
        details: named.details,
        position: UNPLACED,
        known: Known::OnceNamed,
    };
    add(tx, desk, by, catalogue, described).await
}

/// The person, dossier, series or topic of a name, if there is one.
pub(crate) async fn known(tx: &mut Tx, catalogue: &mut Catalogue, named: Named<'_>) -> Result<Option<Uuid>, Broken> {
    Ok(match known_as(tx, catalogue, &named).await? {
        Found::Entry(id) => Some(id),
        Found::FreeKey(_) => None,
    })
}

/// What stands under a name, or the key that a new one gets.
enum Found {
    Entry(Uuid),
    FreeKey(String),
}

/// People, dossiers and series are known by the words of their address. Topics are many and short: `C`, `C++` and `C#`, or
/// `marche` and `marché`, have the same words there and stay apart by their names, those that they had before included.
async fn known_as(tx: &mut Tx, catalogue: &mut Catalogue, named: &Named<'_>) -> Result<Found, Broken> {
    let first = slug(named.name);
    for turn in 1.. {
        let key = if turn == 1 { first.clone() } else { address::next(&first, turn) };
        let Some(entry) = catalogue.found(tx, named.thing, &key).await? else {
            return Ok(Found::FreeKey(key));
        };
        if named.thing != Thing::Topic || is_same_name(&entry.name, named.name) {
            return Ok(Found::Entry(entry.id));
        }
        let formers = store::catalogue::formers_of(tx, entry.id).await?;
        if formers.iter().any(|former| is_same_name(&former.name, named.name)) {
            return Ok(Found::Entry(entry.id));
        }
    }
    Ok(Found::FreeKey(first))
}

/// Adds an entry with its address and enters the record.
pub async fn add(tx: &mut Tx, desk: &Desk, by: &By, catalogue: &mut Catalogue, described: Described) -> Result<Uuid, AddressRefused> {
    let on = described.parent.map_or_else(On::paper, |parent| catalogue.on(parent));
    may_make(by, described.known, &on)?;
    make(tx, desk, by, catalogue, described).await
}

async fn make(tx: &mut Tx, desk: &Desk, by: &By, catalogue: &mut Catalogue, described: Described) -> Result<Uuid, AddressRefused> {
    let thing = ThingId {
        thing: described.thing,
        id: desk.ids.uuid(),
    };
    let above = described
        .parent
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
        parent: described.parent,
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
    id: Uuid,
    described: Described,
) -> Result<(), AddressRefused> {
    may(by, Act::Described, &catalogue.on(id))?;
    rewrite(tx, desk, by, catalogue, id, described).await
}

async fn rewrite(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &mut Catalogue,
    id: Uuid,
    described: Described,
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
        NotAKey(key: String) at "key":
            "`{key}` is no word of an address; write small letters, digits and hyphens, as in `qui-sommes-nous`"
            / "« {key} » n’est pas un mot d’adresse ; écrivez des minuscules, des chiffres et des traits d’union, comme `qui-sommes-nous`",
        NoKey at "key":
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
        None if wanted.thing == Thing::Section => chosen_section(tx, desk, by, &mut catalogue, &wanted.key).await?,
        None => named(tx, desk, by, &mut catalogue, Named::of(wanted.thing, &wanted.key)).await?,
    };
    let Some(before) = catalogue.entry(id).cloned() else {
        return Ok(id);
    };
    let described = Described {
        thing: before.thing,
        key: before.key.clone(),
        name: wanted.name.unwrap_or_else(|| before.name.clone()),
        parent: before.parent,
        details: merged(before.details, wanted.details),
        position: wanted.position.unwrap_or(before.position),
        known: Known::Public,
    };
    describe(tx, desk, by, &mut catalogue, id, described).await?;
    Ok(id)
}

fn find(catalogue: &Catalogue, wanted: &Describing) -> Option<Uuid> {
    let key = match wanted.thing {
        Thing::Section => section_path(&wanted.key)?,
        // A topic is meant by its key as it stands, or by its name, which may be one of several of the same words.
        Thing::Topic => wanted.key.clone(),
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

/// A page as it is to be.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// The word of its address.
    pub key: &'a str,
    pub copy: &'a Copy,
    /// Among the pages; nothing leaves it where it is.
    pub position: Option<i64>,
}

/// Writes a page, or writes it anew: what it said before is kept, and its place among the pages unless one is given.
pub async fn write_page(tx: &mut Tx, desk: &Desk, by: &By, page: Page<'_>) -> Result<Uuid, DescribeRefused> {
    let key = page.key;
    may(by, Act::PaperSet, &On::paper())?;
    if slug(key) != key {
        return Err(DescribeRefused::NotAKey(key.to_owned()));
    }
    let copy = publishable(page.copy)?;
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
        parent: None,
        details,
        position: page.position.or(written.map(|(_, position)| position)).unwrap_or_default(),
        known: Known::Public,
    };
    // Pages belong to the paper's settings: whoever may set these may write them.
    match written.map(|(id, _)| id) {
        Some(id) => {
            rewrite(tx, desk, by, &mut catalogue, id, described).await?;
            Ok(id)
        }
        None => Ok(make(tx, desk, by, &mut catalogue, described).await?),
    }
}

/// A draft may name someone or something new; what readers are to know at once needs the one who arranges the paper.
fn may_make(by: &By, known: Known, on: &On) -> Result<(), NotAllowed> {
    match known {
        Known::Public => may(by, Act::Described, on),
        Known::OnceNamed => Ok(()),
    }
}

async fn enter(tx: &mut Tx, desk: &Desk, by: &By, entry: &Entry) -> Result<(), Broken> {
    let mut touched = touched_by(desk, entry);
    touched.extend(entry.path.clone().map(Tag::Address));
    let done = Done::to(Act::Described, entry.id)
        .touching(touched)
        .detailed(serde_json::json!({ "thing": entry.thing.as_str() }));
    entry::enter(tx, desk, by, done).await.map(drop)
}

fn wanted_path(desk: &Desk, thing: Thing, key: &str) -> String {
    match Overview::of(thing) {
        Some(overview) => format!("/{}/{key}", overview.word(&desk.paper.paths)),
        None => format!("/{key}"),
    }
}
