//! The night shift: applies the record to the shelf and to the pages, and rebuilds the shelf when it was lost.
//!
//! Never in it: requests from people.

mod broken;
mod catalogue;
pub mod cleaning;
pub mod jobs;
mod press;
mod public_state;
mod rebuilding;
pub mod renditions;
mod touched;

pub use broken::PressBroken;
pub use press::{Pages, Press};
pub use rebuilding::remake_renderings;
