//! What answers at a path without a row of its own: one list, which reads every such address and makes it (decision 43).
//!
//! Reading allocates nothing. An address of the paper's own, an article's or a section's, is no route: the table of addresses
//! knows it.

mod files;
mod number;
mod overview;
mod said;

use jiff::civil::Date;

use crate::address::{day_in, of_day};
use crate::paper::{FormatEntry, Paper};
use crate::reserved::{self, Reserved};

pub use files::{Asset, MediaFile};
pub use overview::Overview;

/// Where a reader says which instance of Mastodon is theirs.
pub const ON_MASTODON: &str = "/share/mastodon";

/// The last word of a feed.
const FEED: &str = "feed.xml";
/// The last word of a chain.
const CHAIN: &str = "chain.json";

/// What a path asks for, where it is nobody's own address.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Route<'a> {
    Front,
    Asset(Asset<'a>),
    Media(MediaFile<'a>),
    /// The step of sharing on Mastodon.
    OnMastodon,
    Robots,
    Sitemap,
    SitemapOfLists,
    /// A part of the articles, counted from zero.
    SitemapOfArticles(u32),
    /// The feed of the section at a path; of the whole paper, where the path is empty.
    Feed(&'a str),
    Corrections,
    CorrectionsFeed,
    Suspensions,
    /// The history of the article at a path.
    History(&'a str),
    /// The chain of the article at a path.
    Chain(&'a str),
    Day(Date),
    Latest,
    Archive,
    Overview(Overview),
    Format(&'a FormatEntry),
    /// A path with a slash behind it, or several.
    SlashBehind(&'a str),
    /// Nothing yet, and never anything of the paper's own, but in a paper that had it before the word was reserved.
    Reserved(Reserved<'a>),
}

impl<'a> Route<'a> {
    /// What a path asks for, in the words of a paper.
    pub fn of(path: &'a str, paper: &'a Paper) -> Option<Self> {
        Self::of_the_site(path)
            .or_else(|| Self::of_the_paper(path, paper))
            .or_else(|| Reserved::at(path).map(Self::Reserved))
    }

    /// What a path asks for whose first word is the site's in every paper: no row was ever given there.
    pub fn of_the_site(path: &'a str) -> Option<Self> {
        let rest = path.strip_prefix('/')?;
        let (first, behind) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let answers = match (first, behind) {
            ("", "") => Some(Self::Front),
            (FEED, "") => Some(Self::Feed("")),
            ("robots.txt", "") => Some(Self::Robots),
            ("sitemap.xml", "") => Some(Self::Sitemap),
            ("sitemaps", part) => sitemap_at(part),
            ("assets", _) => Asset::at(path).map(Self::Asset),
            ("media", _) => MediaFile::at(path).map(Self::Media),
            _ => (path == ON_MASTODON).then_some(Self::OnMastodon),
        };
        answers.or_else(|| {
            let keeper = reserved::of_the_site(first)?;
            Some(Self::Reserved(Reserved { keeper, path }))
        })
    }

    /// Where it answers: what [`Route::of`] reads as this route.
    pub fn path(&self, paper: &Paper) -> String {
        let paths = &paper.paths;
        let history = &paths.history;
        match self {
            Self::Front => "/".into(),
            Self::Asset(asset) => asset.path(),
            Self::Media(file) => file.path(),
            Self::OnMastodon => ON_MASTODON.into(),
            Self::Robots => "/robots.txt".into(),
            Self::Sitemap => "/sitemap.xml".into(),
            Self::SitemapOfLists => "/sitemaps/lists.xml".into(),
            Self::SitemapOfArticles(part) => format!("/sitemaps/articles-{part}.xml"),
            Self::Feed(of) => format!("{of}/{FEED}"),
            Self::Corrections => format!("/{}", paths.corrections),
            Self::CorrectionsFeed => format!("/{}/{FEED}", paths.corrections),
            Self::Suspensions => format!("/{}", paths.suspensions),
            Self::History(article) => format!("{article}/{history}"),
            Self::Chain(article) => format!("{article}/{history}/{CHAIN}"),
            Self::Day(day) => of_day(*day),
            Self::Latest => format!("/{}", paths.latest),
            Self::Archive => format!("/{}", paths.archive),
            Self::Overview(overview) => format!("/{}", overview.word(paths)),
            Self::Format(format) => format!("/{}", format.path),
            Self::SlashBehind(path) => (*path).into(),
            Self::Reserved(reserved) => reserved.path.into(),
        }
    }

    /// Whether nothing of the paper's own can stand there, so that the table of addresses need not be asked.
    pub fn is_of_the_site(&self) -> bool {
        match self {
            Self::Front
            | Self::Asset(_)
            | Self::Media(_)
            | Self::OnMastodon
            | Self::Robots
            | Self::Sitemap
            | Self::SitemapOfLists
            | Self::SitemapOfArticles(_) => true,
            Self::Feed(of) => of.is_empty(),
            Self::Reserved(reserved) => reserved.is_of_the_site(),
            _ => false,
        }
    }

    /// What the paper's own words and the shape of a path say. No two of these ask for one path.
    fn of_the_paper(path: &'a str, paper: &'a Paper) -> Option<Self> {
        let (above, last) = path.rsplit_once('/')?;
        match last {
            "" => with_a_slash(path),
            FEED => Some(feed_of(above, paper)),
            _ if last == paper.paths.history => Some(Self::History(above)),
            CHAIN => chain_of(above, paper),
            _ => day_in(path).map(Self::Day).or_else(|| word(path, paper)),
        }
    }
}

fn sitemap_at<'a>(behind: &str) -> Option<Route<'a>> {
    if behind == "/lists.xml" {
        return Some(Route::SitemapOfLists);
    }
    let number = behind.strip_prefix("/articles-")?.strip_suffix(".xml")?;
    number::read(number).map(Route::SitemapOfArticles)
}

fn with_a_slash(path: &str) -> Option<Route<'_>> {
    path.bytes().any(|sign| sign != b'/').then_some(Route::SlashBehind(path))
}

fn feed_of<'a>(above: &'a str, paper: &Paper) -> Route<'a> {
    if above.strip_prefix('/') == Some(&paper.paths.corrections) {
        Route::CorrectionsFeed
    } else {
        Route::Feed(above)
    }
}

fn chain_of<'a>(above: &'a str, paper: &Paper) -> Option<Route<'a>> {
    let article = above.strip_suffix(paper.paths.history.as_str())?.strip_suffix('/')?;
    Some(Route::Chain(article))
}

/// What one word of the paper's stands for.
fn word<'a>(path: &str, paper: &'a Paper) -> Option<Route<'a>> {
    let word = path.strip_prefix('/')?;
    let paths = &paper.paths;
    let all = [
        (&paths.corrections, Route::Corrections),
        (&paths.suspensions, Route::Suspensions),
        (&paths.latest, Route::Latest),
        (&paths.archive, Route::Archive),
    ];
    let overview = || Overview::ALL.into_iter().find(|overview| overview.word(paths) == word);
    let format = || paper.formats.iter().find(|format| format.path == word);
    let known = all.into_iter().find(|(known, _)| *known == word).map(|(_, route)| route);
    known
        .or_else(|| overview().map(Route::Overview))
        .or_else(|| format().map(Route::Format))
}
