//! How a request ended: answered, for machines and in a line for people; or stopped, by a refusal with its sentence, code and
//! field, or by broken machinery.

use std::error::Error;

use manuscript::refusal::{Locale, Refusal, Said};
use manuscript::refusals;
use manuscript::unfit::Unfit;
use serde_json::{Map, Value, json};
use store::Broken;

use crate::group_commit::Ended;
use crate::publication::Published;

/// The code of a refusal after which a door asks once more with the pen.
pub const NEEDS_PEN: &str = "keep.needs_pen";

/// How a request ended, and in which language the paper speaks.
pub struct Outcome {
    pub done: Result<Answer, NotDone>,
    /// The paper's own language, once it is known: doors that know their reader's take that.
    pub locale: Option<Locale>,
}

impl Outcome {
    /// Whether it was tried without the pen and needs it: the same is to be asked once more, in a transaction that has it.
    pub fn needs_pen(&self) -> bool {
        matches!(&self.done, Err(NotDone::Refused(refused)) if refused.code == NEEDS_PEN)
    }

    /// How it ended, for the commit that acts share.
    pub fn ended(&self) -> Ended {
        match &self.done {
            Ok(_) => Ended::Stands,
            Err(NotDone::Refused(_)) => Ended::Refused,
            Err(NotDone::Broken(broken)) => Ended::Failed(broken.clone()),
        }
    }

    /// The answer as a line of JSON, in the language of whoever asked, else in the paper’s.
    pub fn to_json(&self, locale: Option<Locale>) -> Value {
        match &self.done {
            Ok(answer) => answer.to_json(),
            Err(NotDone::Refused(refused)) => refused.to_json(locale.or(self.locale).unwrap_or_default()),
            Err(NotDone::Broken(broken)) => {
                let said = broken.said();
                let locale = locale.or(self.locale).unwrap_or_default();
                json!({ "broken": said.told(locale), "code": broken.code() })
            }
        }
    }
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The word of `done` in JSON.
    pub done: &'static str,
    pub facts: Map<String, Value>,
    pub said: Said,
}

impl Answer {
    /// An act that answers nothing but that it stands.
    pub(crate) fn plain(done: &'static str, said: Said) -> Self {
        let facts = Map::new();
        Self { done, facts, said }
    }

    /// The version that went live and where it stands; `done` and its French word say how it came to be live.
    pub(super) fn went_live(done: &'static str, french: &str, published: &Published) -> Self {
        let Published { article, number, path } = published;
        let said = Said::new(
            format!("{french} : version {number}, {path}"),
            format!("{done}: version {number}, {path}"),
        );
        Self::plain(done, said)
            .with("article", article.to_string())
            .with("version", *number)
            .with("path", path.as_str())
    }

    pub(crate) fn with(mut self, name: &str, fact: impl Into<Value>) -> Self {
        self.facts.insert(name.to_owned(), fact.into());
        self
    }

    /// The answer as JSON.
    pub fn to_json(&self) -> Value {
        let mut answer = self.facts.clone();
        answer.insert("done".into(), self.done.into());
        Value::Object(answer)
    }
}

refusals! {
    /// Why what was asked says nothing that could be done.
    #[derive(Debug)]
    pub enum AskRefused [Broken(Broken)] {
        NoRequest:
            "it is no JSON object"
            / "ce n’est pas un objet JSON",
        NoAct(word: String) at "act":
            "there is no act `{word}`; `rotative act --help` lists them"
            / "il n’y a pas d’acte « {word} » ; `rotative act --help` les liste",
        NoField(name: String, known: String):
            "`{name}` is nothing that this act takes; it takes {known}"
            / "« {name} » n’est rien que cet acte prenne ; il prend {known}",
        Lacks(name: String):
            "`{name}` is missing"
            / "« {name} » manque",
        NotA(name: String, wanted: String, voulu: String):
            "`{name}` is {wanted}"
            / "« {name} » est {voulu}",
        OneOf(names: String):
            "say one of {names}"
            / "dites l’un de ceux-ci : {names}",
        OnlyOneOf(names: String):
            "say one of {names}, not several"
            / "dites un seul de ceux-ci : {names}",
        Needs(name: String, other: String):
            "`{name}` says nothing without `{other}`"
            / "« {name} » ne dit rien sans « {other} »",
        NoManuscript at "file":
            "name the manuscript’s file (or `-` for standard input)"
            / "nommez le fichier du manuscrit (ou `-` pour l’entrée standard)",
        TextItself at "text":
            "in a line, write the manuscript itself (`text`)"
            / "dans une ligne, écrivez le manuscrit lui-même (`text`)",
        NoFiles at "file":
            "there are no files here: write the manuscript itself (`text`)"
            / "il n’y a pas de fichiers ici : écrivez le manuscrit lui-même (`text`)",
        Malformed(place: String, line: usize, column: usize, fr: String, en: String) at "text":
            "{place}:{line}:{column}: {en}"
            / "{place}:{line}:{column}: {fr}",
        BothChanges at "replace":
            "correct by passages (`replace`) or by the whole text (`file`), not both"
            / "corrigez par passages (`replace`) ou par le texte entier (`file`), pas les deux",
        OddPairs at "replace":
            "`replace` is a row of pairs: the passage, then what it becomes"
            / "`replace` est une suite de paires : le passage, puis ce qu’il devient",
        NoTime at "at":
            "say for when (`at`)"
            / "dites pour quand (`at`)",
        NoHash at "picture":
            "`picture` is the file’s SHA-256"
            / "`picture` est le SHA-256 du fichier",
        NoSort at "sort":
            "write what it is: section, dossier, series, topic or person"
            / "écrivez ce que c’est : section, dossier, series, topic ou person",
        NoMenuEntry at "entries":
            "a menu entry is written `Label=section/path` or `Label=/address`"
            / "une entrée de menu s’écrit `Libellé=section/chemin` ou `Libellé=/adresse`",
        NoRole(word: String, known: String) at "roles":
            "`{word}` is not one of {known}"
            / "« {word} » n’est pas une qualité d’ici ; il y a : {known}",
        NobodySigns(name: String) at "signs_as":
            "nobody signs `{name}` in this paper"
            / "personne ne signe « {name} » dans ce journal",
    }
}

/// A field that holds what no page, no feed and no database may carry.
#[derive(Debug, thiserror::Error)]
#[error("`{field}`: {unfit}")]
pub struct UnfitField {
    pub field: String,
    pub unfit: Unfit,
}

impl Refusal for UnfitField {
    fn said(&self) -> Said {
        let said = self.unfit.said();
        Said::new(
            format!("« {} » : {}", self.field, said.fr),
            format!("`{}`: {}", self.field, said.en),
        )
    }

    fn code(&self) -> String {
        self.unfit.code()
    }

    fn field(&self) -> Option<String> {
        Some(self.field.clone())
    }

    fn codes() -> Vec<String> {
        Unfit::codes()
    }
}

/// Why nothing was done.
#[derive(Debug)]
pub enum NotDone {
    /// A rule said no.
    Refused(Refused),
    /// The machinery failed.
    Broken(Broken),
}

/// A refusal as doors tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub said: Said,
    pub code: String,
    /// The field that it is about, if it is about one.
    pub field: Option<String>,
}

impl Refused {
    /// As a line of JSON.
    pub fn to_json(&self, locale: Locale) -> Value {
        let mut answer = json!({ "refused": self.said.told(locale), "code": self.code });
        if let (Some(answer), Some(field)) = (answer.as_object_mut(), &self.field) {
            answer.insert("field".into(), field.as_str().into());
        }
        answer
    }
}

impl<R: Refusal + 'static> From<R> for NotDone {
    /// A refusal, unless it only passes on broken machinery.
    fn from(refusal: R) -> Self {
        if let Some(broken) = broken_in(&refusal)
            && !broken.can_be_mended()
        {
            return Self::Broken(broken.clone());
        }
        Self::Refused(Refused {
            said: refusal.said(),
            code: refusal.code(),
            field: refusal.field(),
        })
    }
}

/// The broken machinery that a refusal passes on.
fn broken_in<'a>(refusal: &'a (dyn Error + 'static)) -> Option<&'a Broken> {
    let mut cause = Some(refusal);
    while let Some(error) = cause {
        if let Some(broken) = error.downcast_ref::<Broken>() {
            return Some(broken);
        }
        cause = error.source();
    }
    None
}
