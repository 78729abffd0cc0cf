//! Findings as JSON: one object, a text after the other. Offsets are UTF-16 code units, lines and columns begin at 1.

use std::collections::HashMap;

use copydesk::{Edit, Finding, Span, Spot, utf16};
use manuscript::markdown;
use manuscript::refusal::Refusal as _;
use serde_json::{Value, json};

use crate::checked::Checked;
use crate::piece::Piece;
use crate::reader::Reader;

/// The whole report.
pub fn report(checked: &[Checked], reader: &Reader) -> String {
    let files: Vec<Value> = checked.iter().map(|checked| file(checked, reader)).collect();
    let report = json!({ "format": 1, "files": files });
    serde_json::to_string_pretty(&report).unwrap_or_default()
}

fn file(checked: &Checked, reader: &Reader) -> Value {
    let (shown, marks) = reader.reported(checked);
    let piece = &checked.piece;
    let passages = copydesk::passages(&piece.copy);
    let told = Told {
        piece,
        texts: passages.iter().map(|passage| (&passage.spot, &*passage.text)).collect(),
    };
    json!({
        "path": piece.name,
        "language": piece.copy.language.as_str(),
        "words": piece.words(),
        "mended": checked.mended,
        "findings": marks.iter().map(|finding| one(&told, finding)).collect::<Vec<_>>(),
        "not_read": piece.not_read.iter().map(|told| not_read(piece, told)).collect::<Vec<_>>(),
        "kept_back": shown.kept_back,
        "typography": { "by_code": shown.typography, "safe": shown.safe },
    })
}

/// What the text holds and the paper does not take over.
fn not_read(piece: &Piece, told: &markdown::Told) -> Value {
    json!({ "message": told.not_read.said(), "file": region(piece, &piece.place_of(told)) })
}

/// A piece, and its texts at hand.
struct Told<'a> {
    piece: &'a Piece,
    texts: HashMap<&'a Spot, &'a str>,
}

fn one(told: &Told<'_>, finding: &Finding) -> Value {
    let piece = told.piece;
    let related: Vec<Value> = finding
        .related
        .iter()
        .map(|related| json!({ "label": related.label, "place": span(told, &related.span), "file": in_file(piece, &related.span) }))
        .collect();
    let fixes: Vec<Value> = finding
        .fixes
        .iter()
        .map(|fix| json!({ "title": fix.title, "applicability": fix.applicability, "edits": fix.edits.iter().map(|edit| changed(told, edit)).collect::<Vec<_>>() }))
        .collect();
    json!({
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "manual": finding.manual(),
        "context": finding.context,
        "place": span(told, &finding.primary),
        "file": region(piece, &piece.place(&finding.primary)),
        "located": piece.range_of(&finding.primary).is_some(),
        "related": related,
        "mends": fixes,
        "figure": finding.proposal,
    })
}

fn changed(told: &Told<'_>, edit: &Edit) -> Value {
    json!({ "new": edit.new, "place": span(told, &edit.span), "file": in_file(told.piece, &edit.span) })
}

/// A place in one text of the copy.
fn span(told: &Told<'_>, span: &Span) -> Value {
    let text = told.texts.get(&span.spot).copied();
    let range = utf16::range(text.unwrap_or_default(), &span.range());
    let words = text.and_then(|text| text.get(span.range()));
    json!({ "spot": span.spot, "start": range.start, "end": range.end, "text": words })
}

fn in_file(piece: &Piece, span: &Span) -> Value {
    piece.range_of(span).map_or(Value::Null, |range| region(piece, &range))
}

fn region(piece: &Piece, range: &std::ops::Range<usize>) -> Value {
    let end = |at: usize| {
        let position = piece.lines.position(&piece.text, at);
        json!({ "line": position.line, "column": position.column, "byte": at, "utf16": position.utf16 })
    };
    json!({ "start": end(range.start), "end": end(range.end) })
}
