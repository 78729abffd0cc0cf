//! Findings as a compiler tells errors: the line, what is wrong under it, what stands elsewhere, what to do.

use std::io::IsTerminal as _;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Renderer, Snippet};
use copydesk::{Applicability, Finding, Severity, Spot};
use manuscript::Locale;
use manuscript::markdown::Told;
use manuscript::refusal::Refusal as _;
use proofs::checked::Checked;
use proofs::lines::first_letter;
use proofs::piece::Piece;
use proofs::reader::Reader;
use proofs::sarif::NOT_READ;

use crate::terminal;

/// Tells one text.
pub(super) fn tell(checked: &Checked, reader: &Reader, say: fn(&str)) {
    let locale = reader.locale_of(&checked.piece);
    let (shown, marks) = reader.shown(checked);
    for finding in &marks {
        say(&rendered(&checked.piece, finding, locale));
    }
    for told in &checked.piece.not_read {
        say(&not_read(&checked.piece, told, locale));
    }
    let name = &checked.piece.name;
    if checked.mended > 0 {
        let (fr, en) = (
            format!("{name} : {} corrections faites", checked.mended),
            format!("{name}: {} mends made", checked.mended),
        );
        terminal::say_beside(locale.choose(&fr, &en));
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
        say(locale.choose(&fr, &en));
    }
    if shown.kept_back > 0 {
        let fr = format!("{name} : {} autres relevés avec --all", shown.kept_back);
        let en = format!("{name}: {} more findings with --all", shown.kept_back);
        say(locale.choose(&fr, &en));
    }
}

/// One line for all texts.
pub(super) fn sum_up(checked: &[Checked], reader: &Reader) {
    let Some(first) = checked.first() else { return };
    let locale = reader.locale_of(&first.piece);
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
    terminal::say_beside(locale.choose(&fr, &en));
}

fn rendered(piece: &Piece, finding: &Finding, locale: Locale) -> String {
    let level = level_of(finding.severity, locale);
    let title = level.primary_title(finding.message.told(locale)).id(finding.code);
    let mut elements: Vec<Element<'_>> = vec![snippet(piece, finding, locale).into()];
    let source = |related: &&copydesk::Related| matches!(related.span.spot, Spot::Source(_));
    for related in finding.related.iter().filter(source) {
        elements.push(Level::NOTE.message(related.label.told(locale).to_owned()).into());
    }
    for fix in &finding.fixes {
        let sure = match fix.applicability {
            Applicability::Safe => locale.choose("sûr", "safe"),
            Applicability::Maybe => locale.choose("à vérifier", "maybe"),
            Applicability::Blank => locale.choose("à compléter", "to fill in"),
        };
        let help = Level::HELP.with_name(locale.choose("remède", "help"));
        elements.push(help.message(format!("{} ({sure})", fix.title.told(locale))).into());
    }
    elements.push(
        Level::NOTE
            .with_name(locale.choose("manuel", "manual"))
            .message(finding.manual())
            .into(),
    );
    let report = [title.elements(elements)];
    renderer().render(&report)
}

/// What the text holds and the paper does not take over.
fn not_read(piece: &Piece, told: &Told, locale: Locale) -> String {
    let said = told.not_read.said();
    let first = first_letter(&piece.text);
    let place = piece.place_of(told);
    let place = AnnotationKind::Primary.span(place.start.saturating_sub(first)..place.end.saturating_sub(first));
    let snippet = Snippet::source(&piece.text[first..]).path(piece.name.as_str()).annotation(place);
    let title = Level::NOTE.primary_title(said.told(locale)).id(NOT_READ);
    renderer().render(&[title.element(snippet)])
}

fn renderer() -> Renderer {
    if std::io::stdout().is_terminal() {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
}

fn level_of<'a>(severity: Severity, locale: Locale) -> Level<'a> {
    match severity {
        Severity::Legal => Level::ERROR.with_name(locale.choose("juridique", "legal")),
        Severity::Block => Level::ERROR.with_name(locale.choose("blocage", "block")),
        Severity::Warning => Level::WARNING.with_name(locale.choose("avertissement", "warning")),
        Severity::Note => Level::NOTE,
    }
}

/// The lines of the file with the places in them; the first line of the text where letters are not located.
fn snippet<'a>(piece: &'a Piece, finding: &'a Finding, locale: Locale) -> Snippet<'a, Annotation<'a>> {
    let first = first_letter(&piece.text);
    let shown = |range: Range<usize>| range.start.saturating_sub(first)..range.end.saturating_sub(first);
    let label = finding.label.as_ref().map(|said| said.told(locale).to_owned());
    let primary = AnnotationKind::Primary.span(shown(piece.place(&finding.primary))).label(label);
    let related = finding.related.iter().filter_map(|related| {
        let range = shown(piece.range_of(&related.span)?);
        Some(AnnotationKind::Context.span(range).label(related.label.told(locale).to_owned()))
    });
    Snippet::source(&piece.text[first..])
        .path(piece.name.as_str())
        .annotation(primary)
        .annotations(related)
}
