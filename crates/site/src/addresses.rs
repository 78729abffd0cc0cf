//! What answers at a path: an address on the shelf or, where there is none, what its route says.

use manuscript::ids::Thing;
use manuscript::route::Route;
use manuscript::{Tag, Uuid};
use shelf::AtPath;

use crate::furnishing::Furnishing;
use crate::notices::not_found;
use crate::page::Page;
use crate::question::{Asked, Question};
use crate::reader::Reader;
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

    /// The table of addresses comes before what is derived: a paper that changed its words keeps what it had. What is the
    /// site's in every paper is not asked of the table.
    async fn found(&self, furnishing: &Furnishing, asked: Asked<'_>) -> Result<Option<Page>, PageBroken> {
        let route = Route::of(asked.path, &furnishing.paper);
        let standing = match &route {
            Some(route) if route.is_of_the_site() => None,
            _ => self.shelf.now().at_path(asked.path).await?,
        };
        match (standing, route) {
            (Some(at), _) => self.addressed(furnishing, at, asked).await,
            (None, Some(route)) => self.routed(furnishing, route, asked).await,
            (None, None) => Ok(None),
        }
    }

    async fn addressed(&self, furnishing: &Furnishing, at: AtPath, asked: Asked<'_>) -> Result<Option<Page>, PageBroken> {
        let path = asked.path;
        let at = match at {
            AtPath::Thing(at) => at,
            AtPath::Moved(to) => {
                let tags = vec![Tag::Address(path.to_owned()), Tag::Address(to.clone())];
                return Ok(Some(Page::moved(&to, tags)?));
            }
        };
        match furnishing.thing(at.id) {
            _ if at.thing == Thing::Article => self.article_or_notice(furnishing, at.id, asked).await,
            Some(thing) if at.thing == Thing::Page => self.text_page(furnishing, thing, path).map(Some),
            Some(thing) => self.list_of(furnishing, thing, asked).await,
            None => Ok(None),
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
    async fn routed(&self, furnishing: &Furnishing, route: Route<'_>, asked: Asked<'_>) -> Result<Option<Page>, PageBroken> {
        let path = asked.path;
        match route {
            Route::Front => self.front(furnishing, asked.reader).await.map(Some),
            Route::Robots => Ok(Some(self.robots(furnishing))),
            Route::Sitemap => self.sitemap_index(furnishing).await.map(Some),
            Route::SitemapOfLists => self.sitemap_of_lists(furnishing, path).await.map(Some),
            Route::SitemapOfArticles(part) => self.sitemap_of_articles(furnishing, part, path).await,
            Route::Feed("") => self.feed(furnishing, None, path).await.map(Some),
            Route::Feed(section) => self.feed_at(furnishing, section, path).await,
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
            Route::Day(date) => self.day(furnishing, date, asked).await,
            Route::Latest => self.latest(furnishing, asked).await,
            Route::Archive => self.archive(furnishing, asked).await,
            Route::Overview(overview) => self.overview(furnishing, overview.thing(), path).await,
            Route::Format(format) => self.format(furnishing, format, asked).await,
            Route::SlashBehind(_) => self.without_slash(furnishing, path).await,
            // Files answer at the door, at the very letters of their addresses; rooms and files to come answer nowhere yet.
            Route::Asset(_) | Route::Media(_) | Route::OnMastodon | Route::Reserved(_) => Ok(None),
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

    async fn without_slash(&self, furnishing: &Furnishing, path: &str) -> Result<Option<Page>, PageBroken> {
        let trimmed = path.trim_end_matches('/');
        let is_day = matches!(Route::of(trimmed, &furnishing.paper), Some(Route::Day(_)));
        let stands = is_day || self.shelf.now().at_path(trimmed).await?.is_some();
        let tags = vec![Tag::Address(path.to_owned()), Tag::Address(trimmed.to_owned())];
        Ok(if stands { Some(Page::moved(trimmed, tags)?) } else { None })
    }
}
