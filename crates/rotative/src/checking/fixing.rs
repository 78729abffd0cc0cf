//! `--fix`: mends written back into the file, byte for byte but where they are made.

use std::ops::Range;

use copydesk::{Applicability, Mend, mending};
use manuscript::Copy;

use super::Desk;
use super::reading::{Piece, Unread};
use crate::terminal;

/// How often a file is read again: where a mend cannot be written, the others need some rounds more.
const ROUNDS: usize = 4 * mending::ROUNDS;

/// The piece once all that may be mended is, and how many mends that took. A file is replaced whole, or not at all.
pub(super) fn fixed(piece: Piece, desk: &Desk, at_most: Applicability) -> Result<(Piece, usize), Unread> {
    let before = piece.text.clone();
    let (mut piece, mut count) = (piece, 0);
    for _ in 0..ROUNDS {
        let findings = desk.read(&piece);
        let mends = mending::chosen(&findings, at_most);
        let Some((next, made)) = mended(&piece, &mends) else { break };
        piece = next;
        count += made;
    }
    match &piece.file {
        Some(file) if piece.text != before => write(file, &piece.text)?,
        Some(_) => {}
        None => terminal::say_as_it_is(&piece.text),
    }
    Ok((piece, count))
}

/// The piece with all mends, or with as many as its format lets be made.
fn mended(piece: &Piece, mends: &[&Mend]) -> Option<(Piece, usize)> {
    if mends.is_empty() {
        return None;
    }
    if let Some(next) = made(piece, mends) {
        return Some((next, mends.len()));
    }
    // One of them cannot be written in this format: a half that can goes first, the rest is read again.
    let (first, second) = mends.split_at(mends.len() / 2);
    mended(piece, first).or_else(|| (!first.is_empty()).then(|| mended(piece, second)).flatten())
}

/// The piece with these mends, if the file then says what the mended copy says.
fn made(piece: &Piece, mends: &[&Mend]) -> Option<Piece> {
    let wanted = mending::mended(&piece.copy, mends);
    let edits: Option<Vec<(Range<usize>, String)>> = mends
        .iter()
        .flat_map(|mend| &mend.edits)
        .map(|edit| Some((piece.range_of(&edit.span)?, edit.new.clone())))
        .collect();
    let text = piece.located.mended(edits?);
    let next = piece.rewritten(text).ok()?;
    let says_it = text_of(&next.copy) == text_of(&wanted);
    // Whatever a mend says: what is no prose stands there as it stood, on as many lines.
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

fn write(file: &std::path::Path, text: &str) -> Result<(), Unread> {
    let broken = |error: std::io::Error| Unread::Machine(format!("`{}` cannot be written: {error}", file.display()));
    // What a link points at is replaced, not the link.
    let file = std::fs::canonicalize(file).map_err(broken)?;
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(std::path::Path::new("."));
    let beside = tempfile::NamedTempFile::new_in(folder).map_err(broken)?;
    std::fs::write(beside.path(), text).map_err(broken)?;
    if let Ok(metadata) = std::fs::metadata(&file) {
        std::fs::set_permissions(beside.path(), metadata.permissions()).map_err(broken)?;
    }
    beside.as_file().sync_all().map_err(broken)?;
    beside.persist(&file).map_err(|error| broken(error.error))?;
    Ok(())
}
