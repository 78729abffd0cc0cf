//! The configuration of this machine: command line, then environment, then `rotative.toml`, then defaults. Read once.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use doors::client::Network;

use manuscript::language::Language;
use manuscript::{Locale, reader_words};
use outgoing::{Allowed, Limits, Settings};
use safekeeping::backup::{Sealing, Unsealing};
use serde::Deserialize;
use store::media::MediaFolders;

use crate::Stopped;
use crate::command::{Options, ServeOptions};
use crate::listener::{AccessLog, OperatorsAt};
use crate::media_store::{MediaTable, media_folders};

/// What `rotative.toml` may say.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    data: Option<PathBuf>,
    database: Option<String>,
    listen: Option<SocketAddr>,
    paper: Option<PathBuf>,
    address: Option<String>,
    theme: Option<PathBuf>,
    cache_megabytes: Option<u64>,
    connections: Option<usize>,
    language: Option<String>,
    log: Option<LogForm>,
    access_log: Option<bool>,
    operators: Option<String>,
    erasures: Option<PathBuf>,
    trusted_proxies: Vec<Network>,
    outgoing: OutgoingTable,
    backups: Option<BackupsTable>,
    media: Option<MediaTable>,
}

/// The table `[backups]`: where this machine keeps the backups that the paper plans, and with which keys.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BackupsTable {
    folder: PathBuf,
    #[serde(default)]
    age_recipients: Vec<String>,
    age_passphrase_file: Option<PathBuf>,
    age_identity: Option<PathBuf>,
}

/// The table `[outgoing]`: where this machine may ask although nobody else would, and how often.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct OutgoingTable {
    allow: Vec<String>,
    seconds_between_requests: Option<u64>,
    seconds_to_answer: Option<u64>,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogForm {
    #[default]
    Text,
    Json,
}

/// The configuration that holds for this run.
#[derive(Clone, Debug)]
pub struct Configuration {
    pub data: PathBuf,
    pub database: String,
    pub cache_bytes: u64,
    pub connections: usize,
    pub log: LogForm,
    /// Whether every answer has a line in the log.
    pub(crate) access: AccessLog,
    /// Proxies whose word is taken for who asks.
    pub trusted_proxies: Arc<[Network]>,
    pub outgoing: Outgoing,
    /// The file outside of the data folder that lists who was erased and what was withheld.
    pub erasures: Option<PathBuf>,
    /// Where planned backups go, on a machine that makes them.
    pub backups: Option<BackupPlace>,
    /// Where the paper keeps media as they were received, and this node what readers get.
    pub media: MediaFolders,
    /// In which refusals are said; nothing means the paper's.
    pub language: Option<Language>,
    /// What stands for the clock in a build for tests.
    pub clock_file: Option<PathBuf>,
    /// Which faults a test plans.
    pub faults: Option<String>,
    /// Whether a build for tests lacks what only the newest release knows.
    pub is_the_release_before: bool,
    file: File,
}

/// Where this machine keeps the planned backups, and with which keys.
#[derive(Clone, Debug)]
pub struct BackupPlace {
    pub folder: PathBuf,
    pub sealing: Sealing,
    /// What opens them: one that cannot be read back here is no backup that anybody has tried.
    pub unsealing: Unsealing,
}

/// How other machines are asked.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// The machines of the house that may be asked too.
    pub allowed: Allowed,
    /// How long a host is left in peace between two requests.
    pub pause: Duration,
    /// How long an answer is waited for.
    pub whole: Duration,
}

/// What `serve` was told, with what the file says where nothing was told.
#[derive(Clone, Debug)]
pub struct Serving {
    pub listen: SocketAddr,
    pub(crate) operators: Option<OperatorsAt>,
    pub paper: Option<PathBuf>,
    pub address: Option<String>,
    pub theme: Option<PathBuf>,
}

const DEFAULT_LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 8080);

impl Configuration {
    /// Reads the configuration; a faulty file is refused with its line.
    pub fn read(options: &Options) -> Result<Self, Stopped> {
        let file = read_file(options.config.as_deref())?;
        let data = options
            .data
            .clone()
            .or_else(|| file.data.clone())
            .unwrap_or_else(|| PathBuf::from("data"));
        let database = options.database.clone().or_else(|| file.database.clone());
        let database = database.unwrap_or_else(|| Self::database_in(&data));
        let connections = file.connections.unwrap_or(10_000);
        if connections == 0 {
            return Err(Stopped::both(
                "`connections` est à 0 : personne ne pourrait lire ; écrivez combien de lecteurs peuvent être connectés à la fois",
                "`connections` is 0: nobody could read; write how many readers may be connected at once",
            ));
        }
        let outgoing = file.outgoing.read()?;
        let backups = file.backups.as_ref().map(BackupsTable::read).transpose()?;
        let language = options.language.clone().or_else(|| file.language.clone());
        let language = language.map(|text| language_of(&text)).transpose()?;
        Ok(Self {
            language,
            faults: options.faults_for_tests.clone(),
            access: if file.access_log == Some(true) {
                AccessLog::On
            } else {
                AccessLog::Off
            },
            trusted_proxies: file.trusted_proxies.clone().into(),
            clock_file: options.clock_file_for_tests.clone(),
            is_the_release_before: options.release_before_for_tests,
            cache_bytes: file.cache_megabytes.unwrap_or(64) << 20,
            connections,
            log: file.log.unwrap_or_default(),
            outgoing,
            erasures: file.erasures.clone(),
            backups,
            media: media_folders(file.media.as_ref(), &data)?,
            data,
            database,
            file,
        })
    }

    /// The base address for papers that name none.
    pub fn address(&self) -> Option<&str> {
        self.file.address.as_deref()
    }

    /// In which language whoever typed is told what no paper says in its own.
    pub fn locale(&self) -> Locale {
        self.language.as_ref().map_or(Locale::English, Locale::of)
    }

    /// What `serve` is to do.
    pub fn serving(&self, options: &ServeOptions) -> Result<Serving, Stopped> {
        let address = options.address.clone().or_else(|| self.file.address.clone());
        if let Some(address) = address.as_ref().filter(|address| !manuscript::paper::is_base_address(address)) {
            return Err(Stopped::both(
                format!("« {address} » n’est pas une adresse de base ; écrivez `https://` et le nom, sans chemin"),
                format!("`{address}` is no base address; write `https://` and the name, without a path"),
            ));
        }
        let operators = options.operators.clone().or_else(|| self.file.operators.clone());
        let theme = options.theme.clone().or_else(|| self.file.theme.clone());
        if let Some(folder) = theme.as_ref().filter(|folder| !folder.is_dir()) {
            let folder = folder.display();
            return Err(Stopped::both(
                format!("le thème « {folder} » n’est pas un dossier ; nommez celui qui contient ses gabarits, ou servez sans `--theme`"),
                format!("the theme `{folder}` is no folder; name the one that holds its templates, or serve without `--theme`"),
            ));
        }
        Ok(Serving {
            listen: options.listen.or(self.file.listen).unwrap_or(DEFAULT_LISTEN),
            operators: operators.map(|text| text.parse()).transpose()?,
            paper: options.paper.clone().or_else(|| self.file.paper.clone()),
            address,
            theme,
        })
    }

    /// The address of the database that stands in a data folder.
    pub fn database_in(data: &Path) -> String {
        format!("sqlite:{}", data.join("paper.db").display())
    }

    /// Where this node keeps the public state.
    pub fn shelf_file(&self) -> PathBuf {
        self.data.join("shelf.db")
    }

    /// Where this node keeps renditions of pictures that are not public yet.
    pub fn ahead_folder(&self) -> PathBuf {
        self.data.join("ahead")
    }

    /// Where this node reads planned backups back; gone afterwards.
    pub fn trial_folder(&self) -> PathBuf {
        self.data.join("trial")
    }

    /// Where this node keeps renditions of pictures.
    pub fn renditions_folder(&self) -> PathBuf {
        self.data.join("prints")
    }
}

impl BackupsTable {
    /// A backup that nobody can read back on this machine is none that was tried: it is refused before it is made.
    fn read(&self) -> Result<BackupPlace, Stopped> {
        if !self.age_recipients.is_empty() && self.age_passphrase_file.is_some() {
            return Err(Stopped::both(
                "`backups` nomme des clés et une phrase secrète ; gardez `age_recipients` ou `age_passphrase_file`",
                "`backups` names keys and a passphrase; keep `age_recipients` or `age_passphrase_file`",
            ));
        }
        if !self.age_recipients.is_empty() && self.age_identity.is_none() {
            return Err(Stopped::both(
                "les sauvegardes seraient scellées et cette machine ne pourrait pas les relire ; scellez-les aussi pour une clé d’ici et nommez-la (`backups.age_identity`)",
                "the backups would be sealed and this machine could not read them back; seal them for a key of this machine too, and name it (`backups.age_identity`)",
            ));
        }
        Ok(BackupPlace {
            folder: self.folder.clone(),
            sealing: Sealing {
                recipients: self.age_recipients.clone(),
                passphrase_file: self.age_passphrase_file.clone(),
            },
            unsealing: Unsealing {
                identity: self.age_identity.clone(),
                passphrase_file: self.age_passphrase_file.clone(),
            },
        })
    }
}

/// As long as anybody would wait.
const LONGEST: u64 = 3_600;

impl OutgoingTable {
    fn read(&self) -> Result<Outgoing, Stopped> {
        let pause = seconds("seconds_between_requests", self.seconds_between_requests)?;
        let whole = seconds("seconds_to_answer", self.seconds_to_answer)?;
        Ok(Outgoing {
            allowed: Allowed::read(&self.allow).map_err(|refused| Stopped::said(&refused))?,
            pause: pause.unwrap_or(Settings::PAUSE),
            whole: whole.unwrap_or_else(|| Limits::default().whole),
        })
    }
}

/// A second at least: no host is overrun, and none is called dead before it could answer.
fn seconds(key: &str, told: Option<u64>) -> Result<Option<Duration>, Stopped> {
    match told {
        Some(seconds) if !(1..=LONGEST).contains(&seconds) => Err(Stopped::both(
            format!("`outgoing.{key}` est à {seconds} ; écrivez un nombre de secondes, de 1 à {LONGEST}"),
            format!("`outgoing.{key}` is {seconds}; write a number of seconds, from 1 to {LONGEST}"),
        )),
        told => Ok(told.map(Duration::from_secs)),
    }
}

fn language_of(text: &str) -> Result<Language, Stopped> {
    match text {
        "fr" => Ok(Language::french()),
        "en" => Ok(Language::english()),
        _ => Err(Stopped::both(
            format!("« {text} » n’est pas une langue de ce programme ; écrivez `fr` ou `en`"),
            format!("`{text}` is no language of this program; write `fr` or `en`"),
        )),
    }
}

fn read_file(named: Option<&Path>) -> Result<File, Stopped> {
    let path = named.unwrap_or(Path::new("rotative.toml"));
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && named.is_none() => return Ok(File::default()),
        Err(error) => {
            let path = path.display();
            return Err(Stopped::both(
                format!("la configuration « {path} » ne peut pas être lue : {error}"),
                format!("the configuration `{path}` cannot be read: {error}"),
            ));
        }
    };
    toml::from_str(&text).map_err(|error| {
        let path = path.display();
        let said = reader_words::said_at(&text, error.span().map_or(0, |span| span.start), error.message());
        Stopped::both(
            format!("la configuration « {path} » est fautive :\n{}", said.fr),
            format!("the configuration `{path}` is faulty:\n{}", said.en),
        )
    })
}
