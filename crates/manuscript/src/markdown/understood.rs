//! What was understood of markup becomes blocks and running text.

use super::Malformed;
use super::media;
use super::origin::{Origins, Sort};
use super::pieces::{Piece, joined, joined_and_trimmed};
use super::reading::{BlockOrigins, Manner, Source};
use super::refused::ManuscriptRefused;
use super::stretches::DEEPEST;
use crate::anchor::is_anchor;
use crate::body::{
    Block, Body, Cell, CellForm, Code, Embed, Heading, Image, Letters, List, ListItem, Node, Plain, Quotation, Recording, Row, Scope,
    Table, Task, Titled,
};
use crate::markup::{At, Element, NotRead, Part, Tree};
use crate::picture::{Media, Picture};
use crate::text::{Inline, Mark, Text, words_of};

/// A part of what belongs together: markup, or what was read already.
#[derive(Debug)]
pub(super) enum Given {
    Markup(Origins),
    Text(Vec<Piece>),
    /// A code, and what it means.
    Element(Box<Element>, Origins),
    Blocks(Body),
}

/// Reads parts that belong together as blocks.
pub(super) fn blocks(source: &Source<'_>, parts: Vec<Given>) -> Result<Body, Malformed> {
    let (trees, mut builder) = Builder::of(source, parts);
    let mut flow = Flow::at(source.depth);
    builder.flow(trees, &mut flow)?;
    builder.part(&mut flow);
    Ok(flow.blocks)
}

/// Reads parts that belong together where only running text may stand; what else there was stands behind it.
pub(super) fn text(source: &Source<'_>, parts: Vec<Given>) -> Result<(Text, Origins), Malformed> {
    let (trees, mut builder) = Builder::of(source, parts);
    let (found, beside) = builder.running(trees, &mut Flow::at(source.depth))?;
    match beside.first() {
        None => Ok(found),
        Some(_) => Err(source.malformed(builder.begins(), ManuscriptRefused::NoPictureHere)),
    }
}

/// Where in the blocks and in the text a reading of elements stands.
#[derive(Default)]
struct Flow {
    /// How many blocks stand around.
    depth: usize,
    marks: Vec<Mark>,
    /// The running text that is not a block yet.
    pieces: Vec<Piece>,
    blocks: Body,
}

impl Flow {
    fn at(depth: usize) -> Self {
        Self { depth, ..Self::default() }
    }

    /// One that stands inside of this one.
    fn inside(&self) -> Self {
        Self {
            depth: self.depth + 1,
            marks: self.marks.clone(),
            ..Self::default()
        }
    }

    fn link(&self) -> Option<String> {
        self.marks.iter().rev().find_map(|mark| match mark {
            Mark::Link(link) => Some(link.href.clone()),
            _ => None,
        })
    }
}

/// What an element holds, and where it stands.
struct Inside {
    at: At,
    content: Vec<Tree>,
}

struct Builder<'a> {
    source: &'a Source<'a>,
    parts: Vec<Given>,
    /// The credit that a caption has for the pictures above it.
    credit: Option<String>,
}

impl<'a> Builder<'a> {
    fn of(source: &'a Source<'a>, parts: Vec<Given>) -> (Vec<Tree>, Self) {
        let shown: Vec<Part<'_>> = parts
            .iter()
            .map(|part| match part {
                Given::Markup(markup) => Part::Markup(&markup.text),
                Given::Text(_) => Part::Text,
                Given::Element(element, _) => Part::Element(element),
                Given::Blocks(_) => Part::Blocks,
            })
            .collect();
        let understood = source.reading.markup.read(&shown);
        let builder = Self {
            source,
            parts,
            credit: None,
        };
        for (at, not_read) in understood.told {
            source.reading.tell(builder.place(at), not_read);
        }
        (understood.trees, builder)
    }

    /// Where in the whole something stands.
    fn place(&self, at: At) -> usize {
        let found = match self.parts.get(at.part) {
            Some(Given::Markup(origins) | Given::Element(_, origins)) => origins.source_of(at.byte..at.byte),
            _ => None,
        };
        found.map_or(self.source.base, |found| found.end.max(found.start))
    }

    /// Where in the stretch the first markup stands.
    fn begins(&self) -> usize {
        let first = self
            .parts
            .iter()
            .position(|part| matches!(part, Given::Markup(_)))
            .unwrap_or_default();
        self.place(At { part: first, byte: 0 }).saturating_sub(self.source.base)
    }

    fn flow(&mut self, trees: Vec<Tree>, flow: &mut Flow) -> Result<(), Malformed> {
        for tree in trees {
            match tree {
                Tree::Space => words(&Origins::nowhere(" "), flow),
                Tree::Letters { letters, part, range } => {
                    let origins = self.origins(&letters, part, range);
                    words(&origins, flow);
                }
                Tree::Read(part) => self.read(part, flow),
                Tree::Element { element, at, content } => self.element(element, Inside { at, content }, flow)?,
            }
        }
        Ok(())
    }

    fn origins(&self, letters: &str, part: usize, range: std::ops::Range<usize>) -> Origins {
        let Some(Given::Markup(origins)) = self.parts.get(part) else {
            return Origins::nowhere(letters);
        };
        if origins.text.get(range.clone()) == Some(letters) {
            return origins.slice(range);
        }
        match origins.source_of(range) {
            Some(source) => Origins::whole(letters, source),
            None => Origins::nowhere(letters),
        }
    }

    fn read(&mut self, part: usize, flow: &mut Flow) {
        match self.parts.get_mut(part) {
            Some(Given::Text(pieces)) => {
                for mut piece in std::mem::take(pieces) {
                    if ends_white(&flow.pieces) && !flow.pieces.is_empty() {
                        piece.trim_start();
                    }
                    piece.inline.marks_mut().splice(0..0, flow.marks.iter().cloned());
                    flow.pieces.push(piece);
                }
            }
            Some(Given::Blocks(blocks)) => {
                let blocks = std::mem::take(blocks);
                self.part(flow);
                flow.blocks.extend(blocks);
            }
            Some(Given::Markup(_) | Given::Element(..)) | None => {}
        }
    }

    /// What was running text so far is a paragraph.
    fn part(&self, flow: &mut Flow) {
        let (content, origins) = joined_and_trimmed(std::mem::take(&mut flow.pieces));
        if !content.is_empty() {
            let attrs = Plain {
                id: self.note(vec![origins]),
            };
            flow.blocks.push(Block::Paragraph(Node { attrs, content }));
        }
    }

    fn note(&self, texts: Vec<Origins>) -> String {
        let at = texts.iter().find_map(Origins::extent).map_or(self.source.base, |found| found.start);
        self.source.reading.note(BlockOrigins {
            at,
            texts,
            ..BlockOrigins::default()
        })
    }

    fn note_at(&self, at: At) -> String {
        self.source.reading.note(BlockOrigins {
            at: self.place(at),
            ..BlockOrigins::default()
        })
    }

    fn element(&mut self, element: Element, inside: Inside, flow: &mut Flow) -> Result<(), Malformed> {
        let Inside { at, content } = inside;
        match element {
            Element::Words | Element::Credit => self.flow(content, flow)?,
            Element::Marked(mark) => self.marked(mark, content, flow)?,
            Element::Cite => self.marked(Mark::Emphasis, content, flow)?,
            Element::CodeInLine { .. } => self.marked(Mark::Code, content, flow)?,
            Element::Quoted => self.quoted(content, flow)?,
            Element::Break => flow.pieces.push(Piece::line_break(0..0, flow.marks.clone())),
            Element::Picture { .. } => self.picture(&element, at, flow)?,
            Element::Frame { .. } => self.frame(element, at, flow),
            block => {
                self.part(flow);
                self.block(block, Inside { at, content }, flow)?;
                self.part(flow);
            }
        }
        Ok(())
    }

    fn marked(&mut self, mark: Mark, content: Vec<Tree>, flow: &mut Flow) -> Result<(), Malformed> {
        flow.marks.push(mark);
        self.flow(content, flow)?;
        flow.marks.pop();
        Ok(())
    }

    fn quoted(&mut self, content: Vec<Tree>, flow: &mut Flow) -> Result<(), Malformed> {
        let (opening, closing) = self.source.reading.quotation_marks();
        words(&Origins::nowhere(opening), flow);
        self.flow(content, flow)?;
        words(&Origins::nowhere(closing), flow);
        Ok(())
    }

    /// What stands apart from the text around it.
    fn block(&mut self, element: Element, inside: Inside, flow: &mut Flow) -> Result<(), Malformed> {
        match element {
            Element::Term => self.marked(Mark::Strong, inside.content, flow),
            Element::Heading { .. } => self.heading(element, inside.content, flow),
            Element::Rule => {
                let attrs = Plain {
                    id: self.note_at(inside.at),
                };
                flow.blocks.push(Block::Separator(Node {
                    attrs,
                    content: Vec::new(),
                }));
                Ok(())
            }
            Element::Figure => self.figure(inside.content, flow),
            Element::Recording { .. } => self.recording(element, inside, flow),
            Element::Table => self.table(inside, flow),
            Element::List { .. } => self.list(&element, inside, flow),
            Element::Code { language } => {
                self.code(language, inside, flow);
                Ok(())
            }
            // Deeper than blocks may stand, what they hold stands where they stood.
            Element::Quotation { source } if flow.depth < DEEPEST => self.quotation(source, inside, flow),
            Element::Details if flow.depth < DEEPEST => self.details(inside, flow),
            _ => self.flow(inside.content, flow),
        }
    }

    fn heading(&mut self, element: Element, content: Vec<Tree>, flow: &mut Flow) -> Result<(), Malformed> {
        let Element::Heading { level, anchor } = element else {
            return Ok(());
        };
        let ((content, origins), beside) = self.running(content, &mut flow.inside())?;
        if !content.is_empty() {
            let id = self.note(vec![origins]);
            let anchor = anchor.filter(|anchor| is_anchor(anchor));
            flow.blocks.push(Block::Heading(Node {
                attrs: Heading { id, level, anchor },
                content,
            }));
        }
        flow.blocks.extend(beside);
        Ok(())
    }

    /// The running text of elements, a line break between two that stand apart, and the blocks that are none.
    fn running(&mut self, trees: Vec<Tree>, inside: &mut Flow) -> Result<((Text, Origins), Body), Malformed> {
        self.flow(trees, inside)?;
        self.part(inside);
        let (mut pieces, mut beside) = (Vec::new(), Vec::new());
        self.gathered(std::mem::take(&mut inside.blocks), &mut pieces, &mut beside);
        Ok((joined(pieces), beside))
    }

    /// The texts of blocks, one behind the other; pictures and what else has none of its own are left over.
    fn gathered(&self, blocks: Body, pieces: &mut Vec<Piece>, beside: &mut Body) {
        for mut block in blocks {
            let is_shown = matches!(
                block,
                Block::Image(_) | Block::Embed(_) | Block::Audio(_) | Block::Video(_) | Block::Document(_)
            );
            if is_shown || matches!(block, Block::Table(_)) {
                beside.push(block);
                continue;
            }
            let noted = self.source.reading.take(block.id());
            let mut texts = Vec::new();
            crate::body::each_running_text_mut(&mut block, &mut |text| texts.push(std::mem::take(text)));
            if let Block::Code(code) = &block {
                texts.push(super::running::code_in_text(&code.letters()));
            }
            for (text, origins) in texts
                .into_iter()
                .zip(noted.texts.into_iter().chain(std::iter::repeat_with(Origins::default)))
            {
                if !pieces.is_empty() {
                    pieces.push(Piece::line_break(0..0, Vec::new()));
                }
                pieces.extend(cut_up(text, &origins));
            }
            let mut children = Vec::new();
            crate::body::held_by_mut(&mut block, crate::body::Around::default(), &mut |held| {
                if let crate::body::HeldMut::Blocks { blocks, .. } = held {
                    children.append(blocks);
                }
            });
            self.gathered(children, pieces, beside);
        }
    }

    fn quotation(&mut self, source: Option<String>, inside: Inside, flow: &mut Flow) -> Result<(), Malformed> {
        let Inside { at, content } = inside;
        let (who, said) = taken(content, |element| matches!(element, Element::Footer | Element::Cite));
        let speaker = who.map(|who| self.running(who, &mut flow.inside())).transpose()?;
        let speaker = speaker.map(|((text, _), _)| words_of(&text).trim_start_matches([' ', '—', '–', '-', '\u{a0}']).trim().to_owned());
        let mut inside = flow.inside();
        self.flow(said, &mut inside)?;
        self.part(&mut inside);
        let speaker = speaker.filter(|speaker| !speaker.is_empty());
        if inside.blocks.is_empty() && speaker.is_none() {
            return Ok(());
        }
        let attrs = Quotation {
            id: self.note_at(at),
            speaker,
            source,
            ..Quotation::default()
        };
        flow.blocks.push(Block::Quotation(Node {
            attrs,
            content: inside.blocks,
        }));
        Ok(())
    }

    fn details(&mut self, inside: Inside, flow: &mut Flow) -> Result<(), Malformed> {
        let Inside { at, content } = inside;
        let (title, rest) = taken(content, |element| *element == Element::Summary);
        let title = title.map(|title| self.running(title, &mut flow.inside())).transpose()?;
        let title = title.map(|((text, _), _)| words_of(&text)).filter(|title| !title.trim().is_empty());
        let mut inside = flow.inside();
        self.flow(rest, &mut inside)?;
        self.part(&mut inside);
        let attrs = Titled {
            id: self.note_at(at),
            title,
        };
        flow.blocks.push(Block::Box(Node {
            attrs,
            content: inside.blocks,
        }));
        Ok(())
    }

    fn list(&mut self, element: &Element, inside: Inside, flow: &mut Flow) -> Result<(), Malformed> {
        let Inside { at, content } = inside;
        let Element::List { ordered, start } = *element else {
            return self.flow(content, flow);
        };
        if flow.depth >= DEEPEST {
            return self.flow(content, flow);
        }
        let mut items: Vec<ListItem> = Vec::new();
        for tree in content {
            let (is_item, content) = match tree {
                Tree::Element {
                    element: Element::Item,
                    content,
                    ..
                } => (true, content),
                Tree::Space => continue,
                other => (false, vec![other]),
            };
            let mut inside = flow.inside();
            let attrs = task_in(&content);
            self.flow(content, &mut inside)?;
            self.part(&mut inside);
            let Flow { blocks, .. } = inside;
            match items.last_mut() {
                _ if blocks.is_empty() => {}
                Some(last) if !is_item => last.content.extend(blocks),
                // A list that was read already keeps its items.
                _ if !is_item && matches!(blocks.as_slice(), [Block::List(_)]) => {
                    for block in blocks {
                        if let Block::List(list) = block {
                            items.extend(list.content);
                        }
                    }
                }
                _ => items.push(ListItem { attrs, content: blocks }),
            }
        }
        if !items.is_empty() {
            let attrs = List {
                id: self.note_at(at),
                ordered,
                start,
            };
            flow.blocks.push(Block::List(Node { attrs, content: items }));
        }
        Ok(())
    }

    fn code(&mut self, language: Option<String>, inside: Inside, flow: &mut Flow) {
        let Inside { at, content } = inside;
        let mut letters = Origins::default();
        let mut language = language;
        self.letters(content, &mut letters, &mut language);
        let start = usize::from(letters.text.starts_with('\n'));
        let end = letters.text.len() - usize::from(letters.text.len() > start && letters.text.ends_with('\n'));
        let letters = letters.slice(start..end);
        let content = (!letters.text.is_empty()).then(|| Letters {
            text: letters.text.clone(),
        });
        let id = self.note_at(at);
        self.source.reading.renote(&id, |noted| noted.texts = vec![letters]);
        flow.blocks.push(Block::Code(Node {
            attrs: Code { id, language },
            content: content.into_iter().collect(),
        }));
    }

    /// Letters to the byte, whatever elements they stand in.
    fn letters(&mut self, trees: Vec<Tree>, found: &mut Origins, language: &mut Option<String>) {
        for tree in trees {
            match tree {
                Tree::Letters { letters, part, range } => found.append(&self.origins(&letters, part, range)),
                Tree::Space => found.push(" ", 0..0, Sort::Nowhere),
                Tree::Read(part) => match self.parts.get_mut(part) {
                    Some(Given::Text(pieces)) => {
                        for piece in std::mem::take(pieces) {
                            found.append(&piece.origins);
                        }
                    }
                    Some(Given::Blocks(blocks)) => {
                        let words: Vec<String> = std::mem::take(blocks).iter().map(Block::words).collect();
                        found.push(&words.join("\n\n"), 0..0, Sort::Nowhere);
                    }
                    _ => {}
                },
                Tree::Element {
                    element: Element::Break, ..
                } => found.push("\n", 0..0, Sort::Nowhere),
                Tree::Element { element, content, .. } => {
                    if let Element::Code { language: Some(own) } | Element::CodeInLine { language: Some(own) } = element {
                        language.get_or_insert(own);
                    }
                    self.letters(content, found, language);
                }
            }
        }
    }

    fn picture(&mut self, element: &Element, at: At, flow: &mut Flow) -> Result<(), Malformed> {
        let Element::Picture { title, .. } = element else {
            return Ok(());
        };
        let link = flow.link();
        self.part(flow);
        let image = self.pictured(element, at)?;
        let content = crate::text::plain(title.trim());
        let id = self.note_at(at);
        self.source
            .reading
            .renote(&id, |noted| noted.texts = vec![Origins::nowhere(title.trim())]);
        flow.blocks.push(Block::Image(Node {
            attrs: Image { id, image, link },
            content,
        }));
        Ok(())
    }

    fn pictured(&self, element: &Element, at: At) -> Result<Picture, Malformed> {
        let (source, alt, credit) = match element {
            Element::Picture { source, alt, credit, .. } => (source.as_str(), alt.as_str(), credit.clone()),
            _ => ("", "", None),
        };
        let is_loose = self.source.reading.manner == Manner::Loose;
        let credit = credit.or_else(|| self.credit.clone()).or(is_loose.then(String::new));
        let no_credit = || {
            self.source
                .malformed(self.place(at).saturating_sub(self.source.base), ManuscriptRefused::NoCreditInMarkup)
        };
        Ok(Picture {
            picture: Media::from(source.to_owned()),
            credit: credit.ok_or_else(no_credit)?,
            alt: alt.to_owned(),
            focal: None,
            taken: None,
            archives: false,
        })
    }

    /// Pictures with what is said of them. What is said of several, or of none, stands behind them.
    fn figure(&mut self, content: Vec<Tree>, flow: &mut Flow) -> Result<(), Malformed> {
        let (caption, shown) = taken(content, |element| *element == Element::Caption);
        let (credit, caption) = taken(caption.unwrap_or_default(), |element| *element == Element::Credit);
        let credit = credit.map(|credit| self.running(credit, &mut flow.inside())).transpose()?;
        let credit = credit.map(|((text, _), _)| words_of(&text).trim().to_owned());
        let around = std::mem::replace(&mut self.credit, credit);
        let mut inside = Flow {
            depth: flow.depth,
            marks: flow.marks.clone(),
            ..Flow::default()
        };
        self.flow(shown, &mut inside)?;
        self.part(&mut inside);
        self.credit = around;
        let ((text, origins), beside) = self.running(caption, &mut flow.inside())?;
        match inside.blocks.as_mut_slice() {
            [Block::Image(image)] => {
                if !text.is_empty() {
                    self.source.reading.renote(&image.attrs.id, |noted| noted.texts = vec![origins]);
                    image.content = text;
                }
            }
            [Block::Table(table)] if table.attrs.caption.is_none() => {
                table.attrs.caption = Some(words_of(&text)).filter(|words| !words.is_empty());
            }
            _ if text.is_empty() => {}
            _ => {
                let attrs = Plain {
                    id: self.note(vec![origins]),
                };
                inside.blocks.push(Block::Paragraph(Node { attrs, content: text }));
            }
        }
        flow.blocks.append(&mut inside.blocks);
        flow.blocks.extend(beside);
        Ok(())
    }

    fn frame(&self, element: Element, at: At, flow: &mut Flow) {
        let Element::Frame { address, title } = element else {
            return;
        };
        self.part(flow);
        let address = address
            .strip_prefix("//")
            .map_or_else(|| address.clone(), |rest| format!("https://{rest}"));
        let house = address.split("://").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next());
        let title = title.or_else(|| house.map(|house| house.trim_start_matches("www.").to_owned()));
        flow.blocks.push(Block::Embed(Node {
            attrs: Embed {
                id: self.note_at(at),
                title: title.unwrap_or_else(|| address.clone()),
                address,
                provider: None,
                still: None,
            },
            content: Vec::new(),
        }));
    }

    fn recording(&mut self, element: Element, inside: Inside, flow: &mut Flow) -> Result<(), Malformed> {
        let Inside { at, content } = inside;
        let Element::Recording {
            is_film,
            file,
            title,
            credit,
            poster,
        } = element
        else {
            return Ok(());
        };
        let of = if is_film { "video" } else { "audio" };
        let Some(file) = file.or_else(|| source_in(&content)) else {
            return self.flow(content, flow);
        };
        let wanted = media::Wanted {
            file,
            title,
            credit,
            poster,
        };
        let place = self.place(at).saturating_sub(self.source.base);
        let recording =
            media::recording_in_markup(of, wanted, self.source.reading.manner).map_err(|refused| self.source.malformed(place, refused))?;
        let node = Node {
            attrs: Recording {
                id: self.note_at(at),
                ..recording
            },
            content: Vec::new(),
        };
        flow.blocks.push(if is_film { Block::Video(node) } else { Block::Audio(node) });
        Ok(())
    }

    /// A table; a picture or another block in a cell stands behind it.
    fn table(&mut self, inside: Inside, flow: &mut Flow) -> Result<(), Malformed> {
        let Inside { at, content } = inside;
        let (caption, content) = taken(content, |element| *element == Element::TableCaption);
        let caption = caption.map(|caption| self.running(caption, &mut flow.inside())).transpose()?;
        let caption = caption.map(|((text, _), _)| words_of(&text)).filter(|words| !words.is_empty());
        let mut set = Set {
            rows: Vec::new(),
            texts: Vec::new(),
            beside: Vec::new(),
        };
        self.rows(content, &mut set, flow)?;
        if !set.rows.is_empty() {
            let id = self.note_at(at);
            self.source.reading.renote(&id, |noted| noted.texts = set.texts);
            let attrs = Table {
                id,
                caption,
                ..Table::default()
            };
            flow.blocks.push(Block::Table(Node { attrs, content: set.rows }));
        }
        flow.blocks.append(&mut set.beside);
        Ok(())
    }

    fn rows(&mut self, trees: Vec<Tree>, set: &mut Set, flow: &mut Flow) -> Result<(), Malformed> {
        for tree in trees {
            match tree {
                Tree::Element {
                    element: Element::Rows,
                    content,
                    ..
                } => self.rows(content, set, flow)?,
                Tree::Element {
                    element: Element::Row,
                    content,
                    ..
                } => self.row(content, set, flow)?,
                Tree::Space => {}
                other => {
                    let mut inside = flow.inside();
                    self.flow(vec![other], &mut inside)?;
                    self.part(&mut inside);
                    set.beside.append(&mut inside.blocks);
                }
            }
        }
        Ok(())
    }

    fn row(&mut self, trees: Vec<Tree>, set: &mut Set, flow: &mut Flow) -> Result<(), Malformed> {
        let is_first = set.rows.is_empty();
        let (mut cells, mut heads) = (Vec::new(), Vec::new());
        for tree in trees {
            let (is_head, form, content) = match tree {
                Tree::Element {
                    element: Element::Cell { is_head, form },
                    content,
                    ..
                } => (is_head, form, content),
                Tree::Space => continue,
                other => (false, CellForm::default(), vec![other]),
            };
            let ((content, origins), mut beside) = self.running(content, &mut flow.inside())?;
            if let Some(block) = beside.first() {
                let at = self.source.reading.place_of(block.id()).unwrap_or(self.source.base);
                self.source.reading.tell(at, NotRead::InACell);
            }
            set.beside.append(&mut beside);
            set.texts.push(origins);
            heads.push(is_head);
            cells.push(Cell { attrs: form, content });
        }
        let has_no_head = !heads.contains(&true);
        for (cell, is_head) in cells.iter_mut().zip(heads) {
            let own = match (is_head, is_first) {
                (true, true) | (false, false) => None,
                (true, false) => Some(Scope::Row),
                // A first row without any head is one to those who made it.
                (false, true) => (!has_no_head).then_some(Scope::None),
            };
            cell.attrs.scope = if is_head { cell.attrs.scope.or(own) } else { own };
            if is_first && cell.attrs.scope == Some(Scope::Column) {
                cell.attrs.scope = None;
            }
        }
        if !cells.is_empty() {
            set.rows.push(Row { content: cells });
        }
        Ok(())
    }
}

/// The rows of a table while it is read.
struct Set {
    rows: Vec<Row>,
    texts: Vec<Origins>,
    beside: Body,
}

/// Letters of markup: a run of white space is one space, and none behind another.
fn words(letters: &Origins, flow: &mut Flow) {
    let mut at = 0;
    let text = letters.text.as_str();
    while at < text.len() {
        let white = text[at..].len() - text[at..].trim_start_matches(|sign: char| sign.is_ascii_whitespace()).len();
        if white > 0 {
            if !ends_white(&flow.pieces) {
                let run = letters.slice(at..at + white);
                let space = match (run.text.as_str(), run.extent()) {
                    (" ", _) => run,
                    (_, Some(source)) => Origins::whole(" ", source),
                    (_, None) => Origins::nowhere(" "),
                };
                flow.pieces.push(Piece::text(space, flow.marks.clone()));
            }
            at += white;
            continue;
        }
        let length = text[at..].find(|sign: char| sign.is_ascii_whitespace()).unwrap_or(text.len() - at);
        let end = one_space_behind(text, at + length);
        flow.pieces.push(Piece::text(letters.slice(at..end), flow.marks.clone()));
        at = end;
    }
}

/// As far as words stand with single spaces between them.
fn one_space_behind(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = from;
    while end + 1 < bytes.len() && bytes[end] == b' ' && !bytes[end + 1].is_ascii_whitespace() {
        end += 1 + text[end + 1..]
            .find(|sign: char| sign.is_ascii_whitespace())
            .unwrap_or(text.len() - end - 1);
    }
    end
}

fn ends_white(pieces: &[Piece]) -> bool {
    match pieces.last().map(|piece| &piece.inline) {
        None | Some(Inline::HardBreak { .. }) => true,
        Some(Inline::Text { text, .. }) => text.ends_with(|sign: char| sign.is_ascii_whitespace()),
        Some(Inline::FootnoteReference { .. }) => false,
    }
}

/// A text as the pieces it is made of, each with its letters' places.
fn cut_up(text: Text, origins: &Origins) -> Vec<Piece> {
    let mut at = 0;
    let pieces = text.into_iter().map(|inline| {
        let length = match &inline {
            Inline::Text { text, .. } => text.len(),
            Inline::HardBreak { .. } => 1,
            Inline::FootnoteReference { .. } => 0,
        };
        let origins = origins.slice(at..(at + length).min(origins.text.len()).max(at));
        at += length;
        Piece { inline, origins }
    });
    pieces.collect()
}

/// What the first element of a sort holds, and everything else.
fn taken(content: Vec<Tree>, is_it: impl Fn(&Element) -> bool) -> (Option<Vec<Tree>>, Vec<Tree>) {
    let (mut found, mut rest) = (None, Vec::with_capacity(content.len()));
    for tree in content {
        match tree {
            Tree::Element { element, content, .. } if found.is_none() && is_it(&element) => found = Some(content),
            other => rest.push(other),
        }
    }
    (found, rest)
}

/// Whether an item is to be done, and is.
fn task_in(content: &[Tree]) -> Option<Task> {
    content.iter().find_map(|tree| match tree {
        Tree::Element {
            element: Element::Checkbox(task),
            ..
        } => Some(*task),
        Tree::Element {
            element: Element::Apart | Element::Words,
            content,
            ..
        } => task_in(content),
        _ => None,
    })
}

fn source_in(content: &[Tree]) -> Option<String> {
    content.iter().find_map(|tree| match tree {
        Tree::Element {
            element: Element::Source { file },
            ..
        } => Some(file.clone()),
        _ => None,
    })
}
