//! Sitemaps: the lists of the paper, then every article, in parts.

use manuscript::route::Route;
use manuscript::{Instant, Tag};
use shelf::Shelf;
use typeset::sitemap::{self, ADDRESSES_PER_PART};

use crate::furnishing::{Furnishing, tags_at};
use crate::page::{Page, percent_encoded};
use crate::{PageBroken, Site};

/// An address, and when what stands there changed last, where that is said.
type Entry = (String, Option<Instant>);

const XML: &str = "application/xml; charset=utf-8";

impl Site {
    /// The index of all parts.
    pub(crate) async fn sitemap_index(&self, furnishing: &Furnishing) -> Result<Page, PageBroken> {
        let base = self.base(furnishing);
        let count = self.shelf.now().count().await?;
        let last = (count - 1).max(0) / ADDRESSES_PER_PART;
        let parts = (0..=u32::try_from(last).unwrap_or(u32::MAX)).map(Route::SitemapOfArticles);
        let all = std::iter::once(Route::SitemapOfLists).chain(parts);
        let all: Vec<String> = all.map(|part| format!("{base}{}", furnishing.address(part))).collect();
        let mut tags = tags_at(&furnishing.address(Route::Sitemap));
        tags.push(Tag::Latest);
        Ok(Page::new(XML, sitemap::index(&all), tags))
    }

    /// The front, the archive, every list and every day.
    pub(crate) async fn sitemap_of_lists(&self, furnishing: &Furnishing, path: &str) -> Result<Page, PageBroken> {
        let entries = lists(furnishing, &self.shelf.now()).await?;
        Ok(self.part(furnishing, entries, path))
    }

    /// One part of the articles; nothing past the last one.
    pub(crate) async fn sitemap_of_articles(&self, furnishing: &Furnishing, part: u32, path: &str) -> Result<Option<Page>, PageBroken> {
        let shelf = self.shelf.now();
        if part > 0 && i64::from(part) * ADDRESSES_PER_PART >= shelf.count().await? {
            return Ok(None);
        }
        let entries = articles(&shelf, part).await?;
        Ok(Some(self.part(furnishing, entries, path)))
    }

    fn part(&self, furnishing: &Furnishing, entries: Vec<Entry>, path: &str) -> Page {
        let base = self.base(furnishing);
        let addresses: Vec<_> = entries
            .into_iter()
            .map(|(path, at)| (format!("{base}{}", percent_encoded(&path)), at.map(Instant::rfc3339)))
            .collect();
        let mut tags = tags_at(path);
        tags.push(Tag::Latest);
        Page::new(XML, sitemap::part(&addresses), tags)
    }
}

async fn articles(shelf: &Shelf, number: u32) -> Result<Vec<Entry>, PageBroken> {
    let rows = shelf.sitemap(ADDRESSES_PER_PART, i64::from(number) * ADDRESSES_PER_PART).await?;
    Ok(rows.into_iter().map(|(path, at)| (path, Some(at))).collect())
}

async fn lists(furnishing: &Furnishing, shelf: &Shelf) -> Result<Vec<Entry>, PageBroken> {
    let mut entries: Vec<Entry> = [Route::Front, Route::Archive].map(|route| (furnishing.address(route), None)).into();
    let things = furnishing.listed.iter().filter_map(|id| furnishing.thing(*id)?.path.clone());
    entries.extend(things.map(|path| (path, None)));
    let days = shelf.days(ADDRESSES_PER_PART, 0).await?;
    let days = days.into_iter().filter_map(|(day, _)| day.parse().ok());
    entries.extend(days.map(|day| (furnishing.address(Route::Day(day)), None)));
    Ok(entries)
}
