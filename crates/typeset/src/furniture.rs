//! What stands on every page around what it is about: the furniture, the head, links, and instants in words.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use manuscript::Instant;
use serde::Serialize;

use crate::dates;
use crate::messages::Messages;

/// What stands on every page.
#[derive(Clone, Debug, Serialize)]
pub struct Furniture {
    pub paper: String,
    pub tagline: Option<String>,
    pub language: String,
    pub right_to_left: bool,
    /// The first row of the menu.
    pub menu: Vec<Link>,
    /// The second row: formats.
    pub formats: Vec<Link>,
    /// The sections of the first level.
    pub sections: Vec<Link>,
    /// The pages that the paper writes about itself.
    pub pages: Vec<Link>,
    /// Path of the style sheet.
    pub style: String,
    /// Paths of the fonts that every page begins with.
    pub fonts: Vec<String>,
    /// An address, or the icon itself as one.
    pub icon: String,
    /// Path of what scripts add to an article.
    pub plus: String,
    /// Path of all articles, the newest first.
    pub latest: String,
    /// Path of the list of all days.
    pub archive: String,
    /// Path of the list of corrections.
    pub corrections: String,
    /// Path of the list of comment suspensions, once there was one.
    pub suspensions: Option<String>,
    pub publisher: Option<String>,
    pub director: Option<String>,
    pub host: Option<String>,
    pub press_number: Option<String>,
    /// Where readers write to the newsroom.
    pub contact: Option<String>,
}

/// What the head of one page says.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Head {
    /// The whole title: `headline | paper`.
    pub title: String,
    pub description: Option<String>,
    /// Absolute.
    pub canonical: Option<String>,
    pub social_title: Option<String>,
    pub picture: Option<String>,
    /// Path of the feed and its title.
    pub feed: Option<Link>,
    /// Pages that search engines should not keep.
    pub unlisted: bool,
    /// JSON that cannot leave its script element.
    pub structured: Option<String>,
    pub alternates: Vec<Alternate>,
}

/// A label and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    pub label: String,
    pub path: String,
    /// The class of what belongs there: a section has its own accent by it, wherever its address moves.
    pub place: String,
    pub current: bool,
}

impl Link {
    /// A link to a path.
    pub fn to(label: impl Into<String>, path: impl Into<String>) -> Self {
        let path = path.into();
        Self {
            label: label.into(),
            place: place_of(&path),
            path,
            current: false,
        }
    }
}

/// The class of what belongs to a path or to the key of a section: `in-light`, `in-international-europe`.
pub fn place_of(path: &str) -> String {
    format!("in-{}", path.trim_matches('/').replace('/', "-"))
}

/// The same article in another language. The address is absolute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alternate {
    pub language: String,
    pub address: String,
}

/// An instant for people and for machines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// By which moments are put in order: an hour that comes twice in autumn has two of the same name.
    #[serde(skip)]
    pub at: Instant,
    pub machine: String,
    pub day: String,
    /// Without its year.
    pub short_day: String,
    pub time: String,
    pub day_and_time: String,
}

impl Moment {
    /// An instant, as a zone and a language say it.
    pub fn of(at: Instant, zone: &TimeZone, messages: &Messages) -> Self {
        let local = at.in_zone(zone);
        let date = local.date();
        if dates::is_a_day(&local) {
            return Self {
                at,
                ..Self::of_day(date, zone, messages)
            };
        }
        Self {
            at,
            machine: dates::machine(at, zone),
            day: dates::day(date, messages),
            short_day: dates::short_day(date, messages),
            time: dates::time(at, zone, messages),
            day_and_time: dates::day_and_time(at, zone, messages),
        }
    }

    /// A day without a time.
    pub fn of_day(date: Date, zone: &TimeZone, messages: &Messages) -> Self {
        let said = dates::day(date, messages);
        Self {
            at: date.to_zoned(zone.clone()).map_or(Instant(0), |begins| begins.timestamp().into()),
            machine: date.to_string(),
            short_day: dates::short_day(date, messages),
            time: String::new(),
            day_and_time: said.clone(),
            day: said,
        }
    }
}
