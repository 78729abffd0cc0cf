//! Outside jobs: work whose effect is not in the database, done without the record's lock and without any transaction open.
//!
//! Never in it: acts. What such a job has to say to the house is a notice; what it changes of the paper, an act does.

pub mod ahead;
pub mod forgetting;
mod kind;
mod pauses;
mod planner;
mod worker;

pub use kind::{Doing, Failed, OutsideKind, Planned, Repeats, Work};
pub use planner::LOOK_EVERY as PLANS_EVERY;
pub use worker::{OutsideWork, Point};
