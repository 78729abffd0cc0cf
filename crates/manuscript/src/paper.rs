//! The paper itself: name, languages, zone, words of its addresses, labels, menus, legal identity.

use std::collections::BTreeMap;

mod backups;
mod consents;
mod links;

pub use backups::Backups;
pub use consents::Consents;
pub use links::Links;

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::colour::{ColourName, ColourPair};
use crate::faint_colours::{ColourOf, FaintColour, FaintColours};
use crate::language::Language;
use crate::refusals;
use crate::reserved::first_word;
use crate::unfit::{self, Unfit};
use crate::words::Kind;

/// Everything that `paper.toml` says. The truth is in the database; the file is its form for import and export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tagline: Option<String>,
    /// The first is the furniture's.
    #[serde(default = "french")]
    pub languages: Vec<Language>,
    /// An IANA zone.
    #[serde(default = "paris")]
    pub zone: String,
    /// The base address, `https://…` without a path. Never taken from a request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Where readers write to the newsroom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    #[serde(default)]
    pub paths: Paths,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    /// The colours that are not the house's.
    #[serde(default, rename = "inks", skip_serializing_if = "BTreeMap::is_empty")]
    pub colours: BTreeMap<ColourName, ColourPair>,
    #[serde(default, rename = "menu", skip_serializing_if = "Vec::is_empty")]
    pub menu: Vec<MenuEntry>,
    #[serde(default, rename = "format", skip_serializing_if = "Vec::is_empty")]
    pub formats: Vec<FormatEntry>,
    #[serde(default, rename = "section", skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<SectionEntry>,
    #[serde(default, rename = "person", skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<PersonEntry>,
    #[serde(default, rename = "dossier", skip_serializing_if = "Vec::is_empty")]
    pub dossiers: Vec<DossierEntry>,
    #[serde(default, rename = "series", skip_serializing_if = "Vec::is_empty")]
    pub series: Vec<SeriesEntry>,
    /// The pages that the paper writes about itself, in the order in which the foot of every page names them.
    #[serde(default, rename = "page", skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<PageEntry>,
    /// The places whose contents may be shown inside of a page; without a list, those that the house knows.
    #[serde(default, rename = "embed", skip_serializing_if = "Option::is_none")]
    pub embeds: Option<Vec<EmbedEntry>>,
    /// When the whole paper is saved by itself, and for how long backups are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backups: Option<Backups>,
    /// How often it is asked whether outside links still lead somewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub links: Option<Links>,
    /// For how long it can be proven that somebody had agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consents: Option<Consents>,
    #[serde(default)]
    pub legal: Legal,
}

/// A page of the paper about itself; a folder has its text in `pages/`, in a file of this name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageEntry {
    pub path: String,
}

/// A place whose contents may be shown inside of a page: one that the house knows by its name, or one of the paper's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmbedEntry {
    pub name: String,
    /// Where it stands, of places that stand at many hosts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<String>,
    /// How its addresses look, `cartes.example/{id}`, and what a frame loads for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame: Option<String>,
}

impl EmbedEntry {
    /// An address for itself has a frame; a frame is of a host that no part of the address names but `{host}`, and safe.
    fn is_whole(&self) -> bool {
        let is_host = |host: &str| {
            let is_of_it = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | ':');
            host.contains('.') && host.chars().all(is_of_it)
        };
        let is_frame = |frame: &str| {
            let host = frame.strip_prefix("https://").and_then(|rest| rest.split('/').next());
            host.is_some_and(|host| host == "{host}" || is_host(host)) && !frame.contains(|sign: char| sign.is_whitespace() || sign == '\'')
        };
        let is_address = |address: &str| !address.contains("://") && !address.chars().any(char::is_whitespace);
        self.hosts.iter().all(|host| is_host(host))
            && self.address.is_some() == self.frame.is_some()
            && self.frame.as_deref().is_none_or(is_frame)
            && self.address.as_deref().is_none_or(is_address)
    }
}

/// The words of addresses, data of the paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Paths {
    /// How an article's address is made: `{year}`, `{month}`, `{day}` and `{slug}`.
    pub article: String,
    pub people: String,
    pub dossiers: String,
    pub series: String,
    pub topics: String,
    /// All articles, the newest first: *le fil*.
    pub latest: String,
    /// The list of all days with articles.
    pub archive: String,
    /// The list of all corrections and retractions.
    pub corrections: String,
    /// Where comments are suspended.
    pub suspensions: String,
    /// What follows an article's address on the page of its versions.
    pub history: String,
}

impl Paths {
    /// The words with which addresses of the paper's own pages begin.
    pub fn words(&self) -> [&String; 9] {
        [
            &self.people,
            &self.dossiers,
            &self.series,
            &self.topics,
            &self.latest,
            &self.archive,
            &self.corrections,
            &self.suspensions,
            &self.history,
        ]
    }
}

impl Default for Paths {
    fn default() -> Self {
        Self {
            article: "/{year}/{month}/{day}/{slug}".into(),
            people: "auteurs".into(),
            dossiers: "dossiers".into(),
            series: "rendez-vous".into(),
            topics: "themes".into(),
            latest: "le-fil".into(),
            archive: "archives".into(),
            corrections: "corrections".into(),
            suspensions: "suspensions".into(),
            history: "historique".into(),
        }
    }
}

/// One entry of the menu: a label, and a section or an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MenuEntry {
    pub label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The first row, of topics, or the second, of formats.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub row: u8,
}

/// A page that lists every article of one kind: Décryptages, Pépites, Vidéos.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormatEntry {
    pub kind: Kind,
    /// The one word of its address.
    pub path: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A section as the paper describes it; `path` is its place in the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionEntry {
    pub path: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// What its name and its rules are printed in.
    #[serde(default, rename = "ink", skip_serializing_if = "Option::is_none")]
    pub colour: Option<ColourPair>,
}

/// Someone who signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonEntry {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub biography: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interests: Option<String>,
}

/// A topic's curated set of articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DossierEntry {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A recurring column with its rhythm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesEntry {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rhythm: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// What the law wants on every page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Legal {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub director: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub press_number: Option<String>,
}

refusals! {
    /// Why a paper's settings cannot stand.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum PaperRefused [Unfit(Unfit), Colours(FaintColours)] {
        NoName:
            "the paper has no name: write `name = \"…\"`"
            / "le journal n’a pas de nom : écrivez `name = \"…\"`",
        NoZone(zone: String):
            "`{zone}` is no time zone; write an IANA name such as `Europe/Paris`"
            / "« {zone} » n’est pas un fuseau horaire ; écrivez un nom IANA comme `Europe/Paris`",
        NoAddress(address: String):
            "`{address}` is no base address; write `https://` and the name, without a path"
            / "« {address} » n’est pas une adresse de base ; écrivez `https://` et le nom, sans chemin",
        NoContact(contact: String):
            "`{contact}` is no e-mail address; `contact` is where readers write to the newsroom"
            / "« {contact} » n’est pas une adresse électronique ; `contact` est celle où les lecteurs écrivent à la rédaction",
        NoSlug(pattern: String):
            "the pattern `{pattern}` of articles must begin with `/` and hold `{{slug}}`"
            / "le modèle « {pattern} » des adresses d’articles doit commencer par `/` et contenir `{{slug}}`",
        BackupTime(at: String):
            "`{at}` is no time of day for backups; write hours and minutes, as in `at = \"03:15\"`"
            / "« {at} » n’est pas une heure pour les sauvegardes ; écrivez heures et minutes, comme `at = \"03:15\"`",
        NoBackups:
            "`backups.keep_days` is 0: every backup would be removed at once; write for how many days one is kept, or leave `[backups]` out"
            / "`backups.keep_days` est à 0 : toute sauvegarde serait supprimée aussitôt ; écrivez combien de jours on en garde, ou ôtez `[backups]`",
        LinkDays:
            "`links.every_days` is a number of days, from 1 to 366; leave `[links]` out for never"
            / "`links.every_days` est un nombre de jours, de 1 à 366 ; ôtez `[links]` pour jamais",
        ConsentYears:
            "`consents.keep_years` is a number of years, from 0 to 30; leave `[consents]` out for 5"
            / "`consents.keep_years` est un nombre d’années, de 0 à 30 ; ôtez `[consents]` pour 5",
        NoLanguage:
            "a paper has at least one language"
            / "un journal a au moins une langue",
        MenuEntry(label: String):
            "a menu entry has either a `section` or an `address`: `{label}` has not"
            / "une entrée de menu a soit une `section`, soit une `address` : ce n’est pas le cas de « {label} »",
        MenuRow(label: String):
            "the menu has two rows, 1 and 2: `{label}` is in another"
            / "le menu a deux rangées, 1 et 2 : « {label} » est dans une autre",
        MenuAddress(label: String):
            "the menu entry `{label}` leads nowhere: an address begins with `/`, `https://` or `http://`"
            / "l’entrée de menu « {label} » ne mène nulle part : une adresse commence par `/`, `https://` ou `http://`",
        Embed(name: String):
            "the embed “{name}” is not whole: `hosts` are names such as `tube.example`, and an `address` (`cartes.example/{{id}}`) has a `frame` (`https://cartes.example/cadre/{{id}}`)"
            / "l’embed « {name} » n’est pas complet : `hosts` sont des noms comme `tube.example`, et une `address` (`cartes.example/{{id}}`) a un `frame` (`https://cartes.example/cadre/{{id}}`)",
        FormatName(path: String):
            "the format at `{path}` has no name: write `name = \"…\"`"
            / "le format à « {path} » n’a pas de nom : écrivez `name = \"…\"`",
        Word(word: String):
            "`{word}` cannot be the first word of addresses; write letters, digits and hyphens, and no word that the system keeps (media, assets, sitemaps…)"
            / "« {word} » ne peut pas commencer des adresses ; écrivez des lettres, des chiffres et des traits d’union, et aucun mot réservé au système (media, assets, sitemaps…)",
        WordTwice(word: String):
            "two entries of `[paths]` and `[[format]]` are `{word}`; each needs a word of its own"
            / "deux entrées de `[paths]` et `[[format]]` sont « {word} » ; chacune a besoin d’un mot à elle",
        SectionPath(path: String):
            "`{path}` is not a path of a section; write words and slashes, as in `international/europe`"
            / "« {path} » n’est pas le chemin d’une rubrique ; écrivez des mots et des barres obliques, comme `international/europe`",
        Label(label: String):
            "`{label}` is no kind of article; the labels are those that `act label --help` lists"
            / "« {label} » n’est pas un genre d’article ; les libellés sont ceux que liste `act label --help`",
    }
}

fn french() -> Vec<Language> {
    vec![Language::french()]
}

const fn first() -> u8 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_first(row: &u8) -> bool {
    *row == 1
}

fn paris() -> String {
    "Europe/Paris".into()
}

impl Paper {
    /// A paper that has only a name.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            tagline: None,
            languages: french(),
            zone: paris(),
            address: None,
            contact: None,
            paths: Paths::default(),
            labels: BTreeMap::new(),
            colours: BTreeMap::new(),
            menu: Vec::new(),
            formats: Vec::new(),
            sections: Vec::new(),
            people: Vec::new(),
            dossiers: Vec::new(),
            series: Vec::new(),
            pages: Vec::new(),
            embeds: None,
            backups: None,
            links: None,
            consents: None,
            legal: Legal::default(),
        }
    }

    /// The words with which addresses of the paper's own pages begin.
    pub fn words(&self) -> Vec<&String> {
        let formats = self.formats.iter().map(|format| &format.path);
        self.paths.words().into_iter().chain(formats).collect()
    }

    /// The words with which addresses of the paper begin by its settings: its own pages, its formats and, where it is a word,
    /// the pattern of its articles.
    pub fn first_words(&self) -> impl Iterator<Item = &str> {
        let of_articles = Some(first_word(&self.paths.article)).filter(|word| !word.contains('{'));
        let own = self.words().into_iter().filter(|word| **word != self.paths.history);
        own.map(String::as_str).chain(of_articles)
    }

    /// The language of the furniture.
    pub fn language(&self) -> Language {
        self.languages.first().cloned().unwrap_or_else(Language::french)
    }

    /// The paper's time zone; checked papers always have one.
    pub fn time_zone(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::get(&self.zone).unwrap_or(jiff::tz::TimeZone::UTC)
    }

    /// Refuses what no page could be made from.
    pub fn check(&self) -> Result<(), PaperRefused> {
        if let Some(unfit) = serde_json::to_value(self)
            .ok()
            .as_ref()
            .and_then(unfit::alone_within)
            .map(|(_, unfit)| unfit)
        {
            return Err(unfit.into());
        }
        if !unfit::is_seen(&self.name) {
            return Err(PaperRefused::NoName);
        }
        if self.languages.is_empty() {
            return Err(PaperRefused::NoLanguage);
        }
        if jiff::tz::TimeZone::get(&self.zone).is_err() {
            return Err(PaperRefused::NoZone(self.zone.clone()));
        }
        if let Some(address) = self.address.as_ref().filter(|address| !is_base_address(address)) {
            return Err(PaperRefused::NoAddress(address.clone()));
        }
        if let Some(contact) = self.contact.as_ref().filter(|contact| !is_mail_address(contact)) {
            return Err(PaperRefused::NoContact(contact.clone()));
        }
        if let Some(backups) = self.backups.as_ref().filter(|backups| backups.time().is_none()) {
            return Err(PaperRefused::BackupTime(backups.at.clone()));
        }
        if self.backups.as_ref().is_some_and(Backups::keeps_none) {
            return Err(PaperRefused::NoBackups);
        }
        if self.links.as_ref().is_some_and(|links| !links.is_possible()) {
            return Err(PaperRefused::LinkDays);
        }
        if self.consents.as_ref().is_some_and(|consents| !consents.is_possible()) {
            return Err(PaperRefused::ConsentYears);
        }
        if !self.paths.article.starts_with('/') || !self.paths.article.contains("{slug}") {
            return Err(PaperRefused::NoSlug(self.paths.article.clone()));
        }
        self.check_entries()
    }

    /// Until when a consent that ends at an instant is kept as proof.
    pub fn consents_kept_until(&self, ended: Instant) -> Instant {
        self.consents.unwrap_or_default().kept_until(ended)
    }

    fn check_entries(&self) -> Result<(), PaperRefused> {
        if let Some(entry) = self.menu.iter().find(|entry| entry.section.is_some() == entry.address.is_some()) {
            return Err(PaperRefused::MenuEntry(entry.label.clone()));
        }
        if let Some(entry) = self
            .menu
            .iter()
            .find(|entry| entry.address.as_deref().is_some_and(|address| !is_followed(address)))
        {
            return Err(PaperRefused::MenuAddress(entry.label.clone()));
        }
        if let Some(entry) = self.menu.iter().find(|entry| !matches!(entry.row, 1 | 2)) {
            return Err(PaperRefused::MenuRow(entry.label.clone()));
        }
        if let Some(format) = self.formats.iter().find(|format| format.name.trim().is_empty()) {
            return Err(PaperRefused::FormatName(format.path.clone()));
        }
        let words = self.words();
        if let Some(word) = words
            .iter()
            .find(|word| crate::address::checked(&format!("/{word}")).is_err() || word.contains('/'))
        {
            return Err(PaperRefused::Word((**word).clone()));
        }
        if let Some((_, twice)) = words.iter().enumerate().find(|(index, word)| words[..*index].contains(word)) {
            return Err(PaperRefused::WordTwice((**twice).clone()));
        }
        if let Some(section) = self.sections.iter().find(|section| section_path(&section.path).is_none()) {
            return Err(PaperRefused::SectionPath(section.path.clone()));
        }
        if let Some(entry) = self.embeds.iter().flatten().find(|entry| !entry.is_whole()) {
            return Err(PaperRefused::Embed(entry.name.clone()));
        }
        self.check_colours()?;
        match self.labels.keys().find(|label| label.parse::<Kind>().is_err()) {
            Some(label) => Err(PaperRefused::Label(label.clone())),
            None => Ok(()),
        }
    }
}

impl Paper {
    /// All of them are told, not the first alone.
    fn check_colours(&self) -> Result<(), FaintColours> {
        let own = self.colours.iter().map(|(name, colour)| (ColourOf::Paper(*name), colour));
        let of_sections = self.sections.iter();
        let of_sections = of_sections.filter_map(|section| Some((ColourOf::Section(section.path.clone()), section.colour.as_ref()?)));
        let faint = own.chain(of_sections).flat_map(|(of, colour)| {
            colour.unreadable().map(move |unreadable| FaintColour {
                of: of.clone(),
                unreadable,
            })
        });
        FaintColours::refuse(faint.collect())
    }
}

/// An address that a menu may lead to.
fn is_followed(address: &str) -> bool {
    let own = address.starts_with('/') && !address.starts_with("//");
    own || address.starts_with("https://") || address.starts_with("http://")
}

/// An e-mail address as people write one: something, an at sign, a name with a point, nothing that a link would read.
fn is_mail_address(text: &str) -> bool {
    let is_plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+'));
    text.split_once('@')
        .is_some_and(|(who, at)| is_plain(who) && is_plain(at) && at.contains('.'))
}

/// A base address: scheme and authority, nothing after.
pub fn is_base_address(text: &str) -> bool {
    let authority = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    authority.is_some_and(|name| {
        !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'))
    })
}

/// The path of a section in its canonical form (`international/europe`), if it is one.
pub fn section_path(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('/').map(str::trim).filter(|part| !part.is_empty()).collect();
    let has_words = !parts.is_empty() && parts.iter().all(|part| part.chars().any(char::is_alphanumeric));
    has_words.then(|| parts.into_iter().map(crate::address::slug).collect::<Vec<_>>().join("/"))
}

/// A name for a section that was only ever a folder: `politique-locale` becomes "Politique locale".
pub fn name_of_folder(folder: &str) -> String {
    // `politique-locale` is a folder's spelling; `Saint-Elme` is a name's.
    let is_plain = folder
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'));
    let words = if is_plain {
        folder.replace(['-', '_'], " ")
    } else {
        folder.replace('_', " ")
    };
    let mut letters = words.trim().chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
