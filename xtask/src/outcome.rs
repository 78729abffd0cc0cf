//! What a command comes to.

/// A command either succeeds or stops with one sentence for the person who ran it.
pub(crate) type Outcome<T = ()> = Result<T, String>;
