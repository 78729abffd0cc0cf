//! Correcting: the live version's copy is changed, not the draft; the change is then carried into the draft.

use manuscript::act::{Act, By};
use manuscript::carrying_ids::carry_ids;
use manuscript::mending::{self, MendRefused};
use manuscript::publishable::{Unpublishable, publishable};
use manuscript::settled::{Unsettled, give_ids, settle};
use manuscript::{Copy, Locale, Nature, Uuid, refusals};
use store::articles::{OtherCopy, Typed};
use store::notes::NewNote;
use store::{Broken, Tx, articles, notes, plans};

use crate::addressing::AddressRefused;
use crate::catalogue::Catalogue;
use crate::desk::Desk;
use crate::drafting::signed;
use crate::publication::{GoingLive, PublishRefused, Published, Told, go_live, refuse_untold};
use crate::subject::{Subject, SubjectRefused};

refusals! {
    /// Why a live article was not corrected.
    #[derive(Debug)]
    pub enum CorrectRefused [
        Subject(SubjectRefused), Mend(MendRefused), Unsettled(Unsettled), Unpublishable(Unpublishable), Address(AddressRefused),
        Publish(PublishRefused), Broken(Broken),
    ] {
        NotLive:
            "only what readers can read is corrected: publish the draft instead"
            / "on ne corrige que ce que les lecteurs peuvent lire : publiez plutôt le brouillon",
        MovedOn(seen: i64, now: i64) at "seen":
            "version {seen} is not the live one any more, {now} is: read it, then correct it"
            / "la version {seen} n’est plus en ligne, c’est la {now} : lisez-la, puis corrigez-la",
        NothingChanged at "replace":
            "the correction changes nothing"
            / "la correction ne change rien",
        Planned(place: String):
            "a publication is planned whose text differs at `{place}`, and would undo the correction: unschedule it, correct, then schedule anew"
            / "une publication est programmée dont le texte diffère à « {place} » et déferait la correction : déprogrammez-la, corrigez, puis reprogrammez",
    }
}

/// How the live copy is changed.
#[derive(Clone, Debug)]
pub enum Change {
    /// Passages, each standing exactly once, and what they become.
    Passages(Vec<(String, String)>),
    /// The whole copy, as it is to be.
    Whole(Box<Copy>),
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Correction {
    pub article: Uuid,
    /// The version that was seen; nothing corrects the live one whatever it is.
    pub seen: Option<i64>,
    pub change: Change,
    pub nature: Nature,
    /// What readers are told: needed for a clarification and a correction.
    pub tell: Option<Told>,
}

/// What a correction did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    pub published: Published,
    /// Places where the draft keeps its own text, each with a note.
    pub noted: Vec<String>,
}

/// Corrects the live version.
pub async fn correct(tx: &mut Tx, desk: &Desk, by: &By, wanted: Correction) -> Result<Corrected, CorrectRefused> {
    let act = if wanted.nature == Nature::Typo {
        Act::Mended
    } else {
        Act::Corrected
    };
    // The change is carried into the draft: what is typed meanwhile waits, or is there already.
    articles::lock_draft(tx, wanted.article).await?;
    let mut subject = Subject::held(tx, by, wanted.article, act).await?;
    refuse_untold(wanted.nature, wanted.tell.as_ref())?;
    let live = live_copy(&subject, wanted.seen)?;
    let mended = publishable(&mended(tx, desk, by, &mut subject, &live, wanted.change).await?)?;
    if mended == live {
        return Err(CorrectRefused::NothingChanged);
    }
    carry_into_plan(tx, desk, by, &subject, &live, &mended).await?;
    let noted = carry_into_draft(tx, desk, by, &subject, &live, &mended).await?;
    let mut going = GoingLive::of(act, mended, wanted.nature);
    going.told = wanted.tell;
    let published = go_live(tx, desk, by, &mut subject, going).await?;
    Ok(Corrected { published, noted })
}

fn live_copy(subject: &Subject, seen: Option<i64>) -> Result<Copy, CorrectRefused> {
    let last = subject
        .last
        .as_ref()
        .filter(|last| last.nature != Nature::Retraction)
        .ok_or(CorrectRefused::NotLive)?;
    match seen {
        Some(seen) if seen != last.number => Err(CorrectRefused::MovedOn(seen, last.number)),
        _ => Ok(last.copy.clone()),
    }
}

async fn mended(tx: &mut Tx, desk: &Desk, by: &By, subject: &mut Subject, live: &Copy, change: Change) -> Result<Copy, CorrectRefused> {
    match change {
        Change::Passages(passages) => {
            let mut copy = live.clone();
            for (passage, by) in passages {
                mending::replace(&mut copy, &passage, &by)?;
            }
            Ok(settle(copy)?)
        }
        // Written elsewhere, it knows names and paragraphs, not who signs here and which block is which.
        Change::Whole(whole) => {
            let mut catalogue = Catalogue::read(tx).await?;
            let mut copy = signed(tx, desk, by, &mut catalogue, &settle(*whole)?).await?;
            subject.nearby = catalogue.into();
            carry_ids(&live.body, &mut copy.body);
            give_ids(&mut copy.body);
            Ok(copy)
        }
    }
}

/// A planned publication must not undo the correction: its frozen copy gets it too, or nothing is corrected.
async fn carry_into_plan(tx: &mut Tx, desk: &Desk, by: &By, subject: &Subject, live: &Copy, mended: &Copy) -> Result<(), CorrectRefused> {
    let Some(schedule) = &subject.schedule else { return Ok(()) };
    let Some((_, mut frozen)) = articles::checkpoint(tx, subject.id, schedule.checkpoint).await? else {
        return Ok(());
    };
    if let Some(place) = mending::carry(live, mended, &mut frozen).into_iter().next() {
        return Err(CorrectRefused::Planned(place));
    }
    let text = articles::text_of(&frozen)?;
    let other = OtherCopy {
        copy: &text,
        why: "correction",
    };
    let number = articles::keep_copy_as_checkpoint(tx, subject.id, other, desk.stamp(&by.as_entry())).await?;
    Ok(plans::freeze_anew(tx, subject.id, number).await?)
}

/// Where it cannot, the draft keeps its text and gets a note.
async fn carry_into_draft(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    subject: &Subject,
    live: &Copy,
    mended: &Copy,
) -> Result<Vec<String>, CorrectRefused> {
    let who = by.as_entry();
    let mut draft = subject.draft.copy.clone();
    let kept = mending::carry(live, mended, &mut draft);
    for place in &kept {
        let text = Locale::of(&desk.paper.language()).choose(
            "une correction de la version en ligne n’a pas pu être reportée ici",
            "a correction of the live version could not be carried in here",
        );
        let note = NewNote {
            id: desk.ids.uuid(),
            article: subject.id,
            place,
            text,
        };
        notes::leave(tx, &note, desk.stamp(&who)).await?;
    }
    if draft != subject.draft.copy {
        articles::keep_checkpoint(tx, subject.id, "correction", desk.stamp(&who)).await?;
        let typed = Typed {
            seen: subject.draft.revision,
            copy: &articles::text_of(&draft)?,
        };
        articles::save_draft(tx, subject.id, typed, desk.stamp(&who)).await?;
    }
    Ok(kept)
}
