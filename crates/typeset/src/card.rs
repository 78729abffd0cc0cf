//! A card: what a list shows of an article, made once at publication.

use manuscript::body::Block;
use manuscript::copy::{Copy, Signature};
use manuscript::spacing;
use manuscript::words::{Kind, Status};
use serde::{Deserialize, Serialize};

use crate::media::MediaShelf;
use crate::title::{clean, description_of};

/// What a list shows of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    pub kind: Kind,
    pub language: String,
    pub right_to_left: bool,
    pub kicker: Option<String>,
    pub status: Option<Status>,
    /// The short headline if there is one.
    pub headline: String,
    /// Without anything that looks like markup: for feeds.
    pub full_headline: String,
    pub standfirst: String,
    pub description: String,
    pub byline: Vec<String>,
    pub agencies: Vec<String>,
    pub source: Option<String>,
    pub picture: Option<CardPicture>,
    pub words: u32,
    /// Of the first film or sound, in seconds.
    pub duration: Option<u32>,
}

/// The lead picture as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardPicture {
    pub address: String,
    pub alt: String,
    pub credit: String,
    pub width: Option<i64>,
    pub height: Option<i64>,
    /// Where to look, in percent from the left and from the top.
    pub focal: Option<(u8, u8)>,
}

/// Makes the card of a copy.
pub fn make(copy: &Copy, media: &MediaShelf) -> Card {
    let spaced = |text: &str| spacing::typeset(text, &copy.language);
    let picture = copy.lead.as_ref().and_then(|lead| {
        let found = media.find(&lead.image.picture)?;
        Some(CardPicture {
            address: found.address.clone(),
            alt: lead.image.alt.clone(),
            credit: lead.image.credit.clone(),
            width: found.width,
            height: found.height,
            focal: lead.image.focal,
        })
    });
    Card {
        kind: copy.kind,
        language: copy.language.as_str().to_owned(),
        right_to_left: copy.language.is_right_to_left(),
        kicker: copy.kicker.as_deref().map(spaced),
        status: copy.status.clone(),
        headline: spaced(copy.short_headline.as_ref().unwrap_or(&copy.headline)),
        full_headline: clean(&copy.headline, &copy.language),
        standfirst: spaced(&copy.standfirst_words()),
        description: description_of(copy),
        byline: byline_of(copy),
        agencies: agencies_of(copy),
        source: copy.source_credit.as_ref().map(|credit| credit.name.clone()),
        picture,
        words: copy.word_count(),
        duration: copy.body.iter().find_map(|block| match block {
            Block::Audio(node) | Block::Video(node) => node.attrs.duration,
            _ => None,
        }),
    }
}

/// Who wrote it; where everybody has another part in it, those.
fn byline_of(copy: &Copy) -> Vec<String> {
    let wrote = copy.signatories().filter(|person| person.role.is_none());
    let names: Vec<String> = wrote.map(|person| person.name.clone()).collect();
    if names.is_empty() {
        copy.signatories().map(|person| person.name.clone()).collect()
    } else {
        names
    }
}

fn agencies_of(copy: &Copy) -> Vec<String> {
    copy.byline
        .iter()
        .filter_map(|signature| match signature {
            Signature::Agency(agency) => Some(agency.agency.clone()),
            Signature::Person(_) => None,
        })
        .collect()
}
