//! What may be asked: every act with its words, the same on the command line and in a line of JSON.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args, Subcommand};
use manuscript::planned::Turn;
use manuscript::unfit::{self, Unfit};
use manuscript::words::{Access, Ground, Kind, Nature};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One act.
#[derive(Clone, Debug, Subcommand, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub(crate) enum Asked {
    /// Keep a text as a draft: of a new article, or of one that is there
    Save(Save),
    /// Publish the draft
    Publish(Publish),
    /// Change what a live article says; the draft gets the change too
    Correct(Correct),
    /// Take an article back; a notice with the reason stands at its address
    Retract(Reasoned),
    /// Bring a former version back
    Restore(Restore),
    /// Take something from the public on legal grounds
    Withhold(Withhold),
    /// Plan the publication of the draft as it is now
    Schedule(Schedule),
    /// Give a planned publication up
    Unschedule(OfArticle),
    /// Keep everything of an article from the public until a time
    Embargo(Embargo),
    /// Lift an embargo before its time
    Lift(Lift),
    /// Give an article, a section or anything else another address; the old one redirects
    MoveAddress(MoveAddress),
    /// Put an article into another section
    MoveSection(MoveSection),
    /// Place an article: dossiers, series, topics, access
    Place(Place),
    /// Pin an article to the front
    Pin(OfArticle),
    /// Take an article's pin away
    Unpin(OfArticle),
    /// Make or describe a section, dossier, series, topic or person
    Describe(Describe),
    /// Set the menu: entries in their order
    Menu(Menu),
    /// Set what a kind of article is called
    Label(Label),
    /// Write a page: who we are, legal notice…
    Page(Page),
    /// Close comments for a while, with a reason
    SuspendComments(SuspendComments),
    /// Open comments again
    ResumeComments(ResumeComments),
    /// Settle a note that a correction left in a draft
    SettleNote(SettleNote),
}

impl Asked {
    /// What is to be read from standard input is read now.
    pub(crate) fn with_standard_input(mut self) -> std::io::Result<Self> {
        let (file, text) = match &mut self {
            Self::Save(asked) => (&mut asked.file, &mut asked.text),
            Self::Correct(asked) => (&mut asked.file, &mut asked.text),
            Self::Page(asked) => (&mut asked.file, &mut asked.text),
            _ => return Ok(self),
        };
        if file.as_deref() == Some(Path::new("-")) {
            *file = None;
            let mut read = String::new();
            std::io::stdin().read_to_string(&mut read)?;
            *text = Some(read);
        }
        Ok(self)
    }
}

impl Asked {
    /// The field that holds what no page, no feed and no database may carry. A manuscript is looked at when it is read;
    /// words to be withheld are looked for as they stand.
    pub(crate) fn unfit(&self) -> Option<(String, Unfit)> {
        let is_looked_at = |name: &str| match self {
            Self::Save(_) | Self::Correct(_) | Self::Page(_) => name != "text",
            Self::Withhold(_) => name != "words",
            _ => true,
        };
        let Ok(Value::Object(mut fields)) = serde_json::to_value(self) else {
            return None;
        };
        fields.retain(|name, _| is_looked_at(name));
        unfit::alone_within(&Value::Object(fields))
    }
}

/// An article: its identity, its address, or the file that it was imported from.
#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfArticle {
    /// Identity, address, or file of the article
    pub(crate) article: String,
}

#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Save {
    /// A manuscript in Markdown; `-` reads it from standard input
    #[serde(default)]
    pub(crate) file: Option<PathBuf>,
    /// The manuscript itself, in a line of JSON
    #[arg(skip)]
    #[serde(default)]
    pub(crate) text: Option<String>,
    /// The article that it is; without one, an article is begun
    #[arg(long)]
    #[serde(default)]
    pub(crate) article: Option<String>,
    /// The revision of the draft that you saw
    #[arg(long, value_name = "REVISION")]
    #[serde(default)]
    pub(crate) seen: Option<i64>,
}

#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Publish {
    /// Identity, address, or file of the article
    pub(crate) article: String,
    /// The revision of the draft that you saw
    #[arg(long, value_name = "REVISION")]
    #[serde(default)]
    pub(crate) seen: Option<i64>,
    /// Why there is a new version: typo, update, clarification, correction
    #[arg(long, default_value = "update")]
    #[serde(default = "update")]
    pub(crate) nature: Nature,
    /// What readers are told: what was wrong, what is right
    #[arg(long, value_name = "SENTENCE")]
    #[serde(default)]
    pub(crate) tell: Option<String>,
    /// The meaning changed: readers are told at the top of the article
    #[arg(long, requires = "tell")]
    #[serde(default)]
    pub(crate) top: bool,
}

#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Correct {
    /// Identity, address, or file of the article
    pub(crate) article: String,
    /// typo, update, clarification or correction
    #[arg(long)]
    pub(crate) nature: Nature,
    /// A passage of the live article, and what it becomes; may be said several times
    #[arg(long, num_args = 2, value_names = ["PASSAGE", "BY"])]
    #[serde(default)]
    pub(crate) replace: Vec<String>,
    /// The whole article as it is to be, as a manuscript
    #[arg(long)]
    #[serde(default)]
    pub(crate) file: Option<PathBuf>,
    /// The whole article as it is to be, in a line of JSON
    #[arg(skip)]
    #[serde(default)]
    pub(crate) text: Option<String>,
    /// What readers are told: what was wrong, what is right
    #[arg(long, value_name = "SENTENCE")]
    #[serde(default)]
    pub(crate) tell: Option<String>,
    /// The meaning changed: readers are told at the top of the article
    #[arg(long, requires = "tell")]
    #[serde(default)]
    pub(crate) top: bool,
    /// The version that you saw
    #[arg(long, value_name = "VERSION")]
    #[serde(default)]
    pub(crate) seen: Option<i64>,
}

#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reasoned {
    /// Identity, address, or file of the article
    pub(crate) article: String,
    /// Why, in words for the readers
    #[arg(long)]
    pub(crate) reason: String,
}

#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Restore {
    /// Identity, address, or file of the article
    pub(crate) article: String,
    /// The version that comes back; without one, the last that is no retraction
    #[arg(long)]
    #[serde(default)]
    pub(crate) version: Option<i64>,
    /// Why, in words for the readers
    #[arg(long)]
    pub(crate) reason: String,
}

#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[command(group = ArgGroup::new("what").required(true).args(["leaf", "words", "picture", "byline", "whole"]))]
pub(crate) struct Withhold {
    /// Identity, address, or file of the article
    pub(crate) article: String,
    /// One part, as `history` names it: headline, standfirst, body/ID…
    #[arg(long, value_name = "PART")]
    #[serde(default)]
    pub(crate) leaf: Option<String>,
    /// Words in a row, as a name, with every part that holds them
    #[arg(long)]
    #[serde(default)]
    pub(crate) words: Option<String>,
    /// A picture or another file, by its SHA-256, wherever the paper uses it
    #[arg(long, value_name = "SHA-256")]
    #[serde(default)]
    pub(crate) picture: Option<String>,
    /// The byline
    #[arg(long)]
    #[serde(default)]
    pub(crate) byline: bool,
    /// Everything that the version says
    #[arg(long)]
    #[serde(default)]
    pub(crate) whole: bool,
    /// The version; without one, all of them
    #[arg(long)]
    #[serde(default)]
    pub(crate) version: Option<i64>,
    /// The legal ground: court_order, minor, victim, rights, privacy
    #[arg(long)]
    pub(crate) ground: Ground,
    /// Why, for the newsroom; do not write the withheld words here
    #[arg(long)]
    pub(crate) reason: String,
}

#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Schedule {
    /// Identity, address, or file of the article
    pub(crate) article: String,
    /// Local day and time: `2026-11-24 06:00`; without it, the end of the embargo
    #[arg(long, value_name = "TIME")]
    #[serde(default)]
    pub(crate) at: Option<String>,
    /// IANA zone, if it is not the paper's
    #[arg(long)]
    #[serde(default)]
    pub(crate) zone: Option<String>,
    /// Of two equal local times in autumn, which one
    #[arg(long, value_parser = turn)]
    #[serde(default)]
    pub(crate) turn: Option<Turn>,
    /// The revision of the draft that you saw
    #[arg(long, value_name = "REVISION")]
    #[serde(default)]
    pub(crate) seen: Option<i64>,
    /// Why there is a new version, if one is live
    #[arg(long, default_value = "update")]
    #[serde(default = "update")]
    pub(crate) nature: Nature,
}

#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Embargo {
    /// Identity, address, or file of the article
    pub(crate) article: String,
    /// Local day and time: `2026-11-24 06:00`
    #[arg(long, value_name = "TIME")]
    pub(crate) until: String,
    /// IANA zone, if it is not the paper's
    #[arg(long)]
    #[serde(default)]
    pub(crate) zone: Option<String>,
    /// Of two equal local times in autumn, which one
    #[arg(long, value_parser = turn)]
    #[serde(default)]
    pub(crate) turn: Option<Turn>,
    /// Who asked for it
    #[arg(long)]
    pub(crate) reason: String,
}

#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lift {
    /// Identity, address, or file of the article
    pub(crate) article: String,
    /// Why it is lifted before its time
    #[arg(long)]
    pub(crate) reason: String,
    /// The second person who agrees, by the key of the account
    #[arg(long, value_name = "KEY", conflicts_with = "alone_on_duty")]
    #[serde(default)]
    pub(crate) second: Option<String>,
    /// There is nobody else on duty; the record says so
    #[arg(long)]
    #[serde(default)]
    pub(crate) alone_on_duty: bool,
}

#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoveAddress {
    /// What moves: an identity or an address
    pub(crate) thing: String,
    /// Its new path
    pub(crate) path: String,
}

#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoveSection {
    /// Identity, address, or file of the article
    pub(crate) article: String,
    /// The section's path, as in `international/europe`; an empty text takes it out of any
    pub(crate) section: String,
}

#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    /// Identity, address, or file of the article
    pub(crate) article: String,
    /// Its dossiers from now on, each with its own --dossier
    #[arg(long = "dossier", value_name = "NAME")]
    #[serde(default)]
    pub(crate) dossiers: Option<Vec<String>>,
    /// Its topics from now on
    #[arg(long = "topic", value_name = "NAME")]
    #[serde(default)]
    pub(crate) topics: Option<Vec<String>>,
    /// Its series; an empty text takes it out
    #[arg(long, value_name = "NAME")]
    #[serde(default)]
    pub(crate) series: Option<String>,
    /// everyone, registered or subscribers
    #[arg(long)]
    #[serde(default)]
    pub(crate) access: Option<Access>,
    /// How many blocks everybody may read
    #[arg(long, value_name = "BLOCKS")]
    #[serde(default)]
    pub(crate) teaser_ends_after: Option<u32>,
    /// A word that its translations share
    #[arg(long, value_name = "WORD")]
    #[serde(default)]
    pub(crate) translation_set: Option<String>,
}

#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Describe {
    /// section, dossier, series, topic or person
    pub(crate) sort: String,
    /// Its name; of a section, its path
    pub(crate) key: String,
    /// What it is called, if that is to change
    #[arg(long)]
    #[serde(default)]
    pub(crate) name: Option<String>,
    #[arg(long)]
    #[serde(default)]
    pub(crate) description: Option<String>,
    /// Of a series: how often it comes
    #[arg(long)]
    #[serde(default)]
    pub(crate) rhythm: Option<String>,
    /// Of a person: who this is
    #[arg(long)]
    #[serde(default)]
    pub(crate) standing: Option<String>,
    /// Of a person
    #[arg(long)]
    #[serde(default)]
    pub(crate) biography: Option<String>,
    /// Of a person: the interests declared
    #[arg(long)]
    #[serde(default)]
    pub(crate) interests: Option<String>,
    /// Its place among its like
    #[arg(long)]
    #[serde(default)]
    pub(crate) position: Option<i64>,
}

#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Menu {
    /// `Label=section/path` or `Label=/address` or `Label=https://…`, in their order
    #[arg(required = true)]
    pub(crate) entries: Vec<String>,

    /// An entry of the second row, of formats; may be given several times
    #[arg(long = "second", value_name = "ENTRY")]
    #[serde(default)]
    pub(crate) second: Vec<String>,
}

#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Label {
    /// news, brief, pickup, report, analysis, interview, opinion, column, live, video, podcast or gallery
    pub(crate) kind: Kind,
    /// What it is called
    pub(crate) text: String,
}

#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Page {
    /// The word of its address: `qui-sommes-nous`
    pub(crate) key: String,
    /// A manuscript: its headline is the page's name; `-` reads it from standard input
    #[serde(default)]
    pub(crate) file: Option<PathBuf>,
    /// The manuscript itself, in a line of JSON
    #[arg(skip)]
    #[serde(default)]
    pub(crate) text: Option<String>,
}

#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[command(group = ArgGroup::new("where").required(true).args(["article", "section", "paper"]))]
pub(crate) struct SuspendComments {
    /// Of one article
    #[arg(long)]
    #[serde(default)]
    pub(crate) article: Option<String>,
    /// Of a section and those below it, by its path
    #[arg(long)]
    #[serde(default)]
    pub(crate) section: Option<String>,
    /// Of the whole paper
    #[arg(long)]
    #[serde(default)]
    pub(crate) paper: bool,
    /// Local day and time; without it, at once
    #[arg(long, value_name = "TIME")]
    #[serde(default)]
    pub(crate) from: Option<String>,
    /// Local day and time of its end
    #[arg(long, value_name = "TIME")]
    #[serde(default)]
    pub(crate) until: Option<String>,
    /// Until further notice, looked at again on this day: `2026-12-01`
    #[arg(long, value_name = "DAY")]
    #[serde(default)]
    pub(crate) review: Option<String>,
    /// IANA zone, if it is not the paper's
    #[arg(long)]
    #[serde(default)]
    pub(crate) zone: Option<String>,
    /// Of two equal local times in autumn, which one
    #[arg(long, value_parser = turn)]
    #[serde(default)]
    pub(crate) turn: Option<Turn>,
    /// Why, in words for the readers
    #[arg(long)]
    pub(crate) reason: String,
}

#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[command(group = ArgGroup::new("which").required(true).args(["suspension", "article", "section", "paper"]))]
pub(crate) struct ResumeComments {
    /// The suspension's identity
    #[serde(default)]
    pub(crate) suspension: Option<String>,
    /// The one of an article
    #[arg(long)]
    #[serde(default)]
    pub(crate) article: Option<String>,
    /// The one of a section, by its path
    #[arg(long)]
    #[serde(default)]
    pub(crate) section: Option<String>,
    /// The one of the whole paper
    #[arg(long)]
    #[serde(default)]
    pub(crate) paper: bool,
    /// Why, in words for the readers
    #[arg(long, default_value = "")]
    #[serde(default)]
    pub(crate) reason: String,
}

#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SettleNote {
    /// The note's identity, as `history` names it
    pub(crate) note: String,
}

const fn update() -> Nature {
    Nature::Update
}

fn turn(text: &str) -> Result<Turn, String> {
    match text {
        "first" => Ok(Turn::First),
        "second" => Ok(Turn::Second),
        _ => Err("write `first` or `second`".into()),
    }
}
