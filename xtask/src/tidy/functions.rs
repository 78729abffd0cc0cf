//! Finds the functions of a file: how long, how many parameters, how deep.

use super::lexer::Token;

/// Words that open a block inside a function; a closure or a literal does not add to its depth.
const BRANCHES: [&str; 6] = ["if", "else", "match", "for", "while", "loop"];

/// The context a function may take before its at most three parameters: what an act, a question or a check has at
/// hand wherever it stands, under the one name that it has everywhere.
const CONTEXT: [&str; 8] = ["self", "tx", "stacks", "snapshot", "store", "shelf", "desk", "by"];

/// A function with a body.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Function {
    pub(super) name: String,
    pub(super) line: usize,
    /// From the line of `fn` to the line of the last brace, both counted.
    pub(super) lines: usize,
    /// Without the context; the members of a tuple each count.
    pub(super) parameters: usize,
    /// How many of them are plain `bool`.
    pub(super) bools: usize,
    /// How many branches and loops stand inside each other at the deepest point.
    pub(super) nesting: usize,
}

/// All functions with a body, nested ones too.
pub(super) fn functions(tokens: &[Token<'_>]) -> Vec<Function> {
    (0..tokens.len()).filter_map(|at| function_at(&tokens[at..])).collect()
}

fn function_at(tokens: &[Token<'_>]) -> Option<Function> {
    let [start, name, rest @ ..] = tokens else {
        return None;
    };
    if start.text != "fn" || !name.text.starts_with(|letter: char| letter.is_alphabetic() || letter == '_') {
        return None;
    }
    let list = &rest[parameter_list(rest)?..];
    let closed = end_of_group(list)?;
    let parameters = parameters(&list[1..closed]);
    let body = body(&list[closed + 1..])?;
    Some(Function {
        name: name.text.to_owned(),
        line: start.line,
        lines: body.last()?.line - start.line + 1,
        parameters: parameters.iter().map(|one| members(one)).sum(),
        bools: parameters.iter().filter(|one| is_bool(one)).count(),
        nesting: nesting(body),
    })
}

/// The parenthesis after the name and after its generics, which may hold parentheses of their own.
fn parameter_list(tokens: &[Token<'_>]) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        match token.text {
            "<" => depth += 1,
            ">" => depth = depth.saturating_sub(1),
            "(" if depth == 0 => return Some(at),
            "{" | ";" if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Where the group opened by the first token is closed.
fn end_of_group(tokens: &[Token<'_>]) -> Option<usize> {
    let mut depth = 0_usize;
    tokens.iter().position(|token| {
        match token.text {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })
}

fn parameters<'a, 'b>(list: &'a [Token<'b>]) -> Vec<&'a [Token<'b>]> {
    commas(list).into_iter().filter(|one| !is_context(one)).collect()
}

fn commas<'a, 'b>(list: &'a [Token<'b>]) -> Vec<&'a [Token<'b>]> {
    let mut depth = 0_i32;
    let split = list.split(|token| {
        match token.text {
            "(" | "[" | "{" | "<" => depth += 1,
            ")" | "]" | "}" | ">" => depth -= 1,
            _ => {}
        }
        token.text == "," && depth == 0
    });
    split.filter(|one| !one.is_empty()).collect()
}

fn is_context(parameter: &[Token<'_>]) -> bool {
    name_of(parameter).last().is_some_and(|token| CONTEXT.contains(&token.text))
}

fn name_of<'a, 'b>(parameter: &'a [Token<'b>]) -> &'a [Token<'b>] {
    let end = parameter.iter().position(|token| token.text == ":").unwrap_or(parameter.len());
    &parameter[..end]
}

/// One, or as many as the tuple has that its type is, borrowed or optional. Context in it is context still.
fn members(parameter: &[Token<'_>]) -> usize {
    let (name, kind) = parameter.split_at(name_of(parameter).len());
    let named = group(name).map_or(0, |names| commas(names).iter().filter(|one| is_context(one)).count());
    in_type(kind).saturating_sub(named)
}

fn in_type(kind: &[Token<'_>]) -> usize {
    let wrapped = kind
        .iter()
        .position(|token| !["&", "'", ":", "mut", "Option", "<"].contains(&token.text) && !is_lifetime(kind, token));
    let bare = &kind[wrapped.unwrap_or(kind.len())..];
    match group(bare) {
        Some(inside) => commas(inside).into_iter().map(in_type).sum(),
        None => 1,
    }
}

fn is_lifetime(kind: &[Token<'_>], word: &Token<'_>) -> bool {
    kind.windows(2)
        .any(|pair| pair[0].text == "'" && std::ptr::eq(&raw const pair[1], word))
}

/// What stands in the parenthesis that the tokens begin with.
fn group<'a, 'b>(tokens: &'a [Token<'b>]) -> Option<&'a [Token<'b>]> {
    tokens.first().filter(|token| token.text == "(")?;
    Some(&tokens[1..end_of_group(tokens)?])
}

fn is_bool(parameter: &[Token<'_>]) -> bool {
    matches!(parameter, [.., colon, kind] if colon.text == ":" && kind.text == "bool")
}

/// From the opening brace to the closing one; none for a declaration that ends in a semicolon.
fn body<'a, 'b>(tokens: &'a [Token<'b>]) -> Option<&'a [Token<'b>]> {
    let mut depth = 0_i32;
    let open = tokens.iter().position(|token| {
        match token.text {
            "(" | "[" => depth += 1,
            ")" | "]" => depth -= 1,
            _ => {}
        }
        depth == 0 && ["{", ";"].contains(&token.text)
    })?;
    let body = &tokens[open..];
    if body.first()?.text == ";" {
        return None;
    }
    Some(&body[..=end_of_group(body)?])
}

/// A brace belongs to the branch before it when no parenthesis was opened in between.
fn nesting(body: &[Token<'_>]) -> usize {
    let (mut branch_at, mut parens) = (None, 0_i32);
    let mut open: Vec<bool> = Vec::new();
    let mut deepest = 0;
    for token in body {
        match token.text {
            "(" | "[" => parens += 1,
            ")" | "]" => parens -= 1,
            "{" => {
                open.push(branch_at.take_if(|at| *at == parens).is_some());
                deepest = deepest.max(open.iter().filter(|is_branch| **is_branch).count());
            }
            "}" => drop(open.pop()),
            word if BRANCHES.contains(&word) => branch_at = Some(parens),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::super::lexer::{sheets, tokens};
    use super::*;

    fn only(source: &str) -> Function {
        let sheets = sheets(source);
        let mut found = functions(&tokens(&sheets.code));
        assert_eq!(found.len(), 1, "{source}");
        found.remove(0)
    }

    #[test]
    fn a_function_is_as_long_as_from_its_name_to_its_brace() {
        let found = only("#[x]\npub async fn a(\n    b: C,\n) -> D {\n    \"}\"\n}\n");
        assert_eq!((found.name.as_str(), found.line, found.lines), ("a", 2, 5));
    }

    #[test]
    fn generics_and_closures_do_not_confuse_the_parameters() {
        let found =
            only("fn a<F: Fn(u8, u8) -> u8, const N: usize>(&self, f: F, m: Map<A, (B, C)>, s: [u8; N],) -> Fn(u8) -> u8 where F: X {}");
        assert_eq!(found.parameters, 3);
        assert_eq!(only("fn a(tx: &mut Tx, mut self, by: &By, bill: B) {}").parameters, 1);
        assert_eq!(only("fn a() {}").parameters, 0);
    }

    #[test]
    fn the_members_of_a_tuple_are_parameters() {
        assert_eq!(only("fn a(tx: &mut Tx, (b, c): (B, C), d: &(D, [u8; 2]), e: E) {}").parameters, 5);
        assert_eq!(only("fn a(b: Option<(B, &'a (C, D))>, e: &'a mut E) {}").parameters, 4);
        assert_eq!(
            only("fn a(b: &[(B, C)], d: impl Fn(D, E) -> F, g: Map<(G, H), I>, j: ()) {}").parameters,
            3
        );
        assert_eq!(
            only("fn a((b, by): (B, &By), Plan { c, d }: Plan, [e, f]: [E; 2]) {}").parameters,
            3
        );
    }

    #[test]
    fn plain_bools_are_counted() {
        assert_eq!(only("fn a(b: bool, c: Option<bool>, d: &bool) {}").bools, 1);
    }

    #[test]
    fn declarations_and_pointers_are_no_functions() {
        let sheets = sheets("trait A { fn b(&self) -> [u8; 3]; fn c(); } type D = fn(u8) -> u8;");
        assert_eq!(functions(&tokens(&sheets.code)), []);
    }

    #[test]
    fn only_branches_and_loops_nest() {
        assert_eq!(only("fn a() { B { c: { 1 } }; d(|| { 2 }) }").nesting, 0);
        assert_eq!(
            only("fn a() { if b { for c in d { match e { _ => { f } } } } else if g { h } }").nesting,
            3
        );
        assert_eq!(only("fn a() { if b(|| { 1 }) { 2 } }").nesting, 1);
        assert_eq!(only("fn a() { let Some(b) = c else { return }; }").nesting, 1);
    }

    #[test]
    fn a_function_inside_a_function_is_found_too() {
        let sheets = sheets("fn a() { fn b() {} }");
        assert_eq!(functions(&tokens(&sheets.code)).len(), 2);
    }
}
