//! Acts: one thing that an editor does, one function, one transaction that ends by entering the record.
//!
//! Never in it: HTTP, mail, waiting on the outside. Every act asks itself whether the one who acts may.

pub mod addressing;
pub mod catalogue;
pub mod desk;
pub mod importing;
pub mod paper;
pub mod permission;
pub mod publication;
pub mod tags;

pub use desk::Desk;

use store::{Broken, Store, Tx};

/// Opens the transaction of an act, or of a batch of them.
#[expect(clippy::disallowed_methods, reason = "the acts' one door to writing")]
pub async fn begin(store: &Store) -> Result<Tx, Broken> {
    store.begin().await
}
