//! What changed between two copies, part by part, in words: for the history that readers see and for editors.
//!
//! Every leaf of a version (see [`crate::commitment`]) that differs gives at least one [`Changed`] at its path, and
//! so does a block that moved. The schema number alone is left out: it is not read.

use std::collections::HashMap;

use similar::DiffOp;
use similar::algorithms::{Capture, Compact, Replace, myers};

use crate::body::Block;
use crate::copy::Copy;
pub use crate::words::{Change, Part};

mod reading;
mod tokens;

use reading::Piece;

/// A part that is not the same in both copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The path of the leaf: `headline`, `lead`, `body/ID`. One leaf may have several changes.
    pub place: String,
    pub part: Part,
    pub change: Change,
    /// The words: `Same` and `Added` together are the new ones, `Same` and `Removed` the old ones.
    /// Empty where a file was replaced. A line end stands between the texts of one block.
    pub runs: Vec<Run>,
}

/// A stretch of words with what happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    Same(String),
    Added(String),
    Removed(String),
}

impl Run {
    pub fn text(&self) -> &str {
        match self {
            Self::Same(text) | Self::Added(text) | Self::Removed(text) => text,
        }
    }
}

/// Past so many pairs of words the two texts are shown whole: nobody reads such a difference word by word.
const PAIRS: usize = 25_000_000;

/// Where less than a third of the letters stayed, the whole is replaced: islands of "de la" help nobody.
const STAYED: usize = 3;

/// What changed from one copy to another, in reading order.
pub fn between(old: &Copy, new: &Copy) -> Vec<Changed> {
    let mut changes = fields(reading::head_of(old), reading::head_of(new));
    changes.extend(bodies(&old.body, &new.body));
    changes.extend(fields(reading::rest_of(old), reading::rest_of(new)));
    changes
}

/// Both lists are in the order of [`Part`], each part at most once.
fn fields(old: Vec<Piece>, new: Vec<Piece>) -> Vec<Changed> {
    let (mut old, mut new) = (old.into_iter().peekable(), new.into_iter().peekable());
    let mut changes = Vec::new();
    while let Some(part) = [old.peek(), new.peek()].into_iter().flatten().map(|piece| piece.part).min() {
        let [before, after] = [&mut old, &mut new].map(|pieces| pieces.next_if(|piece| piece.part == part));
        changes.extend(compared(before, after));
    }
    changes
}

fn bodies(old: &[Block], new: &[Block]) -> Vec<Changed> {
    let [old_ids, new_ids] = [old, new].map(|body| body.iter().map(Block::id).collect::<Vec<_>>());
    let [in_old, in_new] = [&old_ids, &new_ids].map(|ids| ids.iter().copied().zip(0..).collect::<HashMap<&str, usize>>());
    let mut changes = Vec::new();
    for operation in operations(&old_ids, &new_ids) {
        let stays = matches!(operation, DiffOp::Equal { .. });
        let gone = old[operation.old_range()].iter().filter(|block| !in_new.contains_key(block.id()));
        changes.extend(gone.flat_map(|block| compared(Some(reading::piece_of(block)), None)));
        for block in &new[operation.new_range()] {
            let before = in_old.get(block.id()).map(|&at| reading::piece_of(&old[at]));
            let piece = reading::piece_of(block);
            changes.extend((!stays && before.is_some()).then(|| moved(&piece)));
            changes.extend(compared(before, Some(piece)));
        }
    }
    changes
}

/// What leads from one list to the other. One kind of list and one algorithm, named: the crate's own choice between all of
/// them is an eighth of this crate's code.
fn operations(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let mut found = Compact::new(Replace::new(Capture::new()), old, new);
    let Ok(()) = myers::diff(&mut found, old, 0..old.len(), new, 0..new.len());
    found.into_inner().into_inner().into_ops()
}

fn moved(piece: &Piece) -> Changed {
    piece.changed(Change::Moved, vec![Run::Same(piece.words.clone())])
}

fn compared(old: Option<Piece>, new: Option<Piece>) -> Vec<Changed> {
    match (old, new) {
        (Some(old), Some(new)) => both(&old, &new),
        (None, Some(new)) => vec![new.changed(Change::Added, whole(new.words.clone(), Run::Added))],
        (Some(old), None) => vec![old.changed(Change::Removed, whole(old.words.clone(), Run::Removed))],
        (None, None) => Vec::new(),
    }
}

fn both(old: &Piece, new: &Piece) -> Vec<Changed> {
    let mut changes = Vec::new();
    if old.whole == new.whole {
        return changes;
    }
    if old.media != new.media {
        changes.push(new.changed(Change::Replaced, Vec::new()));
    }
    if old.words != new.words {
        changes.push(new.changed(Change::Words, runs(&old.words, &new.words)));
    }
    if changes.is_empty() {
        changes.push(new.changed(Change::Beside, whole(new.words.clone(), Run::Same)));
    }
    changes
}

fn whole(words: String, how: fn(String) -> Run) -> Vec<Run> {
    if words.is_empty() { Vec::new() } else { vec![how(words)] }
}

impl Piece {
    fn changed(&self, change: Change, runs: Vec<Run>) -> Changed {
        Changed {
            place: self.place.clone(),
            part: self.part,
            change,
            runs,
        }
    }
}

/// The difference of two texts, word by word.
pub fn runs(old: &str, new: &str) -> Vec<Run> {
    let (before, after) = (tokens::of(old), tokens::of(new));
    let replaced = || [whole(old.into(), Run::Removed), whole(new.into(), Run::Added)].concat();
    if before.len().saturating_mul(after.len()) > PAIRS {
        return replaced();
    }
    let mut stretches = Stretches::default();
    for operation in operations(&before, &after) {
        let (removed, added) = (before[operation.old_range()].concat(), after[operation.new_range()].concat());
        match operation {
            DiffOp::Equal { .. } => stretches.stays(&added),
            _ => stretches.changes(&removed, &added),
        }
    }
    let runs = stretches.finish();
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let stayed: usize = runs
        .iter()
        .filter(|run| matches!(run, Run::Same(_)))
        .map(|run| letters(run.text()))
        .sum();
    if stayed * STAYED < letters(old).min(letters(new)) {
        replaced()
    } else {
        runs
    }
}

/// Gathers runs; white space alone between two changes goes with them, so that a replaced phrase reads as one.
#[derive(Default)]
struct Stretches {
    runs: Vec<Run>,
    removed: String,
    added: String,
    /// White space after the change that is open.
    space: String,
}

impl Stretches {
    fn stays(&mut self, text: &str) {
        if !(self.removed.is_empty() && self.added.is_empty()) && text.trim().is_empty() {
            self.space.push_str(text);
            return;
        }
        self.close();
        let text = std::mem::take(&mut self.space) + text;
        match self.runs.last_mut() {
            Some(Run::Same(before)) => before.push_str(&text),
            _ => self.runs.push(Run::Same(text)),
        }
    }

    fn changes(&mut self, removed: &str, added: &str) {
        let space = std::mem::take(&mut self.space);
        self.removed.extend([space.as_str(), removed]);
        self.added.extend([space.as_str(), added]);
    }

    fn close(&mut self) {
        self.runs.extend(whole(std::mem::take(&mut self.removed), Run::Removed));
        self.runs.extend(whole(std::mem::take(&mut self.added), Run::Added));
    }

    fn finish(mut self) -> Vec<Run> {
        self.close();
        let space = std::mem::take(&mut self.space);
        self.runs.extend(whole(space, Run::Same));
        self.runs
    }
}

/// The mark of what was left out.
pub const LEFT_OUT: &str = "[…]";

/// The same for display: of what did not change, so many words stay on each side of a change.
pub fn shortened(runs: &[Run], words: usize) -> Vec<Run> {
    let last = runs.len().saturating_sub(1);
    let shorten = |(at, run): (usize, &Run)| match run {
        Run::Same(text) => Run::Same(match (at == 0, at == last) {
            (true, true) => cut(text, 2 * words, 0),
            (true, false) => cut(text, 0, words),
            (false, true) => cut(text, words, 0),
            (false, false) => cut(text, words, words),
        }),
        changed => changed.clone(),
    };
    runs.iter().enumerate().map(shorten).collect()
}

/// The first and the last words of a text, if it is longer than both with the mark between them.
fn cut(text: &str, first: usize, last: usize) -> String {
    let mut starts: Vec<usize> = Vec::new();
    let mut before_is_space = true;
    for (at, letter) in text.char_indices() {
        if before_is_space && !letter.is_whitespace() {
            starts.push(at);
        }
        before_is_space = letter.is_whitespace();
    }
    if starts.len() <= first + last + 2 {
        return text.to_owned();
    }
    let (head, tail) = (&text[..starts[first]], starts.len().checked_sub(last).and_then(|at| starts.get(at)));
    match (head.trim().is_empty(), tail) {
        (true, Some(&tail)) => format!("{LEFT_OUT} {}", &text[tail..]),
        (_, Some(&tail)) => format!("{head}{LEFT_OUT} {}", &text[tail..]),
        (_, None) => format!("{head}{LEFT_OUT}"),
    }
}
