//! The template engine with the public templates, overridable by a folder.

use std::path::Path;
use std::sync::Arc;

use manuscript::language::Language;
use manuscript::refusal::Locale;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, Value};
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

use crate::messages::{Messages, UnreadableMessages};
use crate::renditions::{Showing, Shown};
use crate::theme_files::{self, UnreadTheme};

const SHIPPED: [(&str, &str); 14] = [
    ("base.html", include_str!("../templates/base.html")),
    ("cards.html", include_str!("../templates/cards.html")),
    ("pages.html", include_str!("../templates/pages.html")),
    ("front.html", include_str!("../templates/front.html")),
    ("list.html", include_str!("../templates/list.html")),
    ("article.html", include_str!("../templates/article.html")),
    ("notice.html", include_str!("../templates/notice.html")),
    ("mastodon.html", include_str!("../templates/mastodon.html")),
    ("page.html", include_str!("../templates/page.html")),
    ("truth.html", include_str!("../templates/truth.html")),
    ("history.html", include_str!("../templates/history.html")),
    ("corrections.html", include_str!("../templates/corrections.html")),
    ("retracted.html", include_str!("../templates/retracted.html")),
    ("suspensions.html", include_str!("../templates/suspensions.html")),
];

/// Templates and messages of one language of furniture.
pub struct Templates {
    environment: Environment<'static>,
    /// The shipped templates, where a theme has taken their place.
    house: Option<Environment<'static>>,
    told: Box<Tell>,
    words: Arc<Words>,
}

/// The words of the furniture, and those that stand around an article of the other language.
struct Words {
    paper: Messages,
    other: Messages,
}

impl Words {
    fn of(language: &Language, theme: Option<&Path>) -> Result<Self, TemplateBroken> {
        let other = match Locale::of(language) {
            Locale::French => Language::english(),
            Locale::English => Language::french(),
        };
        let read = |language: &Language| -> Result<Messages, TemplateBroken> {
            let own = theme_files::own(theme, &Messages::file_of(language))?;
            Ok(Messages::with(language, own)?)
        };
        Ok(Self {
            paper: read(language)?,
            other: read(&other)?,
        })
    }

    /// Those of a language; the paper's where the house has none of it.
    fn around(&self, language: &Language) -> &Messages {
        let all = [&self.paper, &self.other];
        all.into_iter().find(|messages| messages.are_of(language)).unwrap_or(&self.paper)
    }
}

/// Is told the name of a template that a theme could not fill, and why.
type Tell = dyn Fn(&str, &minijinja::Error) + Send + Sync;

/// A template that cannot be read or filled; the text says which and where.
#[derive(Debug, thiserror::Error)]
pub enum TemplateBroken {
    #[error("a template cannot be used: {0:#}")]
    Engine(#[from] minijinja::Error),
    #[error(transparent)]
    Messages(#[from] UnreadableMessages),
    #[error(transparent)]
    Unreadable(#[from] UnreadTheme),
}

impl Templates {
    /// The shipped templates, each replaced by the file of the same name in the theme's folder if there is one.
    pub fn of(language: &Language, theme: Option<&Path>) -> Result<Self, TemplateBroken> {
        let words = Arc::new(Words::of(language, theme)?);
        Ok(Self {
            environment: with_templates(theme, &words)?,
            house: theme.map(|_| with_templates(None, &words)).transpose()?,
            told: Box::new(|_, _| {}),
            words,
        })
    }

    /// Tells somebody of each page that a theme's templates could not fill.
    #[must_use]
    pub fn telling(self, told: impl Fn(&str, &minijinja::Error) + Send + Sync + 'static) -> Self {
        Self {
            told: Box::new(told),
            ..self
        }
    }

    /// Fills a template. Where a theme's cannot be filled, because it breaks only there, the shipped one is: whatever the
    /// page must say or must no longer say does not wait for a designer.
    pub fn fill<T: Serialize>(&self, name: &str, context: &T) -> Result<String, TemplateBroken> {
        let context = Value::from(Serde(context));
        match (self.fill_alone(name, context.clone()), &self.house) {
            (Err(broken), Some(house)) => {
                (self.told)(name, &broken);
                Ok(house.get_template(name)?.render(context)?)
            }
            (filled, _) => Ok(filled?),
        }
    }

    /// Fills a template with values that stand ready, or says what is wrong in it.
    pub fn fill_alone(&self, name: &str, context: Value) -> Result<String, minijinja::Error> {
        self.environment.get_template(name)?.render(context)
    }

    /// The furniture's messages.
    pub fn messages(&self) -> &Messages {
        &self.words.paper
    }

    /// The words that stand around an article of a language: its own where the house has them, else the furniture's.
    pub fn messages_around(&self, language: &Language) -> &Messages {
        self.words.around(language)
    }
}

fn with_templates(theme: Option<&Path>, words: &Arc<Words>) -> Result<Environment<'static>, TemplateBroken> {
    let mut environment = environment()?;
    for (name, shipped) in SHIPPED {
        match theme_files::own(theme, name)? {
            Some(text) => environment.add_template_owned(name, text)?,
            None => environment.add_template(name, shipped)?,
        }
    }
    let words = Arc::clone(words);
    environment.add_function("say", move |name: &str, arguments: Kwargs| say(&words, name, &arguments));
    environment.add_function("photo", photo);
    Ok(environment)
}

fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_formatter(escaped);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    Ok(environment)
}

/// Whether a text can be a template at all.
pub(crate) fn parsed(name: &str, text: &str) -> Result<(), minijinja::Error> {
    environment()?.add_template_owned(name.to_owned(), text.to_owned())
}

/// The names of the shipped templates.
pub(crate) fn shipped() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().map(|(name, _)| *name)
}

pub(crate) fn is_shipped(name: &str) -> bool {
    shipped().any(|shipped| shipped == name)
}

/// A message with its arguments: `say("by")`; around an article of another language `say("by", lang=speaks)`.
fn say(words: &Words, name: &str, arguments: &Kwargs) -> Result<String, minijinja::Error> {
    let language = arguments
        .get::<Option<String>>("lang")?
        .and_then(|tag| Language::try_from(tag).ok());
    let mut given = Vec::new();
    for key in arguments.args().filter(|key| *key != "lang") {
        given.push((key, arguments.get::<Value>(key)?.to_string()));
    }
    arguments.assert_all_used()?;
    let messages = language.as_ref().map_or(&words.paper, |language| words.around(language));
    Ok(messages.say(name, &given))
}

/// A picture with its renditions: `photo(picture, sizes, first=true, lang="en")`.
#[expect(clippy::needless_pass_by_value, reason = "the engine hands arguments over")]
fn photo(Serde(picture): Serde<Shown>, sizes: &str, arguments: Kwargs) -> Result<Value, minijinja::Error> {
    let showing = Showing {
        sizes,
        is_first: arguments.get::<Option<bool>>("first")?.unwrap_or(false),
        language: arguments.get("lang")?,
    };
    arguments.assert_all_used()?;
    Ok(Value::from_safe_string(picture.html(&showing)))
}

/// The house's escaping, which leaves the slashes of addresses readable.
fn escaped(out: &mut minijinja::Output<'_>, state: &mut minijinja::State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    match value.as_str().filter(|_| !value.is_safe()) {
        Some(text) => Ok(out.write_str(&crate::html::escape(text))?),
        None => minijinja::escape_formatter(out, state, value),
    }
}
