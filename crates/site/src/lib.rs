//! The reader's door: public pages, feeds, sitemaps, media, and the cache of pages.
//!
//! Never in it: opening a `Tx`, SQL, the newsroom's database. Everything comes from the shelf.

mod addresses;
mod articles;
pub mod bringing;
mod broken;
pub mod cache;
mod cards;
mod chains;
mod colours;
mod corrections;
mod door;
mod feeds;
mod front;
mod furnishing;
mod histories;
mod lists;
mod media;
pub mod negotiation;
mod neighbours;
mod notices;
mod once;
mod opening;
pub mod page;
mod pages;
pub mod question;
mod ranges;
mod reader;
mod retractions;
mod robots;
mod sharing;
mod site;
mod sitemaps;
mod statics;
mod suspensions;
mod voice;

pub use broken::PageBroken;
pub use cache::{Cache, Figures};
pub use door::{Answering, Door, door};
pub use reader::Reader;
pub use site::{Settings, Site};
