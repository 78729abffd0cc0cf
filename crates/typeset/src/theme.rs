//! What is wrong in a theme: its files are looked through, and every page is made from its samples.

mod address;
mod css;
mod fault;
mod loading;
mod markup;
mod palette;

use std::collections::BTreeSet;
use std::path::Path;

use fluent_bundle::FluentResource;
use folders::{Entry, Kind, Unread};
use manuscript::language::Language;
use minijinja::ErrorKind;

use crate::messages::{self, Messages};
use crate::samples;
use crate::templates::{self, Templates};
use crate::theme_files::{LARGEST, STYLE};
use fault::{At, line_at};

pub use fault::{Fault, Found};

/// Looks through a theme: every page is made from its samples in both languages. Nothing found means that nothing breaks.
pub fn check(folder: &Path) -> Result<Vec<Found>, Unread> {
    let mut looked = Looked::default();
    for Entry { name, kind, .. } in folders::list(folder, Path::new(""))? {
        // A designer's folder may hold notes and drawings: they are nobody's.
        if kind != Kind::Folder && is_ours(&name) {
            looked.at(folder, &name);
        }
    }
    if looked.is_sound {
        looked.at_pages(folder);
    }
    Ok(looked.found.into_iter().collect())
}

/// What was found so far, and the texts in which it was looked for.
struct Looked {
    found: BTreeSet<Found>,
    texts: Vec<(String, String)>,
    /// Whether pages can be made at all.
    is_sound: bool,
}

impl Default for Looked {
    fn default() -> Self {
        Self {
            found: BTreeSet::new(),
            texts: Vec::new(),
            is_sound: true,
        }
    }
}

impl Looked {
    fn at(&mut self, folder: &Path, name: &str) {
        let faults = match folders::read_text(folder, Path::new(name), LARGEST) {
            Err(unread) => {
                self.is_sound = false;
                vec![(1, fault_of(&unread))]
            }
            Ok(text) => {
                let faults = in_file(name, &text);
                self.texts.push((name.to_owned(), text));
                faults
            }
        };
        let stops = |(_, fault): &At| matches!(fault, Fault::Template(_) | Fault::NoMessage);
        self.is_sound &= !faults.iter().any(stops);
        self.found.extend(faults.into_iter().map(|(line, fault)| Found {
            file: name.to_owned(),
            line,
            fault,
        }));
    }

    /// Every page, from every sample, in both languages: what a template puts together from pieces is seen here.
    fn at_pages(&mut self, folder: &Path) {
        for language in [Language::french(), Language::english()] {
            let Ok(templates) = Templates::of(&language, Some(folder)) else {
                continue;
            };
            for (name, sample) in samples::pages(&language, templates.messages()) {
                match templates.fill_alone(name, sample) {
                    Ok(page) => self.at_page(name, &page),
                    Err(error) => drop(self.found.insert(Found {
                        file: error.name().unwrap_or(name).to_owned(),
                        line: error.line().unwrap_or(1),
                        fault: Fault::Template(sentence(&error)),
                    })),
                }
            }
        }
    }

    fn at_page(&mut self, name: &str, page: &str) {
        for (_, fault) in markup::in_page(page) {
            if self.found.iter().any(|known| known.fault == fault) {
                continue;
            }
            let (file, line) = self.source_of(&fault).unwrap_or_else(|| (name.to_owned(), 1));
            self.found.insert(Found { file, line, fault });
        }
    }

    /// Where the theme says the address that a page would load.
    fn source_of(&self, fault: &Fault) -> Option<(String, usize)> {
        let Fault::Stranger(address) = fault else { return None };
        self.texts
            .iter()
            .find_map(|(name, text)| Some((name.clone(), line_at(text, text.find(address)?))))
    }
}

fn fault_of(unread: &Unread) -> Fault {
    match unread {
        Unread::Link | Unread::Special => Fault::NoFile,
        Unread::Failed(error) => Fault::Unreadable(error.to_string()),
        other => Fault::Unreadable(other.to_string()),
    }
}

fn in_file(name: &str, text: &str) -> Vec<At> {
    let language = name.strip_suffix(".ftl").and_then(messages::language_of);
    if let Some(language) = language {
        in_messages(text, &language)
    } else if templates::is_shipped(name) {
        in_template(name, text)
    } else if name == STYLE {
        let mut faults = palette::faint(text);
        faults.extend(loading::in_sheet(text));
        faults
    } else {
        let mut known: Vec<&str> = templates::shipped().collect();
        known.extend([STYLE, "fr.ftl", "en.ftl"]);
        vec![(1, Fault::NotUsed(known.join(", ")))]
    }
}

fn is_ours(name: &str) -> bool {
    [".html", ".css", ".ftl"].iter().any(|ending| name.ends_with(ending))
}

fn in_template(name: &str, text: &str) -> Vec<At> {
    let mut faults = markup::in_page(&markup::without_tags(text));
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
    }
    faults
}

fn in_messages(text: &str, language: &Language) -> Vec<At> {
    if let Err((_, errors)) = FluentResource::try_new(text.to_owned()) {
        return errors
            .iter()
            .map(|error| (line_at(text, error.pos.start), Fault::NoMessage))
            .collect();
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
        let remote = line.split(is_around).filter(|word| address::is_remote(word));
        faults.extend(remote.map(|word| (number, Fault::AddressInMessage(word.to_owned()))));
    }
    faults
}

/// What stands around an address in words or in markup.
fn is_around(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '"' | '\'' | '(' | ')' | '<' | '>' | '=' | ',' | '«' | '»' | '“' | '”' | '’')
}

/// What the engine says, in one line.
fn sentence(error: &minijinja::Error) -> String {
    match (error.kind(), error.detail()) {
        (ErrorKind::UndefinedError, None) => "a name that pages do not know stands here".into(),
        (kind, None) => kind.to_string(),
        (kind, Some(detail)) => format!("{kind}: {detail}"),
    }
}
