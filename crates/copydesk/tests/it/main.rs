//! The copy desk through its door: every proof sheet, every invariant.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read their sheets from files, and stop where one is wrong"
)]

mod chosen;
mod copies;
mod corpus;
mod dismissals;
mod edits;
mod every_text;
mod fixes;
mod hostile;
mod house_files;
mod incremental;
mod learning;
mod manual;
mod planted;
mod planting;
mod proofs;
mod sheet;
mod shown;
mod typography;
mod units;
