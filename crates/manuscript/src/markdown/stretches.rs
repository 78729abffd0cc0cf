//! Cutting a text into directives and the Markdown between them, line by line.

use std::ops::Range;

use super::Malformed;
use super::comments;
use super::reading::Source;
use super::refused::ManuscriptRefused;
use super::syntax::Fence;
use crate::markup::Markup;

/// How deep blocks may stand in each other: more than any article needs, less than any parser's stack.
pub(super) const DEEPEST: usize = 12;

/// A stretch of a text: a directive, or the Markdown between two of them.
pub(super) enum Stretch<'a> {
    /// A directive's opening line and what stands inside it.
    Directive {
        opening: Source<'a>,
        inner: Source<'a>,
    },
    /// Code of another system, without the lines around it.
    Code {
        inner: Source<'a>,
        language: String,
    },
    Markdown(Source<'a>),
}

/// Cuts a text into directives and the stretches of Markdown between them.
pub(super) fn stretches_of<'a>(source: &Source<'a>) -> Result<Vec<Stretch<'a>>, Malformed> {
    let mut found = Vec::new();
    let (mut markdown_from, mut markdown_line) = (0, source.first_line);
    let mut lines = LineScan::new(source);
    while let Some(line) = lines.next() {
        if let Some((language, inner, behind)) = lines.code(&line) {
            found.push(Stretch::Markdown(source.part(markdown_from..line.range.start, markdown_line)));
            let inner = source.part(inner, line.number + 1);
            found.push(Stretch::Code { inner, language });
            markdown_from = behind;
            markdown_line = lines.number;
            continue;
        }
        if line.closes_directive {
            return Err(source.malformed(line.range.start, ManuscriptRefused::ClosesNothing));
        }
        if !line.opens_directive {
            continue;
        }
        found.push(Stretch::Markdown(source.part(markdown_from..line.range.start, markdown_line)));
        let inner_start = (line.range.end + 1).min(source.text.len());
        let Some(closing) = lines.skip_to_closing() else {
            return Err(source.malformed(line.range.start, ManuscriptRefused::OpenDirective));
        };
        let mut inner = source.part(inner_start..closing.start.max(inner_start), line.number + 1);
        inner.depth += 1;
        if inner.depth > DEEPEST {
            return Err(source.malformed(line.range.start, ManuscriptRefused::TooDeep));
        }
        markdown_from = (closing.end + 1).min(source.text.len());
        markdown_line = lines.number;
        let opening = source.part(line.range, line.number);
        found.push(Stretch::Directive { opening, inner });
    }
    found.push(Stretch::Markdown(source.part(markdown_from..source.text.len(), markdown_line)));
    Ok(found)
}

/// Lines, with a note of those that open or close a directive; fenced code and comments are passed over.
struct LineScan<'a> {
    text: &'a str,
    markup: &'static dyn Markup,
    at: usize,
    /// The number of the line that begins at `at`.
    number: usize,
    fence: Option<Fence>,
    in_comment: bool,
}

struct Line {
    range: Range<usize>,
    number: usize,
    opens_directive: bool,
    closes_directive: bool,
}

impl<'a> LineScan<'a> {
    const fn new(source: &Source<'a>) -> Self {
        Self {
            text: source.text,
            markup: source.reading.how.markup,
            at: 0,
            number: source.first_line,
            fence: None,
            in_comment: false,
        }
    }

    fn next(&mut self) -> Option<Line> {
        if self.at >= self.text.len() {
            return None;
        }
        let end = self.text[self.at..].find('\n').map_or(self.text.len(), |length| self.at + length);
        let range = self.at..end;
        self.at = end + 1;
        let number = self.number;
        self.number += 1;
        let line = &self.text[range.clone()];
        let indent = line.len() - line.trim_start_matches(' ').len();
        let content = line.trim();
        if self.is_fenced(content) || self.is_commented(content) || indent > 3 {
            return Some(Line {
                range,
                number,
                opens_directive: false,
                closes_directive: false,
            });
        }
        let after_colons = content.trim_start_matches(':');
        let colons = content.len() - after_colons.len();
        let is_name = after_colons
            .trim_start_matches([' ', '{', '.'])
            .starts_with(|c: char| c.is_ascii_alphabetic());
        Some(Line {
            range,
            number,
            opens_directive: colons >= 3 && is_name,
            closes_directive: colons >= 3 && after_colons.is_empty(),
        })
    }

    /// Passes over the code that a line opens: its language, where it stands, and where the text goes on.
    fn code(&mut self, line: &Line) -> Option<(String, Range<usize>, usize)> {
        let opening = &self.text[line.range.clone()];
        if !opening.starts_with('{') || self.fence.is_some() || self.in_comment {
            return None;
        }
        let (language, closings) = self.markup.opens_code(opening)?;
        let (begins, mut at, mut number) = (self.at.min(self.text.len()), self.at, self.number);
        for line in self.text.get(begins..)?.split_inclusive('\n') {
            number += 1;
            if closings.contains(&line.trim()) {
                let behind = at + line.len();
                (self.at, self.number) = (behind, number);
                return Some((language, begins..at, behind));
            }
            at += line.len();
        }
        None
    }

    fn is_fenced(&mut self, content: &str) -> bool {
        if let Some(fence) = self.fence {
            if fence.is_closed_by(content) {
                self.fence = None;
            }
            return true;
        }
        self.fence = Fence::opened_by(content);
        self.fence.is_some()
    }

    /// Whether a line belongs to a comment that began on a line of its own.
    fn is_commented(&mut self, content: &str) -> bool {
        let was_in_it = self.in_comment;
        self.in_comment = if was_in_it {
            !comments::ends_on(content)
        } else {
            comments::begins_on(content)
        };
        was_in_it || self.in_comment
    }

    fn skip_to_closing(&mut self) -> Option<Range<usize>> {
        let mut depth = 1;
        while let Some(line) = self.next() {
            if self.code(&line).is_some() {
                continue;
            }
            depth += i32::from(line.opens_directive) - i32::from(line.closes_directive);
            if depth == 0 {
                return Some(line.range);
            }
        }
        None
    }
}
