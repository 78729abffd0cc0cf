//! Reading what shows a file: pictures and recordings, with their credits.

use super::attributes::Attributes;
use super::origin::Origins;
use super::pieces::InlineImage;
use super::reading::{BlockOrigins, Manner, Source};
use super::refused::{ManuscriptRefused, Read};
use super::{chapters, titles};
use crate::body::{Block, Document, Image, Node, Recording};
use crate::picture::{Media, Picture};
use crate::text::Text;

/// The caption of a picture in running text, and where in its title the letters stand.
pub(super) struct Caption {
    pub(super) content: Text,
    pub(super) origins: Origins,
}

/// A picture that stood in running text: `![alt](picture.jpg "caption"){credit="…"}`.
pub(super) fn image_in_text(image: InlineImage, caption: Caption, source: &Source<'_>) -> Read<Block> {
    let Caption { content, origins: caption } = caption;
    let title = titles::title_in(&source.text[image.offset..image.end], &image.caption, source.base + image.offset);
    let mut attributes = image.attributes;
    let credit = credit_of(&mut attributes, source.reading.how.manner);
    let picture = Picture {
        picture: Media::from(image.source),
        credit: credit.ok_or(ManuscriptRefused::NoCredit)?,
        alt: image.alt.text.clone(),
        focal: attributes.take("focal").map(|text| focal(&text)).transpose()?,
        taken: attributes.take("taken"),
        archives: attributes.take_switch("archives"),
    };
    let link = attributes.take("link").or(image.link);
    attributes.refuse_rest("picture", &["credit", "focal", "taken", "archives", "link"])?;
    attributes.taken.push(("alt".into(), image.alt));
    let id = source.reading.note(BlockOrigins {
        at: source.base + image.offset,
        texts: vec![caption.through(&title)],
        attributes: attributes.taken,
        is_title: true,
    });
    let attrs = Image { id, image: picture, link };
    Ok(Block::Image(Node { attrs, content }))
}

pub(super) fn picture(attributes: &mut Attributes, manner: Manner) -> Read<Picture> {
    let file = need("image", attributes, "picture")?;
    pictured(Shown { of: "image", file }, attributes, manner)
}

/// What is seen of an embed before the click.
pub(super) fn still(attributes: &mut Attributes, manner: Manner) -> Read<Option<Picture>> {
    let still = attributes.take("still");
    still
        .map(|file| pictured(Shown { of: "embed", file }, attributes, manner))
        .transpose()
}

/// A file that is shown, and by which directive.
struct Shown {
    of: &'static str,
    file: String,
}

fn pictured(shown: Shown, attributes: &mut Attributes, manner: Manner) -> Read<Picture> {
    let Shown { of, file } = shown;
    Ok(Picture {
        picture: Media::from(file),
        credit: credit_of(attributes, manner).ok_or_else(|| missing(of, "credit"))?,
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
pub(super) fn focal(text: &str) -> Read<(u8, u8)> {
    let wrong = || ManuscriptRefused::NoFocalPoint(text.to_owned());
    let (left, top) = text.split_once(',').ok_or_else(wrong)?;
    let percent = |text: &str| text.trim().parse::<u8>().ok().filter(|percent| *percent <= 100).ok_or_else(wrong);
    Ok((percent(left)?, percent(top)?))
}

pub(super) fn recording(of: &str, attributes: &mut Attributes, manner: Manner) -> Read<Recording> {
    let duration = attributes.take("duration");
    let chapters = attributes.take("chapters").unwrap_or_default();
    let seconds = |text: String| text.parse::<u32>().map_err(|_| ManuscriptRefused::NoDuration(text.clone()));
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

/// A recording as markup has it.
pub(super) struct Wanted {
    pub(super) file: String,
    pub(super) title: Option<String>,
    pub(super) credit: Option<String>,
    pub(super) poster: Option<String>,
}

pub(super) fn recording_in_markup(of: &str, wanted: Wanted, manner: Manner) -> Read<Recording> {
    let nothing = || (manner == Manner::Loose).then(String::new);
    Ok(Recording {
        id: String::new(),
        file: Media::from(wanted.file),
        title: wanted.title.or_else(nothing).ok_or_else(|| missing(of, "title"))?,
        credit: wanted.credit.or_else(nothing).ok_or_else(|| missing(of, "credit"))?,
        duration: None,
        poster: wanted.poster.map(Media::from),
        captions: None,
        chapters: Vec::new(),
    })
}

pub(super) fn document(of: &str, attributes: &mut Attributes) -> Read<Document> {
    let pages = attributes.take("pages");
    let number = |text: String| text.parse::<u32>().map_err(|_| ManuscriptRefused::NoPages(text.clone()));
    Ok(Document {
        id: String::new(),
        file: Media::from(need(of, attributes, "file")?),
        title: need(of, attributes, "title")?,
        publisher: attributes.take("publisher"),
        pages: pages.map(number).transpose()?,
        credit: attributes.take("credit"),
    })
}

pub(super) fn need(of: &str, attributes: &mut Attributes, name: &str) -> Read<String> {
    attributes.take(name).ok_or_else(|| missing(of, name))
}

fn missing(of: &str, name: &str) -> ManuscriptRefused {
    ManuscriptRefused::Needs(of.to_owned(), name.to_owned())
}
