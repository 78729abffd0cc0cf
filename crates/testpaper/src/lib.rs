//! The test paper, in two forms: one in the test's own process, with a clock that stands still ([`InProcess`]), and one
//! that the real program keeps in a folder ([`TestPaper`]). Throw-away databases, a reader who asks.
//!
//! Nothing sleeps: a story sets the clock, or waits for what the program says, and gives up after a bound.

#![expect(
    clippy::missing_panics_doc,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says why"
)]

pub mod clock_file;
pub mod clockwork;
pub mod databases;
pub mod films;
pub mod in_process;
pub mod newsroom;
pub mod object_store;
pub mod paper;
pub mod pictures;
pub mod proxy;
pub mod reader;
pub mod skipping;
pub mod stopping;
pub mod waiting;
pub mod written;

pub use clock_file::ClockFile;
pub use clockwork::{CountedIds, StoppedClock, in_paris};
pub use databases::{Engine, ThrowAway, engines};
pub use in_process::{InProcess, on_both};
pub use newsroom::{Ended, Newsroom, Refused};
pub use object_store::ObjectStore;
pub use paper::{Ran, Served, TestPaper};
pub use reader::{Answer, Sent, get, post, request};
pub use skipping::skipped;
pub use written::{Written, article};
