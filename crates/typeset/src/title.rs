//! Clean text for `<title>`, feeds and lists: no markup, no comment, one line, the language's own spaces.

use manuscript::Copy;
use manuscript::language::Language;
use manuscript::spacing;

/// The text without anything that looks like a tag or a comment, its white space made single.
pub fn clean(text: &str, language: &Language) -> String {
    let bare = without_markup(text);
    let line = bare
        .split([' ', '\t', '\n', '\r'])
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    spacing::typeset(&line, language)
}

/// What search engines, networks and feeds say of the article: the description, else the standfirst.
/// The body is never used: a restricted article's text would leak from it.
pub fn description_of(copy: &Copy) -> String {
    let text = copy.description.clone().unwrap_or_else(|| copy.standfirst_words());
    clean(&text, &copy.language)
}

fn without_markup(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        bare.push_str(&rest[..at]);
        rest = &rest[at..];
        let (instead, length) = length_of_markup(rest).map_or(('<', 1), |length| (' ', length));
        bare.push(instead);
        rest = &rest[length..];
    }
    bare + rest
}

/// How long the comment, tag or declaration is with which the text begins; `a < b` is none.
fn length_of_markup(text: &str) -> Option<usize> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return Some(comment.find("-->").map_or(text.len(), |at| at + 7));
    }
    let next = text[1..].chars().next()?;
    let length = text.find('>').map(|at| at + 1)?;
    // Prices and formulas hold `<` and `>` too: what is between the two of a tag is plain and without a second `<`.
    let is_plain = text[1..length].chars().all(|c| c.is_ascii() && !matches!(c, '<' | '&'));
    ((next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')) && is_plain).then_some(length)
}
