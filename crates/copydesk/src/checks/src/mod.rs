//! SRC: sources.

pub(crate) mod copied_share;
pub(crate) mod copied_whole;
pub(crate) mod pickup;

mod copied;
