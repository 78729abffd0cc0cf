//! Drafting: a text is begun, and kept as often as it is written; nothing that was written is lost.

use manuscript::act::{Act, By};
use manuscript::copy::Signature;
use manuscript::ids::Thing;
use manuscript::markdown::Manuscript;
use manuscript::role::{On, Whose};
use manuscript::settled::{Unsettled, carry_ids, give_ids, settle};
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
    let mut catalogue = Catalogue::read(tx).await?;
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
    let mut subject = Subject::held(tx, by, article, Act::Saved).await?;
    let before = &subject.draft;
    let seen = wanted.seen.unwrap_or(before.revision);
    if seen != before.revision {
        return Err(SaveRefused::MovedOn(seen, before.revision));
    }
    let mut catalogue = Catalogue::read(tx).await?;
    let mut copy = signed(tx, desk, by, &mut catalogue, &settle(wanted.manuscript.copy.clone())?).await?;
    carry_ids(&before.copy.body, &mut copy.body);
    give_ids(&mut copy.body);
    // Where an unpublished article stands is nobody's business but its writers'; a live or a planned one is placed by an act.
    if subject.last.is_none() && subject.schedule.is_none() {
        let placement = placing::placement_of(tx, desk, by, &mut catalogue, &wanted.manuscript).await?;
        // Whoever moves an article must be allowed where it goes, too.
        if placement.section != subject.placed.placement.section {
            let mut there = subject.on(by);
            there.sections = placement.section.map_or_else(Vec::new, |section| catalogue.with_ancestors(section));
            may(by, Act::Saved, &there)?;
        }
        subject.placed.placement = placement;
        articles::place(tx, article, &subject.placed).await?;
    }
    keep_checkpoint_if_due(tx, desk, by, &subject).await?;
    let revision = if copy == before.copy {
        before.revision
    } else {
        let typed = Typed {
            seen,
            copy: &articles::text_of(&copy)?,
        };
        let kept = articles::save_draft(tx, article, typed, desk.stamp(&by.as_entry())).await?;
        kept.ok_or(SaveRefused::MovedOn(seen, before.revision))?
    };
    say(tx, desk, by, article, revision).await?;
    Ok(Saved {
        article,
        revision,
        since_frozen: since_frozen(tx, &subject, revision).await?,
    })
}

/// A change of hands keeps what was there, and so do ten minutes of writing.
async fn keep_checkpoint_if_due(tx: &mut Tx, desk: &Desk, by: &By, subject: &Subject) -> Result<(), Broken> {
    let draft = &subject.draft;
    let now = desk.clock.now();
    let newest = articles::checkpoints_of(tx, subject.id).await?.pop();
    let why = match newest {
        _ if draft.changed_by != by.as_entry() => "change of hands",
        Some(checkpoint) if checkpoint.revision == draft.revision || now.0 - checkpoint.at < CHECKPOINT_EVERY => return Ok(()),
        _ => "writing",
    };
    articles::keep_checkpoint(tx, subject.id, why, desk.stamp(&by.as_entry()))
        .await
        .map(drop)
}

async fn since_frozen(tx: &mut Tx, subject: &Subject, revision: i64) -> Result<Option<i64>, Broken> {
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
    let subject = Subject::held(tx, by, article, Act::Saved).await?;
    if !notes::settle(tx, note, desk.clock.now()).await? {
        return Err(SaveRefused::NoNote);
    }
    say(tx, desk, by, article, subject.draft.revision).await?;
    Ok(article)
}

/// The copy with each signatory tied to a person of the catalogue.
pub(crate) async fn signed(tx: &mut Tx, desk: &Desk, by: &By, catalogue: &mut Catalogue, copy: &Copy) -> Result<Copy, AddressRefused> {
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
