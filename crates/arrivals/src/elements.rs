//! What the elements of HTML mean to the paper.

use manuscript::body::{CellForm, Scope, Task};
use manuscript::language::Language;
use manuscript::markup::Element;
use manuscript::text::{Abbreviation, Lang, Link, Mark};

use crate::tags::{Attributes, Tag};

/// What becomes of a tag.
pub(crate) enum Meaning {
    Element(Element),
    /// Says nothing, and nothing is missing without it.
    Nothing,
    /// Its words stay, and that the rest does not is told.
    NotRead,
}

/// What an element means, by its name and what it says of itself.
pub(crate) fn meaning(name: &str, attributes: &Attributes) -> Meaning {
    let element = match name {
        "p" | "div" | "section" | "article" | "header" | "main" | "aside" | "nav" | "address" | "center" | "hgroup" | "dl" | "dd"
        | "search" => Element::Apart,
        "footer" => Element::Footer,
        "dt" => Element::Term,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Element::Heading {
            level: name.as_bytes()[1] - b'0',
            anchor: attributes.get("id").map(str::to_owned),
        },
        "br" => Element::Break,
        "hr" => Element::Rule,
        "figure" => Element::Figure,
        "figcaption" => Element::Caption,
        "img" => return picture(attributes),
        "iframe" => return frame(attributes),
        "audio" | "video" => Element::Recording {
            is_film: name == "video",
            file: attributes.get("src").map(str::to_owned),
            title: attributes.get("title").map(str::to_owned),
            credit: credit(attributes),
            poster: attributes.get("poster").map(str::to_owned),
        },
        "source" => match attributes.get("src") {
            Some(file) => Element::Source { file: file.to_owned() },
            None => return Meaning::Nothing,
        },
        "blockquote" => Element::Quotation {
            source: attributes.get("cite").map(str::to_owned),
        },
        "ul" | "menu" => Element::List { ordered: false, start: 1 },
        "ol" => Element::List {
            ordered: true,
            start: attributes.number("start").unwrap_or(1),
        },
        "li" => Element::Item,
        "input" if attributes.get("type") == Some("checkbox") => Element::Checkbox(Task {
            done: attributes.has("checked"),
        }),
        "details" => Element::Details,
        "summary" => Element::Summary,
        "pre" => Element::Code {
            language: language_of(attributes),
        },
        other => {
            return table(other, attributes)
                .or_else(|| words(other, attributes))
                .map_or_else(|| silent(other), Meaning::Element);
        }
    };
    Meaning::Element(element)
}

fn table(name: &str, attributes: &Attributes) -> Option<Element> {
    Some(match name {
        "table" => Element::Table,
        "caption" => Element::TableCaption,
        "thead" | "tbody" | "tfoot" => Element::Rows,
        "tr" => Element::Row,
        "td" | "th" => Element::Cell {
            is_head: name == "th",
            form: cell(attributes),
        },
        _ => return None,
    })
}

fn words(name: &str, attributes: &Attributes) -> Option<Element> {
    let marked = |mark| Some(Element::Marked(mark));
    match name {
        "strong" | "b" => marked(Mark::Strong),
        "em" | "i" | "dfn" | "var" => marked(Mark::Emphasis),
        "s" | "strike" | "del" => marked(Mark::Struck),
        "sup" => marked(Mark::Superscript),
        "sub" => marked(Mark::Subscript),
        "code" | "kbd" | "samp" | "tt" => Some(Element::CodeInLine {
            language: language_of(attributes),
        }),
        "a" => Some(link(attributes)),
        "abbr" | "acronym" => Some(attributes.get("title").map_or(Element::Words, |title| {
            Element::Marked(Mark::Abbreviation(Abbreviation { title: title.to_owned() }))
        })),
        "q" => Some(Element::Quoted),
        "cite" | "span" | "small" if attributes.is_called("credit") => Some(Element::Credit),
        "cite" => Some(Element::Cite),
        "span" | "small" | "big" | "font" | "u" | "ins" | "mark" | "time" | "data" | "nobr" | "bdi" | "bdo" | "ruby" | "rt" | "rp"
        | "rb" | "label" | "picture" => Some(in_language(attributes)),
        _ => None,
    }
}

/// A passage may say in which language it is.
fn in_language(attributes: &Attributes) -> Element {
    let lang = attributes.get("lang").and_then(|lang| lang.parse::<Language>().ok());
    lang.map_or(Element::Words, |lang| Element::Marked(Mark::Lang(Lang { lang })))
}

fn silent(name: &str) -> Meaning {
    match name {
        "html" | "head" | "body" | "meta" | "link" | "base" | "wbr" | "col" | "colgroup" | "track" | "param" | "basefont" | "bgsound" => {
            Meaning::Nothing
        }
        _ => Meaning::NotRead,
    }
}

fn link(attributes: &Attributes) -> Element {
    attributes.get("href").map_or(Element::Words, |href| {
        Element::Marked(Mark::Link(Link {
            href: href.to_owned(),
            title: attributes.get("title").map(str::to_owned),
        }))
    })
}

/// Pictures that come late have their address elsewhere; those of one pixel count readers.
fn picture(attributes: &Attributes) -> Meaning {
    let late = ["data-src", "data-lazy-src", "data-original"]
        .into_iter()
        .find_map(|name| attributes.get(name));
    let own = attributes
        .get("src")
        .filter(|source| !(late.is_some() && source.starts_with("data:")));
    let is_counter = ["width", "height"]
        .into_iter()
        .all(|name| matches!(attributes.get(name), Some("0" | "1")));
    match own.or(late).filter(|_| !is_counter) {
        Some(source) => Meaning::Element(Element::Picture {
            source: source.to_owned(),
            alt: attributes.get("alt").unwrap_or_default().to_owned(),
            title: attributes.get("title").unwrap_or_default().to_owned(),
            credit: credit(attributes),
        }),
        None => Meaning::Nothing,
    }
}

fn frame(attributes: &Attributes) -> Meaning {
    let address = attributes
        .get("src")
        .filter(|source| *source != "about:blank")
        .or_else(|| attributes.get("data-src"));
    match address {
        Some(address) => Meaning::Element(Element::Frame {
            address: address.to_owned(),
            title: attributes.get("title").map(str::to_owned),
        }),
        None => Meaning::NotRead,
    }
}

fn credit(attributes: &Attributes) -> Option<String> {
    attributes
        .get("credit")
        .or_else(|| attributes.get("data-credit"))
        .map(str::to_owned)
}

fn cell(attributes: &Attributes) -> CellForm {
    let span = |name| attributes.number::<u32>(name).unwrap_or(1).clamp(1, CellForm::WIDEST);
    let scope = match attributes.get("scope") {
        Some("col" | "colgroup") => Some(Scope::Column),
        Some("row" | "rowgroup") => Some(Scope::Row),
        _ => None,
    };
    CellForm {
        scope,
        colspan: span("colspan"),
        rowspan: span("rowspan"),
    }
}

/// The language of code, as those who highlight it are told.
pub(crate) fn language_of(attributes: &Attributes) -> Option<String> {
    let classes = attributes.get("class")?;
    let prefixes = ["language-", "lang-", "brush:"];
    let of = |class: &str| {
        prefixes
            .into_iter()
            .find_map(|prefix| class.strip_prefix(prefix))
            .map(|name| name.trim_matches(';').to_owned())
    };
    classes.split_whitespace().find_map(of).filter(|name| !name.is_empty())
}

/// Elements that need no end tag: one that is missing leaves nothing open.
const CLOSED_BY_OTHERS: [&str; 12] = ["p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "rp", "rt"];
/// Elements that hold nothing.
pub(crate) const EMPTY: [&str; 17] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "iframe",
];

/// How many elements a tag leaves open.
pub(crate) fn opens(tag: &Tag) -> isize {
    match tag {
        Tag::Opens { name, .. } => isize::from(holds(name)),
        Tag::Closes { name } => -isize::from(holds(name)),
        Tag::Instruction(_) | Tag::Letters(_) | Tag::Hides { .. } => 0,
    }
}

fn holds(name: &str) -> bool {
    let is_read = !matches!(meaning(name, &Attributes::default()), Meaning::NotRead | Meaning::Nothing);
    is_read && !EMPTY.contains(&name) && !CLOSED_BY_OTHERS.contains(&name)
}

/// Elements that stay in force until they are closed, whatever is closed around them: browsers open them anew in every
/// block. Somebody who opens thousands of them would fill the memory with them, so only so many are.
pub(crate) const LASTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];
