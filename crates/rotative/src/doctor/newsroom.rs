//! What the newsroom's database and this node's shelf and media must be.

use std::path::Path;

use manuscript::commitment::hex;
use manuscript::{Clock as _, Instant, Uuid};
use shelf::looking::look;
use store::doctor::{Late, LateJob, Review};
use store::media::MediaFolder;
use store::{Broken, SCHEMA, Stacks, Store, assets, doctor, paper, public_media, record};

use super::{Depth, Remark};
use crate::clockwork::WallClock;
use crate::configuration::Configuration;
use crate::verifying;

/// How many entries of the record are checked without being asked for all.
const NEWEST: i64 = 1_000;
/// How late a job may be, in milliseconds, before nobody seems to do it.
const LATE: i64 = 60_000;
/// A job that was tried more often than this is failing.
const PATIENCE: i64 = 3;
/// How many missing files are named.
const NAMED: usize = 5;
/// Who of those who hold one of these can bring the paper out.
const WHO_PUBLISHES: [&str; 2] = ["front_editor", "publisher"];

/// Looks at everything that the database knows, unless its schema is not this program's.
pub(super) async fn examine(store: &Store, configuration: &Configuration, depth: Depth, remarks: &mut Vec<Remark>) -> Result<(), Broken> {
    let stacks = &mut store.stacks().await?;
    let schema = schema_remark(stacks).await?;
    let is_ours = matches!(schema, Remark::Ok(_));
    remarks.push(schema);
    if !is_ours {
        return Ok(());
    }
    remarks.push(record_remark(stacks, depth).await?);
    remarks.push(clock_remark(doctor::newest_entry(stacks).await?, WallClock.now()));
    remarks.push(shelf_remark(stacks, &configuration.shelf_file()).await?);
    remarks.push(media_remark(stacks, configuration).await?);
    remarks.push(public_media_remark(stacks).await?);
    remarks.extend(job_remarks(stacks).await?);
    remarks.extend(suspension_remarks(doctor::unended_reviews(stacks).await?, WallClock.now()));
    remarks.push(people_remark(stacks).await?);
    Ok(())
}

async fn schema_remark(stacks: &mut Stacks) -> Result<Remark, Broken> {
    if !paper::has_schema(stacks).await? || paper::settings(stacks).await?.is_none() {
        return Ok(Remark::Wrong(
            "database: there is no paper in it; import a folder, restore a backup, or name the right `--database`".into(),
        ));
    }
    let (number, oldest) = (paper::schema_number(stacks).await?, paper::oldest_node(stacks).await?);
    Ok(if oldest > SCHEMA {
        Remark::Wrong(format!(
            "database: its schema is at {number}, this program is too old for it (it knows {SCHEMA}); install the newer release"
        ))
    } else if number < SCHEMA {
        Remark::Warning(format!(
            "database: its schema is at {number}, this program needs {SCHEMA}; run `rotative db upgrade`, then ask again"
        ))
    } else {
        Remark::Ok(format!("database: it answers, its schema is at {number}"))
    })
}

async fn record_remark(stacks: &mut Stacks, depth: Depth) -> Result<Remark, Broken> {
    let (wrong, checked) = match depth {
        Depth::Newest => {
            let checked = record::head(stacks).await?.0.min(NEWEST);
            (
                verifying::verify_newest(stacks, NEWEST).await?,
                format!("its newest {checked} entries are chained"),
            )
        }
        Depth::Whole => {
            let report = verifying::verify(stacks).await?;
            let checked = format!("{} entries and {} versions verify", report.entries, report.versions);
            (report.wrong, checked)
        }
    };
    Ok(match wrong.first() {
        None => Remark::Ok(format!("record: {checked}")),
        Some(first) => Remark::Wrong(format!(
            "record: {} found wrong, first: {first}; keep this database as it is, and restore the last good backup beside it",
            wrong.len()
        )),
    })
}

fn clock_remark(newest: Option<Instant>, now: Instant) -> Remark {
    match newest.filter(|newest| *newest > now) {
        None => Remark::Ok(format!("clock: it is {}", now.rfc3339())),
        Some(newest) => Remark::Wrong(format!(
            "clock: it says {}, but an act was entered at {}; set the clock of this machine",
            now.rfc3339(),
            newest.rfc3339()
        )),
    }
}

async fn shelf_remark(stacks: &mut Stacks, file: &Path) -> Result<Remark, Broken> {
    if !file.is_file() {
        return Ok(Remark::Ok("shelf: there is none yet, `serve` makes it".into()));
    }
    let seen = match look(file).await {
        Ok(Some(seen)) => seen,
        Ok(None) => return Ok(Remark::Warning("shelf: another program made it; `serve` makes it anew".into())),
        Err(broken) => return Ok(Remark::Warning(format!("shelf: {broken}; `serve` makes it anew"))),
    };
    let here = paper::settings(stacks).await?.map(|settings| settings.identity.to_string());
    let behind = record::head(stacks).await?.0 - seen.applied;
    Ok(if seen.identity.is_some() && seen.identity != here {
        Remark::Wrong("shelf: it was made for another paper; name the right `--data` or `--database`".into())
    } else if behind == 0 {
        Remark::Ok("shelf: it is at the record's head".into())
    } else if behind > 0 {
        Remark::Warning(format!(
            "shelf: it is {behind} entries behind the record; `serve` lays them, see its log if it runs"
        ))
    } else {
        Remark::Warning(format!(
            "shelf: it is {} entries ahead of the record, as after a restore; `serve` makes it anew",
            -behind
        ))
    })
}

async fn media_remark(stacks: &mut Stacks, configuration: &Configuration) -> Result<Remark, Broken> {
    let folder = MediaFolder::at(configuration.media_folder());
    let all = assets::not_withheld(stacks).await?;
    let is_whole =
        |asset: &&assets::Asset| std::fs::metadata(folder.place_of(&asset.hash)).is_ok_and(|file| file.len() == asset.bytes as u64);
    let lost: Vec<String> = all
        .iter()
        .filter(|asset| !is_whole(asset))
        .map(|asset| format!("`{}`", folder.place_of(&asset.hash).display()))
        .collect();
    Ok(if lost.is_empty() {
        Remark::Ok(format!("media: {} files are there with their length", all.len()))
    } else {
        Remark::Wrong(format!(
            "media: {} of {} files are missing or cut short; bring them back from a backup: {}",
            lost.len(),
            all.len(),
            lost[..lost.len().min(NAMED)].join(", ")
        ))
    })
}

/// What of the media no reader gets, and why.
async fn public_media_remark(stacks: &mut Stacks) -> Result<Remark, Broken> {
    let waiting = public_media::not_cleaned(stacks, i64::from(cleaning::EDITION), (Uuid::max(), 1)).await?;
    let not_public = public_media::not_public(stacks).await?;
    Ok(if let Some((hash, why)) = not_public.first() {
        Remark::Warning(format!(
            "public media: {} files cannot be cleaned and no reader gets them; give the articles others: `{}` ({why})",
            not_public.len(),
            hex(hash)
        ))
    } else if waiting.is_empty() {
        Remark::Ok("public media: readers get every file, cleaned of what cameras and programs noted in it".into())
    } else {
        Remark::Warning("public media: files wait to be cleaned before readers get them; `serve` cleans them, the newest first".into())
    })
}

async fn job_remarks(stacks: &mut Stacks) -> Result<Vec<Remark>, Broken> {
    let now = WallClock.now();
    let late = Late {
        now,
        due_before: Instant(now.0 - LATE),
        attempts: PATIENCE,
    };
    let mut remarks: Vec<Remark> = doctor::overdue_jobs(stacks, late).await?.iter().map(overdue).collect();
    remarks.extend(doctor::failing_jobs(stacks, late).await?.iter().map(failing));
    if remarks.is_empty() {
        remarks.push(Remark::Ok("jobs: none is overdue, none is failing".into()));
    }
    Ok(remarks)
}

fn overdue(job: &LateJob) -> Remark {
    Remark::Wrong(format!(
        "jobs: `{}` was due at {} and nobody does it; see that `rotative serve` runs and reaches the database",
        job.kind,
        Instant(job.due_at).rfc3339()
    ))
}

fn failing(job: &LateJob) -> Remark {
    Remark::Wrong(format!(
        "jobs: `{}`, due at {}, failed {} times: {}; mend the cause, it is tried again",
        job.kind,
        Instant(job.due_at).rfc3339(),
        job.attempts,
        job.failure.as_deref().unwrap_or("no reason was kept")
    ))
}

fn suspension_remarks(reviews: Vec<Review>, now: Instant) -> Vec<Remark> {
    let remarks: Vec<Remark> = reviews
        .into_iter()
        .filter(|review| has_passed(review, now))
        .map(|review| {
            let subject = review.subject.map_or_else(String::new, |id| format!(" {id}"));
            Remark::Warning(format!(
                "suspensions: the comments of the {}{subject} were to be looked at again on {}; end the suspension, or give it another day",
                review.thing, review.review_on
            ))
        })
        .collect();
    if remarks.is_empty() {
        return vec![Remark::Ok("suspensions: none waits for a review".into())];
    }
    remarks
}

/// Whether the day of review is over where the suspension was made. A day that cannot be read is shown rather than hidden.
fn has_passed(review: &Review, now: Instant) -> bool {
    let (Ok(day), Ok(zone)) = (review.review_on.parse::<jiff::civil::Date>(), jiff::tz::TimeZone::get(&review.zone)) else {
        return true;
    };
    day < now.in_zone(&zone).date()
}

async fn people_remark(stacks: &mut Stacks) -> Result<Remark, Broken> {
    let all = doctor::accounts(stacks).await?;
    let mut who_publish = 0;
    for role in WHO_PUBLISHES {
        who_publish += doctor::active_with_role(stacks, role).await?;
    }
    Ok(if all == 0 {
        Remark::Ok("people: there are no accounts, the command line does all".into())
    } else if who_publish == 0 {
        Remark::Wrong(format!(
            "people: of {all} accounts none that is active is a front editor or a publisher: nobody may publish; give one of them the role"
        ))
    } else {
        Remark::Ok(format!("people: {all} accounts, somebody may publish"))
    })
}

#[cfg(test)]
mod tests {
    use super::{Instant, Remark, Review, clock_remark, has_passed};

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

    #[test]
    fn a_clock_behind_the_record_is_wrong() {
        assert!(matches!(clock_remark(Some(Instant(2)), Instant(1)), Remark::Wrong(_)));
        assert!(matches!(clock_remark(Some(Instant(1)), Instant(1)), Remark::Ok(_)));
        assert!(matches!(clock_remark(None, Instant(1)), Remark::Ok(_)));
    }
}
