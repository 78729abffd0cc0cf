//! Sitemaps: the lists of the paper, then every article, in parts.

use manuscript::{Instant, Tag};
use shelf::Shelf;
use typeset::sitemap::{self, ADDRESSES_PER_PART};

use crate::furnishing::{Furnishing, tags_at};
use crate::page::{Page, percent_encoded};
use crate::{PageBroken, Site};

const XML: &str = "application/xml; charset=utf-8";

impl Site {
    /// The index of all parts.
    pub(crate) async fn sitemap_index(&self, furnishing: &Furnishing) -> Result<Page, PageBroken> {
        let base = self.base(furnishing);
        let count = self.shelf.now().count().await?;
        let parts = (0..=(count - 1).max(0) / ADDRESSES_PER_PART).map(|part| format!("{base}/sitemaps/articles-{part}.xml"));
        let all: Vec<String> = std::iter::once(format!("{base}/sitemaps/lists.xml")).chain(parts).collect();
        let mut tags = tags_at("/sitemap.xml");
        tags.push(Tag::Latest);
        Ok(Page::new(XML, sitemap::index(&all), tags))
    }

    /// One part: `lists.xml` or `articles-0.xml`.
    pub(crate) async fn sitemap_part(&self, furnishing: &Furnishing, part: &str, path: &str) -> Result<Option<Page>, PageBroken> {
        let shelf = self.shelf.now();
        let entries = match part.strip_prefix("articles-").and_then(|rest| rest.strip_suffix(".xml")) {
            Some(number) => match number.parse::<u32>() {
                Ok(number) if number == 0 || i64::from(number) * ADDRESSES_PER_PART < shelf.count().await? => {
                    articles(&shelf, number).await?
                }
                _ => return Ok(None),
            },
            None if part == "lists.xml" => lists(furnishing, &shelf).await?,
            None => return Ok(None),
        };
        let base = self.base(furnishing);
        let addresses: Vec<_> = entries
            .into_iter()
            .map(|(path, at)| (format!("{base}{}", percent_encoded(&path)), at.map(Instant::rfc3339)))
            .collect();
        let mut tags = tags_at(path);
        tags.push(Tag::Latest);
        Ok(Some(Page::new(XML, sitemap::part(&addresses), tags)))
    }
}

async fn articles(shelf: &Shelf, number: u32) -> Result<Vec<(String, Option<Instant>)>, PageBroken> {
    let rows = shelf.sitemap(ADDRESSES_PER_PART, i64::from(number) * ADDRESSES_PER_PART).await?;
    Ok(rows.into_iter().map(|(path, at)| (path, Some(at))).collect())
}

async fn lists(furnishing: &Furnishing, shelf: &Shelf) -> Result<Vec<(String, Option<Instant>)>, PageBroken> {
    let mut entries = vec![("/".to_owned(), None), (format!("/{}", furnishing.paper.paths.archive), None)];
    let things = furnishing.listed.iter().filter_map(|id| furnishing.thing(*id)?.path.clone());
    entries.extend(things.map(|path| (path, None)));
    let days = shelf.days(ADDRESSES_PER_PART, 0).await?;
    entries.extend(days.into_iter().map(|(day, _)| (format!("/{}", day.replace('-', "/")), None)));
    Ok(entries)
}
