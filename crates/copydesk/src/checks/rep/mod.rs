//! REP: what is printed twice.

pub(crate) mod doubled_word;
