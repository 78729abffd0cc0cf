//! A part of a whole told before it: "dont 10 graves", "parmi lesquels trois enfants", "including two children".

use std::ops::Range;

use super::galley::Galley;

/// That a figure is a part of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartOf {
    /// Bytes of the words that say so.
    pub cue: Range<usize>,
    /// Where the whole stands among the quantities read, if it was read.
    pub whole: Option<usize>,
    /// Bytes from the end of the whole to the start of the part.
    pub distance: usize,
}

/// The tokens that say so, right before this token or right after that one.
pub(super) fn cue(galley: &Galley<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    cue_before(galley, start).or_else(|| cue_after(galley, end))
}

fn cue_before(galley: &Galley<'_>, start: usize) -> Option<Range<usize>> {
    let before = |back: usize| galley.word(start.wrapping_sub(back));
    let length = match (before(2), before(1)) {
        (_, "dont" | "including") => 1,
        ("parmi", "lesquels" | "lesquelles" | "eux" | "elles")
        | ("y", "compris")
        | ("among", "them" | "whom")
        | ("of", "whom" | "which")
        | ("dont", "au" | "les")
        | ("including", "the") => 2,
        _ => return None,
    };
    Some(start - length..start)
}

fn cue_after(galley: &Galley<'_>, end: usize) -> Option<Range<usize>> {
    let length = match (galley.word(end), galley.word(end + 1), galley.word(end + 2)) {
        ("d'", "entre", "eux" | "elles") => 3,
        ("of", "whom" | "which" | "them", _) => 2,
        _ => return None,
    };
    Some(end..end + length)
}
