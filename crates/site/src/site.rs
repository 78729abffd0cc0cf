//! The public site of one paper on this node: shelf, cache and furnishing, and what makes pages stale.

use std::path::PathBuf;
use std::sync::Arc;

use manuscript::Tag;
use shelf::CurrentShelf;

use crate::cache::Cache;
use crate::furnishing::Furnishings;

/// What the site is made with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Base address (`https://…`, no slash at the end) for papers that configure none.
    pub base: String,
    /// The folder of files as they were received.
    pub media: PathBuf,
    /// The folder of their cleaned bytes.
    pub public: PathBuf,
    /// This node's renditions of pictures.
    pub renditions: PathBuf,
    /// A folder whose templates replace the shipped ones.
    pub theme: Option<PathBuf>,
    /// How many bytes of pages are kept.
    pub cache_bytes: u64,
}

/// The public site of one paper on this node.
pub struct Site {
    pub(crate) shelf: CurrentShelf,
    pub(crate) cache: Cache,
    pub(crate) settings: Settings,
    pub(crate) furnishings: Furnishings,
}

impl Site {
    pub fn new(shelf: CurrentShelf, settings: Settings) -> Arc<Self> {
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

    /// Compresses one waiting page as well as can be. Answers false when none waits.
    pub fn press_one(&self) -> bool {
        self.cache.press_one()
    }
}
