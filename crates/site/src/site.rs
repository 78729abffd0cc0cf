//! The public site of one paper on this node: shelf, cache and furnishing, and what makes pages stale.

use std::path::PathBuf;
use std::sync::Arc;

use manuscript::{Clock, Tag};
use shelf::CurrentShelf;
use supervision::Troubles;

use crate::bringing::BringsMedia;
use crate::cache::{Cache, Figures};
use crate::furnishing::Furnishings;

/// What the site is made with.
#[derive(Clone)]
pub struct Settings {
    /// Base address (`https://…`, no slash at the end) for papers that configure none.
    pub base: String,
    /// The folder of files as they were received.
    pub media: PathBuf,
    /// The folder of their cleaned bytes.
    pub public: PathBuf,
    /// What is in neither of them may be brought there.
    pub brings: Arc<dyn BringsMedia>,
    /// This node's renditions of pictures.
    pub renditions: PathBuf,
    /// A folder whose templates replace the shipped ones.
    pub theme: Option<PathBuf>,
    /// How many bytes of pages are kept.
    pub cache_bytes: u64,
    pub clock: Arc<dyn Clock>,
    /// Where what breaks is told.
    pub troubles: Troubles,
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
            cache: Cache::holding(settings.cache_bytes).telling(settings.troubles.clone()),
            furnishings: Furnishings::new(settings.theme.clone(), settings.troubles.clone()),
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

    /// Reads what stands on every page now, so that what is wrong with it is told before a reader comes.
    pub async fn furnish(&self) {
        // What is wrong was told where it was met; a shelf without settings is not ready yet.
        let _ = self.furnishings.on(&self.shelf.now()).await;
    }

    /// Whether readers get the paper: the shelf is whole.
    pub async fn is_ready(&self) -> bool {
        self.shelf.now().identity().await.is_ok_and(|identity| identity.is_some())
    }

    /// What can be measured of its pages.
    pub fn figures(&self) -> Figures {
        self.cache.figures()
    }

    /// Compresses one waiting page as well as can be. Answers false when none waits.
    pub fn press_one(&self) -> bool {
        self.cache.press_one()
    }
}
