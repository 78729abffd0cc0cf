//! Drafting: a text is begun, and saved by will; what stood before is a checkpoint where it changes hands or was written on for
//! long. What is kept between, without an entry: [`crate::keeping`].

use manuscript::act::{Act, By};
use manuscript::carrying_ids::carry_ids;
use manuscript::copy::Signature;
use manuscript::ids::Thing;
use manuscript::markdown::Manuscript;
use manuscript::role::{On, Whose};
use manuscript::settled::{Unsettled, give_ids, settle};
use manuscript::{Copy, Uuid, refusals};
use serde_json::json;
use store::articles::{Placed, Typed};
use store::catalogue::Details;
use store::{Broken, Tx, articles, notes};

use crate::addressing::AddressRefused;
use crate::catalogue::Catalogue;
use crate::describing::{self, Named};
use crate::desk::Desk;
use crate::entry::{Done, enter};
use crate::permission::{NotAllowed, may};
use crate::placing::{self, PlaceRefused};
use crate::subject::{Subject, SubjectRefused};

/// How long somebody writes before what was there before is kept as a checkpoint.
const CHECKPOINT_EVERY: i64 = 10 * 60 * 1_000;

/// Why a checkpoint was kept, as a draft's history says it.
const CHANGE_OF_HANDS: &str = "change of hands";
const WRITING: &str = "writing";

refusals! {
    /// Why a draft was not kept.
    #[derive(Debug)]
    pub enum SaveRefused [
        Subject(SubjectRefused), NotAllowed(NotAllowed), Unsettled(Unsettled), Place(PlaceRefused), Address(AddressRefused),
        Broken(Broken),
    ] {
        MovedOn(seen: i64, now: i64) at "seen":
            "the draft has changed since you saw it (revision {seen}, now {now}): read it, carry your change over, then save; nothing was overwritten"
            / "le brouillon a changé depuis que vous l’avez vu (révision {seen}, maintenant {now}) : lisez-le, reportez votre changement, puis enregistrez ; rien n’a été écrasé",
        NoNote at "note":
            "there is no such note, or it is settled"
            / "il n’y a pas de telle note, ou elle est réglée",
        Exists(id: Uuid):
            "there is an article {id} already"
            / "il y a déjà un article {id}",
    }
}

/// What is to be kept.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Nothing begins an article.
    pub article: Option<Uuid>,
    /// The revision that was seen; nothing keeps the text whatever is there.
    pub seen: Option<i64>,
    pub manuscript: Manuscript,
}

/// What was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    pub article: Uuid,
    pub revision: i64,
    /// How many times the draft changed since a planned publication was frozen.
    pub since_frozen: Option<i64>,
}

/// Keeps a draft, of a new article or of one that is there.
pub async fn save(tx: &mut Tx, desk: &Desk, by: &By, wanted: Draft) -> Result<Saved, SaveRefused> {
    match wanted.article {
        Some(article) => save_next(tx, desk, by, article, wanted).await,
        None => begin(tx, desk, by, wanted.manuscript).await,
    }
}

async fn begin(tx: &mut Tx, desk: &Desk, by: &By, manuscript: Manuscript) -> Result<Saved, SaveRefused> {
    let mut catalogue = Catalogue::asked();
    let placement = placing::placement_of(tx, desk, by, &mut catalogue, &manuscript).await?;
    let on = On {
        sections: placement.section.map_or_else(Vec::new, |section| catalogue.with_ancestors(section)),
        whose: Whose::Own,
        state: Some(manuscript::role::State::Unpublished),
    };
    may(by, Act::Saved, &on)?;
    let now = desk.clock.now();
    let article = manuscript.id.unwrap_or_else(|| desk.ids.uuid());
    let copy = signed(tx, desk, by, &mut catalogue, &settle(manuscript.copy)?).await?;
    let placed = Placed {
        pinned_at: None,
        placement,
        first_published_at: None,
        live_version: None,
        created_by: by.as_entry(),
    };
    if !articles::create(tx, article, &placed, now).await? {
        return Err(SaveRefused::Exists(article));
    }
    articles::first_draft(tx, article, &articles::text_of(&copy)?, desk.stamp(&by.as_entry())).await?;
    say(tx, desk, by, article, 1).await?;
    Ok(Saved {
        article,
        revision: 1,
        since_frozen: None,
    })
}

async fn save_next(tx: &mut Tx, desk: &Desk, by: &By, article: Uuid, wanted: Draft) -> Result<Saved, SaveRefused> {
    let mut subject = Subject::held_to_write(tx, by, article, Act::Saved).await?;
    let seen = wanted.seen.unwrap_or(subject.draft.revision);
    refuse_moved_on(&subject, seen)?;
    let mut catalogue = Catalogue::asked();
    let copy = signed(tx, desk, by, &mut catalogue, &settle(wanted.manuscript.copy.clone())?).await?;
    let copy = with_ids_of(&subject.draft.copy, copy);
    let is_moved = place_if_unread(tx, desk, by, &mut catalogue, &mut subject, &wanted.manuscript).await?;
    if copy == subject.draft.copy && subject.draft.is_committed() && !is_moved {
        return saved(tx, &subject, subject.draft.revision).await;
    }
    keep_checkpoint_if_due(tx, desk, by, &subject).await?;
    let revision = if copy == subject.draft.copy {
        articles::commit_draft(tx, article, None).await?;
        subject.draft.revision
    } else {
        let text = articles::text_of(&copy)?;
        let kept = articles::save_draft(tx, article, Typed { seen, copy: &text }, desk.stamp(&by.as_entry())).await?;
        kept.ok_or(SaveRefused::MovedOn(seen, subject.draft.revision))?
    };
    say(tx, desk, by, article, revision).await?;
    saved(tx, &subject, revision).await
}

pub(crate) fn refuse_moved_on(subject: &Subject, seen: i64) -> Result<(), SaveRefused> {
    let now = subject.draft.revision;
    if seen == now {
        Ok(())
    } else {
        Err(SaveRefused::MovedOn(seen, now))
    }
}

/// A text that names no blocks has those of the draft, as far as they can be recognised.
pub(crate) fn with_ids_of(before: &Copy, mut copy: Copy) -> Copy {
    carry_ids(&before.body, &mut copy.body);
    give_ids(&mut copy.body);
    copy
}

/// Where an unpublished article stands is nobody's business but its writers'; a live or a planned one is placed by an act.
/// Answers whether it moved.
async fn place_if_unread(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &mut Catalogue,
    subject: &mut Subject,
    manuscript: &Manuscript,
) -> Result<bool, SaveRefused> {
    if subject.last.is_some() || subject.schedule.is_some() {
        return Ok(false);
    }
    let placement = placing::placement_of(tx, desk, by, catalogue, manuscript).await?;
    if placement == subject.placed.placement {
        return Ok(false);
    }
    // Whoever moves an article must be allowed where it goes, too.
    if placement.section != subject.placed.placement.section {
        let mut there = subject.on(by);
        there.sections = placement.section.map_or_else(Vec::new, |section| catalogue.with_ancestors(section));
        may(by, Act::Saved, &there)?;
    }
    subject.placed.placement = placement;
    articles::place(tx, subject.id, &subject.placed).await?;
    Ok(true)
}

async fn saved(tx: &mut Tx, subject: &Subject, revision: i64) -> Result<Saved, SaveRefused> {
    Ok(Saved {
        article: subject.id,
        revision,
        since_frozen: since_frozen(tx, subject, revision).await?,
    })
}

/// A change of hands keeps what was there, and so do ten minutes of writing.
async fn keep_checkpoint_if_due(tx: &mut Tx, desk: &Desk, by: &By, subject: &Subject) -> Result<(), Broken> {
    let draft = &subject.draft;
    let now = desk.clock.now();
    let newest = articles::checkpoints_of(tx, subject.id).await?.pop();
    let why = match newest {
        _ if draft.changed_by != by.as_entry() && draft.kept_since.is_some() => {
            return enter_checkpoint(tx, desk, by, subject, CHANGE_OF_HANDS).await;
        }
        _ if draft.changed_by != by.as_entry() => CHANGE_OF_HANDS,
        Some(checkpoint) if checkpoint.revision == draft.revision || now.0 - checkpoint.at < CHECKPOINT_EVERY => return Ok(()),
        _ => WRITING,
    };
    articles::keep_checkpoint(tx, subject.id, why, desk.stamp(&by.as_entry()))
        .await
        .map(drop)
}

/// Why what stands must be committed to before it is written over without an entry, if it must: somebody else wrote it, it has
/// been written on for ten minutes, or no entry ever committed to anything of it.
pub(crate) fn due_checkpoint(desk: &Desk, by: &By, draft: &articles::Draft) -> Option<&'static str> {
    let since = draft.kept_since.map(|since| desk.clock.now().0 - since.0);
    match (draft.committed_revision, since) {
        (None, _) => Some(WRITING),
        (Some(_), None) => None,
        _ if draft.changed_by != by.as_entry() => Some(CHANGE_OF_HANDS),
        (_, Some(lasts)) => (lasts >= CHECKPOINT_EVERY).then_some(WRITING),
    }
}

/// Keeps what stands as a checkpoint, and enters that; who wrote it is said where it is somebody else.
pub(crate) async fn enter_checkpoint(tx: &mut Tx, desk: &Desk, by: &By, subject: &Subject, why: &str) -> Result<(), Broken> {
    let draft = &subject.draft;
    let number = articles::keep_checkpoint(tx, subject.id, why, desk.stamp(&by.as_entry())).await?;
    articles::commit_draft(tx, subject.id, Some(number)).await?;
    let mut detail = json!({ "revision": draft.revision, "checkpoint": number });
    if draft.changed_by != by.as_entry() {
        detail["written_by"] = draft.changed_by.as_str().into();
    }
    enter(tx, desk, by, Done::to(Act::Saved, subject.id).detailed(detail))
        .await
        .map(drop)
}

pub(crate) async fn since_frozen(tx: &mut Tx, subject: &Subject, revision: i64) -> Result<Option<i64>, Broken> {
    let Some(schedule) = &subject.schedule else { return Ok(None) };
    let frozen = articles::checkpoint(tx, subject.id, schedule.checkpoint).await?;
    Ok(frozen.map(|(checkpoint, _)| revision - checkpoint.revision))
}

/// Enters that a draft was kept.
pub(crate) async fn say(tx: &mut Tx, desk: &Desk, by: &By, article: Uuid, revision: i64) -> Result<(), Broken> {
    let done = Done::to(Act::Saved, article).detailed(json!({ "revision": revision }));
    enter(tx, desk, by, done).await.map(drop)
}

/// Somebody has seen to a note.
pub async fn settle_note(tx: &mut Tx, desk: &Desk, by: &By, note: Uuid) -> Result<Uuid, SaveRefused> {
    let article = notes::article_of(tx, note).await?.ok_or(SaveRefused::NoNote)?;
    let subject = Subject::held_to_write(tx, by, article, Act::Saved).await?;
    if !notes::settle(tx, note, desk.clock.now()).await? {
        return Err(SaveRefused::NoNote);
    }
    if !subject.draft.is_committed() {
        articles::commit_draft(tx, article, None).await?;
    }
    say(tx, desk, by, article, subject.draft.revision).await?;
    Ok(article)
}

/// The copy with each signatory tied to a person of the catalogue.
pub(crate) async fn signed(tx: &mut Tx, desk: &Desk, by: &By, catalogue: &mut Catalogue, copy: &Copy) -> Result<Copy, AddressRefused> {
    let mut copy = copy.clone();
    for signature in &mut copy.byline {
        let Signature::Person(person) = signature else { continue };
        let is_known = match person.person {
            Some(id) => catalogue.knows(tx, id).await?,
            None => false,
        };
        if !is_known {
            let details = Details {
                standing: person.standing.clone(),
                biography: person.biography.clone(),
                interests: person.interests.clone(),
                ..Details::default()
            };
            let named = Named {
                thing: Thing::Person,
                name: &person.name,
                details,
            };
            person.person = Some(describing::named(tx, desk, by, catalogue, named).await?);
        }
    }
    Ok(copy)
}

/// The copy with each signatory tied to a person: who typed a name without an entry left it untied if nobody had that name.
pub(crate) async fn tied(tx: &mut Tx, desk: &Desk, by: &By, subject: &mut Subject, copy: &Copy) -> Result<Copy, AddressRefused> {
    if copy.signatories().all(|person| person.person.is_some()) {
        return Ok(copy.clone());
    }
    let mut catalogue = Catalogue::asked();
    let tied = signed(tx, desk, by, &mut catalogue, copy).await?;
    subject.nearby.with(catalogue);
    Ok(tied)
}
