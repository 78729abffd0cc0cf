//! `cargo xtask new-check CODE name`: the file of a check, its proof sheet, its lines in the lists.

mod lists;
mod template;

pub(crate) use template::PLACEHOLDERS;

use std::fs;
use std::path::Path;

use crate::manual::check::{CHECKS, CheckFile, REGISTRY};
use crate::manual::codes::{CODES, Codes, is_code, letters};
use crate::query::{is_plain, spaced};
use crate::tidy::tree::Tree;
use crate::{Outcome, manual, terminal, workspace};

/// A code and a name that were asked for, in the right form.
#[derive(Clone, Copy, Debug)]
struct Asked<'a> {
    code: &'a str,
    name: &'a str,
}

/// Writes what a check begins with, and says what is to be done next; an existing file is never written over.
pub(crate) fn new_check(arguments: &[String]) -> Outcome {
    let asked = asked(arguments)?;
    let root = workspace::root()?;
    let tree = Tree::read(&root)?;
    refuse(&tree, asked)?;
    let files = files(&tree, asked)?;
    for (path, text) in &files {
        write(&root, path, text)?;
    }
    // The registry may now fit one line, or no longer: the formatter knows.
    let _unformatted = workspace::cargo(&root, &["fmt", "-p", "copydesk"]).status();
    terminal::say(&next(asked, &files));
    Ok(())
}

fn asked(arguments: &[String]) -> Outcome<Asked<'_>> {
    let [code, name] = arguments else {
        return Err("Name the check by its code and by what it looks for: cargo xtask new-check QUO-230 scare_quotes".into());
    };
    if !is_code(code) {
        return Err(format!(
            "`{code}` is no code: three capitals, a hyphen, two or three digits, like QUO-230."
        ));
    }
    if !is_plain(name) || name == "mod" {
        return Err(format!("`{name}` is not a name in lower case with underscores, like scare_quotes."));
    }
    Ok(Asked { code, name })
}

/// A code is given once, for life.
fn refuse(tree: &Tree, asked: Asked<'_>) -> Outcome {
    let code = asked.code;
    if let Some(check) = manual::checks(tree).into_iter().find(|check| check.code == code) {
        return Err(format!("{code} is already {}.", check.path));
    }
    if manual::codes(tree).row(code).is_some_and(|row| row.is_struck) {
        return Err(format!(
            "{code} is struck through in {CODES}: a retired code is never given again. Take the next number."
        ));
    }
    let there = [asked.file(), asked.sheet()].into_iter().find(|path| tree.text(path).is_some());
    there.map_or(Ok(()), |path| Err(format!("{path} is already there.")))
}

impl Asked<'_> {
    fn family(self) -> String {
        letters(self.code).to_lowercase()
    }

    fn file(self) -> String {
        format!("{CHECKS}{}/{}.rs", self.family(), self.name)
    }

    fn sheet(self) -> String {
        format!("crates/copydesk/proofs/{}.md", self.code)
    }

    fn entry(self) -> String {
        format!("{}::{}::CHECK", self.family(), self.name)
    }
}

/// Every file that is new or changes, with its whole text.
fn files(tree: &Tree, asked: Asked<'_>) -> Outcome<Vec<(String, String)>> {
    let text = |path: &str| tree.text(path).unwrap_or_default().to_owned();
    let listed = with_code(&text(CODES), asked);
    let codes = Codes::read(&listed);
    let what = codes.row(asked.code).map_or_else(|| spaced(asked.name), |row| row.what.clone());
    let family = format!("{CHECKS}{}/mod.rs", asked.family());
    let modules = tree.text(&family).map_or_else(|| opening(asked), str::to_owned);
    let registry = lists::with_entry(&text(REGISTRY), &asked.entry(), follower(tree, &codes, asked).as_deref())?;
    Ok(vec![
        (asked.file(), template::file(asked.code, &template::title(&what))),
        (asked.sheet(), template::sheet(asked.code)),
        (family, lists::with_module(&modules, asked.name)),
        (REGISTRY.into(), lists::with_module(&registry, &asked.family())),
        (CODES.into(), listed),
    ])
}

fn with_code(list: &str, asked: Asked<'_>) -> String {
    if Codes::read(list).row(asked.code).is_some() {
        return list.to_owned();
    }
    lists::with_row(list, asked.code, &spaced(asked.name))
}

fn opening(asked: Asked<'_>) -> String {
    format!("//! {}: say here what the family reads.\n", letters(asked.code))
}

/// The first check of the registry that stands behind the new one in the list of codes.
fn follower(tree: &Tree, codes: &Codes, asked: Asked<'_>) -> Option<String> {
    let rank = codes.rank(asked.code);
    let mut behind: Vec<_> = manual::checks(tree)
        .into_iter()
        .filter(|check| codes.rank(&check.code) > rank)
        .collect();
    let registry = tree.text(REGISTRY).unwrap_or_default();
    behind.retain(|check| registry.contains(&check.registered()));
    behind.first().map(CheckFile::registered)
}

fn write(root: &Path, path: &str, text: &str) -> Outcome {
    let file = root.join(path);
    let folder = file.parent().unwrap_or(root);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&file, text))
        .map_err(|fault| format!("{path} could not be written: {fault}."))
}

fn next(asked: Asked<'_>, files: &[(String, String)]) -> String {
    let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    format!(
        "Wrote or changed\n  {}\n\n\
         Next: the cases of {}, the check in {}, both titles and the six parts of the page,\n\
         then `cargo test -p copydesk`, `cargo xtask manual`, `cargo xtask tidy`.",
        paths.join("\n  "),
        asked.sheet(),
        asked.file()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manual::check::tests::{DOUBLED, PATH};
    use crate::manual::check::{PARTS_EN, PARTS_FR, part};
    use crate::tidy::tree::tree;

    const LIST: &str = "\
## QUO: quotations · citations

| code | what | ships as |
|---|---|---|
| `QUO-201` * | a quotation that nobody says | warning |
| ~~`QUO-202`~~ | ~~retired~~ | – |

## REP: repetitions · répétitions

| code | what | ships as |
|---|---|---|
| `REP-301` * | doubled word | warning |
";

    fn desk() -> Tree {
        tree(&[
            (PATH, DOUBLED),
            (CODES, LIST),
            (
                REGISTRY,
                "//! All.\n\npub(crate) mod rep;\n\nstatic ALL: &[Check] = &[rep::doubled_word::CHECK];\n",
            ),
            (
                "crates/copydesk/src/checks/rep/mod.rs",
                "//! REP: twice.\n\npub(crate) mod doubled_word;\n",
            ),
        ])
    }

    fn made(code: &str, name: &str) -> Outcome<Vec<(String, String)>> {
        let arguments = [code.to_owned(), name.to_owned()];
        let asked = asked(&arguments)?;
        refuse(&desk(), asked)?;
        files(&desk(), asked)
    }

    fn text_of(files: &[(String, String)], path: &str) -> String {
        files.iter().find(|(other, _)| other == path).unwrap().1.clone()
    }

    #[test]
    fn a_check_of_a_new_family_makes_all_places() {
        let files = made("QUO-230", "scare_quotes").unwrap();
        assert!(text_of(&files, CODES).contains("| `QUO-230` | scare quotes | note |"));
        let registry = text_of(&files, REGISTRY);
        assert!(registry.contains("pub(crate) mod quo;\npub(crate) mod rep;"), "{registry}");
        assert!(
            registry.contains("    quo::scare_quotes::CHECK,\n    rep::doubled_word::CHECK,\n"),
            "{registry}"
        );
        let family = text_of(&files, "crates/copydesk/src/checks/quo/mod.rs");
        assert_eq!(family, "//! QUO: say here what the family reads.\n\npub(crate) mod scare_quotes;\n");
        let sheet = text_of(&files, "crates/copydesk/proofs/QUO-230.md");
        assert!(sheet.contains("```found\n[[QUO-230 is not written yet") && sheet.contains("```silent\n"));
    }

    #[test]
    fn the_file_is_one_that_the_manual_reads() {
        let files = made("QUO-201", "nobody_says").unwrap();
        let path = "crates/copydesk/src/checks/quo/nobody_says.rs";
        let check = CheckFile::read(path, &text_of(&files, path), "").unwrap();
        assert_eq!((check.code.as_str(), check.severity.as_str()), ("QUO-201", "note"));
        assert_eq!(check.title_en, "A quotation that nobody says");
        assert_eq!((check.title_en, check.title_fr), (check.doc.title_en, check.doc.title_fr));
        assert_eq!(PARTS_EN.map(|label| part(&check.doc.english, label).unwrap()), PLACEHOLDERS[..3]);
        assert_eq!(PARTS_FR.map(|label| part(&check.doc.french, label).unwrap()), PLACEHOLDERS[3..]);
    }

    #[test]
    fn a_code_in_the_list_keeps_its_line() {
        assert_eq!(text_of(&made("QUO-201", "nobody_says").unwrap(), CODES), LIST);
    }

    #[test]
    fn codes_that_exist_are_malformed_or_retired_are_refused() {
        for (code, name, sentence) in [
            (
                "REP-301",
                "twice",
                "REP-301 is already crates/copydesk/src/checks/rep/doubled_word.rs.",
            ),
            ("QUO-202", "retired", "struck through"),
            ("quo-230", "scare_quotes", "is no code"),
            ("QUOT-1", "scare_quotes", "is no code"),
            ("QUO-230", "ScareQuotes", "is not a name"),
            ("QUO-230", "mod", "is not a name"),
            ("REP-399", "doubled_word", "doubled_word.rs is already there"),
        ] {
            let refused = made(code, name).unwrap_err();
            assert!(refused.contains(sentence), "{refused}");
        }
        assert!(asked(&["QUO-230".to_owned()]).is_err());
    }

    #[test]
    fn files_are_written_where_no_folder_was() {
        let root = crate::temporary::TempFolder::new("new-check").unwrap();
        write(root.path(), "a/b/c.rs", "//! C.\n").unwrap();
        assert_eq!(fs::read_to_string(root.path().join("a/b/c.rs")).unwrap(), "//! C.\n");
    }
}
