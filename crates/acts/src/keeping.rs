//! Keeping: what somebody types is written over their draft's one row, without an entry of the record and without waiting for
//! whoever holds the pen.
//!
//! A keep that would write over what must be committed to first (ten minutes of writing, somebody else's words) is an act: its
//! checkpoint is entered, and the text kept, in one transaction under the pen. So no checkpoint that is due can be lost, and
//! none is owed.

use manuscript::act::{Act, By};
use manuscript::address::slug;
use manuscript::copy::Signature;
use manuscript::edits::{Edit, EditRefused, edited};
use manuscript::ids::Thing;
use manuscript::markdown::Manuscript;
use manuscript::settled::settle;
use manuscript::{Copy, Uuid, refusals};
use store::articles::Typed;
use store::{Broken, Tx, articles};

use crate::catalogue::Catalogue;
use crate::desk::Desk;
use crate::drafting::{SaveRefused, Saved, due_checkpoint, enter_checkpoint, refuse_moved_on, since_frozen, with_ids_of};
use crate::placing;
use crate::subject::Subject;

refusals! {
    /// Why a draft was not kept while it is typed.
    #[derive(Debug)]
    pub enum KeepRefused [Save(SaveRefused), Edit(EditRefused), Broken(Broken)] {
        // Doors ask once more with the pen, and nobody is told.
        NeedsPen:
            "what stands is to be entered in the record first, nothing of this was kept: do it again in a moment"
            / "ce qui est là doit d’abord entrer au registre, rien de ceci n’a été gardé : refaites-le dans un instant",
    }
}

/// What was typed.
#[derive(Clone, Debug)]
pub struct Keeping {
    pub article: Uuid,
    /// The revision of the draft that was seen.
    pub seen: i64,
    pub typed: Typing,
}

/// How it came.
#[derive(Clone, Debug)]
pub enum Typing {
    Whole(Box<Manuscript>),
    Edits(Vec<Edit>),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    Kept {
        draft: Saved,
        /// What of the manuscript's head says that the article stands elsewhere than it does: that is left to `save`.
        unplaced: Vec<&'static str>,
    },
    /// Nothing yet: what stands is to be committed to first, under the pen. The same function does it there.
    Due,
}

/// Keeps a draft as it was typed, with or without the pen.
pub async fn keep(tx: &mut Tx, desk: &Desk, by: &By, wanted: &Keeping) -> Result<Kept, KeepRefused> {
    let subject = held(tx, by, wanted).await?;
    let copy = next(tx, &subject, &wanted.typed).await?;
    let mut revision = subject.draft.revision;
    if copy != subject.draft.copy {
        match due_checkpoint(desk, by, &subject.draft) {
            Some(_) if !tx.holds_pen() => return Ok(Kept::Due),
            Some(why) => enter_checkpoint(tx, desk, by, &subject, why).await?,
            None if subject.draft.is_committed() => articles::hold_committed(tx, subject.id, desk.stamp(&by.as_entry())).await?,
            None => {}
        }
        let text = articles::text_of(&copy)?;
        let typed = Typed {
            seen: revision,
            copy: &text,
        };
        let kept = articles::keep_draft(tx, subject.id, typed, desk.stamp(&by.as_entry())).await?;
        revision = kept.ok_or(SaveRefused::MovedOn(wanted.seen, revision))?;
    }
    let draft = Saved {
        article: subject.id,
        revision,
        since_frozen: since_frozen(tx, &subject, revision).await?,
    };
    Ok(Kept::Kept {
        unplaced: unplaced(tx, &subject, &wanted.typed).await?,
        draft,
    })
}

/// The article, whose draft nobody else writes until this is done, if it is still as it was seen.
async fn held(tx: &mut Tx, by: &By, wanted: &Keeping) -> Result<Subject, SaveRefused> {
    let subject = Subject::held_to_write(tx, by, wanted.article, Act::Saved).await?;
    refuse_moved_on(&subject, wanted.seen)?;
    Ok(subject)
}

/// The draft as it is to be.
async fn next(tx: &mut Tx, subject: &Subject, typed: &Typing) -> Result<Copy, KeepRefused> {
    let before = &subject.draft.copy;
    let settled = |copy: Copy| settle(copy).map_err(SaveRefused::from);
    let copy = match typed {
        Typing::Whole(manuscript) => with_ids_of(before, settled(manuscript.copy.clone())?),
        Typing::Edits(edits) => settled(edited(before, edits)?)?,
    };
    Ok(tied_to_known(tx, copy).await?)
}

/// Signatories whom the paper knows are tied to them. A name that is being typed makes nobody: that is left to `save` and to
/// whoever publishes.
async fn tied_to_known(tx: &mut Tx, mut copy: Copy) -> Result<Copy, Broken> {
    let mut catalogue = Catalogue::asked();
    for signature in &mut copy.byline {
        let Signature::Person(person) = signature else { continue };
        let is_known = match person.person {
            Some(id) => catalogue.knows(tx, id).await?,
            None => false,
        };
        if !is_known {
            let found = catalogue.found(tx, Thing::Person, &slug(&person.name)).await?;
            person.person = found.map(|entry| entry.id);
        }
    }
    Ok(copy)
}

/// An article that readers have, or that is planned, is placed by an act whatever a manuscript says, as when it is saved.
async fn unplaced(tx: &mut Tx, subject: &Subject, typed: &Typing) -> Result<Vec<&'static str>, Broken> {
    match typed {
        Typing::Whole(manuscript) if subject.last.is_none() && subject.schedule.is_none() => {
            placing::unlike(tx, manuscript, &subject.placed.placement).await
        }
        _ => Ok(Vec::new()),
    }
}
