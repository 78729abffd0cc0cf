//! What a manifest takes: dependencies as keys of a table, or as tables of their own.

/// For whom a dependency is.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
pub(super) enum Section {
    Shipped,
    Tests,
}

impl Section {
    /// The code that may name such a dependency.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Shipped => "shipped code",
            Self::Tests => "code",
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dependency {
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) section: Section,
}

/// The dependencies of a manifest: as keys of a table, or as tables of their own.
pub(super) fn dependencies(text: &str) -> Vec<Dependency> {
    let mut found: Vec<Dependency> = Vec::new();
    let (mut section, mut open) = (None, 0_i32);
    for (number, line) in text.lines().enumerate().map(|(at, line)| (at + 1, bare(line))) {
        let is_inside = open > 0;
        open += balance(line);
        if let Some(header) = line.strip_prefix('[').filter(|_| !is_inside) {
            let (kind, name) = header_of(header.trim_end_matches(']'));
            section = kind.filter(|_| name.is_none());
            found.extend(kind.zip(name).map(|(section, name)| Dependency {
                name,
                line: number,
                section,
            }));
        } else if let Some(section) = section.filter(|_| !is_inside && line.contains('=')) {
            found.push(Dependency {
                name: key(line),
                line: number,
                section,
            });
        }
        rename(&mut found, line);
    }
    found
}

/// The dependencies that the workspace has versions of.
pub(super) fn workspace_dependencies(text: &str) -> Vec<Dependency> {
    let all: Vec<&str> = text.lines().collect();
    let begin = all.iter().position(|line| *line == "[workspace.dependencies]").unwrap_or(all.len());
    let end = all
        .iter()
        .skip(begin + 1)
        .position(|line| line.starts_with('['))
        .map_or(all.len(), |at| begin + 1 + at);
    let named = all
        .iter()
        .enumerate()
        .take(end)
        .skip(begin + 1)
        .map(|(at, line)| (at + 1, bare(line)));
    let named = named.filter(|(_, line)| line.contains('='));
    named
        .map(|(line, text)| Dependency {
            name: key(text),
            line,
            section: Section::Shipped,
        })
        .collect()
}

fn bare(line: &str) -> &str {
    line.split('#').next().unwrap_or(line).trim()
}

fn balance(line: &str) -> i32 {
    line.chars()
        .map(|sign| i32::from("[{".contains(sign)) - i32::from("]}".contains(sign)))
        .sum()
}

/// `dependencies`, `target.'cfg(unix)'.dev-dependencies`, `build-dependencies.sqlx`.
fn header_of(header: &str) -> (Option<Section>, Option<String>) {
    let kinds = [
        ("dev-dependencies", Section::Tests),
        ("build-dependencies", Section::Shipped),
        ("dependencies", Section::Shipped),
    ];
    let parts: Vec<&str> = header.split('.').collect();
    let found = kinds
        .iter()
        .find_map(|(word, kind)| Some((parts.iter().position(|part| part == word)?, *kind)));
    found.map_or((None, None), |(at, kind)| {
        (Some(kind), parts.get(at + 1).map(|name| unquoted(name)))
    })
}

fn key(line: &str) -> String {
    unquoted(line.split(['=', '.']).next().unwrap_or(line))
}

/// `short = { package = "real" }` depends on `real`.
fn rename(found: &mut [Dependency], line: &str) {
    let named = line.split_once("package").and_then(|(_, rest)| rest.trim_start().strip_prefix('='));
    if let (Some(value), Some(last)) = (named, found.last_mut()) {
        last.name = unquoted(value.split([',', '}']).next().unwrap_or(value));
    }
}

fn unquoted(text: &str) -> String {
    text.trim().trim_matches(['"', '\'']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_over_several_lines_is_one_dependency() {
        let manifest = "[dependencies]\nserde = { version = \"1\", features = [\n  \"store\",\n] }\nmanuscript = \"0\" # = store\n";
        let names: Vec<_> = dependencies(manifest).into_iter().map(|found| found.name).collect();
        assert_eq!(names, ["serde", "manuscript"]);
    }
}
