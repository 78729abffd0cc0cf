//! Reading running text: CommonMark's marks, and spans such as `[…]{figure value="29" …}` on top of them.

mod others;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::ops::Range;

use super::Malformed;
use super::aligned::code_in;
use super::attributes::Attributes;
use super::origin::{Origins, Sort};
use super::pieces::{InlineImage, Piece, joined};
use super::reading::{Manner, Source};
use super::refused::ManuscriptRefused;
use super::spans::{Span, looks_like_span, span};
use super::understood::{self, Given};
use super::{codes, comments};
use crate::body::Block;
use crate::markup::Element;
use crate::text::{Called, Inline, Link, Mark, Text, normal};

/// Running text, or what stands in it and is a block of its own.
#[derive(Clone, Debug)]
pub(super) enum Run {
    Text(Text, Origins),
    Image(Box<InlineImage>),
    Block(Block),
}

/// Reads the events of one paragraph, heading or cell.
pub(super) struct InlineReader<'a> {
    source: Source<'a>,
    pieces: Vec<Met>,
    runs: Vec<Run>,
    marks: Vec<Mark>,
    brackets: Vec<Bracket>,
    image: Option<InlineImage>,
    inner_images: usize,
    skip_until: usize,
    previous_end: usize,
}

/// What was met in running text: a piece of it, a tag, or a code that means something.
struct Met {
    piece: Piece,
    is_markup: bool,
    code: Option<Box<Element>>,
    /// An address that is a link because it is one: a link that is written around it wins.
    is_bare_address: bool,
}

impl From<Piece> for Met {
    fn from(piece: Piece) -> Self {
        Self {
            piece,
            is_markup: false,
            code: None,
            is_bare_address: false,
        }
    }
}

/// What was met, to be read as what belongs together.
fn given(met: Vec<Met>) -> Vec<Given> {
    let mut parts: Vec<Given> = Vec::new();
    for Met {
        piece, is_markup, code, ..
    } in met
    {
        if let Some(element) = code {
            parts.push(Given::Element(element, piece.origins));
            continue;
        }
        match parts.last_mut() {
            _ if is_markup => parts.push(Given::Markup(piece.origins)),
            Some(Given::Text(pieces)) => pieces.push(piece),
            _ => parts.push(Given::Text(vec![piece])),
        }
    }
    parts
}

/// The longest label that CommonMark takes, in bytes.
const LONGEST_LABEL: usize = 999;

/// A `[` that may open a span.
struct Bracket {
    piece: usize,
    depth: usize,
}

impl<'a> InlineReader<'a> {
    pub(super) const fn new(source: Source<'a>) -> Self {
        Self {
            source,
            pieces: Vec::new(),
            runs: Vec::new(),
            marks: Vec::new(),
            brackets: Vec::new(),
            image: None,
            inner_images: 0,
            skip_until: 0,
            previous_end: 0,
        }
    }

    /// Takes one event of the text.
    pub(super) fn take(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), Malformed> {
        match event {
            Event::Text(text) => self.text(&text, &range)?,
            Event::Code(text) => {
                self.marks.push(Mark::Code);
                self.literal(&self.code(&text, &range), &range);
                self.marks.pop();
            }
            Event::InlineHtml(text) | Event::Html(text) if comments::is_one(&text) => {
                if comments::is_more(&text) {
                    self.source.reading.end_teaser(self.source.base + range.start);
                }
                self.pass_over(&range);
            }
            Event::InlineHtml(text) | Event::Html(text) => self.markup(&text, &range),
            Event::SoftBreak => self.literal(&Origins::whole(" ", self.in_file(&range)), &range),
            Event::FootnoteReference(label) => self.call(label.to_lowercase()),
            Event::HardBreak => self.push_break(self.in_file(&range)),
            Event::Start(tag) => self.open(tag, &range),
            Event::End(tag) => self.close(tag, &range)?,
            _ => {}
        }
        self.previous_end = self.previous_end.max(range.start);
        Ok(())
    }

    /// What was read: texts, and the pictures between them.
    pub(super) fn finish(mut self) -> Result<Vec<Run>, Malformed> {
        self.flush()?;
        Ok(self.runs)
    }

    /// What was read where no picture may stand.
    pub(super) fn finish_text(self) -> Result<(Text, Origins), Malformed> {
        let source = self.source;
        if self.runs.is_empty() && self.pieces.iter().any(|met| met.is_markup) {
            return understood::text(&source, given(self.pieces));
        }
        let (mut text, mut origins) = (Vec::new(), Origins::default());
        for run in self.finish()? {
            match run {
                Run::Text(more, stood) => {
                    text.extend(more);
                    origins.append(&stood);
                }
                Run::Image(image) => {
                    return Err(source.malformed(image.offset, ManuscriptRefused::NoPictureHere));
                }
                Run::Block(_) => return Err(source.malformed(0, ManuscriptRefused::NoPictureHere)),
            }
        }
        Ok((normal(text), origins))
    }

    fn open(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Strong => self.marks.push(Mark::Strong),
            Tag::Emphasis => self.marks.push(Mark::Emphasis),
            Tag::Strikethrough => self.marks.push(Mark::Struck),
            Tag::Link {
                dest_url,
                title,
                link_type,
                ..
            } => {
                let title = Some(title.to_string()).filter(|title| !title.is_empty());
                let scheme = if link_type == LinkType::Email && !dest_url.starts_with("mailto:") {
                    "mailto:"
                } else {
                    ""
                };
                self.marks.push(Mark::Link(Link {
                    href: format!("{scheme}{dest_url}"),
                    title,
                }));
            }
            // A picture in the words for a picture is words.
            Tag::Image { .. } if self.image.is_some() => self.inner_images += 1,
            Tag::Image { dest_url, title, .. } => {
                self.image = Some(InlineImage {
                    source: dest_url.to_string(),
                    alt: Origins::default(),
                    caption: title.to_string(),
                    attributes: Attributes::default(),
                    link: self.marks.iter().rev().find_map(|mark| match mark {
                        Mark::Link(link) => Some(link.href.clone()),
                        _ => None,
                    }),
                    offset: range.start,
                    end: range.end,
                });
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd, range: &Range<usize>) -> Result<(), Malformed> {
        match tag {
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link => {
                self.marks.pop();
            }
            TagEnd::Image if self.inner_images > 0 => self.inner_images -= 1,
            TagEnd::Image => {
                if let Some(mut image) = self.image.take() {
                    image.attributes = self.attributes_after(range.end)?.unwrap_or_default();
                    self.flush()?;
                    self.trim_before_a_picture();
                    self.runs.push(Run::Image(Box::new(image)));
                }
            }
            _ => {}
        }
        self.previous_end = range.end;
        Ok(())
    }

    /// Text of the file, in which `[` and `]` may be syntax; a character reference or an escape never is.
    fn text(&mut self, text: &str, range: &Range<usize>) -> Result<(), Malformed> {
        let raw = self.source.text.get(range.clone()) == Some(text);
        let escaped = raw && range.start > self.previous_end && self.source.text.as_bytes().get(range.start - 1) == Some(&b'\\');
        if !raw || self.image.is_some() {
            let origins = match (raw, escaped) {
                // A line's end that a reference names ends no line.
                (false, _) => Origins::whole(if text == "\n" { " " } else { text }, self.in_file(range)),
                (true, false) => Origins::same(text, self.source.base + range.start),
                (true, true) => self.behind_a_backslash(text, range.start),
            };
            self.literal(&origins, range);
            return Ok(());
        }
        let mut at = 0;
        while let Some(letter) = text[at..].chars().next() {
            let offset = range.start + at;
            if offset < self.skip_until {
                at += letter.len_utf8();
                continue;
            }
            let run = if escaped && at == 0 {
                0
            } else {
                codes::words_before_a_sign(&text[at..])
            };
            if run > 0 {
                self.letters(&text[at..at + run], &(offset..offset + run));
                at += run;
                continue;
            }
            at += letter.len_utf8();
            let first = offset - usize::from(escaped && offset == range.start);
            match letter {
                '<' if first == offset && self.opens_a_comment(offset) => {
                    return Err(self.malformed(offset, ManuscriptRefused::OpenComment));
                }
                '[' if first == offset => {
                    self.brackets.push(Bracket {
                        piece: self.pieces.len(),
                        depth: self.marks.len(),
                    });
                    self.push(Origins::same("[", self.source.base + offset));
                }
                ']' if first == offset => self.close_bracket(offset)?,
                '{' if first == offset && self.is_code_of_others(offset) => {}
                '$' if first == offset && self.is_mathematics(offset) => {}
                'h' | 'H' | 'w' | 'W' if first == offset && self.is_address(offset) => {}
                '@' if first == offset && self.is_mail(offset) => {}
                '(' | '[' if first + 1 == offset && self.is_mathematics(first) => {}
                other => self.letters(other.encode_utf8(&mut [0; 4]), &(first..offset + other.len_utf8())),
            }
        }
        self.previous_end = range.end;
        Ok(())
    }

    /// Nobody reads a comment, nor the second of the two spaces between which it stood.
    fn pass_over(&mut self, range: &Range<usize>) {
        let before = self.source.text[..range.start].chars().next_back();
        let after = &self.source.text[range.end..];
        let spaces = after.len() - after.trim_start_matches(' ').len();
        if before.is_none_or(char::is_whitespace) {
            self.skip_until = self.skip_until.max(range.end + spaces);
            if after[spaces..].is_empty() || after[spaces..].starts_with('\n') {
                self.drop_last_space();
            }
        }
        self.previous_end = range.end;
    }

    fn drop_last_space(&mut self) {
        if let Some(Met {
            piece: Piece {
                inline: Inline::Text { text, .. },
                origins,
            },
            is_markup: false,
            ..
        }) = self.pieces.last_mut()
        {
            let kept = text.trim_end_matches(' ').len();
            text.truncate(kept);
            *origins = origins.slice(0..kept);
        }
    }

    /// A comment that ends was no text: this one does not.
    fn opens_a_comment(&self, offset: usize) -> bool {
        self.source.reading.how.manner == Manner::Strict && self.source.text[offset..].starts_with("<!--")
    }

    /// A footnote is called here. Within the words for a picture nobody could follow it.
    fn call(&mut self, label: String) {
        if self.image.is_none() {
            let piece = Piece {
                inline: Inline::FootnoteReference {
                    attrs: Called { label },
                    marks: self.marks.clone(),
                },
                origins: Origins::default(),
            };
            self.pieces.push(piece.into());
        }
    }

    /// The footnote that a bracket calls which is defined in another stretch of the body.
    fn called_from(&self, open: &Bracket, offset: usize) -> Option<String> {
        let begins = self
            .pieces
            .get(open.piece)?
            .piece
            .origins
            .source_of(0..0)?
            .start
            .checked_sub(self.source.base)?;
        let label = self.source.text.get(begins..offset)?.strip_prefix("[^")?;
        let label = (label.len() <= LONGEST_LABEL).then(|| label.to_lowercase())?;
        self.source.reading.definitions.footnotes.contains(&label).then_some(label)
    }

    fn close_bracket(&mut self, offset: usize) -> Result<(), Malformed> {
        let open = self.brackets.pop().filter(|bracket| bracket.depth == self.marks.len());
        if let Some((at, label)) = open.as_ref().and_then(|open| Some((open.piece, self.called_from(open, offset)?))) {
            self.pieces.truncate(at);
            self.call(label);
            return Ok(());
        }
        let Some(open) = open.filter(|_| self.source.text[offset + 1..].starts_with('{')) else {
            self.letters("]", &(offset..offset + 1));
            return Ok(());
        };
        let before = self.skip_until;
        let mark = match self.attributes_after(offset + 1)? {
            Some(mut attributes) => span(&mut attributes).map_err(|refused| self.malformed(offset + 1, refused))?,
            None => None,
        };
        match mark {
            Some(Span::Mark(mark)) => self.mark_from(open.piece, &mark),
            Some(Span::Footnote(label)) => {
                self.pieces.truncate(open.piece);
                self.call(label);
            }
            Some(Span::LineBreak) => {
                let start = self.pieces[open.piece].piece.origins.source_of(0..1).unwrap_or_default().start;
                self.pieces.truncate(open.piece);
                self.push_break(start..self.source.base + self.skip_until);
            }
            None => {
                self.skip_until = before;
                self.letters("]", &(offset..offset + 1));
            }
        }
        Ok(())
    }

    fn mark_from(&mut self, first: usize, mark: &Mark) {
        self.pieces.remove(first);
        for piece in &mut self.pieces[first..] {
            // What stands inside was marked first and wins over the same mark around it.
            let is_bare_address = piece.is_bare_address && matches!(mark, Mark::Link(_));
            let piece = &mut piece.piece.inline;
            if is_bare_address {
                piece.marks_mut().retain(|inner| !matches!(inner, Mark::Link(_)));
            }
            if !piece.marks().iter().any(|inner| inner.rank() == mark.rank()) || is_around(&self.marks, mark) {
                piece.marks_mut().push(mark.clone());
            }
        }
    }

    /// The attributes that stand directly after a bracket or a picture, if any.
    fn attributes_after(&mut self, offset: usize) -> Result<Option<Attributes>, Malformed> {
        let Some(rest) = self.source.text.get(offset..).and_then(|rest| rest.strip_prefix('{')) else {
            return Ok(None);
        };
        let (attributes, length) = match Attributes::read(rest, self.source.base + offset + 1, Some('}')) {
            Ok(read) => read,
            Err(_) if !looks_like_span(rest) => return Ok(None),
            Err(refused) => return Err(self.malformed(offset, refused)),
        };
        self.skip_until = offset + 1 + length;
        Ok(Some(attributes))
    }

    fn literal(&mut self, read: &Origins, range: &Range<usize>) {
        if range.start < self.skip_until {
            return;
        }
        if let Some(image) = &mut self.image {
            image.alt.append(read);
        } else {
            let mut from = 0;
            for (index, line) in read.text.trim_end_matches('\n').split('\n').enumerate() {
                if index > 0 {
                    self.push_break(read.source_of(from - 1..from).unwrap_or_default());
                }
                self.push(read.slice(from..from + line.len()));
                from += line.len() + 1;
            }
        }
        self.previous_end = range.end;
    }

    /// Letters with no sign among them, or one that is none here.
    fn letters(&mut self, letters: &str, source: &Range<usize>) {
        let same_marks = self.pieces.len() > self.brackets.last().map_or(0, |bracket| bracket.piece + 1);
        let sort = if source.len() == letters.len() { Sort::Same } else { Sort::Whole };
        let source = self.in_file(source);
        match self.pieces.last_mut() {
            Some(Met {
                piece: Piece {
                    inline: Inline::Text { text, marks },
                    origins,
                },
                is_markup: false,
                ..
            }) if same_marks && *marks == self.marks => {
                text.push_str(letters);
                origins.push(letters, source, sort);
            }
            _ => self.push(Origins::default().with(letters, source, sort)),
        }
    }

    fn push(&mut self, origins: Origins) {
        self.pieces.push(Piece::text(origins, self.marks.clone()).into());
    }

    fn push_break(&mut self, source: Range<usize>) {
        self.pieces.push(Piece::line_break(source, self.marks.clone()).into());
    }

    /// The letter behind a backslash stands there with it.
    fn behind_a_backslash(&self, text: &str, start: usize) -> Origins {
        let first = text.chars().next().map_or(0, char::len_utf8);
        let at = self.source.base + start;
        let escape = Origins::whole(&text[..first], at - 1..at + first);
        escape.with(&text[first..], at + first..at + text.len(), Sort::Same)
    }

    /// A tag, which is read with all that stands between it and its end.
    fn markup(&mut self, text: &str, range: &Range<usize>) {
        if self.image.is_some() || range.start < self.skip_until {
            return;
        }
        let same = self.source.text.get(range.clone()) == Some(text);
        let origins = Origins::default().with(text, self.in_file(range), if same { Sort::Code } else { Sort::Whole });
        self.pieces.push(Met {
            piece: Piece::text(origins, Vec::new()),
            is_markup: true,
            code: None,
            is_bare_address: false,
        });
        self.previous_end = range.end;
    }

    /// Code between its backticks, in which a line's end, with what begins the next line, is a space.
    fn code(&self, text: &str, range: &Range<usize>) -> Origins {
        let raw = self.source.text.get(range.clone()).unwrap_or_default();
        let inside = raw.trim_matches('`');
        let start = raw.len() - raw.trim_start_matches('`').len();
        let pad = inside.len() - inside.trim_start_matches([' ', '\n']).len();
        let mut skips = [0, 1].into_iter().filter(|skip| *skip <= pad);
        let found = skips.find_map(|skip| code_in(text, &inside[skip..], self.source.base + range.start + start + skip));
        found.unwrap_or_else(|| Origins::whole(text, self.in_file(range)))
    }

    fn in_file(&self, range: &Range<usize>) -> Range<usize> {
        self.source.base + range.start..self.source.base + range.end
    }

    fn flush(&mut self) -> Result<(), Malformed> {
        self.brackets.clear();
        let met = std::mem::take(&mut self.pieces);
        if met.iter().any(|met| met.is_markup) {
            let blocks = understood::blocks(&self.source, given(met))?;
            self.runs.extend(blocks.into_iter().map(Run::Block));
            return Ok(());
        }
        let (mut text, mut origins) = joined(met.into_iter().map(|met| met.piece).collect());
        if matches!(self.runs.last(), Some(Run::Image(_))) {
            trim_start(&mut text, &mut origins);
        }
        if !text.is_empty() {
            self.runs.push(Run::Text(text, origins));
        }
        Ok(())
    }

    /// The space that parts a text from a picture is none of the paragraph, unless it was written as a character.
    fn trim_before_a_picture(&mut self) {
        if let Some(Run::Text(mut text, mut origins)) = self.runs.pop_if(|run| matches!(run, Run::Text(..))) {
            trim_end(&mut text, &mut origins);
            if !text.is_empty() {
                self.runs.push(Run::Text(text, origins));
            }
        }
    }

    fn malformed(&self, offset: usize, refused: ManuscriptRefused) -> Malformed {
        self.source.malformed(offset, refused)
    }
}

fn trim_start(text: &mut Text, origins: &mut Origins) {
    let written = origins
        .stretches
        .first()
        .filter(|stretch| stretch.sort == Sort::Same)
        .map_or(0, |stretch| stretch.length);
    if let Some(Inline::Text { text: first, .. }) = text.first_mut() {
        let spaces = (first.len() - first.trim_start_matches(' ').len()).min(written);
        first.drain(..spaces);
        *origins = origins.slice(spaces..origins.text.len());
    }
    *text = normal(std::mem::take(text));
}

fn trim_end(text: &mut Text, origins: &mut Origins) {
    let written = origins
        .stretches
        .last()
        .filter(|stretch| stretch.sort == Sort::Same)
        .map_or(0, |stretch| stretch.length);
    if let Some(Inline::Text { text: last, .. }) = text.last_mut() {
        let spaces = (last.len() - last.trim_end_matches(' ').len()).min(written);
        last.truncate(last.len() - spaces);
        *origins = origins.slice(0..origins.text.len() - spaces);
    }
    *text = normal(std::mem::take(text));
}

fn is_around(marks: &[Mark], mark: &Mark) -> bool {
    marks.iter().any(|outer| outer.rank() == mark.rank())
}
