//! Words that mean different things to SQLite and PostgreSQL, or hide a decision, stay out of SQL.

use super::Remark;
use super::tree::Tree;

/// Keywords checked for case; one spelling makes queries easy to search.
const KEYWORDS: [&str; 6] = ["SELECT", "INSERT", "UPDATE", "DELETE", "FROM", "WHERE"];

/// Signs that may not follow each other, and why.
const BANNED: [(&[&str], &str); 8] = [
    (&["boolean"], "No boolean column: a state is who and when."),
    (&["bool"], "No boolean column: a state is who and when."),
    (&["now", "("], "No `now()`: the instant is bound from the injected clock."),
    (
        &["current_timestamp"],
        "No `current_timestamp`: the instant is bound from the injected clock.",
    ),
    (&["ilike"], "No `ilike`: compare keys folded in Rust."),
    (&["like"], "No `like`: compare keys folded in Rust, or ask the search index."),
    (&["lower", "("], "No `lower()`: the databases fold differently; fold in Rust."),
    (
        &["=", "any", "("],
        "No `= any()`: SQLite has none; bind one value at a time or a list of placeholders.",
    ),
];

#[derive(Debug, Clone)]
struct Word {
    text: String,
    line: usize,
}

/// Every banned word in a query or a migration, comments and literals aside.
pub(super) fn banned_words(tree: &Tree) -> Vec<Remark> {
    tree.sql()
        .flat_map(|file| {
            of_text(file.text)
                .into_iter()
                .map(move |(line, sentence)| Remark::new(file.path, line, sentence))
        })
        .collect()
}

fn of_text(text: &str) -> Vec<(usize, String)> {
    let words = words(&without_comments(text));
    let folded: Vec<String> = words.iter().map(|word| word.text.to_lowercase()).collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let here = &folded[at..];
        let banned = BANNED.iter().filter(|(signs, _)| here.iter().take(signs.len()).eq(signs.iter()));
        found.extend(banned.map(|(_, sentence)| (word.line, (*sentence).to_owned())));
        if KEYWORDS.contains(&word.text.as_str()) {
            found.push((word.line, format!("Keywords are lower case: `{}`.", word.text.to_lowercase())));
        }
        if is_bare_sum(&folded, at) {
            found.push((
                word.line,
                "No bare `sum(`: PostgreSQL widens it; write cast(sum(…) as bigint).".to_owned(),
            ));
        }
    }
    found
}

/// Blanks `-- …`, `/* … */` and `'…'`, keeping lines.
fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let blank = blank_length(rest);
        let length = blank.unwrap_or_else(|| rest.chars().next().map_or(1, char::len_utf8));
        let (part, after) = rest.split_at(length);
        match blank {
            Some(_) => kept.extend(part.chars().map(|sign| if sign == '\n' { '\n' } else { ' ' })),
            None => kept.push_str(part),
        }
        rest = after;
    }
    kept
}

fn blank_length(rest: &str) -> Option<usize> {
    let until = |open: usize, close: &str| rest[open..].find(close).map_or(rest.len(), |at| open + at + close.len());
    if rest.starts_with("--") {
        Some(rest.find('\n').unwrap_or(rest.len()))
    } else if rest.starts_with("/*") {
        Some(until(2, "*/"))
    } else if rest.starts_with('\'') {
        Some(until(1, "'"))
    } else {
        None
    }
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let mut rest = line.trim_start();
        while !rest.is_empty() {
            let word = rest
                .find(|sign: char| !(sign.is_alphanumeric() || sign == '_'))
                .unwrap_or(rest.len());
            let length = word.max(rest.chars().next().map_or(1, char::len_utf8));
            words.push(Word {
                text: rest[..length].to_owned(),
                line: number + 1,
            });
            rest = rest[length..].trim_start();
        }
    }
    words
}

/// A sum is dressed when one of the groups around it is `cast(… as bigint)`.
fn is_bare_sum(words: &[String], at: usize) -> bool {
    let is_sum = words[at] == "sum" && words.get(at + 1).is_some_and(|next| next == "(");
    is_sum && !open_groups(&words[..at]).into_iter().any(|open| is_cast_to_bigint(words, open))
}

/// Where the groups still open at the end begin.
fn open_groups(words: &[String]) -> Vec<usize> {
    let mut open = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match word.as_str() {
            "(" => open.push(at),
            ")" => drop(open.pop()),
            _ => {}
        }
    }
    open
}

fn is_cast_to_bigint(words: &[String], open: usize) -> bool {
    let is_cast = open.checked_sub(1).is_some_and(|before| words[before] == "cast");
    let mut depth = 0_i32;
    let close = words[open..].iter().position(|word| {
        depth += i32::from(word == "(") - i32::from(word == ")");
        depth == 0
    });
    let inside = &words[open..close.map_or(words.len(), |at| open + at)];
    is_cast && inside.ends_with(&["as".to_owned(), "bigint".to_owned()])
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;

    fn sentences(sql: &str) -> Vec<String> {
        banned_words(&tree(&[("crates/store/sql/a/b.sql", sql)]))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn plain_queries_pass() {
        let sql = "-- Not a SELECT, no boolean, now() and like.\nselect cast(coalesce(sum(a.n), 0) as bigint) as n, likes, lowered\nfrom a /* WHERE */\nwhere b = 'LIKE now() UPDATE' and any_of = $1 and count(*) > 0";
        assert_eq!(sentences(sql), [""; 0]);
    }

    #[test]
    fn every_banned_word_is_found_at_its_line() {
        let broken = [
            "create table a (b boolean)",
            "create table a (b bool not null)",
            "select now ()",
            "select current_timestamp",
            "select a from b where c ilike $1",
            "select a from b where c LIKE $1",
            "select Lower(a) from b",
            "select a from b where c = any($1)",
            "select sum(a) from b",
            "select cast(a as bigint), sum(b) from c",
            "select cast(sum(a) as text) from b",
            "SELECT 1",
        ];
        for sql in broken {
            let found = sentences(&format!("-- Why.\n{sql}"));
            assert_eq!(found.len(), 1, "{sql}: {found:?}");
            assert!(found[0].starts_with("crates/store/sql/a/b.sql:2: "), "{found:?}");
        }
    }

    #[test]
    fn migrations_are_read_too_and_other_sql_is_not() {
        let sql = "select now()";
        assert_eq!(
            banned_words(&tree(&[("crates/store/migrations/postgres/0001_a.sql", sql)])).len(),
            1
        );
        assert_eq!(banned_words(&tree(&[("docs/a.sql", sql)])), []);
    }
}
