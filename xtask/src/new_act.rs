//! `cargo xtask new-act NAME RECORD CAPABILITY`: the four places that a new act is written in.

use std::fs;
use std::path::Path;

use crate::query::is_plain;
use crate::{Outcome, terminal, workspace};

/// The words of acts in the record, and what a person needs for each.
const WORDS: &str = "crates/manuscript/src/act.rs";
/// The list of requests.
const LIST: &str = "crates/acts/src/requests/mod.rs";
/// The table of who may do what, which a person fills in.
const TABLE: &str = "crates/acts/src/permission.rs";

/// What a new act is called.
struct Named<'a> {
    /// `archive-article`, on the command line and in JSON.
    word: &'a str,
    /// `archive_article`
    module: String,
    /// `ArchiveArticle`
    request: String,
    /// `archived`, in the record.
    record: &'a str,
    /// `Archived`
    entered: String,
    /// `Arrange`
    capability: &'a str,
}

/// Writes them; an act that is there is never touched.
pub(crate) fn new_act(arguments: &[String]) -> Outcome {
    let [word, record, capability] = arguments else {
        return Err(
            "Say what it is called, what the record calls it, and what it needs: cargo xtask new-act archive archived Arrange".into(),
        );
    };
    let named = named(word, record, capability)?;
    let written = write(&workspace::root()?, &named)?;
    terminal::say(&format!("Written: {}.", written.join(", ")));
    terminal::say("Say in the table who may do it, write what it does, its story test, then `cargo xtask manual`.");
    Ok(())
}

fn named<'a>(word: &'a str, record: &'a str, capability: &'a str) -> Outcome<Named<'a>> {
    let module = word.replace('-', "_");
    if !is_plain(&module) || !is_plain(record) {
        return Err(format!(
            "`{word}` and `{record}` are small letters, with hyphens and underscores, like archive-article archived."
        ));
    }
    if !capability.starts_with(|first: char| first.is_ascii_uppercase()) {
        return Err(format!(
            "`{capability}` is no capability of crates/manuscript/src/role.rs, like Arrange."
        ));
    }
    Ok(Named {
        word,
        request: camel(&module),
        module,
        record,
        entered: camel(record),
        capability,
    })
}

fn camel(name: &str) -> String {
    let mut made = String::new();
    for part in name.split('_') {
        let mut letters = part.chars();
        made.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        made.push_str(letters.as_str());
    }
    made
}

fn write(root: &Path, named: &Named) -> Outcome<Vec<String>> {
    let file = format!("crates/acts/src/requests/{}.rs", named.module);
    if root.join(&file).exists() {
        return Err(format!("{file} is already there."));
    }
    let read = |path: &str| fs::read_to_string(root.join(path)).map_err(|fault| format!("{path} cannot be read: {fault}."));
    let texts = [
        (WORDS.to_owned(), with_word(&read(WORDS)?, named)?),
        (LIST.to_owned(), with_request(&read(LIST)?, named)?),
        (TABLE.to_owned(), with_row(&read(TABLE)?, named)?),
        (file, request(named)),
    ];
    for (path, text) in &texts {
        fs::write(root.join(path), text).map_err(|fault| format!("{path} could not be written: {fault}."))?;
    }
    Ok(texts.into_iter().map(|(path, _)| path).collect())
}

/// The list of acts with one more at its end.
fn with_word(list: &str, named: &Named) -> Outcome<String> {
    let line = format!(
        "    /// Say here what was done.\n    {} = \"{}\" / \"dire ici ce que c’est\", needs {};\n",
        named.entered, named.record, named.capability
    );
    end_of(list, "acts! {", "}\n")
        .map(|at| put(list, at, &line))
        .ok_or_else(|| format!("{WORDS} has no list `acts! {{ … }}`."))
}

/// The list of requests with one more: its module, its name, its place.
fn with_request(list: &str, named: &Named) -> Outcome<String> {
    let (module, request) = (&named.module, &named.request);
    let with = in_order(list, &format!("mod {module};"), |line| {
        line.starts_with("mod ") && line.ends_with(';')
    })
    .and_then(|list| in_order(&list, &format!("pub use {module}::{request};"), |line| line.starts_with("pub use ")))
    .and_then(|list| Some(put(&list, end_of(&list, "requests![", "];")?, &format!("    {request},\n"))));
    with.ok_or_else(|| format!("{LIST} has no list `requests![ … ];`."))
}

/// The table with a row that lets nobody do it: the test is red until somebody says who may.
fn with_row(table: &str, named: &Named) -> Outcome<String> {
    let row = format!("            (Act::{}, &[], &[]),\n", named.entered);
    end_of(table, "const TABLE:", "        ]\n")
        .map(|at| put(table, at, &row))
        .ok_or_else(|| format!("{TABLE} has no `const TABLE`."))
}

/// A text with one line more, at a place.
fn put(text: &str, at: usize, line: &str) -> String {
    format!("{}{line}{}", &text[..at], &text[at..])
}

/// Where the first `end` begins that stands behind `begin`.
fn end_of(text: &str, begin: &str, end: &str) -> Option<usize> {
    let from = text.find(begin)? + begin.len();
    Some(from + text[from..].find(end)?)
}

/// A text with one line more among its like, in the order of the alphabet.
fn in_order(text: &str, line: &str, is_like: impl Fn(&str) -> bool) -> Option<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    let like = |at: &usize| is_like(lines[*at]);
    let last = (0..lines.len()).filter(like).rfind(|at| lines[*at] < line);
    let at = last.map(|at| at + 1).or_else(|| (0..lines.len()).find(like))?;
    lines.insert(at, line);
    Some(lines.join("\n") + "\n")
}

fn request(named: &Named) -> String {
    let Named {
        word,
        request,
        record,
        entered,
        module,
        ..
    } = named;
    format!(
        r#"//! `{word}`: say here what it does.

use manuscript::act::{{Act, By}};
use manuscript::{{Said, Uuid, refusals}};
use store::{{Broken, Tx}};

use super::outcome::Answer;
use super::context::Context;
use super::finding;
use super::form::{{ARGUMENT, request}};
use super::outcome::NotDone;
use crate::desk::Desk;
use crate::entry::{{Done, enter}};
use crate::subject::{{Subject, SubjectRefused}};

request! {{
    /// Say here what it does
    {request} = "{word}";
    answers "{record}" ["article"];
    refused by [{request}Refused];
    needed {{
        /// Identity, address, or file of the article
        article: String = ARGUMENT,
    }}
    may {{}}
}}

refusals! {{
    /// Why it was not done.
    #[derive(Debug)]
    pub enum {request}Refused [Subject(SubjectRefused), Broken(Broken)] {{}}
}}

impl {request} {{
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {{
        let article = finding::article(tx, &self.article).await?;
        {module}(tx, &at.desk, &at.by, article).await?;
        let said = Said::new("dire ici ce qui est fait", "say here what is done");
        Ok(Answer::plain("{record}", said).with("article", article.to_string()))
    }}
}}

/// Reads as the list of what happens, and ends in the record.
async fn {module}(tx: &mut Tx, desk: &Desk, by: &By, article: Uuid) -> Result<(), {request}Refused> {{
    let subject = Subject::held(tx, by, article, Act::{entered}).await?;
    enter(tx, desk, by, Done::to(Act::{entered}, subject.id)).await?;
    Ok(())
}}
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive() -> Named<'static> {
        named("archive-article", "archived", "Arrange").unwrap()
    }

    #[test]
    fn the_names_of_an_act_follow_from_its_word() {
        let named = archive();
        assert_eq!(
            (named.module.as_str(), named.request.as_str()),
            ("archive_article", "ArchiveArticle")
        );
        for (word, record, capability) in [("Archive", "archived", "Arrange"), ("a/b", "c", "Arrange"), ("a", "b", "arrange")] {
            assert!(self::named(word, record, capability).is_err(), "{word}");
        }
    }

    #[test]
    fn each_list_gets_its_line() {
        let words = with_word("acts! {\n    /// x\n    Saved = \"saved\" / \"x\", needs Write;\n}\n", &archive()).unwrap();
        assert!(
            words.contains("needs Write;\n    /// Say here what was done.\n    Archived = \"archived\""),
            "{words}"
        );
        let list =
            "pub mod answer;\nmod comments;\nmod correct;\n\npub use comments::X;\npub use correct::Y;\n\nrequests![\n    X,\n    Y,\n];\n";
        let list = with_request(list, &archive()).unwrap();
        assert!(list.contains("pub mod answer;\nmod archive_article;\nmod comments;"), "{list}");
        assert!(
            list.contains("\npub use archive_article::ArchiveArticle;\npub use comments::X;"),
            "{list}"
        );
        assert!(list.contains("    Y,\n    ArchiveArticle,\n];"), "{list}");
        let table = with_row(
            "const TABLE: &[] = {\n        &[\n            (Act::Saved),\n        ]\n    };\n",
            &archive(),
        )
        .unwrap();
        assert!(
            table.contains("(Act::Saved),\n            (Act::Archived, &[], &[]),\n        ]"),
            "{table}"
        );
    }

    #[test]
    fn the_real_lists_take_a_new_act() {
        let root = workspace::root().unwrap();
        let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
        assert!(with_word(&read(WORDS), &archive()).is_ok());
        assert!(with_request(&read(LIST), &archive()).is_ok());
        assert!(with_row(&read(TABLE), &archive()).is_ok());
    }
}
