//! Suspending comments: for an article, a section or the whole paper, with an end or a day of review, and a public reason.

use std::collections::BTreeSet;

use manuscript::act::{Act, By};
use manuscript::planned::{PlanRefused, Planned};
use manuscript::role::On;
use manuscript::{Instant, Tag, Uuid, refusals};
use serde_json::json;
use store::jobs::NewJob;
use store::suspensions::{Made, Suspension, Where};
use store::{Broken, Tx, jobs, suspensions};

use crate::catalogue::Catalogue;
use crate::desk::Desk;
use crate::entry::{Done, enter};
use crate::permission::{NotAllowed, may};
use crate::subject::{Subject, SubjectRefused};

refusals! {
    /// Why comments were not suspended, or not opened again.
    #[derive(Debug)]
    pub enum SuspendRefused [Subject(SubjectRefused), NotAllowed(NotAllowed), Plan(PlanRefused), Broken(Broken)] {
        NoReason at "reason":
            "say why, in words for the readers (`reason`): no comments are suspended without it"
            / "dites pourquoi, en mots pour les lecteurs (`reason`) : sans cela rien n’est suspendu",
        NoEnd at "until":
            "say until when (`until`), or, if that is open, on which day it is looked at again (`review`)"
            / "dites jusqu’à quand (`until`) ou, si c’est jusqu’à nouvel ordre, quel jour on y reviendra (`review`)",
        TwoEnds at "review":
            "a suspension has an end (`until`) or a day of review (`review`), not both"
            / "une suspension a une fin (`until`) ou un jour de réexamen (`review`), pas les deux",
        NoDay(text: String) at "review":
            "`{text}` is no day to come; write it as in `2026-12-01`"
            / "« {text} » n’est pas un jour à venir ; écrivez-le comme `2026-12-01`",
        EndsBefore at "until":
            "the suspension would end before it begins"
            / "la suspension finirait avant de commencer",
        NoSection at "section":
            "there is no such section"
            / "il n’y a pas de telle rubrique",
        NoSuspension at "suspension":
            "there is no such suspension, or it has ended; `record --act suspended` lists them"
            / "il n’y a pas de telle suspension, ou elle est finie ; `record --act suspended` les liste",
        Several(identities: String) at "suspension":
            "several suspensions stand there; name one of them by its identity: {identities}"
            / "plusieurs suspensions y sont en cours ; nommez-en une par son identité : {identities}",
    }
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Suspending {
    pub place: Where,
    /// Nothing is at once.
    pub from: Option<Planned>,
    pub until: Option<Planned>,
    /// `2026-12-01`: for a suspension until further notice.
    pub review_on: Option<String>,
    /// In words for the readers.
    pub reason: String,
}

/// Suspends comments, now or from a time on; answers the suspension.
pub async fn suspend(tx: &mut Tx, desk: &Desk, by: &By, wanted: Suspending) -> Result<Uuid, SuspendRefused> {
    let on = on(tx, by, wanted.place).await?;
    may(by, Act::Suspended, &on)?;
    let made = made(desk, by, wanted)?;
    suspensions::add(tx, &made).await?;
    if made.begun_at.is_none() {
        leave(tx, desk, &made, jobs::Kind::BeginSuspension, made.begins.at).await?;
    }
    if let Some(ends) = &made.ends {
        leave(tx, desk, &made, jobs::Kind::EndSuspension, ends.at).await?;
    }
    let (thing, subject) = made.place.subject();
    let done = Done::to(Act::Suspended, made.id)
        .touching(made.begun_at.map(|_| Tag::Suspensions).into_iter().collect())
        .detailed(json!({ "of": thing, "subject": subject, "from": made.begins.local, "until": made.ends.map(|ends| ends.local), "review": made.review_on }));
    enter(tx, desk, by, done).await?;
    Ok(made.id)
}

/// Leaves what the press will do in its time.
async fn leave(tx: &mut Tx, desk: &Desk, made: &Made, kind: jobs::Kind, due_at: Instant) -> Result<(), Broken> {
    let job = NewJob {
        id: desk.ids.uuid(),
        kind,
        thing: made.id,
        due_at,
    };
    jobs::leave(tx, &job, desk.clock.now()).await
}

async fn on(tx: &mut Tx, by: &By, place: Where) -> Result<On, SuspendRefused> {
    match place {
        Where::Paper => Ok(On::paper()),
        Where::Section(section) => {
            let catalogue = Catalogue::read(tx).await?;
            catalogue.entry(section).ok_or(SuspendRefused::NoSection)?;
            Ok(catalogue.on(section))
        }
        Where::Article(article) => {
            let subject = Subject::read(tx, article).await?.ok_or(SubjectRefused::NoArticle)?;
            Ok(subject.on(by))
        }
    }
}

fn made(desk: &Desk, by: &By, wanted: Suspending) -> Result<Made, SuspendRefused> {
    let now = desk.clock.now();
    let reason = manuscript::settled::nfc(wanted.reason.trim());
    if reason.is_empty() {
        return Err(SuspendRefused::NoReason);
    }
    match (&wanted.until, &wanted.review_on) {
        (None, None) => return Err(SuspendRefused::NoEnd),
        (Some(_), Some(_)) => return Err(SuspendRefused::TwoEnds),
        (None, Some(day)) => refuse_past_day(desk, day)?,
        (Some(_), None) => {}
    }
    let zone = &desk.paper.zone;
    let begins = match wanted.from {
        Some(from) => from.to_come(now)?,
        None => Planned {
            local: now.in_zone(&desk.paper.time_zone()).strftime("%Y-%m-%dT%H:%M:%S").to_string(),
            zone: zone.clone(),
            at: now,
        },
    };
    let ends = wanted.until.map(|until| until.to_come(now)).transpose()?;
    if ends.as_ref().is_some_and(|ends| ends.at <= begins.at) {
        return Err(SuspendRefused::EndsBefore);
    }
    Ok(Made {
        id: desk.ids.uuid(),
        place: wanted.place,
        begun_at: (begins.at <= now).then_some(now),
        begins,
        ends,
        review_on: wanted.review_on,
        reason,
        at: now,
        by: by.as_entry(),
    })
}

fn refuse_past_day(desk: &Desk, day: &str) -> Result<(), SuspendRefused> {
    let today = desk.day_of(desk.clock.now());
    match day.parse::<jiff::civil::Date>() {
        Ok(date) if date >= today && date.to_string() == day => Ok(()),
        _ => Err(SuspendRefused::NoDay(day.to_owned())),
    }
}

/// Opens comments again before the end, or where there was none.
pub async fn resume(tx: &mut Tx, desk: &Desk, by: &By, id: Uuid, reason: &str) -> Result<(), SuspendRefused> {
    let suspension = standing(tx, id).await?.ok_or(SuspendRefused::NoSuspension)?;
    let on = on(tx, by, suspension.place).await?;
    may(by, Act::Resumed, &on)?;
    let reason = Some(reason.trim()).filter(|reason| !reason.is_empty());
    end(tx, desk, by, &suspension, reason).await?;
    Ok(())
}

/// The suspension of a place that stands or is still to begin.
pub async fn standing_at(tx: &mut Tx, place: Where) -> Result<Uuid, SuspendRefused> {
    let all = suspensions::all(tx).await?;
    let standing: Vec<Uuid> = all
        .iter()
        .filter(|one| one.place == place && one.ended_at.is_none())
        .map(|one| one.id)
        .collect();
    match standing.as_slice() {
        [] => Err(SuspendRefused::NoSuspension),
        [one] => Ok(*one),
        several => {
            let identities: Vec<String> = several.iter().map(Uuid::to_string).collect();
            Err(SuspendRefused::Several(identities.join(", ")))
        }
    }
}

async fn standing(tx: &mut Tx, id: Uuid) -> Result<Option<Suspension>, Broken> {
    Ok(suspensions::by_id(tx, id).await?.filter(|found| found.ended_at.is_none()))
}

async fn end(tx: &mut Tx, desk: &Desk, by: &By, suspension: &Suspension, reason: Option<&str>) -> Result<(), Broken> {
    suspensions::end(tx, suspension.id, reason, desk.stamp(&by.as_entry())).await?;
    let done = Done::to(Act::Resumed, suspension.id).detailed(json!({ "ended": true }));
    say(tx, desk, by, done).await
}

/// The press begins a suspension in its time, or late.
pub async fn begin_in_time(tx: &mut Tx, desk: &Desk, id: Uuid) -> Result<(), Broken> {
    match standing(tx, id).await? {
        Some(suspension) if suspension.begun_at.is_none() => {
            suspensions::begin(tx, id, desk.clock.now()).await?;
            let done = Done::to(Act::Suspended, id).detailed(json!({ "begun": true }));
            say(tx, desk, &By::Job("begin_suspension"), done).await
        }
        _ => Ok(()),
    }
}

/// The press ends a suspension in its time, or late.
pub async fn end_in_time(tx: &mut Tx, desk: &Desk, id: Uuid) -> Result<(), Broken> {
    match standing(tx, id).await? {
        Some(suspension) => end(tx, desk, &By::Job("end_suspension"), &suspension, None).await,
        None => Ok(()),
    }
}

async fn say(tx: &mut Tx, desk: &Desk, by: &By, done: Done) -> Result<(), Broken> {
    enter(tx, desk, by, done.touching(BTreeSet::from([Tag::Suspensions])))
        .await
        .map(drop)
}
