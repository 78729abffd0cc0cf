//! Reading directives: `:::box title="…"` and its kin, a block each.

use super::Malformed;
use super::attributes::Attributes;
use super::blocks::{self, Stretch, running_text};
use super::chapters;
use super::inline::InlineImage;
use super::origin::Origins;
use super::reading::{BlockOrigins, Manner, Source};
use super::titles;
use crate::body::{
    Block, Body, Cell, Column, Correction, Embed, Entry, Image, List, ListItem, Node, Plain, PullQuote, Quotation, ReadAlso, Recording,
    Row, Table, Titled,
};
use crate::picture::{Media, Picture};
use crate::text::Text;

/// Reads the directive that `opening` opens; `inner` is what stands between its lines.
pub(super) fn read(opening: &Source<'_>, inner: &Source<'_>) -> Result<Block, Malformed> {
    let line = opening.first_line;
    let at = |message: String| Malformed::at_line(line, message);
    let head = opening.text.trim().trim_start_matches(':');
    let name: String = head.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
    let rest = &head[name.len()..];
    let (mut attributes, _) = Attributes::read(rest, base_of(opening, rest), None).map_err(&at)?;
    let id = opening.note(0, Vec::new());
    let mut block = match name.as_str() {
        "table" => table(&mut attributes, line, inner)?,
        "list" => list(&mut attributes, line, inner)?,
        "timeline" => timeline(&mut attributes, line, inner)?,
        _ => simple(&name, &mut attributes, line, inner)?,
    };
    attributes.refuse_rest(&name, known_attributes(&name)).map_err(&at)?;
    // What the block noted for itself moves under the directive's line.
    let noted = inner.reading.take(block.id());
    inner.reading.renote(&id, |origins| {
        origins.texts = noted.texts;
        origins.attributes = [attributes.taken, noted.attributes].concat();
    });
    *block.id_mut() = id;
    Ok(block)
}

/// Where the end of a directive's opening line begins in the file.
fn base_of(opening: &Source<'_>, rest: &str) -> usize {
    opening.base + opening.text.trim_end().len() - rest.len()
}

fn simple(name: &str, attributes: &mut Attributes, line: usize, inner: &Source<'_>) -> Result<Block, Malformed> {
    let at = |message: String| Malformed::at_line(line, message);
    let id = inner.note(0, Vec::new());
    Ok(match name {
        "paragraph" => Block::Paragraph(Node {
            content: text_of(inner, &id)?,
            attrs: Plain { id },
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
                content: text_of(inner, &id)?,
                attrs: PullQuote { id, speaker, standing },
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
                content: text_of(inner, &id)?,
                attrs: ReadAlso { id, address },
            })
        }
        "correction" => Block::Correction(Node {
            content: text_of(inner, &id)?,
            attrs: Correction {
                id,
                at: attributes.take("at"),
            },
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
    let id = inner.note(0, Vec::new());
    let manner = inner.reading.manner;
    Ok(match name {
        "image" => {
            let image = picture(attributes, manner).map_err(at)?;
            Block::Image(Node {
                content: text_of(inner, &id)?,
                attrs: Image { id, image },
            })
        }
        "embed" => {
            let address = need(name, attributes, "address").map_err(at)?;
            let title = need(name, attributes, "title").map_err(at)?;
            Block::Embed(Node {
                content: text_of(inner, &id)?,
                attrs: Embed {
                    id,
                    address,
                    title,
                    provider: attributes.take("provider"),
                },
            })
        }
        "audio" => Block::Audio(Node {
            attrs: recording(name, attributes, manner).map_err(at)?,
            content: blocks::read(inner)?,
        }),
        _ => Block::Video(Node {
            attrs: recording(name, attributes, manner).map_err(at)?,
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
pub(super) fn image_in_text(image: InlineImage, source: &Source<'_>) -> Result<Block, String> {
    let (content, caption) = blocks::read_text(&image.caption, 1).map_err(|malformed| malformed.message)?;
    let title = titles::title_in(&source.text[image.offset..image.end], &image.caption, source.base + image.offset);
    let mut attributes = image.attributes;
    let credit = credit_of(&mut attributes, source.reading.manner);
    let picture = Picture {
        picture: Media::from(image.source),
        credit: credit.ok_or("a picture needs a credit: write `{credit=\"…\"}` after it")?,
        alt: image.alt.text.clone(),
        focal: attributes.take("focal").map(|text| focal(&text)).transpose()?,
        taken: attributes.take("taken"),
        archives: attributes.take_switch("archives"),
    };
    attributes.refuse_rest("picture", &["credit", "focal", "taken", "archives"])?;
    attributes.taken.push(("alt".into(), image.alt));
    let id = source.reading.note(BlockOrigins {
        at: source.base + image.offset,
        texts: vec![caption.through(&title)],
        attributes: attributes.taken,
        is_title: true,
    });
    let attrs = Image { id, image: picture };
    Ok(Block::Image(Node { attrs, content }))
}

fn picture(attributes: &mut Attributes, manner: Manner) -> Result<Picture, String> {
    Ok(Picture {
        picture: Media::from(need("image", attributes, "picture")?),
        credit: credit_of(attributes, manner).ok_or_else(|| missing("image", "credit"))?,
        alt: attributes.take("alt").unwrap_or_default(),
        focal: attributes.take("focal").map(|text| focal(&text)).transpose()?,
        taken: attributes.take("taken"),
        archives: attributes.take_switch("archives"),
    })
}

/// The credit; a loose reading gives the empty one to what has none.
fn credit_of(attributes: &mut Attributes, manner: Manner) -> Option<String> {
    attributes.take("credit").or((manner == Manner::Loose).then(String::new))
}

/// Two percentages: from the left, from the top.
pub(super) fn focal(text: &str) -> Result<(u8, u8), String> {
    let wrong = || format!("`{text}` is no focal point; write two numbers from 0 to 100, as in `40,60`");
    let (left, top) = text.split_once(',').ok_or_else(wrong)?;
    let percent = |text: &str| text.trim().parse::<u8>().ok().filter(|percent| *percent <= 100).ok_or_else(wrong);
    Ok((percent(left)?, percent(top)?))
}

fn recording(of: &str, attributes: &mut Attributes, manner: Manner) -> Result<Recording, String> {
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
        credit: credit_of(attributes, manner).ok_or_else(|| missing(of, "credit"))?,
        duration,
        poster: attributes.take("poster").map(Media::from),
        captions: attributes.take("captions").map(Media::from),
    })
}

fn need(of: &str, attributes: &mut Attributes, name: &str) -> Result<String, String> {
    attributes.take(name).ok_or_else(|| missing(of, name))
}

fn missing(of: &str, name: &str) -> String {
    format!("`{of}` needs `{name}=\"…\"`")
}

/// The running text inside a directive that holds no blocks; noted under the directive's id.
fn text_of(inner: &Source<'_>, id: &str) -> Result<Text, Malformed> {
    let (text, origins) = text_in(inner)?;
    inner.reading.renote(id, |noted| noted.texts.push(origins));
    Ok(text)
}

fn text_in(inner: &Source<'_>) -> Result<(Text, Origins), Malformed> {
    let text = running_text(inner.reading, blocks::read(inner)?);
    text.ok_or_else(|| Malformed::at_line(inner.first_line, "only running text may stand here"))
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
        let id = inner.note(0, Vec::new());
        let content = rows(&id, line, inner)?;
        let attrs = Table {
            id,
            caption,
            source,
            columns,
        };
        return Ok(Block::Table(Node { attrs, content }));
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

fn rows(id: &str, line: usize, inner: &Source<'_>) -> Result<Vec<Row>, Malformed> {
    parts(line, inner, "row")?
        .into_iter()
        .map(|(_, row)| {
            let cells = parts(row.first_line, &row, "cell")?;
            let content = cells
                .into_iter()
                .map(|(_, cell)| {
                    Ok(Cell {
                        content: text_of(&cell, id)?,
                    })
                })
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
            id: inner.note(0, Vec::new()),
            ordered,
            start,
        },
        content,
    }))
}

fn timeline(attributes: &mut Attributes, line: usize, inner: &Source<'_>) -> Result<Block, Malformed> {
    let title = attributes.take("title");
    let id = inner.note(0, Vec::new());
    let content = parts(line, inner, "entry")?
        .into_iter()
        .map(|(mut attributes, entry)| {
            let when = attributes
                .take("when")
                .ok_or_else(|| Malformed::at_line(entry.first_line, "`:::entry` needs `when=\"…\"`"))?;
            inner.reading.renote(&id, |noted| noted.attributes.append(&mut attributes.taken));
            Ok(Entry {
                when,
                content: blocks::read(&entry)?,
            })
        })
        .collect::<Result<_, Malformed>>()?;
    Ok(Block::Timeline(Node {
        attrs: Titled { id, title },
        content,
    }))
}

/// The parts of a directive that holds parts only: rows, cells, items, entries.
fn parts<'a>(line: usize, inner: &Source<'a>, part: &str) -> Result<Vec<(Attributes, Source<'a>)>, Malformed> {
    let mut found = Vec::new();
    for stretch in blocks::stretches_of(inner)? {
        let (opening, text) = match stretch {
            Stretch::Directive { opening, inner } => (opening, inner),
            Stretch::Markdown(between) if between.text.trim().is_empty() => continue,
            Stretch::Markdown(_) => return Err(Malformed::at_line(line, format!("only `:::{part}` may stand here"))),
        };
        let head = opening.text.trim().trim_start_matches(':');
        let rest = head
            .strip_prefix(part)
            .filter(|rest| !rest.starts_with(|c: char| c.is_ascii_lowercase() || c == '-'));
        let Some(rest) = rest else {
            return Err(Malformed::at_line(
                line,
                format!("only `:::{part}` may stand here, found `:::{head}`"),
            ));
        };
        let attributes = Attributes::read(rest, base_of(&opening, rest), None);
        let (attributes, _) = attributes.map_err(|message| Malformed::at_line(text.first_line, message))?;
        found.push((attributes, text));
    }
    Ok(found)
}
