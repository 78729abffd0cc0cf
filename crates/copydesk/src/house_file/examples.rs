//! The examples of a house file: each entry must find something in its wrong ones and nothing in its right ones.

use std::ops::Range;

use manuscript::Copy;
use manuscript::body::{Block, Node, Plain};
use manuscript::language::Language;
use toml::Spanned;

use super::file::{HouseFault, HouseFile};
use crate::checks::hse::{name, phrase};
use crate::copy_editor::read;
use crate::finding::Code;
use crate::fixes::words_at;
use crate::folding::folded;
use crate::house::House;
use crate::reading::Context;
use crate::tokens::{Token, tokens};

/// An entry of a house file with its examples.
struct Entry<'a> {
    code: Code,
    name: &'a str,
    /// What it finds.
    found: Vec<&'a str>,
    wrong: &'a [Spanned<String>],
    right: &'a [Spanned<String>],
}

/// The first example that does not hold, with why.
pub(super) fn wrong(file: &HouseFile, house: &House) -> Option<(Range<usize>, HouseFault)> {
    let names = file.name.iter().map(|entry| Entry {
        code: name::CODE,
        name: entry.preferred.get_ref(),
        found: entry.variants.iter().map(String::as_str).collect(),
        wrong: &entry.wrong,
        right: &entry.right,
    });
    let phrases = file.phrase.iter().map(|entry| Entry {
        code: phrase::CODE,
        name: entry.avoid.get_ref(),
        found: vec![entry.avoid.get_ref()],
        wrong: &entry.wrong,
        right: &entry.right,
    });
    names.chain(phrases).find_map(|entry| does_not_hold(&entry, house))
}

fn does_not_hold(entry: &Entry<'_>, house: &House) -> Option<(Range<usize>, HouseFault)> {
    let name = entry.name.to_owned();
    if let Some(silent) = entry.wrong.iter().find(|example| !finds(entry, example, house)) {
        return Some((silent.span(), HouseFault::SilentExample(name)));
    }
    let found = entry.right.iter().find(|example| finds(entry, example, house))?;
    Some((found.span(), HouseFault::LoudExample(name)))
}

/// Whether it is this entry that finds something, and not another one.
fn finds(entry: &Entry<'_>, example: &Spanned<String>, house: &House) -> bool {
    let mut copy = Copy::headed("", Language::french());
    copy.body.push(Block::Paragraph(Node {
        attrs: Plain { id: "ex".into() },
        content: manuscript::text::plain(example.get_ref()),
    }));
    let found = read(&copy, &Context::default(), house);
    let mut places = found
        .iter()
        .filter(|finding| finding.code == entry.code)
        .map(|finding| spoken(&words_at(&copy, &finding.primary)));
    places.any(|words| entry.found.iter().any(|phrase| spoken(phrase) == words))
}

fn spoken(text: &str) -> Vec<String> {
    let words = tokens(text).into_iter().filter(Token::is_spoken);
    words.map(|token| folded(&text[token.range()])).collect()
}
