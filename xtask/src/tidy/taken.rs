//! What stands in the lock file, against `deny.toml`: no banned crate, no second version that is not accounted for, no
//! source but the registry. The same file is `cargo deny`'s, which need not be installed.

use std::collections::BTreeMap;
use std::path::Path;

use super::Remark;
use super::licence::is_accepted;
use super::lock::{LOCK, Package, packages};
use super::tree::Tree;
use crate::{Outcome, workspace};

const RULES: &str = "deny.toml";

/// Breaches that can be read from the two files alone.
pub(super) fn taken(tree: &Tree) -> Vec<Remark> {
    let (Some(rules), Some(lock)) = (tree.text(RULES), tree.text(LOCK)) else {
        return Vec::new();
    };
    let (rules, packages) = (Rules::read(rules), packages(lock));
    let mut remarks = banned(&rules, &packages);
    remarks.extend(doubled(&rules, &packages));
    remarks.extend(foreign(&rules, &packages));
    remarks
}

/// Crates whose licence is not accepted. Licences stand in the crates themselves, so cargo is asked.
pub(super) fn licences(root: &Path, tree: &Tree) -> Outcome<Vec<Remark>> {
    let rules = Rules::read(tree.text(RULES).unwrap_or_default());
    let arguments = ["tree", "--workspace", "--locked", "--prefix", "none", "--format", "{p}|{l}"];
    let told = workspace::cargo(root, &arguments)
        .output()
        .map_err(|fault| format!("cargo could not be started: {fault}."))?;
    if !told.status.success() {
        return Err(format!(
            "The licences could not be read:\n{}",
            String::from_utf8_lossy(&told.stderr)
        ));
    }
    Ok(unlicensed(&rules, &String::from_utf8_lossy(&told.stdout)))
}

/// Lines of `name v1.2.3 (where)|licence (*)`.
fn unlicensed(rules: &Rules, told: &str) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for line in told.lines() {
        let Some((package, licence)) = line.split_once('|') else {
            continue;
        };
        let licence = licence.trim_end_matches("(*)").trim();
        let is_ours = package.contains("(/") || package.contains(":\\");
        if !is_ours && !is_accepted(licence, &rules.licences) {
            remarks.push(Remark::new(
                RULES,
                1,
                format!("{package} has the licence `{licence}`, which is not accepted."),
            ));
        }
    }
    remarks.sort();
    remarks.dedup();
    remarks
}

fn banned(rules: &Rules, packages: &[Package]) -> Vec<Remark> {
    let found = packages.iter().filter_map(|package| {
        let (_, reason) = rules.banned.iter().find(|(name, _)| *name == package.name)?;
        Some(Remark::new(LOCK, package.line, format!("`{}` is banned: {reason}.", package.name)))
    });
    found.collect()
}

fn doubled(rules: &Rules, packages: &[Package]) -> Vec<Remark> {
    let mut counted: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for package in packages {
        let (count, line) = counted.entry(&package.name).or_default();
        (*count, *line) = (*count + 1, package.line);
    }
    let is_known = |name: &str| rules.doubled.iter().any(|(known, _)| known == name);
    let new = counted.iter().filter(|(name, (count, _))| *count > 1 && !is_known(name));
    let new = new.map(|(name, (count, line))| {
        Remark::new(
            LOCK,
            *line,
            format!("`{name}` is there in {count} versions: one is enough, or deny.toml says who holds the other."),
        )
    });
    let stale = rules
        .doubled
        .iter()
        .filter(|(name, _)| counted.get(name.as_str()).is_none_or(|(count, _)| *count < 2));
    let stale = stale.map(|(name, _)| Remark::new(RULES, 1, format!("`{name}` is there once: take it out of the list.")));
    new.chain(stale).collect()
}

fn foreign(rules: &Rules, packages: &[Package]) -> Vec<Remark> {
    let from_elsewhere = packages.iter().filter(|package| {
        let source = package.source.as_deref();
        source.is_some_and(|source| !rules.registries.iter().any(|registry| source == format!("registry+{registry}")))
    });
    from_elsewhere
        .map(|package| Remark::new(LOCK, package.line, format!("`{}` does not come from the registry.", package.name)))
        .collect()
}

/// What `deny.toml` says, as far as it is read here.
#[derive(Debug, Default)]
struct Rules {
    licences: Vec<String>,
    banned: Vec<(String, String)>,
    doubled: Vec<(String, String)>,
    registries: Vec<String>,
}

impl Rules {
    fn read(text: &str) -> Self {
        let mut rules = Self::default();
        let (mut section, mut key) = (String::new(), String::new());
        for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
            if let Some(header) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                header.clone_into(&mut section);
            } else if let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with('{')) {
                name.clone_into(&mut key);
            }
            rules.add(&format!("{section}.{key}"), line);
        }
        rules
    }

    fn add(&mut self, key: &str, line: &str) {
        let value = line.split_once(" = [").map_or(line, |(_, value)| value);
        let texts: Vec<String> = value.split('"').skip(1).step_by(2).map(str::to_owned).collect();
        match (key, texts.as_slice()) {
            ("licenses.allow", _) => self.licences.extend(texts),
            ("sources.allow-registry", _) => self.registries.extend(texts),
            ("bans.deny", [name, reason]) => self.banned.push((name.clone(), reason.clone())),
            ("bans.skip", [name, reason]) => self.doubled.push((name.clone(), reason.clone())),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;

    const DENY: &str = "[licenses]\nallow = [\n  \"MIT\",\n]\n[bans]\ndeny = [\n  { crate = \"openssl\", reason = \"one provider\" },\n]\nskip = [\n  { crate = \"syn\", reason = \"old\" },\n]\n[sources]\nallow-registry = [\"https://a.example/index\"]\n";

    fn package(name: &str, version: &str, source: &str) -> String {
        format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n{source}\n")
    }

    fn sentences(packages: &[String]) -> Vec<String> {
        let lock = [&[package("syn", "1.0.0", ""), package("syn", "2.0.0", "")], packages]
            .concat()
            .concat();
        taken(&tree(&[(RULES, DENY), (LOCK, &lock)]))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn what_the_rules_know_of_passes() {
        let one = package("serde", "1.0.0", "source = \"registry+https://a.example/index\"");
        assert_eq!(sentences(&[one]), [""; 0]);
    }

    #[test]
    fn a_banned_crate_and_a_second_version_are_found_at_their_line() {
        assert_eq!(
            sentences(&[package("openssl", "1.0.0", "")]),
            ["Cargo.lock:10: `openssl` is banned: one provider."]
        );
        let found = sentences(&[package("toml", "1.0.0", ""), package("toml", "2.0.0", "")]);
        assert!(found[0].starts_with("Cargo.lock:14: `toml` is there in 2 versions"), "{found:?}");
    }

    #[test]
    fn a_second_version_that_is_gone_leaves_the_list() {
        let lock = package("syn", "1.0.0", "");
        let found = taken(&tree(&[(RULES, DENY), (LOCK, &lock)]));
        assert_eq!(found[0].sentence, "`syn` is there once: take it out of the list.");
    }

    #[test]
    fn what_does_not_come_from_the_registry_is_refused() {
        let git = package("a", "1.0.0", "source = \"git+https://b.example/a\"");
        assert!(sentences(&[git])[0].contains("does not come from the registry"));
    }

    #[test]
    fn licences_are_read_from_what_cargo_tells() {
        let rules = Rules::read(DENY);
        let told = "serde v1.0.0|MIT OR Apache-2.0 (*)\nacts v0.1.0 (/a/crates/acts)|\nb v2.0.0|GPL-3.0-only\nb v2.0.0|GPL-3.0-only (*)\n";
        let found = unlicensed(&rules, told);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].sentence, "b v2.0.0 has the licence `GPL-3.0-only`, which is not accepted.");
    }
}
