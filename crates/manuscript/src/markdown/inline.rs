//! Reading running text: CommonMark's marks, and spans such as `[…]{figure value="29" …}` on top of them.

use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

use super::Malformed;
use super::attributes::Attributes;
use crate::figure::Figure;
use crate::language::Language;
use crate::text::{Inline, Lang, Link, Mark, NoteAnchor, Quote, Suggestion, Text, normal};

/// A picture met inside running text: it becomes a block of its own.
#[derive(Clone, Debug)]
pub(super) struct InlineImage {
    pub(super) source: String,
    pub(super) alt: String,
    pub(super) caption: String,
    pub(super) attributes: Attributes,
    pub(super) offset: usize,
}

/// Running text, or a picture that stands in it.
#[derive(Clone, Debug)]
pub(super) enum Run {
    Text(Text),
    Image(InlineImage),
}

/// Reads the events of one paragraph, heading or cell.
pub(super) struct InlineReader<'a> {
    source: &'a str,
    first_line: usize,
    pieces: Vec<Inline>,
    runs: Vec<Run>,
    marks: Vec<Mark>,
    brackets: Vec<Bracket>,
    image: Option<InlineImage>,
    skip_until: usize,
    previous_end: usize,
}

/// A `[` that may open a span.
struct Bracket {
    piece: usize,
    depth: usize,
}

impl<'a> InlineReader<'a> {
    pub(super) fn new(source: &'a str, first_line: usize) -> Self {
        Self {
            source,
            first_line,
            pieces: Vec::new(),
            runs: Vec::new(),
            marks: Vec::new(),
            brackets: Vec::new(),
            image: None,
            skip_until: 0,
            previous_end: 0,
        }
    }

    /// Takes one event of the text.
    pub(super) fn take(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), Malformed> {
        match event {
            Event::Text(text) => self.text(&text, &range)?,
            Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => self.literal(&text, &range),
            Event::SoftBreak => self.literal(" ", &range),
            Event::HardBreak => self.push(Inline::HardBreak { marks: self.marks.clone() }),
            Event::Start(tag) => self.open(tag, &range),
            Event::End(tag) => self.close(tag, &range)?,
            _ => {}
        }
        self.previous_end = self.previous_end.max(range.start);
        Ok(())
    }

    /// What was read: texts, and the pictures between them.
    pub(super) fn finish(mut self) -> Vec<Run> {
        self.flush();
        self.runs
    }

    /// What was read where no picture may stand.
    pub(super) fn finish_text(self) -> Result<Text, Malformed> {
        let (source, first_line) = (self.source, self.first_line);
        let mut text = Vec::new();
        for run in self.finish() {
            match run {
                Run::Text(more) => text.extend(more),
                Run::Image(image) => {
                    let message = "a picture cannot stand here; put it on a line of its own";
                    return Err(Malformed::at_offset(source, image.offset, first_line, message));
                }
            }
        }
        Ok(normal(text))
    }

    fn open(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Strong => self.marks.push(Mark::Strong),
            Tag::Emphasis => self.marks.push(Mark::Emphasis),
            Tag::Link { dest_url, title, .. } => {
                let title = Some(title.to_string()).filter(|title| !title.is_empty());
                self.marks.push(Mark::Link(Link {
                    href: dest_url.to_string(),
                    title,
                }));
            }
            Tag::Image { dest_url, title, .. } => {
                self.image = Some(InlineImage {
                    source: dest_url.to_string(),
                    alt: String::new(),
                    caption: title.to_string(),
                    attributes: Attributes::default(),
                    offset: range.start,
                });
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd, range: &Range<usize>) -> Result<(), Malformed> {
        match tag {
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link => {
                self.marks.pop();
            }
            TagEnd::Image => {
                if let Some(mut image) = self.image.take() {
                    image.attributes = self.attributes_after(range.end)?.unwrap_or_default();
                    self.flush();
                    self.runs.push(Run::Image(image));
                }
            }
            _ => {}
        }
        self.previous_end = range.end;
        Ok(())
    }

    /// Text of the file, in which `[` and `]` may be syntax; a character reference or an escape never is.
    fn text(&mut self, text: &str, range: &Range<usize>) -> Result<(), Malformed> {
        let raw = self.source.get(range.clone()) == Some(text);
        let escaped = raw && range.start > self.previous_end && self.source.as_bytes().get(range.start - 1) == Some(&b'\\');
        if !raw || self.image.is_some() {
            self.literal(text, range);
            return Ok(());
        }
        for (at, letter) in text.char_indices() {
            let offset = range.start + at;
            if offset < self.skip_until {
                continue;
            }
            match letter {
                '[' if !(escaped && at == 0) => {
                    self.brackets.push(Bracket {
                        piece: self.pieces.len(),
                        depth: self.marks.len(),
                    });
                    self.push(Inline::Text {
                        text: "[".into(),
                        marks: self.marks.clone(),
                    });
                }
                ']' if !(escaped && at == 0) => self.close_bracket(offset)?,
                other => self.letter(other),
            }
        }
        self.previous_end = range.end;
        Ok(())
    }

    fn close_bracket(&mut self, offset: usize) -> Result<(), Malformed> {
        let open = self.brackets.pop().filter(|bracket| bracket.depth == self.marks.len());
        let Some(open) = open.filter(|_| self.source[offset + 1..].starts_with('{')) else {
            self.letter(']');
            return Ok(());
        };
        let before = self.skip_until;
        let mark = match self.attributes_after(offset + 1)? {
            Some(mut attributes) => span(&mut attributes).map_err(|message| self.malformed(offset + 1, message))?,
            None => None,
        };
        match mark {
            Some(Span::Mark(mark)) => self.mark_from(open.piece, &mark),
            Some(Span::LineBreak) => {
                self.pieces.truncate(open.piece);
                self.push(Inline::HardBreak { marks: self.marks.clone() });
            }
            None => {
                self.skip_until = before;
                self.letter(']');
            }
        }
        Ok(())
    }

    fn mark_from(&mut self, first: usize, mark: &Mark) {
        self.pieces.remove(first);
        for piece in &mut self.pieces[first..] {
            // What stands inside was marked first and wins over the same mark around it.
            if !piece.marks().iter().any(|inner| inner.rank() == mark.rank()) || is_around(&self.marks, mark) {
                piece.marks_mut().push(mark.clone());
            }
        }
    }

    /// The attributes that stand directly after a bracket or a picture, if any.
    fn attributes_after(&mut self, offset: usize) -> Result<Option<Attributes>, Malformed> {
        let Some(rest) = self.source.get(offset..).and_then(|rest| rest.strip_prefix('{')) else {
            return Ok(None);
        };
        let (attributes, length) = match Attributes::read(rest, Some('}')) {
            Ok(read) => read,
            Err(_) if !looks_like_span(rest) => return Ok(None),
            Err(message) => return Err(self.malformed(offset, message)),
        };
        self.skip_until = offset + 1 + length;
        Ok(Some(attributes))
    }

    fn literal(&mut self, text: &str, range: &Range<usize>) {
        if range.start < self.skip_until {
            return;
        }
        if let Some(image) = &mut self.image {
            image.alt.push_str(text);
        } else {
            for (index, line) in text.trim_end_matches('\n').split('\n').enumerate() {
                if index > 0 {
                    self.push(Inline::HardBreak { marks: self.marks.clone() });
                }
                self.push(Inline::Text {
                    text: line.to_owned(),
                    marks: self.marks.clone(),
                });
            }
        }
        self.previous_end = range.end;
    }

    fn letter(&mut self, letter: char) {
        let same_marks = self.pieces.len() > self.brackets.last().map_or(0, |bracket| bracket.piece + 1);
        match self.pieces.last_mut() {
            Some(Inline::Text { text, marks }) if same_marks && *marks == self.marks => text.push(letter),
            _ => self.push(Inline::Text {
                text: letter.to_string(),
                marks: self.marks.clone(),
            }),
        }
    }

    fn push(&mut self, piece: Inline) {
        self.pieces.push(piece);
    }

    fn flush(&mut self) {
        self.brackets.clear();
        let text = normal(std::mem::take(&mut self.pieces));
        if !text.is_empty() {
            self.runs.push(Run::Text(text));
        }
    }

    fn malformed(&self, offset: usize, message: impl Into<String>) -> Malformed {
        Malformed::at_offset(self.source, offset, self.first_line, message)
    }
}

fn is_around(marks: &[Mark], mark: &Mark) -> bool {
    marks.iter().any(|outer| outer.rank() == mark.rank())
}

/// What a span makes of its text.
enum Span {
    Mark(Mark),
    LineBreak,
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
    "insertion",
    "deletion",
    "note",
    "line-break",
];

fn looks_like_span(rest: &str) -> bool {
    let name: String = rest.chars().take_while(|c| c.is_ascii_alphabetic() || *c == '-').collect();
    SPANS.contains(&name.as_str())
}

/// The mark that attributes name; nothing if the first word names none.
fn span(attributes: &mut Attributes) -> Result<Option<Span>, String> {
    let Some(name) = attributes.take_name().filter(|name| SPANS.contains(&name.as_str())) else {
        return Ok(None);
    };
    let mut need = |of: &str, attribute: &str| attributes.take(attribute).ok_or(format!("`{of}` needs `{attribute}=\"…\"`"));
    let span = match name.as_str() {
        "line-break" => Span::LineBreak,
        "strong" => Span::Mark(Mark::Strong),
        "emphasis" => Span::Mark(Mark::Emphasis),
        "superscript" => Span::Mark(Mark::Superscript),
        "subscript" => Span::Mark(Mark::Subscript),
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
            let lang = need("lang", "lang")?.parse::<Language>().map_err(|error| error.to_string())?;
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
        _ => &[],
    }
}

fn figure(attributes: &mut Attributes) -> Result<Figure, String> {
    let figure = Figure {
        value: attributes.take("value"),
        low: attributes.take("low"),
        high: attributes.take("high"),
        bound: attributes
            .take("bound")
            .map(|word| word.parse())
            .transpose()
            .map_err(|e: crate::words::UnknownWord| e.to_string())?,
        unit: attributes.take("unit"),
        what: attributes.take("what"),
        who: attributes.take("who"),
        source: attributes.take("source"),
        as_of: attributes.take("as_of"),
        status: attributes
            .take("status")
            .map(|word| word.parse())
            .transpose()
            .map_err(|e: crate::words::UnknownWord| e.to_string())?,
    };
    figure.check().map_err(|refused| refused.to_string())?;
    Ok(figure)
}
