//! What answers at a path: the one router is the shelf's table of addresses.

use manuscript::ids::Thing as Sort;
use manuscript::{Tag, Uuid};
use shelf::AtPath;

use crate::furnishing::Furnishing;
use crate::notices::not_found;
use crate::page::Page;
use crate::question::Question;
use crate::reader::Reader;
use crate::{PageBroken, Site};

impl Site {
    /// Makes the page for a question.
    pub(crate) async fn make(&self, question: &Question, reader: Reader) -> Result<Page, PageBroken> {
        let furnishing = self.furnishings.on(&self.shelf.now()).await?;
        let found = self.found(&furnishing, question, reader).await?;
        match found {
            Some(page) => Ok(page),
            None => not_found(&furnishing, &question.path),
        }
    }

    async fn found(&self, furnishing: &Furnishing, question: &Question, reader: Reader) -> Result<Option<Page>, PageBroken> {
        let path = question.path.as_str();
        match path {
            "/" => return self.front(furnishing, reader).await.map(Some),
            "/feed.xml" => return self.feed(furnishing, None, path).await.map(Some),
            "/robots.txt" => return Ok(Some(self.robots(furnishing))),
            "/sitemap.xml" => return self.sitemap_index(furnishing).await.map(Some),
            _ => {}
        }
        if let Some(part) = path.strip_prefix("/sitemaps/") {
            return self.sitemap_part(furnishing, part, path).await;
        }
        self.addressed(furnishing, question, reader).await
    }

    async fn addressed(&self, furnishing: &Furnishing, question: &Question, reader: Reader) -> Result<Option<Page>, PageBroken> {
        let path = question.path.as_str();
        match self.shelf.now().at_path(path).await? {
            Some(AtPath::Moved(to)) => Ok(Some(Page::moved(
                &to,
                vec![Tag::Address(path.to_owned()), Tag::Address(to.clone())],
            )?)),
            Some(AtPath::Thing(at)) if at.thing == Sort::Article => self.article_or_notice(furnishing, at.id, path, reader).await,
            Some(AtPath::Thing(at)) => match furnishing.thing(at.id) {
                Some(thing) if at.thing == Sort::Page => self.text_page(furnishing, thing, path).map(Some),
                Some(thing) => self.list_of(furnishing, thing, (path, question.number), reader).await,
                None => Ok(None),
            },
            None => self.derived(furnishing, question, reader).await,
        }
    }

    /// The article, or the notice that stands where it was taken back.
    async fn article_or_notice(&self, furnishing: &Furnishing, id: Uuid, path: &str, reader: Reader) -> Result<Option<Page>, PageBroken> {
        match self.article(furnishing, id, path, reader).await? {
            Some(page) => Ok(Some(page)),
            None => self.retraction(furnishing, id, path).await,
        }
    }

    /// What holds the paper to its word: corrections, suspensions, an article's history and its chain.
    async fn truthful(&self, furnishing: &Furnishing, question: &Question, reader: Reader) -> Result<Option<Page>, PageBroken> {
        let (path, words) = (question.path.as_str(), &furnishing.paper.paths);
        let Some((above, last)) = path.rsplit_once('/') else {
            return Ok(None);
        };
        match (above, last) {
            ("", word) if *word == words.corrections => self.corrections(furnishing, (path, question.number)).await,
            ("", word) if *word == words.suspensions => self.suspensions(furnishing, path).await,
            (above, "feed.xml") if above.strip_prefix('/') == Some(&words.corrections) => {
                self.corrections_feed(furnishing, path).await.map(Some)
            }
            (above, "chain.json") => match above.strip_suffix(&format!("/{}", words.history)) {
                Some(article) => self.chain(furnishing, article, path).await,
                None => Ok(None),
            },
            (above, word) if *word == words.history && !above.is_empty() => self.history(furnishing, (above, path), reader).await,
            _ => Ok(None),
        }
    }

    /// A page beside an article that moved is beside it where it is now.
    async fn moved_beside(&self, furnishing: &Furnishing, path: &str) -> Result<Option<Page>, PageBroken> {
        let history = format!("/{}", furnishing.paper.paths.history);
        let endings = [format!("{history}/chain.json"), history];
        for ending in endings {
            let Some(article) = path.strip_suffix(&ending) else { continue };
            if let Some(AtPath::Moved(to)) = self.shelf.now().at_path(article).await? {
                let to = format!("{to}{ending}");
                return Ok(Some(Page::moved(
                    &to,
                    vec![Tag::Address(path.to_owned()), Tag::Address(article.to_owned())],
                )?));
            }
        }
        Ok(None)
    }

    /// What needs no row of its own: a section's feed, a day's archive, the overview of dossiers or series, a path written with a slash too many.
    async fn derived(&self, furnishing: &Furnishing, question: &Question, reader: Reader) -> Result<Option<Page>, PageBroken> {
        let path = question.path.as_str();
        if let Some(page) = self.truthful(furnishing, question, reader).await? {
            return Ok(Some(page));
        }
        if let Some(page) = self.moved_beside(furnishing, path).await? {
            return Ok(Some(page));
        }
        if let Some(section) = path.strip_suffix("/feed.xml") {
            return self.feed_at(furnishing, section, path).await;
        }
        if let Some(date) = date_in(path) {
            return self.day(furnishing, date, (path, question.number), reader).await;
        }
        if path.strip_prefix('/') == Some(&furnishing.paper.paths.latest) {
            return self.latest(furnishing, (path, question.number), reader).await;
        }
        if path.strip_prefix('/') == Some(&furnishing.paper.paths.archive) {
            return self.archive(furnishing, (path, question.number)).await;
        }
        if let Some(page) = self.overview(furnishing, path).await? {
            return Ok(Some(page));
        }
        if let Some(format) = furnishing.paper.format_at(path) {
            return self.format(furnishing, format, (path, question.number), reader).await;
        }
        let trimmed = path.trim_end_matches('/');
        if trimmed != path && !trimmed.is_empty() {
            let stands = date_in(trimmed).is_some() || self.shelf.now().at_path(trimmed).await?.is_some();
            let tags = vec![Tag::Address(path.to_owned()), Tag::Address(trimmed.to_owned())];
            return if stands { Ok(Some(Page::moved(trimmed, tags)?)) } else { Ok(None) };
        }
        Ok(None)
    }
}

/// `/2026/11/22`, a day that exists.
fn date_in(path: &str) -> Option<jiff::civil::Date> {
    let mut parts = path.strip_prefix('/')?.split('/');
    let [year, month, day] = [parts.next()?, parts.next()?, parts.next()?];
    let shaped = year.len() == 4 && month.len() == 2 && day.len() == 2 && parts.next().is_none();
    let date = || jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    if shaped { date() } else { None }
}
