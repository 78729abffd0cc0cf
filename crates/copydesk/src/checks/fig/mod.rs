//! FIG: figures.

pub(crate) mod bound_dropped;
pub(crate) mod bound_reversed;
pub(crate) mod changed;
pub(crate) mod contradiction;
pub(crate) mod drift;
mod figures;
mod headlines;
mod lattice;
pub(crate) mod nowhere;
pub(crate) mod part_over_whole;
pub(crate) mod percentage;
pub(crate) mod proposal;
mod sourcing;
pub(crate) mod sum;
pub(crate) mod unsourced;
