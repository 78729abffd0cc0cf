//! The works: the newsroom's side of a node in one value, store, press and acts together, there or away as its database
//! is. Doors that write ask it, and nothing else.
//!
//! Never in it: HTTP, SQL, configuration, rules of the paper.

mod act;
mod files;
mod newsroom;
mod not_done;
mod refused;
mod standing;

pub use act::{Asked, Done};
pub use files::TakenIn;
pub use intake::media::Received;
pub use newsroom::{Newsroom, Outside};
pub use not_done::{NotDone, refused};
pub use refused::WorksRefused;
pub use standing::{Opener, Standing, Works};
