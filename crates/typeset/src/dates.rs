//! Dates and times in words. Names come from CLDR by way of the messages; `14 h 30` and `1er` are the house's.

use manuscript::Instant;
use manuscript::language::Language;
use manuscript::spacing::NBSP;

use crate::messages::Messages;

/// "22 novembre 2026", "1er mai 2027", "22 November 2026".
pub fn day(date: jiff::civil::Date, messages: &Messages) -> String {
    format!("{}{NBSP}{}", number_of(date, messages), month(date, messages))
}

fn number_of(date: jiff::civil::Date, messages: &Messages) -> String {
    match (messages.is_french(), date.day()) {
        (true, 1) => "1er".to_owned(),
        (_, number) => number.to_string(),
    }
}

/// "22 nov.", "1er mai", "22 Nov": where the year is known.
pub fn short_day(date: jiff::civil::Date, messages: &Messages) -> String {
    let month = messages.say(&format!("short-month-{}", date.month()), &[]);
    format!("{}{NBSP}{month}", number_of(date, messages))
}

/// "novembre 2026".
pub fn month(date: jiff::civil::Date, messages: &Messages) -> String {
    let month = messages.say(&format!("month-{}", date.month()), &[]);
    format!("{month}{NBSP}{}", date.year())
}

/// A day, a month or a year in words, whichever `2026-11-22`, `2026-11` or `2026` says; anything else as it is.
pub fn as_far_as_known(text: &str, messages: &Messages) -> String {
    if let Ok(date) = text.parse::<jiff::civil::Date>() {
        return day(date, messages);
    }
    let first_of_month = format!("{text}-01").parse::<jiff::civil::Date>();
    first_of_month.map_or_else(|_| text.to_owned(), |date| month(date, messages))
}

/// The same in the words of a body: it speaks its own language.
pub(crate) fn as_far_as_known_in(text: &str, language: &Language) -> String {
    Messages::inside(language).map_or_else(|| text.to_owned(), |messages| as_far_as_known(text, messages))
}

/// "dimanche 22 novembre 2026".
pub fn weekday_and_day(date: jiff::civil::Date, messages: &Messages) -> String {
    let weekday = messages.say(&format!("weekday-{}", date.weekday().to_monday_one_offset()), &[]);
    format!("{weekday} {}", day(date, messages))
}

/// "dimanche 22", "dimanche 1er": under the name of its month.
pub fn weekday_and_number(date: jiff::civil::Date, messages: &Messages) -> String {
    let weekday = messages.say(&format!("weekday-{}", date.weekday().to_monday_one_offset()), &[]);
    format!("{weekday}{NBSP}{}", number_of(date, messages))
}

/// "14 h 30", "9 h", "14:30".
pub fn time(at: Instant, zone: &jiff::tz::TimeZone, messages: &Messages) -> String {
    let local = at.in_zone(zone);
    match (messages.is_french(), local.minute()) {
        (true, 0) => format!("{}{NBSP}h", local.hour()),
        (true, minute) => format!("{}{NBSP}h{NBSP}{minute:02}", local.hour()),
        (false, minute) => format!("{:02}:{minute:02}", local.hour()),
    }
}

/// "22 novembre 2026 à 14 h 30".
pub fn day_and_time(at: Instant, zone: &jiff::tz::TimeZone, messages: &Messages) -> String {
    let local = at.in_zone(zone);
    messages.say(
        "day-and-time",
        &[("day", day(local.date(), messages)), ("time", time(at, zone, messages))],
    )
}

/// RFC 3339 with the paper's offset, for `<time datetime>` and structured data. Before 1911 France was 9 minutes and 21
/// seconds ahead: an offset with seconds is none there, so such an instant is told in UTC. A day without an hour is a day.
pub fn machine(at: Instant, zone: &jiff::tz::TimeZone) -> String {
    let local = at.in_zone(zone);
    if is_a_day(&local) {
        return local.date().to_string();
    }
    if local.offset().seconds() % 60 == 0 {
        local.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    } else {
        at.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
}

/// Whether an instant is a day of which no hour is known: its first, to the millisecond.
pub fn is_a_day(local: &jiff::Zoned) -> bool {
    local.time() == jiff::civil::Time::midnight()
}

/// RFC 822, for feeds.
pub fn rfc822(at: Instant) -> String {
    at.timestamp().strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}
