//! Feeds: RSS of the paper and of its sections.

use manuscript::Tag;
use manuscript::ids::Thing;
use shelf::{AtPath, CatalogueThing, Listed, Retracted};
use typeset::feed::{Channel, FeedItem, rss};
use typeset::{Card, dates};

use crate::front::tags_with;
use crate::furnishing::Furnishing;
use crate::page::{Page, percent_encoded};
use crate::{PageBroken, Site, retractions};

const ITEMS: i64 = 40;

impl Site {
    /// The feed of a section at its path.
    pub(crate) async fn feed_at(&self, furnishing: &Furnishing, section: &str, path: &str) -> Result<Option<Page>, PageBroken> {
        let Some(AtPath::Thing(at)) = self.shelf.now().at_path(section).await? else {
            return Ok(None);
        };
        match furnishing.thing(at.id).filter(|_| at.thing == Thing::Section) {
            Some(thing) => self.feed(furnishing, Some(thing), path).await.map(Some),
            None => Ok(None),
        }
    }

    /// The feed of the paper, or of one section.
    pub(crate) async fn feed(&self, furnishing: &Furnishing, section: Option<&CatalogueThing>, path: &str) -> Result<Page, PageBroken> {
        let shelf = self.shelf.now();
        let (listed, own) = match section {
            Some(section) => (shelf.of_list(section.id, ITEMS, 0).await?, Tag::ListSection(section.id)),
            None => (shelf.latest(ITEMS, 0).await?, Tag::Latest),
        };
        let base = self.base(furnishing);
        let page_path = section.map_or_else(|| "/".to_owned(), |section| section.path.clone().unwrap_or_default());
        let title = section.map_or_else(|| furnishing.paper.name.clone(), |section| furnishing.name_of_feed(&section.name));
        let channel = Channel {
            description: furnishing.paper.tagline.clone().unwrap_or_else(|| title.clone()),
            title,
            link: format!("{base}{page_path}"),
            own_address: format!("{base}{path}"),
            language: furnishing.language.as_str().to_owned(),
        };
        let retracted = shelf.retractions(section.map(|section| section.id), ITEMS).await?;
        let items = self.items(furnishing, &listed, &retracted)?;
        let mut tags = tags_with(path, &listed, own);
        tags.extend(section.map(|section| Tag::Section(section.id)));
        tags.extend(retracted.iter().map(|one| Tag::Article(one.id)));
        Ok(Page::new("application/rss+xml; charset=utf-8", rss(&channel, &items)?, tags))
    }

    /// Articles and retractions, the newest first.
    fn items(&self, furnishing: &Furnishing, listed: &[Listed], retracted: &[Retracted]) -> Result<Vec<FeedItem>, PageBroken> {
        let base = self.base(furnishing);
        let mut dated = Vec::new();
        for one in listed {
            dated.push((one.first_published_at, item(furnishing, base, one)?));
        }
        dated.extend(retracted.iter().map(|one| (one.at, retractions::item(furnishing, base, one))));
        dated.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        Ok(dated.into_iter().map(|(_, item)| item).take(ITEMS as usize).collect())
    }
}

fn item(furnishing: &Furnishing, base: &str, listed: &Listed) -> Result<FeedItem, PageBroken> {
    let card: Card = serde_json::from_str(&listed.card)?;
    Ok(FeedItem {
        id: listed.id,
        version: None,
        title: card.full_headline,
        link: format!("{base}{}", percent_encoded(&listed.path)),
        description: card.description,
        authors: card.byline,
        category: listed.section.and_then(|section| furnishing.link(section)).map(|link| link.label),
        published: dates::rfc822(listed.first_published_at),
    })
}
