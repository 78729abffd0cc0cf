//! Running text to HTML: the language's spaces over the whole text, then its marks as elements.

use manuscript::figure::Figure;
use manuscript::language::Language;
use manuscript::spacing;
use manuscript::text::{Inline, Link, Mark};

use crate::html::{escape, escape_into};

/// What running text is set with: who is told of every figure, with the words that it stands behind, and who sets a call of a
/// note.
pub(super) struct Beside<'a> {
    pub(super) found: &'a mut dyn FnMut(String, &Figure),
    pub(super) called: &'a mut dyn FnMut(&str) -> String,
    /// Where an address leads, if a reader may follow it.
    pub(super) leads: &'a dyn Fn(&str) -> Option<String>,
}

/// Typesets running text.
pub(super) fn typeset(text: &[Inline], language: &Language, beside: Beside<'_>) -> String {
    let spaced = with_spaces(text, language);
    let mut writer = Writer {
        html: String::new(),
        beside,
    };
    writer.nest(&spaced, 0);
    writer.html
}

/// The same pieces with the language's spaces; what is marked as another language keeps its own, and so does code.
fn with_spaces(text: &[Inline], language: &Language) -> Vec<Inline> {
    let is_foreign = |piece: &Inline| {
        let is_in_another = |mark: &Mark| matches!(mark, Mark::Lang(lang) if lang.lang != *language);
        piece.is_code() || piece.marks().iter().any(is_in_another)
    };
    let whole: String = text
        .iter()
        .map(|piece| match piece {
            Inline::Text { text, .. } if is_foreign(piece) => "\u{fffc}".repeat(text.chars().count()),
            Inline::Text { text, .. } => text.clone(),
            Inline::HardBreak { .. } => "\n".to_owned(),
            Inline::FootnoteReference { .. } => String::new(),
        })
        .collect();
    let typeset = spacing::typeset(&whole, language);
    let mut letters = typeset.chars();
    text.iter()
        .map(|piece| {
            let mut piece = piece.clone();
            match &mut piece {
                Inline::Text { text, .. } => {
                    let own: String = letters.by_ref().take(text.chars().count()).collect();
                    if !own.contains('\u{fffc}') {
                        *text = own;
                    }
                }
                Inline::HardBreak { .. } => drop(letters.next()),
                Inline::FootnoteReference { .. } => {}
            }
            piece
        })
        .collect()
}

/// Writes marks as elements, one inside of the other.
struct Writer<'a> {
    html: String,
    beside: Beside<'a>,
}

impl Writer<'_> {
    /// Writes pieces whose marks up to `rank` are open already.
    fn nest(&mut self, pieces: &[Inline], rank: u8) {
        let mut at = 0;
        while at < pieces.len() {
            let Some(mark) = outermost(&pieces[at], rank) else {
                match &pieces[at] {
                    Inline::Text { text, .. } => escape_into(text, &mut self.html),
                    Inline::HardBreak { .. } => self.html.push_str("<br>"),
                    Inline::FootnoteReference { attrs, .. } => self.html.push_str(&(self.beside.called)(&attrs.label)),
                }
                at += 1;
                continue;
            };
            let length = pieces[at..].iter().take_while(|piece| outermost(piece, rank) == Some(mark)).count();
            self.marked(&pieces[at..at + length], mark);
            at += length;
        }
    }

    /// Pieces that share their outermost mark.
    fn marked(&mut self, run: &[Inline], mark: &Mark) {
        if let Mark::Figure(figure) = mark {
            (self.beside.found)(manuscript::text::words_of(run), figure);
        }
        let (open, close) = match mark {
            Mark::Link(link) => self.link(link),
            other => tags_of(other),
        };
        self.html.push_str(&open);
        self.nest(run, mark.rank() + 1);
        self.html.push_str(close);
    }
}

impl Writer<'_> {
    fn link(&self, link: &Link) -> (String, &'static str) {
        let Some(address) = (self.beside.leads)(&link.href) else {
            return (String::new(), "");
        };
        let title = link
            .title
            .as_deref()
            .map_or_else(String::new, |title| format!(" title=\"{}\"", escape(title)));
        (format!("<a href=\"{}\"{title}>", escape(&address)), "</a>")
    }
}

fn outermost(piece: &Inline, rank: u8) -> Option<&Mark> {
    piece.marks().iter().find(|mark| mark.rank() >= rank)
}

fn tags_of(mark: &Mark) -> (String, &'static str) {
    match mark {
        Mark::Strong => ("<strong>".into(), "</strong>"),
        Mark::Emphasis => ("<em>".into(), "</em>"),
        Mark::Struck => ("<s>".into(), "</s>"),
        Mark::Code => ("<code>".into(), "</code>"),
        Mark::Superscript => ("<sup>".into(), "</sup>"),
        Mark::Subscript => ("<sub>".into(), "</sub>"),
        Mark::Abbreviation(abbreviation) => (format!("<abbr title=\"{}\">", escape(&abbreviation.title)), "</abbr>"),
        Mark::Lang(lang) => {
            let direction = if lang.lang.is_right_to_left() { " dir=\"rtl\"" } else { "" };
            (format!("<span lang=\"{}\"{direction}>", lang.lang.as_str()), "</span>")
        }
        Mark::Figure(figure) => {
            let value = figure.value.as_ref().or(figure.low.as_ref());
            let value = value.map_or_else(String::new, |value| escape(value));
            (format!("<data class=\"figure\" value=\"{value}\">"), "</data>")
        }
        Mark::Quote(quote) => (format!("<span class=\"said\" title=\"{}\">", escape(&quote.speaker)), "</span>"),
        Mark::Link(_) | Mark::Insertion(_) | Mark::Deletion(_) | Mark::Note(_) => (String::new(), ""),
    }
}
