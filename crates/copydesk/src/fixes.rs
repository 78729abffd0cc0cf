//! Fixes: which of them go together, and the copy once they are made.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use manuscript::body::{Words, WordsMut};
use manuscript::text::normal;
use manuscript::walk::each_text_mut;
use manuscript::{Copy, Inline, Spot, Text};

use crate::checks::spe::unknown_word::{CODE as SPELLING, lexicon_of};
use crate::finding::{Applicability, Edit, Finding, Fix, Span};
use crate::passage::{Tongue, passages};

/// The fixes of findings that may be made together: the first of each that is at most as daring, none over another.
pub fn chosen(findings: &[Finding], at_most: Applicability) -> Vec<&Fix> {
    let mut chosen: Vec<&Fix> = Vec::new();
    let mut taken: HashMap<&Spot, BTreeMap<usize, usize>> = HashMap::new();
    for finding in findings {
        let fix = finding.fixes.iter().find(|fix| fix.applicability <= at_most);
        let Some(fix) = fix.filter(|fix| fix.edits.iter().all(|edit| is_free(&taken, edit))) else {
            continue;
        };
        for edit in &fix.edits {
            taken.entry(&edit.span.spot).or_default().insert(edit.span.start, edit.span.end);
        }
        chosen.push(fix);
    }
    chosen
}

/// Two edits do not touch: what one writes would stand beside what the other has not seen.
fn is_free(taken: &HashMap<&Spot, BTreeMap<usize, usize>>, edit: &Edit) -> bool {
    let (start, end) = (edit.span.start, edit.span.end);
    taken.get(&edit.span.spot).is_none_or(|ranges| {
        let before = ranges.range(..=end).next_back();
        before.is_none_or(|(_, other_end)| *other_end < start)
    })
}

/// How often a copy is read again after fixes: one may show the next.
pub const ROUNDS: usize = 8;

/// How many spellings are offered for a word.
const MOST: usize = 3;

/// A finding with the spellings that the dictionary offers for its word. A millisecond each: for what is shown, not for every key.
pub fn with_suggestions(mut finding: Finding, copy: &Copy) -> Finding {
    let is_asked = finding.code == SPELLING && finding.fixes.is_empty();
    let Some(lexicon) = lexicon_of(Tongue::of(&copy.language)).filter(|_| is_asked) else {
        return finding;
    };
    for suggested in lexicon.suggest(&words_at(copy, &finding.primary), MOST) {
        let range = finding.primary.range();
        finding = finding.maybe(range, suggested);
    }
    finding
}

/// The words at a place of a copy.
pub fn words_at(copy: &Copy, span: &Span) -> String {
    let passages = passages(copy);
    let text = passages
        .iter()
        .find(|passage| passage.spot == span.spot)
        .map(|passage| &passage.text);
    text.and_then(|text| text.get(span.range())).unwrap_or_default().to_owned()
}

/// The copy once fixes are made; what no longer fits is left out.
pub fn mended(copy: &Copy, fixes: &[&Fix]) -> Copy {
    let mut by_spot: BTreeMap<&Spot, Vec<&Edit>> = BTreeMap::new();
    for edit in fixes.iter().flat_map(|fix| &fix.edits) {
        by_spot.entry(&edit.span.spot).or_default().push(edit);
    }
    let mut copy = copy.clone();
    each_text_mut(&mut copy, &mut |found| {
        if let Some(edits) = by_spot.remove(&found.spot) {
            make(edits, found.words);
        }
    });
    copy
}

fn make(edits: Vec<&Edit>, words: WordsMut<'_>) {
    match words {
        WordsMut::Plain(text) => *text = in_plain(text, in_order(edits, |range| text.get(range).is_some())),
        WordsMut::Running(text) => {
            let letters = Words::Running(text).letters().into_owned();
            *text = in_text(text, &in_order(edits, |range| letters.get(range).is_some()));
        }
    }
}

/// Edits of one text from its beginning on; those that fit nowhere, or over one before, are left out.
fn in_order(mut edits: Vec<&Edit>, fits: impl Fn(Range<usize>) -> bool) -> Vec<&Edit> {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut end = 0;
    edits.retain(|edit| {
        let is_made = edit.span.start >= end && fits(edit.span.range());
        if is_made {
            end = edit.span.end;
        }
        is_made
    });
    edits
}

fn in_plain(text: &str, edits: Vec<&Edit>) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        mended.push_str(&text[at..edit.span.start]);
        mended.push_str(&edit.new);
        at = edit.span.end;
    }
    mended.push_str(&text[at..]);
    mended
}

/// New words take the marks of the piece in which their stretch begins; before a line break and at the end, of the one before.
fn in_text(text: &Text, edits: &[&Edit]) -> Text {
    let mut writing = Writing {
        edits,
        begun: false,
        pieces: Vec::with_capacity(text.len()),
    };
    let mut at = 0;
    for piece in text {
        let length = match piece {
            Inline::Text { text, .. } => text.len(),
            Inline::HardBreak { .. } => 1,
            Inline::FootnoteReference { .. } => 0,
        };
        writing.piece(piece, at..at + length);
        at += length;
    }
    let marks = text.last().map(Inline::marks).unwrap_or_default().to_vec();
    let left: String = writing
        .edits
        .iter()
        .skip(usize::from(writing.begun))
        .map(|edit| edit.new.as_str())
        .collect();
    writing.pieces.push(Inline::Text { text: left, marks });
    normal(writing.pieces)
}

/// A running text while edits are made in it, from its beginning on.
struct Writing<'a> {
    edits: &'a [&'a Edit],
    /// The first of the edits is written already, and goes on.
    begun: bool,
    pieces: Vec<Inline>,
}

impl Writing<'_> {
    fn piece(&mut self, piece: &Inline, range: Range<usize>) {
        // No edit takes a call of a note away: it has no letters.
        if matches!(piece, Inline::FootnoteReference { .. }) {
            self.pieces.push(piece.clone());
            return;
        }
        let mut at = range.start;
        while let Some(edit) = self.edits.first().filter(|edit| edit.span.start < range.end) {
            self.keep(piece, at - range.start..edit.span.start.max(at) - range.start);
            if !self.begun {
                self.begun = true;
                self.write(piece, &edit.new);
            }
            at = edit.span.end.clamp(at.max(edit.span.start), range.end);
            if edit.span.end > range.end {
                return;
            }
            self.edits = &self.edits[1..];
            self.begun = false;
        }
        self.keep(piece, at - range.start..range.len());
    }

    /// What of a piece stays, in its own bytes.
    fn keep(&mut self, piece: &Inline, kept: Range<usize>) {
        match piece {
            Inline::Text { text, marks } => self.pieces.push(Inline::Text {
                text: text[kept].to_owned(),
                marks: marks.clone(),
            }),
            Inline::HardBreak { .. } if !kept.is_empty() => self.pieces.push(piece.clone()),
            Inline::HardBreak { .. } | Inline::FootnoteReference { .. } => {}
        }
    }

    fn write(&mut self, piece: &Inline, new: &str) {
        let marks = match piece {
            Inline::Text { marks, .. } => marks.clone(),
            Inline::HardBreak { marks } | Inline::FootnoteReference { marks, .. } => {
                self.pieces.last().map_or(marks.as_slice(), Inline::marks).to_vec()
            }
        };
        self.pieces.push(Inline::Text {
            text: new.to_owned(),
            marks,
        });
    }
}
