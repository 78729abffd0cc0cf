//! From JSON to a request: every fault is told at its field, in a sentence.

use manuscript::edits::Edit;
use serde_json::{Map, Value as Json};

use super::Request;
use super::form::{Choice, Field, Form, Value};
use super::outcome::AskRefused;

impl Request {
    /// Reads a JSON object whose `act` says which act it is.
    pub fn read(object: Json) -> Result<Self, AskRefused> {
        let Json::Object(mut fields) = object else {
            return Err(AskRefused::NoRequest);
        };
        let word = match fields.remove("act") {
            Some(Json::String(word)) => word,
            Some(_) => return Err(not_a("act", "a text", "un texte")),
            None => return Err(AskRefused::Lacks("act".into())),
        };
        let form = Self::FORMS.iter().find(|form| form.word == word);
        let form = form.ok_or_else(|| AskRefused::NoAct(word.clone()))?;
        fields.retain(|_, value| !value.is_null());
        refuse_unlike(form, &fields)?;
        Self::of(&word, Json::Object(fields)).map_err(|_| AskRefused::NoRequest)
    }
}

fn refuse_unlike(form: &Form, fields: &Map<String, Json>) -> Result<(), AskRefused> {
    for (name, value) in fields {
        let field = form.field(name).ok_or_else(|| AskRefused::NoField(name.clone(), known(form)))?;
        refuse_value(field, value)?;
    }
    for field in form.fields.iter().filter(|field| field.is_needed) {
        if !is_said(fields, field.name) {
            return Err(AskRefused::Lacks(field.name.into()));
        }
    }
    for field in form.fields.iter().filter(|field| is_said(fields, field.name)) {
        if let Some(other) = field.place.needs.filter(|other| !is_said(fields, other)) {
            return Err(AskRefused::Needs(field.name.into(), other.into()));
        }
    }
    form.choices.iter().try_for_each(|choice| refuse_choice(choice, fields))
}

fn known(form: &Form) -> String {
    let names: Vec<String> = form.fields.iter().map(|field| format!("`{}`", field.name)).collect();
    names.join(", ")
}

/// Whether a field says anything: a flag that is down, and a list of nothing, do not.
fn is_said(fields: &Map<String, Json>, name: &str) -> bool {
    match fields.get(name) {
        None | Some(Json::Bool(false)) => false,
        Some(Json::Array(texts)) => !texts.is_empty(),
        Some(_) => true,
    }
}

fn refuse_choice(choice: &Choice, fields: &Map<String, Json>) -> Result<(), AskRefused> {
    let said = choice.fields.iter().filter(|name| is_said(fields, name)).count();
    let names = || choice.fields.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match said {
        0 if choice.is_needed => Err(AskRefused::OneOf(names())),
        0 | 1 => Ok(()),
        _ => Err(AskRefused::OnlyOneOf(names())),
    }
}

fn refuse_value(field: &Field, value: &Json) -> Result<(), AskRefused> {
    let (is_right, wanted, voulu) = match field.value {
        Value::Text | Value::File => (value.is_string(), "a text".to_owned(), "un texte".to_owned()),
        Value::Integer => (value.is_i64(), "a whole number".into(), "un nombre entier".into()),
        Value::Count => {
            let is_count = value.as_u64().is_some_and(|number| u32::try_from(number).is_ok());
            (is_count, "a whole number from 0 on".into(), "un nombre entier à partir de 0".into())
        }
        Value::Flag => (value.is_boolean(), "`true` or `false`".into(), "`true` ou `false`".into()),
        Value::Texts | Value::Pairs => (is_texts(value), "a list of texts".into(), "une liste de textes".into()),
        Value::Edits => {
            let why = serde_json::from_value::<Vec<Edit>>(value.clone())
                .err()
                .map(|error| error.to_string());
            let why = why.as_deref();
            let wanted = format!("a list of edits, each with `edit` and what it names: {}", why.unwrap_or_default());
            let voulu = format!(
                "une liste de modifications, chacune avec `edit` et ce qu’elle nomme : {}",
                why.unwrap_or_default()
            );
            (why.is_none(), wanted, voulu)
        }
        Value::Word(words) => {
            let words = words();
            let is_known = value.as_str().is_some_and(|word| words.contains(&word));
            let words = words.join(", ");
            (is_known, format!("one of {words}"), format!("l’un de ceux-ci : {words}"))
        }
    };
    if is_right {
        Ok(())
    } else {
        Err(not_a(field.name, &wanted, &voulu))
    }
}

fn is_texts(value: &Json) -> bool {
    value.as_array().is_some_and(|texts| texts.iter().all(Json::is_string))
}

fn not_a(name: &str, wanted: &str, voulu: &str) -> AskRefused {
    AskRefused::NotA(name.into(), wanted.into(), voulu.into())
}

#[cfg(test)]
mod tests {
    use manuscript::refusal::Refusal as _;
    use serde_json::json;

    use super::*;

    fn refused(object: Json) -> (String, String) {
        let refused = Request::read(object).unwrap_err();
        (refused.said().en, refused.said().fr)
    }

    #[test]
    fn an_act_is_read_with_what_it_leaves_out() {
        let request = Request::read(json!({ "act": "publish", "article": "/x", "seen": null })).unwrap();
        let Request::Publish(publish) = request else {
            unreachable!("another act")
        };
        assert_eq!((publish.article.as_str(), publish.seen, publish.top), ("/x", None, false));
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field_in_both_languages() {
        assert_eq!(refused(json!([1])).0, "it is no JSON object");
        assert!(refused(json!({ "act": "dance" })).1.contains("« dance »"));
        assert_eq!(refused(json!({ "act": "pin" })).1, "« article » manque");
        assert!(
            refused(json!({ "act": "pin", "article": "/x", "sene": 1 }))
                .0
                .contains("`sene` is nothing that this act takes")
        );
        assert_eq!(
            refused(json!({ "act": "publish", "article": "/x", "seen": "1" })).0,
            "`seen` is a whole number"
        );
        assert!(
            refused(json!({ "act": "correct", "article": "/x", "nature": "oops" }))
                .0
                .contains("one of first, typo")
        );
    }

    #[test]
    fn one_of_several_is_said_and_no_more() {
        let resume = |more: Json| {
            let mut object = json!({ "act": "resume-comments" });
            object.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            Request::read(object).map(drop).map_err(|refused| refused.code())
        };
        assert_eq!(resume(json!({ "paper": true })), Ok(()));
        assert_eq!(resume(json!({})), Err("ask.one_of".into()));
        assert_eq!(resume(json!({ "paper": false })), Err("ask.one_of".into()));
        assert_eq!(resume(json!({ "suspension": "x", "article": "/x" })), Err("ask.only_one_of".into()));
    }

    #[test]
    fn what_says_nothing_alone_is_not_passed_over() {
        let refused = Request::read(json!({ "act": "publish", "article": "/x", "top": true })).unwrap_err();
        assert_eq!(refused.said().en, "`top` says nothing without `tell`");
    }
}
