//! The tables of the documents: the JSON form of every act, its answer, and the codes of its refusals.

use super::Request;
use super::form::{Field, Form, Value};

/// `docs/acts-as-json.md`, whole.
pub(super) fn tables() -> String {
    let mut page = String::from(
        "# Acts as JSON\n\n\
         Made from the requests themselves by `cargo xtask manual`; what each act does is in [acts.md](acts.md).\n\
         A field in bold must be there. Every refusal is `{\"refused\": SENTENCE, \"code\": CODE}`, with `field` where it is about one.\n\
         The same as a schema: [acts.schema.json](acts.schema.json).\n",
    );
    for form in Request::FORMS {
        page.push_str(&section(form));
    }
    page
}

fn section(form: &Form) -> String {
    let mut section = format!(
        "\n## `{}`\n\n{}.\n\n| field | what | |\n|---|---|---|\n",
        form.word,
        form.says.trim()
    );
    for field in form.fields {
        section.push_str(&row(field));
    }
    for choice in form.choices {
        let names: Vec<String> = choice.fields.iter().map(|name| format!("`{name}`")).collect();
        let how_many = if choice.is_needed { "One of" } else { "At most one of" };
        section.push_str(&format!("\n{how_many} {}.\n", names.join(", ")));
    }
    section.push_str(&format!("\nAnswers `{}`", form.answer.done));
    let facts: Vec<String> = form.answer.facts.iter().map(|name| format!("`{name}`")).collect();
    if !facts.is_empty() {
        section.push_str(&format!(" with {}", facts.join(", ")));
    }
    let codes: Vec<String> = (form.refusals)().iter().map(|code| format!("`{code}`")).collect();
    section.push_str(&format!(
        ".\n\n<details><summary>Refusals</summary>\n\n{}\n\n</details>\n",
        codes.join(", ")
    ));
    section
}

fn row(field: &Field) -> String {
    let name = if field.is_needed {
        format!("**`{}`**", field.name)
    } else {
        format!("`{}`", field.name)
    };
    let needs = field.place.needs.map_or_else(String::new, |other| format!(", with `{other}`"));
    format!("| {name} | {} | {}{needs} |\n", field.says.trim(), kind(field.value))
}

fn kind(value: Value) -> String {
    match value {
        Value::Text => "text".into(),
        Value::File => "a file’s name, where there are files".into(),
        Value::Integer | Value::Count => "whole number".into(),
        Value::Flag => "true or false".into(),
        Value::Texts => "list of texts".into(),
        Value::Pairs => "list of texts, in pairs".into(),
        Value::Word(words) => words().iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
    }
}
