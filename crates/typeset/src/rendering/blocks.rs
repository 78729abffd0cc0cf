//! Blocks to HTML, one function a sort of block.

use std::fmt::Write as _;

use manuscript::body::{
    Block, Chapter, Code, Column, Embed, Entry, Image, Letters, List, ListItem, Node, Recording, Row, Scope, Table, Task,
};
use manuscript::copy::Copy;
use manuscript::figure::Figure;
use manuscript::language::Language;
use manuscript::picture::Picture;
use manuscript::text::{Mark, Text};

use jiff::tz::TimeZone;

use super::footnotes::{Call, Footnotes};
use super::grid::{Grid, spans};
use super::handed::Handed;
use super::running;
use crate::html::{element, escape, safe_address};
use crate::media::MediaShelf;
use crate::renditions::Showing;
use crate::{Messages, dates};

/// How wide a picture stands in the text, whose measure is 35 rem.
const IN_THE_TEXT: &str = "(min-width: 46rem) 39rem, calc(100vw - 2rem)";
/// Width of the picture that a film shows before it begins, in pixels.
const POSTER_WIDTH: u32 = 720;

/// Sets the blocks of one copy and gathers its figures.
pub(super) struct Setter<'a> {
    pub(super) language: &'a Language,
    pub(super) media: &'a MediaShelf,
    pub(super) figures: Vec<(String, Figure)>,
    pub(super) footnotes: Footnotes<'a>,
    pub(super) documents: Vec<Handed>,
    /// The addresses of the embeds that were met since the last time.
    pub(super) embeds: Vec<String>,
    /// The levels of the headings under which the next block stands, as they are written.
    ranks: Vec<u8>,
}

impl<'a> Setter<'a> {
    pub(super) fn of(copy: &'a Copy, media: &'a MediaShelf) -> Self {
        Self {
            language: &copy.language,
            media,
            figures: Vec::new(),
            footnotes: Footnotes::of(copy),
            documents: Vec::new(),
            embeds: Vec::new(),
            ranks: Vec::new(),
        }
    }

    /// The level at which a heading is shown. The headline is the first; who hears a page is told of a level that is left
    /// out as of something missing, so none is, whatever the manuscript skips.
    fn rank(&mut self, level: u8) -> usize {
        while self.ranks.last().is_some_and(|above| *above >= level) {
            self.ranks.pop();
        }
        self.ranks.push(level);
        (self.ranks.len() + 1).min(6)
    }

    /// The figures that were met since the last time.
    pub(super) fn take_figures(&mut self) -> Vec<(String, Figure)> {
        std::mem::take(&mut self.figures)
    }

    /// The footnotes below the article, each with ways back to where it is called; nothing without any.
    pub(super) fn footnotes(&mut self) -> Option<String> {
        let notes = self.footnotes.in_order.clone();
        let mut items = String::new();
        for (number, content) in (1..).zip(&notes) {
            let body = self.blocks(content);
            let _ = write!(items, "<li id=\"note-{number}\">{body}{}</li>", self.ways_back(number));
        }
        let label = self.say("footnotes", &[]);
        (!notes.is_empty())
            .then(|| format!("<section class=\"notes\" role=\"doc-endnotes\" aria-label=\"{label}\"><ol>{items}</ol></section>"))
    }

    fn ways_back(&self, note: usize) -> String {
        let label = self.say("footnote-back", &[]);
        let ways = (1..=self.footnotes.calls_of(note)).map(|turn| {
            let id = Call { note, turn }.id();
            format!(" <a href=\"#{id}\" role=\"doc-backlink\" aria-label=\"{label}\">↩\u{fe0e}</a>")
        });
        let ways: String = ways.collect();
        if ways.is_empty() {
            ways
        } else {
            format!("<p class=\"back\">{}</p>", ways.trim_start())
        }
    }

    pub(super) fn block(&mut self, block: &Block) -> String {
        match block {
            Block::Paragraph(node) => format!("<p id=\"{}\">{}</p>", escape(&node.attrs.id), self.text(&node.content)),
            Block::Heading(node) => {
                let level = self.rank(node.attrs.level);
                format!(
                    "<h{level} id=\"{}\">{}</h{level}>",
                    escape(node.attrs.anchor.as_ref().unwrap_or(&node.attrs.id)),
                    self.text(&node.content)
                )
            }
            Block::List(node) => self.list(node),
            Block::Quotation(node) => {
                // No `figure`: readers' programs take that for a picture and leave it out of the text.
                let a = &node.attrs;
                let cite = a
                    .source
                    .as_deref()
                    .and_then(safe_address)
                    .map_or_else(String::new, |url| format!(" cite=\"{}\"", escape(url)));
                let body = self.blocks(&node.content);
                let who = speaker("p", (a.speaker.as_deref(), a.standing.as_deref()));
                let from = a.source.as_deref().map_or_else(String::new, source);
                format!("<div class=\"quotation\"><blockquote{cite}>{body}</blockquote>{who}{from}</div>")
            }
            Block::QuestionAnswer(node) => self.question_and_answer(&node.content),
            Block::PullQuote(node) => {
                let who = speaker("figcaption", (node.attrs.speaker.as_deref(), node.attrs.standing.as_deref()));
                format!(
                    "<figure class=\"pull-quote\"><blockquote><p>{}</p></blockquote>{who}</figure>",
                    self.text(&node.content)
                )
            }
            Block::Box(node) => {
                let title = element("p", "box-title", node.attrs.title.as_deref());
                format!("<div class=\"box\">{title}{}</div>", self.blocks(&node.content))
            }
            Block::Gallery(node) => {
                let title = element("p", "gallery-title", node.attrs.title.as_deref());
                format!("<div class=\"gallery\">{title}{}</div>", self.blocks(&node.content))
            }
            Block::Separator(_) => "<hr>".into(),
            Block::Code(node) => code(node),
            // Footnotes stand below the article.
            Block::Stash(_) | Block::Footnote(_) => String::new(),
            Block::Withheld(_) => self.withheld(),
            other => self.media_or_data(other),
        }
    }

    fn media_or_data(&mut self, block: &Block) -> String {
        match block {
            Block::Image(node) => self.image(&node.attrs, &node.content),
            Block::Document(node) => self.document(node),
            Block::Embed(node) => self.embed(node),
            Block::Audio(node) => self.recording("audio", node),
            Block::Video(node) => self.recording("video", node),
            Block::Table(node) => self.table(node),
            Block::Timeline(node) => {
                let title = element("p", "timeline-title", node.attrs.title.as_deref());
                let entries: String = node.content.iter().map(|entry| self.entry(entry)).collect();
                format!("<div class=\"timeline\">{title}<ol>{entries}</ol></div>")
            }
            Block::ReadAlso(node) => {
                // The whole is one link: a link inside it would be one too many.
                let mut content = node.content.clone();
                for piece in &mut content {
                    piece.marks_mut().retain(|mark| !matches!(mark, Mark::Link(_)));
                }
                let (label, text) = (self.say("read-also", &[]), self.text(&content));
                let text = match self.media.leads(&node.attrs.address) {
                    Some(address) => format!("<a href=\"{}\">{text}</a>", escape(&address)),
                    None => text,
                };
                format!("<p class=\"read-also\"><span class=\"label\">{label}</span> {text}</p>")
            }
            Block::Correction(node) => {
                let when = node.attrs.at.as_deref().and_then(|at| self.as_written(at));
                let label = when.map_or_else(|| self.say("correction", &[]), |when| self.say("corrected", &[("when", when)]));
                format!(
                    "<p class=\"correction\"><span class=\"label\">{label}</span> {}</p>",
                    self.text(&node.content)
                )
            }
            _ => String::new(),
        }
    }

    /// A message in the body's own language, escaped.
    pub(super) fn say(&self, name: &str, arguments: &[(&str, String)]) -> String {
        Messages::inside(self.language).map_or_else(String::new, |messages| escape(&messages.say(name, arguments)))
    }

    /// An instant in words, at the local time in which it was written.
    fn as_written(&self, at: &str) -> Option<String> {
        let messages = Messages::inside(self.language)?;
        let local = jiff::fmt::temporal::Pieces::parse(at).ok()?;
        let date = local.date();
        let Some(time) = local.time() else {
            return Some(dates::day(date, messages));
        };
        let local = date.to_datetime(time).to_zoned(TimeZone::UTC).ok()?;
        Some(dates::day_and_time(local.timestamp().into(), &TimeZone::UTC, messages))
    }

    fn withheld(&self) -> String {
        format!("<p class=\"withheld\">{}</p>", self.say("withheld", &[]))
    }

    fn blocks(&mut self, blocks: &[Block]) -> String {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    pub(super) fn text(&mut self, text: &Text) -> String {
        let label = |number: usize| {
            let number = [("number", number.to_string())];
            Messages::inside(self.language).map_or_else(String::new, |messages| escape(&messages.say("footnote", &number)))
        };
        let media = self.media;
        let leads = &|address: &str| media.leads(address);
        let (figures, notes) = (&mut self.figures, &mut self.footnotes);
        let found = &mut |words, figure: &Figure| figures.push((words, figure.clone()));
        let called = &mut |name: &str| {
            notes.call(name).map_or_else(String::new, |call| {
                let (id, number) = (call.id(), call.note);
                let label = label(number);
                format!("<sup class=\"call\"><a id=\"{id}\" href=\"#note-{number}\" role=\"doc-noteref\" aria-label=\"{label}\">{number}</a></sup>")
            })
        };
        running::typeset(text, self.language, running::Beside { found, called, leads })
    }

    fn list(&mut self, node: &Node<List, ListItem>) -> String {
        let items = node
            .content
            .iter()
            .map(|item| {
                let task = item.attrs.map_or_else(String::new, |task| self.task(task));
                let class = if task.is_empty() { "<li>" } else { "<li class=\"task\">" };
                [class, &task, &self.item(item), "</li>"].concat()
            })
            .collect::<Vec<_>>()
            .concat();
        match (node.attrs.ordered, node.attrs.start) {
            (false, _) => format!("<ul>{items}</ul>"),
            (true, 1) => format!("<ol>{items}</ol>"),
            (true, start) => format!("<ol start=\"{start}\">{items}</ol>"),
        }
    }

    /// A sign, and what it says: no box that looks as if a reader could tick it.
    fn task(&self, task: Task) -> String {
        let (sign, word) = if task.done { ("☑", "task-done") } else { ("☐", "task-open") };
        format!("<span role=\"img\" aria-label=\"{}\">{sign}</span> ", self.say(word, &[]))
    }

    /// An item of one paragraph needs no paragraph around it.
    fn item(&mut self, item: &ListItem) -> String {
        match item.content.as_slice() {
            [Block::Paragraph(node)] => self.text(&node.content),
            blocks => self.blocks(blocks),
        }
    }

    fn question_and_answer(&mut self, content: &[Block]) -> String {
        let Some((question, answer)) = content.split_first() else {
            return String::new();
        };
        let asked = match question {
            Block::Paragraph(node) => self.text(&node.content),
            other => self.block(other),
        };
        format!(
            "<div class=\"question-answer\"><p class=\"question\"><strong>{asked}</strong></p>{}</div>",
            self.blocks(answer)
        )
    }

    fn image(&mut self, attrs: &Image, caption: &Text) -> String {
        let picture = &attrs.image;
        let Some(found) = self.media.find(&picture.picture) else {
            return String::new();
        };
        let shown = found.shown(&picture.alt, picture.focal).html(&Showing {
            sizes: IN_THE_TEXT,
            ..Showing::default()
        });
        let shown = match attrs.link.as_deref().and_then(|link| self.media.leads(link)) {
            Some(address) => format!("<a href=\"{}\">{shown}</a>", escape(&address)),
            None => shown,
        };
        let archives = if picture.archives {
            format!("<span class=\"archives\">{}</span> ", self.say("archives", &[]))
        } else {
            String::new()
        };
        let taken = picture.taken.as_deref().map_or_else(String::new, |taken| {
            format!(
                " <span class=\"taken\">({})</span>",
                escape(&dates::as_far_as_known_in(taken, self.language))
            )
        });
        format!(
            "<figure class=\"picture\">{shown}\
             <figcaption>{archives}{}{taken} <span class=\"credit\">{}</span></figcaption></figure>",
            self.text(caption),
            escape(&picture.credit),
        )
    }

    /// Nothing of another house is loaded: a link that says where it leads, and the text for those who stay.
    fn embed(&mut self, node: &Node<Embed, manuscript::Inline>) -> String {
        let text = self.text(&node.content);
        let a = &node.attrs;
        let provider = element("span", "provider", a.provider.as_deref());
        let link = match safe_address(&a.address) {
            Some(address) => {
                self.embeds.push(address.to_owned());
                format!("<a href=\"{}\" rel=\"noopener\">{}</a>", escape(address), escape(&a.title))
            }
            None => escape(&a.title),
        };
        let still = a.still.as_ref().map_or_else(String::new, |still| self.still(still));
        let text = if text.is_empty() { text } else { format!("<p>{text}</p>") };
        format!("<div class=\"embed\">{still}<p>{link} {provider}</p>{text}</div>")
    }

    /// What is seen of an embed before the click, and in print.
    fn still(&mut self, still: &Picture) -> String {
        let image = Image {
            id: String::new(),
            image: still.clone(),
            link: None,
        };
        self.image(&image, &Text::new())
    }

    fn recording(&mut self, element_name: &str, node: &Node<Recording, Block>) -> String {
        let a = &node.attrs;
        let Some(file) = self.media.find(&a.file) else {
            return String::new();
        };
        let poster = a
            .poster
            .as_ref()
            .and_then(|poster| self.media.find(poster))
            .filter(|_| element_name == "video");
        let poster = poster.map_or_else(String::new, |poster| {
            let address = poster.shown("", None).at_most(POSTER_WIDTH);
            format!(" poster=\"{}\"", escape(&address))
        });
        let track = a
            .captions
            .as_ref()
            .and_then(|captions| self.media.find(captions))
            .map_or_else(String::new, |captions| {
                let language = escape(self.language.as_str());
                format!(
                    "<track kind=\"captions\" src=\"{}\" srclang=\"{language}\" label=\"{language}\">",
                    escape(&captions.address)
                )
            });
        let player = format!(
            "<{element_name} controls preload=\"none\"{poster}><source src=\"{}\" type=\"{}\">{track}</{element_name}>",
            escape(&file.address),
            escape(&file.media_type)
        );
        let chapters = chapters(&a.chapters, &file.address);
        let transcript = self.blocks(&node.content);
        let transcript = if transcript.is_empty() {
            transcript
        } else {
            format!("<div class=\"transcript\">{transcript}</div>")
        };
        let (title, credit) = (escape(&a.title), escape(&a.credit));
        format!(
            "<figure class=\"recording\">{player}<figcaption>{title} <span class=\"credit\">{credit}</span></figcaption></figure>{chapters}{transcript}"
        )
    }

    fn table(&mut self, node: &Node<Table, Row>) -> String {
        let caption = element("caption", "table-caption", node.attrs.caption.as_deref());
        let mut grid = Grid::of(&node.attrs.columns);
        let mut rows = node.content.iter();
        let head = rows.next().map_or_else(String::new, |row| {
            format!("<thead>{}</thead>", self.row(row, Scope::Column, &mut grid))
        });
        let body: String = rows.map(|row| self.row(row, Scope::None, &mut grid)).collect();
        let body = if body.is_empty() { body } else { format!("<tbody>{body}</tbody>") };
        let source = element("p", "table-source", node.attrs.source.as_deref());
        let label = node.attrs.caption.as_deref().map_or_else(|| self.say("table", &[]), escape);
        format!(
            "<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\"><table>{caption}{head}{body}</table>{source}</div>"
        )
    }

    fn row(&mut self, row: &Row, scope: Scope, grid: &mut Grid<'_>) -> String {
        let mut cells = String::new();
        grid.begin_row();
        for cell in &row.content {
            let class = match grid.place(cell.attrs) {
                Column::Right => " class=\"right\"",
                Column::Center => " class=\"center\"",
                Column::Left | Column::None => "",
            };
            let text = self.text(&cell.content);
            // A head without words is none: readers' programs would announce nothing.
            let (name, scope) = match cell.attrs.scope.unwrap_or(scope) {
                Scope::Column if !text.is_empty() => ("th", " scope=\"col\""),
                Scope::Row if !text.is_empty() => ("th", " scope=\"row\""),
                Scope::Column | Scope::Row | Scope::None => ("td", ""),
            };
            let spans = spans(cell.attrs);
            cells.extend(["<", name, scope, class, &spans, ">", &text, "</", name, ">"]);
        }
        format!("<tr>{cells}</tr>")
    }

    fn entry(&mut self, entry: &Entry) -> String {
        format!(
            "<li><p class=\"when\">{}</p>{}</li>",
            escape(&entry.when),
            self.blocks(&entry.content)
        )
    }
}

/// Code to the byte. Whoever has no mouse scrolls it too; whoever highlights it is told the language.
fn code(node: &Node<Code, Letters>) -> String {
    let class = node.attrs.language.as_deref().and_then(name_of_language);
    let class = class.map_or_else(String::new, |name| format!(" class=\"language-{}\"", escape(name)));
    let (id, letters) = (escape(&node.attrs.id), escape(&node.letters()));
    format!("<pre id=\"{id}\" tabindex=\"0\"><code{class}>{letters}</code></pre>")
}

/// The first word behind a fence, if it can be the name of a language.
fn name_of_language(info: &str) -> Option<&str> {
    let name = info.split([' ', '\t', ',', '{']).next().unwrap_or_default();
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '+' | '-' | '.' | '#' | '_');
    (!name.is_empty() && name.chars().all(is_plain)).then_some(name)
}

/// Each leads to its place in the file (Media Fragments URI), with or without scripts.
fn chapters(chapters: &[Chapter], address: &str) -> String {
    if chapters.is_empty() {
        return String::new();
    }
    let items = chapters.iter().fold(String::new(), |mut items, one| {
        let (at, clock, title) = (one.at, one.clock(), escape(&one.title));
        let address = escape(address);
        let _ = write!(
            items,
            "<li><a href=\"{address}#t={at}\"><time datetime=\"PT{at}S\">{clock}</time> <span>{title}</span></a></li>"
        );
        items
    });
    format!("<ol class=\"chapters\">{items}</ol>")
}

/// From where a quotation is taken: an address is a link that says to which house it leads.
fn source(source: &str) -> String {
    let words = match safe_address(source) {
        Some(address) => {
            let address = escape(address);
            let house = address.split("://").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next());
            format!(
                "<a href=\"{address}\">{}</a>",
                house.map_or(address.as_str(), |house| house.trim_start_matches("www."))
            )
        }
        None => escape(source),
    };
    format!("<p class=\"source\"><cite>{words}</cite></p>")
}

fn speaker(element: &str, (speaker, standing): (Option<&str>, Option<&str>)) -> String {
    let Some(speaker) = speaker else { return String::new() };
    let standing = standing.map_or_else(String::new, |standing| format!(", {}", escape(standing)));
    format!("<{element} class=\"speaker\">{}{standing}</{element}>", escape(speaker))
}
