//! The examples of a house file: each entry must find something in its wrong ones and nothing in its right ones.

use std::ops::Range;

use manuscript::Copy;
use manuscript::body::{Block, Node, Plain};
use manuscript::language::Language;
use toml::Spanned;

use super::House;
use super::reading::HouseFile;
use crate::checks::{NAME, PHRASE};
use crate::desk::{Context, read};

/// The first example that does not hold, with why.
pub(super) fn wrong(file: &HouseFile, house: &House) -> Option<(Range<usize>, String)> {
    let names = file
        .name
        .iter()
        .map(|entry| (NAME, entry.preferred.get_ref(), &entry.wrong, &entry.right));
    let phrases = file
        .phrase
        .iter()
        .map(|entry| (PHRASE, entry.avoid.get_ref(), &entry.wrong, &entry.right));
    names.chain(phrases).find_map(|(code, entry, wrong, right)| {
        let silent = wrong.iter().find(|example| !finds(code, example, house)).map(|example| {
            let message = format!("this wrong example holds nothing that the entry “{entry}” finds");
            (example.span(), message)
        });
        silent.or_else(|| {
            let found = right.iter().find(|example| finds(code, example, house))?;
            Some((found.span(), format!("the entry “{entry}” finds something in this right example")))
        })
    })
}

fn finds(code: &str, example: &Spanned<String>, house: &House) -> bool {
    let mut copy = Copy::headed("", Language::french());
    copy.body.push(Block::Paragraph(Node {
        attrs: Plain { id: "ex".into() },
        content: manuscript::text::plain(example.get_ref()),
    }));
    read(&copy, &Context::default(), house).iter().any(|finding| finding.code == code)
}
