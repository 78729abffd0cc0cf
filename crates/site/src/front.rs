//! The front, by rules: what the newsroom pinned, then the newest; no article twice.

use manuscript::ids::Thing;
use manuscript::language::Language;
use manuscript::route::{Overview, Route};
use manuscript::{Kind, Tag};
use shelf::{CatalogueThing, Listed, Shelf};
use typeset::context::{CardOnPage, Front, Head, Link, Strip};
use typeset::dates;

use crate::cards::{self, by_language, is_in};
use crate::furnishing::{Furnishing, tags_at};
use crate::once::Once;
use crate::page::Page;
use crate::reader::Reader;
use crate::{PageBroken, Site};

/// Among how many of the newest, of the paper or of a list, the front chooses.
const NEWEST: i64 = 40;
const SECONDS: usize = 2;
const REST: usize = 6;
/// Lines under the lead.
const LINKED: usize = 2;
const LATEST_LINES: usize = 12;
const STRIP_CARDS: usize = 4;
const STRIPS: usize = 8;
/// Articles in a corner of the front.
const ZONE: usize = 4;
/// Among how many dossiers, and how many series, the front chooses.
const DOSSIERS: usize = 24;

impl Site {
    pub(crate) async fn front(&self, furnishing: &Furnishing, reader: Reader) -> Result<Page, PageBroken> {
        let shelf = self.shelf.now();
        let mut layout = Layout::default();
        let newest = own_language_first(furnishing, &shelf, shelf.latest(NEWEST, 0).await?).await?;
        let mut upper = shelf.pinned(3).await?;
        upper.extend(newest.iter().cloned());
        let mut upper = layout.take(upper, 1 + SECONDS);
        let linked = linked(furnishing, &shelf, &mut layout, upper.first()).await?;
        let mut latest = layout.take(newest.clone(), LATEST_LINES);
        latest.sort_by_key(|one| std::cmp::Reverse(one.first_published_at));
        upper.extend(layout.take(newest, REST));
        let zones = Zones::of(furnishing, &shelf, &mut layout, reader).await?;
        let sections = strips(furnishing, &shelf, &mut layout, reader).await?;
        let newest_at = upper.iter().chain(&latest).map(|one| one.first_published_at).max();
        let date = newest_at.map(|at| dates::weekday_and_day(at.in_zone(&furnishing.zone).date(), furnishing.templates.messages()));
        let mut tags = tags_at("/");
        tags.push(Tag::Latest);
        tags.extend(layout.tags);
        let mut cards = furnishing.voice().cards(&upper, reader)?.into_iter();
        let context = Front {
            furniture: furnishing.furniture("/"),
            head: self.head_of_front(furnishing),
            date,
            lead: cards.next(),
            linked: furnishing.voice().cards(&linked, reader)?,
            seconds: cards.by_ref().take(SECONDS).collect(),
            rest: cards.collect(),
            latest: furnishing.voice().cards(&latest, reader)?,
            pickups: zones.pickups,
            dossier: zones.dossier,
            series: zones.series,
            recordings: zones.recordings,
            sections,
        };
        let body = furnishing.templates.fill("front.html", &context)?;
        Ok(Page::new("text/html; charset=utf-8", body, tags))
    }

    fn head_of_front(&self, furnishing: &Furnishing) -> Head {
        let name = furnishing.paper.name.clone();
        Head {
            title: furnishing.title(&furnishing.paper.tagline.as_deref().into_iter().collect::<Vec<_>>()),
            description: furnishing.paper.tagline.clone(),
            canonical: Some(format!("{}/", self.base(furnishing))),
            feed: Some(Link::to(name, furnishing.address(Route::Feed("")))),
            ..Head::default()
        }
    }

    /// The base address: the paper's own, else the machine's.
    pub(crate) fn base<'a>(&'a self, furnishing: &'a Furnishing) -> &'a str {
        furnishing.paper.address.as_deref().unwrap_or(&self.settings.base)
    }
}

/// What stands on the front already, with the tags of all that it shows.
#[derive(Default)]
struct Layout {
    tags: Vec<Tag>,
    once: Once,
}

impl Layout {
    fn take(&mut self, candidates: Vec<Listed>, most: usize) -> Vec<Listed> {
        let taken = self.once.take(candidates, most);
        self.tags.extend(cards::tags_of(&taken));
        taken
    }
}

/// The front speaks the paper's language: what is translated into it is left to its translation, and what stands in
/// another language alone comes after everything else.
async fn own_language_first(furnishing: &Furnishing, shelf: &Shelf, candidates: Vec<Listed>) -> Result<Vec<Listed>, PageBroken> {
    let (mut own, others) = by_language(candidates, &furnishing.language)?;
    for one in others {
        if !is_translated_into(&furnishing.language, shelf, &one).await? {
            own.push(one);
        }
    }
    Ok(own)
}

async fn is_translated_into(language: &Language, shelf: &Shelf, listed: &Listed) -> Result<bool, PageBroken> {
    let Some(set) = &listed.translation_set else { return Ok(false) };
    for other in shelf.translations(set).await? {
        if is_in(&other, language)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The newest others of the lead's dossier, else of its series.
async fn linked(furnishing: &Furnishing, shelf: &Shelf, layout: &mut Layout, lead: Option<&Listed>) -> Result<Vec<Listed>, PageBroken> {
    let Some(lead) = lead else { return Ok(Vec::new()) };
    let lists = shelf.lists_of(lead.id).await?;
    let of_sort = |sort| furnishing.all(sort).find(|thing| lists.contains(&thing.id));
    let Some(list) = of_sort(Thing::Dossier).or_else(|| of_sort(Thing::Series)) else {
        return Ok(Vec::new());
    };
    layout.tags.push(Tag::ListOf(list.id));
    let others = shelf.of_list(list.id, NEWEST, 0).await?;
    Ok(layout.take(own_language_first(furnishing, shelf, others).await?, LINKED))
}

/// The front's own corners: pickups, a dossier, the series, films and sounds.
#[derive(Default)]
struct Zones {
    pickups: Option<Strip>,
    dossier: Option<Strip>,
    series: Option<Strip>,
    recordings: Option<Strip>,
}

impl Zones {
    async fn of(furnishing: &Furnishing, shelf: &Shelf, layout: &mut Layout, reader: Reader) -> Result<Self, PageBroken> {
        let pickups = PICKUPS.newest(furnishing, shelf, layout).await?;
        let recordings = RECORDINGS.newest(furnishing, shelf, layout).await?;
        Ok(Self {
            pickups: PICKUPS.strip(furnishing, &pickups, reader)?,
            recordings: RECORDINGS.strip(furnishing, &recordings, reader)?,
            dossier: dossier(furnishing, shelf, layout, reader).await?,
            series: series(furnishing, shelf, layout, reader).await?,
        })
    }
}

/// Kinds that have a corner of their own, and what it is called.
struct Corner {
    kinds: &'static [Kind],
    message: &'static str,
}

const PICKUPS: Corner = Corner {
    kinds: &[Kind::Pickup],
    message: "pickups",
};
const RECORDINGS: Corner = Corner {
    kinds: &[Kind::Video, Kind::Podcast],
    message: "recordings",
};

impl Corner {
    /// The newest of its kinds that stand nowhere else on the front.
    async fn newest(&self, furnishing: &Furnishing, shelf: &Shelf, layout: &mut Layout) -> Result<Vec<Listed>, PageBroken> {
        let mut found = Vec::new();
        for kind in self.kinds {
            layout.tags.push(Tag::ListOf(kind.list()));
            found.extend(shelf.of_list(kind.list(), 3 * ZONE as i64, 0).await?);
        }
        found.sort_by_key(|one| std::cmp::Reverse(one.first_published_at));
        Ok(layout.take(own_language_first(furnishing, shelf, found).await?, ZONE))
    }

    /// Under the name of their format.
    fn strip(&self, furnishing: &Furnishing, listed: &[Listed], reader: Reader) -> Result<Option<Strip>, PageBroken> {
        let format = match self.kinds {
            [kind] => furnishing.paper.formats.iter().find(|format| format.kind == *kind),
            _ => None,
        };
        let label = furnishing.voice().say(self.message);
        Ok((!listed.is_empty()).then_some(Strip {
            name: format.map_or(label.clone(), |format| format.name.clone()),
            language: None,
            description: format.map(|_| label),
            path: format.map(|format| format!("/{}", format.path)),
            place: None,
            cards: furnishing.voice().cards(listed, reader)?,
        }))
    }
}

/// The dossier that has the newest article, if enough of it stands nowhere else on the page.
async fn dossier(furnishing: &Furnishing, shelf: &Shelf, layout: &mut Layout, reader: Reader) -> Result<Option<Strip>, PageBroken> {
    let mut best: Option<(manuscript::Instant, &CatalogueThing)> = None;
    for thing in furnishing.all(Thing::Dossier).take(DOSSIERS) {
        layout.tags.push(Tag::ListOf(thing.id));
        let newest = shelf.of_list(thing.id, 1, 0).await?.first().map(|one| one.first_published_at);
        if let Some(at) = newest.filter(|at| best.is_none_or(|(than, _)| *at > than)) {
            best = Some((at, thing));
        }
    }
    let Some((_, thing)) = best else { return Ok(None) };
    let listed = shelf.of_list(thing.id, NEWEST, 0).await?;
    let listed = layout.take(own_language_first(furnishing, shelf, listed).await?, ZONE);
    let description = serde_json::from_str::<Described>(&thing.details)?.description;
    Ok((listed.len() > 1).then_some(Strip {
        name: thing.name.clone(),
        path: thing.path.clone(),
        language: None,
        place: None,
        description: furnishing.spaced(description),
        cards: furnishing.voice().cards(&listed, reader)?,
    }))
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Described {
    description: Option<String>,
}

/// The newest of each series, the newest first, named by its series.
async fn series(furnishing: &Furnishing, shelf: &Shelf, layout: &mut Layout, reader: Reader) -> Result<Option<Strip>, PageBroken> {
    let mut newest = Vec::new();
    for thing in furnishing.all(Thing::Series).take(DOSSIERS) {
        layout.tags.push(Tag::ListOf(thing.id));
        let listed = shelf.of_list(thing.id, ZONE as i64, 0).await?;
        let listed = own_language_first(furnishing, shelf, listed).await?;
        newest.extend(layout.take(listed, 1).into_iter().map(|one| (one, &thing.name)));
    }
    newest.sort_by_key(|(one, _)| std::cmp::Reverse(one.first_published_at));
    newest.truncate(ZONE);
    let mut cards = Vec::new();
    for (one, name) in newest {
        let mut card = furnishing.voice().card(&one, reader)?;
        card.kicker = Some(name.clone());
        card.kicker_language = None;
        cards.push(card);
    }
    Ok((!cards.is_empty()).then(|| Strip {
        name: furnishing.templates.messages().say("series", &[]),
        path: Some(furnishing.address(Route::Overview(Overview::Series))),
        language: None,
        place: None,
        description: None,
        cards,
    }))
}

async fn strips(furnishing: &Furnishing, shelf: &Shelf, layout: &mut Layout, reader: Reader) -> Result<Vec<Strip>, PageBroken> {
    let mut strips = Vec::new();
    for section in furnishing
        .all(Thing::Section)
        .filter(|section| section.parent.is_none())
        .take(STRIPS)
    {
        let Some(link) = furnishing.link(section.id) else { continue };
        layout.tags.push(Tag::ListSection(section.id));
        let candidates = shelf.of_list(section.id, NEWEST, 0).await?;
        let candidates = own_language_first(furnishing, shelf, candidates).await?;
        let cards: Vec<CardOnPage> = furnishing.voice().cards(&layout.take(candidates, STRIP_CARDS), reader)?;
        if !cards.is_empty() {
            strips.push(Strip {
                name: link.label,
                language: None,
                place: Some(link.place),
                path: Some(link.path),
                description: None,
                cards,
            });
        }
    }
    Ok(strips)
}

/// The tags of a page that shows one list.
pub(crate) fn tags_with(path: &str, listed: &[Listed], own: Tag) -> Vec<Tag> {
    let mut tags = tags_at(path);
    tags.push(own);
    tags.extend(cards::tags_of(listed));
    tags
}
