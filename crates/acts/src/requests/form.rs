//! The form of a request as data: its word, its fields, what it answers and why it may be refused.
//!
//! One declaration makes the typed request, its JSON form and this description; command lines, JSON Schema, the tables of
//! the documents and the forms of a browser are made from the description.

use std::path::PathBuf;

use manuscript::edits::Edit;
use manuscript::planned::Turn;
use manuscript::words::{Access, Ground, Kind, Nature};

/// What is known of a request without making one.
#[derive(Clone, Copy)]
pub struct Form {
    /// `move-address`, on the command line and as `act` in JSON.
    pub word: &'static str,
    /// What it does, in a line.
    pub says: &'static str,
    /// Those that must be there first, in the order of the command line.
    pub fields: &'static [Field],
    pub choices: &'static [Choice],
    pub answer: AnswerForm,
    /// The codes of the refusals that it may meet, sources first.
    pub refusals: fn() -> Vec<String>,
}

/// What an act answers: the word of `done`, and what stands beside it.
#[derive(Clone, Copy, Debug)]
pub struct AnswerForm {
    pub done: &'static str,
    pub facts: &'static [&'static str],
}

/// One thing that a request says.
#[derive(Clone, Copy)]
pub struct Field {
    /// As JSON names it.
    pub name: &'static str,
    pub says: &'static str,
    pub value: Value,
    pub is_needed: bool,
    pub place: Place,
}

/// What may stand in a field.
#[derive(Clone, Copy)]
pub enum Value {
    Text,
    /// The name of a file, for doors that have files.
    File,
    Integer,
    /// A whole number from nothing on.
    Count,
    /// True or false; not said is false.
    Flag,
    /// One word of a closed list.
    Word(fn() -> Vec<&'static str>),
    Texts,
    /// Texts in twos: what is there, and what it becomes.
    Pairs,
    /// Changes of a draft, in order.
    Edits,
}

/// Where a field stands on a command line.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// In its own place, without a name before it.
    pub is_argument: bool,
    /// In no command line: it belongs into JSON.
    pub is_in_json_alone: bool,
    /// The option's name, if it is not the field's.
    pub option: Option<&'static str>,
    /// What its value is called in the help.
    pub value: Option<&'static str>,
    /// A field without which this one says nothing.
    pub needs: Option<&'static str>,
}

impl Place {
    const PLAIN: Self = Self {
        is_argument: false,
        is_in_json_alone: false,
        option: None,
        value: None,
        needs: None,
    };

    pub const fn called(mut self, option: &'static str) -> Self {
        self.option = Some(option);
        self
    }

    pub const fn value(mut self, name: &'static str) -> Self {
        self.value = Some(name);
        self
    }

    pub const fn needs(mut self, field: &'static str) -> Self {
        self.needs = Some(field);
        self
    }
}

pub(crate) const ARGUMENT: Place = Place {
    is_argument: true,
    ..Place::PLAIN
};
pub(crate) const OPTION: Place = Place::PLAIN;
pub(crate) const JSON: Place = Place {
    is_in_json_alone: true,
    ..Place::PLAIN
};

/// Fields that say the same thing in several ways.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    pub fields: &'static [&'static str],
    /// One of them must be there; else none need.
    pub is_needed: bool,
}

pub(crate) const fn one_of(fields: &'static [&'static str]) -> Choice {
    Choice { fields, is_needed: true }
}

pub(crate) const fn at_most_one_of(fields: &'static [&'static str]) -> Choice {
    Choice { fields, is_needed: false }
}

impl Form {
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// Texts in twos, as one row in JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Pairs(pub Vec<String>);

/// Changes of a draft, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Edits(pub Vec<Edit>);

/// What a type of a field is in forms.
pub(crate) trait InForm {
    const VALUE: Value;
}

macro_rules! in_form {
    ($($ty:ty => $value:expr),* $(,)?) => {
        $(impl InForm for $ty {
            const VALUE: Value = $value;
        })*
    };
}

in_form! {
    String => Value::Text,
    PathBuf => Value::File,
    i64 => Value::Integer,
    u32 => Value::Count,
    bool => Value::Flag,
    Vec<String> => Value::Texts,
    Pairs => Value::Pairs,
    Edits => Value::Edits,
    Nature => Value::Word(|| Nature::ALL.iter().map(|word| word.as_str()).collect()),
    Kind => Value::Word(|| Kind::ALL.iter().map(|word| word.as_str()).collect()),
    Access => Value::Word(|| Access::ALL.iter().map(|word| word.as_str()).collect()),
    Ground => Value::Word(|| Ground::ALL.iter().map(|word| word.as_str()).collect()),
    Turn => Value::Word(|| vec!["first", "second"]),
}

impl<T: InForm> InForm for Option<T> {
    const VALUE: Value = T::VALUE;
}

/// Declares a request: what it is called, what it answers, which refusals it passes on, and its fields.
macro_rules! request {
    (
        #[doc = $says:literal]
        $name:ident = $word:literal;
        answers $done:literal [$($fact:literal),*];
        refused by [$($refused:ty),*];
        $(choices [$($choice:expr),*];)?
        needed { $($(#[doc = $needed_says:literal])+ $needed:ident: $needed_ty:ty = $needed_place:expr),* $(,)? }
        may { $($(#[doc = $may_says:literal])+ $may:ident: $may_ty:ty = $may_place:expr),* $(,)? }
    ) => {
        #[doc = $says]
        #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[doc = $needed_says])+ pub $needed: $needed_ty,)*
            $($(#[doc = $may_says])+ #[serde(default)] pub $may: $may_ty,)*
        }

        impl $name {
            /// What is known of it without making one.
            pub const FORM: $crate::requests::form::Form = $crate::requests::form::Form {
                word: $word,
                says: $says,
                fields: &[
                    $($crate::requests::form::Field {
                        name: stringify!($needed),
                        says: concat!($($needed_says),+),
                        value: <$needed_ty as $crate::requests::form::InForm>::VALUE,
                        is_needed: true,
                        place: $needed_place,
                    },)*
                    $($crate::requests::form::Field {
                        name: stringify!($may),
                        says: concat!($($may_says),+),
                        value: <$may_ty as $crate::requests::form::InForm>::VALUE,
                        is_needed: false,
                        place: $may_place,
                    },)*
                ],
                choices: &[$($($choice),*)?],
                answer: $crate::requests::form::AnswerForm { done: $done, facts: &[$($fact),*] },
                refusals: || {
                    let mut codes = <$crate::requests::outcome::AskRefused as manuscript::refusal::Refusal>::codes();
                    $(codes.extend(<$refused as manuscript::refusal::Refusal>::codes());)*
                    codes.sort_unstable();
                    codes.dedup();
                    codes
                },
            };
        }
    };
}

pub(crate) use request;
