//! The furniture's words, in French and English, from Fluent files.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use manuscript::language::Language;
use manuscript::refusal::Locale;

const FRENCH: &str = include_str!("../messages/fr.ftl");
const ENGLISH: &str = include_str!("../messages/en.ftl");

/// The messages of one language. French is for `fr` and its countries, English for everything else.
pub struct Messages {
    bundle: FluentBundle<FluentResource>,
    french: bool,
}

/// The messages as they are shipped cannot be read: a fault of the program.
#[derive(Debug, thiserror::Error)]
#[error("the messages of `{0}` cannot be read")]
pub struct UnreadableMessages(String);

impl Messages {
    /// The messages for a language.
    pub fn of(language: &Language) -> Result<Self, UnreadableMessages> {
        Self::with(language, None)
    }

    /// The messages for a language, some of them replaced by a theme's own.
    pub fn with(language: &Language, own: Option<String>) -> Result<Self, UnreadableMessages> {
        let french = Locale::of(language) == Locale::French;
        let (text, tag) = shipped(language);
        let unreadable = || UnreadableMessages(tag.to_owned());
        let resource = FluentResource::try_new(text.to_owned()).map_err(|_| unreadable())?;
        let mut bundle = FluentBundle::new_concurrent(vec![tag.parse().map_err(|_| unreadable())?]);
        // Isolation marks would stand in titles and feeds.
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).map_err(|_| unreadable())?;
        if let Some(own) = own {
            bundle.add_resource_overriding(FluentResource::try_new(own).map_err(|_| unreadable())?);
        }
        Ok(Self { bundle, french })
    }

    /// The name of the file in which a theme has messages of a language.
    pub fn file_of(language: &Language) -> String {
        format!("{}.ftl", shipped(language).1)
    }

    /// The messages for a body's language, read once: what stands inside a body speaks as the body does.
    pub fn inside(language: &Language) -> Option<&'static Self> {
        static OF_FRENCH: LazyLock<Option<Messages>> = LazyLock::new(|| Messages::of(&Language::french()).ok());
        static OF_ENGLISH: LazyLock<Option<Messages>> = LazyLock::new(|| Messages::of(&Language::english()).ok());
        if Locale::of(language) == Locale::French {
            OF_FRENCH.as_ref()
        } else {
            OF_ENGLISH.as_ref()
        }
    }

    /// Whether they are of this language, and not of the one that stands in for it.
    pub fn are_of(&self, language: &Language) -> bool {
        let own = if self.french { Language::french() } else { Language::english() };
        own.primary() == language.primary()
    }

    pub const fn is_french(&self) -> bool {
        self.french
    }

    /// A message with its arguments; a number among them chooses the plural.
    pub fn say(&self, name: &str, arguments: &[(&str, String)]) -> String {
        let Some(pattern) = self.bundle.get_message(name).and_then(|message| message.value()) else {
            return name.to_owned();
        };
        let mut given = FluentArgs::new();
        for (key, value) in arguments {
            let number = value.parse::<f64>().ok().filter(|_| *key == "count");
            given.set(*key, number.map_or_else(|| FluentValue::from(value.clone()), FluentValue::from));
        }
        self.bundle.format_pattern(pattern, Some(&given), &mut Vec::new()).into_owned()
    }

    /// Every message that a language has, by name.
    pub fn names(language: &Language) -> Vec<String> {
        let (text, _) = shipped(language);
        let is_name = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
        text.lines()
            .filter(is_name)
            .filter_map(|line| line.split_once(" =").map(|(name, _)| name.to_owned()))
            .collect()
    }
}

/// The shipped text of a language, and its tag.
fn shipped(language: &Language) -> (&'static str, &'static str) {
    if Locale::of(language) == Locale::French {
        (FRENCH, "fr")
    } else {
        (ENGLISH, "en")
    }
}

/// The language of a file of messages, by its name.
pub(crate) fn language_of(name: &str) -> Option<Language> {
    match name {
        "fr" => Some(Language::french()),
        "en" => Some(Language::english()),
        _ => None,
    }
}

/// What a shipped message is given when it is said.
pub(crate) fn arguments(language: &Language, message: &str) -> Vec<&'static str> {
    let (text, _) = shipped(language);
    let begins = format!("{message} =");
    let mut lines = text.lines().skip_while(|line| !line.starts_with(&begins));
    let first = lines.next().into_iter();
    let rest = lines.take_while(|line| line.starts_with([' ', '*', '}', '[']));
    first.chain(rest).flat_map(arguments_in).collect()
}

/// The names after `$` in a line.
pub(crate) fn arguments_in(line: &str) -> impl Iterator<Item = &str> {
    let is_named = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    line.split('$')
        .skip(1)
        .map(move |rest| rest.split_at(rest.find(|c| !is_named(c)).unwrap_or(rest.len())).0)
}
