//! The one way out: all that the paper asks of other machines over HTTP, and where it never asks.
//!
//! An address comes from a text that anybody may have written. So each host is looked up once, each of its addresses is
//! held against the table of those that are nobody's business, and the connection goes to the very address that was
//! checked; after each redirect anew (decision 44).
//!
//! Never in it: a proxy from the environment, a second look-up, a cookie, what an answer means for the paper.

pub mod allowed;
mod answer;
pub mod client;
mod connecting;
pub mod destination;
pub mod house;
pub mod links;
pub mod names;
mod pace;
pub mod special;
mod time;
mod tls;
pub mod unanswered;

pub use allowed::Allowed;
pub use answer::Answer;
pub use client::{Client, Limits, Method, Settings};
pub use destination::{Destination, DestinationRefused};
pub use tls::begin_tls;
pub use unanswered::Unanswered;

#[cfg(test)]
mod tests;
