//! What every door of a node needs: bodies within limits, the address of whoever asks, the number of a request.
//!
//! Never in it: pages, acts, rules of the paper, a database.

pub mod body;
pub mod client;
pub mod request;
