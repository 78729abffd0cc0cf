//! Reading directives: `:::box title="…"` and its kin, a block each.

use super::Malformed;
use super::attributes::Attributes;
use super::blocks::{self, Source};
use super::chapters;
use super::inline::InlineImage;
use crate::body::{
    Block, Body, Cell, Column, Correction, Embed, Entry, Image, List, ListItem, Node, Plain, PullQuote, Quotation, ReadAlso, Recording,
    Row, Table, Titled,
};
use crate::picture::{Media, Picture};
use crate::text::Text;

/// Reads the directive that `opening` opens; `inner` is what stands between its lines.
pub(super) fn read(opening: &str, line: usize, inner: &Source<'_>) -> Result<Body, Malformed> {
    let at = |message: String| Malformed::at_line(line, message);
    let head = opening.trim().trim_start_matches(':');
    let name: String = head.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
    let (mut attributes, _) = Attributes::read(&head[name.len()..], None).map_err(&at)?;
    let block = match name.as_str() {
        "table" => table(&mut attributes, line, inner)?,
        "list" => list(&mut attributes, line, inner)?,
        "timeline" => timeline(&mut attributes, line, inner)?,
        _ => simple(&name, &mut attributes, line, inner)?,
    };
    attributes.refuse_rest(&name, known_attributes(&name)).map_err(&at)?;
    Ok(vec![block])
}

fn simple(name: &str, attributes: &mut Attributes, line: usize, inner: &Source<'_>) -> Result<Block, Malformed> {
    let at = |message: String| Malformed::at_line(line, message);
    let id = String::new();
    Ok(match name {
        "paragraph" => Block::Paragraph(Node {
            attrs: Plain { id },
            content: text_of(inner)?,
        }),
        "quotation" => {
            let [speaker, standing, source] = ["speaker", "standing", "source"].map(|name| attributes.take(name));
            Block::Quotation(Node {
                attrs: Quotation {
                    id,
                    speaker,
                    standing,
                    source,
                },
                content: blocks::read(inner)?,
            })
        }
        "interview" => Block::QuestionAnswer(Node {
            attrs: Plain { id },
            content: question_and_answer(line, inner)?,
        }),
        "pull-quote" => {
            let [speaker, standing] = ["speaker", "standing"].map(|name| attributes.take(name));
            Block::PullQuote(Node {
                attrs: PullQuote { id, speaker, standing },
                content: text_of(inner)?,
            })
        }
        "box" => Block::Box(Node {
            attrs: Titled {
                id,
                title: attributes.take("title"),
            },
            content: blocks::read(inner)?,
        }),
        "gallery" => Block::Gallery(Node {
            attrs: Titled {
                id,
                title: attributes.take("title"),
            },
            content: images(line, inner)?,
        }),
        "read-also" => {
            let address = need(name, attributes, "address").map_err(at)?;
            Block::ReadAlso(Node {
                attrs: ReadAlso { id, address },
                content: text_of(inner)?,
            })
        }
        "correction" => Block::Correction(Node {
            attrs: Correction {
                id,
                at: attributes.take("at"),
            },
            content: text_of(inner)?,
        }),
        "stash" => Block::Stash(Node {
            attrs: Plain { id },
            content: blocks::read(inner)?,
        }),
        "withheld" => Block::Withheld(Node {
            attrs: Plain { id },
            content: Vec::new(),
        }),
        "image" | "embed" | "audio" | "video" => return media(name, attributes, line, inner),
        unknown => {
            return Err(Malformed::at_line(
                line,
                format!("`:::{unknown}` is no directive; known: {}", NAMES.join(", ")),
            ));
        }
    })
}

/// A block that shows a file, or something of another house.
fn media(name: &str, attributes: &mut Attributes, line: usize, inner: &Source<'_>) -> Result<Block, Malformed> {
    let at = |message: String| Malformed::at_line(line, message);
    let id = String::new();
    Ok(match name {
        "image" => {
            let image = picture(attributes).map_err(at)?;
            Block::Image(Node {
                attrs: Image { id, image },
                content: text_of(inner)?,
            })
        }
        "embed" => {
            let address = need(name, attributes, "address").map_err(at)?;
            let title = need(name, attributes, "title").map_err(at)?;
            Block::Embed(Node {
                attrs: Embed {
                    id,
                    address,
                    title,
                    provider: attributes.take("provider"),
                },
                content: text_of(inner)?,
            })
        }
        "audio" => Block::Audio(Node {
            attrs: recording(name, attributes).map_err(at)?,
            content: blocks::read(inner)?,
        }),
        _ => Block::Video(Node {
            attrs: recording(name, attributes).map_err(at)?,
            content: blocks::read(inner)?,
        }),
    })
}

const NAMES: &[&str] = &[
    "quotation",
    "interview",
    "pull-quote",
    "box",
    "image",
    "gallery",
    "embed",
    "audio",
    "video",
    "table",
    "timeline",
    "read-also",
    "correction",
    "stash",
    "withheld",
    "paragraph",
    "list",
];

fn known_attributes(directive: &str) -> &'static [&'static str] {
    match directive {
        "quotation" => &["speaker", "standing", "source"],
        "pull-quote" => &["speaker", "standing"],
        "box" | "gallery" | "timeline" => &["title"],
        "image" => &["picture", "credit", "alt", "focal", "taken", "archives"],
        "embed" => &["address", "title", "provider"],
        "audio" | "video" => &["file", "title", "credit", "duration", "poster", "captions", "chapters"],
        "table" => &["caption", "source", "columns"],
        "read-also" => &["address"],
        "correction" => &["at"],
        "list" => &["ordered", "start"],
        _ => &[],
    }
}

/// A picture that stood in running text: `![alt](picture.jpg "caption"){credit="…"}`.
pub(super) fn image_in_text(image: InlineImage) -> Result<Block, String> {
    let mut attributes = image.attributes;
    let credit = attributes
        .take("credit")
        .ok_or("a picture needs a credit: write `{credit=\"…\"}` after it")?;
    let picture = Picture {
        picture: Media::from(image.source),
        credit,
        alt: image.alt,
        focal: attributes.take("focal").map(|text| focal(&text)).transpose()?,
        taken: attributes.take("taken"),
        archives: attributes.take_switch("archives"),
    };
    attributes.refuse_rest("picture", &["credit", "focal", "taken", "archives"])?;
    let content = blocks::read_text(&image.caption, 1).map_err(|malformed| malformed.message)?;
    Ok(Block::Image(Node {
        attrs: Image {
            id: String::new(),
            image: picture,
        },
        content,
    }))
}

fn picture(attributes: &mut Attributes) -> Result<Picture, String> {
    Ok(Picture {
        picture: Media::from(need("image", attributes, "picture")?),
        credit: need("image", attributes, "credit")?,
        alt: attributes.take("alt").unwrap_or_default(),
        focal: attributes.take("focal").map(|text| focal(&text)).transpose()?,
        taken: attributes.take("taken"),
        archives: attributes.take_switch("archives"),
    })
}

/// Two percentages: from the left, from the top.
pub(super) fn focal(text: &str) -> Result<(u8, u8), String> {
    let wrong = || format!("`{text}` is no focal point; write two numbers from 0 to 100, as in `40,60`");
    let (left, top) = text.split_once(',').ok_or_else(wrong)?;
    let percent = |text: &str| text.trim().parse::<u8>().ok().filter(|percent| *percent <= 100).ok_or_else(wrong);
    Ok((percent(left)?, percent(top)?))
}

fn recording(of: &str, attributes: &mut Attributes) -> Result<Recording, String> {
    let duration = attributes.take("duration");
    let chapters = attributes.take("chapters").unwrap_or_default();
    let seconds = |text: String| {
        text.parse::<u32>()
            .map_err(|_| format!("`{text}` is no duration; write whole seconds, as in `183`"))
    };
    let duration = duration.map(seconds).transpose()?;
    Ok(Recording {
        id: String::new(),
        chapters: chapters::read(&chapters, duration)?,
        file: Media::from(need(of, attributes, "file")?),
        title: need(of, attributes, "title")?,
        credit: need(of, attributes, "credit")?,
        duration,
        poster: attributes.take("poster").map(Media::from),
        captions: attributes.take("captions").map(Media::from),
    })
}

fn need(of: &str, attributes: &mut Attributes, name: &str) -> Result<String, String> {
    attributes.take(name).ok_or_else(|| format!("`{of}` needs `{name}=\"…\"`"))
}

/// The running text inside a directive that holds no blocks.
fn text_of(inner: &Source<'_>) -> Result<Text, Malformed> {
    let mut text = Text::new();
    for block in blocks::read(inner)? {
        match block {
            Block::Paragraph(paragraph) => {
                if !text.is_empty() {
                    text.push(crate::Inline::HardBreak { marks: Vec::new() });
                }
                text.extend(paragraph.content);
            }
            _ => return Err(Malformed::at_line(inner.first_line, "only running text may stand here")),
        }
    }
    Ok(crate::text::normal(text))
}

fn question_and_answer(line: usize, inner: &Source<'_>) -> Result<Body, Malformed> {
    let content = blocks::read(inner)?;
    if matches!(content.first(), Some(Block::Paragraph(_))) && content.len() > 1 {
        return Ok(content);
    }
    Err(Malformed::at_line(
        line,
        "`:::interview` holds a question (its first paragraph) and an answer (what follows)",
    ))
}

fn images(line: usize, inner: &Source<'_>) -> Result<Body, Malformed> {
    let content = blocks::read(inner)?;
    if content.iter().all(|block| matches!(block, Block::Image(_))) {
        return Ok(content);
    }
    Err(Malformed::at_line(line, "a gallery holds pictures only"))
}

fn table(attributes: &mut Attributes, line: usize, inner: &Source<'_>) -> Result<Block, Malformed> {
    let (caption, source) = (attributes.take("caption"), attributes.take("source"));
    if let Some(columns) = attributes.take("columns") {
        let columns = columns
            .split(' ')
            .filter(|word| !word.is_empty())
            .map(column_named)
            .collect::<Result<_, _>>();
        let columns = columns.map_err(|message: String| Malformed::at_line(line, message))?;
        let attrs = Table {
            id: String::new(),
            caption,
            source,
            columns,
        };
        return Ok(Block::Table(Node {
            attrs,
            content: rows(line, inner)?,
        }));
    }
    let mut content = blocks::read(inner)?;
    match (content.pop(), content.is_empty()) {
        (Some(Block::Table(mut table)), true) => {
            table.attrs.caption = caption;
            table.attrs.source = source;
            Ok(Block::Table(table))
        }
        _ => Err(Malformed::at_line(line, "`:::table` holds one table and nothing else")),
    }
}

fn column_named(word: &str) -> Result<Column, String> {
    match word {
        "none" => Ok(Column::None),
        "left" => Ok(Column::Left),
        "center" => Ok(Column::Center),
        "right" => Ok(Column::Right),
        other => Err(format!("`{other}` is no column; write none, left, center or right")),
    }
}

fn rows(line: usize, inner: &Source<'_>) -> Result<Vec<Row>, Malformed> {
    parts(line, inner, "row")?
        .into_iter()
        .map(|(_, row)| {
            let cells = parts(row.first_line, &row, "cell")?;
            let content = cells
                .into_iter()
                .map(|(_, cell)| Ok(Cell { content: text_of(&cell)? }))
                .collect::<Result<_, Malformed>>()?;
            Ok(Row { content })
        })
        .collect()
}

fn list(attributes: &mut Attributes, line: usize, inner: &Source<'_>) -> Result<Block, Malformed> {
    let ordered = attributes.take_switch("ordered");
    let start = attributes.take("start").map_or(Ok(1), |text| text.parse::<u32>());
    let start = start.map_err(|_| Malformed::at_line(line, "`start` is a whole number"))?;
    let items = parts(line, inner, "item")?;
    let content = items
        .into_iter()
        .map(|(_, item)| {
            Ok(ListItem {
                content: blocks::read(&item)?,
            })
        })
        .collect::<Result<_, Malformed>>()?;
    Ok(Block::List(Node {
        attrs: List {
            id: String::new(),
            ordered,
            start,
        },
        content,
    }))
}

fn timeline(attributes: &mut Attributes, line: usize, inner: &Source<'_>) -> Result<Block, Malformed> {
    let title = attributes.take("title");
    let content = parts(line, inner, "entry")?
        .into_iter()
        .map(|(mut attributes, entry)| {
            let when = attributes
                .take("when")
                .ok_or_else(|| Malformed::at_line(entry.first_line, "`:::entry` needs `when=\"…\"`"))?;
            Ok(Entry {
                when,
                content: blocks::read(&entry)?,
            })
        })
        .collect::<Result<_, Malformed>>()?;
    Ok(Block::Timeline(Node {
        attrs: Titled { id: String::new(), title },
        content,
    }))
}

/// The parts of a directive that holds parts only: rows, cells, items, entries.
fn parts<'a>(line: usize, inner: &Source<'a>, part: &str) -> Result<Vec<(Attributes, Source<'a>)>, Malformed> {
    let mut found = Vec::new();
    for (opening, range) in blocks::directives_in(inner)? {
        let Some((name, text)) = opening else {
            if inner.text[range].trim().is_empty() {
                continue;
            }
            return Err(Malformed::at_line(line, format!("only `:::{part}` may stand here")));
        };
        let head = name.trim().trim_start_matches(':');
        let rest = head
            .strip_prefix(part)
            .filter(|rest| !rest.starts_with(|c: char| c.is_ascii_lowercase() || c == '-'));
        let Some(rest) = rest else {
            return Err(Malformed::at_line(
                line,
                format!("only `:::{part}` may stand here, found `:::{head}`"),
            ));
        };
        let (attributes, _) = Attributes::read(rest, None).map_err(|message| Malformed::at_line(text.first_line, message))?;
        found.push((attributes, text));
    }
    Ok(found)
}
