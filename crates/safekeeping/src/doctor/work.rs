//! What waits for somebody: jobs, days of review, a paper in which nobody may publish.

use manuscript::Instant;
use store::busy::Holder;
use store::doctor::{self, Late, LateJob, Review};
use store::jobs::{self, Unknown};
use store::outside::{self, Stopped};
use store::{Broken, Snapshot, asleep};

use super::remark::Remark;

/// How late a job may be, in milliseconds, before nobody seems to do it.
const LATE: i64 = 60_000;
/// As many jobs outside are told one by one.
const SHOWN: i64 = 20;
/// A job that was tried more often than this is failing.
const PATIENCE: i64 = 3;
/// Who of those who hold one of these can bring the paper out.
const WHO_PUBLISHES: [&str; 2] = ["front_editor", "publisher"];

/// Whether somebody keeps all others from writing.
pub(super) fn writing_remark(writer: Option<Holder>) -> Remark {
    match writer.map(|holder| holder.said()) {
        None => Remark::ok(
            "écriture : personne n’empêche les autres d’écrire",
            "writing: nobody keeps others from writing",
        ),
        Some(said) => Remark::warning(
            format!("écriture : personne d’autre ne peut écrire. {}", said.fr),
            format!("writing: nobody else can write. {}", said.en),
        ),
    }
}

/// Whether this copy of the paper sleeps, and what it leaves undone.
pub(super) async fn asleep_remark(snapshot: &mut Snapshot, now: Instant) -> Result<Option<Remark>, Broken> {
    let Some(slept) = asleep::state(snapshot).await? else {
        return Ok(None);
    };
    let (since, count) = (slept.since.rfc3339(), asleep::fell_due(snapshot, now).await?.len());
    Ok(Some(Remark::warning(
        format!(
            "journal : cette copie dort depuis {since}, {count} travaux échus ne se font pas ; si c’est elle qui doit vivre, `rotative wake` les montre et la réveille"
        ),
        format!(
            "paper: this copy has slept since {since}, {count} jobs that fell due are not done; if it is the one to live, `rotative wake` shows them and wakes it"
        ),
    )))
}

pub(super) async fn job_remarks(snapshot: &mut Snapshot, now: Instant) -> Result<Vec<Remark>, Broken> {
    let late = Late {
        now,
        due_before: Instant(now.0 - LATE),
        attempts: PATIENCE,
    };
    let mut remarks: Vec<Remark> = doctor::overdue_jobs(snapshot, late).await?.iter().map(overdue).collect();
    remarks.extend(doctor::failing_jobs(snapshot, late).await?.iter().map(failing));
    remarks.extend(jobs::unknown(snapshot).await?.iter().map(unknown));
    remarks.extend(outside::unknown_kinds(snapshot).await?.iter().map(unknown));
    remarks.extend(outside::stopped(snapshot, SHOWN).await?.iter().map(stopped));
    remarks.extend(outside::failing(snapshot, SHOWN).await?.iter().map(failing_outside));
    if remarks.is_empty() {
        remarks.push(Remark::ok(
            "travaux : aucun n’est en retard, aucun n’échoue",
            "jobs: none is overdue, none is failing",
        ));
    }
    Ok(remarks)
}

fn unknown(jobs: &Unknown) -> Remark {
    let Unknown { kind, count, due_at } = jobs;
    let due = Instant(*due_at).rfc3339();
    Remark::warning(
        format!(
            "travaux : {count} de la sorte `{kind}`, que ce programme ne connaît pas, le premier prévu à {due} ; un nœud plus récent les fait : s’il n’y en a pas, installez la version plus récente"
        ),
        format!(
            "jobs: {count} of the kind `{kind}`, which this program does not know, the first due at {due}; a newer node does them: if there is none, install the newer release"
        ),
    )
}

fn overdue(job: &LateJob) -> Remark {
    let (kind, due) = (&job.kind, Instant(job.due_at).rfc3339());
    Remark::wrong(
        format!(
            "travaux : `{kind}` devait se faire à {due} et personne ne le fait ; voyez si `rotative serve` tourne et atteint la base de données"
        ),
        format!("jobs: `{kind}` was due at {due} and nobody does it; see that `rotative serve` runs and reaches the database"),
    )
}

fn failing(job: &LateJob) -> Remark {
    let (kind, due, times) = (&job.kind, Instant(job.due_at).rfc3339(), job.attempts);
    let why = job.failure.as_deref();
    Remark::wrong(
        format!(
            "travaux : `{kind}`, prévu à {due}, a échoué {times} fois : {} ; corrigez la cause, il est retenté",
            why.unwrap_or("aucune raison n’a été gardée")
        ),
        format!(
            "jobs: `{kind}`, due at {due}, failed {times} times: {}; mend the cause, it is tried again",
            why.unwrap_or("no reason was kept")
        ),
    )
}

/// A job outside that waits for somebody.
fn stopped(job: &Stopped) -> Remark {
    let Stopped { id, kind, attempts, .. } = job;
    if job.unknown_at.is_some() {
        return Remark::wrong(
            format!(
                "travaux : nul ne sait si `{kind}` a été fait, son nœud s’est arrêté au milieu ; voyez au-dehors, et seulement si ce n’est pas fait, `rotative act revive-job {id}`"
            ),
            format!(
                "jobs: nobody knows whether `{kind}` was done, its node stopped in the middle; look outside, and only if it is not, `rotative act revive-job {id}`"
            ),
        );
    }
    let why = job.failure.as_deref();
    Remark::wrong(
        format!(
            "travaux : `{kind}` a échoué {attempts} fois et n’est plus tenté : {} ; corrigez la cause, puis `rotative act revive-job {id}`",
            why.unwrap_or("aucune raison n’a été gardée")
        ),
        format!(
            "jobs: `{kind}` failed {attempts} times and is tried no more: {}; mend the cause, then `rotative act revive-job {id}`",
            why.unwrap_or("no reason was kept")
        ),
    )
}

/// A job outside that goes on by itself.
fn failing_outside(job: &Stopped) -> Remark {
    let Stopped {
        kind, attempts, failure, ..
    } = job;
    let why = failure.as_deref().unwrap_or_default();
    Remark::warning(
        format!("travaux : `{kind}` a échoué {attempts} fois : {why} ; il est retenté"),
        format!("jobs: `{kind}` failed {attempts} times: {why}; it is tried again"),
    )
}

pub(super) fn suspension_remarks(reviews: Vec<Review>, now: Instant) -> Vec<Remark> {
    let passed = reviews.into_iter().filter(|review| has_passed(review, now));
    let remarks: Vec<Remark> = passed.map(|review| to_be_reviewed(&review)).collect();
    if remarks.is_empty() {
        return vec![Remark::ok(
            "suspensions : aucune n’attend d’être revue",
            "suspensions: none waits for a review",
        )];
    }
    remarks
}

fn to_be_reviewed(review: &Review) -> Remark {
    let subject = review.subject.map_or_else(String::new, |id| format!(" {id}"));
    let (thing, day) = (&review.thing, &review.review_on);
    let whose = match thing.as_str() {
        "article" => "de l’article",
        "section" => "de la rubrique",
        _ => "du journal",
    };
    Remark::warning(
        format!(
            "suspensions : celle des commentaires {whose}{subject} devait être revue le {day} ; mettez-y fin, ou donnez-lui un autre jour"
        ),
        format!(
            "suspensions: the comments of the {thing}{subject} were to be looked at again on {day}; end the suspension, or give it another day"
        ),
    )
}

/// Whether the day of review is over where the suspension was made. A day that cannot be read is shown rather than hidden.
fn has_passed(review: &Review, now: Instant) -> bool {
    let (Ok(day), Ok(zone)) = (review.review_on.parse::<jiff::civil::Date>(), jiff::tz::TimeZone::get(&review.zone)) else {
        return true;
    };
    day < now.in_zone(&zone).date()
}

pub(super) async fn people_remark(snapshot: &mut Snapshot) -> Result<Remark, Broken> {
    let all = doctor::accounts(snapshot).await?;
    let mut who_publish = 0;
    for role in WHO_PUBLISHES {
        who_publish += doctor::active_with_role(snapshot, role).await?;
    }
    Ok(if all == 0 {
        Remark::ok(
            "personnes : il n’y a pas de compte, la ligne de commande fait tout",
            "people: there are no accounts, the command line does all",
        )
    } else if who_publish == 0 {
        Remark::wrong(
            format!(
                "personnes : sur {all} comptes, aucun de ceux qui sont actifs n’est chef d’édition ou directeur de la publication : personne ne peut publier ; donnez cette qualité à l’un d’eux"
            ),
            format!(
                "people: of {all} accounts none that is active is a front editor or a publisher: nobody may publish; give one of them the role"
            ),
        )
    } else {
        Remark::ok(
            format!("personnes : {all} comptes, quelqu’un peut publier"),
            format!("people: {all} accounts, somebody may publish"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{Instant, Review, has_passed};

    fn review(day: &str, zone: &str) -> Review {
        Review {
            thing: "paper".into(),
            subject: None,
            review_on: day.into(),
            zone: zone.into(),
        }
    }

    #[test]
    fn a_day_of_review_ends_at_midnight_of_its_own_zone() {
        // 22 November 2026, 23:30 UTC: the 23rd has begun in Paris, not in New York.
        let now = Instant(1_795_390_200_000);
        assert!(has_passed(&review("2026-11-22", "Europe/Paris"), now));
        assert!(!has_passed(&review("2026-11-22", "America/New_York"), now));
        assert!(!has_passed(&review("2026-11-23", "Europe/Paris"), now));
        assert!(has_passed(&review("someday", "Europe/Paris"), now));
    }
}
