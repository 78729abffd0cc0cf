//! The copy desk through its door: every proof sheet, every invariant.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read their sheets from files, and stop where one is wrong"
)]

mod learning;
mod manual;
mod planted;
mod planting;
mod proofs;
mod sheet;
mod typography;
