//! The public state on this node, in its own file: live copy, renderings, addresses, lists.
//!
//! Never in it: drafts, copy under embargo, what is withheld, people's accounts. So no page can leak them.

mod applied;
mod broken;
pub mod current;
pub mod file_state;
mod held_back;
mod ids;
pub mod reading;
mod rows;
mod shelf;
pub mod writing;

pub use applied::Applied;
pub use broken::Broken;
pub use current::CurrentShelf;
pub use reading::{
    Article, AtPath, CatalogueThing, Corrected, Explained, Filled, Listed, MediaTouched, MediaUse, Retracted, Step, Suspended, Versioned,
};
pub use shelf::Shelf;
pub use writing::{
    Change, Shelved, ShelvedAddress, ShelvedArticle, ShelvedExplanation, ShelvedMedia, ShelvedState, ShelvedVersion, Typeset,
};
