//! Fixes written back into the text of a file, byte for byte but where they are made.

use std::ops::Range;

use copydesk::{Applicability, Finding, Fix, fixes};
use manuscript::Copy;

use crate::piece::Piece;

/// How often a file may be read again to find the fixes that its format does not let be written.
const TRIES: usize = 256;

/// The piece once all that may be mended is, and how many fixes that took.
pub fn fixed(piece: Piece, at_most: Applicability, read: &dyn Fn(&Piece) -> Vec<Finding>) -> (Piece, usize) {
    let (mut piece, mut count) = (piece, 0);
    let mut tries = TRIES;
    for _ in 0..fixes::ROUNDS {
        let findings = read(&piece);
        let fixes = fixes::chosen(&findings, at_most);
        let Some((next, made)) = mended(&piece, &fixes, &mut tries) else {
            break;
        };
        piece = next;
        count += made;
    }
    (piece, count)
}

/// The piece with all fixes that its format lets be made.
fn mended(piece: &Piece, fixes: &[&Fix], tries: &mut usize) -> Option<(Piece, usize)> {
    let on_their_lines: Vec<&Fix> = fixes.iter().copied().filter(|fix| keeps_lines(piece, fix)).collect();
    let writable = writable(piece, &on_their_lines, tries);
    let mut next = made(piece, &writable);
    // Two of them may be in each other's way: half of them is not, or a half of that.
    let mut fewer = writable.as_slice();
    while next.is_none() && fewer.len() > 1 {
        fewer = &fewer[..fewer.len() / 2];
        next = made(piece, fewer);
    }
    Some((next?, fewer.len()))
}

/// Whether a fix leaves the ends of lines where they are.
fn keeps_lines(piece: &Piece, fix: &Fix) -> bool {
    fix.edits.iter().all(|edit| {
        let before = piece.range_of(&edit.span).and_then(|range| piece.text.get(range));
        before.is_some_and(|before| lines_in(before) == lines_in(&edit.new))
    })
}

/// The fixes that can be written, halves by halves where all of them together cannot.
fn writable<'a>(piece: &Piece, fixes: &[&'a Fix], tries: &mut usize) -> Vec<&'a Fix> {
    if fixes.is_empty() || *tries == 0 {
        return Vec::new();
    }
    *tries -= 1;
    if made(piece, fixes).is_some() {
        return fixes.to_vec();
    }
    if fixes.len() == 1 {
        return Vec::new();
    }
    let (first, second) = fixes.split_at(fixes.len() / 2);
    let mut found = writable(piece, first, tries);
    found.extend(writable(piece, second, tries));
    found
}

/// The piece with these fixes, if the file then says what the mended copy says.
fn made(piece: &Piece, fixes: &[&Fix]) -> Option<Piece> {
    let wanted = fixes::mended(&piece.copy, fixes);
    let edits: Option<Vec<(Range<usize>, String)>> = fixes
        .iter()
        .flat_map(|fix| &fix.edits)
        .map(|edit| Some((piece.range_of(&edit.span)?, edit.new.clone())))
        .collect();
    let text = piece.located.mended(edits?);
    let next = piece.rewritten(text).ok()?;
    let says_it = text_of(&next.copy) == text_of(&wanted);
    // Whatever a fix says: what is no prose stands there as it stood, on as many lines.
    let is_kept = next.located.closed_texts() == piece.located.closed_texts() && lines_in(&next.text) == lines_in(&piece.text);
    (says_it && is_kept && next.text != piece.text).then_some(next)
}

fn lines_in(text: &str) -> usize {
    text.matches('\n').count()
}

/// Ids of blocks come from their words, and change with them: it is the texts that must be the same.
fn text_of(copy: &Copy) -> Vec<String> {
    copydesk::passages(copy).iter().map(|passage| passage.text.to_string()).collect()
}
