//! The modules of a crate, and in which file what a path means is defined.

use std::collections::{BTreeMap, BTreeSet};

use super::paths::{Paths, Use};
use super::rust::RustFile;
use super::tree::Tree;

/// A chain of names handed on that is longer goes round in itself.
const LONGEST_CHAIN: usize = 12;

/// A module by the names that lead to it from the crate's root, itself the empty one.
type Path = Vec<String>;

/// The modules of one crate.
#[derive(Debug, Default)]
pub(super) struct Modules {
    files: BTreeMap<String, File>,
    /// Which file holds a module, written out in another or not.
    homes: BTreeMap<Path, String>,
}

#[derive(Debug)]
struct File {
    module: Path,
    paths: Paths,
    tokens: BTreeMap<String, Vec<usize>>,
}

impl Modules {
    /// The crates of a tree, each with its modules. Tests, benches and examples are not among them.
    pub(super) fn by_crate(tree: &Tree) -> BTreeMap<String, Self> {
        let mut crates: BTreeMap<String, Self> = BTreeMap::new();
        for file in tree.rust() {
            if let Some((name, module)) = place(tree, &file.path) {
                crates.entry(name).or_default().add(file, module);
            }
        }
        crates.values_mut().for_each(Self::leave_tests_out);
        crates
    }

    /// Which file looks at which other, and on what line first.
    pub(super) fn arrows(&self) -> BTreeMap<String, BTreeMap<String, usize>> {
        let mut arrows: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for (path, file) in &self.files {
            for (seen, line) in self.seen_by(file) {
                if seen != *path {
                    let first = arrows.entry(path.clone()).or_default().entry(seen).or_insert(line);
                    *first = line.min(*first);
                }
            }
        }
        arrows
    }

    fn add(&mut self, file: &RustFile, module: Path) {
        let paths = Paths::of(file);
        let inner = paths.modules.iter().map(|inside| [module.as_slice(), inside].concat());
        self.homes.extend(inner.map(|inside| (inside, file.path.clone())));
        self.homes.insert(module.clone(), file.path.clone());
        let tokens = bare_words(file);
        self.files.insert(file.path.clone(), File { module, paths, tokens });
    }

    /// Removes what is a module for tests only, and all below it.
    fn leave_tests_out(&mut self) {
        let tests: BTreeSet<Path> = self
            .files
            .values()
            .flat_map(|file| file.paths.test_modules.iter().map(|name| child(&file.module, name)))
            .collect();
        self.files.retain(|_, file| !tests.iter().any(|test| file.module.starts_with(test)));
        self.homes.retain(|module, _| !tests.iter().any(|test| module.starts_with(test)));
    }

    /// What a file uses, and what it names in place. A name that is only handed on is a signpost and no look.
    fn seen_by(&self, file: &File) -> Vec<(String, usize)> {
        let uses = file.paths.uses.iter().filter_map(|one| {
            let from = [file.module.as_slice(), &one.inside].concat();
            let line = if one.hands_on { used_line(file, one)? } else { one.line };
            Some((self.home(&from, &one.path)?, line))
        });
        let mentions = file.paths.mentions.iter().filter_map(|one| {
            let from = [file.module.as_slice(), &one.inside].concat();
            let is_ours =
                ["crate", "self", "super"].contains(&one.path[0].as_str()) || self.homes.contains_key(&child(&from, &one.path[0]));
            Some((self.home(&from, &one.path).filter(|_| is_ours)?, one.line))
        });
        uses.chain(mentions).collect()
    }

    /// The file that defines what a path means, seen from a module; none for what is not of this crate.
    fn home(&self, from: &[String], path: &[String]) -> Option<String> {
        self.followed(&Way { from, path, chain: 0 })
    }

    fn followed(&self, way: &Way<'_>) -> Option<String> {
        let mut here = way.from.to_vec();
        for (at, name) in way.path.iter().enumerate() {
            match name.as_str() {
                "crate" => here.clear(),
                "self" => {}
                "super" => drop(here.pop()),
                _ if self.homes.contains_key(&child(&here, name)) => here.push(name.clone()),
                _ => return self.item(&here, way, at),
            }
        }
        self.homes.get(&here).cloned()
    }

    /// What is no module: a macro, a name that was handed on, an item; from outside if a path begins with it.
    fn item(&self, here: &[String], way: &Way<'_>, at: usize) -> Option<String> {
        if way.chain > LONGEST_CHAIN {
            return None;
        }
        let home = self.homes.get(here)?;
        let rest = &way.path[at..];
        let name = rest.first()?;
        if let Some((path, _)) = self.files.iter().find(|(_, file)| file.paths.macros.contains(name)) {
            return Some(path.clone());
        }
        if self.files.get(home).is_some_and(|file| file.paths.items.contains(name)) {
            return Some(home.clone());
        }
        let from_here = |path: &[String]| {
            self.followed(&Way {
                from: here,
                path,
                chain: way.chain + 1,
            })
        };
        match self.brought_in(here, name) {
            Some(one) => from_here(&[one.path.as_slice(), &rest[1..]].concat()),
            None => self.star_of(here, name, from_here).or_else(|| (at > 0).then(|| home.clone())),
        }
    }

    fn brought_in(&self, here: &[String], name: &str) -> Option<&Use> {
        let file = self.files.get(self.homes.get(here)?)?;
        let mut named = file.paths.uses.iter().filter(|one| one.name == name);
        named.find(|one| one.path.len() > 1)
    }

    /// A name that came with everything of a module.
    fn star_of(&self, here: &[String], name: &str, from_here: impl Fn(&[String]) -> Option<String>) -> Option<String> {
        let file = self.files.get(self.homes.get(here)?)?;
        let stars = file.paths.uses.iter().filter(|one| one.name == "*");
        let mut found = stars.filter_map(|star| {
            let there = self.files.get(&from_here(&star.path)?)?;
            let is_there = there.paths.items.contains(name) || there.paths.uses.iter().any(|one| one.name == name);
            is_there.then(|| from_here(&child(&star.path, name))).flatten()
        });
        found.next()
    }
}

/// A path on its way to the file that defines what it means, and by how many names it was handed on already.
struct Way<'a> {
    from: &'a [String],
    path: &'a [String],
    chain: usize,
}

/// The words of the code that stand alone and mean something by themselves: no method, no middle of a path, no declared
/// module.
fn bare_words(file: &RustFile) -> BTreeMap<String, Vec<usize>> {
    let tokens = file.tokens();
    let mut words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, token) in tokens.iter().enumerate() {
        let is_bound = match &tokens[..at] {
            [.., last] if ["mod", "."].contains(&last.text) => true,
            [.., one, other] => one.text == ":" && other.text == ":",
            _ => false,
        };
        if !is_bound && !file.is_under_cfg_test(token.line) {
            words.entry(token.text.to_owned()).or_default().push(token.line);
        }
    }
    words
}

/// Where a name that is handed on is used in the same file, apart from its `use`.
fn used_line(file: &File, one: &Use) -> Option<usize> {
    let of_uses: BTreeSet<usize> = file.paths.uses.iter().map(|other| other.line).collect();
    let lines = file.tokens.get(&one.name)?;
    lines.iter().find(|line| !of_uses.contains(line)).copied()
}

fn child(module: &[String], name: &str) -> Path {
    [module, &[name.to_owned()]].concat()
}

/// The crate of a source file and its module. Beside a library, the file of the program is one more user of it.
fn place(tree: &Tree, path: &str) -> Option<(String, Path)> {
    let inside = path.strip_prefix("crates/").unwrap_or(path);
    let (name, rest) = inside.split_once("/src/")?;
    let parts: Vec<&str> = rest.strip_suffix(".rs")?.split('/').collect();
    let has_library = tree.text(&path.replace(rest, "lib.rs")).is_some();
    if name.contains('/') || parts.contains(&"tests") || parts[0] == "bin" || (rest == "main.rs" && has_library) {
        return None;
    }
    let module = match parts.as_slice() {
        ["lib" | "main"] => Path::new(),
        [above @ .., "mod"] => above.iter().map(|part| (*part).to_owned()).collect(),
        all => all.iter().map(|part| (*part).to_owned()).collect(),
    };
    Some((name.to_owned(), module))
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;

    /// The arrows of one crate, without the folders.
    fn arrows(files: &[(&str, &str)]) -> Vec<String> {
        let named: Vec<(String, &str)> = files.iter().map(|(path, text)| (format!("crates/a/src/{path}"), *text)).collect();
        let borrowed: Vec<(&str, &str)> = named.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        let crates = Modules::by_crate(&tree(&borrowed));
        let mut shown = Vec::new();
        for (from, seen) in crates["a"].arrows() {
            for (to, line) in seen {
                let bare = |path: &str| path.trim_start_matches("crates/a/src/").to_owned();
                shown.push(format!("{}:{line} {}", bare(&from), bare(&to)));
            }
        }
        shown
    }

    #[test]
    fn a_path_leads_to_the_file_of_its_module() {
        let files = [
            ("b.rs", "use crate::c::d::E;\nuse super::f;\n"),
            ("c/mod.rs", ""),
            ("c/d.rs", "fn g() { super::h(); self::i::j(); }"),
            ("f.rs", "use std::fmt;\nuse serde::Serialize;\n"),
        ];
        assert_eq!(arrows(&files), ["b.rs:1 c/d.rs", "b.rs:2 f.rs", "c/d.rs:1 c/mod.rs"]);
    }

    #[test]
    fn a_name_that_is_handed_on_counts_where_it_is_defined() {
        let files = [
            ("lib.rs", "mod b;\npub use b::{B, C as D};\npub use uuid::Uuid;\npub struct E;\n"),
            ("b.rs", "pub struct B;\npub struct C;\n"),
            ("f.rs", "use crate::{B, D};\nuse crate::Uuid;\n"),
            ("g.rs", "use crate::E;\n"),
        ];
        assert_eq!(arrows(&files), ["f.rs:1 b.rs", "g.rs:1 lib.rs"]);
    }

    #[test]
    fn who_uses_what_he_hands_on_looks_at_it() {
        let files = [("lib.rs", "pub use b::B;\nfn c(b: B) {}\n"), ("b.rs", "pub struct B;\n")];
        assert_eq!(arrows(&files), ["lib.rs:2 b.rs"]);
    }

    #[test]
    fn what_bears_the_same_name_is_no_use_of_it() {
        let files = [
            ("lib.rs", "mod b;\npub use b::b;\nfn c(d: D) { d.b(); e::b() }\n"),
            ("b.rs", "pub fn b() {}\nuse crate::c;\n"),
        ];
        assert_eq!(arrows(&files), ["b.rs:2 lib.rs"]);
    }

    #[test]
    fn everything_of_a_module_may_be_handed_on() {
        let files = [
            ("lib.rs", "pub use b::*;\n"),
            ("b.rs", "pub struct B;\n"),
            ("c.rs", "fn d() { crate::B::new(); }\n"),
        ];
        assert_eq!(arrows(&files), ["c.rs:1 b.rs"]);
    }

    #[test]
    fn a_child_that_is_called_by_its_name_is_looked_at() {
        let files = [("b/mod.rs", "mod c;\nuse c::D;\nfn e() { c::f() }\n"), ("b/c.rs", "")];
        assert_eq!(arrows(&files), ["b/mod.rs:2 b/c.rs"]);
    }

    #[test]
    fn a_macro_counts_where_it_is_written() {
        let files = [
            ("lib.rs", "mod b;\n"),
            ("b.rs", "macro_rules! said { () => {} }\npub(crate) use said;\n"),
            ("c.rs", "use crate::b::said;\n"),
            ("d.rs", "fn e() { crate::said!() }\n"),
        ];
        assert_eq!(arrows(&files), ["c.rs:1 b.rs", "d.rs:1 b.rs"]);
    }

    #[test]
    fn modules_in_a_file_are_that_file() {
        let files = [
            ("b.rs", "pub mod c { use super::super::d::D; pub fn e() { super::f() } }\n"),
            ("d.rs", "use crate::b::c::e;\n"),
        ];
        assert_eq!(arrows(&files), ["b.rs:1 d.rs", "d.rs:1 b.rs"]);
    }

    #[test]
    fn files_for_tests_are_not_of_the_crate() {
        let files = [
            ("b.rs", "#[cfg(test)]\nmod c;\n"),
            ("b/c.rs", "use crate::d::D;\n"),
            ("b/tests.rs", "use crate::d::D;\n"),
            ("d.rs", "use crate::b::B;\n"),
        ];
        assert_eq!(arrows(&files), ["d.rs:1 b.rs"]);
    }
}
