//! QUO: quotations.

pub(crate) mod against_source;
pub(crate) mod changed;
pub(crate) mod headline_quotation;
pub(crate) mod reattributed;
pub(crate) mod two_names;
pub(crate) mod unattributed;
pub(crate) mod unclosed;

mod said;
