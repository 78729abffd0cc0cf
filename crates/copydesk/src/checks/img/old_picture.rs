//! IMG-508 · Old picture without “Archives”
//!
//! **What it catches.** A picture that was taken more than a year before publication, that is not marked `archives: true`, and whose caption does not give its year.
//! **Why it matters.** A picture beside an event is taken for one of the event: an old one without a word misleads.
//! **Remedy.** Mark it `archives: true`, or give its date in the caption.
//!
//! # Image ancienne sans « Archives »
//!
//! **Ce qu’il relève.** Une image prise plus d’un an avant la publication, sans `archives: true`, et dont la légende ne donne pas l’année.
//! **Pourquoi.** Une image à côté d’un événement passe pour une image de l’événement : ancienne et sans un mot, elle trompe.
//! **Remède.** Marquez-la `archives: true`, ou donnez sa date dans la légende.

use manuscript::{Instant, Said};

use super::shots::{Shot, shots};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::reading::Reading;

const CODE: Code = "IMG-508";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Image ancienne sans « Archives »",
    title_en: "Old picture without “Archives”",
    severity: Severity::Warning,
    harm: 68,
    reads: Reads::Whole(find),
};

const A_YEAR: i64 = 365;

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let Some(published) = reading.context.published_at.and_then(day_of) else {
        return Vec::new();
    };
    let all = shots(reading.copy);
    all.iter().filter(|shot| is_old(shot, published)).map(told).collect()
}

fn day_of(instant: Instant) -> Option<jiff::civil::Date> {
    let timestamp = jiff::Timestamp::from_millisecond(instant.0).ok()?;
    Some(timestamp.to_zoned(jiff::tz::TimeZone::UTC).date())
}

fn is_old(shot: &Shot<'_>, published: jiff::civil::Date) -> bool {
    let Some(taken) = shot.picture.taken.as_deref().filter(|_| !shot.picture.archives) else {
        return false;
    };
    let year = taken.get(..4).unwrap_or_default();
    let is_told = shot.caption.contains(year)
        || ["archive", "illustration"]
            .iter()
            .any(|word| shot.caption.to_lowercase().contains(word));
    last_day_of(taken).is_some_and(|day| (published - day).get_days() > A_YEAR as i32) && !is_told
}

/// The latest day that a date may mean: `2019` is its 31 December.
fn last_day_of(taken: &str) -> Option<jiff::civil::Date> {
    let mut parts = taken.split('-').map(str::parse::<i16>);
    let year = parts.next()?.ok()?;
    let month = parts.next().map_or(Ok(12), |part| part).ok()?;
    let first = jiff::civil::Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
    match parts.next() {
        Some(day) => jiff::civil::Date::new(year, first.month(), i8::try_from(day.ok()?).ok()?).ok(),
        None => Some(first.last_of_month()),
    }
}

fn told(shot: &Shot<'_>) -> Finding {
    let taken = shot.picture.taken.as_deref().unwrap_or_default();
    let said = Said::new(
        format!("l’image date de {taken} et rien ne le dit : marquez-la « Archives », ou datez la légende"),
        format!("the picture is of {taken} and nothing says so: mark it “Archives”, or date the caption"),
    );
    Finding::new(CODE, shot.caption(), said)
}
