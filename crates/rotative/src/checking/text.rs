//! Findings as a compiler tells errors: the line, what is wrong under it, what stands elsewhere, what to do.

use std::io::IsTerminal as _;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Renderer, Snippet};
use copydesk::{Applicability, Finding, Said, Severity, Span, Spot};
use manuscript::language::Language;

use super::lines::first_letter;
use super::reading::Piece;
use super::{Checked, Desk};
use crate::terminal;

/// Tells one text.
pub(super) fn tell(checked: &Checked, desk: &Desk, say: fn(&str)) {
    let tongue = Speech::of(&checked.piece, desk);
    let (shown, marks) = checked.shown(desk);
    for finding in &marks {
        say(&rendered(&checked.piece, finding, tongue));
    }
    let name = &checked.piece.name;
    if checked.mended > 0 {
        let (fr, en) = (
            format!("{name} : {} corrections faites", checked.mended),
            format!("{name}: {} mends made", checked.mended),
        );
        terminal::say_beside(tongue.of_two(&fr, &en));
    }
    let count: usize = shown.typography.values().sum();
    if count > 0 {
        let codes: Vec<String> = shown.typography.iter().map(|(code, count)| format!("{code} × {count}")).collect();
        let codes = codes.join(", ");
        let fr = format!(
            "{name} : typographie, {count} à corriger, dont {} d’un coup par --fix ({codes})",
            shown.safe
        );
        let en = format!(
            "{name}: typography, {count} to mend, {} of them in one go by --fix ({codes})",
            shown.safe
        );
        say(tongue.of_two(&fr, &en));
    }
    if shown.kept_back > 0 {
        let fr = format!("{name} : {} autres relevés avec --all", shown.kept_back);
        let en = format!("{name}: {} more findings with --all", shown.kept_back);
        say(tongue.of_two(&fr, &en));
    }
}

/// One line for all texts.
pub(super) fn sum_up(checked: &[Checked], desk: &Desk) {
    let Some(first) = checked.first() else { return };
    let tongue = Speech::of(&first.piece, desk);
    let count = |severity: Severity| {
        checked
            .iter()
            .flat_map(|checked| &checked.findings)
            .filter(|finding| finding.severity == severity && !finding.is_typography())
            .count()
    };
    let (blocks, warnings, notes) = (
        count(Severity::Block) + count(Severity::Legal),
        count(Severity::Warning),
        count(Severity::Note),
    );
    let texts = checked.len();
    let of = |count: usize, one: &str, many: &str| format!("{count} {}", if count < 2 { one } else { many });
    let fr = format!(
        "{} : {}, {}, {}",
        of(texts, "texte lu", "textes lus"),
        of(blocks, "blocage", "blocages"),
        of(warnings, "avertissement", "avertissements"),
        of(notes, "note", "notes")
    );
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let en = format!(
        "{} read: {}, {}, {}",
        plural(texts, "text"),
        plural(blocks, "block"),
        plural(warnings, "warning"),
        plural(notes, "note")
    );
    terminal::say_beside(tongue.of_two(&fr, &en));
}

/// In which language findings are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speech {
    French,
    English,
}

impl Speech {
    /// The one that was asked for, else that of the text.
    pub(super) fn of(piece: &Piece, desk: &Desk) -> Self {
        Self::in_language(desk.language.as_ref().unwrap_or(&piece.copy.language))
    }

    fn in_language(language: &Language) -> Self {
        if language.primary() == "fr" { Self::French } else { Self::English }
    }

    pub(super) fn said(self, said: &Said) -> &str {
        self.of_two(&said.fr, &said.en)
    }

    pub(super) const fn of_two<'a>(self, fr: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::French => fr,
            Self::English => en,
        }
    }
}

fn rendered(piece: &Piece, finding: &Finding, speech: Speech) -> String {
    let level = level_of(finding.severity, speech);
    let title = level.primary_title(speech.said(&finding.message)).id(finding.code);
    let mut elements: Vec<Element<'_>> = vec![snippet(piece, finding, speech).into()];
    let source = |related: &&copydesk::Related| matches!(related.span.spot, Spot::Source(_));
    for related in finding.related.iter().filter(source) {
        elements.push(Level::NOTE.message(speech.said(&related.label).to_owned()).into());
    }
    for mend in &finding.mends {
        let sure = match mend.applicability {
            Applicability::Safe => speech.of_two("sûr", "safe"),
            Applicability::Maybe => speech.of_two("à vérifier", "maybe"),
            Applicability::Blank => speech.of_two("à compléter", "to fill in"),
        };
        let help = Level::HELP.with_name(speech.of_two("remède", "help"));
        elements.push(help.message(format!("{} ({sure})", speech.said(&mend.title))).into());
    }
    elements.push(
        Level::NOTE
            .with_name(speech.of_two("manuel", "manual"))
            .message(finding.manual())
            .into(),
    );
    let report = [title.elements(elements)];
    renderer().render(&report)
}

fn renderer() -> Renderer {
    if std::io::stdout().is_terminal() {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
}

fn level_of<'a>(severity: Severity, speech: Speech) -> Level<'a> {
    match severity {
        Severity::Legal => Level::ERROR.with_name(speech.of_two("juridique", "legal")),
        Severity::Block => Level::ERROR.with_name(speech.of_two("blocage", "block")),
        Severity::Warning => Level::WARNING.with_name(speech.of_two("avertissement", "warning")),
        Severity::Note => Level::NOTE,
    }
}

/// The lines of the file with the places in them; the first line of the text where letters are not located.
fn snippet<'a>(piece: &'a Piece, finding: &'a Finding, speech: Speech) -> Snippet<'a, Annotation<'a>> {
    let first = first_letter(&piece.text);
    let shown = |range: Range<usize>| range.start.saturating_sub(first)..range.end.saturating_sub(first);
    let label = finding.label.as_ref().map(|said| speech.said(said).to_owned());
    let primary = AnnotationKind::Primary.span(shown(place(piece, &finding.primary))).label(label);
    let related = finding.related.iter().filter_map(|related| {
        let range = shown(piece.range_of(&related.span)?);
        Some(AnnotationKind::Context.span(range).label(speech.said(&related.label).to_owned()))
    });
    Snippet::source(&piece.text[first..])
        .path(piece.name.as_str())
        .annotation(primary)
        .annotations(related)
}

/// Where a finding stands in the file; what stands nowhere is told at the line of its text, or at the first.
pub(super) fn place(piece: &Piece, span: &Span) -> Range<usize> {
    piece
        .range_of(span)
        .unwrap_or_else(|| piece.lines.range(&piece.text, piece.line_of(&span.spot)))
}
