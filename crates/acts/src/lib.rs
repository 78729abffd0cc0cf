//! Acts: one thing that an editor does, one function, one transaction that ends by entering the record.
//!
//! Never in it: HTTP, mail, waiting on the outside. Every act asks itself whether the one who acts may.

pub mod addressing;
mod ahead;
pub mod base;
pub mod catalogue;
pub mod correction;
pub mod describing;
pub mod desk;
pub mod drafting;
mod entry;
pub mod erasing;
pub mod forgetting;
pub mod group_commit;
pub mod importing;
pub mod keeping;
pub mod links;
pub mod media;
pub mod notices;
pub mod once;
pub mod outside_links;
pub mod paper;
pub mod people;
pub mod permission;
pub mod placing;
pub mod planning;
pub mod publication;
pub mod requests;
pub mod retraction;
pub mod reviving;
pub mod subject;
pub mod suspending;
pub mod throttle;
pub mod tokens;
pub mod unrecorded;
pub mod withheld_words;
pub mod withholding;

pub use desk::Desk;

use store::{Broken, Patience, Store, Tx};

/// Opens the transaction of an act, or of a batch of them, once whoever writes before is done; waits for that two seconds.
pub async fn begin(store: &Store) -> Result<Tx, Broken> {
    begun(store, Patience::Door).await
}

/// The same for work that lasts for minutes itself, and would have to begin anew.
pub async fn begin_patiently(store: &Store) -> Result<Tx, Broken> {
    begun(store, Patience::Long).await
}

/// Opens a transaction that enters nothing in the record and does not wait for those who do: for rows of which the record says
/// nothing, as a draft's text while it is typed or what a job outside has done so far. Nothing may be entered through it; what
/// it changed of which the record carries the state is refused at its commit.
#[expect(clippy::disallowed_methods, reason = "the acts' one door to writing without the pen")]
pub async fn begin_unrecorded(store: &Store) -> Result<Tx, Broken> {
    let mut tx = store.begin(Patience::Door).await?;
    store::asleep::refuse_if_unwritable(&mut tx).await?;
    Ok(tx)
}

#[expect(clippy::disallowed_methods, reason = "the acts' one door to writing")]
async fn begun(store: &Store, patience: Patience) -> Result<Tx, Broken> {
    let mut tx = store.begin(patience).await?;
    match store::record::lock_record(&mut tx).await {
        Ok(()) => Ok(tx),
        Err(broken) => {
            // What waited in vain is given back before anybody else is asked who it waited for.
            drop(tx);
            Err(store.naming_writer(broken, patience).await)
        }
    }
}
