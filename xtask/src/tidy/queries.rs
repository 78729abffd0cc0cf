//! SQL files keep each other company: no query without its function, no migration on one engine only.

use std::collections::BTreeSet;

use super::Remark;
use super::tree::{SqlFile, Tree};

const ENGINES: [&str; 2] = ["sqlite", "postgres"];

/// Queries no Rust names, and migration numbers only one engine has.
pub(super) fn files(tree: &Tree) -> Vec<Remark> {
    let orphans = tree.sql().filter(|file| !file.is_migration() && !is_named(tree, file));
    let mut remarks: Vec<Remark> = orphans
        .map(|file| Remark::new(file.path, 1, format!("No Rust of `{}` includes this query.", file.crate_name)))
        .collect();
    remarks.extend(tree.sql().filter(SqlFile::is_migration).filter_map(|file| lonely(tree, &file)));
    remarks.extend(tree.sql().filter_map(|file| twin(tree, &file)));
    remarks
}

/// A string of the crate ends in the path of the query below `sql/`; a macro may add the `.sql` itself.
fn is_named(tree: &Tree, query: &SqlFile<'_>) -> bool {
    let folder = format!("crates/{}/", query.crate_name);
    let ours = tree.rust().iter().filter(|file| file.path.starts_with(&folder));
    ours.into_iter().any(|file| {
        [query.name, query.name.trim_end_matches(".sql")]
            .iter()
            .any(|name| ends_a_text(&file.sheets.texts, name))
    })
}

fn ends_a_text(texts: &str, name: &str) -> bool {
    texts
        .match_indices(name)
        .any(|(at, _)| texts[..at].ends_with(['/', '"']) && texts[at + name.len()..].starts_with('"'))
}

fn lonely(tree: &Tree, migration: &SqlFile<'_>) -> Option<Remark> {
    let (engine, number) = engine_and_number(migration)?;
    let other = ENGINES.into_iter().find(|other| *other != engine)?;
    let has_other = numbers(tree, migration.crate_name, other).contains(number);
    (!has_other).then(|| Remark::new(migration.path, 1, format!("Migration {number} is missing for {other}.")))
}

/// Two files with one number: which comes first would be chance.
fn twin(tree: &Tree, migration: &SqlFile<'_>) -> Option<Remark> {
    let own = engine_and_number(migration)?;
    let first = tree
        .sql()
        .find(|file| file.crate_name == migration.crate_name && engine_and_number(file) == Some(own))?;
    (first.path != migration.path).then(|| Remark::new(migration.path, 1, format!("Migration {} is already {}.", own.1, first.name)))
}

fn numbers<'a>(tree: &'a Tree, crate_name: &str, engine: &str) -> BTreeSet<&'a str> {
    let ours = tree.sql().filter(|file| file.crate_name == crate_name);
    ours.filter_map(|file| engine_and_number(&file))
        .filter(|(of, _)| *of == engine)
        .map(|(_, number)| number)
        .collect()
}

/// `sqlite/0001_start.sql`; a crate with one engine keeps its migrations without that folder.
fn engine_and_number<'a>(file: &SqlFile<'a>) -> Option<(&'a str, &'a str)> {
    let (engine, name) = file.name.split_once('/').filter(|_| file.is_migration())?;
    let number = &name[..name.find(|sign: char| !sign.is_ascii_digit())?];
    ENGINES.contains(&engine).then_some((engine, number))
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;

    const QUERY: (&str, &str) = ("crates/store/sql/articles/draft_of.sql", "select 1");

    fn sentences(extra: &[(&str, &str)]) -> Vec<String> {
        let all: Vec<_> = extra.iter().chain([&QUERY]).copied().collect();
        files(&tree(&all)).into_iter().map(|remark| remark.sentence).collect()
    }

    #[test]
    fn a_named_query_passes() {
        assert!(sentences(&[("crates/store/src/articles.rs", "include_str!(\"../sql/articles/draft_of.sql\")")]).is_empty());
        assert!(sentences(&[("crates/store/src/articles.rs", "query!(\"articles/draft_of\")")]).is_empty());
    }

    #[test]
    fn an_orphan_is_named() {
        for rust in [
            "// \"articles/draft_of.sql\"",
            "\"my_articles/draft_of.sql\"",
            "\"articles/draft_of.sql.old\"",
        ] {
            let found = sentences(&[("crates/store/src/articles.rs", rust)]);
            assert_eq!(found, ["No Rust of `store` includes this query."], "{rust}");
        }
        assert_eq!(sentences(&[("crates/shelf/src/a.rs", "\"articles/draft_of.sql\"")]).len(), 1);
    }

    #[test]
    fn migrations_keep_step() {
        let both = [
            ("crates/store/migrations/sqlite/0001_a.sql", "-- A."),
            ("crates/store/migrations/postgres/0001_a.sql", "-- A."),
            ("crates/shelf/migrations/0001_a.sql", "-- A."),
        ];
        assert_eq!(files(&tree(&both)), []);
        let found = files(&tree(&[both[0]]));
        assert_eq!(found[0].sentence, "Migration 0001 is missing for postgres.");
    }

    #[test]
    fn one_number_is_one_migration() {
        let twins = [
            ("crates/store/migrations/sqlite/0001_a.sql", ""),
            ("crates/store/migrations/sqlite/0001_b.sql", ""),
            ("crates/store/migrations/postgres/0001_a.sql", ""),
        ];
        let found = files(&tree(&twins));
        assert_eq!(found.len(), 1);
        assert!(found[0].sentence.contains("already sqlite/0001_a.sql"), "{found:?}");
    }
}
