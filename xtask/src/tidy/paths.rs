//! The paths of a Rust file: what it brings in by `use`, what it names in place, what it defines.

use std::collections::BTreeSet;

use super::lexer::Token;
use super::rust::RustFile;

/// Words before the name of an item.
const ITEMS: [&str; 9] = ["fn", "struct", "enum", "trait", "type", "const", "static", "union", "mod"];

/// The modules inside of a file around a place, outermost first; none for the file's own level.
pub(super) type Inside = Vec<String>;

/// One name brought in by `use`.
#[derive(Debug, PartialEq, Eq, Clone)]
pub(super) struct Use {
    pub(super) inside: Inside,
    pub(super) path: Vec<String>,
    /// What it is called here; `*` for everything.
    pub(super) name: String,
    pub(super) line: usize,
    /// Whether it only hands the name on: `pub use`, in whatever reach.
    pub(super) hands_on: bool,
}

/// A path that stands in the code itself.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) inside: Inside,
    pub(super) path: Vec<String>,
    pub(super) line: usize,
}

/// What a file says of itself and others, tests left out.
#[derive(Debug, Default)]
pub(super) struct Paths {
    pub(super) uses: Vec<Use>,
    pub(super) mentions: Vec<Mention>,
    /// The modules written out in the file.
    pub(super) modules: Vec<Inside>,
    /// The names of its items, without regard to where in it they stand.
    pub(super) items: BTreeSet<String>,
    pub(super) macros: BTreeSet<String>,
    /// Modules in files of their own that exist for tests only.
    pub(super) test_modules: Vec<String>,
}

impl Paths {
    pub(super) fn of(file: &RustFile) -> Self {
        let tokens = file.tokens();
        let mut paths = Self {
            test_modules: test_modules(file, &tokens),
            ..Self::default()
        };
        let shipped: Vec<Token<'_>> = tokens.into_iter().filter(|token| !file.is_under_cfg_test(token.line)).collect();
        paths.read(&shipped);
        paths
    }

    fn read(&mut self, tokens: &[Token<'_>]) {
        let (mut at, mut depth) = (0, 0_usize);
        let mut open: Vec<Opened> = Vec::new();
        while at < tokens.len() {
            let here = &tokens[at..];
            let inside: Inside = open.iter().map(|module| module.name.clone()).collect();
            match here {
                [word, ..] if word.text == "use" && !is_in_brackets(tokens, at) => {
                    at += self.read_use(tokens, at, &inside);
                    continue;
                }
                [word, name, brace, ..] if word.text == "mod" && brace.text == "{" => {
                    open.push(Opened {
                        name: name.text.to_owned(),
                        depth,
                    });
                    self.modules.push(open.iter().map(|module| module.name.clone()).collect());
                }
                _ => self.read_item(tokens, at, &inside),
            }
            match here[0].text {
                "{" => depth += 1,
                "}" => {
                    depth = depth.saturating_sub(1);
                    open.pop_if(|module| module.depth == depth);
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// Takes a whole `use`, up to its semicolon; how many tokens that were.
    fn read_use(&mut self, tokens: &[Token<'_>], at: usize, inside: &Inside) -> usize {
        let here = &tokens[at..];
        let end = here.iter().position(|token| token.text == ";").unwrap_or(here.len());
        let pattern = Use {
            inside: inside.clone(),
            path: Vec::new(),
            name: String::new(),
            line: here[0].line,
            hands_on: hands_on(&tokens[..at]),
        };
        branch(&here[1..end], &pattern, &mut self.uses);
        end.max(1)
    }

    fn read_item(&mut self, tokens: &[Token<'_>], at: usize, inside: &Inside) {
        let here = &tokens[at..];
        if let [word, name, ..] = here
            && ITEMS.contains(&word.text)
        {
            self.items.insert(name.text.to_owned());
        }
        if let [word, bang, name, ..] = here
            && word.text == "macro_rules"
            && bang.text == "!"
        {
            self.macros.insert(name.text.to_owned());
        }
        if let Some(path) = path_at(tokens, at) {
            self.mentions.push(Mention {
                inside: inside.clone(),
                path,
                line: here[0].line,
            });
        }
    }
}

/// A module whose brace is open, and how deep that brace stands.
struct Opened {
    name: String,
    depth: usize,
}

/// `#[cfg(test)] mod a;`
fn test_modules(file: &RustFile, tokens: &[Token<'_>]) -> Vec<String> {
    let declared = tokens.windows(3).filter(|window| window[0].text == "mod" && window[2].text == ";");
    let tests = declared.filter(|window| file.is_under_cfg_test(window[0].line));
    tests.map(|window| window[1].text.to_owned()).collect()
}

/// `impl Trait + use<'a>` is no import.
fn is_in_brackets(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|next| next.text == "<")
}

/// Whether a visibility stands before the `use`.
fn hands_on(before: &[Token<'_>]) -> bool {
    match before {
        [.., last] if last.text == "pub" => true,
        [.., last] if last.text == ")" => {
            let open = before.iter().rposition(|token| token.text == "(");
            open.and_then(|open| before.get(open.checked_sub(1)?))
                .is_some_and(|word| word.text == "pub")
        }
        _ => false,
    }
}

/// A branch of a use tree: segments, then a name, a star, or a group of further branches.
fn branch(tokens: &[Token<'_>], stem: &Use, found: &mut Vec<Use>) {
    let mut here = stem.clone();
    let mut rest = tokens;
    while let [first, after @ ..] = rest {
        match first.text {
            ":" => {}
            "{" => {
                let end = closing(rest);
                for part in commas(&rest[1..end]) {
                    branch(part, &here, found);
                }
                return;
            }
            "as" => {
                after.first().map_or("_", |name| name.text).clone_into(&mut here.name);
                break;
            }
            "*" => "*".clone_into(&mut here.name),
            "self" if !here.path.is_empty() => {}
            word => {
                here.path.push(word.to_owned());
                here.line = first.line;
            }
        }
        rest = after;
    }
    if here.name.is_empty() {
        here.name = here.path.last().cloned().unwrap_or_default();
    }
    if !here.path.is_empty() {
        found.push(here);
    }
}

/// Where the brace opened by the first token is closed.
fn closing(tokens: &[Token<'_>]) -> usize {
    let mut depth = 0_usize;
    let end = tokens.iter().position(|token| {
        match token.text {
            "{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    });
    end.unwrap_or(tokens.len())
}

fn commas<'a, 'b>(tokens: &'a [Token<'b>]) -> Vec<&'a [Token<'b>]> {
    let mut depth = 0_i32;
    let parts = tokens.split(|token| {
        match token.text {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        token.text == "," && depth == 0
    });
    parts.filter(|part| !part.is_empty()).collect()
}

/// The path that begins at a token: at least two segments, and not the middle of another path.
fn path_at(tokens: &[Token<'_>], at: usize) -> Option<Vec<String>> {
    let before = &tokens[..at];
    let is_inner = match before {
        [.., one, other] if one.text == ":" && other.text == ":" => true,
        [.., open, word] if open.text == "(" && word.text == "in" => true,
        [.., last] => [".", "$", "'"].contains(&last.text),
        [] => false,
    };
    let mut rest = &tokens[at..];
    let mut path = vec![word(rest.first()?)?];
    while let [_, one, other, next, ..] = rest
        && one.text == ":"
        && other.text == ":"
        && let Some(segment) = word(next)
    {
        path.push(segment);
        rest = &rest[3..];
    }
    (!is_inner && path.len() > 1).then_some(path)
}

fn word(token: &Token<'_>) -> Option<String> {
    let is_word = token.text.starts_with(|letter: char| letter.is_alphabetic() || letter == '_');
    is_word.then(|| token.text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(source: &str) -> Paths {
        Paths::of(&RustFile::new("crates/a/src/b.rs", source))
    }

    fn uses(source: &str) -> Vec<String> {
        let shown = |one: Use| format!("{}: {} as {}", one.line, one.path.join("::"), one.name);
        paths(source).uses.into_iter().map(shown).collect()
    }

    #[test]
    fn a_tree_of_uses_is_read_to_its_leaves() {
        assert_eq!(
            uses("use crate::{\n    a::{self, b as c, d::*},\n    E,\n};\nuse super::super::f;"),
            [
                "2: crate::a as a",
                "2: crate::a::b as c",
                "2: crate::a::d as *",
                "3: crate::E as E",
                "5: super::super::f as f"
            ]
        );
    }

    #[test]
    fn what_is_handed_on_is_told_from_what_is_used() {
        let found = paths("use a::B; pub use c::D; pub(crate) use e::F; fn g() -> impl H + use<'_> {}");
        let hands_on: Vec<bool> = found.uses.iter().map(|one| one.hands_on).collect();
        assert_eq!(hands_on, [false, true, true]);
    }

    #[test]
    fn paths_in_the_code_are_read_and_their_middles_are_not() {
        let found = paths("pub(in crate::x) fn a(b: crate::c::D) { super::e::<F>(); $crate::g::h(); i.j::<K>() }");
        let shown: Vec<String> = found.mentions.iter().map(|one| one.path.join("::")).collect();
        assert_eq!(shown, ["crate::c::D", "super::e"]);
    }

    #[test]
    fn modules_in_a_file_are_known_and_tests_are_left_out() {
        let found =
            paths("mod a { mod b { use super::C; } fn d() {} }\n#[cfg(test)]\nmod tests {\n use crate::e;\n}\n#[cfg(test)]\nmod f;\n");
        assert_eq!(found.modules, [vec!["a".to_owned()], vec!["a".to_owned(), "b".to_owned()]]);
        assert_eq!(found.uses.len(), 1);
        assert_eq!(found.uses[0].inside, ["a", "b"]);
        assert_eq!(found.test_modules, ["f"]);
        assert!(found.items.contains("d"));
    }
}
