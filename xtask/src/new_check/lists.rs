//! The lists that a new check enters: its family's modules, the registry, the codes for life.

use crate::Outcome;
use crate::manual::codes::{Codes, Family, letters};

/// A module list with one more module, in the order of the alphabet.
pub(super) fn with_module(list: &str, name: &str) -> String {
    let line = format!("pub(crate) mod {name};");
    let mut lines: Vec<&str> = list.lines().collect();
    if lines.contains(&line.as_str()) {
        return list.to_owned();
    }
    let is_module = |line: &&str| line.starts_with("pub(crate) mod ") && line.ends_with(';');
    let after = lines.iter().rposition(|other| is_module(other) && **other < *line);
    let first = lines.iter().position(is_module);
    match (after, first) {
        (Some(after), _) => lines.insert(after + 1, &line),
        (None, Some(first)) => lines.insert(first, &line),
        (None, None) => {
            let head = lines.iter().take_while(|line| line.starts_with("//!")).count();
            lines.insert(head, "");
            lines.insert(head + 1, &line);
        }
    }
    lines.join("\n") + "\n"
}

/// The registry with one more check, before another one or at its end.
pub(super) fn with_entry(registry: &str, entry: &str, before: Option<&str>) -> Outcome<String> {
    let sentence = "The registry has no `static ALL: &[Check] = &[…];` to put the check into.";
    let (head, rest) = registry.split_once("static ALL: &[Check] = &[").ok_or(sentence)?;
    let (entries, tail) = rest.split_once("];").ok_or(sentence)?;
    let mut entries: Vec<String> = entries.split(',').map(|entry| entry.trim().to_owned()).collect();
    entries.retain(|entry| !entry.is_empty());
    // A comment may stand before an entry: what counts is how it ends.
    let at = before.and_then(|before| entries.iter().position(|entry| entry.ends_with(before)));
    entries.insert(at.unwrap_or(entries.len()), entry.to_owned());
    Ok(format!(
        "{head}static ALL: &[Check] = &[\n    {},\n];{tail}",
        entries.join(",\n    ")
    ))
}

/// The list of codes with a line for a code: under its family, in the order of the numbers.
pub(super) fn with_row(list: &str, code: &str, what: &str) -> String {
    let codes = Codes::read(list);
    let row = format!("| `{code}` | {what} | note |");
    let mut lines: Vec<String> = list.lines().map(str::to_owned).collect();
    match codes.family(letters(code)) {
        Some(family) => drop(lines.splice(place(&codes, family, code), table_or(&codes, family, row))),
        None => drop(lines.splice(end(&lines), new_family(code, row))),
    }
    lines.join("\n") + "\n"
}

/// Behind the last smaller number of the family, before its first one, or under its heading.
fn place(codes: &Codes, family: &Family, code: &str) -> std::ops::Range<usize> {
    let mut ours = codes.rows.iter().filter(|row| letters(&row.code) == family.letters);
    let smaller = ours.clone().rfind(|row| codes.rank(&row.code) < codes.rank(code));
    let at = match (smaller, ours.next()) {
        (Some(smaller), _) => smaller.line + 1,
        (None, Some(first)) => first.line,
        (None, None) => family.line + 1,
    };
    at..at
}

fn table_or(codes: &Codes, family: &Family, row: String) -> Vec<String> {
    let has_rows = codes.rows.iter().any(|row| letters(&row.code) == family.letters);
    if has_rows {
        vec![row]
    } else {
        [vec![String::new()], table(row)].concat()
    }
}

fn table(row: String) -> Vec<String> {
    vec!["| code | what | ships as |".into(), "|---|---|---|".into(), row]
}

fn new_family(code: &str, row: String) -> Vec<String> {
    let heading = format!("## {}: say its name · dites son nom", letters(code));
    [vec![heading, String::new()], table(row), vec![String::new()]].concat()
}

/// Before what is kept for later, or at the end.
fn end(lines: &[String]) -> std::ops::Range<usize> {
    let kept = lines.iter().position(|line| line.starts_with("## Kept"));
    let at = kept.unwrap_or(lines.len());
    at..at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_stand_in_the_order_of_the_alphabet() {
        let list = "//! REP: twice.\n\npub(crate) mod doubled_word;\npub(crate) mod passage;\n\nuse a;\n";
        assert!(with_module(list, "echo").contains("mod doubled_word;\npub(crate) mod echo;\npub(crate) mod passage;\n\nuse a;\n"));
        assert!(with_module(list, "a").contains("twice.\n\npub(crate) mod a;\npub(crate) mod doubled_word;"));
        assert_eq!(with_module(list, "passage"), list);
        assert_eq!(with_module("//! NEW: x.\n", "a"), "//! NEW: x.\n\npub(crate) mod a;\n");
    }

    #[test]
    fn the_registry_keeps_its_order() {
        let registry = "use a;\n\nstatic ALL: &[Check] = &[rep::a::CHECK, hse::b::CHECK];\n\nfn all() {}\n";
        let before = with_entry(registry, "quo::c::CHECK", Some("hse::b::CHECK")).unwrap();
        assert!(
            before.contains("&[\n    rep::a::CHECK,\n    quo::c::CHECK,\n    hse::b::CHECK,\n];\n\nfn all"),
            "{before}"
        );
        let last = with_entry(&before, "zzz::d::CHECK", None).unwrap();
        assert!(last.contains("hse::b::CHECK,\n    zzz::d::CHECK,\n];"), "{last}");
        assert!(with_entry("fn all() {}", "a::b::CHECK", None).is_err());
    }

    #[test]
    fn a_code_enters_the_list_in_the_order_of_the_numbers() {
        let list = "## QUO: quotations · citations\n\n| code | what |\n|---|---|\n| `QUO-201` | a | note |\n| `QUO-221` | b | note |\n\n## SPE: x\n\n## Kept for later\n";
        assert!(with_row(list, "QUO-210", "c").contains("| `QUO-201` | a | note |\n| `QUO-210` | c | note |\n| `QUO-221`"));
        assert!(with_row(list, "QUO-200", "c").contains("|---|---|\n| `QUO-200` | c | note |\n| `QUO-201`"));
        assert!(with_row(list, "SPE-01", "c").contains("## SPE: x\n\n| code | what | ships as |\n|---|---|---|\n| `SPE-01`"));
        let new = with_row(list, "NAM-401", "c");
        assert!(
            new.contains(
                "## NAM: say its name · dites son nom\n\n| code | what | ships as |\n|---|---|---|\n| `NAM-401` | c | note |\n\n## Kept"
            ),
            "{new}"
        );
    }
}
