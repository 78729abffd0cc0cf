//! The passages of a copy, each under its name, in the order in which the copy has them.

use crate::body::{Block, each_block};
use crate::copy::{Copy, Signatory, Signature};
use crate::picture::Picture;
use crate::text::{Inline, Text};

/// Which passage of a copy. What is numbered begins at 0.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Spot {
    Headline,
    Kicker,
    ShortHeadline,
    SearchHeadline,
    SocialHeadline,
    AlertHeadline,
    Description,
    Standfirst,
    /// The name of a signature, or the agency.
    Byline(usize),
    /// What the person did.
    Role(usize),
    /// Who an outside expert is.
    Standing(usize),
    Biography(usize),
    Interests(usize),
    Dateline,
    /// The name of the outlet that is credited.
    SourceCredit,
    LeadCaption,
    LeadAlt,
    LeadCredit,
    Block {
        id: String,
        part: Part,
    },
}

/// Which passage of a block.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The running text; of an embed, what those read who do not click.
    Text,
    /// The caption of a picture or of a table.
    Caption,
    Alt,
    Credit,
    /// The title of a box, a gallery, a timeline, a recording or an embed.
    Title,
    Provider,
    Speaker,
    Standing,
    /// The source of a table; that of a quotation is an address and no passage.
    Source,
    /// Row and column of a table.
    TableCell(usize, usize),
    /// When an entry of a timeline was.
    When(usize),
    /// The title of a chapter of a recording.
    Chapter(usize),
}

impl Spot {
    /// Whether it names somebody or something: a name is written as its bearer writes it.
    pub(super) const fn is_name(&self) -> bool {
        matches!(
            self,
            Self::Byline(_) | Self::Role(_) | Self::Standing(_) | Self::Dateline | Self::SourceCredit
        )
    }
}

/// Every passage of a copy that holds a text, in the order of the copy: the heads, then the blocks, depth first.
/// A line break counts as `\n`.
pub fn spots(copy: &Copy) -> Vec<(Spot, String)> {
    let mut found = Found(Vec::new());
    heads(&mut found, copy);
    each_block(&copy.body, &mut |block| of_block(&mut found, block));
    found.0
}

/// The passages around the body.
pub(super) fn heads_of(copy: &Copy) -> Vec<(Spot, String)> {
    let mut found = Found(Vec::new());
    heads(&mut found, copy);
    found.0
}

/// The passages of one block itself.
pub(super) fn spots_of(block: &Block) -> Vec<(Spot, String)> {
    let mut found = Found(Vec::new());
    of_block(&mut found, block);
    found.0
}

struct Found(Vec<(Spot, String)>);

impl Found {
    fn add(&mut self, spot: Spot, text: &str) {
        if !text.is_empty() {
            self.0.push((spot, text.to_owned()));
        }
    }

    fn add_some(&mut self, spot: Spot, text: Option<&String>) {
        if let Some(text) = text {
            self.add(spot, text);
        }
    }

    fn part(&mut self, block: &Block, part: Part, text: &str) {
        let id = block.id().to_owned();
        self.add(Spot::Block { id, part }, text);
    }

    fn parts(&mut self, block: &Block, parts: impl IntoIterator<Item = (Part, Option<String>)>) {
        for (part, text) in parts {
            self.part(block, part, &text.unwrap_or_default());
        }
    }
}

fn heads(found: &mut Found, copy: &Copy) {
    found.add_some(Spot::Kicker, copy.kicker.as_ref());
    found.add(Spot::Headline, &copy.headline);
    found.add_some(Spot::ShortHeadline, copy.short_headline.as_ref());
    found.add_some(Spot::SearchHeadline, copy.search_headline.as_ref());
    found.add_some(Spot::SocialHeadline, copy.social_headline.as_ref());
    found.add_some(Spot::AlertHeadline, copy.alert_headline.as_ref());
    found.add_some(Spot::Description, copy.description.as_ref());
    found.add(Spot::Standfirst, &letters_of(&copy.standfirst));
    for (index, signature) in copy.byline.iter().enumerate() {
        match signature {
            Signature::Agency(agency) => found.add(Spot::Byline(index), &agency.agency),
            Signature::Person(person) => signatory(found, index, person),
        }
    }
    found.add_some(Spot::Dateline, copy.dateline.as_ref());
    found.add_some(Spot::SourceCredit, copy.source_credit.as_ref().map(|credit| &credit.name));
    if let Some(lead) = &copy.lead {
        found.add(Spot::LeadAlt, &lead.image.alt);
        found.add(Spot::LeadCredit, &lead.image.credit);
        found.add(Spot::LeadCaption, &letters_of(&lead.caption));
    }
}

fn signatory(found: &mut Found, index: usize, person: &Signatory) {
    found.add(Spot::Byline(index), &person.name);
    found.add_some(Spot::Role(index), person.role.as_ref());
    found.add_some(Spot::Standing(index), person.standing.as_ref());
    found.add_some(Spot::Biography(index), person.biography.as_ref());
    found.add_some(Spot::Interests(index), person.interests.as_ref());
}

fn of_block(found: &mut Found, block: &Block) {
    match block {
        Block::Quotation(n) => found.parts(
            block,
            [(Part::Speaker, n.attrs.speaker.clone()), (Part::Standing, n.attrs.standing.clone())],
        ),
        Block::PullQuote(n) => found.parts(
            block,
            [(Part::Speaker, n.attrs.speaker.clone()), (Part::Standing, n.attrs.standing.clone())],
        ),
        Block::Box(n) | Block::Gallery(n) => found.parts(block, [(Part::Title, n.attrs.title.clone())]),
        Block::Image(n) => picture(found, block, &n.attrs.image),
        Block::Embed(n) => found.parts(
            block,
            [
                (Part::Title, Some(n.attrs.title.clone())),
                (Part::Provider, n.attrs.provider.clone()),
            ],
        ),
        Block::Audio(n) | Block::Video(n) => {
            let a = &n.attrs;
            found.parts(
                block,
                [(Part::Title, Some(a.title.clone())), (Part::Credit, Some(a.credit.clone()))],
            );
            let chapters = a.chapters.iter().enumerate();
            found.parts(
                block,
                chapters.map(|(index, chapter)| (Part::Chapter(index), Some(chapter.title.clone()))),
            );
        }
        Block::Table(n) => found.parts(
            block,
            [(Part::Caption, n.attrs.caption.clone()), (Part::Source, n.attrs.source.clone())],
        ),
        Block::Timeline(n) => {
            found.parts(block, [(Part::Title, n.attrs.title.clone())]);
            let entries = n.content.iter().enumerate();
            found.parts(block, entries.map(|(index, entry)| (Part::When(index), Some(entry.when.clone()))));
        }
        _ => {}
    }
    for (part, text) in text_parts(block).into_iter().zip(block.texts()) {
        found.part(block, part, &letters_of(text));
    }
}

fn picture(found: &mut Found, block: &Block, picture: &Picture) {
    found.parts(
        block,
        [(Part::Alt, Some(picture.alt.clone())), (Part::Credit, Some(picture.credit.clone()))],
    );
}

/// What the running texts of a block are, in the order in which [`Block::texts`] gives them.
pub(super) fn text_parts(block: &Block) -> Vec<Part> {
    match block {
        Block::Image(_) => vec![Part::Caption],
        Block::Table(n) => {
            let rows = n.content.iter().enumerate();
            rows.flat_map(|(row, cells)| (0..cells.content.len()).map(move |column| Part::TableCell(row, column)))
                .collect()
        }
        _ => vec![Part::Text],
    }
}

/// The letters of a running text; a line break is `\n`.
pub(super) fn letters_of(text: &Text) -> String {
    text.iter()
        .map(|piece| match piece {
            Inline::Text { text, .. } => text.as_str(),
            Inline::HardBreak { .. } => "\n",
        })
        .collect()
}
