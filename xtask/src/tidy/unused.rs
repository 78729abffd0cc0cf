//! Nothing is taken that is not used and accounted for: each dependency of a crate is named in its code, each of the
//! workspace in a crate and in decision 12.

use std::collections::{BTreeMap, BTreeSet};

use super::Remark;
use super::manifest::{Section, dependencies, workspace_dependencies};
use super::tree::Tree;

/// Where all versions stand.
const WORKSPACE: &str = "Cargo.toml";

/// What we take, and for what.
const REASONS: &str = "docs/decisions/0012-what-we-take-from-others.md";

/// Dependencies that nobody names.
pub(super) fn unused(tree: &Tree) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for (path, text) in tree.texts().filter(|(path, _)| path.ends_with("/Cargo.toml")) {
        let words = words_of(tree, path.trim_end_matches("Cargo.toml"));
        for dependency in dependencies(text) {
            let section = dependency.section;
            if words
                .get(&section)
                .is_none_or(|words| !words.contains(dependency.name.replace('-', "_").as_str()))
            {
                let sentence = format!(
                    "`{}` is named nowhere in this crate's {}: take it out.",
                    dependency.name,
                    section.code()
                );
                remarks.push(Remark::new(path, dependency.line, sentence));
            }
            taken.insert(dependency.name);
        }
    }
    let loose = tree.text(WORKSPACE).into_iter().flat_map(workspace_dependencies);
    let loose = loose.filter(|dependency| !taken.contains(&dependency.name) && !is_ours(tree, &dependency.name));
    remarks.extend(loose.map(|one| Remark::new(WORKSPACE, one.line, format!("No crate takes `{}`: take it out.", one.name))));
    remarks
}

/// Dependencies of the workspace that decision 12 does not name.
pub(super) fn unexplained(tree: &Tree) -> Vec<Remark> {
    let (Some(manifest), Some(reasons)) = (tree.text(WORKSPACE), tree.text(REASONS)) else {
        return Vec::new();
    };
    let taken = workspace_dependencies(manifest).into_iter().filter(|one| !is_ours(tree, &one.name));
    let unexplained = taken.filter(|one| !reasons.contains(&format!("`{}`", one.name)));
    unexplained
        .map(|one| {
            Remark::new(
                WORKSPACE,
                one.line,
                format!("`{}` has no row in decision 12: say what for.", one.name),
            )
        })
        .collect()
}

/// A crate of the workspace stands in the list so that others may take it.
fn is_ours(tree: &Tree, name: &str) -> bool {
    tree.text(&format!("crates/{name}/Cargo.toml")).is_some()
}

/// The words of a crate's code: of what ships for what it takes, of all for what its tests take.
fn words_of<'a>(tree: &'a Tree, folder: &str) -> BTreeMap<Section, BTreeSet<&'a str>> {
    let mut words: BTreeMap<Section, BTreeSet<&str>> = BTreeMap::new();
    for file in tree.rust().iter().filter(|file| file.path.starts_with(folder)) {
        for token in file.tokens() {
            words.entry(Section::Tests).or_default().insert(token.text);
            if !file.is_beside_the_code() && !file.is_under_cfg_test(token.line) {
                words.entry(Section::Shipped).or_default().insert(token.text);
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;

    fn sentences(manifest: &str, source: &str) -> Vec<String> {
        let files = [("crates/a/Cargo.toml", manifest), ("crates/a/src/lib.rs", source)];
        unused(&tree(&files)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_named_is_used() {
        let manifest = "[dependencies]\nserde_json.workspace = true\nserde-saphyr = \"2\"\n[dev-dependencies]\ninsta = \"1\"\n";
        let source = "//! A.\nuse serde_json::Value;\nfn b() { serde_saphyr::c() }\n#[cfg(test)]\nmod tests { use insta::d; }\n";
        assert_eq!(sentences(manifest, source), [""; 0]);
    }

    #[test]
    fn what_is_not_named_goes() {
        assert_eq!(
            sentences("[dependencies]\ntoml = \"1\"\n", "//! A. toml\nfn b() { \"toml\" }\n"),
            ["crates/a/Cargo.toml:2: `toml` is named nowhere in this crate's shipped code: take it out."]
        );
    }

    #[test]
    fn what_only_tests_name_is_for_tests() {
        let source = "//! A.\n#[cfg(test)]\nmod tests { use toml::b; }\n";
        assert_eq!(sentences("[dependencies]\ntoml = \"1\"\n", source).len(), 1);
        assert_eq!(sentences("[dev-dependencies]\ntoml = \"1\"\n", source).len(), 0);
    }

    #[test]
    fn the_workspace_lists_only_what_a_crate_takes() {
        let files = [
            (
                "Cargo.toml",
                "[workspace.dependencies]\na = { path = \"crates/a\" }\ntoml = \"1\"\nbrotli = \"9\"\n",
            ),
            ("crates/a/Cargo.toml", "[dependencies]\ntoml.workspace = true\n"),
            ("crates/a/src/lib.rs", "//! A.\nuse toml::b;\n"),
        ];
        let found: Vec<String> = unused(&tree(&files)).iter().map(ToString::to_string).collect();
        assert_eq!(found, ["Cargo.toml:4: No crate takes `brotli`: take it out."]);
    }

    #[test]
    fn what_is_taken_has_its_reason() {
        let files = [
            (
                "Cargo.toml",
                "[workspace.dependencies]\na = { path = \"crates/a\" }\ntoml = \"1\"\nbrotli = \"9\"\n",
            ),
            ("crates/a/Cargo.toml", ""),
            (REASONS, "| settings | `toml` |\n"),
        ];
        let found: Vec<String> = unexplained(&tree(&files)).iter().map(ToString::to_string).collect();
        assert_eq!(found, ["Cargo.toml:4: `brotli` has no row in decision 12: say what for."]);
    }
}
