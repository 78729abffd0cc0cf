//! What answers at a path: an address on the shelf or, where there is none, what the paper's words say.

use manuscript::ids::Thing;
use manuscript::{Tag, Uuid};
use shelf::AtPath;

use crate::furnishing::Furnishing;
use crate::notices::not_found;
use crate::page::Page;
use crate::question::{Asked, Question};
use crate::reader::Reader;
use crate::routes::{self, Route};
use crate::{PageBroken, Site};

impl Site {
    /// Makes the page for a question.
    pub(crate) async fn make(&self, question: &Question, reader: Reader) -> Result<Page, PageBroken> {
        let furnishing = self.furnishings.on(&self.shelf.now()).await?;
        let asked = Asked {
            path: &question.path,
            number: question.number,
            reader,
        };
        let began = self.settings.clock.now();
        let mut page = match self.found(&furnishing, asked).await? {
            Some(page) => page,
            None => not_found(&furnishing, &question.path)?,
        };
        page.made_at = began;
        Ok(page)
    }

    async fn found(&self, furnishing: &Furnishing, asked: Asked<'_>) -> Result<Option<Page>, PageBroken> {
        match asked.path {
            "/" => return self.front(furnishing, asked.reader).await.map(Some),
            "/feed.xml" => return self.feed(furnishing, None, asked.path).await.map(Some),
            "/robots.txt" => return Ok(Some(self.robots(furnishing))),
            "/sitemap.xml" => return self.sitemap_index(furnishing).await.map(Some),
            _ => {}
        }
        if let Some(part) = asked.path.strip_prefix("/sitemaps/") {
            return self.sitemap_part(furnishing, part, asked.path).await;
        }
        self.addressed(furnishing, asked).await
    }

    async fn addressed(&self, furnishing: &Furnishing, asked: Asked<'_>) -> Result<Option<Page>, PageBroken> {
        let path = asked.path;
        match self.shelf.now().at_path(path).await? {
            Some(AtPath::Moved(to)) => Ok(Some(Page::moved(
                &to,
                vec![Tag::Address(path.to_owned()), Tag::Address(to.clone())],
            )?)),
            Some(AtPath::Thing(at)) if at.thing == Thing::Article => self.article_or_notice(furnishing, at.id, asked).await,
            Some(AtPath::Thing(at)) => match furnishing.thing(at.id) {
                Some(thing) if at.thing == Thing::Page => self.text_page(furnishing, thing, path).map(Some),
                Some(thing) => self.list_of(furnishing, thing, asked).await,
                None => Ok(None),
            },
            None => match Route::of(path, &furnishing.paper) {
                Some(route) => self.routed(furnishing, &route, asked).await,
                None => Ok(None),
            },
        }
    }

    /// The article, or the notice that stands where it was taken back.
    async fn article_or_notice(&self, furnishing: &Furnishing, id: Uuid, asked: Asked<'_>) -> Result<Option<Page>, PageBroken> {
        match self.article(furnishing, id, asked).await? {
            Some(page) => Ok(Some(page)),
            None => self.retraction(furnishing, id, asked.path).await,
        }
    }

    /// What needs no row of its own.
    async fn routed(&self, furnishing: &Furnishing, route: &Route<'_>, asked: Asked<'_>) -> Result<Option<Page>, PageBroken> {
        let path = asked.path;
        match route {
            Route::Corrections => self.corrections(furnishing, asked).await,
            Route::CorrectionsFeed => self.corrections_feed(furnishing, path).await.map(Some),
            Route::Suspensions => self.suspensions(furnishing, path).await,
            Route::History(article) => match self.history(furnishing, article, asked).await? {
                Some(page) => Ok(Some(page)),
                None => self.moved_beside(article, path).await,
            },
            Route::Chain(article) => match self.chain(furnishing, article, path).await? {
                Some(page) => Ok(Some(page)),
                None => self.moved_beside(article, path).await,
            },
            Route::Feed(section) => self.feed_at(furnishing, section, path).await,
            Route::Day(date) => self.day(furnishing, *date, asked).await,
            Route::Latest => self.latest(furnishing, asked).await,
            Route::Archive => self.archive(furnishing, asked).await,
            Route::Overview(sort) => self.overview(furnishing, *sort, path).await,
            Route::Format(format) => self.format(furnishing, format, asked).await,
            Route::SlashBehind(trimmed) => self.without_slash(trimmed, path).await,
        }
    }

    /// A page beside an article that moved is beside it where it is now.
    async fn moved_beside(&self, article: &str, path: &str) -> Result<Option<Page>, PageBroken> {
        let Some(AtPath::Moved(to)) = self.shelf.now().at_path(article).await? else {
            return Ok(None);
        };
        let to = format!("{to}{}", &path[article.len()..]);
        let tags = vec![Tag::Address(path.to_owned()), Tag::Address(article.to_owned())];
        Ok(Some(Page::moved(&to, tags)?))
    }

    async fn without_slash(&self, trimmed: &str, path: &str) -> Result<Option<Page>, PageBroken> {
        let stands = routes::is_day(trimmed) || self.shelf.now().at_path(trimmed).await?.is_some();
        let tags = vec![Tag::Address(path.to_owned()), Tag::Address(trimmed.to_owned())];
        Ok(if stands { Some(Page::moved(trimmed, tags)?) } else { None })
    }
}
