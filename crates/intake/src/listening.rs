//! What is told while a folder is taken in.

use manuscript::paper::Paper;

use crate::refused::FileRefused;

/// What happens while a folder is taken in.
#[derive(Debug)]
pub enum Event<'a> {
    /// Into which paper it goes, before anything does.
    GoesInto(&'a Paper),
    /// It is a further folder of the paper, and its settings are not taken.
    SettingsLeft,
    /// So many manuscripts are about to be read.
    Begins(usize),
    /// So many of them are read and brought in, or refused.
    Done(usize),
    /// One of its files is not taken in.
    Refused(&'a FileRefused),
}

/// Whoever is told.
pub trait Listener: Send {
    fn hear(&mut self, event: Event<'_>);
}
