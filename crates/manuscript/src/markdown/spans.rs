//! What attributes make of the words in brackets before them: `[…]{figure value="29" …}`.

use super::attributes::Attributes;
use super::refused::{ManuscriptRefused, Read};
use crate::figure::Figure;
use crate::language::Language;
use crate::text::{Abbreviation, Lang, Link, Mark, NoteAnchor, Quote, Suggestion};
use crate::words::UnknownWord;

/// What a span makes of its text.
pub(super) enum Span {
    Mark(Mark),
    LineBreak,
    /// A note is called, by its label.
    Footnote(String),
}

const SPANS: &[&str] = &[
    "figure",
    "quote",
    "lang",
    "link",
    "strong",
    "emphasis",
    "superscript",
    "subscript",
    "struck",
    "abbreviation",
    "code",
    "insertion",
    "deletion",
    "note",
    "line-break",
    "footnote",
];

pub(super) fn looks_like_span(rest: &str) -> bool {
    let name: String = rest.chars().take_while(|c| c.is_ascii_alphabetic() || *c == '-').collect();
    SPANS.contains(&name.as_str())
}

/// The mark that attributes name; nothing if the first word names none.
pub(super) fn span(attributes: &mut Attributes) -> Read<Option<Span>> {
    let Some(name) = attributes.take_name().filter(|name| SPANS.contains(&name.as_str())) else {
        return Ok(None);
    };
    let mut need = |of: &str, attribute: &str| {
        let missing = || ManuscriptRefused::Needs(of.to_owned(), attribute.to_owned());
        attributes.take(attribute).ok_or_else(missing)
    };
    let span = match name.as_str() {
        "line-break" => Span::LineBreak,
        "footnote" => Span::Footnote(need("footnote", "label")?),
        "strong" => Span::Mark(Mark::Strong),
        "emphasis" => Span::Mark(Mark::Emphasis),
        "superscript" => Span::Mark(Mark::Superscript),
        "subscript" => Span::Mark(Mark::Subscript),
        "struck" => Span::Mark(Mark::Struck),
        "abbreviation" => Span::Mark(Mark::Abbreviation(Abbreviation {
            title: need("abbreviation", "title")?,
        })),
        "code" => Span::Mark(Mark::Code),
        "insertion" => Span::Mark(Mark::Insertion(Suggestion {
            by: need("insertion", "by")?,
        })),
        "deletion" => Span::Mark(Mark::Deletion(Suggestion {
            by: need("deletion", "by")?,
        })),
        "note" => Span::Mark(Mark::Note(NoteAnchor { id: need("note", "id")? })),
        "quote" => Span::Mark(Mark::Quote(Quote {
            speaker: need("quote", "speaker")?,
        })),
        "lang" => {
            let lang = language(need("lang", "lang")?)?;
            Span::Mark(Mark::Lang(Lang { lang }))
        }
        "link" => Span::Mark(Mark::Link(Link {
            href: need("link", "href")?,
            title: attributes.take("title"),
        })),
        _ => Span::Mark(Mark::Figure(figure(attributes)?)),
    };
    attributes.refuse_rest(&name, known_attributes(&name))?;
    Ok(Some(span))
}

fn known_attributes(span: &str) -> &'static [&'static str] {
    match span {
        "figure" => &["value", "low", "high", "bound", "unit", "what", "who", "source", "as_of", "status"],
        "quote" => &["speaker"],
        "lang" => &["lang"],
        "link" => &["href", "title"],
        "insertion" | "deletion" => &["by"],
        "note" => &["id"],
        "footnote" => &["label"],
        "abbreviation" => &["title"],
        _ => &[],
    }
}

fn language(tag: String) -> Read<Language> {
    tag.parse().map_err(|_| ManuscriptRefused::NoLanguage(tag))
}

fn not_on_the_list(unknown: UnknownWord) -> ManuscriptRefused {
    ManuscriptRefused::NotOnTheList(unknown.word, unknown.known.join(", "))
}

fn figure(attributes: &mut Attributes) -> Read<Figure> {
    let figure = Figure {
        value: attributes.take("value"),
        low: attributes.take("low"),
        high: attributes.take("high"),
        bound: attributes
            .take("bound")
            .map(|word| word.parse())
            .transpose()
            .map_err(not_on_the_list)?,
        unit: attributes.take("unit"),
        what: attributes.take("what"),
        who: attributes.take("who"),
        source: attributes.take("source"),
        as_of: attributes.take("as_of"),
        status: attributes
            .take("status")
            .map(|word| word.parse())
            .transpose()
            .map_err(not_on_the_list)?,
    };
    figure.check()?;
    Ok(figure)
}
