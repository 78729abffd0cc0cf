//! What checks of the whole copy see: its texts as they were read, those before, the sources, and what is known beside.

use std::ops::Range;
use std::sync::Arc;

use manuscript::{Copy, Instant, Spot};

use crate::finding::Dismissal;
use crate::house::House;
use crate::line::Line;

/// What is known beside the copy.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The version that readers have.
    pub previous: Option<&'a Copy>,
    /// Texts that were attached as sources.
    pub sources: &'a [Source],
    pub published_at: Option<Instant>,
    /// Where the article stands: severities may differ by section.
    pub section: Option<&'a str>,
    /// What somebody has looked at and set aside.
    pub dismissals: &'a [Dismissal],
    /// Stretches of the copy's texts that are no prose: code, markup, the codes of other systems. Nothing is found in
    /// them, and no fix touches them.
    pub closed: &'a [(Spot, Range<usize>)],
}

/// A text that an article is made from: an agency's dispatch, a release.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    pub name: String,
    pub text: String,
}

/// Everything that checks of the whole copy may ask.
#[derive(Debug)]
pub struct Reading<'a> {
    pub copy: &'a Copy,
    pub lines: Vec<Arc<Line>>,
    pub previous: Option<Vec<Arc<Line>>>,
    pub sources: Vec<Arc<Line>>,
    pub context: &'a Context<'a>,
    pub house: &'a House,
}
