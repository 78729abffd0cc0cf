//! Licence expressions of crates (SPDX): whether those that we accept are enough.

/// Whether an expression can be kept with the accepted licences: one side of `OR`, both of `AND`.
pub(super) fn is_accepted(expression: &str, accepted: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    either(&mut rest, accepted) == Some(true) && rest.is_empty()
}

/// `AND` binds closer than `OR`. Nothing where it is no expression.
fn either(rest: &mut &[&str], accepted: &[String]) -> Option<bool> {
    let mut holds = both(rest, accepted)?;
    while take(rest, "OR") {
        holds |= both(rest, accepted)?;
    }
    Some(holds)
}

fn both(rest: &mut &[&str], accepted: &[String]) -> Option<bool> {
    let mut holds = one(rest, accepted)?;
    while take(rest, "AND") {
        holds &= one(rest, accepted)?;
    }
    Some(holds)
}

/// A licence with its exception, or a group.
fn one(rest: &mut &[&str], accepted: &[String]) -> Option<bool> {
    if take(rest, "(") {
        let holds = either(rest, accepted);
        return holds.filter(|_| take(rest, ")"));
    }
    let (licence, after) = rest.split_first()?;
    let mut name = (*licence).to_owned();
    *rest = after;
    if let ["WITH", exception, after @ ..] = *rest {
        name = format!("{name} WITH {exception}");
        *rest = after;
    }
    Some(accepted.contains(&name))
}

fn take(rest: &mut &[&str], word: &str) -> bool {
    let begins = rest.first() == Some(&word);
    if begins {
        *rest = &rest[1..];
    }
    begins
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(expression: &str) -> bool {
        is_accepted(expression, &["MIT", "Apache-2.0", "Unicode-3.0"].map(str::to_owned))
    }

    #[test]
    fn one_accepted_choice_is_enough() {
        assert!(accepts("MIT") && accepts("GPL-3.0-only OR MIT") && accepts("Unlicense/MIT"));
        assert!(accepts("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT"));
        assert!(!accepts("GPL-3.0-only") && !accepts("Apache-2.0 WITH LLVM-exception"));
    }

    #[test]
    fn what_is_joined_must_all_be_accepted() {
        assert!(accepts("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(!accepts("MIT AND OpenSSL") && !accepts("(MIT OR Apache-2.0) AND IJG"));
        assert!(accepts("OpenSSL AND MIT OR MIT"));
    }

    #[test]
    fn what_is_no_expression_is_not_accepted() {
        assert!(!accepts("") && !accepts("MIT OR") && !accepts("(MIT") && !accepts("MIT MIT"));
    }
}
