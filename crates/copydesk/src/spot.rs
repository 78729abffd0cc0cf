//! Where a text stands in a copy.

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
