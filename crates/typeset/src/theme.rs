//! Themes: a folder whose templates, messages and style sheet stand in the place of the house's, and what is wrong in one.

mod sheet;

use std::collections::BTreeSet;
use std::path::Path;

use fluent_bundle::FluentResource;
use folders::{Entry, Kind, Unread};
use manuscript::language::Language;
use manuscript::refusals;
use minijinja::ErrorKind;

use crate::messages::{self, Messages};
use crate::samples;
use crate::templates::{self, Templates};

/// The style sheet of a theme, in the place of the house's.
pub const STYLE: &str = "filet.css";

/// Bytes of the largest file of a theme.
const LARGEST: u64 = 4 << 20;

/// A file of a theme that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the file `{name}` of the theme {unread}")]
pub struct UnreadTheme {
    name: String,
    unread: Unread,
}

/// A theme's own file of a name, if it has one.
pub fn own(theme: Option<&Path>, name: &str) -> Result<Option<String>, UnreadTheme> {
    let Some(folder) = theme else { return Ok(None) };
    folders::read_text_if_there(folder, Path::new(name), LARGEST).map_err(|unread| UnreadTheme {
        name: name.to_owned(),
        unread,
    })
}

refusals! {
    /// What is wrong in a theme.
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Fault [] {
        NotUsed(known: String):
            "no page uses this file; a theme may hold {known}"
            / "aucune page n’utilise ce fichier ; un thème peut contenir {known}",
        Unreadable(error: String):
            "this file cannot be read: {error}"
            / "ce fichier ne peut pas être lu : {error}",
        NoFile:
            "this is a link, a pipe or a device; a theme’s files stand in its folder themselves"
            / "c’est un lien, un tube ou un périphérique ; les fichiers d’un thème sont eux-mêmes dans son dossier",
        Template(said: String):
            "the page cannot be made: {said}"
            / "la page ne peut pas être faite : {said}",
        Message(name: String):
            "there is no message `{name}`; the shipped ones are in the program’s `fr.ftl` and `en.ftl`, and a theme’s may only replace them"
            / "il n’y a pas de message « {name} » ; les messages livrés sont dans les `fr.ftl` et `en.ftl` du programme, et ceux d’un thème ne font que les remplacer",
        NoMessage:
            "this is no message; write `name = text`, and further lines of it with a space before them"
            / "ce n’est pas un message ; écrivez `nom = texte`, et ses lignes suivantes avec une espace devant",
        Argument(message: String, argument: String):
            "the message `{message}` is never given `{argument}`"
            / "le message « {message} » ne reçoit jamais `{argument}`",
        Inline(what: String):
            "`{what}` stands in the page, where browsers are told to ignore it; styles belong into `filet.css`, and pages have no scripts of their own"
            / "`{what}` est dans la page, où les navigateurs ont l’ordre de l’ignorer ; les styles vont dans `filet.css`, et les pages n’ont pas de script à elles",
        Stranger(address: String):
            "`{address}` would be loaded from another site; a page loads nothing from strangers"
            / "`{address}` serait chargé d’un autre site ; une page ne charge rien chez des tiers",
        Ink(name: String, colour: String, ground: String, contrast: String):
            "the ink `{name}`, {colour}, cannot be read on {ground}: the contrast is {contrast} to 1, and text needs 4.5"
            / "l’encre « {name} », {colour}, ne se lit pas sur {ground} : le contraste est de {contrast} pour 1, et un texte en demande 4,5",
    }
}

/// A fault and where it stands. Lines begin at 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    pub file: String,
    pub line: usize,
    pub fault: Fault,
}

/// Looks through a theme: every page is made from its samples in both languages. Nothing found means that nothing breaks.
pub fn check(folder: &Path) -> Result<Vec<Found>, Unread> {
    let mut found = BTreeSet::new();
    let mut is_sound = true;
    for Entry { name, kind, .. } in folders::list(folder, Path::new(""))? {
        // A designer's folder may hold notes and drawings: they are nobody's.
        if kind == Kind::Folder || !is_ours(&name) {
            continue;
        }
        let at = |line, fault| Found {
            file: name.clone(),
            line,
            fault,
        };
        match folders::read_text(folder, Path::new(&name), LARGEST) {
            Err(unread) => {
                is_sound = false;
                found.insert(at(1, fault_of(&unread)));
            }
            Ok(text) => {
                let faults = in_file(&name, &text);
                is_sound &= !faults
                    .iter()
                    .any(|(_, fault)| matches!(fault, Fault::Template(_) | Fault::NoMessage));
                found.extend(faults.into_iter().map(|(line, fault)| at(line, fault)));
            }
        }
    }
    if is_sound {
        found.extend(in_pages(folder));
    }
    Ok(found.into_iter().collect())
}

fn fault_of(unread: &Unread) -> Fault {
    match unread {
        Unread::Link | Unread::Special => Fault::NoFile,
        Unread::Failed(error) => Fault::Unreadable(error.to_string()),
        other => Fault::Unreadable(other.to_string()),
    }
}

fn in_file(name: &str, text: &str) -> Vec<(usize, Fault)> {
    let language = name.strip_suffix(".ftl").and_then(messages::language_of);
    if let Some(language) = language {
        in_messages(text, &language)
    } else if templates::is_shipped(name) {
        in_template(name, text)
    } else if name == STYLE {
        sheet::faint(text)
    } else {
        let mut known: Vec<&str> = templates::shipped().collect();
        known.extend([STYLE, "fr.ftl", "en.ftl"]);
        vec![(1, Fault::NotUsed(known.join(", ")))]
    }
}

fn is_ours(name: &str) -> bool {
    [".html", ".css", ".ftl"].iter().any(|ending| name.ends_with(ending))
}

fn in_template(name: &str, text: &str) -> Vec<(usize, Fault)> {
    let mut faults = Vec::new();
    if let Err(error) = templates::parsed(name, text) {
        faults.push((error.line().unwrap_or(1), Fault::Template(sentence(&error))));
    }
    let known = Messages::names(&Language::french());
    for (number, line) in (1..).zip(text.lines()) {
        let said = line.split("say(\"").skip(1).filter_map(|rest| rest.split_once('"'));
        // What goes on behind the quotation mark is put together from pieces.
        let whole = said.filter(|(_, rest)| rest.starts_with([')', ',']));
        let unknown = whole.filter(|(message, _)| !known.iter().any(|name| name == message));
        faults.extend(unknown.map(|(message, _)| (number, Fault::Message(message.to_owned()))));
        faults.extend(inline(line).map(|what| (number, Fault::Inline(what.to_owned()))));
        faults.extend(strangers(line).map(|address| (number, Fault::Stranger(address.to_owned()))));
    }
    faults
}

/// What the policy of pages forbids in a line of a template.
fn inline(line: &str) -> impl Iterator<Item = &str> {
    const FORBIDDEN: [&str; 3] = ["<style", " style=", "javascript:"];
    let named = FORBIDDEN.into_iter().filter(|what| line.contains(what));
    let scripts = line
        .match_indices("<script")
        .map(|(at, _)| line[at..].split('>').next().unwrap_or_default());
    let own = scripts.filter(|tag| !tag.contains("src=") && !tag.contains("application/ld+json"));
    named.chain(own).chain(handlers(line))
}

/// ` onclick=`, ` ontoggle=`…
fn handlers(line: &str) -> impl Iterator<Item = &str> {
    let begun = line.match_indices(" on").map(|(at, _)| &line[at..]);
    begun.filter_map(|rest| {
        let (name, _) = rest.split_once('=')?;
        let is_one = name.len() > 3 && name[3..].bytes().all(|byte| byte.is_ascii_lowercase());
        is_one.then_some(name)
    })
}

/// Addresses of other sites in what browsers load by themselves.
fn strangers(line: &str) -> impl Iterator<Item = &str> {
    let sources = line.split(" src=\"").skip(1);
    let sheets = line
        .split("<link ")
        .skip(1)
        .filter(|link| link.contains("stylesheet") || link.contains("preload"));
    let hrefs = sheets.filter_map(|link| link.split_once("href=\"")).map(|(_, rest)| rest);
    let addresses = sources.chain(hrefs).filter_map(|rest| rest.split('"').next());
    addresses.filter(|address| ["http://", "https://", "//"].iter().any(|start| address.starts_with(start)))
}

fn in_messages(text: &str, language: &Language) -> Vec<(usize, Fault)> {
    let line_of = |at: usize| 1 + text.get(..at).unwrap_or(text).matches('\n').count();
    if let Err((_, errors)) = FluentResource::try_new(text.to_owned()) {
        return errors.iter().map(|error| (line_of(error.pos.start), Fault::NoMessage)).collect();
    }
    let known = Messages::names(language);
    let mut faults = Vec::new();
    let mut message = "";
    for (number, line) in (1..).zip(text.lines()) {
        if let Some((name, _)) = line.split_once('=').filter(|_| line.starts_with(|c: char| c.is_ascii_alphabetic())) {
            message = name.trim();
            if !known.iter().any(|name| name == message) {
                faults.push((number, Fault::Message(message.to_owned())));
            }
        }
        if line.starts_with('#') {
            continue;
        }
        let given = messages::arguments(language, message);
        let asked = messages::arguments_in(line).filter(|argument| !given.contains(argument));
        faults.extend(asked.map(|argument| (number, Fault::Argument(message.to_owned(), format!("${argument}")))));
    }
    faults
}

/// Every page, from every sample, in both languages.
fn in_pages(folder: &Path) -> Vec<Found> {
    let mut found = Vec::new();
    for language in [Language::french(), Language::english()] {
        let Ok(templates) = Templates::of(&language, Some(folder)) else {
            continue;
        };
        for (name, sample) in samples::pages(&language, templates.messages()) {
            if let Err(error) = templates.fill(name, sample) {
                found.push(Found {
                    file: error.name().unwrap_or(name).to_owned(),
                    line: error.line().unwrap_or(1),
                    fault: Fault::Template(sentence(&error)),
                });
            }
        }
    }
    found
}

/// What the engine says, in one line.
fn sentence(error: &minijinja::Error) -> String {
    match (error.kind(), error.detail()) {
        (ErrorKind::UndefinedError, None) => "a name that pages do not know stands here".into(),
        (kind, None) => kind.to_string(),
        (kind, Some(detail)) => format!("{kind}: {detail}"),
    }
}
