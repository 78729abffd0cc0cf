//! Findings as annotations of a workflow run: one command a line.

use copydesk::Severity;

use super::text::{Speech, place};
use super::{Checked, Desk};

/// Tells one text.
pub(super) fn tell(checked: &Checked, desk: &Desk, say: fn(&str)) {
    let piece = &checked.piece;
    let speech = Speech::of(piece, desk);
    let (shown, marks) = checked.shown(desk);
    for finding in &marks {
        let range = place(piece, &finding.primary);
        let (start, end) = (
            piece.lines.position(&piece.text, range.start),
            piece.lines.position(&piece.text, range.end),
        );
        say(&format!(
            "::{} file={},line={},endLine={},col={},endColumn={},title={}::{}",
            command(finding.severity),
            property(&piece.name),
            start.line,
            end.line,
            start.column,
            end.column,
            finding.code,
            data(speech.said(&finding.message)),
        ));
    }
    let count: usize = shown.typography.values().sum();
    if count > 0 {
        let fr = format!("typographie : {count} à corriger, d’un coup par `rotative check --fix`");
        let en = format!("typography: {count} to mend, in one go by `rotative check --fix`");
        say(&format!(
            "::notice file={},title=TYP::{}",
            property(&piece.name),
            data(speech.of_two(&fr, &en))
        ));
    }
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
