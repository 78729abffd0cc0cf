//! The reader's door: public pages, feeds, sitemaps, media, and the cache of pages.
//!
//! Never in it: opening a `Tx`, SQL, the newsroom's database. Everything comes from the shelf.

mod addresses;
mod articles;
pub mod cache;
mod cards;
mod chains;
mod corrections;
mod door;
mod feeds;
mod front;
mod furnishing;
mod handing_on;
mod histories;
mod inks;
mod lists;
mod media;
pub mod negotiation;
mod neighbours;
mod notices;
mod once;
mod once_a_minute;
mod opening;
pub mod page;
mod pages;
pub mod question;
mod ranges;
mod retractions;
mod robots;
mod sitemaps;
mod statics;
mod suspensions;

use std::path::PathBuf;
use std::sync::Arc;

use manuscript::Tag;
use shelf::Standing;
use typeset::templates::TemplateBroken;

pub use cache::Cache;
pub use door::{Door, door};
pub use furnishing::Reader;

use furnishing::Furnishings;

/// Broken machinery behind a page: a 500 and one log line.
#[derive(Debug, thiserror::Error)]
pub enum PageBroken {
    #[error(transparent)]
    Shelf(#[from] shelf::Broken),
    #[error(transparent)]
    Template(#[from] TemplateBroken),
    #[error(transparent)]
    Theme(#[from] typeset::theme_files::UnreadTheme),
    #[error("what typesetting left cannot be read: {0}")]
    Impression(#[from] serde_json::Error),
    #[error(transparent)]
    Feed(#[from] typeset::feed::FeedBroken),
    #[error("a page could not be put together: {0}")]
    Http(#[from] http::Error),
    #[error("a file could not be read: {0}")]
    File(#[from] std::io::Error),
    #[error("a version on the shelf cannot be read: {0}")]
    Copy(String),
    #[error("nothing has been laid on the shelf yet")]
    NotReady,
    /// Its older copy is not answered either.
    #[error("the page shows what was taken back, and cannot be made without it: {0}")]
    TakenBack(String),
}

/// What the site is made with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Base address (`https://…`, no slash at the end) for papers that configure none.
    pub base: String,
    /// The folder of files as they were received.
    pub media: PathBuf,
    /// The folder of their cleaned bytes.
    pub public: PathBuf,
    /// This node's prints of pictures.
    pub prints: PathBuf,
    /// A folder whose templates replace the shipped ones.
    pub theme: Option<PathBuf>,
    /// How many bytes of pages are kept.
    pub cache_bytes: u64,
}

/// The public site of one paper on this node.
pub struct Site {
    pub(crate) shelf: Standing,
    pub(crate) cache: Cache,
    pub(crate) settings: Settings,
    pub(crate) furnishings: Furnishings,
}

impl Site {
    pub fn new(shelf: Standing, settings: Settings) -> Arc<Self> {
        Arc::new(Self {
            cache: Cache::holding(settings.cache_bytes),
            furnishings: Furnishings::new(settings.theme.clone()),
            shelf,
            settings,
        })
    }

    /// What was touched must be shown anew from the next request on.
    pub fn purge(&self, tags: &[Tag]) {
        let is_furnishing = |tag: &Tag| {
            matches!(
                tag,
                Tag::Paper | Tag::Suspensions | Tag::Section(_) | Tag::Person(_) | Tag::Described(_)
            )
        };
        if tags.iter().any(is_furnishing) {
            self.furnishings.forget();
        }
        self.cache.purge(tags);
    }

    /// What shows any of these shows what was taken back: nobody gets it as it was.
    pub fn take_back(&self, tags: &[Tag]) {
        self.cache.take_back(tags);
    }

    /// Everything must be shown anew, and nothing as it was.
    pub fn take_all_back(&self) {
        self.furnishings.forget();
        self.cache.take_all_back();
    }

    /// Everything must be shown anew.
    pub fn purge_all(&self) {
        self.furnishings.forget();
        self.cache.purge_all();
    }
}

impl Site {
    /// Compresses one waiting page as well as can be. Answers false when none waits.
    pub fn press_one(&self) -> bool {
        self.cache.press_one()
    }
}
