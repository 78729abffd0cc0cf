//! Publishing: the whole draft becomes the next version, immutable and committed, and goes live.

use std::collections::BTreeSet;

use manuscript::act::Act;
use manuscript::body::Block;
use manuscript::commitment::{self, Link, NO_LINK, hex};
use manuscript::ids::{Thing, ThingId};
use manuscript::publishable::{Unpublishable, publishable};
use manuscript::words::Place;
use manuscript::{By, Copy, Instant, Nature, Tag, Uuid, address, refusals};
use serde_json::{Value, json};
use store::articles::Typed;
use store::explanations::{self, Explanation};
use store::versions::Version;
use store::{Broken, Tx, articles, versions};

use crate::addressing::{self, AddressRefused};
use crate::desk::Desk;
use crate::drafting::tied;
use crate::entry::{Done, enter};
use crate::subject::{Shown, Subject, SubjectRefused};
use crate::withheld_words::{ComesBack, Withheld};

refusals! {
    /// Why an article was not published.
    #[derive(Debug)]
    pub enum PublishRefused [
        Subject(SubjectRefused), Unpublishable(Unpublishable), ComesBack(ComesBack), Address(AddressRefused), Broken(Broken),
    ] {
        MovedOn(seen: i64, now: i64) at "seen":
            "the draft has changed since you saw it (revision {seen}, now {now}): read it again, then publish"
            / "le brouillon a changé depuis que vous l’avez vu (révision {seen}, maintenant {now}) : relisez-le, puis publiez",
        NothingNew(number: i64):
            "the draft says what version {number} says already: there is nothing to publish"
            / "le brouillon dit déjà ce que dit la version {number} : il n’y a rien à publier",
        UnderEmbargo(until: String):
            "the article is under embargo until {until}: schedule it for then, or lift the embargo with its reason"
            / "l’article est sous embargo jusqu’au {until} : programmez-le pour ce moment, ou levez l’embargo en disant pourquoi",
        NotANature(nature: Nature) at "nature":
            "a draft is published as a `typo`, an `update`, a `clarification` or a `correction`, not as a `{nature}`"
            / "un brouillon se publie comme `typo`, `update`, `clarification` ou `correction`, pas comme `{nature}`",
        NoExplanation(nature: Nature) at "tell":
            "a {nature} is told to the readers: say in a sentence what was wrong and what is right (`tell`)"
            / "les lecteurs sont avertis ({nature}) : dites en une phrase ce qui était faux et ce qui est juste (`tell`)",
        TypoTold at "tell":
            "a typo is not told to the readers; if it is worth telling, it is a `correction`"
            / "une coquille n’est pas signalée aux lecteurs ; si elle mérite de l’être, c’est une `correction`",
        NoHole(id: String):
            "the block `{id}` says that something was withheld there, and nothing was: take it out, then publish"
            / "le bloc « {id} » dit que quelque chose y a été retiré, et rien ne l’a été : enlevez-le, puis publiez",
        Retracted:
            "the article was retracted: restore it first"
            / "l’article a été rétracté : rétablissez-le d’abord",
    }
}

/// What is asked for: the draft as it was seen, what sort of change it is.
#[derive(Clone, Debug)]
pub struct Publication {
    pub article: Uuid,
    /// The draft's revision; nothing publishes it as it is.
    pub seen: Option<i64>,
    pub nature: Nature,
    /// What readers are told: needed for a clarification and a correction.
    pub tell: Option<Told>,
}

/// What went live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub article: Uuid,
    pub number: i64,
    pub path: String,
}

/// What readers are told about a version, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub place: Place,
    pub text: String,
}

impl Told {
    /// As it was said: at the foot, unless the meaning changed.
    pub(crate) fn said(text: &str, is_at_top: bool) -> Self {
        let place = if is_at_top { Place::Top } else { Place::Foot };
        Self::at(place, manuscript::settled::nfc(text.trim()))
    }

    pub fn at(place: Place, text: impl Into<String>) -> Self {
        Self { place, text: text.into() }
    }
}

/// Publishes the draft that was seen.
pub async fn publish(tx: &mut Tx, desk: &Desk, by: &By, wanted: &Publication) -> Result<Published, PublishRefused> {
    let mut subject = Subject::held(tx, by, wanted.article, Act::Published).await?;
    refuse_moved_on(&subject, wanted.seen)?;
    refuse_closed(&subject)?;
    refuse_untold(wanted.nature, wanted.tell.as_ref())?;
    let tied = tied_draft(tx, desk, by, &mut subject).await?;
    let copy = publishable(&tied)?;
    refuse_nothing_new(&subject, &copy)?;
    commit_to_draft(tx, desk, by, &subject, &tied).await?;
    let gave_up = subject.give_up_schedule(tx, desk, Act::Published).await?;
    let mut going = GoingLive::of(Act::Published, copy, wanted.nature);
    // The first version changes nothing that readers would have to be told of.
    going.told = wanted.tell.clone().filter(|_| subject.last.is_some());
    if gave_up {
        going.detail = json!({ "unscheduled": true });
    }
    go_live(tx, desk, by, &mut subject, going).await
}

async fn tied_draft(tx: &mut Tx, desk: &Desk, by: &By, subject: &mut Subject) -> Result<Copy, AddressRefused> {
    let draft = subject.draft.copy.clone();
    tied(tx, desk, by, subject, &draft).await
}

/// The entry commits to the draft too, if what was typed last was not committed to; where somebody has typed on since it was
/// read, the draft goes on as it is.
async fn commit_to_draft(tx: &mut Tx, desk: &Desk, by: &By, subject: &Subject, tied: &Copy) -> Result<(), Broken> {
    let draft = &subject.draft;
    if *tied != draft.copy {
        let text = articles::text_of(tied)?;
        let typed = Typed {
            seen: draft.revision,
            copy: &text,
        };
        articles::save_draft(tx, subject.id, typed, desk.stamp(&by.as_entry())).await?;
    } else if !draft.is_committed() {
        let text = articles::text_of(&draft.copy)?;
        let typed = Typed {
            seen: draft.revision,
            copy: &text,
        };
        articles::commit_read(tx, subject.id, typed).await?;
    }
    Ok(())
}

fn refuse_moved_on(subject: &Subject, seen: Option<i64>) -> Result<(), PublishRefused> {
    match seen {
        Some(seen) if seen != subject.draft.revision => Err(PublishRefused::MovedOn(seen, subject.draft.revision)),
        _ => Ok(()),
    }
}

/// Nothing is published under embargo, and nothing over a retraction.
pub(crate) fn refuse_closed(subject: &Subject) -> Result<(), PublishRefused> {
    if let Some(embargo) = &subject.embargo {
        return Err(PublishRefused::UnderEmbargo(said(&embargo.until)));
    }
    if subject.last.as_ref().is_some_and(|last| last.nature == Nature::Retraction) {
        return Err(PublishRefused::Retracted);
    }
    Ok(())
}

/// What readers must be told of a change of this nature, and which natures a change may have.
pub(crate) fn refuse_untold(nature: Nature, tell: Option<&Told>) -> Result<(), PublishRefused> {
    let is_told = tell.is_some_and(|told| !told.text.trim().is_empty());
    match nature {
        Nature::First | Nature::Retraction | Nature::Restoration => Err(PublishRefused::NotANature(nature)),
        Nature::Typo if tell.is_some() => Err(PublishRefused::TypoTold),
        Nature::Clarification | Nature::Correction if !is_told => Err(PublishRefused::NoExplanation(nature)),
        _ => Ok(()),
    }
}

/// A hole stands only where something was withheld: nobody writes one.
async fn refuse_holes_of_nothing(tx: &mut Tx, article: Uuid, copy: &Copy) -> Result<(), PublishRefused> {
    let holes = |copy: &Copy| -> BTreeSet<String> {
        let blocks = copy.body.iter().filter(|block| matches!(block, Block::Withheld(_)));
        blocks.map(|block| block.id().to_owned()).collect()
    };
    let wanted = holes(copy);
    if wanted.is_empty() {
        return Ok(());
    }
    let mut known = BTreeSet::new();
    for version in versions::of(tx, article).await? {
        known.extend(holes(&version.readable()?.copy));
    }
    match wanted.difference(&known).next() {
        Some(id) => Err(PublishRefused::NoHole(id.clone())),
        None => Ok(()),
    }
}

pub(crate) fn refuse_nothing_new(subject: &Subject, copy: &Copy) -> Result<(), PublishRefused> {
    match &subject.last {
        Some(last) if last.copy == *copy => Err(PublishRefused::NothingNew(last.number)),
        _ => Ok(()),
    }
}

/// A planned time as people say it.
pub(crate) fn said(planned: &manuscript::planned::Planned) -> String {
    format!("{} ({})", planned.local.replace('T', " "), planned.zone)
}

/// Everything that a version needs in order to go live.
pub(crate) struct GoingLive {
    pub(crate) act: Act,
    pub(crate) copy: Copy,
    pub(crate) nature: Nature,
    /// When the version is from; now, unless an import knows better.
    pub(crate) at: Option<Instant>,
    /// The address to keep exactly; else one is made at the first publication.
    pub(crate) address: Option<String>,
    pub(crate) told: Option<Told>,
    /// What the act touched already: the lists that the article leaves.
    pub(crate) touched: BTreeSet<Tag>,
    /// What the act alone knows.
    pub(crate) detail: Value,
}

impl GoingLive {
    pub(crate) const fn of(act: Act, copy: Copy, nature: Nature) -> Self {
        Self {
            act,
            copy,
            nature,
            at: None,
            address: None,
            told: None,
            touched: BTreeSet::new(),
            detail: Value::Null,
        }
    }
}

/// Numbers and commits the version, makes it live, gives or keeps its address, tells the readers, enters the record.
pub(crate) async fn go_live(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    subject: &mut Subject,
    mut going: GoingLive,
) -> Result<Published, PublishRefused> {
    let withheld = Withheld::read(tx).await?;
    withheld.refuse_copy(tx, subject.id, &going.copy).await?;
    withheld.refuse_names(tx, subject).await?;
    refuse_holes_of_nothing(tx, subject.id, &going.copy).await?;
    if let Some(told) = &going.told {
        withheld.refuse_telling(subject.id, &told.text)?;
    }
    let mut touched = std::mem::take(&mut going.touched);
    touched.extend(subject.tags(desk));
    let version = commit(desk, by, subject, &going)?;
    let first_at = subject.placed.first_published_at.unwrap_or(version.at);
    versions::append(tx, &version).await?;
    let live = articles::GoingLive {
        version: version.number,
        first_at,
        placement: &subject.placed.placement,
    };
    articles::go_live(tx, subject.id, live).await?;
    let path = address_of(tx, desk, subject, &going, first_at).await?;
    let shown = Shown {
        article: subject.id,
        copy: &going.copy,
        placement: &subject.placed.placement,
        first_published_at: first_at,
        path: &path,
    };
    let named = shown.named(&subject.nearby);
    touched.extend(shown.tags(&subject.nearby, desk));
    touched.extend(subject.nearby.make_public(tx, desk, named).await?);
    let told = tell(tx, desk, &version, going.told.as_ref()).await?;
    touched.extend(told.is_some().then_some(Tag::Corrections));
    let mut detail = json!({ "version": version.number, "nature": version.nature, "link": hex(&version.link) });
    add(&mut detail, told.map_or(Value::Null, |digest| json!({ "explanation": digest })));
    add(&mut detail, going.detail);
    enter(tx, desk, by, Done::to(going.act, subject.id).touching(touched).detailed(detail)).await?;
    Ok(Published {
        article: subject.id,
        number: version.number,
        path,
    })
}

fn add(detail: &mut Value, more: Value) {
    if let (Some(detail), Value::Object(more)) = (detail.as_object_mut(), more) {
        detail.extend(more);
    }
}

fn commit(desk: &Desk, by: &By, subject: &Subject, going: &GoingLive) -> Result<Version, Broken> {
    let unreadable = |error| Broken::unreadable("a copy", error);
    let text = articles::text_of(&going.copy)?;
    let leaves = commitment::leaves_of(&text, &*desk.ids).map_err(unreadable)?;
    let previous = subject.last.as_ref().map_or(NO_LINK, |last| last.link);
    let number = subject.last.as_ref().map_or(1, |last| last.number + 1);
    let at = going.at.unwrap_or_else(|| desk.clock.now());
    let nature = if number == 1 { Nature::First } else { going.nature };
    let link = Link {
        previous: &previous,
        article: subject.id,
        number,
        nature,
        at,
    };
    let link = commitment::link_of(&link, &leaves).ok_or_else(|| Broken::unreadable("leaves", "a digest is not one"))?;
    Ok(Version {
        article: subject.id,
        number,
        nature,
        at,
        by: by.as_entry(),
        copy: text,
        leaves,
        previous,
        link,
    })
}

/// The address that the article keeps, moves to, or is given.
async fn address_of(tx: &mut Tx, desk: &Desk, subject: &Subject, going: &GoingLive, first_at: Instant) -> Result<String, AddressRefused> {
    let thing = ThingId {
        thing: Thing::Article,
        id: subject.id,
    };
    match (going.address.as_deref(), &subject.path) {
        (Some(wanted), Some(current)) if wanted != current => addressing::change(tx, desk, thing, wanted).await,
        (_, Some(current)) => Ok(current.clone()),
        (Some(wanted), None) => addressing::give_exactly(tx, desk, thing, wanted).await,
        (None, None) => {
            let made = address::of_article(&desk.paper.paths.article, desk.day_of(first_at), &going.copy.headline);
            addressing::give(tx, desk, thing, &made).await
        }
    }
}

/// Keeps what readers are told; answers its digest, which stands in the record.
async fn tell(tx: &mut Tx, desk: &Desk, version: &Version, told: Option<&Told>) -> Result<Option<String>, Broken> {
    let Some(told) = told else { return Ok(None) };
    let salt = desk.ids.salt();
    let digest = commitment::explanation_digest(&salt, &told.text);
    let explanation = Explanation {
        version: version.number,
        place: told.place,
        text: Some(told.text.clone()),
        salt: Some(salt.to_vec()),
        digest,
    };
    explanations::add(tx, version.article, &explanation).await?;
    Ok(Some(hex(&digest)))
}
