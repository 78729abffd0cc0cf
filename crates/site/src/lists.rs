//! Lists: a section, a person, a dossier, a series, a topic, a day; thirty articles a page.

use manuscript::ids::Thing;
use manuscript::paper::FormatEntry;
use manuscript::route::Route;
use manuscript::{Tag, Uuid};
use serde::Deserialize;
use shelf::{CatalogueThing, Listed};
use typeset::context::{CardOnPage, Day, Head, IndexEntry, Link, List, ListSort, Month};
use typeset::dates;

use crate::front::tags_with;
use crate::furnishing::{Furnishing, tags_at};
use crate::page::Page;
use crate::question::Asked;
use crate::reader::Reader;
use crate::{PageBroken, Site, opening};

/// Articles on one page of a list.
pub(crate) const PER_PAGE: i64 = 30;

/// Days on one page of the archive.
const DAYS_PER_PAGE: i64 = 100;

/// What is said of a thing besides its name.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Details {
    description: Option<String>,
    rhythm: Option<String>,
    standing: Option<String>,
    biography: Option<String>,
    interests: Option<String>,
}

/// What a list page is made from.
struct Wanted<'a> {
    path: &'a str,
    name: String,
    number: u32,
    count: i64,
    cards: Vec<Listed>,
    own: Tag,
    sort: ListSort,
    reader: Reader,
}

impl Site {
    /// The page of a section, person, dossier, series or topic; nothing past its last page.
    pub(crate) async fn list_of(
        &self,
        furnishing: &Furnishing,
        thing: &CatalogueThing,
        asked: Asked<'_>,
    ) -> Result<Option<Page>, PageBroken> {
        let Asked { path, number, reader } = asked;
        let shelf = self.shelf.now();
        let count = shelf.count_of_list(thing.id).await?;
        if is_past_the_end(number, count) {
            return Ok(None);
        }
        let listed = shelf.of_list(thing.id, PER_PAGE, offset(number)).await?;
        let details: Details = serde_json::from_str(&thing.details)?;
        let (own, sort) = match thing.thing {
            Thing::Section => (Tag::ListSection(thing.id), ListSort::Section),
            Thing::Person => (Tag::ListPerson(thing.id), ListSort::Person),
            Thing::Dossier => (Tag::ListOf(thing.id), ListSort::Dossier),
            Thing::Series => (Tag::ListOf(thing.id), ListSort::Series),
            _ => (Tag::ListOf(thing.id), ListSort::Topic),
        };
        let wanted = Wanted {
            path,
            name: thing.name.clone(),
            number,
            count,
            cards: listed,
            own,
            sort,
            reader,
        };
        let mut context = self.list(furnishing, &wanted)?;
        context.above = furnishing
            .above(thing)
            .into_iter()
            .filter_map(|above| furnishing.link(above.id))
            .collect();
        context.below = below(furnishing, thing);
        context.standing = furnishing.spaced(details.standing);
        context.rhythm = furnishing.spaced(details.rhythm);
        context.interests = furnishing.spaced(details.interests);
        context.description = furnishing.spaced(details.description.or(details.biography));
        context.head.description.clone_from(&context.description);
        if thing.thing == Thing::Section {
            let label = furnishing.name_of_feed(&thing.name);
            context.head.feed = Some(Link::to(label, furnishing.address(Route::Feed(path))));
        }
        let mut tags = tags_with(path, &wanted.cards, wanted.own);
        tags.extend([Tag::Section(thing.id), Tag::Person(thing.id), Tag::Described(thing.id)]);
        finish(furnishing, &context, tags).map(Some)
    }

    /// The articles of one kind; nothing past the last page.
    pub(crate) async fn format(&self, furnishing: &Furnishing, format: &FormatEntry, asked: Asked<'_>) -> Result<Option<Page>, PageBroken> {
        let Asked { path, number, reader } = asked;
        let shelf = self.shelf.now();
        let list = format.kind.list();
        let count = shelf.count_of_list(list).await?;
        if is_past_the_end(number, count) {
            return Ok(None);
        }
        let wanted = Wanted {
            path,
            name: format.name.clone(),
            number,
            count,
            cards: shelf.of_list(list, PER_PAGE, offset(number)).await?,
            own: Tag::ListOf(list),
            sort: ListSort::Format,
            reader,
        };
        let mut context = self.list(furnishing, &wanted)?;
        context.description = furnishing.spaced(format.description.clone());
        context.head.description.clone_from(&context.description);
        let tags = tags_with(path, &wanted.cards, wanted.own);
        finish(furnishing, &context, tags).map(Some)
    }

    /// All articles, the newest first; nothing past the last page.
    pub(crate) async fn latest(&self, furnishing: &Furnishing, asked: Asked<'_>) -> Result<Option<Page>, PageBroken> {
        let Asked { path, number, reader } = asked;
        let shelf = self.shelf.now();
        let count = shelf.count().await?;
        if is_past_the_end(number, count) {
            return Ok(None);
        }
        let wanted = Wanted {
            path,
            name: furnishing.templates.messages().say("latest", &[]),
            number,
            count,
            cards: shelf.latest(PER_PAGE, offset(number)).await?,
            own: Tag::Latest,
            sort: ListSort::Latest,
            reader,
        };
        let context = self.list(furnishing, &wanted)?;
        let tags = tags_with(path, &wanted.cards, wanted.own);
        finish(furnishing, &context, tags).map(Some)
    }

    /// The articles first published on a day; nothing if none was.
    pub(crate) async fn day(&self, furnishing: &Furnishing, date: jiff::civil::Date, asked: Asked<'_>) -> Result<Option<Page>, PageBroken> {
        let Asked { path, number, reader } = asked;
        let shelf = self.shelf.now();
        let day = date.to_string();
        let count = shelf.count_of_day(&day).await?;
        if count == 0 || is_past_the_end(number, count) {
            return Ok(None);
        }
        let listed = shelf.of_day(&day, PER_PAGE, offset(number)).await?;
        let messages = furnishing.templates.messages();
        let name = messages.say("articles-of-day", &[("day", dates::day(date, messages))]);
        let wanted = Wanted {
            path,
            name,
            number,
            count,
            cards: listed,
            own: Tag::ListDay(day.clone()),
            sort: ListSort::Day,
            reader,
        };
        let mut context = self.list(furnishing, &wanted)?;
        let (before, after) = shelf.days_around(&day).await?;
        let link = |day: Option<String>, message: &str| {
            let day = Route::Day(day?.parse().ok()?);
            Some(Link::to(messages.say(message, &[]), furnishing.address(day)))
        };
        context.newer = context.newer.or_else(|| link(after, "day-after"));
        context.older = context.older.or_else(|| link(before, "day-before"));
        let mut tags = tags_with(path, &wanted.cards, wanted.own);
        // Its neighbours change when the first article of a day between them is published.
        tags.push(Tag::Latest);
        finish(furnishing, &context, tags).map(Some)
    }

    fn list(&self, furnishing: &Furnishing, wanted: &Wanted<'_>) -> Result<List, PageBroken> {
        let messages = furnishing.templates.messages();
        let of_page = |number: u32| match number {
            1 => wanted.path.to_owned(),
            number => format!("{}?page={number}", wanted.path),
        };
        let link = |number: u32, message: &str| Link::to(messages.say(message, &[]), of_page(number));
        let title = match wanted.number {
            1 => wanted.name.clone(),
            number => format!("{}, {}", wanted.name, messages.say("page-number", &[("count", number.to_string())])),
        };
        let mut cards = furnishing.voice().cards(&wanted.cards, wanted.reader)?;
        let is_whole = wanted.number == 1 && wanted.count <= PER_PAGE;
        let days = match wanted.sort {
            ListSort::Latest => by_day(std::mem::take(&mut cards)),
            ListSort::Dossier if is_whole => {
                // A dossier is read from its first day to its last, and so within a day.
                cards.reverse();
                by_day(std::mem::take(&mut cards))
            }
            _ => Vec::new(),
        };
        let opening = if wanted.number == 1 { opening::take(&mut cards) } else { None };
        Ok(List {
            sort: wanted.sort,
            opening,
            days,
            months: Vec::new(),
            entries: Vec::new(),
            furniture: furnishing.furniture(wanted.path),
            head: Head {
                title: furnishing.title(&[&title]),
                canonical: Some(format!("{}{}", self.base(furnishing), of_page(wanted.number))),
                ..Head::default()
            },
            name: wanted.name.clone(),
            above: Vec::new(),
            below: Vec::new(),
            standing: None,
            description: None,
            interests: None,
            rhythm: None,
            cards,
            newer: (wanted.number > 1).then(|| link(wanted.number - 1, "newer")),
            older: (i64::from(wanted.number) * PER_PAGE < wanted.count).then(|| link(wanted.number + 1, "older")),
        })
    }
}

/// Cards that follow each other on a day.
fn by_day(cards: Vec<CardOnPage>) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for card in cards {
        match days.last_mut().filter(|day| day.name == card.published.day) {
            Some(day) => day.cards.push(card),
            None => days.push(Day {
                name: card.published.day.clone(),
                cards: vec![card],
            }),
        }
    }
    days
}

fn below(furnishing: &Furnishing, thing: &CatalogueThing) -> Vec<Link> {
    furnishing
        .all(Thing::Section)
        .filter(|section| section.parent == Some(thing.id))
        .filter_map(|section| furnishing.link(section.id))
        .collect()
}

fn finish(furnishing: &Furnishing, context: &List, tags: Vec<Tag>) -> Result<Page, PageBroken> {
    let body = furnishing.templates.fill("list.html", context)?;
    Ok(Page::new("text/html; charset=utf-8", body, tags))
}

/// The first page is there even when it is empty; the others only with articles on them.
fn is_past_the_end(number: u32, count: i64) -> bool {
    number > 1 && offset(number) >= count
}

fn offset(number: u32) -> i64 {
    i64::from(number - 1) * PER_PAGE
}

impl Site {
    /// All dossiers, series, topics or people under the word that their addresses begin with.
    pub(crate) async fn overview(&self, furnishing: &Furnishing, sort: Thing, path: &str) -> Result<Option<Page>, PageBroken> {
        let own_label = furnishing
            .paper
            .menu
            .iter()
            .find(|entry| entry.address.as_deref() == Some(path))
            .map(|entry| entry.label.clone());
        let message = match sort {
            Thing::Dossier => "dossiers",
            Thing::Series => "series",
            Thing::Person => "people",
            _ => "topics",
        };
        let name = own_label.unwrap_or_else(|| furnishing.templates.messages().say(message, &[]));
        let entries = self.entries(furnishing, sort).await?;
        if entries.is_empty() {
            return Ok(None);
        }
        let mut tags = tags_at(path);
        // A new one says the address of this overview in the record.
        tags.extend(furnishing.all(sort).flat_map(|thing| {
            let list = match sort {
                Thing::Person => Tag::ListPerson(thing.id),
                _ => Tag::ListOf(thing.id),
            };
            [Tag::Described(thing.id), Tag::Person(thing.id), list]
        }));
        let mut context = self.list(furnishing, &empty(path, name))?;
        context.entries = entries;
        finish(furnishing, &context, tags).map(Some)
    }

    /// All of a sort, with what is said of each and how much it holds.
    async fn entries(&self, furnishing: &Furnishing, sort: Thing) -> Result<Vec<IndexEntry>, PageBroken> {
        let ids: Vec<Uuid> = furnishing.all(sort).map(|thing| thing.id).collect();
        let filled = self.shelf.now().lists_with_articles(&ids).await?;
        let mut entries = Vec::new();
        for thing in furnishing.all(sort) {
            let Some(link) = furnishing.link(thing.id) else { continue };
            let found = filled.iter().find(|filled| filled.list == thing.id);
            let details: Details = serde_json::from_str(&thing.details)?;
            let count = found.map_or(0, |filled| filled.count).to_string();
            entries.push(IndexEntry {
                link,
                rhythm: furnishing.spaced(details.rhythm),
                standing: furnishing.spaced(details.standing),
                description: furnishing.spaced(details.description),
                count: furnishing.templates.messages().say("articles", &[("count", count)]),
                newest: found.map(|filled| furnishing.voice().moment(filled.newest)),
            });
        }
        Ok(entries)
    }

    /// Every day with articles, newest first.
    pub(crate) async fn archive(&self, furnishing: &Furnishing, asked: Asked<'_>) -> Result<Option<Page>, PageBroken> {
        let Asked { path, number, .. } = asked;
        let shelf = self.shelf.now();
        let first = i64::from(number - 1) * DAYS_PER_PAGE;
        let mut days = shelf.days(DAYS_PER_PAGE + 1, first).await?;
        if number > 1 && days.is_empty() {
            return Ok(None);
        }
        let has_older = days.len() as i64 > DAYS_PER_PAGE;
        days.truncate(DAYS_PER_PAGE as usize);
        let messages = furnishing.templates.messages();
        let mut context = self.list(
            furnishing,
            &Wanted {
                number,
                sort: ListSort::Archive,
                ..empty(path, messages.say("archive", &[]))
            },
        )?;
        context.months = by_month(furnishing, days.into_iter().map(|(day, _)| day));
        context.older = has_older.then(|| Link::to(messages.say("older", &[]), format!("{path}?page={}", number + 1)));
        let mut tags = tags_at(path);
        tags.push(Tag::Latest);
        finish(furnishing, &context, tags).map(Some)
    }
}

/// A list without articles of its own.
fn empty(path: &str, name: String) -> Wanted<'_> {
    Wanted {
        path,
        name,
        number: 1,
        count: 0,
        cards: Vec::new(),
        own: Tag::Paper,
        sort: ListSort::Index,
        reader: Reader::WithoutAccount,
    }
}

/// Days under their months, both the newest first.
fn by_month(furnishing: &Furnishing, days: impl Iterator<Item = String>) -> Vec<Month> {
    let messages = furnishing.templates.messages();
    let mut months: Vec<Month> = Vec::new();
    for day in days {
        let Ok(date) = day.parse::<jiff::civil::Date>() else { continue };
        let name = dates::month(date, messages);
        let link = Link::to(dates::weekday_and_number(date, messages), furnishing.address(Route::Day(date)));
        match months.last_mut().filter(|month| month.name == name) {
            Some(month) => month.days.push(link),
            None => months.push(Month { name, days: vec![link] }),
        }
    }
    months
}
