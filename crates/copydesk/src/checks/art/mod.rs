//! ART: the article as a whole.

pub(crate) mod byline;
pub(crate) mod dateline;
pub(crate) mod description;
pub(crate) mod headline_length;
