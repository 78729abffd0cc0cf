//! The state of subjects as the record carries it: what each is now, read from its rows, with its words as a salted digest.

pub(crate) mod described;
mod description;
mod one;
mod salts;
mod whole;

pub(crate) use description::Described;
pub(crate) use one::say;
pub(crate) use salts::Salts;
pub(crate) use whole::all;
