//! Links that lead out of the paper: where to, and which words carry them.

use crate::body::{Block, Words, each_block};
use crate::copy::Copy;
use crate::text::{Inline, Mark, Text, words_of};
use crate::walk::each_text;

/// A link to somebody else's page, with the words on which a reader clicks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutsideLink {
    pub address: String,
    pub words: String,
}

/// Every link of a copy that leads out of it, in the order of its texts, then those of pictures, embeds and credits.
pub fn outside_links(copy: &Copy) -> Vec<OutsideLink> {
    let mut links = Vec::new();
    each_text(copy, &mut |found| {
        if let Words::Running(text) = found.words {
            links.extend(of_text(text));
        }
    });
    each_block(&copy.body, &mut |block| links.extend(of_block(block)));
    let credit = copy.source_credit.as_ref();
    links.extend(credit.and_then(|credit| Some(link(credit.address.as_ref()?, credit.name.clone()))));
    links.retain(|link| leads_out(&link.address));
    links
}

/// Neighbours with the same link are one: part of its words may be stressed.
fn of_text(text: &Text) -> Vec<OutsideLink> {
    let mut links: Vec<OutsideLink> = Vec::new();
    let mut before = None;
    for piece in text {
        let address = address_of(piece);
        let words = words_of(std::slice::from_ref(piece));
        match (address, links.last_mut()) {
            (Some(address), Some(last)) if before == Some(address) => last.words.push_str(&words),
            (Some(address), _) => links.push(link(address, words)),
            (None, _) => {}
        }
        before = address;
    }
    links
}

fn address_of(piece: &Inline) -> Option<&str> {
    piece.marks().iter().find_map(|mark| match mark {
        Mark::Link(link) => Some(link.href.as_str()),
        _ => None,
    })
}

/// A picture, an embed and a reference to another article lead somewhere without a mark.
fn of_block(block: &Block) -> Option<OutsideLink> {
    match block {
        Block::Image(image) => Some(link(image.attrs.link.as_ref()?, image.attrs.image.alt.clone())),
        Block::Embed(embed) => Some(link(&embed.attrs.address, embed.attrs.title.clone())),
        Block::ReadAlso(also) => Some(link(&also.attrs.address, words_of(&also.content))),
        _ => None,
    }
}

fn link(address: &str, words: String) -> OutsideLink {
    OutsideLink {
        address: address.to_owned(),
        words,
    }
}

fn leads_out(address: &str) -> bool {
    let scheme = address.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_some_and(|scheme| scheme == "https" || scheme == "http")
}
