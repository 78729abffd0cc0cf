//! An S3-compatible store in which a paper keeps its originals, so that every node has them.
//!
//! Requests are signed by `rusty-s3` and leave through `outgoing`. Whoever asks waits; what goes over the network runs in one
//! thread of its own (decision 56).
//!
//! Never in it: what an original is to the paper, which node has a copy, a secret in a word that is said.

mod line;
mod objects;
mod reach;
mod settings;
mod unhelpful;

pub use objects::Objects;
pub use settings::{Settings, SettingsRefused};
