//! `cargo xtask new-query ROOM/NAME`: a query file in the store, and the function that goes with it.

use std::fs;
use std::path::Path;

use crate::{Outcome, terminal, workspace};

/// Writes the file and prints the Rust function to add; an existing file is never touched.
pub(crate) fn new_query(arguments: &[String]) -> Outcome {
    let [asked] = arguments else {
        return Err("Name the query as ROOM/ANSWER: cargo xtask new-query articles/draft_of".into());
    };
    let (room, name) = room_and_name(asked)?;
    let path = write(&workspace::root()?, room, name)?;
    terminal::say(&format!("Wrote {path}. In crates/store/src/{room}.rs:\n\n{}", rust(room, name)));
    Ok(())
}

fn room_and_name(asked: &str) -> Outcome<(&str, &str)> {
    let parts = asked.trim_end_matches(".sql").split_once('/');
    parts
        .filter(|(room, name)| is_plain(room) && is_plain(name))
        .ok_or_else(|| format!("`{asked}` is not ROOM/ANSWER in lower case with underscores, like articles/draft_of."))
}

pub(crate) fn is_plain(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_lowercase())
        && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn write(repository: &Path, room: &str, name: &str) -> Outcome<String> {
    let path = format!("crates/store/sql/{room}/{name}.sql");
    let file = repository.join(&path);
    if file.exists() {
        return Err(format!("{path} is already there."));
    }
    let text = format!("-- {}: say here what it answers, and for whom.\n", spaced(name));
    let folder = repository.join("crates/store/sql").join(room);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(file, text))
        .map_err(|fault| format!("{path} could not be written: {fault}."))?;
    Ok(path)
}

pub(crate) fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

fn rust(room: &str, name: &str) -> String {
    let said = spaced(name);
    format!(
        "/// The {said}: say what is asked and what no row means.\n\
         pub async fn {name}(stacks: &mut Stacks) -> Result<Option<Row>, Broken> {{\n    \
             query!(optional stacks, \"{room}/{name}.sql\", Row)\n\
         }}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temporary::TempFolder;

    #[test]
    fn a_query_is_written_once() {
        let root = TempFolder::new("query").unwrap();
        let path = write(root.path(), "articles", "draft_of").unwrap();
        assert_eq!(path, "crates/store/sql/articles/draft_of.sql");
        assert!(fs::read_to_string(root.path().join(path)).unwrap().starts_with("-- draft of"));
        assert!(write(root.path(), "articles", "draft_of").unwrap_err().contains("already there"));
    }

    #[test]
    fn a_path_out_of_the_room_is_refused() {
        for asked in ["articles", "../etc/x", "Articles/draft", "articles/draft/of", "a/"] {
            assert!(room_and_name(asked).is_err(), "{asked}");
        }
    }

    #[test]
    fn the_function_names_the_file() {
        assert!(rust("articles", "draft_of").contains("\"articles/draft_of.sql\""));
    }
}
