//! Findings in SARIF 2.1.0 (OASIS), which code hosts and editors read.

use std::ops::Range;

use copydesk::{Finding, Fix, Severity, checks};
use manuscript::Locale;
use manuscript::markdown::Told;
use manuscript::refusal::Refusal as _;
use serde_json::{Value, json};

use crate::checked::Checked;
use crate::piece::Piece;
use crate::reader::Reader;

/// The whole report.
pub fn report(checked: &[Checked], reader: &Reader) -> String {
    let results: Vec<Value> = checked.iter().flat_map(|checked| results(checked, reader)).collect();
    let report = json!({
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "rotative", "version": env!("CARGO_PKG_VERSION"), "rules": rules() } },
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&report).unwrap_or_default()
}

fn rules() -> Vec<Value> {
    let rule = |check: &checks::Check| {
        json!({
            "id": check.code,
            "shortDescription": { "text": check.title_en },
            "help": { "text": format!("docs/checks/{}.md", check.code) },
            "defaultConfiguration": { "level": level(check.severity) },
        })
    };
    checks::all().iter().map(rule).chain([not_read_rule()]).collect()
}

/// What a text holds and the paper does not take over is no matter of taste: it has a name of its own.
pub const NOT_READ: &str = "NOT-READ";

fn not_read_rule() -> Value {
    json!({
        "id": NOT_READ,
        "shortDescription": { "text": "Something in the text is nothing that the paper shows" },
        "help": { "text": "docs/manuscripts.md" },
        "defaultConfiguration": { "level": "note" },
    })
}

fn not_read(piece: &Piece, told: &Told, locale: Locale) -> Value {
    json!({
        "ruleId": NOT_READ,
        "ruleIndex": checks::all().len(),
        "level": "note",
        "message": { "text": told.not_read.said().told(locale) },
        "locations": [{ "physicalLocation": physical(piece, &piece.place_of(told)) }],
    })
}

fn results(checked: &Checked, reader: &Reader) -> Vec<Value> {
    let (_, marks) = reader.reported(checked);
    let locale = reader.locale_of(&checked.piece);
    let piece = &checked.piece;
    let told = piece.not_read.iter().map(|told| not_read(piece, told, locale));
    marks.iter().map(|finding| result(piece, finding, locale)).chain(told).collect()
}

fn result(piece: &Piece, finding: &Finding, locale: Locale) -> Value {
    let related = finding
        .related
        .iter()
        .filter_map(|related| Some((piece.range_of(&related.span)?, &related.label)));
    let related: Vec<Value> = related
        .map(|(range, label)| json!({ "physicalLocation": physical(piece, &range), "message": { "text": label.told(locale) } }))
        .collect();
    let fixes: Vec<Value> = finding.fixes.iter().filter_map(|one| fix(piece, one, locale)).collect();
    json!({
        "ruleId": finding.code,
        "ruleIndex": checks::all().iter().position(|check| check.code == finding.code),
        "level": level(finding.severity),
        "message": { "text": finding.message.told(locale) },
        "locations": [{ "physicalLocation": physical(piece, &piece.place(&finding.primary)) }],
        "relatedLocations": related,
        "fixes": fixes,
        "partialFingerprints": { "context/v1": finding.context },
    })
}

/// A fix whose edits all stand in the file.
fn fix(piece: &Piece, fix: &Fix, locale: Locale) -> Option<Value> {
    let replacements: Option<Vec<Value>> = fix
        .edits
        .iter()
        .map(|edit| Some(json!({ "deletedRegion": region(piece, &piece.range_of(&edit.span)?), "insertedContent": { "text": edit.new } })))
        .collect();
    Some(json!({
        "description": { "text": fix.title.told(locale) },
        "artifactChanges": [{ "artifactLocation": { "uri": uri(&piece.name) }, "replacements": replacements? }],
    }))
}

fn physical(piece: &Piece, range: &Range<usize>) -> Value {
    json!({ "artifactLocation": { "uri": uri(&piece.name) }, "region": region(piece, range) })
}

fn region(piece: &Piece, range: &Range<usize>) -> Value {
    let (start, end) = (
        piece.lines.position(&piece.text, range.start),
        piece.lines.position(&piece.text, range.end),
    );
    json!({ "startLine": start.line, "startColumn": start.utf16, "endLine": end.line, "endColumn": end.utf16 })
}

/// What a path keeps as it is in a relative reference (RFC 3986).
const KEPT: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'.')
    .remove(b'-')
    .remove(b'_')
    .remove(b'~');

fn uri(path: &str) -> String {
    percent_encoding::utf8_percent_encode(path, KEPT).to_string()
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Legal | Severity::Block => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
