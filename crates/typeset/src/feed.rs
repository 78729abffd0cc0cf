//! RSS 2.0 of a list of articles: headlines, links, descriptions. No body, so no restricted text.

use quick_xml::Writer;
use quick_xml::events::{BytesText, Event};

/// What a feed says of itself.
#[derive(Clone, Debug)]
pub struct Channel {
    pub title: String,
    /// Absolute addresses of the page and of the feed itself.
    pub link: String,
    pub own_address: String,
    pub description: String,
    pub language: String,
}

/// One article in a feed.
#[derive(Clone, Debug)]
pub struct FeedItem {
    pub id: uuid::Uuid,
    /// Set where one article may stand several times, as among corrections: readers' programs keep one item a guid.
    pub version: Option<i64>,
    pub title: String,
    pub link: String,
    pub description: String,
    pub authors: Vec<String>,
    pub category: Option<String>,
    /// RFC 822.
    pub published: String,
}

/// A feed could not be written: never seen, as it is written to memory.
#[derive(Debug, thiserror::Error)]
#[error("the feed could not be written: {0}")]
pub struct FeedBroken(#[from] std::io::Error);

/// Writes the feed.
pub fn rss(channel: &Channel, items: &[FeedItem]) -> Result<String, FeedBroken> {
    let mut writer = Writer::new(Vec::new());
    writer.write_event(Event::Decl(quick_xml::events::BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = writer
        .create_element("rss")
        .with_attribute(("version", "2.0"))
        .with_attribute(("xmlns:atom", "http://www.w3.org/2005/Atom"))
        .with_attribute(("xmlns:dc", "http://purl.org/dc/elements/1.1/"));
    root.write_inner_content(|writer| {
        writer.create_element("channel").write_inner_content(|writer| {
            text(writer, "title", &channel.title)?;
            text(writer, "link", &channel.link)?;
            text(writer, "description", &channel.description)?;
            text(writer, "language", &channel.language)?;
            writer
                .create_element("atom:link")
                .with_attribute(("href", channel.own_address.as_str()))
                .with_attribute(("rel", "self"))
                .with_attribute(("type", "application/rss+xml"))
                .write_empty()?;
            items.iter().try_for_each(|one| item(writer, one))
        })?;
        Ok(())
    })?;
    Ok(String::from_utf8_lossy(&writer.into_inner()).into_owned())
}

fn item(writer: &mut Writer<Vec<u8>>, item: &FeedItem) -> std::io::Result<()> {
    writer
        .create_element("item")
        .write_inner_content(|writer| {
            text(writer, "title", &item.title)?;
            text(writer, "link", &item.link)?;
            let version = item.version.map_or_else(String::new, |number| format!("#version-{number}"));
            let guid = format!("urn:uuid:{}{version}", item.id);
            writer
                .create_element("guid")
                .with_attribute(("isPermaLink", "false"))
                .write_text_content(BytesText::new(&guid))?;
            text(writer, "pubDate", &item.published)?;
            text(writer, "description", &item.description)?;
            item.authors.iter().try_for_each(|author| text(writer, "dc:creator", author))?;
            item.category.iter().try_for_each(|category| text(writer, "category", category))
        })
        .map(drop)
}

fn text(writer: &mut Writer<Vec<u8>>, name: &str, content: &str) -> std::io::Result<()> {
    let content: String = content
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect();
    writer.create_element(name).write_text_content(BytesText::new(&content)).map(drop)
}
