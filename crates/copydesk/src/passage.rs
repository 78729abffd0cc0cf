//! A copy as the desk reads it: its texts in order, each with its place, its language and its marks.

use std::ops::Range;
use std::sync::Arc;

use manuscript::body::Words;
use manuscript::figure::Figure;
use manuscript::language::Language;
use manuscript::walk::{Found, each_text};
use manuscript::{Copy, Inline, Mark, Part, Spot};

use crate::quantity;

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
    /// In another language, code, struck or on its way out: not read.
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
    /// What is told of somebody who signs, a biography and declared interests: sentences, and nothing of the article's own.
    About,
    /// Names and labels: byline, what somebody is or did, speaker, source, status, the title of a box or a chapter.
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
            Spot::Biography(_) | Spot::Interests(_) => Role::About,
            Spot::Status | Spot::Byline(_) | Spot::Role(_) | Spot::Standing(_) | Spot::Dateline | Spot::SourceCredit => Role::Name,
            Spot::Source(_) => Role::Source,
            Spot::Block { part, .. } => match part {
                Part::Text | Part::Cell(..) => Role::Body,
                Part::Heading | Part::Label => Role::Heading,
                Part::PullQuote => Role::PullQuote,
                Part::Caption => Role::Caption,
                Part::Alt => Role::Alt,
                Part::Credit => Role::Credit,
                Part::Title
                | Part::Provider
                | Part::Publisher
                | Part::Speaker
                | Part::Standing
                | Part::Source
                | Part::When(_)
                | Part::Chapter(_)
                | Part::Code => Role::Name,
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

    /// Whether it is written in sentences: the article's own, and what is told of who signs.
    pub const fn is_in_sentences(&self) -> bool {
        self.is_prose() || matches!(self.role(), Role::About)
    }

    /// Whether it is written in sentences or words that a reader reads: the article's own prose, what is told of who
    /// signs, what a picture shows. Names and credits are written as their bearers write them.
    pub const fn is_worded(&self) -> bool {
        self.is_in_sentences() || matches!(self.role(), Role::Alt)
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

/// The texts of a copy, in the order in which they are read. What is never published is left out, and code.
pub fn passages(copy: &Copy) -> Vec<Passage> {
    let mut passages = Vec::new();
    each_text(copy, &mut |found| {
        if !found.around.is_set_aside && !is_code(&found.spot) {
            passages.extend(passage(found, &copy.language));
        }
    });
    passages
}

const fn is_code(spot: &Spot) -> bool {
    matches!(spot, Spot::Block { part: Part::Code, .. })
}

fn passage(found: Found<'_>, language: &Language) -> Option<Passage> {
    let (text, marked) = match found.words {
        Words::Plain(text) => (text.into(), Vec::new()),
        Words::Running(text) => words_and_marks(text, language),
    };
    (!text.is_empty()).then(|| Passage {
        spot: found.spot,
        text,
        tongue: Tongue::of(language),
        speaker: found.around.speaker.map(str::to_owned),
        is_quoted: found.around.is_quoted,
        marked,
        closed: Vec::new(),
    })
}

/// The words of a text without marks, and the marks by ranges of bytes. A line break is one byte.
fn words_and_marks(text: &[Inline], language: &Language) -> (Arc<str>, Vec<(Range<usize>, Marked)>) {
    let mut words = String::new();
    let mut marked: Vec<(Range<usize>, Marked)> = Vec::new();
    for piece in text {
        let start = words.len();
        match piece {
            Inline::Text { text, .. } => words.push_str(text),
            Inline::HardBreak { .. } => words.push('\n'),
            Inline::FootnoteReference { .. } => {}
        }
        let range = start..words.len();
        for mark in piece.marks().iter().filter_map(|mark| meaning(mark, language)) {
            match marked.iter_mut().find(|(before, same)| before.end == range.start && *same == mark) {
                Some((before, _)) => before.end = range.end,
                None => marked.push((range.clone(), mark)),
            }
        }
    }
    (words.into(), marked)
}

fn meaning(mark: &Mark, language: &Language) -> Option<Marked> {
    match mark {
        Mark::Lang(lang) => (lang.lang.primary() != language.primary()).then_some(Marked::Foreign),
        Mark::Deletion(_) | Mark::Struck | Mark::Code => Some(Marked::Foreign),
        Mark::Quote(quote) => Some(Marked::Speaker(quote.speaker.clone())),
        Mark::Figure(figure) => Some(Marked::Figure(figure.clone())),
        Mark::Superscript | Mark::Subscript => Some(Marked::Raised),
        Mark::Emphasis => Some(Marked::Emphasis),
        // Words that are suggested are read as if they stood there; a link, a note, strong letters and what a short form
        // stands for say nothing of them.
        Mark::Insertion(_) | Mark::Note(_) | Mark::Link(_) | Mark::Strong | Mark::Abbreviation(_) => None,
    }
}
