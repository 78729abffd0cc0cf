//! Acts on the command line: their arguments and options, made from the forms of the requests.

use std::io::Read as _;

use acts::requests::Request;
use acts::requests::form::{Choice, Field, Form, Value};
use clap::builder::PossibleValuesParser;
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command, FromArgMatches, Subcommand, value_parser};
use serde_json::{Map, Value as Json};

/// One act as it was typed: its word and its fields, as JSON has them.
#[derive(Clone, Debug)]
pub(crate) struct Typed(Map<String, Json>);

impl Typed {
    /// The fields of a request. A manuscript named `-` is read from standard input now.
    pub(crate) fn fields(mut self) -> std::io::Result<Json> {
        if self.0.get("file").is_some_and(|file| file == "-") {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text)?;
            self.0.remove("file");
            self.0.insert("text".into(), text.into());
        }
        Ok(Json::Object(self.0))
    }
}

impl Subcommand for Typed {
    fn augment_subcommands(command: Command) -> Command {
        command.subcommands(Request::FORMS.iter().map(subcommand))
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        form(name).is_some()
    }
}

impl FromArgMatches for Typed {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let (form, matches) = matches
            .subcommand()
            .and_then(|(word, matches)| Some((form(word)?, matches)))
            .ok_or_else(|| clap::Error::new(ErrorKind::MissingSubcommand))?;
        let shown = form.fields.iter().filter(|field| !field.place.is_in_json_alone);
        let said = shown.filter_map(|field| Some((field.name.to_owned(), said(field, matches)?)));
        Ok(Self(said.chain([("act".to_owned(), form.word.into())]).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn form(word: &str) -> Option<&'static Form> {
    Request::FORMS.iter().find(|form| form.word == word)
}

fn subcommand(form: &'static Form) -> Command {
    let shown = form.fields.iter().filter(|field| !field.place.is_in_json_alone);
    let groups = form.choices.iter().enumerate().filter_map(|(at, choice)| group(form, (at, choice)));
    Command::new(form.word)
        .about(form.says.trim())
        .args(shown.map(argument))
        .groups(groups)
}

/// A choice among what can be typed.
fn group(form: &'static Form, (at, choice): (usize, &Choice)) -> Option<ArgGroup> {
    let is_typed = |name: &&&str| form.field(name).is_some_and(|field| !field.place.is_in_json_alone);
    let typed: Vec<&'static str> = choice.fields.iter().filter(is_typed).copied().collect();
    let is_a_choice = typed.len() > 1;
    is_a_choice.then(|| ArgGroup::new(format!("choice-{at}")).args(typed).required(choice.is_needed))
}

fn argument(field: &'static Field) -> Arg {
    let place = field.place;
    let name = place.value.map_or_else(|| field.name.to_uppercase(), str::to_owned);
    let mut argument = Arg::new(field.name).help(field.says.trim()).required(field.is_needed);
    if !place.is_argument {
        argument = argument.long(place.option.map_or_else(|| field.name.replace('_', "-"), str::to_owned));
    }
    if let Some(other) = place.needs {
        argument = argument.requires(other);
    }
    match field.value {
        Value::Flag => argument.action(ArgAction::SetTrue),
        Value::Text | Value::File | Value::Edits => argument.value_name(name),
        Value::Integer => argument.value_name(name).value_parser(value_parser!(i64)),
        Value::Count => argument.value_name(name).value_parser(value_parser!(u32)),
        Value::Word(words) => {
            let parser = PossibleValuesParser::new(words());
            argument.value_name(name).value_parser(parser).hide_possible_values(true)
        }
        Value::Texts if place.is_argument => argument.value_name(name).num_args(1..),
        Value::Texts => argument.value_name(name).action(ArgAction::Append),
        Value::Pairs => argument.value_names(["PASSAGE", "BY"]).num_args(2).action(ArgAction::Append),
    }
}

/// What was typed of a field.
fn said(field: &Field, matches: &ArgMatches) -> Option<Json> {
    match field.value {
        Value::Flag => matches.get_flag(field.name).then(|| true.into()),
        Value::Integer => matches.get_one::<i64>(field.name).copied().map(Json::from),
        Value::Count => matches.get_one::<u32>(field.name).copied().map(Json::from),
        Value::Text | Value::File | Value::Word(_) => matches.get_one::<String>(field.name).cloned().map(Json::from),
        // No command line has them.
        Value::Edits => None,
        Value::Texts | Value::Pairs => {
            let texts = matches.get_many::<String>(field.name)?;
            Some(texts.cloned().map(Json::from).collect())
        }
    }
}
