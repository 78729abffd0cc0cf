//! The night shift: applies the record to the shelf and to the pages, and rebuilds the shelf when it was lost.
//!
//! Never in it: requests from people.

pub mod bringing;
mod broken;
mod catalogue;
pub mod cleaning;
pub mod house;
pub mod jobs;
mod measures;
mod measuring;
pub mod outside;
mod press;
mod public_state;
mod rebuilding;
pub mod renditions;
mod sweeping;
mod tasks;
mod touched;

pub use broken::PressBroken;
pub use measures::Measures;
pub use press::{Pages, Press};
pub use rebuilding::remake_renderings;
