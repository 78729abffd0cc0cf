//! A rendering: what typesetting makes of a copy, kept beside it and never hashed; remade when it is old.

mod blocks;
mod documents;
mod footnotes;
mod grid;
mod handed;
mod running;

pub use handed::Handed;

use manuscript::copy::{Copy, Signature};
use manuscript::figure::Figure;
use manuscript::spacing;
use serde::{Deserialize, Serialize};

use crate::dates;
use crate::html::safe_address;
use crate::media::MediaShelf;
use crate::renditions::Shown;
use crate::title::{clean, description_of};

/// Everything of the article's page that comes from the copy alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendering {
    pub headline: String,
    /// HTML, where something in the headline is marked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marked_headline: Option<String>,
    pub search_headline: String,
    pub social_headline: String,
    pub description: String,
    /// HTML.
    pub standfirst: String,
    /// HTML, one text per block, so that a teaser is the first of them.
    pub blocks: Vec<String>,
    pub lead: Option<Lead>,
    pub byline: Vec<Signed>,
    pub dateline: Option<String>,
    pub source: Option<Source>,
    pub figures: Vec<SourcedFigure>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Handed>,
    /// The addresses of embeds, each with the block in which it stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub embeds: Vec<(usize, String)>,
    /// Plain text of the body, for counts and structured data.
    pub words: u32,
}

/// The lead picture. Caption is HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    pub address: String,
    pub alt: String,
    pub caption: String,
    pub credit: String,
    pub archives: bool,
    pub taken: Option<String>,
    pub width: Option<i64>,
    pub height: Option<i64>,
    /// Where to look, in percent from the left and from the top.
    pub focal: Option<(u8, u8)>,
}

impl Lead {
    /// The address for those who take one size only.
    pub fn at_most(&self, width: u32) -> String {
        self.shown().at_most(width)
    }

    fn shown(&self) -> Shown {
        Shown {
            address: self.address.clone(),
            alt: self.alt.clone(),
            width: self.width,
            height: self.height,
            focal: self.focal,
        }
    }
}

/// One signature as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    pub name: String,
    pub agency: bool,
    pub person: Option<uuid::Uuid>,
    pub role: Option<String>,
    pub standing: Option<String>,
    pub biography: Option<String>,
    pub interests: Option<String>,
}

/// Who is credited as the source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub name: String,
    pub address: Option<String>,
}

/// A figure of the copy, in the order in which it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourcedFigure {
    /// The words in the text that the figure stands behind.
    pub text: String,
    /// The block in which it stands, so that a teaser shows only its own; the standfirst's is none.
    pub block: Option<usize>,
    pub figure: Figure,
}

/// Typesets a copy.
pub fn make(copy: &Copy, media: &MediaShelf) -> Rendering {
    let mut setter = blocks::Setter::of(copy, media);
    let marked_headline = (!copy.headline_marks.is_empty()).then(|| setter.text(&copy.headline_text()));
    let standfirst = setter.text(&copy.standfirst);
    let mut figures = in_block(setter.take_figures(), None);
    let lead = lead_of(copy, &mut setter);
    setter.take_figures();
    let (mut blocks, mut embeds) = (Vec::new(), Vec::new());
    for (index, block) in copy.body.iter().enumerate() {
        blocks.push(setter.block(block));
        figures.extend(in_block(setter.take_figures(), Some(index)));
        embeds.extend(std::mem::take(&mut setter.embeds).into_iter().map(|address| (index, address)));
    }
    if let Some(footnotes) = setter.footnotes() {
        figures.extend(in_block(setter.take_figures(), Some(blocks.len())));
        blocks.push(footnotes);
    }
    let or_headline = |other: &Option<String>| clean(other.as_ref().unwrap_or(&copy.headline), &copy.language);
    Rendering {
        search_headline: or_headline(&copy.search_headline),
        social_headline: or_headline(&copy.social_headline),
        description: description_of(copy),
        marked_headline,
        standfirst,
        blocks,
        lead,
        byline: copy.byline.iter().map(signed).collect(),
        dateline: copy.dateline.clone(),
        source: copy.source_credit.as_ref().map(|credit| Source {
            name: credit.name.clone(),
            address: credit.address.as_deref().and_then(safe_address).map(str::to_owned),
        }),
        figures,
        documents: setter.documents,
        embeds,
        words: copy.word_count(),
        headline: spacing::typeset(&copy.headline, &copy.language),
    }
}

fn in_block(figures: Vec<(String, Figure)>, block: Option<usize>) -> Vec<SourcedFigure> {
    let figure = |(text, figure)| SourcedFigure { text, block, figure };
    figures.into_iter().map(figure).collect()
}

fn lead_of(copy: &Copy, setter: &mut blocks::Setter<'_>) -> Option<Lead> {
    let lead = copy.lead.as_ref()?;
    let found = setter.media.find(&lead.image.picture)?;
    Some(Lead {
        address: found.address.clone(),
        alt: lead.image.alt.clone(),
        caption: setter.text(&lead.caption),
        credit: lead.image.credit.clone(),
        archives: lead.image.archives,
        taken: lead
            .image
            .taken
            .as_deref()
            .map(|taken| dates::as_far_as_known_in(taken, &copy.language)),
        width: found.width,
        height: found.height,
        focal: lead.image.focal,
    })
}

fn signed(signature: &Signature) -> Signed {
    match signature {
        Signature::Agency(agency) => Signed {
            name: agency.agency.clone(),
            agency: true,
            person: None,
            role: None,
            standing: None,
            biography: None,
            interests: None,
        },
        Signature::Person(person) => Signed {
            name: person.name.clone(),
            agency: false,
            person: person.person,
            role: person.role.clone(),
            standing: person.standing.clone(),
            biography: person.biography.clone(),
            interests: person.interests.clone(),
        },
    }
}
