//! REP: what is printed twice.

pub(crate) mod doubled_word;
pub(crate) mod passage_twice;
pub(crate) mod quotation_twice;
pub(crate) mod standfirst_again;

mod twice;
