//! The furniture's words, in French and English, from Fluent files.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use manuscript::language::Language;

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
        let french = language.primary() == "fr";
        let (text, tag) = if french { (FRENCH, "fr") } else { (ENGLISH, "en") };
        let unreadable = || UnreadableMessages(tag.to_owned());
        let resource = FluentResource::try_new(text.to_owned()).map_err(|_| unreadable())?;
        let mut bundle = FluentBundle::new_concurrent(vec![tag.parse().map_err(|_| unreadable())?]);
        // Isolation marks would stand in titles and feeds.
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).map_err(|_| unreadable())?;
        Ok(Self { bundle, french })
    }

    /// The messages for a body's language, read once: what stands inside a body speaks as the body does.
    pub fn inside(language: &Language) -> Option<&'static Self> {
        static OF_FRENCH: LazyLock<Option<Messages>> = LazyLock::new(|| Messages::of(&Language::french()).ok());
        static OF_ENGLISH: LazyLock<Option<Messages>> = LazyLock::new(|| Messages::of(&Language::english()).ok());
        if language.primary() == "fr" {
            OF_FRENCH.as_ref()
        } else {
            OF_ENGLISH.as_ref()
        }
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
        let text = if language.primary() == "fr" { FRENCH } else { ENGLISH };
        let is_name = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
        text.lines()
            .filter(is_name)
            .filter_map(|line| line.split_once(" =").map(|(name, _)| name.to_owned()))
            .collect()
    }
}
