//! Files that this node has no copy of: whoever serves the site may bring them here when a reader asks.

use std::fmt::Debug;
use std::pin::Pin;

use shelf::MediaUse;

/// A file that something live uses.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The hash of what was received, in hexadecimal.
    pub received: &'a str,
    pub used: &'a MediaUse,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brought {
    /// It is in its place.
    Here,
    /// It is not, and may be in a moment.
    NotNow,
    /// Nobody has it.
    Nowhere,
}

/// The answer, once there is one.
pub type Bringing<'a> = Pin<Box<dyn Future<Output = Brought> + Send + 'a>>;

/// Whoever brings files here.
pub trait BringsMedia: Debug + Send + Sync {
    fn bring<'a>(&'a self, wanted: Wanted<'a>) -> Bringing<'a>;
}

/// A node that has all there is.
#[derive(Clone, Copy, Debug)]
pub struct AllIsHere;

impl BringsMedia for AllIsHere {
    fn bring<'a>(&'a self, _wanted: Wanted<'a>) -> Bringing<'a> {
        Box::pin(std::future::ready(Brought::Nowhere))
    }
}
