//! Reading blocks: directives are cut out line by line, what stands between them is CommonMark.

use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, Parser, Tag, TagEnd};

use super::Malformed;
use super::comments;
use super::inline::{InlineReader, Run};
use super::origin::{Origins, Sort};
use super::reading::{BlockOrigins, Definitions, How, Manner, Reading, Source};
use super::refused::ManuscriptRefused;
use super::running::running_text;
use super::stretches::{DEEPEST, Stretch, stretches_of};
use super::understood::{self, Given};
use super::{directives, media, syntax};
use crate::anchor::is_anchor;
use crate::body::{
    Block, Body, Cell, Code, Column, Footnote, Heading, Letters, List, ListItem, Node, Plain, Quotation, Row, Table, Task, Titled,
};
use crate::markup::NotRead;
use crate::text::{Inline, Text};

/// The links and the footnotes that a text defines.
pub(super) fn definitions_in(text: &str) -> Definitions {
    let parser = Parser::new_ext(text, syntax::options());
    let links = parser.reference_definitions().iter().map(|(label, definition)| {
        let title = definition.title.as_ref().map(ToString::to_string).unwrap_or_default();
        (label.to_lowercase(), (definition.dest.to_string(), title))
    });
    let links = links.collect();
    let footnotes = parser.filter_map(|event| match event {
        Event::Start(Tag::FootnoteDefinition(label)) => Some(label.to_lowercase()),
        _ => None,
    });
    Definitions {
        links,
        footnotes: footnotes.collect(),
    }
}

/// Reads the blocks of a text.
pub(super) fn read(source: &Source<'_>) -> Result<Body, Malformed> {
    let mut blocks = Vec::new();
    for stretch in stretches_of(source)? {
        match stretch {
            Stretch::Directive { opening, inner } => blocks.push(directives::read(&opening, &inner)?),
            Stretch::Code { inner, language } => blocks.push(code_of_others(&inner, language)),
            Stretch::Markdown(part) => blocks.extend(read_markdown(&part)?),
        }
    }
    Ok(blocks)
}

/// Code between two lines of another system.
fn code_of_others(inner: &Source<'_>, language: String) -> Block {
    let text = inner.text.strip_suffix('\n').unwrap_or(inner.text);
    let letters = Origins::default().with(text, inner.base..inner.base + text.len(), Sort::Code);
    let content = (!text.is_empty()).then(|| Letters { text: text.to_owned() });
    Block::Code(Node {
        attrs: Code {
            id: inner.note(0, vec![letters]),
            language: Some(language).filter(|language| !language.is_empty()),
        },
        content: content.into_iter().collect(),
    })
}

fn read_markdown(part: &Source<'_>) -> Result<Body, Malformed> {
    if part.text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let known = |link: BrokenLink<'_>| defined_elsewhere(&link, &part.reading.definitions);
    let parser = Parser::new_with_broken_link_callback(part.text, syntax::options(), Some(known));
    let mut events = VecDeque::new();
    let mut depth = part.depth;
    for (event, range) in parser.into_offset_iter() {
        match &event {
            Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::FootnoteDefinition(_)) => depth += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::FootnoteDefinition) => depth -= 1,
            _ => {}
        }
        if depth > DEEPEST {
            return Err(part.malformed(range.start, ManuscriptRefused::TooDeep));
        }
        events.push_back((event, range));
    }
    MarkdownReader { source: part, events }.blocks()
}

/// A link whose definition stands outside this stretch of Markdown.
fn defined_elsewhere(link: &BrokenLink<'_>, definitions: &Definitions) -> Option<(CowStr<'static>, CowStr<'static>)> {
    let (address, title) = definitions.links.get(&link.reference.to_lowercase())?;
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
            if matches!(event, Event::End(_)) {
                break;
            }
            self.events.push_front((event, range));
            blocks.extend(self.one()?);
        }
        Ok(blocks)
    }

    /// What begins with the next event: mostly one block; a paragraph with a picture in it is several.
    fn one(&mut self) -> Result<Body, Malformed> {
        let Some((event, range)) = self.events.pop_front() else {
            return Ok(Vec::new());
        };
        Ok(match event {
            Event::Start(Tag::Paragraph) => {
                self.tell_what_is_indented(range.start);
                self.paragraph()?
            }
            Event::Start(Tag::HtmlBlock) => self.markup(range.start)?,
            Event::Start(tag) if is_block(&tag) => vec![self.block(tag, &range)?],
            Event::Rule => vec![Block::Separator(Node {
                attrs: self.plain(range.start, Vec::new()),
                content: Vec::new(),
            })],
            // A tight list item holds running text without a paragraph around it.
            inline => {
                self.events.push_front((inline, range));
                self.paragraph()?
            }
        })
    }

    /// Admonitions as MkDocs and its kin write them.
    fn tell_what_is_indented(&self, offset: usize) {
        let line = self.source.text[offset..].lines().next().unwrap_or_default();
        if ["!!! ", "??? ", "???+ "].iter().any(|mark| line.starts_with(mark)) {
            let name = line.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
            self.source.reading.tell(self.source.base + offset, NotRead::Indented(name));
        }
    }

    fn block(&mut self, tag: Tag<'_>, range: &Range<usize>) -> Result<Block, Malformed> {
        match tag {
            Tag::Heading { level, .. } => self.heading(level, range.start),
            Tag::List(start) => self.list(start, range.start),
            Tag::Table(columns) => self.table(&columns, range.start),
            Tag::CodeBlock(kind) => Ok(self.code(&kind, range.start)),
            Tag::FootnoteDefinition(label) => {
                let id = self.source.note(range.start, Vec::new());
                let content = self.blocks()?;
                let label = label.to_lowercase();
                Ok(Block::Footnote(Node {
                    attrs: Footnote { id, label },
                    content,
                }))
            }
            Tag::BlockQuote(Some(kind)) => {
                let id = self.source.note(range.start, Vec::new());
                let name = format!("[!{}]", alert(kind));
                self.source.reading.tell(self.source.base + range.start, NotRead::Container(name));
                let attrs = Titled { id, title: None };
                Ok(Block::Box(Node {
                    attrs,
                    content: self.blocks()?,
                }))
            }
            Tag::BlockQuote(None) => {
                let id = self.source.note(range.start, Vec::new());
                let content = self.blocks()?;
                let attrs = Quotation {
                    id,
                    ..Quotation::default()
                };
                Ok(Block::Quotation(Node { attrs, content }))
            }
            _ => Ok(self.code(&CodeBlockKind::Indented, range.start)),
        }
    }

    fn plain(&self, offset: usize, texts: Vec<Origins>) -> Plain {
        Plain {
            id: self.source.note(offset, texts),
        }
    }

    fn paragraph(&mut self) -> Result<Body, Malformed> {
        let runs = self.runs()?;
        runs.into_iter()
            .map(|run| match run {
                Run::Text(content, origins) => {
                    let start = origins.source_of(0..0).unwrap_or_default().start;
                    let id = self.source.reading.note(BlockOrigins {
                        at: start.max(self.source.base),
                        texts: vec![origins],
                        ..BlockOrigins::default()
                    });
                    let attrs = Plain { id };
                    Ok(Block::Paragraph(Node { attrs, content }))
                }
                Run::Block(block) => Ok(block),
                Run::Image(image) => {
                    let offset = image.offset;
                    let read = read_text(&image.caption, 1, &self.source.reading.how)
                        .map_err(|malformed| malformed.moved_to(&self.source.malformed(offset, ManuscriptRefused::NoBlocksInText)))?;
                    for not_read in read.told {
                        self.source.reading.tell(self.source.base + offset, not_read);
                    }
                    let caption = media::Caption {
                        content: read.text,
                        origins: read.origins,
                    };
                    media::image_in_text(*image, caption, self.source).map_err(|refused| self.source.malformed(offset, refused))
                }
            })
            .collect()
    }

    /// The running text up to the end of its block; a tight item's text ends where a block begins.
    fn runs(&mut self) -> Result<Vec<Run>, Malformed> {
        let mut reader = InlineReader::new(*self.source);
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
                    | Tag::FootnoteDefinition(_)
                    | Tag::Table(_),
                )
                | Event::Rule => {
                    self.events.push_front((event, range));
                    break;
                }
                inline => reader.take(inline, range)?,
            }
        }
        reader.finish()
    }

    fn text_until(&mut self, end: TagEnd) -> Result<(Text, Origins), Malformed> {
        let mut reader = InlineReader::new(*self.source);
        while let Some((event, range)) = self.events.pop_front() {
            if event == Event::End(end) {
                break;
            }
            reader.take(event, range)?;
        }
        reader.finish_text()
    }

    fn heading(&mut self, level: HeadingLevel, offset: usize) -> Result<Block, Malformed> {
        let (content, origins) = self.text_until(TagEnd::Heading(level))?;
        let (anchor, content, origins) = anchored(content, origins);
        let id = self.source.note(offset, vec![origins]);
        let level = level as u8;
        Ok(Block::Heading(Node {
            attrs: Heading { id, level, anchor },
            content,
        }))
    }

    fn list(&mut self, start: Option<u64>, offset: usize) -> Result<Block, Malformed> {
        let id = self.source.note(offset, Vec::new());
        let mut content = Vec::new();
        while let Some((event, _)) = self.events.pop_front() {
            match event {
                Event::Start(Tag::Item) => content.push(ListItem {
                    attrs: self.task(),
                    content: self.blocks()?,
                }),
                _ => break,
            }
        }
        let start_at = u32::try_from(start.unwrap_or(1)).unwrap_or(1);
        Ok(Block::List(Node {
            attrs: List {
                id,
                ordered: start.is_some(),
                start: start_at,
            },
            content,
        }))
    }

    /// What stands first in an item that is to be done: in a loose one, in its first paragraph.
    fn task(&mut self) -> Option<Task> {
        let is_loose = matches!(self.events.front(), Some((Event::Start(Tag::Paragraph), _)));
        let at = usize::from(is_loose);
        let Some((Event::TaskListMarker(done), _)) = self.events.get(at) else {
            return None;
        };
        let done = *done;
        self.events.remove(at);
        Some(Task { done })
    }

    fn table(&mut self, columns: &[Alignment], offset: usize) -> Result<Block, Malformed> {
        let (mut rows, mut texts) = (Vec::new(), Vec::new());
        while let Some((event, _)) = self.events.pop_front() {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Row { content: Vec::new() }),
                Event::Start(Tag::TableCell) => {
                    let (content, origins) = self.text_until(TagEnd::TableCell)?;
                    texts.push(origins);
                    if let Some(row) = rows.last_mut() {
                        row.content.push(Cell::plain(content));
                    }
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        let columns = columns.iter().copied().map(column).collect();
        Ok(Block::Table(Node {
            attrs: Table {
                id: self.source.note(offset, texts),
                columns,
                ..Table::default()
            },
            content: rows,
        }))
    }

    /// Markup that stands alone, with the blocks that stand in its elements.
    fn markup(&mut self, offset: usize) -> Result<Body, Malformed> {
        let mut open = 0;
        let mut parts = Vec::new();
        self.one_markup(offset, &mut parts, &mut open)?;
        while open > 0 {
            match self.events.pop_front() {
                Some((Event::Start(Tag::HtmlBlock), range)) => self.one_markup(range.start, &mut parts, &mut open)?,
                Some((Event::End(end), range)) => {
                    self.events.push_front((Event::End(end), range));
                    break;
                }
                Some((event, range)) => {
                    self.events.push_front((event, range));
                    parts.push(Given::Blocks(self.one()?));
                }
                None => break,
            }
        }
        if parts
            .iter()
            .all(|part| matches!(part, Given::Markup(markup) if markup.text.trim().is_empty()))
        {
            return Ok(Vec::new());
        }
        understood::blocks(self.source, parts)
    }

    /// Adds markup without its comments, and counts the elements that are open behind it.
    fn one_markup(&mut self, offset: usize, parts: &mut Vec<Given>, open: &mut isize) -> Result<(), Malformed> {
        let whole = self.letters();
        let comments = match comments::of(&whole.text) {
            Ok(comments) => comments,
            Err(_) if self.source.reading.how.manner == Manner::Loose => Vec::new(),
            Err(at) => {
                let at = whole.source_of(at..at).map_or(offset, |found| found.start - self.source.base);
                return Err(self.source.malformed(at, ManuscriptRefused::OpenComment));
            }
        };
        let (mut left, mut from) = (Origins::default(), 0);
        for comment in comments {
            if comments::is_more(&whole.text[comment.clone()]) {
                let at = whole
                    .source_of(comment.clone())
                    .map_or(self.source.base + offset, |found| found.start);
                self.source.reading.end_teaser(at);
            }
            left.append(&whole.slice(from..comment.start));
            from = comment.end;
        }
        left.append(&whole.slice(from..whole.text.len()));
        *open += self.source.reading.how.markup.leaves_open(&left.text);
        parts.push(Given::Markup(left));
        Ok(())
    }

    /// Code as it is written, without the end of its last line.
    fn code(&mut self, kind: &CodeBlockKind<'_>, offset: usize) -> Block {
        let letters = self.letters();
        let end = letters.text.len() - usize::from(letters.text.ends_with('\n'));
        let letters = letters.slice(0..end);
        let language = match kind {
            CodeBlockKind::Fenced(info) => Some(info.trim().to_owned()).filter(|info| !info.is_empty()),
            CodeBlockKind::Indented => None,
        };
        let content = (!letters.text.is_empty()).then(|| Letters {
            text: letters.text.clone(),
        });
        Block::Code(Node {
            attrs: Code {
                id: self.source.note(offset, vec![letters]),
                language,
            },
            content: content.into_iter().collect(),
        })
    }

    /// The letters of code or raw HTML as they stand, to the end of its block.
    fn letters(&mut self) -> Origins {
        let mut origins = Origins::default();
        while let Some((event, range)) = self.events.pop_front() {
            match event {
                Event::Text(more) | Event::Html(more) | Event::InlineHtml(more) => {
                    let same = self.source.text.get(range.clone()) == Some(&*more);
                    let at = self.source.base + range.start;
                    origins.push(&more, at..at + range.len(), if same { Sort::Code } else { Sort::Whole });
                }
                _ => break,
            }
        }
        origins
    }
}

/// The anchor that stands behind a heading, `{#comme-ceci}`, where nobody put a backslash before it.
fn anchored(mut content: Text, origins: Origins) -> (Option<String>, Text, Origins) {
    let Some(Inline::Text { text, marks }) = content.last_mut() else {
        return (None, content, origins);
    };
    let Some((length, anchor)) = anchor_behind(text).filter(|_| marks.is_empty()) else {
        return (None, content, origins);
    };
    let whole = origins.text.len();
    let begins = whole - text.len();
    let from = origins.written_from(whole).max(begins);
    if whole - length < from {
        return (None, content, origins);
    }
    let end = from + origins.text[from..whole - length].trim_end_matches(' ').len();
    text.truncate(end - begins);
    (Some(anchor), crate::text::normal(content), origins.slice(0..end))
}

/// How many bytes of the end name an anchor, and its name.
fn anchor_behind(text: &str) -> Option<(usize, String)> {
    let (before, anchor) = text.strip_suffix('}')?.rsplit_once("{#")?;
    is_anchor(anchor).then(|| (text.len() - before.len(), anchor.to_owned()))
}

const fn alert(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "NOTE",
        BlockQuoteKind::Tip => "TIP",
        BlockQuoteKind::Important => "IMPORTANT",
        BlockQuoteKind::Warning => "WARNING",
        BlockQuoteKind::Caution => "CAUTION",
    }
}

/// What begins a block that is more than running text.
const fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::Table(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::FootnoteDefinition(_)
    )
}

fn column(alignment: Alignment) -> Column {
    match alignment {
        Alignment::None => Column::None,
        Alignment::Left => Column::Left,
        Alignment::Center => Column::Center,
        Alignment::Right => Column::Right,
    }
}

/// A short text that may hold marks but no blocks: a standfirst, a caption. Origins are those in the text.
pub(super) struct ShortText {
    pub(super) text: Text,
    pub(super) origins: Origins,
    pub(super) told: Vec<NotRead>,
}

/// Reads a short text.
pub(super) fn read_text(text: &str, first_line: usize, how: &How) -> Result<ShortText, Malformed> {
    let how = How {
        manner: Manner::default(),
        ..how.clone()
    };
    let definitions = Definitions {
        footnotes: how.footnotes.clone(),
        ..Definitions::default()
    };
    let reading = Reading::new(definitions, how, read);
    let source = Source::alone(text, first_line, &reading);
    let read = running_text(&reading, read_markdown(&source)?);
    let (text, origins) = read.ok_or_else(|| Malformed::at_line(first_line, ManuscriptRefused::NoBlocksInText))?;
    let told = reading.take_told().into_iter().map(|(_, not_read)| not_read).collect();
    Ok(ShortText { text, origins, told })
}
