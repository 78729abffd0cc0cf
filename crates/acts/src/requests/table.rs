//! The tables of the documents: the JSON form of every act, its answer, and the codes of its refusals.

use super::Request;
use super::form::{Choice, Field, Form, Value};

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
    let rows: String = form.fields.iter().map(row).collect();
    let choices: String = form.choices.iter().map(choice).collect();
    format!(
        "\n## `{}`\n\n{}.\n\n| field | what | |\n|---|---|---|\n{rows}{choices}\n{}\n\n<details><summary>Refusals</summary>\n\n{}\n\n</details>\n",
        form.word,
        form.says.trim(),
        answer(form),
        listed((form.refusals)()),
    )
}

fn choice(choice: &Choice) -> String {
    let how_many = if choice.is_needed { "One of" } else { "At most one of" };
    format!("\n{how_many} {}.\n", listed(choice.fields))
}

fn answer(form: &Form) -> String {
    let beside = if form.answer.facts.is_empty() { "" } else { " with " };
    format!("Answers `{}`{beside}{}.", form.answer.done, listed(form.answer.facts))
}

fn listed(names: impl IntoIterator<Item = impl std::fmt::Display>) -> String {
    names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
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
        Value::Edits => "list of edits".into(),
        Value::Word(words) => listed(words()),
    }
}
