//! The template engine with the public templates, overridable by a folder.

use std::path::Path;
use std::sync::Arc;

use manuscript::language::Language;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, Value};
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

use crate::messages::{Messages, UnreadableMessages};
use crate::prints::{Showing, Shown};

const SHIPPED: [(&str, &str); 13] = [
    ("base.html", include_str!("../templates/base.html")),
    ("cards.html", include_str!("../templates/cards.html")),
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
    messages: Arc<Messages>,
}

/// A template that cannot be read or filled; the text says which and where.
#[derive(Debug, thiserror::Error)]
pub enum TemplateBroken {
    #[error("a template cannot be used: {0:#}")]
    Engine(#[from] minijinja::Error),
    #[error(transparent)]
    Messages(#[from] UnreadableMessages),
    #[error("a template of the theme cannot be read: {0}")]
    Unreadable(#[from] std::io::Error),
}

impl Templates {
    /// The shipped templates, each replaced by the file of the same name in the theme's folder if there is one.
    pub fn of(language: &Language, theme: Option<&Path>) -> Result<Self, TemplateBroken> {
        let messages = Arc::new(Messages::of(language)?);
        let mut environment = Environment::new();
        environment.set_formatter(escaped);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
        for (name, shipped) in SHIPPED {
            let own = theme.map(|folder| folder.join(name)).filter(|file| file.is_file());
            match own {
                Some(file) => environment.add_template_owned(name, std::fs::read_to_string(file)?)?,
                None => environment.add_template(name, shipped)?,
            }
        }
        let said = Arc::clone(&messages);
        environment.add_function("say", move |name: &str, arguments: Kwargs| {
            let mut given = Vec::new();
            for key in arguments.args() {
                given.push((key, arguments.get::<Value>(key)?.to_string()));
            }
            arguments.assert_all_used()?;
            Ok::<_, minijinja::Error>(said.say(name, &given))
        });
        environment.add_function("photo", photo);
        Ok(Self { environment, messages })
    }

    /// Fills a template.
    pub fn render<T: Serialize>(&self, name: &str, context: &T) -> Result<String, TemplateBroken> {
        Ok(self.environment.get_template(name)?.render(Serde(context))?)
    }

    /// The furniture's messages.
    pub fn messages(&self) -> &Messages {
        &self.messages
    }
}

/// A picture with its prints: `photo(picture, sizes, first=true, lang="en")`.
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
