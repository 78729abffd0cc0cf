//! From a manuscript to its file. Whatever CommonMark cannot say is written as a directive, so that nothing is lost.

use std::fmt::Write as _;

use super::attributes::encode;
use super::write_text::{inline, is_plain_paragraph, text};
use super::{Manuscript, Stage};
use super::{chapters, head_words};
use crate::body::{
    Block, Cell, CellForm, Code, Column, Document, Embed, Entry, Heading, Image, Letters, List, ListItem, Node, PullQuote, Quotation,
    Recording, Row, Scope, Table, Task, each_block,
};
use crate::copy::{Copy, Signature};
use crate::picture::{Lead, Picture};
use crate::text::{Inline, Text};
use crate::words::{Access, Kind};

/// Writes the file of a manuscript.
pub fn write(manuscript: &Manuscript) -> String {
    let mut file = String::from("---\n");
    front_matter(&mut file, manuscript);
    file.push_str("---\n");
    let body = blocks(&manuscript.copy.body);
    if !body.is_empty() {
        file.push('\n');
        file.push_str(&body);
    }
    file
}

fn front_matter(file: &mut String, manuscript: &Manuscript) {
    let copy = &manuscript.copy;
    entry(file, "id", manuscript.id.map(|id| id.to_string()).as_deref());
    if copy.kind != Kind::News {
        entry(file, "kind", Some(copy.kind.as_str()));
    }
    heads(file, copy);
    byline(file, copy);
    entry(file, "dateline", copy.dateline.as_deref());
    if let Some(credit) = &copy.source_credit {
        file.push_str("source_credit:\n");
        entry(file, "  name", Some(&credit.name));
        entry(file, "  address", credit.address.as_deref());
    }
    entry(file, "language", Some(copy.language.as_str()));
    if let Some(picture) = &copy.lead {
        lead(file, picture);
    }
    placement(file, manuscript);
    let mut ids = Vec::new();
    each_block(&copy.body, &mut |block| ids.push(yaml(block.id())));
    if !ids.is_empty() {
        let _ = writeln!(file, "blocks: [{}]", ids.join(", "));
    }
}

fn heads(file: &mut String, copy: &Copy) {
    let words = |file: &mut String, key: &str, words: Option<&str>| entry(file, key, words.map(head_words::written).as_deref());
    words(file, "kicker", copy.kicker.as_deref());
    entry(file, "status", copy.status.clone().map(String::from).as_deref());
    entry(file, "headline", Some(&head_words::headline(copy)));
    words(file, "short_headline", copy.short_headline.as_deref());
    words(file, "search_headline", copy.search_headline.as_deref());
    words(file, "social_headline", copy.social_headline.as_deref());
    words(file, "alert_headline", copy.alert_headline.as_deref());
    words(file, "description", copy.description.as_deref());
    entry(file, "standfirst", text_entry(&copy.standfirst).as_deref());
}

fn text_entry(content: &Text) -> Option<String> {
    (!content.is_empty()).then(|| text(content))
}

fn byline(file: &mut String, copy: &Copy) {
    if copy.byline.is_empty() {
        return;
    }
    file.push_str("byline:\n");
    for signature in &copy.byline {
        match signature {
            Signature::Agency(agency) => {
                let _ = writeln!(file, "  - agency: {}", yaml(&agency.agency));
            }
            Signature::Person(person) => {
                let _ = writeln!(file, "  - name: {}", yaml(&person.name));
                entry(file, "    person", person.person.map(|id| id.to_string()).as_deref());
                entry(file, "    role", person.role.as_deref());
                entry(file, "    standing", person.standing.as_deref());
                entry(file, "    biography", person.biography.as_deref());
                entry(file, "    interests", person.interests.as_deref());
            }
        }
    }
}

fn lead(file: &mut String, lead: &Lead) {
    file.push_str("lead:\n");
    let image = &lead.image;
    entry(file, "  picture", Some(&String::from(image.picture.clone())));
    entry(file, "  credit", Some(&image.credit));
    entry(file, "  alt", Some(&image.alt));
    entry(file, "  caption", text_entry(&lead.caption).as_deref());
    entry(file, "  focal", image.focal.map(|(left, top)| format!("{left},{top}")).as_deref());
    entry(file, "  taken", image.taken.as_deref());
    if image.archives {
        file.push_str("  archives: true\n");
    }
}

fn placement(file: &mut String, manuscript: &Manuscript) {
    entry(file, "section", manuscript.section.as_deref());
    names(file, "dossiers", &manuscript.dossiers);
    entry(file, "series", manuscript.series.as_deref());
    names(file, "topics", &manuscript.topics);
    if manuscript.access != Access::Everyone {
        entry(file, "access", Some(manuscript.access.as_str()));
    }
    if let Some(count) = manuscript.teaser_ends_after {
        let _ = writeln!(file, "teaser_ends_after: {count}");
    }
    entry(file, "translation_set", manuscript.translation_set.as_deref());
    if manuscript.pinned {
        file.push_str("pinned: true\n");
    }
    if manuscript.stage == Stage::Newsroom {
        file.push_str("draft: true\n");
    }
    let published = manuscript
        .published
        .map(|at| at.timestamp().strftime("%Y-%m-%dT%H:%M:%S%.fZ").to_string());
    entry(file, "published", published.as_deref());
    entry(file, "address", manuscript.address.as_deref());
}

fn names(file: &mut String, key: &str, names: &[String]) {
    if !names.is_empty() {
        let _ = writeln!(
            file,
            "{key}: [{}]",
            names.iter().map(|name| yaml(name)).collect::<Vec<_>>().join(", ")
        );
    }
}

fn entry(file: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        let _ = writeln!(file, "{key}: {}", yaml(value));
    }
}

/// A YAML scalar in double quotes; every sign that is not plainly printable is escaped.
fn yaml(value: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in value.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// Blocks with an empty line between them.
fn blocks(content: &[Block]) -> String {
    let mut written = String::new();
    let mut after_list = false;
    for block in content {
        if !written.is_empty() {
            written.push('\n');
        }
        written.push_str(&one_block(block, after_list));
        after_list = matches!(block, Block::List(_));
    }
    written
}

fn one_block(block: &Block, after_list: bool) -> String {
    match block {
        Block::Paragraph(node) if is_plain_paragraph(&node.content) => text(&node.content) + "\n",
        Block::Paragraph(node) => directive("paragraph", &[], &inline_lines(&node.content)),
        Block::Heading(node) => heading(node),
        Block::List(node) if !after_list && is_plain_list(&node.content) => {
            plain_list(&node.content, node.attrs.ordered.then_some(node.attrs.start))
        }
        Block::List(node) => list(&node.attrs, &node.content),
        Block::Quotation(node) => quotation(&node.attrs, &node.content),
        Block::QuestionAnswer(node) => directive("interview", &[], &blocks(&node.content)),
        Block::PullQuote(node) => pull_quote(&node.attrs, &node.content),
        Block::Box(node) => directive("box", &[("title", node.attrs.title.as_deref())], &blocks(&node.content)),
        Block::Gallery(node) => directive("gallery", &[("title", node.attrs.title.as_deref())], &blocks(&node.content)),
        Block::Stash(node) => directive("stash", &[], &blocks(&node.content)),
        Block::Withheld(_) => directive("withheld", &[], ""),
        Block::Image(node) => image(&node.attrs, &node.content),
        Block::Embed(node) => embed(&node.attrs, &node.content),
        Block::Audio(node) => recording("audio", &node.attrs, &node.content),
        Block::Video(node) => recording("video", &node.attrs, &node.content),
        Block::Document(node) => document(&node.attrs, &node.content),
        Block::Table(node) => table(&node.attrs, &node.content),
        Block::Timeline(node) => timeline(node.attrs.title.as_deref(), &node.content),
        Block::ReadAlso(node) => directive("read-also", &[("address", Some(&node.attrs.address))], &inline_lines(&node.content)),
        Block::Correction(node) => directive("correction", &[("at", node.attrs.at.as_deref())], &inline_lines(&node.content)),
        Block::Separator(_) => "***\n".into(),
        Block::Code(node) => code(node),
        Block::Footnote(node) => directive("footnote", &[("label", Some(&node.attrs.label))], &blocks(&node.content)),
    }
}

fn heading(node: &Node<Heading, Inline>) -> String {
    let signs = "#".repeat(usize::from(node.attrs.level));
    let anchor = node
        .attrs
        .anchor
        .as_deref()
        .map_or_else(String::new, |anchor| format!(" {{#{anchor}}}"));
    format!("{signs} {}{anchor}\n", inline(&node.content))
}

fn list(attrs: &List, items: &[ListItem]) -> String {
    let items: Vec<String> = items.iter().map(item).collect();
    let start = attrs.start.to_string();
    let attributes = [
        ("ordered", Some(if attrs.ordered { "true" } else { "false" })),
        ("start", Some(start.as_str())),
    ];
    directive("list", &attributes, &items.join("\n"))
}

/// Between fences that are longer than any run of backticks in it.
fn code(node: &Node<Code, Letters>) -> String {
    let letters = node.letters();
    let longest = letters.split(|sign| sign != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let lines = if letters.is_empty() { String::new() } else { letters + "\n" };
    let fenced = |language: &str| format!("{fence}{language}\n{lines}{fence}\n");
    match node.attrs.language.as_deref() {
        None => fenced(""),
        Some(language) if is_plain_language(language) => fenced(language),
        Some(language) => directive("code", &[("language", Some(language))], &fenced("")),
    }
}

/// What can stand behind a fence as it is.
fn is_plain_language(language: &str) -> bool {
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '+' | '-' | '.' | '#');
    !language.is_empty() && language.chars().all(is_plain)
}

fn item(item: &ListItem) -> String {
    let task = item.attrs.map(|task| if task.done { "done" } else { "open" });
    directive("item", &[("task", task)], &blocks(&item.content))
}

fn quotation(attrs: &Quotation, content: &[Block]) -> String {
    let attributes = [
        ("speaker", attrs.speaker.as_deref()),
        ("standing", attrs.standing.as_deref()),
        ("source", attrs.source.as_deref()),
    ];
    directive("quotation", &attributes, &blocks(content))
}

fn pull_quote(attrs: &PullQuote, content: &Text) -> String {
    let attributes = [("speaker", attrs.speaker.as_deref()), ("standing", attrs.standing.as_deref())];
    directive("pull-quote", &attributes, &inline_lines(content))
}

fn embed(attrs: &Embed, content: &Text) -> String {
    let mut attributes = vec![
        ("address", Some(attrs.address.clone())),
        ("title", Some(attrs.title.clone())),
        ("provider", attrs.provider.clone()),
    ];
    attributes.extend(attrs.still.iter().flat_map(|still| picture("still", still)));
    directive("embed", &borrowed(&attributes), &inline_lines(content))
}

fn table(attrs: &Table, rows: &[Row]) -> String {
    let (caption, source) = (("caption", attrs.caption.as_deref()), ("source", attrs.source.as_deref()));
    if is_plain_table(&attrs.columns, rows) {
        return directive("table", &[caption, source], &plain_table(&attrs.columns, rows));
    }
    let columns: Vec<&str> = attrs.columns.iter().map(|column| column_name(*column)).collect();
    let rows: Vec<String> = rows.iter().map(row).collect();
    directive("table", &[caption, source, ("columns", Some(&columns.join(" ")))], &rows.join("\n"))
}

fn timeline(title: Option<&str>, entries: &[Entry]) -> String {
    let entries: Vec<String> = entries.iter().map(timeline_entry).collect();
    directive("timeline", &[("title", title)], &entries.join("\n"))
}

fn directive(name: &str, attributes: &[(&str, Option<&str>)], inner: &str) -> String {
    let mut opening = format!(":::{name}");
    for (name, value) in attributes {
        match value {
            Some("true") => opening.extend([" ", name]),
            Some("false") | None => {}
            Some(value) => {
                let _ = write!(opening, " {name}=\"{}\"", encode(value));
            }
        }
    }
    format!("{opening}\n{inner}:::\n")
}

fn inline_lines(content: &Text) -> String {
    if content.is_empty() { String::new() } else { text(content) + "\n" }
}

fn is_plain_list(items: &[ListItem]) -> bool {
    !items.is_empty() && items.iter().all(is_plain_item)
}

fn is_plain_item(item: &ListItem) -> bool {
    matches!(item.content.as_slice(), [Block::Paragraph(node)] if is_plain_paragraph(&node.content))
}

fn plain_list(items: &[ListItem], start: Option<u32>) -> String {
    let mut list = String::new();
    for (index, item) in (0u32..).zip(items) {
        let marker = start.map_or_else(|| "- ".to_owned(), |start| format!("{}. ", start.saturating_add(index)));
        let task = match item.attrs {
            Some(Task { done: true }) => "[x] ",
            Some(Task { done: false }) => "[ ] ",
            None => "",
        };
        for block in &item.content {
            if let Block::Paragraph(node) = block {
                let _ = writeln!(list, "{marker}{task}{}", inline(&node.content));
            }
        }
    }
    list
}

fn image(attrs: &Image, caption: &Text) -> String {
    let mut attributes = picture("picture", &attrs.image).to_vec();
    attributes.push(("link", attrs.link.clone()));
    directive("image", &borrowed(&attributes), &inline_lines(caption))
}

/// The attributes of a picture, whose file stands under a name.
fn picture(name: &'static str, picture: &Picture) -> [(&'static str, Option<String>); 6] {
    [
        (name, Some(String::from(picture.picture.clone()))),
        ("credit", Some(picture.credit.clone())),
        ("alt", Some(picture.alt.clone())),
        ("focal", picture.focal.map(|(left, top)| format!("{left},{top}"))),
        ("taken", picture.taken.clone()),
        ("archives", picture.archives.then(|| "true".to_owned())),
    ]
}

fn borrowed<'a>(attributes: &'a [(&'a str, Option<String>)]) -> Vec<(&'a str, Option<&'a str>)> {
    attributes.iter().map(|(name, value)| (*name, value.as_deref())).collect()
}

fn recording(name: &str, recording: &Recording, transcript: &[Block]) -> String {
    let [file, poster, captions] = [Some(&recording.file), recording.poster.as_ref(), recording.captions.as_ref()]
        .map(|media| media.map(|media| String::from(media.clone())));
    let duration = recording.duration.map(|seconds| seconds.to_string());
    let chapters = chapters::write(&recording.chapters);
    let attributes = [
        ("file", file.as_deref()),
        ("title", Some(recording.title.as_str())),
        ("credit", Some(recording.credit.as_str())),
        ("duration", duration.as_deref()),
        ("poster", poster.as_deref()),
        ("captions", captions.as_deref()),
        ("chapters", chapters.as_deref()),
    ];
    directive(name, &attributes, &blocks(transcript))
}

fn document(attrs: &Document, content: &Text) -> String {
    let file = String::from(attrs.file.clone());
    let pages = attrs.pages.map(|pages| pages.to_string());
    let attributes = [
        ("file", Some(file.as_str())),
        ("title", Some(attrs.title.as_str())),
        ("publisher", attrs.publisher.as_deref()),
        ("pages", pages.as_deref()),
        ("credit", attrs.credit.as_deref()),
    ];
    directive("document", &attributes, &inline_lines(content))
}

fn column_name(column: Column) -> &'static str {
    match column {
        Column::None => "none",
        Column::Left => "left",
        Column::Center => "center",
        Column::Right => "right",
    }
}

/// What GFM can say: a head, and as many cells in every row as there are columns, each of one column and one row.
fn is_plain_table(columns: &[Column], rows: &[Row]) -> bool {
    let is_plain = |row: &Row| row.content.len() == columns.len() && row.content.iter().all(|cell| cell.attrs.is_plain());
    !columns.is_empty() && !rows.is_empty() && rows.iter().all(is_plain)
}

fn plain_table(columns: &[Column], rows: &[Row]) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut table = String::new();
    for (index, row) in rows.iter().enumerate() {
        table.push_str(&line(row.content.iter().map(|cell| inline(&cell.content)).collect()));
        if index == 0 {
            let dashes = columns.iter().map(|column| match column {
                Column::None => "---",
                Column::Left => ":---",
                Column::Center => ":---:",
                Column::Right => "---:",
            });
            table.push_str(&line(dashes.map(str::to_owned).collect()));
        }
    }
    table
}

fn row(row: &Row) -> String {
    let cells = row.content.iter().map(cell).collect::<Vec<_>>().join("\n");
    directive("row", &[], &cells)
}

fn cell(cell: &Cell) -> String {
    let CellForm { scope, colspan, rowspan } = cell.attrs;
    let scope = scope.map(|scope| match scope {
        Scope::Column => "column",
        Scope::Row => "row",
        Scope::None => "none",
    });
    let [colspan, rowspan] = [colspan, rowspan].map(|span| (span != 1).then(|| span.to_string()));
    let attributes = [("scope", scope), ("colspan", colspan.as_deref()), ("rowspan", rowspan.as_deref())];
    directive("cell", &attributes, &inline_lines(&cell.content))
}

fn timeline_entry(entry: &Entry) -> String {
    directive("entry", &[("when", Some(&entry.when))], &blocks(&entry.content))
}
