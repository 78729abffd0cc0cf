//! The state of subjects as the record carries it: what each is now, read from its rows, with its words as a salted digest.

mod described;
mod one;
mod whole;

pub(crate) use one::say;
pub(crate) use whole::all;
