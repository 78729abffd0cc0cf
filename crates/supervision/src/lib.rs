//! What keeps a process going and honest: named tasks that are begun again when they die, and a list of what is broken
//! now, which is the same for the log and for whoever asks how the process is.
//!
//! Never in it: rules of the paper, a database, HTTP, a person's data.

mod supervisor;
mod troubles;
mod unwound;

pub use supervisor::{GivenUp, Seen, Supervisor, Task, TaskState};
pub use troubles::{Ends, Kind, Standing, Troubles};
pub use unwound::{Panicked, unwound};
