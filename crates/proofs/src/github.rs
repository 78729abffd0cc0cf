//! Findings as annotations of a workflow run: one command a line.

use copydesk::{Finding, Severity};
use manuscript::Locale;
use manuscript::markdown::Told;
use manuscript::refusal::Refusal as _;

use crate::checked::Checked;
use crate::piece::Piece;
use crate::reader::Reader;
use crate::sarif::NOT_READ;

/// The lines for one text.
pub fn lines(checked: &Checked, reader: &Reader) -> Vec<String> {
    let piece = &checked.piece;
    let locale = reader.locale_of(piece);
    let (shown, marks) = reader.shown(checked);
    let mut lines: Vec<String> = marks.iter().map(|finding| annotation(piece, finding, locale)).collect();
    lines.extend(piece.not_read.iter().map(|told| not_read(piece, told, locale)));
    let count: usize = shown.typography.values().sum();
    if count > 0 {
        let told = locale.choose(
            format!("typographie : {count} à corriger, d’un coup par `rotative check --fix`"),
            format!("typography: {count} to mend, in one go by `rotative check --fix`"),
        );
        lines.push(format!("::notice file={},title=TYP::{}", property(&piece.name), data(&told)));
    }
    lines
}

fn annotation(piece: &Piece, finding: &Finding, locale: Locale) -> String {
    let range = piece.place(&finding.primary);
    let (start, end) = (
        piece.lines.position(&piece.text, range.start),
        piece.lines.position(&piece.text, range.end),
    );
    format!(
        "::{} file={},line={},endLine={},col={},endColumn={},title={}::{}",
        command(finding.severity),
        property(&piece.name),
        start.line,
        end.line,
        start.column,
        end.column,
        finding.code,
        data(locale.choose(&finding.message.fr, &finding.message.en)),
    )
}

fn not_read(piece: &Piece, told: &Told, locale: Locale) -> String {
    let said = told.not_read.said();
    format!(
        "::notice file={},line={},col={},title={}::{}",
        property(&piece.name),
        told.line,
        told.column,
        NOT_READ,
        data(said.told(locale)),
    )
}

const fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Legal | Severity::Block => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    }
}

/// What a message must not hold, by the documentation of workflow commands.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
