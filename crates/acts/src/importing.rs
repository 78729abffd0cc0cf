//! Bringing a manuscript in from a file: a new article, the next version of one, or nothing.

use std::collections::BTreeSet;

use manuscript::act::Act;
use manuscript::copy::Signature;
use manuscript::ids::{Thing, ThingId};
use manuscript::markdown::Manuscript;
use manuscript::paper::section_path;
use manuscript::placement::TEASER_ENDS_AFTER;
use manuscript::settled::{carry_ids, give_ids};
use manuscript::{By, Copy, Instant, Nature, Placement, Tag, Uuid, canonical};
use store::articles::{Draft, Placed};
use store::catalogue::Details;
use store::imports::File;
use store::record::ToEnter;
use store::{Broken, Tx, addresses, articles, imports, versions};

use crate::addressing::{self, AddressRefused};
use crate::catalogue::{self, Catalogue};
use crate::desk::Desk;
use crate::permission::{NotAllowed, may};
use crate::publication::{GoingLive, PublishRefused, Published, go_live};
use crate::tags::{self, Shown};

/// A file with the manuscript that was read from it; its media are assets already.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// From the folder's root, with `/`.
    pub path: String,
    pub file_hash: Vec<u8>,
    pub manuscript: Manuscript,
    /// When the file was last changed; the first publication's instant unless the manuscript says another.
    pub file_date: Instant,
    /// The section that the folder says, for manuscripts that say none.
    pub folder: Option<String>,
}

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BroughtIn {
    Unchanged,
    First(Published),
    Next(Published),
    /// The text is the same; only its place in the paper changed.
    Placed(Uuid),
}

/// Why a manuscript was not brought in.
#[derive(Debug, thiserror::Error)]
pub enum ImportRefused {
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    #[error(
        "the article was changed in the newsroom since this file was last imported: export it and carry the change over, nothing was overwritten"
    )]
    MovedOn,
    #[error("`published` lies in the future; publish on the day itself, or leave the key out")]
    InTheFuture,
    #[error("the file `{0}` is imported as the same article already (`id:`); two files cannot be one article")]
    AnotherFile(String),
    #[error("`section: {0}` is no path of a section; write words and slashes, as in `international/europe`")]
    NoSection(String),
    #[error(transparent)]
    Address(#[from] AddressRefused),
    #[error(transparent)]
    Publish(#[from] PublishRefused),
    #[error(transparent)]
    Broken(#[from] Broken),
}

/// Brings one manuscript in. `seen_paths` are the files of this import, so that a moved file is told from a second one.
pub async fn bring_in(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &mut Catalogue,
    incoming: &Incoming,
) -> Result<BroughtIn, ImportRefused> {
    may(by, Act::Published)?;
    may(by, Act::Placed)?;
    match known(tx, incoming).await? {
        Some(file) if file.file_hash == incoming.file_hash && file.path == incoming.path => Ok(BroughtIn::Unchanged),
        Some(file) => bring_next(tx, desk, by, catalogue, (incoming, file)).await,
        None => bring_first(tx, desk, by, catalogue, incoming).await,
    }
}

/// The article that a file is: by its `id`, else by the path under which it was first imported.
async fn known(tx: &mut Tx, incoming: &Incoming) -> Result<Option<File>, Broken> {
    if let Some(id) = incoming.manuscript.id {
        return imports::by_article(tx, id).await;
    }
    let found = imports::by_path(tx, &incoming.path).await?;
    Ok(found.map(|found| File {
        path: incoming.path.clone(),
        article: found.article,
        file_hash: found.file_hash,
        draft_revision: found.draft_revision,
    }))
}

/// Remembers where an article's file is now. Another article that was known by this path keeps its row under a name that
/// no file has, until its own file comes.
async fn remember_move(tx: &mut Tx, file: &File) -> Result<(), Broken> {
    if let Some(other) = imports::by_path(tx, &file.path)
        .await?
        .filter(|other| other.article != file.article)
    {
        let parked = File {
            path: format!("?{}", other.article),
            article: other.article,
            file_hash: other.file_hash,
            draft_revision: other.draft_revision,
        };
        imports::moved(tx, &parked).await?;
    }
    imports::moved(tx, file).await
}

async fn bring_first(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &mut Catalogue,
    incoming: &Incoming,
) -> Result<BroughtIn, ImportRefused> {
    let now = desk.clock.now();
    let at = match incoming.manuscript.published {
        Some(at) if at > now => return Err(ImportRefused::InTheFuture),
        Some(at) => at,
        None => incoming.file_date.min(now),
    };
    let article = incoming.manuscript.id.unwrap_or_else(|| desk.ids.uuid());
    let copy = signed(tx, desk, by, catalogue, &incoming.manuscript.copy).await?;
    let placed = place_of(tx, desk, by, catalogue, incoming).await?;
    if !articles::create(tx, article, &placed, now).await? {
        return Err(ImportRefused::MovedOn);
    }
    articles::first_draft(tx, article, &text_of(&copy)?, now, &by.as_entry()).await?;
    let file = File {
        path: incoming.path.clone(),
        article,
        file_hash: incoming.file_hash.clone(),
        draft_revision: 1,
    };
    if !imports::remember(tx, &file).await? {
        return Err(ImportRefused::AnotherFile(incoming.path.clone()));
    }
    let going = GoingLive {
        article,
        copy: &copy,
        nature: Nature::First,
        at,
        placement: &placed.placement,
        first_published_at: None,
        address: incoming.manuscript.address.as_deref(),
        last: None,
        touched_before: BTreeSet::new(),
    };
    Ok(BroughtIn::First(go_live(tx, desk, by, catalogue, going).await?))
}

async fn bring_next(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &mut Catalogue,
    (incoming, file): (&Incoming, File),
) -> Result<BroughtIn, ImportRefused> {
    let article = file.article;
    let now = desk.clock.now();
    let draft = articles::draft_of(tx, article).await?.ok_or(ImportRefused::MovedOn)?;
    if draft.revision != file.draft_revision {
        return Err(ImportRefused::MovedOn);
    }
    let mut copy = signed(tx, desk, by, catalogue, &incoming.manuscript.copy).await?;
    carry_ids(&draft.copy.body, &mut copy.body);
    give_ids(&mut copy.body);
    let before = articles::placed(tx, article).await?.ok_or(ImportRefused::MovedOn)?;
    let touched = touched_by(tx, desk, catalogue, (article, &draft, &before)).await?;
    let placed = place_of(tx, desk, by, catalogue, incoming).await?;
    let placed = Placed {
        pinned_at: before.pinned_at.filter(|_| placed.pinned_at.is_some()).or(placed.pinned_at),
        ..placed
    };
    if placed.placement != before.placement {
        articles::place(tx, article, &placed).await?;
    }
    if copy == draft.copy {
        remember_move(
            tx,
            &File {
                path: incoming.path.clone(),
                file_hash: incoming.file_hash.clone(),
                ..file
            },
        )
        .await?;
        let moved_to = move_if_asked(tx, desk, article, incoming.manuscript.address.as_deref()).await?;
        return placed_only(tx, desk, by, catalogue, (article, &copy, &before, &placed, touched), moved_to).await;
    }
    articles::keep_checkpoint(tx, article, now, &by.as_entry(), "import").await?;
    let revision = articles::save_draft(tx, article, draft.revision, &text_of(&copy)?, now, &by.as_entry()).await?;
    let draft_revision = revision.ok_or(ImportRefused::MovedOn)?;
    remember_move(
        tx,
        &File {
            path: incoming.path.clone(),
            article,
            file_hash: incoming.file_hash.clone(),
            draft_revision,
        },
    )
    .await?;
    let going = GoingLive {
        article,
        copy: &copy,
        nature: Nature::Update,
        at: now,
        placement: &placed.placement,
        first_published_at: before.first_published_at,
        address: incoming.manuscript.address.as_deref(),
        last: versions::last(tx, article).await?,
        touched_before: touched,
    };
    Ok(BroughtIn::Next(go_live(tx, desk, by, catalogue, going).await?))
}

/// What the article touches as it stands before the import.
async fn touched_by(
    tx: &mut Tx,
    desk: &Desk,
    catalogue: &Catalogue,
    (article, draft, before): (Uuid, &Draft, &Placed),
) -> Result<BTreeSet<Tag>, Broken> {
    let thing = ThingId {
        thing: Thing::Article,
        id: article,
    };
    let path = addresses::current(tx, thing).await?.unwrap_or_default();
    let first_published_at = before.first_published_at.unwrap_or_else(|| desk.clock.now());
    let shown = Shown {
        article,
        copy: &draft.copy,
        placement: &before.placement,
        first_published_at,
        path: &path,
    };
    Ok(tags::of(&shown, catalogue, desk))
}

/// The new address, if the manuscript asks for another than the article has: the address is outside the copy, so the text
/// needs no new version.
async fn move_if_asked(tx: &mut Tx, desk: &Desk, article: Uuid, wanted: Option<&str>) -> Result<Option<String>, ImportRefused> {
    let thing = ThingId {
        thing: Thing::Article,
        id: article,
    };
    let current = addresses::current(tx, thing).await?;
    match wanted {
        Some(wanted) if current.as_deref() != Some(wanted) => Ok(Some(addressing::move_to(tx, desk, thing, wanted).await?)),
        _ => Ok(None),
    }
}

async fn placed_only(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &Catalogue,
    (article, copy, before, placed, mut touched): (Uuid, &Copy, &Placed, &Placed, BTreeSet<Tag>),
    moved_to: Option<String>,
) -> Result<BroughtIn, ImportRefused> {
    if placed.placement == before.placement && moved_to.is_none() {
        return Ok(BroughtIn::Unchanged);
    }
    touched.extend(moved_to.map(Tag::Address));
    let first_published_at = before.first_published_at.unwrap_or_else(|| desk.clock.now());
    let shown = Shown {
        article,
        copy,
        placement: &placed.placement,
        first_published_at,
        path: "",
    };
    touched.extend(
        tags::of(&shown, catalogue, desk)
            .into_iter()
            .filter(|tag| !matches!(tag, Tag::Address(path) if path.is_empty())),
    );
    let act = ToEnter {
        at: desk.clock.now(),
        by: by.as_entry(),
        act: Act::Placed.as_str().to_owned(),
        thing: Some(article),
        tags: tags::entries(&touched),
        detail: serde_json::Value::Null,
    };
    store::record::enter(tx, act).await?;
    Ok(BroughtIn::Placed(article))
}

/// The copy with each signatory tied to a person of the catalogue.
async fn signed(tx: &mut Tx, desk: &Desk, by: &By, catalogue: &mut Catalogue, copy: &Copy) -> Result<Copy, AddressRefused> {
    let mut copy = copy.clone();
    for signature in &mut copy.byline {
        let Signature::Person(person) = signature else { continue };
        if person.person.is_none_or(|id| catalogue.entry(id).is_none()) {
            let details = Details {
                standing: person.standing.clone(),
                biography: person.biography.clone(),
                interests: person.interests.clone(),
                ..Details::default()
            };
            person.person = Some(catalogue::named(tx, desk, by, catalogue, (Thing::Person, &person.name, details)).await?);
        }
    }
    Ok(copy)
}

/// Where the manuscript wants to stand, with everything that it names made.
async fn place_of(tx: &mut Tx, desk: &Desk, by: &By, catalogue: &mut Catalogue, incoming: &Incoming) -> Result<Placed, ImportRefused> {
    let manuscript = &incoming.manuscript;
    let section = match manuscript.section.as_ref().or(incoming.folder.as_ref()) {
        Some(text) => {
            section_path(text).ok_or_else(|| ImportRefused::NoSection(text.clone()))?;
            Some(catalogue::section_at(tx, desk, by, catalogue, text).await?)
        }
        None => None,
    };
    let series = match &manuscript.series {
        Some(name) => Some(catalogue::named(tx, desk, by, catalogue, (Thing::Series, name, Details::default())).await?),
        None => None,
    };
    let dossiers = all_named(tx, desk, by, catalogue, (Thing::Dossier, &manuscript.dossiers)).await?;
    let topics = all_named(tx, desk, by, catalogue, (Thing::Topic, &manuscript.topics)).await?;
    let placement = Placement {
        section,
        series,
        dossiers,
        topics,
        access: manuscript.access,
        teaser_ends_after: manuscript.teaser_ends_after.unwrap_or(TEASER_ENDS_AFTER),
        translation_set: manuscript.translation_set.clone(),
        pinned: manuscript.pinned,
    };
    Ok(Placed {
        pinned_at: placement.pinned.then(|| desk.clock.now()),
        placement,
        first_published_at: None,
        live_version: None,
    })
}

async fn all_named(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &mut Catalogue,
    (thing, names): (Thing, &[String]),
) -> Result<Vec<Uuid>, AddressRefused> {
    let mut ids = Vec::new();
    for name in names.iter().filter(|name| !name.trim().is_empty()) {
        let id = catalogue::named(tx, desk, by, catalogue, (thing, name, Details::default())).await?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

fn text_of(copy: &Copy) -> Result<String, Broken> {
    canonical::text_of(copy).map_err(|error| Broken::unreadable("a copy", error))
}
