//! Reading blocks: directives are cut out line by line, what stands between them is CommonMark.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;

use pulldown_cmark::{Alignment, BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::Malformed;
use super::directives;
use super::inline::{InlineReader, Run};
use crate::body::{Block, Body, Cell, Column, Heading, List, ListItem, Node, Plain, Quotation, Row, Table};
use crate::text::{Inline, Text};

/// Link definitions of the whole body, which hold across directives.
pub(super) type Definitions = HashMap<String, (String, String)>;

/// What a stretch of Markdown is read with.
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    pub(super) first_line: usize,
    pub(super) definitions: &'a Definitions,
    /// How many blocks stand around this stretch.
    pub(super) depth: usize,
}

/// How deep blocks may stand in each other: more than any article needs, less than any parser's stack.
pub(super) const DEEPEST: usize = 12;

const TOO_DEEP: &str = "blocks stand in each other more than twelve deep; take some of them apart";

impl Source<'_> {
    pub(super) fn malformed(&self, offset: usize, message: impl Into<String>) -> Malformed {
        Malformed::at_offset(self.text, offset, self.first_line, message)
    }

    /// The number of the line on which an offset stands.
    pub(super) fn line_at(&self, offset: usize) -> usize {
        self.first_line + self.text[..offset].matches('\n').count()
    }
}

/// The link definitions of a text.
pub(super) fn definitions_in(text: &str) -> Definitions {
    Parser::new_ext(text, Options::ENABLE_TABLES)
        .reference_definitions()
        .iter()
        .map(|(label, definition)| {
            let title = definition.title.as_ref().map(ToString::to_string).unwrap_or_default();
            (label.to_lowercase(), (definition.dest.to_string(), title))
        })
        .collect()
}

/// Reads the blocks of a text.
pub(super) fn read(source: &Source<'_>) -> Result<Body, Malformed> {
    let mut blocks = Vec::new();
    for (directive, range) in directives_in(source)? {
        match directive {
            Some((opening, inner)) => blocks.extend(directives::read(opening, source.line_at(range.start), &inner)?),
            None => blocks.extend(read_markdown(source, range)?),
        }
    }
    Ok(blocks)
}

/// A directive's opening line and what stands inside it.
pub(super) type Directive<'a> = (&'a str, Source<'a>);

/// A stretch of a text: a directive, or the Markdown between two of them.
pub(super) type Stretch<'a> = (Option<Directive<'a>>, Range<usize>);

/// Cuts a text into directives and the stretches of Markdown between them.
pub(super) fn directives_in<'a>(source: &Source<'a>) -> Result<Vec<Stretch<'a>>, Malformed> {
    let mut found = Vec::new();
    let mut markdown_from = 0;
    let mut lines = LineScan::new(source.text);
    while let Some(line) = lines.next() {
        if line.closes_directive {
            return Err(source.malformed(line.range.start, "this `:::` closes nothing; write `\\:::` if the colons are text"));
        }
        if !line.opens_directive {
            continue;
        }
        found.push((None, markdown_from..line.range.start));
        let inner_start = (line.range.end + 1).min(source.text.len());
        let Some(closing) = lines.skip_to_closing() else {
            return Err(source.malformed(line.range.start, "this directive is not closed: a line `:::` is missing"));
        };
        let inner = Source {
            text: &source.text[inner_start..closing.start.max(inner_start)],
            first_line: source.line_at(inner_start),
            definitions: source.definitions,
            depth: source.depth + 1,
        };
        if inner.depth > DEEPEST {
            return Err(source.malformed(line.range.start, TOO_DEEP));
        }
        markdown_from = (closing.end + 1).min(source.text.len());
        found.push((Some((&source.text[line.range.clone()], inner)), line.range));
    }
    found.push((None, markdown_from..source.text.len()));
    Ok(found)
}

/// Lines, with a note of those that open or close a directive; fenced code is passed over.
struct LineScan<'a> {
    text: &'a str,
    at: usize,
    fence: Option<&'static str>,
}

struct Line {
    range: Range<usize>,
    opens_directive: bool,
    closes_directive: bool,
}

impl<'a> LineScan<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, fence: None }
    }

    fn next(&mut self) -> Option<Line> {
        if self.at >= self.text.len() {
            return None;
        }
        let end = self.text[self.at..].find('\n').map_or(self.text.len(), |length| self.at + length);
        let range = self.at..end;
        self.at = end + 1;
        let line = &self.text[range.clone()];
        let indent = line.len() - line.trim_start_matches(' ').len();
        let content = line.trim();
        if self.is_fenced(content) || indent > 3 {
            return Some(Line {
                range,
                opens_directive: false,
                closes_directive: false,
            });
        }
        let after_colons = content.trim_start_matches(':');
        let colons = content.len() - after_colons.len();
        let is_name = after_colons.starts_with(|c: char| c.is_ascii_lowercase());
        Some(Line {
            range,
            opens_directive: colons >= 3 && is_name,
            closes_directive: colons >= 3 && after_colons.is_empty(),
        })
    }

    fn is_fenced(&mut self, content: &str) -> bool {
        if let Some(fence) = self.fence {
            if content.starts_with(fence) && content.trim_matches(|c| fence.starts_with(c)).is_empty() {
                self.fence = None;
            }
            return true;
        }
        self.fence = ["```", "~~~"].into_iter().find(|fence| content.starts_with(fence));
        self.fence.is_some()
    }

    fn skip_to_closing(&mut self) -> Option<Range<usize>> {
        let mut depth = 1;
        while let Some(line) = self.next() {
            depth += i32::from(line.opens_directive) - i32::from(line.closes_directive);
            if depth == 0 {
                return Some(line.range);
            }
        }
        None
    }
}

fn read_markdown(source: &Source<'_>, range: Range<usize>) -> Result<Body, Malformed> {
    let part = Source {
        text: &source.text[range.clone()],
        first_line: source.line_at(range.start),
        definitions: source.definitions,
        depth: source.depth,
    };
    if part.text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let known = |link: BrokenLink<'_>| defined_elsewhere(&link, part.definitions);
    let parser = Parser::new_with_broken_link_callback(part.text, Options::ENABLE_TABLES, Some(known));
    let mut events = VecDeque::new();
    let mut depth = part.depth;
    for (event, range) in parser.into_offset_iter() {
        match &event {
            Event::Start(Tag::BlockQuote(_) | Tag::List(_)) => depth += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_)) => depth -= 1,
            _ => {}
        }
        if depth > DEEPEST {
            return Err(part.malformed(range.start, TOO_DEEP));
        }
        events.push_back((event, range));
    }
    MarkdownReader { source: &part, events }.blocks()
}

/// A link whose definition stands outside this stretch of Markdown.
fn defined_elsewhere(link: &BrokenLink<'_>, definitions: &Definitions) -> Option<(CowStr<'static>, CowStr<'static>)> {
    let (address, title) = definitions.get(&link.reference.to_lowercase())?;
    Some((address.clone().into(), title.clone().into()))
}

/// Reads the events of one stretch of Markdown.
struct MarkdownReader<'a, 'e> {
    source: &'a Source<'a>,
    events: VecDeque<(Event<'e>, Range<usize>)>,
}

impl MarkdownReader<'_, '_> {
    /// Blocks up to the end of what is around them.
    fn blocks(&mut self) -> Result<Body, Malformed> {
        let mut blocks = Vec::new();
        while let Some((event, range)) = self.events.pop_front() {
            match event {
                Event::End(_) => break,
                Event::Start(Tag::Paragraph) => blocks.extend(self.paragraph()?),
                Event::Start(Tag::Heading { level, .. }) => blocks.push(self.heading(level)?),
                Event::Start(Tag::BlockQuote(_)) => {
                    let content = self.blocks()?;
                    blocks.push(Block::Quotation(Node {
                        attrs: Quotation::default(),
                        content,
                    }));
                }
                Event::Start(Tag::List(start)) => blocks.push(self.list(start)?),
                Event::Start(Tag::Table(columns)) => blocks.push(self.table(&columns)?),
                Event::Start(Tag::CodeBlock(kind)) => blocks.push(self.verbatim(&kind)),
                Event::Start(Tag::HtmlBlock) => blocks.push(self.verbatim(&CodeBlockKind::Indented)),
                Event::Rule => blocks.push(Block::Separator(Node {
                    attrs: Plain::default(),
                    content: Vec::new(),
                })),
                // A tight list item holds running text without a paragraph around it.
                inline => {
                    self.events.push_front((inline, range));
                    blocks.extend(self.paragraph()?);
                }
            }
        }
        Ok(blocks)
    }

    fn paragraph(&mut self) -> Result<Body, Malformed> {
        let runs = self.runs()?;
        runs.into_iter()
            .map(|run| match run {
                Run::Text(content) => Ok(Block::Paragraph(Node {
                    attrs: Plain::default(),
                    content,
                })),
                Run::Image(image) => {
                    let offset = image.offset;
                    directives::image_in_text(image).map_err(|message| self.source.malformed(offset, message))
                }
            })
            .collect()
    }

    /// The running text up to the end of its block; a tight item's text ends where a block begins.
    fn runs(&mut self) -> Result<Vec<Run>, Malformed> {
        let mut reader = InlineReader::new(self.source.text, self.source.first_line);
        while let Some((event, range)) = self.events.pop_front() {
            match event {
                Event::End(TagEnd::Paragraph) => break,
                Event::End(TagEnd::Item)
                | Event::Start(
                    Tag::List(_)
                    | Tag::Paragraph
                    | Tag::BlockQuote(_)
                    | Tag::CodeBlock(_)
                    | Tag::Heading { .. }
                    | Tag::HtmlBlock
                    | Tag::Table(_),
                )
                | Event::Rule => {
                    self.events.push_front((event, range));
                    break;
                }
                inline => reader.take(inline, range)?,
            }
        }
        Ok(reader.finish())
    }

    fn text_until(&mut self, end: TagEnd) -> Result<Text, Malformed> {
        let mut reader = InlineReader::new(self.source.text, self.source.first_line);
        while let Some((event, range)) = self.events.pop_front() {
            if event == Event::End(end) {
                break;
            }
            reader.take(event, range)?;
        }
        reader.finish_text()
    }

    fn heading(&mut self, level: HeadingLevel) -> Result<Block, Malformed> {
        let content = self.text_until(TagEnd::Heading(level))?;
        let level = (level as u8).min(4);
        Ok(Block::Heading(Node {
            attrs: Heading { id: String::new(), level },
            content,
        }))
    }

    fn list(&mut self, start: Option<u64>) -> Result<Block, Malformed> {
        let mut content = Vec::new();
        while let Some((event, _)) = self.events.pop_front() {
            match event {
                Event::Start(Tag::Item) => content.push(ListItem { content: self.blocks()? }),
                _ => break,
            }
        }
        let start_at = u32::try_from(start.unwrap_or(1)).unwrap_or(1);
        Ok(Block::List(Node {
            attrs: List {
                id: String::new(),
                ordered: start.is_some(),
                start: start_at,
            },
            content,
        }))
    }

    fn table(&mut self, columns: &[Alignment]) -> Result<Block, Malformed> {
        let mut rows = Vec::new();
        while let Some((event, _)) = self.events.pop_front() {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Row { content: Vec::new() }),
                Event::Start(Tag::TableCell) => {
                    let content = self.text_until(TagEnd::TableCell)?;
                    if let Some(row) = rows.last_mut() {
                        row.content.push(Cell { content });
                    }
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        let columns = columns.iter().copied().map(column).collect();
        Ok(Block::Table(Node {
            attrs: Table {
                columns,
                ..Table::default()
            },
            content: rows,
        }))
    }

    /// Code and raw HTML: their characters as a paragraph, a line break for each line's end.
    /// What stands behind an opening fence is kept too: it may be words and no language.
    fn verbatim(&mut self, kind: &CodeBlockKind<'_>) -> Block {
        let mut text = String::new();
        while let Some((event, _)) = self.events.pop_front() {
            match event {
                Event::Text(more) | Event::Html(more) | Event::InlineHtml(more) => text.push_str(&more),
                _ => break,
            }
        }
        if let CodeBlockKind::Fenced(info) = kind
            && !info.is_empty()
        {
            text = format!("{info}\n{text}");
        }
        let mut content = Vec::new();
        for (index, line) in text.trim_end_matches('\n').split('\n').enumerate() {
            if index > 0 {
                content.push(Inline::HardBreak { marks: Vec::new() });
            }
            content.push(Inline::plain(line));
        }
        Block::Paragraph(Node {
            attrs: Plain::default(),
            content: crate::text::normal(content),
        })
    }
}

fn column(alignment: Alignment) -> Column {
    match alignment {
        Alignment::None => Column::None,
        Alignment::Left => Column::Left,
        Alignment::Center => Column::Center,
        Alignment::Right => Column::Right,
    }
}

/// Reads a short text that may hold marks but no blocks: a standfirst, a caption.
pub(super) fn read_text(text: &str, first_line: usize) -> Result<Text, Malformed> {
    let definitions = Definitions::new();
    let source = Source {
        text,
        first_line,
        definitions: &definitions,
        depth: 0,
    };
    let mut content = Vec::new();
    for block in read_markdown(&source, 0..text.len())? {
        match block {
            Block::Paragraph(paragraph) => {
                if !content.is_empty() {
                    content.push(Inline::HardBreak { marks: Vec::new() });
                }
                content.extend(paragraph.content);
            }
            _ => {
                return Err(Malformed::at_line(
                    first_line,
                    "only running text may stand here: no list, heading, table or picture",
                ));
            }
        }
    }
    Ok(crate::text::normal(content))
}
