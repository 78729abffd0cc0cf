//! PDF: the pages and what they need, written anew as one revision without a word about who made them.
//!
//! The file is not mended but copied: from the catalog on, what may stay is followed and numbered afresh, so that earlier
//! revisions, objects that nothing refers to and whatever follows the end stay behind. What may stay of the parts that
//! carry a document's history is in `pdf_rules`. Source: ISO 32000-2 7.5 (file structure), 7.7.2 (catalog), 14.3 (metadata).
//!
//! Words inside of page contents, fonts and JPEG 2000 pictures are not looked at.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::xref::{XrefRecovery, XrefType};
use lopdf::{Document, LoadOptions};

use crate::Uncleanable::{self, CutShort, Encrypted, Malformed, Unknown};
use crate::pdf_bounds;
use crate::pdf_copy::Copying;

/// A stream of objects inflates to so many times the file's length, at least and at most to this.
const MOST_INFLATED: usize = 8;
const ALWAYS_INFLATED: usize = 1 << 20;
const EVER_INFLATED: usize = 64 << 20;

/// One revision of the pages. The reader of PDFs is long and others' work, and meets what strangers send: a panic in it
/// must be a refusal and no more, so it is caught here; nothing that it touched is used afterwards.
pub(crate) fn clean(bytes: &[u8]) -> Result<Vec<u8>, Uncleanable> {
    if !bytes.starts_with(b"%PDF-") {
        return Err(Unknown);
    }
    catch_unwind(AssertUnwindSafe(|| settled(bytes))).unwrap_or(Err(Malformed))
}

/// The copy of a file, if it is a file of which the copy is the same. Damaged files are read with leniency, and what was
/// understood of them may be read otherwise once it is written.
fn settled(bytes: &[u8]) -> Result<Vec<u8>, Uncleanable> {
    let copy = copied(loaded(bytes)?)?;
    if copy == bytes || copied(loaded(&copy)?)? == copy {
        Ok(copy)
    } else {
        Err(Malformed)
    }
}

/// A table of objects that had to be guessed is no table: the pages could be others than those shown.
fn loaded(bytes: &[u8]) -> Result<Document, Uncleanable> {
    pdf_bounds::check(bytes).map_err(|_| refusal(bytes))?;
    let limit = bytes.len().saturating_mul(MOST_INFLATED).clamp(ALWAYS_INFLATED, EVER_INFLATED);
    let options = LoadOptions::with_max_decompressed_size(limit);
    let document = Document::load_mem_with_options(bytes, options).map_err(|_| refusal(bytes))?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(Encrypted);
    }
    if document.xref_recovery == Some(XrefRecovery::Reconstructed) || document.page_iter().next().is_none() {
        return Err(refusal(bytes));
    }
    Ok(document)
}

/// Why a file could not be read: its end is missing, or it is locked, or neither.
fn refusal(bytes: &[u8]) -> Uncleanable {
    let tail = bytes.get(bytes.len().saturating_sub(1024)..).unwrap_or_default();
    if memchr::memmem::find(tail, b"%%EOF").is_none() {
        CutShort
    } else if memchr::memmem::find(bytes, b"/Encrypt").is_some() {
        Encrypted
    } else {
        Malformed
    }
}

/// The table is written plainly: a compressed one would change with the compressor.
fn copied(document: Document) -> Result<Vec<u8>, Uncleanable> {
    let mut copy = Document::new();
    copy.version = edition(&document.version);
    copy.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    let (objects, root) = Copying::of(document)?.finish()?;
    copy.max_id = objects.len() as u32;
    copy.objects = objects.into_iter().zip(1..).map(|(object, number)| ((number, 0), object)).collect();
    copy.trailer.set("Root", root);
    let mut out = Vec::new();
    copy.save_to(&mut out).map_err(|_| Malformed)?;
    Ok(out)
}

/// The edition that the file says it has, if it is one.
fn edition(version: &str) -> String {
    match version.as_bytes() {
        [b'1', b'.', b'0'..=b'7'] | [b'2', b'.', b'0'] => version.to_owned(),
        _ => "1.7".to_owned(),
    }
}
