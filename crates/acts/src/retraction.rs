//! Retracting, and restoring: a notice stands in the article's place, and a former version can come back.

use manuscript::act::{Act, By};
use manuscript::body::{Block, Node, Plain};
use manuscript::settled::give_ids;
use manuscript::words::Place;
use manuscript::{Copy, Nature, Uuid, refusals, text};
use store::{Broken, Tx, versions};

use crate::desk::Desk;
use crate::publication::{GoingLive, PublishRefused, Published, Told, go_live};
use crate::subject::{Subject, SubjectRefused};

refusals! {
    /// Why an article was not taken back, or not brought back.
    #[derive(Debug)]
    pub enum RetractRefused [Subject(SubjectRefused), Publish(PublishRefused), Broken(Broken)] {
        NotPublished:
            "the article was never published: there is nothing to take back"
            / "l’article n’a jamais été publié : il n’y a rien à rétracter",
        Already:
            "the article is retracted already"
            / "l’article est déjà rétracté",
        NoReason at "reason":
            "say to the readers, in a sentence, why (`reason`)"
            / "dites aux lecteurs, en une phrase, pourquoi (`reason`)",
        NoVersion(number: i64) at "version":
            "there is no version {number} that could come back"
            / "il n’y a pas de version {number} qui puisse revenir",
        Live(number: i64) at "version":
            "version {number} is what readers read now"
            / "la version {number} est celle que les lecteurs lisent",
    }
}

/// What is asked for: the reason is public.
#[derive(Clone, Debug)]
pub struct Retraction {
    pub article: Uuid,
    pub reason: String,
}

/// What is asked for: nothing for `version` brings back the last one that is not a retraction.
#[derive(Clone, Debug)]
pub struct Restoration {
    pub article: Uuid,
    pub version: Option<i64>,
    pub reason: String,
}

/// Takes an article back: its address answers with the reason, its text is gone from everywhere.
pub async fn retract(tx: &mut Tx, desk: &Desk, by: &By, wanted: &Retraction) -> Result<Published, RetractRefused> {
    let mut subject = Subject::held(tx, by, wanted.article, Act::Retracted).await?;
    let reason = reason(&wanted.reason)?;
    let last = subject.last.as_ref().ok_or(RetractRefused::NotPublished)?;
    if last.nature == Nature::Retraction {
        return Err(RetractRefused::Already);
    }
    let notice = notice(&last.copy, &reason);
    subject.give_up_schedule(tx, desk, Act::Retracted).await?;
    let mut going = GoingLive::of(Act::Retracted, notice, Nature::Retraction);
    going.told = Some(Told::at(Place::Top, reason));
    Ok(go_live(tx, desk, by, &mut subject, going).await?)
}

/// The version that takes the article's place: its headline and the reason, nothing else of it.
fn notice(live: &Copy, reason: &str) -> Copy {
    let mut notice = Copy::headed(live.headline.clone(), live.language.clone());
    notice.body = vec![Block::Paragraph(Node {
        attrs: Plain::default(),
        content: text::plain(reason),
    })];
    give_ids(&mut notice.body);
    notice
}

/// Makes a former version the live one again, as a version of its own.
pub async fn restore(tx: &mut Tx, desk: &Desk, by: &By, wanted: &Restoration) -> Result<Published, RetractRefused> {
    let mut subject = Subject::held(tx, by, wanted.article, Act::Restored).await?;
    let reason = reason(&wanted.reason)?;
    let all = versions::of(tx, wanted.article).await?;
    let live = all.last().ok_or(RetractRefused::NotPublished)?;
    let wanted_number = wanted.version.unwrap_or_default();
    let chosen = all
        .iter()
        .rev()
        .filter(|version| version.nature != Nature::Retraction)
        .find(|version| wanted.version.is_none_or(|number| number == version.number) && version.number != live.number);
    let chosen = match chosen {
        Some(chosen) => chosen,
        None if wanted.version.is_none_or(|number| number == live.number) => return Err(RetractRefused::Live(live.number)),
        None => return Err(RetractRefused::NoVersion(wanted_number)),
    };
    let copy = chosen.readable()?.copy;
    let mut going = GoingLive::of(Act::Restored, copy, Nature::Restoration);
    going.told = Some(Told::at(Place::Foot, reason));
    going.detail = serde_json::json!({ "restored": chosen.number });
    Ok(go_live(tx, desk, by, &mut subject, going).await?)
}

fn reason(text: &str) -> Result<String, RetractRefused> {
    let reason = manuscript::settled::nfc(text.trim());
    if reason.is_empty() {
        Err(RetractRefused::NoReason)
    } else {
        Ok(reason)
    }
}
