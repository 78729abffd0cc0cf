//! Bringing a manuscript in from a file: a new article, the next version of one, or nothing.

use std::collections::BTreeSet;

use manuscript::act::{Act, By};
use manuscript::carrying_ids::carry_ids;
use manuscript::ids::{Thing, ThingId};
use manuscript::markdown::{Manuscript, Stage};
use manuscript::paper::section_path;
use manuscript::publishable::publishable;
use manuscript::role::On;
use manuscript::settled::give_ids;
use manuscript::{Copy, Instant, Nature, Tag, Uuid, refusals};
use store::articles::{Draft, Placed, Typed};
use store::imports::File;
use store::{Broken, Tx, addresses, articles, imports};

use crate::addressing::{self, AddressRefused};
use crate::catalogue::Catalogue;
use crate::desk::Desk;
use crate::drafting::{self, signed};
use crate::entry::{Done, enter};
use crate::permission::{NotAllowed, may};
use crate::placing::{self, PlaceRefused};
use crate::publication::{GoingLive, PublishRefused, Published, go_live, refuse_closed};
use crate::subject::Subject;

/// A file with the manuscript that was read from it; its media are assets already.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// From the folder's root, with `/`.
    pub path: String,
    pub file_hash: Vec<u8>,
    pub manuscript: Manuscript,
    /// When the file was last changed; the first publication's instant unless the manuscript says another.
    pub file_date: Instant,
    /// The same bytes say something else now: what their links lead to was not here.
    pub again: bool,
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
    /// Kept from readers, as the file asks.
    Draft(Uuid),
}

impl BroughtIn {
    /// The article that the file is, where it was looked at.
    pub fn article(&self) -> Option<Uuid> {
        match self {
            Self::Unchanged => None,
            Self::First(published) | Self::Next(published) => Some(published.article),
            Self::Placed(article) | Self::Draft(article) => Some(*article),
        }
    }
}

refusals! {
    /// Why a manuscript was not brought in.
    #[derive(Debug)]
    pub enum ImportRefused [
        NotAllowed(NotAllowed), Address(AddressRefused), Place(PlaceRefused), Publish(PublishRefused), Broken(Broken),
    ] {
        MovedOn:
            "the article was changed in the newsroom since this file was last imported: export it and carry the change over, nothing was overwritten"
            / "l’article a été changé dans la rédaction depuis le dernier import de ce fichier : exportez-le et reportez le changement, rien n’a été écrasé",
        BegunInTheNewsroom(id: Uuid):
            "the article {id} was begun in the newsroom, not by this file: save the file as its draft (`act save`), or take `id` out"
            / "l’article {id} a été commencé dans la rédaction, pas par ce fichier : enregistrez le fichier comme son brouillon (`act save`), ou retirez `id`",
        InTheFuture:
            "`published` lies in the future: write `draft: true` instead, import, then plan it (`rotative act schedule`)"
            / "`published` est dans le futur : écrivez `draft: true` à la place, importez, puis programmez-le (`rotative act schedule`)",
        AnotherFile(path: String):
            "the file `{path}` is imported as the same article already (`id:`); two files cannot be one article"
            / "le fichier « {path} » est déjà importé comme le même article (`id:`) ; deux fichiers ne peuvent pas être un article",
        NoSection(text: String):
            "`section: {text}` is no path of a section; write words and slashes, as in `international/europe`"
            / "`section: {text}` n’est pas le chemin d’une rubrique ; écrivez des mots et des barres obliques, comme `international/europe`",
    }
}

/// Brings one manuscript in. `seen_paths` are the files of this import, so that a moved file is told from a second one.
pub async fn bring_in(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &mut Catalogue,
    incoming: &Incoming,
) -> Result<BroughtIn, ImportRefused> {
    may(by, Act::Published, &On::paper())?;
    may(by, Act::Placed, &On::paper())?;
    match known(tx, incoming).await? {
        Some(file) if file.file_hash == incoming.file_hash && file.path == incoming.path && !incoming.again => Ok(BroughtIn::Unchanged),
        Some(file) => bring_next(tx, desk, by, catalogue, incoming, file).await,
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
    let article = incoming.manuscript.id.unwrap_or_else(|| desk.ids.uuid());
    let copy = signed(tx, desk, by, catalogue, &incoming.manuscript.copy).await?;
    let placed = place_of(tx, desk, by, catalogue, incoming).await?;
    if !articles::create(tx, article, &placed, now).await? {
        return Err(ImportRefused::BegunInTheNewsroom(article));
    }
    articles::first_draft(tx, article, &articles::text_of(&copy)?, desk.stamp(&by.as_entry())).await?;
    let file = File {
        path: incoming.path.clone(),
        article,
        file_hash: incoming.file_hash.clone(),
        draft_revision: 1,
    };
    if !imports::remember(tx, &file).await? {
        return Err(ImportRefused::AnotherFile(incoming.path.clone()));
    }
    if incoming.manuscript.stage == Stage::Newsroom {
        drafting::say(tx, desk, by, article, 1).await?;
        return Ok(BroughtIn::Draft(article));
    }
    let mut subject = Subject {
        id: article,
        placed,
        draft: Draft {
            revision: 1,
            copy,
            changed_at: now,
            changed_by: by.as_entry(),
            committed_revision: Some(1),
            kept_since: None,
        },
        last: None,
        path: None,
        schedule: None,
        embargo: None,
        nearby: std::mem::take(catalogue).into(),
    };
    let published = go_live_first(tx, desk, by, &mut subject, incoming).await;
    *catalogue = subject.nearby.into_whole();
    Ok(BroughtIn::First(published?))
}

/// The first version, dated as the manuscript says, else as the file.
async fn go_live_first(tx: &mut Tx, desk: &Desk, by: &By, subject: &mut Subject, incoming: &Incoming) -> Result<Published, ImportRefused> {
    let mut going = GoingLive::of(Act::Published, ready(subject)?, Nature::First);
    going.at = Some(first_instant(desk, incoming)?);
    going.address.clone_from(&incoming.manuscript.address);
    Ok(go_live(tx, desk, by, subject, going).await?)
}

fn first_instant(desk: &Desk, incoming: &Incoming) -> Result<Instant, ImportRefused> {
    let now = desk.clock.now();
    match incoming.manuscript.published {
        Some(at) if at > now => Err(ImportRefused::InTheFuture),
        Some(at) => Ok(at),
        None => Ok(incoming.file_date.min(now)),
    }
}

/// What of the draft may be published.
fn ready(subject: &Subject) -> Result<Copy, PublishRefused> {
    Ok(publishable(&subject.draft.copy)?)
}

async fn bring_next(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &mut Catalogue,
    incoming: &Incoming,
    file: File,
) -> Result<BroughtIn, ImportRefused> {
    let article = file.article;
    articles::lock_draft(tx, article).await?;
    let mut subject = Subject::read(tx, article).await?.ok_or(ImportRefused::MovedOn)?;
    if subject.draft.revision != file.draft_revision {
        return Err(ImportRefused::MovedOn);
    }
    let mut copy = signed(tx, desk, by, catalogue, &incoming.manuscript.copy).await?;
    carry_ids(&subject.draft.copy.body, &mut copy.body);
    give_ids(&mut copy.body);
    if incoming.manuscript.stage == Stage::Newsroom {
        let kept = KeptBack {
            incoming,
            file,
            subject: &mut subject,
            copy,
        };
        return keep_back(tx, desk, by, catalogue, kept).await;
    }
    let touched = subject.tags(desk);
    let before = subject.placed.placement.clone();
    subject.placed = place_next(tx, desk, by, catalogue, incoming, &subject.placed).await?;
    subject.nearby = catalogue.clone().into();
    if subject.placed.placement != before {
        articles::place(tx, article, &subject.placed).await?;
    }
    let mut file = File {
        path: incoming.path.clone(),
        file_hash: incoming.file_hash.clone(),
        ..file
    };
    if copy == subject.draft.copy && subject.last.is_some() {
        remember_move(tx, &file).await?;
        let moved_to = move_if_asked(tx, desk, article, incoming.manuscript.address.as_deref()).await?;
        let placed = PlacedOnly {
            is_moved: subject.placed.placement != before,
            subject: &mut subject,
            touched,
            moved_to,
        };
        return placed_only(tx, desk, by, placed).await;
    }
    refuse_closed(&subject)?;
    file.draft_revision = make_draft(tx, desk, by, &mut subject, copy).await?;
    remember_move(tx, &file).await?;
    subject.give_up_schedule(tx, desk, Act::Published).await?;
    if subject.last.is_none() {
        return Ok(BroughtIn::First(go_live_first(tx, desk, by, &mut subject, incoming).await?));
    }
    let mut going = GoingLive::of(Act::Published, ready(&subject)?, Nature::Update);
    going.address.clone_from(&incoming.manuscript.address);
    going.touched = touched;
    Ok(BroughtIn::Next(go_live(tx, desk, by, &mut subject, going).await?))
}

/// Makes a text the article's draft, the one before a checkpoint; answers its revision.
async fn make_draft(tx: &mut Tx, desk: &Desk, by: &By, subject: &mut Subject, copy: Copy) -> Result<i64, ImportRefused> {
    if copy == subject.draft.copy {
        return Ok(subject.draft.revision);
    }
    let who = by.as_entry();
    articles::keep_checkpoint(tx, subject.id, "import", desk.stamp(&who)).await?;
    let typed = Typed {
        seen: subject.draft.revision,
        copy: &articles::text_of(&copy)?,
    };
    let revision = articles::save_draft(tx, subject.id, typed, desk.stamp(&who)).await?;
    subject.draft.copy = copy;
    revision.ok_or(ImportRefused::MovedOn)
}

/// A text that its file keeps from readers.
struct KeptBack<'a> {
    incoming: &'a Incoming,
    file: File,
    subject: &'a mut Subject,
    copy: Copy,
}

/// Keeps a changed text from readers: whatever they have of the article stays as it is, and so does its place.
async fn keep_back(tx: &mut Tx, desk: &Desk, by: &By, catalogue: &mut Catalogue, kept: KeptBack<'_>) -> Result<BroughtIn, ImportRefused> {
    let KeptBack {
        incoming,
        file,
        subject,
        copy,
    } = kept;
    let is_changed = copy != subject.draft.copy;
    let is_moved = place_if_unread(tx, desk, by, catalogue, incoming, subject).await?;
    let file = File {
        path: incoming.path.clone(),
        file_hash: incoming.file_hash.clone(),
        draft_revision: make_draft(tx, desk, by, subject, copy).await?,
        ..file
    };
    remember_move(tx, &file).await?;
    if !is_changed && is_moved {
        articles::commit_draft(tx, subject.id, None).await?;
    }
    if is_changed || is_moved {
        drafting::say(tx, desk, by, subject.id, file.draft_revision).await?;
    }
    Ok(if is_changed {
        BroughtIn::Draft(subject.id)
    } else {
        BroughtIn::Unchanged
    })
}

/// An article that readers never saw, and that is not planned, stands where its file says; answers whether it moved.
async fn place_if_unread(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &mut Catalogue,
    incoming: &Incoming,
    subject: &Subject,
) -> Result<bool, ImportRefused> {
    if subject.last.is_some() || subject.schedule.is_some() {
        return Ok(false);
    }
    let placed = place_next(tx, desk, by, catalogue, incoming, &subject.placed).await?;
    if placed.placement == subject.placed.placement && placed.pinned_at == subject.placed.pinned_at {
        return Ok(false);
    }
    articles::place(tx, subject.id, &placed).await?;
    Ok(true)
}

async fn place_next(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &mut Catalogue,
    incoming: &Incoming,
    before: &Placed,
) -> Result<Placed, ImportRefused> {
    let placed = place_of(tx, desk, by, catalogue, incoming).await?;
    Ok(Placed {
        pinned_at: before.pinned_at.filter(|_| placed.pinned_at.is_some()).or(placed.pinned_at),
        placement: placed.placement,
        ..before.clone()
    })
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
        Some(wanted) if current.as_deref() != Some(wanted) => Ok(Some(addressing::change(tx, desk, thing, wanted).await?)),
        _ => Ok(None),
    }
}

/// An article of which the text is the same.
struct PlacedOnly<'a> {
    subject: &'a mut Subject,
    is_moved: bool,
    /// Where it stood before.
    touched: BTreeSet<Tag>,
    moved_to: Option<String>,
}

async fn placed_only(tx: &mut Tx, desk: &Desk, by: &By, placed: PlacedOnly<'_>) -> Result<BroughtIn, ImportRefused> {
    let PlacedOnly {
        subject,
        is_moved,
        mut touched,
        moved_to,
    } = placed;
    if !is_moved && moved_to.is_none() {
        return Ok(BroughtIn::Unchanged);
    }
    touched.extend(subject.tags(desk));
    touched.extend(moved_to.map(Tag::Address));
    touched.extend(subject.make_named_public(tx, desk).await?);
    enter(tx, desk, by, Done::to(Act::Placed, subject.id).touching(touched)).await?;
    Ok(BroughtIn::Placed(subject.id))
}

/// Where the manuscript wants to stand, or else where its folder says, with everything that it names made.
async fn place_of(tx: &mut Tx, desk: &Desk, by: &By, catalogue: &mut Catalogue, incoming: &Incoming) -> Result<Placed, ImportRefused> {
    let mut manuscript = incoming.manuscript.clone();
    if let Some(text) = &manuscript.section {
        section_path(text).ok_or_else(|| ImportRefused::NoSection(text.clone()))?;
    }
    manuscript.section = manuscript.section.or_else(|| incoming.folder.clone());
    let placement = placing::placement_of(tx, desk, by, catalogue, &manuscript).await?;
    Ok(Placed {
        pinned_at: placement.pinned.then(|| desk.clock.now()),
        placement,
        first_published_at: None,
        live_version: None,
        created_by: by.as_entry(),
    })
}
