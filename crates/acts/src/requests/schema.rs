//! The JSON Schema of all requests and of their answers, made from their forms.

use manuscript::edits::Edit;
use serde_json::{Map, Value as Json, json};

use super::Request;
use super::form::{Choice, Field, Form, Value};

/// The schema (draft 2020-12) of one request; `$defs` has the answer of each act as `ACT-answer`, and `refused`.
pub fn schema() -> Json {
    let mut definitions = Map::new();
    for form in Request::FORMS {
        definitions.insert(form.word.into(), request(form));
        definitions.insert(format!("{}-answer", form.word), answer(form));
    }
    definitions.insert("refused".into(), refused());
    let references: Vec<Json> = Request::FORMS
        .iter()
        .map(|form| json!({ "$ref": format!("#/$defs/{}", form.word) }))
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Acts",
        "description": "One line of `rotative act --stdin`.",
        "oneOf": references,
        "$defs": definitions,
    })
}

fn request(form: &Form) -> Json {
    let mut properties = Map::from_iter([("act".to_owned(), json!({ "const": form.word }))]);
    properties.extend(form.fields.iter().map(|field| (field.name.to_owned(), value(field))));
    let needed = form.fields.iter().filter(|field| field.is_needed).map(|field| field.name);
    let mut schema = json!({
        "description": form.says.trim(),
        "type": "object",
        "properties": properties,
        "required": std::iter::once("act").chain(needed).collect::<Vec<_>>(),
        "additionalProperties": false,
    });
    let rules: Vec<Json> = form
        .choices
        .iter()
        .flat_map(choice)
        .chain(form.fields.iter().filter_map(needs))
        .collect();
    if let Some(schema) = schema.as_object_mut().filter(|_| !rules.is_empty()) {
        schema.insert("allOf".into(), rules.into());
    }
    schema
}

fn value(field: &Field) -> Json {
    let mut schema = match field.value {
        Value::Text | Value::File => json!({ "type": "string" }),
        Value::Integer => json!({ "type": "integer" }),
        Value::Count => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        Value::Flag => json!({ "type": "boolean" }),
        Value::Texts | Value::Pairs => json!({ "type": "array", "items": { "type": "string" } }),
        Value::Edits => json!({ "type": "array", "items": { "oneOf": Edit::SORTS.iter().map(edit).collect::<Vec<_>>() } }),
        Value::Word(words) => json!({ "enum": words() }),
    };
    if let (Some(object), true) = (schema.as_object_mut(), field.is_needed && matches!(field.value, Value::Texts)) {
        object.insert("minItems".into(), 1.into());
    }
    let mut schema = if field.is_needed {
        schema
    } else {
        json!({ "anyOf": [schema, { "type": "null" }] })
    };
    if let Some(object) = schema.as_object_mut() {
        object.insert("description".into(), field.says.trim().into());
    }
    schema
}

/// One sort of edit. What a block holds is said by the schema of bodies: here it is an object.
fn edit((word, needed, may): &(&str, &[&str], &[&str])) -> Json {
    let mut properties = Map::from_iter([("edit".to_owned(), json!({ "const": word }))]);
    properties.extend(needed.iter().chain(*may).map(|name| ((*name).to_owned(), edited(name))));
    properties.extend(
        may.contains(&"after")
            .then(|| ("after".to_owned(), json!({ "type": ["string", "null"] }))),
    );
    json!({
        "type": "object",
        "properties": properties,
        "required": std::iter::once(&"edit").chain(*needed).collect::<Vec<_>>(),
        "additionalProperties": false,
    })
}

fn edited(name: &str) -> Json {
    match name {
        "block" | "to" => json!(true),
        _ => json!({ "type": "string" }),
    }
}

/// What it means that a field says something.
fn said(name: &str) -> Json {
    json!({ "required": [name], "properties": { name: { "not": { "enum": [null, false, []] } } } })
}

fn choice(choice: &Choice) -> Vec<Json> {
    let all = || choice.fields.iter().map(|name| said(name)).collect::<Vec<_>>();
    if choice.is_needed {
        return vec![json!({ "oneOf": all() })];
    }
    vec![json!({ "anyOf": [{ "oneOf": all() }, { "not": { "anyOf": all() } }] })]
}

fn needs(field: &Field) -> Option<Json> {
    let other = field.place.needs?;
    Some(json!({ "if": said(field.name), "then": said(other) }))
}

fn answer(form: &Form) -> Json {
    let facts = form.answer.facts.iter().map(|name| ((*name).to_owned(), json!(true)));
    let properties: Map<String, Json> = facts.chain([("done".to_owned(), json!({ "const": form.answer.done }))]).collect();
    json!({
        "type": "object",
        "required": properties.keys().collect::<Vec<_>>(),
        "properties": properties,
        "additionalProperties": false,
    })
}

fn refused() -> Json {
    json!({
        "type": "object",
        "properties": {
            "refused": { "type": "string", "description": "A sentence that somebody can act on" },
            "code": { "type": "string", "description": "The same for machines, for life" },
            "field": { "type": "string", "description": "The field that it is about" },
            "line": { "type": "integer", "description": "Of a line that is no request" },
        },
        "required": ["refused", "code"],
        "additionalProperties": false,
    })
}
