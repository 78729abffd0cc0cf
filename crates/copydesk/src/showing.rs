//! What is shown of the findings: few marks, what would hurt most first, typography as one.

use std::collections::BTreeMap;

use crate::checks;
use crate::finding::{Code, Finding, Severity};
use crate::house::House;

/// The findings of a text as they are shown.
#[derive(Debug, Default)]
pub struct Shown<'a> {
    /// What is shown, what would hurt most first.
    pub marks: Vec<&'a Finding>,
    /// How many are kept back.
    pub kept_back: usize,
    /// Typography by code: mended in one go, never listed one by one.
    pub typography: BTreeMap<Code, usize>,
    /// How many of these are mended without asking.
    pub safe: usize,
}

/// How much is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// As many as a writer reads: the house says how many.
    Few,
    All,
}

/// How much room a text has for marks.
#[derive(Clone, Copy, Debug)]
pub struct Room<'a> {
    /// How many words a reader reads.
    pub words: usize,
    pub house: &'a House,
    pub extent: Extent,
}

/// Chooses what is shown of a text.
pub fn shown<'a>(findings: &'a [Finding], room: &Room<'_>) -> Shown<'a> {
    let mut shown = Shown::default();
    for finding in findings {
        if finding.is_typography() {
            *shown.typography.entry(finding.code).or_default() += 1;
            shown.safe += usize::from(finding.is_safely_mended());
        } else {
            shown.marks.push(finding);
        }
    }
    shown
        .marks
        .sort_by_key(|finding| (finding.severity, std::cmp::Reverse(harm_of(finding))));
    if room.extent == Extent::Few {
        // A figure that could carry its source is an offer, not a fault.
        let offers = shown.marks.iter().filter(|finding| finding.proposal.is_some()).count();
        shown.marks.retain(|finding| finding.proposal.is_none());
        let most = most_marks(room);
        shown.kept_back = offers + shown.marks.len().saturating_sub(most);
        shown.marks.truncate(most);
    }
    shown
}

fn harm_of(finding: &Finding) -> u8 {
    checks::named(finding.code).map_or(0, |check| check.harm)
}

/// One for each hundred words, at least one, and no more than a text may carry.
fn most_marks(room: &Room<'_>) -> usize {
    let by_length = room.words * room.house.thresholds.marks_per_hundred_words as usize / 100;
    by_length.clamp(1, (room.house.thresholds.marks_per_text as usize).max(1))
}

/// The gravest of some findings.
pub fn gravest(findings: &[Finding]) -> Option<Severity> {
    findings.iter().map(|finding| finding.severity).min()
}
