//! Reading directives: `:::box title="…"` and its kin, a block each.

use super::Malformed;
use super::attributes::Attributes;
use super::media::{document, need, picture, recording, still};
use super::origin::Origins;
use super::parts::{list, table, timeline};
use super::reading::Source;
use super::refused::ManuscriptRefused;
use super::running::text_of;
use crate::body::{Block, Body, Correction, Document, Embed, Footnote, Image, Node, Plain, PullQuote, Quotation, ReadAlso, Titled};
use crate::markup::NotRead;

/// Reads the directive that `opening` opens; `inner` is what stands between its lines.
pub(super) fn read(opening: &Source<'_>, inner: &Source<'_>) -> Result<Block, Malformed> {
    let line = opening.first_line;
    let at = |refused: ManuscriptRefused| Malformed::at_line(line, refused);
    let head = opening.text.trim().trim_start_matches(':');
    if let Some(container) = container_of_others(head) {
        return container_as_a_box(container, opening, inner);
    }
    let head = head.trim_start();
    let name: String = head.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
    let rest = &head[name.len()..];
    let (mut attributes, _) = Attributes::read(rest, opening.base_of(rest), None).map_err(&at)?;
    let id = opening.note(0, Vec::new());
    let mut block = match name.as_str() {
        "table" => table(&mut attributes, line, inner)?,
        "list" => list(&mut attributes, line, inner)?,
        "timeline" => timeline(&mut attributes, line, inner)?,
        "code" => code(&mut attributes, line, inner)?,
        name => simple(Named { name, line }, &mut attributes, inner)?,
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

/// Containers of other systems, as they are called there: `::: tip Titre`, `:::warning`, `::: {.note}`.
const CONTAINERS: [&str; 14] = [
    "tip",
    "note",
    "info",
    "warning",
    "danger",
    "caution",
    "important",
    "details",
    "success",
    "question",
    "failure",
    "bug",
    "example",
    "abstract",
];

/// What a container of another system is called, and its title.
#[derive(Clone, Copy)]
struct Container<'a> {
    name: &'a str,
    title: &'a str,
}

/// A name of ours is ours however it is written; behind a space any other is one of others.
fn container_of_others(head: &str) -> Option<Container<'_>> {
    let is_apart = head.starts_with([' ', '{', '\t']);
    let bare = head.trim_start_matches([' ', '\t', '{', '.']);
    let length = bare
        .find(|sign: char| !(sign.is_alphanumeric() || matches!(sign, '-' | '_')))
        .unwrap_or(bare.len());
    let (name, title) = bare.split_at(length);
    let is_ours = NAMES.contains(&name) || PARTS.contains(&name);
    let is_theirs = !is_ours && (is_apart || CONTAINERS.contains(&name));
    is_theirs.then(|| Container {
        name,
        title: title.trim().trim_matches(['[', ']', '}', '"']).trim(),
    })
}

fn container_as_a_box(container: Container<'_>, opening: &Source<'_>, inner: &Source<'_>) -> Result<Block, Malformed> {
    let Container { name, title } = container;
    opening.reading.tell(opening.base, NotRead::Container(format!("::: {name}")));
    let id = opening.note(0, Vec::new());
    let at = opening.text.find(title).unwrap_or_default();
    let title = (!title.is_empty()).then(|| title.to_owned());
    if let Some(title) = &title {
        let origins = Origins::same(title, opening.base + at);
        opening
            .reading
            .renote(&id, |noted| noted.attributes = vec![("title".to_owned(), origins)]);
    }
    Ok(Block::Box(Node {
        attrs: Titled { id, title },
        content: inner.blocks()?,
    }))
}

/// What a directive is called, and on which line.
#[derive(Clone, Copy)]
struct Named<'a> {
    name: &'a str,
    line: usize,
}

fn simple(named: Named<'_>, attributes: &mut Attributes, inner: &Source<'_>) -> Result<Block, Malformed> {
    let Named { name, line } = named;
    let at = |refused: ManuscriptRefused| Malformed::at_line(line, refused);
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
                content: inner.blocks()?,
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
            content: inner.blocks()?,
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
        "footnote" => {
            let label = need(name, attributes, "label").map_err(at)?;
            Block::Footnote(Node {
                attrs: Footnote { id, label },
                content: inner.blocks()?,
            })
        }
        "stash" => Block::Stash(Node {
            attrs: Plain { id },
            content: inner.blocks()?,
        }),
        "withheld" => Block::Withheld(Node {
            attrs: Plain { id },
            content: Vec::new(),
        }),
        "image" | "embed" | "audio" | "video" | "document" => return media(named, attributes, inner),
        unknown => {
            return Err(Malformed::at_line(
                line,
                ManuscriptRefused::NoDirective(unknown.to_owned(), NAMES.join(", ")),
            ));
        }
    })
}

/// A block that shows a file, or something of another house.
fn media(named: Named<'_>, attributes: &mut Attributes, inner: &Source<'_>) -> Result<Block, Malformed> {
    let Named { name, line } = named;
    let at = |refused: ManuscriptRefused| Malformed::at_line(line, refused);
    let id = inner.note(0, Vec::new());
    let manner = inner.reading.how.manner;
    Ok(match name {
        "image" => {
            let image = picture(attributes, manner).map_err(at)?;
            Block::Image(Node {
                content: text_of(inner, &id)?,
                attrs: Image {
                    id,
                    image,
                    link: attributes.take("link"),
                },
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
                    still: still(attributes, manner).map_err(at)?,
                },
            })
        }
        "document" => {
            let attrs = document(name, attributes).map_err(at)?;
            Block::Document(Node {
                content: text_of(inner, &id)?,
                attrs: Document { id, ..attrs },
            })
        }
        "audio" => Block::Audio(Node {
            attrs: recording(name, attributes, manner).map_err(at)?,
            content: inner.blocks()?,
        }),
        _ => Block::Video(Node {
            attrs: recording(name, attributes, manner).map_err(at)?,
            content: inner.blocks()?,
        }),
    })
}

/// What stands inside of directives only.
const PARTS: [&str; 4] = ["row", "cell", "item", "entry"];

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
    "document",
    "table",
    "timeline",
    "read-also",
    "correction",
    "stash",
    "withheld",
    "paragraph",
    "list",
    "code",
    "footnote",
];

fn known_attributes(directive: &str) -> &'static [&'static str] {
    match directive {
        "quotation" => &["speaker", "standing", "source"],
        "pull-quote" => &["speaker", "standing"],
        "box" | "gallery" | "timeline" => &["title"],
        "image" => &["picture", "credit", "alt", "focal", "taken", "archives", "link"],
        "embed" => &[
            "address", "title", "provider", "still", "credit", "alt", "focal", "taken", "archives",
        ],
        "audio" | "video" => &["file", "title", "credit", "duration", "poster", "captions", "chapters"],
        "document" => &["file", "title", "publisher", "pages", "credit"],
        "table" => &["caption", "source", "columns"],
        "read-also" => &["address"],
        "correction" => &["at"],
        "list" => &["ordered", "start"],
        "code" => &["language"],
        "footnote" => &["label"],
        _ => &[],
    }
}

/// Code whose language cannot stand behind a fence.
fn code(attributes: &mut Attributes, line: usize, inner: &Source<'_>) -> Result<Block, Malformed> {
    let mut content = inner.blocks()?;
    match (content.pop(), content.is_empty()) {
        (Some(Block::Code(mut code)), true) => {
            code.attrs.language = attributes.take("language").or(code.attrs.language);
            Ok(Block::Code(code))
        }
        _ => Err(Malformed::at_line(line, ManuscriptRefused::OneCode)),
    }
}

fn question_and_answer(line: usize, inner: &Source<'_>) -> Result<Body, Malformed> {
    let content = inner.blocks()?;
    if matches!(content.first(), Some(Block::Paragraph(_))) && content.len() > 1 {
        return Ok(content);
    }
    Err(Malformed::at_line(line, ManuscriptRefused::NoInterview))
}

fn images(line: usize, inner: &Source<'_>) -> Result<Body, Malformed> {
    let content = inner.blocks()?;
    if content.iter().all(|block| matches!(block, Block::Image(_))) {
        return Ok(content);
    }
    Err(Malformed::at_line(line, ManuscriptRefused::OnlyPictures))
}
