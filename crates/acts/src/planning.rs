//! Planning: a publication for later, frozen as it was when it was planned; an embargo, and its end.

use manuscript::act::{Act, By};
use manuscript::planned::{PlanRefused, Planned};
use manuscript::publishable::{Unpublishable, publishable};
use manuscript::role::On;
use manuscript::{Instant, Nature, Uuid, refusals};
use serde_json::{Value, json};
use store::jobs::{GivenUp, NewJob};
use store::plans::{Embargo, Schedule};
use store::{Broken, Tx, accounts, articles, jobs, plans};

use crate::ahead;
use crate::desk::Desk;
use crate::drafting::tied;
use crate::entry::{Done, enter};
use crate::notices::{self, PLAN_GIVEN_UP, Told};
use crate::permission::{NotAllowed, may};
use crate::publication::{GoingLive, PublishRefused, go_live, refuse_closed, refuse_nothing_new, said};
use crate::subject::{Subject, SubjectRefused};
use crate::withheld_words::{ComesBack, Withheld};

refusals! {
    /// Why a publication was not planned.
    #[derive(Debug)]
    pub enum ScheduleRefused [
        Subject(SubjectRefused), Plan(PlanRefused), Unpublishable(Unpublishable), ComesBack(ComesBack), Publish(PublishRefused),
        Broken(Broken),
    ] {
        MovedOn(seen: i64, now: i64) at "seen":
            "the draft has changed since you saw it (revision {seen}, now {now}): read it again, then schedule"
            / "le brouillon a changé depuis que vous l’avez vu (révision {seen}, maintenant {now}) : relisez-le, puis programmez",
        Already(at: String):
            "a publication is planned for {at} already: unschedule it first"
            / "une publication est déjà programmée pour le {at} : déprogrammez-la d’abord",
        BeforeEmbargo(until: String) at "at":
            "the article is under embargo until {until}: choose that time or a later one"
            / "l’article est sous embargo jusqu’au {until} : choisissez ce moment ou un autre après",
        NotANature(nature: Nature) at "nature":
            "what is planned goes out as an `update` or a `typo`; a {nature} is told to the readers, by `correct`"
            / "ce qui est programmé part comme `update` ou `typo` ; une {nature} se dit aux lecteurs, par `correct`",
        NotPlanned:
            "no publication is planned for this article"
            / "aucune publication n’est programmée pour cet article",
    }
}

refusals! {
    /// Why an embargo was not set, or not lifted.
    #[derive(Debug)]
    pub enum EmbargoRefused [Subject(SubjectRefused), NotAllowed(NotAllowed), Plan(PlanRefused), Broken(Broken)] {
        Public:
            "readers have read the article already: an embargo cannot take that back; retract it, or have it withheld"
            / "les lecteurs ont déjà lu l’article : un embargo n’y peut rien ; rétractez-le, ou faites-le retirer",
        NoReason at "reason":
            "say who asked for the embargo, or why it is lifted (`reason`)"
            / "dites qui a demandé l’embargo, ou pourquoi il est levé (`reason`)",
        PlannedBefore(at: String) at "until":
            "a publication is planned for {at}, before the embargo would end: unschedule it first"
            / "une publication est programmée pour le {at}, avant la fin de l’embargo : déprogrammez-la d’abord",
        Sooner(until: String) at "until":
            "the article is under embargo until {until}: that can be put off; to end it before, lift it, by two"
            / "l’article est sous embargo jusqu’au {until} : on peut le repousser ; pour y mettre fin avant, levez-le, à deux",
        None:
            "the article is under no embargo"
            / "l’article n’est sous aucun embargo",
        NoSecond at "second":
            "an embargo is lifted before its time by two: name the second person (`second`), or say that you are alone on duty (`alone_on_duty`)"
            / "un embargo se lève à deux avant son heure : nommez la seconde personne (`second`), ou dites que vous êtes seul de permanence (`alone_on_duty`)",
        NobodyOf(key: String) at "second":
            "nobody who works here is called `{key}`"
            / "personne ne travaille ici sous le nom « {key} »",
        SamePerson at "second":
            "the second person is another one than the first"
            / "la seconde personne n’est pas la première",
    }
}

/// What is asked for: the draft as it was seen, and when it is to be published.
#[derive(Clone, Debug)]
pub struct Scheduling {
    pub article: Uuid,
    pub seen: Option<i64>,
    pub nature: Nature,
    pub at: Planned,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Embargoing {
    pub article: Uuid,
    pub until: Planned,
    pub reason: String,
}

/// Who stands by the one who lifts an embargo before its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Somebody else who may, by the key of the account.
    Second(String),
    /// Nobody: the record says so.
    AloneOnDuty,
    Unsaid,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Lifting {
    pub article: Uuid,
    pub reason: String,
    pub beside: Beside,
}

/// Freezes the draft that was seen, to be published at a time. Later typing does not ride along.
pub async fn schedule(tx: &mut Tx, desk: &Desk, by: &By, wanted: Scheduling) -> Result<(), ScheduleRefused> {
    let subject = Subject::held_to_write(tx, by, wanted.article, Act::Scheduled).await?;
    let now = desk.clock.now();
    refuse_schedule(&subject, &wanted)?;
    let at = wanted.at.to_come(now)?;
    let copy = publishable(&subject.draft.copy)?;
    refuse_nothing_new(&subject, &copy)?;
    Withheld::read(tx).await?.refuse_copy(tx, subject.id, &copy).await?;
    let checkpoint = articles::keep_checkpoint(tx, subject.id, "scheduled", desk.stamp(&by.as_entry())).await?;
    articles::commit_draft(tx, subject.id, Some(checkpoint)).await?;
    let job = desk.ids.uuid();
    let left = NewJob {
        id: job,
        kind: jobs::Kind::Publish,
        thing: subject.id,
        due_at: at.at,
    };
    jobs::leave(tx, &left, now).await?;
    let schedule = Schedule {
        article: subject.id,
        job,
        checkpoint,
        nature: wanted.nature,
        planned: at,
        made_by: by.as_entry(),
    };
    plans::schedule(tx, &schedule, now).await?;
    ahead::leave(tx, desk, (job, &copy)).await?;
    let detail = json!({ "at": schedule.planned.local, "zone": schedule.planned.zone, "checkpoint": checkpoint });
    Ok(quietly(tx, desk, by, Done::to(Act::Scheduled, subject.id).detailed(detail)).await?)
}

fn refuse_schedule(subject: &Subject, wanted: &Scheduling) -> Result<(), ScheduleRefused> {
    if let Some(seen) = wanted.seen.filter(|seen| *seen != subject.draft.revision) {
        return Err(ScheduleRefused::MovedOn(seen, subject.draft.revision));
    }
    if !matches!(wanted.nature, Nature::Update | Nature::Typo) {
        return Err(ScheduleRefused::NotANature(wanted.nature));
    }
    if let Some(schedule) = &subject.schedule {
        return Err(ScheduleRefused::Already(said(&schedule.planned)));
    }
    match &subject.embargo {
        Some(embargo) if wanted.at.at < embargo.until.at => Err(ScheduleRefused::BeforeEmbargo(said(&embargo.until))),
        Some(_) => Ok(()),
        None => Ok(refuse_closed(subject)?),
    }
}

/// Gives a planned publication up; the frozen checkpoint stays in the draft's history.
pub async fn unschedule(tx: &mut Tx, desk: &Desk, by: &By, article: Uuid) -> Result<(), ScheduleRefused> {
    let mut subject = Subject::held(tx, by, article, Act::Unscheduled).await?;
    if !subject.give_up_schedule(tx, desk, Act::Unscheduled).await? {
        return Err(ScheduleRefused::NotPlanned);
    }
    Ok(quietly(tx, desk, by, Done::to(Act::Unscheduled, article)).await?)
}

/// Nothing of the article may be public before a time. An embargo that stands is given the new time.
pub async fn embargo(tx: &mut Tx, desk: &Desk, by: &By, wanted: Embargoing) -> Result<(), EmbargoRefused> {
    let subject = Subject::held(tx, by, wanted.article, Act::Embargoed).await?;
    if wanted.reason.trim().is_empty() {
        return Err(EmbargoRefused::NoReason);
    }
    if subject.last.is_some() {
        return Err(EmbargoRefused::Public);
    }
    let now = desk.clock.now();
    let until = wanted.until.to_come(now)?;
    if let Some(schedule) = subject.schedule.as_ref().filter(|schedule| schedule.planned.at < until.at) {
        return Err(EmbargoRefused::PlannedBefore(said(&schedule.planned)));
    }
    if let Some(before) = &subject.embargo {
        if until.at < before.until.at {
            return Err(EmbargoRefused::Sooner(said(&before.until)));
        }
        jobs::done(tx, before.job, now, Some(&GivenUp::For(Act::Embargoed))).await?;
    }
    let job = desk.ids.uuid();
    let left = NewJob {
        id: job,
        kind: jobs::Kind::LiftEmbargo,
        thing: subject.id,
        due_at: until.at,
    };
    jobs::leave(tx, &left, now).await?;
    let embargo = Embargo {
        article: subject.id,
        job,
        until,
        reason: wanted.reason.trim().to_owned(),
        made_by: by.as_entry(),
    };
    plans::embargo(tx, &embargo, now).await?;
    let done = Done::to(Act::Embargoed, subject.id)
        .detailed(json!({ "until": embargo.until.local, "zone": embargo.until.zone }))
        .saying("reason", &embargo.reason);
    Ok(quietly(tx, desk, by, done).await?)
}

/// Lifts an embargo before its time: with a reason, by two, or by one who says to be alone on duty.
pub async fn lift(tx: &mut Tx, desk: &Desk, by: &By, wanted: &Lifting) -> Result<(), EmbargoRefused> {
    let subject = Subject::held(tx, by, wanted.article, Act::Lifted).await?;
    let embargo = subject.embargo.as_ref().ok_or(EmbargoRefused::None)?;
    if wanted.reason.trim().is_empty() {
        return Err(EmbargoRefused::NoReason);
    }
    let beside = beside(tx, by, &subject, &wanted.beside).await?;
    plans::lift(tx, subject.id).await?;
    jobs::done(tx, embargo.job, desk.clock.now(), Some(&GivenUp::For(Act::Lifted))).await?;
    let done = Done::to(Act::Lifted, subject.id)
        .detailed(json!({ "beside": beside }))
        .saying("reason", wanted.reason.trim());
    Ok(quietly(tx, desk, by, done).await?)
}

/// The second person, who may do it too, or the word that there was none.
async fn beside(tx: &mut Tx, by: &By, subject: &Subject, beside: &Beside) -> Result<String, EmbargoRefused> {
    let key = match beside {
        Beside::Unsaid => return Err(EmbargoRefused::NoSecond),
        Beside::AloneOnDuty => return Ok("alone on duty".into()),
        Beside::Second(key) => key,
    };
    let account = accounts::by_key(tx, key).await?.filter(accounts::Account::is_active);
    let second = crate::people::bearer(&account.ok_or_else(|| EmbargoRefused::NobodyOf(key.clone()))?);
    if second.as_entry() == by.as_entry() {
        return Err(EmbargoRefused::SamePerson);
    }
    let on: On = subject.on(&second);
    may(&second, Act::Lifted, &on)?;
    Ok(second.as_entry())
}

/// An act that readers must not notice: no tag, so nothing is purged and nothing is laid.
async fn quietly(tx: &mut Tx, desk: &Desk, by: &By, done: Done) -> Result<(), Broken> {
    enter(tx, desk, by, done).await.map(drop)
}

/// The press publishes what was planned, in its time or late. Answers nothing if the plan was given up meanwhile.
pub async fn publish_planned(tx: &mut Tx, desk: &Desk, article: Uuid, due: Instant) -> Result<Option<i64>, PublishRefused> {
    let Some(mut subject) = Subject::read(tx, article).await? else {
        return Ok(None);
    };
    let Some(schedule) = subject.schedule.take() else { return Ok(None) };
    // An embargo that ends at the same instant has its own job; whichever comes first, it is over.
    if let Some(embargo) = subject.embargo.take_if(|embargo| embargo.until.at <= schedule.planned.at) {
        end_embargo(tx, desk, &embargo).await?;
        jobs::done(tx, embargo.job, desk.clock.now(), None).await?;
    }
    refuse_closed(&subject)?;
    let frozen = articles::checkpoint(tx, article, schedule.checkpoint).await?;
    let Some((_, frozen)) = frozen else { return Ok(None) };
    plans::unschedule(tx, article).await?;
    let late = desk.clock.now().0 - due.0;
    let copy = publishable(&tied(tx, desk, &By::Job("publish"), &mut subject, &frozen).await?)?;
    refuse_nothing_new(&subject, &copy)?;
    let mut going = GoingLive::of(Act::Published, copy, schedule.nature);
    going.detail =
        json!({ "planned": schedule.planned.local, "zone": schedule.planned.zone, "planned_by": schedule.made_by, "late_ms": late });
    let published = go_live(tx, desk, &By::Job("publish"), &mut subject, going).await?;
    Ok(Some(published.number))
}

/// What was planned cannot be published any more: it is given up, and the record says by which rule, never in words.
pub async fn give_up_planned(tx: &mut Tx, desk: &Desk, article: Uuid, refused: &Value) -> Result<(), Broken> {
    let planned_by = plans::schedule_of(tx, article)
        .await?
        .and_then(|schedule| account_of(&schedule.made_by));
    plans::unschedule(tx, article).await?;
    let subject = article.to_string();
    let told = Told::of(&PLAN_GIVEN_UP, &subject)
        .for_account(planned_by)
        .detailed(json!({ "refused": refused }));
    notices::raise(tx, (&*desk.clock, &*desk.ids), &told).await?;
    let done = Done::to(Act::Unscheduled, article).detailed(json!({ "refused": refused }));
    quietly(tx, desk, &By::Job("publish"), done).await
}

/// The account of whoever did something, as the record names them.
fn account_of(by: &str) -> Option<Uuid> {
    by.strip_prefix("person:").and_then(|id| Uuid::try_parse(id).ok())
}

/// The press ends an embargo in its time, or late; one that was put off meanwhile has another job.
pub async fn lift_in_time(tx: &mut Tx, desk: &Desk, article: Uuid, job: Uuid) -> Result<(), Broken> {
    match plans::embargo_of(tx, article).await?.filter(|embargo| embargo.job == job) {
        Some(embargo) => end_embargo(tx, desk, &embargo).await,
        None => Ok(()),
    }
}

async fn end_embargo(tx: &mut Tx, desk: &Desk, embargo: &Embargo) -> Result<(), Broken> {
    plans::lift(tx, embargo.article).await?;
    let late = desk.clock.now().0 - embargo.until.at.0;
    let detail = json!({ "until": embargo.until.local, "zone": embargo.until.zone, "late_ms": late });
    quietly(
        tx,
        desk,
        &By::Job("lift_embargo"),
        Done::to(Act::Lifted, embargo.article).detailed(detail),
    )
    .await
}
