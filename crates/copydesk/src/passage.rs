//! A copy as the desk reads it: its texts in order, each with its place, its language and its marks.

use std::ops::Range;
use std::sync::Arc;

use manuscript::body::Block;
use manuscript::copy::Signature;
use manuscript::figure::Figure;
use manuscript::language::Language;
use manuscript::{Copy, Inline, Mark};

use crate::quantity;
use crate::spot::{Part, Spot};

/// A text of the copy, and what its marks say of it. Ranges are bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub spot: Spot,
    pub text: Arc<str>,
    pub tongue: Tongue,
    /// Who said all of it, where it stands in a quotation block.
    pub speaker: Option<String>,
    /// Stands in a block of somebody else's words: a quotation, a transcript.
    pub is_quoted: bool,
    pub marked: Vec<(Range<usize>, Marked)>,
    /// What is no prose, in order.
    pub closed: Vec<Range<usize>>,
}

/// What is said of a stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Marked {
    /// In another language, or on its way out: not read.
    Foreign,
    Speaker(String),
    Figure(Figure),
    Raised,
    /// In italics: a title, a foreign word.
    Emphasis,
}

/// What language a text is read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tongue {
    French,
    /// French without a space before `; ! ?`.
    CanadianFrench,
    English,
    /// Read for what needs no language.
    Other,
}

impl Tongue {
    pub fn of(language: &Language) -> Self {
        match (language.primary(), language.as_str().to_ascii_lowercase().as_str()) {
            ("fr", "fr-ca") => Self::CanadianFrench,
            ("fr", _) => Self::French,
            ("en", _) => Self::English,
            _ => Self::Other,
        }
    }

    /// In which words figures are read, if in any.
    pub const fn of_figures(self) -> Option<quantity::Tongue> {
        match self {
            Self::French | Self::CanadianFrench => Some(quantity::Tongue::French),
            Self::English => Some(quantity::Tongue::English),
            Self::Other => None,
        }
    }

    pub const fn is_french(self) -> bool {
        matches!(self, Self::French | Self::CanadianFrench)
    }

    pub const fn is_english(self) -> bool {
        matches!(self, Self::English)
    }
}

/// What a text is in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// The headline and its shorter forms.
    Headline,
    Kicker,
    Standfirst,
    Description,
    /// Paragraphs, list items, cells, answers.
    Body,
    Heading,
    PullQuote,
    Caption,
    Alt,
    Credit,
    /// Names and labels: byline, speaker, source, title of a box.
    Name,
    /// A text that was attached as a source.
    Source,
}

impl Passage {
    pub const fn role(&self) -> Role {
        match &self.spot {
            Spot::Headline | Spot::ShortHeadline | Spot::SearchHeadline | Spot::SocialHeadline | Spot::AlertHeadline => Role::Headline,
            Spot::Kicker => Role::Kicker,
            Spot::Standfirst => Role::Standfirst,
            Spot::Description => Role::Description,
            Spot::LeadCaption => Role::Caption,
            Spot::LeadAlt => Role::Alt,
            Spot::LeadCredit => Role::Credit,
            Spot::Byline(_) | Spot::Dateline | Spot::SourceCredit => Role::Name,
            Spot::Source(_) => Role::Source,
            Spot::Block { part, .. } => match part {
                Part::Text | Part::Cell(..) => Role::Body,
                Part::Heading | Part::Label => Role::Heading,
                Part::PullQuote => Role::PullQuote,
                Part::Caption => Role::Caption,
                Part::Alt => Role::Alt,
                Part::Credit => Role::Credit,
                Part::Title | Part::Speaker | Part::Standing | Part::Source | Part::When(_) => Role::Name,
            },
        }
    }

    /// Whether it is prose that a reader reads as the article's own.
    pub const fn is_prose(&self) -> bool {
        matches!(
            self.role(),
            Role::Headline
                | Role::Kicker
                | Role::Standfirst
                | Role::Description
                | Role::Body
                | Role::Heading
                | Role::PullQuote
                | Role::Caption
        )
    }

    /// Whether a stretch is in another language, on its way out, or no prose.
    pub fn is_foreign(&self, range: &Range<usize>) -> bool {
        let touches = |other: &Range<usize>| other.start < range.end.max(range.start + 1) && range.start < other.end;
        let is_in_another_language = |(over, mark): &(Range<usize>, Marked)| *mark == Marked::Foreign && touches(over);
        self.marked.iter().any(is_in_another_language) || self.is_closed(&(range.start..range.end.max(range.start + 1)))
    }
}

impl Passage {
    /// The passage with stretches that are no prose: their letters are there for nobody, and their places stay.
    pub(crate) fn with_closed(mut self, closed: &[Range<usize>]) -> Self {
        let mut text = String::with_capacity(self.text.len());
        let mut next = closed.iter().peekable();
        for (at, letter) in self.text.char_indices() {
            while next.next_if(|range| range.end <= at).is_some() {}
            let is_closed = letter != '\n' && next.peek().is_some_and(|range| range.contains(&at));
            text.push(if is_closed { blank(letter) } else { letter });
        }
        self.text = text.into();
        self.closed = closed.to_vec();
        self
    }

    /// Whether a range touches what is no prose. The closed ranges stand in their order: few of very many are looked at.
    fn is_closed(&self, range: &Range<usize>) -> bool {
        let first = self.closed.partition_point(|closed| closed.end <= range.start);
        self.closed.get(first).is_some_and(|closed| closed.start < range.end)
    }

    /// Whether an edit would change what is foreign; beside it, it changes nothing of it.
    pub(crate) fn is_cut_by(&self, edit: &Range<usize>) -> bool {
        let mut foreign = self.marked.iter().filter(|(_, mark)| *mark == Marked::Foreign);
        foreign.any(|(over, _)| over.start < edit.end && edit.start < over.end) || self.is_closed(edit)
    }
}

/// A letter as long as another that says nothing.
const fn blank(letter: char) -> char {
    match letter.len_utf8() {
        1 => 'x',
        2 => 'é',
        3 => 'ẋ',
        _ => '𝑥',
    }
}

/// The texts of a copy, in the order in which they are read. What is never published is left out.
pub fn passages(copy: &Copy) -> Vec<Passage> {
    let mut reader = Reader {
        tongue: Tongue::of(&copy.language),
        language: &copy.language,
        passages: Vec::new(),
    };
    reader.plain(Spot::Kicker, copy.kicker.as_deref());
    reader.plain(Spot::Headline, Some(&copy.headline));
    reader.plain(Spot::ShortHeadline, copy.short_headline.as_deref());
    reader.plain(Spot::SearchHeadline, copy.search_headline.as_deref());
    reader.plain(Spot::SocialHeadline, copy.social_headline.as_deref());
    reader.plain(Spot::AlertHeadline, copy.alert_headline.as_deref());
    reader.plain(Spot::Description, copy.description.as_deref());
    reader.text(Spot::Standfirst, &copy.standfirst, Around::default());
    for (at, signature) in copy.byline.iter().enumerate() {
        let name = match signature {
            Signature::Agency(agency) => &agency.agency,
            Signature::Person(person) => &person.name,
        };
        reader.plain(Spot::Byline(at), Some(name));
    }
    reader.plain(Spot::Dateline, copy.dateline.as_deref());
    reader.plain(Spot::SourceCredit, copy.source_credit.as_ref().map(|credit| credit.name.as_str()));
    if let Some(lead) = &copy.lead {
        reader.text(Spot::LeadCaption, &lead.caption, Around::default());
        reader.plain(Spot::LeadAlt, Some(&lead.image.alt));
        reader.plain(Spot::LeadCredit, Some(&lead.image.credit));
    }
    reader.blocks(&copy.body, Around::default());
    reader.passages
}

/// What stands around a block: whose words, whether they are another's.
#[derive(Clone, Copy, Default)]
struct Around<'a> {
    speaker: Option<&'a str>,
    is_quoted: bool,
}

struct Reader<'a> {
    tongue: Tongue,
    language: &'a Language,
    passages: Vec<Passage>,
}

impl<'a> Reader<'a> {
    fn plain(&mut self, spot: Spot, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.passages.push(Passage {
                spot,
                text: text.into(),
                tongue: self.tongue,
                speaker: None,
                is_quoted: false,
                marked: Vec::new(),
                closed: Vec::new(),
            });
        }
    }

    fn text(&mut self, spot: Spot, text: &[Inline], around: Around<'_>) {
        let (words, marked) = words_and_marks(text, self.language);
        if !words.is_empty() {
            self.passages.push(Passage {
                spot,
                text: words.into(),
                tongue: self.tongue,
                speaker: around.speaker.map(str::to_owned),
                is_quoted: around.is_quoted,
                marked,
                closed: Vec::new(),
            });
        }
    }

    fn of_block(&mut self, block: &Block, part: Part, text: Option<&str>) {
        let id = block.id().to_owned();
        self.plain(Spot::Block { id, part }, text);
    }

    fn blocks(&mut self, blocks: &'a [Block], around: Around<'a>) {
        for block in blocks {
            self.block(block, around);
        }
    }

    fn block(&mut self, block: &'a Block, around: Around<'a>) {
        let spot = |part| Spot::Block {
            id: block.id().to_owned(),
            part,
        };
        match block {
            Block::Paragraph(n) => self.text(spot(Part::Text), &n.content, around),
            Block::Heading(n) => self.text(spot(Part::Heading), &n.content, around),
            Block::PullQuote(n) => {
                let by = Around {
                    speaker: n.attrs.speaker.as_deref(),
                    is_quoted: true,
                };
                self.text(spot(Part::PullQuote), &n.content, by);
                self.of_block(block, Part::Speaker, n.attrs.speaker.as_deref());
            }
            Block::Quotation(n) => {
                self.of_block(block, Part::Speaker, n.attrs.speaker.as_deref());
                let by = Around {
                    speaker: n.attrs.speaker.as_deref(),
                    is_quoted: true,
                };
                self.blocks(&n.content, by);
            }
            Block::Image(n) => {
                self.text(spot(Part::Caption), &n.content, around);
                self.of_block(block, Part::Alt, Some(&n.attrs.image.alt));
                self.of_block(block, Part::Credit, Some(&n.attrs.image.credit));
            }
            Block::Audio(n) | Block::Video(n) => {
                self.of_block(block, Part::Title, Some(&n.attrs.title));
                self.of_block(block, Part::Credit, Some(&n.attrs.credit));
                let spoken = Around { is_quoted: true, ..around };
                self.blocks(&n.content, spoken);
            }
            Block::Table(n) => self.table(block, n),
            Block::Box(n) | Block::Gallery(n) => {
                self.of_block(block, Part::Title, n.attrs.title.as_deref());
                self.blocks(&n.content, around);
            }
            _ => self.rarer(block, around),
        }
    }

    fn rarer(&mut self, block: &'a Block, around: Around<'a>) {
        let spot = |part| Spot::Block {
            id: block.id().to_owned(),
            part,
        };
        match block {
            Block::List(n) => n.content.iter().for_each(|item| self.blocks(&item.content, around)),
            Block::QuestionAnswer(n) => self.blocks(&n.content, Around { is_quoted: true, ..around }),
            Block::Timeline(n) => {
                self.of_block(block, Part::Title, n.attrs.title.as_deref());
                for entry in &n.content {
                    self.blocks(&entry.content, around);
                }
            }
            Block::Embed(n) => self.text(spot(Part::Label), &n.content, around),
            Block::ReadAlso(n) => self.text(spot(Part::Label), &n.content, around),
            Block::Correction(n) => self.text(spot(Part::Label), &n.content, around),
            // A stash is never published; separators and withheld blocks hold no words.
            _ => {}
        }
    }

    fn table(&mut self, block: &'a Block, table: &'a manuscript::body::Node<manuscript::body::Table, manuscript::body::Row>) {
        self.of_block(block, Part::Caption, table.attrs.caption.as_deref());
        for (row, cells) in table.content.iter().enumerate() {
            for (column, cell) in cells.content.iter().enumerate() {
                let spot = Spot::Block {
                    id: block.id().to_owned(),
                    part: Part::Cell(row, column),
                };
                self.text(spot, &cell.content, Around::default());
            }
        }
        self.of_block(block, Part::Source, table.attrs.source.as_deref());
    }
}

/// The words of a text without marks, and the marks by ranges of bytes. A line break is one byte.
fn words_and_marks(text: &[Inline], language: &Language) -> (String, Vec<(Range<usize>, Marked)>) {
    let mut words = String::new();
    let mut marked: Vec<(Range<usize>, Marked)> = Vec::new();
    for piece in text {
        let start = words.len();
        match piece {
            Inline::Text { text, .. } => words.push_str(text),
            Inline::HardBreak { .. } => words.push('\n'),
        }
        let range = start..words.len();
        for mark in piece.marks().iter().filter_map(|mark| meaning(mark, language)) {
            match marked.iter_mut().find(|(before, same)| before.end == range.start && *same == mark) {
                Some((before, _)) => before.end = range.end,
                None => marked.push((range.clone(), mark)),
            }
        }
    }
    (words, marked)
}

fn meaning(mark: &Mark, language: &Language) -> Option<Marked> {
    match mark {
        Mark::Lang(lang) => (lang.lang.primary() != language.primary()).then_some(Marked::Foreign),
        Mark::Deletion(_) => Some(Marked::Foreign),
        Mark::Quote(quote) => Some(Marked::Speaker(quote.speaker.clone())),
        Mark::Figure(figure) => Some(Marked::Figure(figure.clone())),
        Mark::Superscript | Mark::Subscript => Some(Marked::Raised),
        Mark::Emphasis => Some(Marked::Emphasis),
        _ => None,
    }
}
