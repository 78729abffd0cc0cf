//! The scalars of a YAML front matter, each under its path, with where its letters stand.

use std::collections::HashMap;
use std::ops::Range;

use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle, Span, StructureStyle};

use super::Malformed;
use super::origin::{Origins, Sort};

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    /// Plain, between brackets or braces.
    PlainInFlow,
    Single,
    Double,
    /// Folded or literal.
    Block,
}

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
            message: error.info().to_owned(),
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
                self.keep(&value, span, (Origins::nowhere(&value), Style::Plain));
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
            let message = "the front matter holds no `key: value`; a line `---` at the very beginning opens a front matter";
            return Err(Malformed::at_line(2, message));
        }
        let is_null = style == ScalarStyle::Plain && matches!(value, "" | "~" | "null" | "Null" | "NULL");
        if !matches!(self.frames.last(), Some(Frame::Mapping { key: None, .. })) && !is_null && self.frames.len() <= DEEPEST {
            let style = self.style_of(style);
            let origins = self.origins_of(value, style, span);
            self.keep(value, span, (origins, style));
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
            _ => Style::Plain,
        }
    }

    fn origins_of(&self, value: &str, style: Style, span: &Span) -> Origins {
        let found = span
            .byte_range()
            .and_then(|range| aligned(value, (self.yaml.get(range.clone())?, self.base + range.start), style));
        found.unwrap_or_else(|| Origins::nowhere(value))
    }

    fn keep(&mut self, value: &str, span: &Span, (origins, style): (Origins, Style)) {
        if matches!(self.frames.last(), Some(Frame::Mapping { key: None, .. })) || value.is_empty() {
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

/// The letters of a value in its source, which begins at an offset of the file; nothing where the two differ.
fn aligned(value: &str, (source, base): (&str, usize), style: Style) -> Option<Origins> {
    let (start, end) = inside(value, source, style);
    let mut walk = Walk {
        value,
        source: source.get(start..end)?,
        base: base + start,
        found: Origins::default(),
        at: 0,
    };
    while walk.found.text.len() < value.len() {
        walk.step(style)?;
    }
    walk.source[walk.at..].trim().is_empty().then_some(walk.found)
}

/// Where the letters begin and end: without quotation marks, a block's header and its first indentation.
fn inside(value: &str, source: &str, style: Style) -> (usize, usize) {
    let blanks = |text: &str| text.len() - text.trim_start_matches(' ').len();
    match style {
        Style::Plain | Style::PlainInFlow => (0, source.len()),
        Style::Single | Style::Double => (1, source.len().saturating_sub(1)),
        Style::Block => {
            let header = if source.starts_with(['|', '>']) {
                source.find('\n').map_or(0, |at| at + 1)
            } else {
                0
            };
            let indent = blanks(&source[header..]).saturating_sub(blanks(value));
            (header + indent, source.len())
        }
    }
}

struct Walk<'a> {
    value: &'a str,
    source: &'a str,
    base: usize,
    found: Origins,
    at: usize,
}

impl Walk<'_> {
    fn step(&mut self, style: Style) -> Option<()> {
        let (value, rest) = (&self.value[self.found.text.len()..], &self.source[self.at..]);
        let (wanted, blank) = (blanks_of(value), blanks_of(rest));
        if rest.is_empty() && wanted.len() == value.len() {
            self.push(value.len(), 0, Sort::Nowhere);
            return Some(());
        }
        if blank.contains('\n') {
            self.push(wanted.len(), blank.len(), Sort::Whole);
            return (!wanted.is_empty()).then_some(());
        }
        if !blank.is_empty() {
            let width = blank.len();
            self.push(width, width, Sort::Same);
            return wanted.starts_with(blank).then_some(());
        }
        let letter = value.chars().next()?;
        match style {
            Style::Single if rest.starts_with("''") => {
                self.push(1, 2, Sort::Whole);
                (letter == '\'').then_some(())
            }
            Style::Double if rest.starts_with('\\') => self.escape(letter),
            _ => {
                let width = letter.len_utf8();
                self.push(width, width, Sort::Same);
                rest.starts_with(letter).then_some(())
            }
        }
    }

    /// An escape of a double-quoted scalar; a backslash at a line's end joins two lines.
    fn escape(&mut self, letter: char) -> Option<()> {
        let rest = &self.source[self.at + 1..];
        if rest.starts_with('\n') {
            self.at += 1 + blanks_of(rest).len();
            return Some(());
        }
        let (meant, width) = escaped(rest)?;
        self.push(letter.len_utf8(), 1 + width, Sort::Whole);
        (meant == letter).then_some(())
    }

    /// The next bytes of the value stand in the next bytes of the source.
    fn push(&mut self, length: usize, width: usize, sort: Sort) {
        let from = self.found.text.len();
        let text = self.value.get(from..from + length).unwrap_or_default();
        let at = self.base + self.at;
        self.found.push(text, at..at + width, sort);
        self.at += width;
    }
}

fn blanks_of(text: &str) -> &str {
    &text[..text.len() - text.trim_start_matches([' ', '\t', '\n']).len()]
}

/// What an escape means, and how many bytes it has behind the backslash.
fn escaped(rest: &str) -> Option<(char, usize)> {
    let sign = rest.chars().next()?;
    let digits = match sign {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    let meant = match sign {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        'x' | 'u' | 'U' => char::from_u32(u32::from_str_radix(rest.get(1..=digits)?, 16).ok()?)?,
        ' ' | '"' | '/' | '\\' => sign,
        _ => return None,
    };
    Some((meant, sign.len_utf8() + digits))
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
