//! The command line, as `--help` tells it.

pub(crate) mod people;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use manuscript::Locale;
use manuscript::language::Language;

use crate::acting::arguments::Typed;
use people::AskedOfPeople;

/// A whole online newspaper in one program.
#[derive(Debug, Parser)]
#[command(name = "rotative", version, about)]
pub struct Rotative {
    #[command(flatten)]
    pub options: Options,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command may be told; each is also a key of `rotative.toml`.
#[derive(Clone, Debug, Default, Args)]
pub struct Options {
    /// Configuration of this machine [default: rotative.toml, if there is one]
    #[arg(long, global = true, value_name = "FILE", env = "ROTATIVE_CONFIG")]
    pub config: Option<PathBuf>,
    /// Folder of this node: shelf, media, and the database unless it is elsewhere [default: data]
    #[arg(long, global = true, value_name = "DIR", env = "ROTATIVE_DATA")]
    pub data: Option<PathBuf>,
    /// The newsroom's database: sqlite:FILE or postgres://… [default: sqlite:DATA/paper.db]
    #[arg(long, global = true, value_name = "URL", env = "ROTATIVE_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
    /// Language in which refusals are said: fr or en [default: the paper's]
    #[arg(long, global = true, value_name = "LANGUAGE", env = "ROTATIVE_LANGUAGE")]
    pub language: Option<String>,
    /// In a build for tests: a file whose one line is the moment that it is
    #[arg(long, global = true, hide = true, value_name = "FILE", env = "ROTATIVE_CLOCK_FILE_FOR_TESTS")]
    pub clock_file_for_tests: Option<PathBuf>,
    /// In a build for tests: which tasks die, and how often
    #[arg(long, global = true, hide = true, value_name = "TASK=TIMES", env = "ROTATIVE_FAULTS_FOR_TESTS")]
    pub faults_for_tests: Option<String>,
    /// In a build for tests: lack the newest migration, tag and kind of job, as the release before does
    #[arg(long, global = true, hide = true, env = "ROTATIVE_RELEASE_BEFORE_FOR_TESTS")]
    pub release_before_for_tests: bool,
}

impl Options {
    /// In which language whoever typed is told, as long as no configuration was read.
    pub(crate) fn locale(&self) -> Locale {
        let language = self.language.clone().and_then(|text| Language::try_from(text).ok());
        language.map_or(Locale::English, |language| Locale::of(&language))
    }
}

impl Command {
    /// The first word of the command, by which servers and those who wait know this process.
    pub(crate) const fn word(&self) -> &'static str {
        match self {
            Self::Serve(_) => "serve",
            Self::Import(_) => "import",
            Self::Export { .. } => "export",
            Self::Verify => "verify",
            Self::Db(_) => "db",
            Self::Act(_) => "act",
            Self::People(_) => "people",
            Self::Record(_) => "record",
            Self::History(_) => "history",
            Self::Links(_) => "links",
            Self::Media(_) => "media",
            Self::Notices(_) => "notices",
            Self::Backup { .. } => "backup",
            Self::Restore(_) => "restore",
            Self::Wake(_) => "wake",
            Self::Theme(_) => "theme",
            Self::House(_) => "house",
            Self::Check(_) => "check",
            Self::Doctor { .. } => "doctor",
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the paper
    Serve(ServeOptions),
    /// Bring articles in
    #[command(subcommand)]
    Import(Import),
    /// Write the whole paper into a folder, from which it can be rebuilt
    Export {
        /// An empty folder, or one that does not exist
        folder: PathBuf,
    },
    /// Check every version and the whole record against their hashes
    Verify,
    /// The database itself
    #[command(subcommand)]
    Db(Database),
    /// Do one act, or with --stdin one a line of JSON; works while the paper is served
    Act(ActOptions),
    /// Who works for the paper, and as what
    People(PeopleOptions),
    /// Read the record of all acts
    Record(RecordOptions),
    /// Versions, checkpoints, plans and notes of an article, and what changed between its versions; former descriptions of a section or a person
    History(HistoryOptions),
    /// Write the whole paper into one file, while it is served
    Backup {
        /// A file that does not exist yet
        file: PathBuf,
        #[command(flatten)]
        sealing: Sealing,
    },
    /// Make a paper from a backup; it sleeps until it is woken
    Restore(ToRestore),
    /// Wake a restored copy: shows what fell due, then it does what is planned and its jobs
    Wake(WakeOptions),
    /// A designer's folder that replaces templates, messages and style sheet
    #[command(subcommand)]
    Theme(Theme),
    /// Read texts as a copy desk does, and say what is wrong in them; needs no paper and no database
    Check(CheckOptions),
    /// The house style
    #[command(subcommand)]
    House(House),
    /// Ask whether what the articles of the last 90 days link to is still there; changes nothing
    Links(LinksOptions),
    /// Where the paper keeps its media as they were received
    #[command(subcommand)]
    Media(Media),
    /// What somebody here must know or settle
    Notices(NoticesOptions),
    /// Look whether this machine and this paper are well; changes nothing
    Doctor {
        /// Verify every version and the whole record too
        #[arg(long)]
        deep: bool,
    },
}

/// What is done with a theme.
#[derive(Debug, Subcommand)]
pub enum Theme {
    /// Say what a theme breaks: every page is made from samples, in both languages
    Check {
        /// The folder, as `serve --theme` takes it
        folder: PathBuf,
    },
}

/// What `check` may be told.
#[derive(Debug, Args)]
pub struct CheckOptions {
    /// Markdown or plain text, folders of such files, or `-` for standard input
    #[arg(value_name = "PATH", required_unless_present = "published")]
    pub paths: Vec<PathBuf>,
    /// Write fixes back into the files: those that change no meaning, or with `=maybe` also those that are likely right
    #[arg(long, value_name = "WHICH", num_args = 0..=1, require_equals = true, default_missing_value = "safe")]
    pub fix: Option<Fixing>,
    /// How findings are told
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub format: Form,
    /// Show every finding, not only the few that would hurt most
    #[arg(long)]
    pub all: bool,
    /// The house style [default: house.toml, if there is one here]
    #[arg(long, value_name = "FILE")]
    pub house: Option<PathBuf>,
    /// A text that the article is made from: quotations and copied words are held against it; may be given again
    #[arg(long, value_name = "FILE")]
    pub source: Vec<PathBuf>,
    /// The version that readers have: quotations and figures are held against it
    #[arg(long, value_name = "FILE")]
    pub previous: Option<PathBuf>,
    /// Instead of files: every published version of the paper, with hits and examples for each check
    #[arg(long, conflicts_with_all = ["paths", "fix", "source", "previous"])]
    pub published: bool,
}

/// Which fixes are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Fixing {
    Safe,
    Maybe,
}

/// How findings are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    Text,
    Json,
    Sarif,
    Github,
}

/// What is done with the house style.
#[derive(Debug, Subcommand)]
pub enum House {
    /// Propose the paper's own names, spellings and habits, with counts, as a house.toml
    Learn {
        /// A folder of texts
        #[arg(value_name = "DIR", required_unless_present = "published")]
        folder: Option<PathBuf>,
        /// Instead of a folder: every article that readers have
        #[arg(long, conflicts_with = "folder")]
        published: bool,
    },
}

/// What `act` may be told.
#[derive(Debug, Args)]
pub struct ActOptions {
    /// The one who acts, by the key of the account; without it, whoever holds the machine
    #[arg(long = "as", value_name = "KEY", global = true)]
    pub who: Option<String>,
    /// Read one act a line as JSON, and answer each after its commit
    #[arg(long)]
    pub stdin: bool,
    /// Answer as JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// Say what would be done, or refused, and keep nothing
    #[arg(long, global = true)]
    pub dry_run: bool,
    #[command(subcommand)]
    pub(crate) asked: Option<Typed>,
}

/// What `people` may be told.
#[derive(Debug, Args)]
pub struct PeopleOptions {
    /// The one who acts, by the key of the account; without it, whoever holds the machine
    #[arg(long = "as", value_name = "KEY", global = true)]
    pub who: Option<String>,
    #[command(subcommand)]
    pub(crate) asked: AskedOfPeople,
}

/// What `links` may be told.
#[derive(Clone, Copy, Debug, Args)]
pub struct LinksOptions {
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
}

/// What `notices` may be told.
#[derive(Debug, Args)]
pub struct NoticesOptions {
    /// The one who settles, by the key of the account; without it, whoever holds the machine
    #[arg(long = "as", value_name = "KEY", global = true)]
    pub who: Option<String>,
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
    #[command(subcommand)]
    pub asked: Option<AskedOfNotices>,
}

/// What is done with notices.
#[derive(Debug, Subcommand)]
pub enum AskedOfNotices {
    /// Say that somebody has seen to it
    Settle {
        /// The notice’s identity, as the list has it
        notice: String,
    },
}

/// What `record` may be told.
#[derive(Debug, Args)]
pub struct RecordOptions {
    /// From this number on
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub from: i64,
    /// Only these acts: published, corrected, withheld…
    #[arg(long, value_name = "ACT")]
    pub act: Vec<String>,
    /// Only acts of this one: a key of an account, or `command-line`, `import`, `job:publish`…
    #[arg(long, value_name = "WHO")]
    pub by: Option<String>,
    /// Only acts about this: an identity, an address, a file
    #[arg(long, value_name = "THING")]
    pub about: Option<String>,
    /// Only acts since this local day, or day and time
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
    /// Only acts before this local day, or day and time
    #[arg(long, value_name = "TIME")]
    pub before: Option<String>,
    /// Go on, as acts are done
    #[arg(long)]
    pub follow: bool,
    /// One JSON object a line, with the hash that chains it
    #[arg(long)]
    pub json: bool,
}

/// What `history` may be told.
#[derive(Debug, Args)]
pub struct HistoryOptions {
    /// Identity, address, or file of the article
    pub article: String,
    /// Only the differences between this version and the one before
    #[arg(long, value_name = "NUMBER")]
    pub version: Option<i64>,
}

/// For whom a backup is sealed.
#[derive(Clone, Debug, Default, Args)]
pub struct Sealing {
    /// Seal the backup for who holds this key of age; may be given again
    #[arg(long = "age-recipient", value_name = "AGE1…")]
    pub recipients: Vec<String>,
    /// Seal the backup with the passphrase in the first line of this file
    #[arg(long = "age-passphrase-file", value_name = "FILE", conflicts_with = "recipients")]
    pub passphrase_file: Option<PathBuf>,
}

/// What is restored, and where.
#[derive(Clone, Debug, Args)]
pub struct ToRestore {
    /// A file that `backup` wrote
    pub file: PathBuf,
    /// An empty data folder, or the address of an empty database (its media then go to the data folder of this machine)
    #[arg(value_name = "DIR|URL")]
    pub target: String,
    /// The list of who was erased and what was withheld, which the paper keeps outside of its data [default: `erasures` in rotative.toml]
    #[arg(long, value_name = "FILE")]
    pub erasures: Option<PathBuf>,
    /// That list is lost: why the copy is made all the same
    #[arg(long, value_name = "REASON", conflicts_with = "erasures")]
    pub without_erasures: Option<String>,
    #[command(flatten)]
    pub keys: Unsealing,
}

/// What `wake` may be told.
#[derive(Clone, Debug, Args)]
pub struct WakeOptions {
    /// The one who acts, by the key of the account; without it, whoever holds the machine
    #[arg(long = "as", value_name = "KEY")]
    pub who: Option<String>,
    /// Only show what fell due
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask; without a terminal nobody is asked
    #[arg(long, conflicts_with = "dry_run")]
    pub yes: bool,
}

/// What opens a sealed backup.
#[derive(Clone, Debug, Default, Args)]
pub struct Unsealing {
    /// File of an identity of age
    #[arg(long = "age-identity", value_name = "FILE")]
    pub identity: Option<PathBuf>,
    /// File whose first line is the passphrase
    #[arg(long = "age-passphrase-file", value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
}

/// What `serve` may be told.
#[derive(Clone, Debug, Default, Args)]
pub struct ServeOptions {
    /// Where to listen; port 0 takes a free one [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR", env = "ROTATIVE_LISTEN")]
    pub listen: Option<SocketAddr>,
    /// Where operators are let in, apart from readers: 127.0.0.1:9090 or unix:FILE [default: nowhere]
    #[arg(long, value_name = "ADDR", env = "ROTATIVE_OPERATORS")]
    pub operators: Option<String>,
    /// Import this folder at the start, as `import folder` does
    #[arg(long, value_name = "DIR", env = "ROTATIVE_PAPER")]
    pub paper: Option<PathBuf>,
    /// Base address of the paper, when its own settings name none: https://…
    #[arg(long, value_name = "URL", env = "ROTATIVE_ADDRESS")]
    pub address: Option<String>,
    /// Folder of templates that replace the shipped ones
    #[arg(long, value_name = "DIR", env = "ROTATIVE_THEME")]
    pub theme: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Import {
    /// A folder of Markdown manuscripts; safe to run again
    Folder {
        folder: PathBuf,
        /// The folder belongs into this paper, although the paper has never seen it
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum Media {
    /// Put what is in the data folder into the store that rotative.toml names
    ToStore,
    /// Take all of it from the store into the data folder
    ToFolder,
}

#[derive(Debug, Subcommand)]
pub enum Database {
    /// Bring the schema up to what this program needs
    Upgrade,
    /// Move the whole paper into another, empty database
    MoveTo {
        /// sqlite:FILE or postgres://…
        #[arg(value_name = "URL")]
        address: String,
    },
}
