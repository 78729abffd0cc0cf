//! Where a text stands in a copy.

use manuscript::located;
use serde::{Deserialize, Serialize};

/// One text of a copy that can be pointed at. A block's id stays with it while it is edited.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spot {
    Headline,
    Kicker,
    ShortHeadline,
    SearchHeadline,
    SocialHeadline,
    AlertHeadline,
    Description,
    Standfirst,
    Byline(usize),
    Dateline,
    SourceCredit,
    LeadCaption,
    LeadAlt,
    LeadCredit,
    Block {
        id: String,
        part: Part,
    },
    /// A text that was attached as a source, by its place in the list.
    Source(usize),
}

/// Which text of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Text,
    Heading,
    PullQuote,
    Caption,
    Alt,
    Credit,
    Title,
    Speaker,
    Standing,
    Source,
    Cell(usize, usize),
    When(usize),
    Label,
}

impl Spot {
    /// The same place as the file form of a copy names it; an attached source stands in no copy.
    pub fn in_file(&self) -> Option<located::Spot> {
        Some(match self {
            Self::Headline => located::Spot::Headline,
            Self::Kicker => located::Spot::Kicker,
            Self::ShortHeadline => located::Spot::ShortHeadline,
            Self::SearchHeadline => located::Spot::SearchHeadline,
            Self::SocialHeadline => located::Spot::SocialHeadline,
            Self::AlertHeadline => located::Spot::AlertHeadline,
            Self::Description => located::Spot::Description,
            Self::Standfirst => located::Spot::Standfirst,
            Self::Byline(at) => located::Spot::Byline(*at),
            Self::Dateline => located::Spot::Dateline,
            Self::SourceCredit => located::Spot::SourceCredit,
            Self::LeadCaption => located::Spot::LeadCaption,
            Self::LeadAlt => located::Spot::LeadAlt,
            Self::LeadCredit => located::Spot::LeadCredit,
            Self::Block { id, part } => located::Spot::Block {
                id: id.clone(),
                part: part.in_file(),
            },
            Self::Source(_) => return None,
        })
    }
}

impl Part {
    const fn in_file(self) -> located::Part {
        match self {
            Self::Text | Self::Heading | Self::PullQuote | Self::Label => located::Part::Text,
            Self::Caption => located::Part::Caption,
            Self::Alt => located::Part::Alt,
            Self::Credit => located::Part::Credit,
            Self::Title => located::Part::Title,
            Self::Speaker => located::Part::Speaker,
            Self::Standing => located::Part::Standing,
            Self::Source => located::Part::Source,
            Self::Cell(row, column) => located::Part::TableCell(row, column),
            Self::When(at) => located::Part::When(at),
        }
    }
}
