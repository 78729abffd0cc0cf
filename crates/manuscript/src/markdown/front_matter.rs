//! The YAML front matter: its keys are the glossary's words.

use serde::{Deserialize, Deserializer};
use serde_saphyr::Spanned;

use super::blocks::{ShortText, read_text};
use super::comments;
use super::media::focal;
use super::reading::{How, Manner};
use super::refused::ManuscriptRefused;
use super::{Malformed, Stage};
use crate::copy::{Agency, Signatory, Signature, SourceCredit};
use crate::language::Language;
use crate::picture::{Lead, Media, Picture};
use crate::refusal::Refusal as _;
use crate::words::{Access, Kind, Status};

/// A value, and where it begins in the file.
#[derive(Clone, Debug)]
pub(super) struct Placed<T> {
    pub(super) value: T,
    pub(super) line: usize,
    pub(super) column: usize,
}

impl<T> Placed<T> {
    pub(super) fn malformed(&self, refused: impl Into<ManuscriptRefused>) -> Malformed {
        Malformed {
            line: self.line,
            column: self.column,
            said: refused.into().said(),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Placed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<T>::deserialize(deserializer)?;
        let (line, column) = (spanned.referenced.line(), spanned.referenced.column());
        Ok(Self {
            value: spanned.value,
            // The front matter begins on the file's second line.
            line: usize::try_from(line).unwrap_or(1).max(1) + 1,
            column: usize::try_from(column).unwrap_or(1).max(1),
        })
    }
}

/// The front matter as YAML gives it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FrontMatter {
    pub(super) id: Option<Placed<String>>,
    pub(super) kind: Option<Kind>,
    pub(super) kicker: Option<String>,
    pub(super) status: Option<Status>,
    pub(super) headline: Option<Placed<String>>,
    pub(super) short_headline: Option<String>,
    pub(super) search_headline: Option<String>,
    pub(super) social_headline: Option<String>,
    pub(super) alert_headline: Option<String>,
    pub(super) description: Option<String>,
    pub(super) standfirst: Option<Placed<String>>,
    #[serde(deserialize_with = "signatures")]
    pub(super) byline: Vec<Signature>,
    pub(super) dateline: Option<String>,
    #[serde(deserialize_with = "source_credit")]
    pub(super) source_credit: Option<SourceCredit>,
    pub(super) language: Option<Language>,
    pub(super) lead: Option<Placed<LeadEntry>>,
    pub(super) section: Option<String>,
    pub(super) dossiers: Vec<String>,
    pub(super) series: Option<String>,
    pub(super) topics: Vec<String>,
    pub(super) access: Option<Access>,
    pub(super) teaser_ends_after: Option<u32>,
    pub(super) published: Option<Placed<String>>,
    #[serde(deserialize_with = "word_that_stands_there")]
    pub(super) draft: Option<Word>,
    pub(super) address: Option<Placed<String>>,
    pub(super) pinned: bool,
    pub(super) translation_set: Option<String>,
    pub(super) blocks: Vec<String>,
}

/// A word that YAML may read as something else: `true`, `1`, `yes`.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Word {
    Truth(bool),
    Number(i64),
    Text(String),
}

impl Word {
    /// Whether it says no. Whatever else stands there keeps an article back.
    fn denies(&self) -> bool {
        match self {
            Self::Truth(truth) => !truth,
            Self::Number(number) => *number == 0,
            Self::Text(text) => !text.trim().is_empty() && denies(text),
        }
    }
}

/// A key without a value is a key all the same.
fn word_that_stands_there<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Word>, D::Error> {
    Ok(Some(Option::<Word>::deserialize(deserializer)?.unwrap_or(Word::Truth(true))))
}

fn denies(text: &str) -> bool {
    ["false", "no", "non", "off", "faux", "0", ""].contains(&text.trim().to_lowercase().as_str())
}

/// The words with which other systems keep an article back, where they say what state it is in.
const KEPT_BACK: [&str; 20] = [
    "à relire",
    "archived",
    "auto-draft",
    "brouillon",
    "draft",
    "en relecture",
    "future",
    "hidden",
    "in review",
    "inherit",
    "pending",
    "private",
    "privé",
    "review",
    "scheduled",
    "skip",
    "trash",
    "unlisted",
    "unpublished",
    "wip",
];

impl FrontMatter {
    /// For whom the manuscript is. `published: false` and a status of another system's keep it back as `draft: true`
    /// does; they are no instant and no word for readers.
    pub(super) fn take_stage(&mut self) -> Stage {
        let is_draft = self.draft.take().is_some_and(|word| !word.denies());
        let is_denied = |text: &mut Placed<String>| denies(&text.value);
        let is_unpublished = self.published.take_if(is_denied).is_some();
        let says_so = |status: &mut Status| KEPT_BACK.contains(&String::from(status.clone()).trim().to_lowercase().as_str());
        let is_kept_back = self.status.take_if(says_so).is_some();
        if is_draft || is_unpublished || is_kept_back {
            Stage::Newsroom
        } else {
            Stage::Readers
        }
    }
}

impl FrontMatter {
    /// The headline is looked at before the copy is settled.
    pub(super) fn without_comments(&mut self) {
        if let Some(headline) = &mut self.headline {
            comments::without(&mut headline.value);
        }
    }
}

fn signatures<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Signature>, D::Error> {
    let entries = Vec::<SignatureEntry>::deserialize(deserializer)?;
    Ok(entries.into_iter().map(Into::into).collect())
}

fn source_credit<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SourceCredit>, D::Error> {
    let entry = Option::<CreditEntry>::deserialize(deserializer)?;
    Ok(entry.map(Into::into))
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum SignatureEntry {
    Name(String),
    Agency(Agency),
    Person(Signatory),
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum CreditEntry {
    Name(String),
    Credit(SourceCredit),
}

/// `taken` may be a bare year, which YAML reads as a number.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LeadEntry {
    picture: String,
    credit: Option<String>,
    #[serde(default)]
    alt: String,
    #[serde(default)]
    caption: String,
    focal: Option<FocalEntry>,
    taken: Option<TakenEntry>,
    #[serde(default)]
    pub(super) archives: bool,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum FocalEntry {
    Pair(u8, u8),
    Text(String),
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum TakenEntry {
    Year(u32),
    Text(String),
}

/// Reads the YAML that begins on `first_line` of the file.
pub(super) fn read(yaml: &str, first_line: usize) -> Result<FrontMatter, Malformed> {
    if yaml.trim().is_empty() {
        return Ok(FrontMatter::default());
    }
    serde_saphyr::from_str::<FrontMatter>(yaml).map_err(|error| {
        let location = error.location();
        Malformed {
            line: location.map_or(first_line, |location| {
                first_line - 1 + usize::try_from(location.line()).unwrap_or(1).max(1)
            }),
            column: location.map_or(1, |location| usize::try_from(location.column()).unwrap_or(1).max(1)),
            said: refused(&error.without_snippet().to_string()).said(),
        }
    })
}

/// The library's message without its own place, and with the paper's word where another system's was written.
fn refused(message: &str) -> ManuscriptRefused {
    let message = message.lines().next().unwrap_or(message);
    let message = message.split(" at line ").next().unwrap_or(message);
    let lower = message.to_lowercase();
    let foreign = [
        ("title", "headline"),
        ("date", "published"),
        ("author", "byline"),
        ("authors", "byline"),
        ("tags", "topics"),
        ("category", "section"),
        ("slug", "address"),
        ("url", "address"),
        ("image", "lead"),
        ("excerpt", "standfirst"),
        ("summary", "standfirst"),
        ("lang", "language"),
        ("draft", "draft"),
        ("hidden", "draft"),
        ("private", "draft"),
        ("unlisted", "draft"),
        ("brouillon", "draft"),
        ("wip", "draft"),
        ("state", "draft"),
        ("publish", "draft"),
        ("visibility", "draft"),
    ];
    let hint = foreign
        .iter()
        .find(|(word, _)| lower.contains(&format!("unknown field `{word}`")) || lower.contains(&format!("unknown field '{word}'")));
    match hint {
        Some((_, "draft")) => ManuscriptRefused::KeptBack(message.to_owned()),
        Some((_, ours)) => ManuscriptRefused::OurWord(message.to_owned(), (*ours).to_owned()),
        None => in_the_papers_words(message),
    }
}

/// What the library says of itself, said of the manuscript.
fn in_the_papers_words(message: &str) -> ManuscriptRefused {
    let known = [
        ("SignatureEntry", ManuscriptRefused::Signature),
        ("CreditEntry", ManuscriptRefused::SourceCredit),
        ("FocalEntry", ManuscriptRefused::FocalPair),
        ("TakenEntry", ManuscriptRefused::Taken),
        ("expected sequence", ManuscriptRefused::NoList),
        ("invalid u32", ManuscriptRefused::NoWholeNumber),
        ("DuplicateKeyPolicy", ManuscriptRefused::KeyTwice),
    ];
    let found = known.into_iter().find(|(sign, _)| message.contains(sign));
    found.map_or_else(|| ManuscriptRefused::Yaml(message.to_owned()), |(_, ours)| ours)
}

impl From<SignatureEntry> for Signature {
    fn from(entry: SignatureEntry) -> Self {
        match entry {
            SignatureEntry::Name(name) => Self::Person(Signatory {
                name,
                ..Signatory::default()
            }),
            SignatureEntry::Agency(agency) => Self::Agency(agency),
            SignatureEntry::Person(person) => Self::Person(person),
        }
    }
}

impl From<CreditEntry> for SourceCredit {
    fn from(entry: CreditEntry) -> Self {
        match entry {
            CreditEntry::Name(name) => Self { name, address: None },
            CreditEntry::Credit(credit) => credit,
        }
    }
}

impl LeadEntry {
    pub(super) fn new(picture: String, focal: Option<String>, taken: Option<String>) -> Self {
        Self {
            picture,
            focal: focal.map(FocalEntry::Text),
            taken: taken.map(TakenEntry::Text),
            credit: None,
            alt: String::new(),
            caption: String::new(),
            archives: false,
        }
    }

    pub(super) fn with_texts(self, [credit, alt, caption]: [Option<String>; 3]) -> Self {
        Self {
            credit,
            alt: alt.unwrap_or_default(),
            caption: caption.unwrap_or_default(),
            ..self
        }
    }

    /// The lead picture, and where in its value the caption's letters stand. One without a credit is refused, or
    /// gets the empty credit in a loose reading, which also passes over a focal point that is none.
    pub(super) fn into_lead(self, line: usize, how: &How) -> Result<(Lead, ShortText), Malformed> {
        let manner = how.manner;
        let credit = self.credit.filter(|credit| !credit.trim().is_empty());
        let credit = credit.or((manner == Manner::Loose).then(String::new));
        let credit = credit.ok_or_else(|| Malformed::at_line(line, ManuscriptRefused::NoLeadCredit))?;
        let point = self.focal.map(|entry| match entry {
            FocalEntry::Pair(left, top) => focal(&format!("{left},{top}")),
            FocalEntry::Text(text) => focal(&text),
        });
        let focal = match point.transpose() {
            Err(_) if manner == Manner::Loose => None,
            other => other.map_err(|refused| Malformed::at_line(line, refused))?,
        };
        let taken = self.taken.map(|taken| match taken {
            TakenEntry::Year(year) => year.to_string(),
            TakenEntry::Text(text) => text,
        });
        let image = Picture {
            picture: Media::from(self.picture),
            credit,
            alt: self.alt,
            focal,
            taken,
            archives: self.archives,
        };
        let mut caption = read_text(&self.caption, line, how)?;
        let text = std::mem::take(&mut caption.text);
        Ok((Lead { image, caption: text }, caption))
    }
}
