//! On a server, as README says: its Caddyfile before the real program, its unit around it, both word for word.

mod caddy;
mod debian;
mod proxied;
mod restarting;
mod unit;
mod walls;

/// What README says, all of it.
fn readme() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md")).unwrap()
}

/// A block of README's part on servers, by the language that it names, without its indentation in the list.
#[track_caller]
fn block(language: &str) -> String {
    let readme = readme();
    let (_, part) = readme.split_once("\n## On a server\n").unwrap();
    let part = part.split("\n## ").next().unwrap_or_default();
    let (before, rest) = part.split_once(&format!("```{language}\n")).unwrap();
    let indentation = before.rsplit('\n').next().unwrap_or_default();
    let (lines, _) = rest.split_once(&format!("\n{indentation}```")).unwrap();
    let unindented = |line: &str| format!("{}\n", line.strip_prefix(indentation).unwrap_or(line));
    lines.lines().map(unindented).collect()
}
