//! The scalars of a YAML front matter, each under its path, with where its letters stand.

use std::collections::HashMap;
use std::ops::Range;

use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle, Span, StructureStyle};

use super::Malformed;
use super::aligned::{Written, aligned};
use super::origin::Origins;
use super::refused::ManuscriptRefused;
use super::style::Style;
use crate::refusal::Refusal as _;

/// One scalar.
#[derive(Clone, Debug)]
pub(crate) struct Scalar {
    pub(crate) origins: Origins,
    pub(crate) style: Style,
    /// The scalar in the file, quotation marks included.
    pub(crate) source: Range<usize>,
    /// Lines and columns begin at 1.
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// What was found: scalars by path (`lead.caption`, `byline.0.name`), and how long lists are. Nulls are left out.
#[derive(Debug, Default)]
pub(super) struct Scalars {
    pub(super) by_path: HashMap<String, Scalar>,
    pub(super) lengths: HashMap<String, usize>,
}

/// Reads the YAML that begins on the second line of a file, at the offset `base`.
pub(super) fn scalars(yaml: &str, base: usize) -> Result<Scalars, Malformed> {
    let mut reader = Reader {
        yaml,
        base,
        found: Scalars::default(),
        frames: Vec::new(),
        anchors: HashMap::new(),
    };
    for next in Parser::new_from_str(yaml) {
        let (event, span) = next.map_err(|error| Malformed {
            line: error.marker().line() + 1,
            column: error.marker().col() + 1,
            said: ManuscriptRefused::Yaml(error.info().clone()).said(),
        })?;
        if matches!(event, Event::DocumentEnd) {
            break;
        }
        reader.take(&event, &span)?;
    }
    Ok(reader.found)
}

/// A list or a mapping that is open.
enum Frame {
    List { next: usize, flow: bool },
    Mapping { key: Option<String>, flow: bool },
}

impl Frame {
    const fn is_flow(&self) -> bool {
        match self {
            Self::List { flow, .. } | Self::Mapping { flow, .. } => *flow,
        }
    }
}

/// What stands deeper is none of the paper's.
const DEEPEST: usize = 3;

struct Reader<'a> {
    yaml: &'a str,
    base: usize,
    found: Scalars,
    frames: Vec<Frame>,
    anchors: HashMap<usize, String>,
}

impl Reader<'_> {
    fn take(&mut self, event: &Event<'_>, span: &Span) -> Result<(), Malformed> {
        match event {
            Event::Scalar(value, style, anchor, _) => {
                if *anchor != 0 {
                    self.anchors.insert(*anchor, value.to_string());
                }
                self.scalar(value, *style, span)?;
            }
            Event::Alias(anchor) => {
                let value = self.anchors.get(anchor).cloned().unwrap_or_default();
                self.keep(span, Origins::nowhere(&value), Style::Plain);
                self.advance("");
            }
            Event::SequenceStart(style, ..) => self.frames.push(Frame::List {
                next: 0,
                flow: *style == StructureStyle::Flow,
            }),
            Event::MappingStart(style, ..) => self.frames.push(Frame::Mapping {
                key: None,
                flow: *style == StructureStyle::Flow,
            }),
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self) {
        if let Some(Frame::List { next, .. }) = self.frames.pop()
            && let Some(path) = self.path()
        {
            self.found.lengths.insert(path, next);
        }
        self.advance("");
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, span: &Span) -> Result<(), Malformed> {
        if self.frames.is_empty() {
            return Err(Malformed::at_line(2, ManuscriptRefused::NoFields));
        }
        let is_null = style == ScalarStyle::Plain && matches!(value, "" | "~" | "null" | "Null" | "NULL");
        if !matches!(self.frames.last(), Some(Frame::Mapping { key: None, .. })) && !is_null && self.frames.len() <= DEEPEST {
            let style = self.style_of(style);
            let origins = self.origins_of(value, style, span);
            self.keep(span, origins, style);
        }
        self.advance(value);
        Ok(())
    }

    fn style_of(&self, style: ScalarStyle) -> Style {
        match style {
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
            _ if self.frames.iter().any(Frame::is_flow) => Style::PlainInFlow,
            ScalarStyle::Plain => Style::Plain,
        }
    }

    fn origins_of(&self, value: &str, style: Style, span: &Span) -> Origins {
        let found = span.byte_range().and_then(|range| {
            let source = self.yaml.get(range.clone())?;
            let base = self.base + range.start;
            aligned(value, &Written { source, base, style })
        });
        found.unwrap_or_else(|| Origins::nowhere(value))
    }

    fn keep(&mut self, span: &Span, origins: Origins, style: Style) {
        if matches!(self.frames.last(), Some(Frame::Mapping { key: None, .. })) || origins.text.is_empty() {
            return;
        }
        let Some(path) = self.path() else { return };
        let source = span.byte_range().unwrap_or_default();
        self.found.by_path.entry(path).or_insert(Scalar {
            origins,
            style,
            source: self.base + source.start..self.base + source.end,
            line: span.start.line() + 1,
            column: span.start.col() + 1,
        });
    }

    /// Where the reader stands, if not too deep.
    fn path(&self) -> Option<String> {
        let steps = self.frames.iter().take(DEEPEST + 1).map(|frame| match frame {
            Frame::List { next, .. } => Some(next.to_string()),
            Frame::Mapping { key, .. } => key.clone(),
        });
        let steps: Vec<String> = steps.collect::<Option<_>>()?;
        (steps.len() <= DEEPEST).then(|| steps.join("."))
    }

    /// A node is over: the next one is a value after a key, the next key, or the next of a list.
    fn advance(&mut self, value: &str) {
        match self.frames.last_mut() {
            Some(Frame::List { next, .. }) => *next += 1,
            Some(Frame::Mapping { key, .. }) => {
                *key = match key {
                    None => Some(value.to_owned()),
                    Some(_) => None,
                };
            }
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::scalars;

    fn letters(yaml: &str, path: &str) -> Vec<String> {
        let found = scalars(yaml, 0).unwrap();
        let origins = &found.by_path[path].origins;
        let stretches = origins.text.char_indices().map(|(at, letter)| at..at + letter.len_utf8());
        stretches
            .map(|range| origins.source_of(range).map_or("?".to_owned(), |found| yaml[found].to_owned()))
            .collect()
    }

    #[test]
    fn every_style_of_scalar_is_found_letter_by_letter() {
        assert_eq!(letters("a: 'l''eau'\n", "a"), ["l", "''", "e", "a", "u"]);
        assert_eq!(letters("a: \"l\\\"\\u00e9\\n\"\n", "a"), ["l", "\\\"", "\\u00e9", "\\n"]);
        assert_eq!(letters("a: un\n  deux # note\n", "a"), ["u", "n", "\n  ", "d", "e", "u", "x"]);
        assert_eq!(
            letters("a: >-\n   un\n   deux\nb: c\n", "a"),
            ["u", "n", "\n   ", "d", "e", "u", "x"]
        );
        assert_eq!(letters("a: |\n  é\n  b\n", "a"), ["é", "\n  ", "b", "\n"]);
        assert_eq!(letters("a: {b: [x, \"y\"], c: z}\n", "a.b.1"), ["y"]);
        assert_eq!(letters("a: \"un\\\n   deux\"\n", "a"), ["u", "n", "d", "e", "u", "x"]);
        assert_eq!(letters("a: &b x\nc: *b\n", "c"), ["?"]);
        assert_eq!(letters("# a: y\na: !!str yy\n", "a"), ["y", "y"]);
    }
}
