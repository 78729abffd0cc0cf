//! Where a text stands in a copy: the name of the place, the same for all who read, find and change it.

use serde::{Deserialize, Serialize};

/// One text of a copy. What is numbered begins at 0; a block's id stays with it while it is edited.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spot {
    Headline,
    Kicker,
    /// A wording of the paper's own.
    Status,
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
    /// A text that was attached as a source, by its place in the list: it is read beside a copy and stands in none.
    Source(usize),
}

/// Which text of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A paragraph.
    Text,
    Heading,
    PullQuote,
    /// Of a picture or of a table.
    Caption,
    Alt,
    Credit,
    /// The title of a box, a gallery, a timeline, a recording, a document or an embed.
    Title,
    /// The house from which an embed comes.
    Provider,
    /// Whose document it is.
    Publisher,
    Speaker,
    Standing,
    /// The source of a table or of a quotation.
    Source,
    /// Row and column of a table.
    Cell(usize, usize),
    /// When an entry of a timeline was.
    When(usize),
    /// The title of a chapter of a recording.
    Chapter(usize),
    /// The words of a link to another article, of a correction, what is in a document, and those for who does not click on an embed.
    Label,
    /// Code, which no copy desk reads.
    Code,
}
