//! The texts that are read: made of the clean copy, and of real articles where they are at hand.

use std::path::Path;

use manuscript::Copy;
use manuscript::body::{Block, Node, Plain};
use manuscript::text::{plain, words_of};

use crate::planted::clean;

/// The French articles of the clean copy.
pub(crate) fn french() -> Vec<Copy> {
    let articles = clean::articles().into_iter().map(|article| article.copy);
    articles.filter(|copy| copy.language.primary() == "fr").collect()
}

/// An article of so many words: one head, and the paragraphs of several. Past their end they come again with their
/// words changed in pairs, so that nothing is printed twice.
pub(crate) fn article_of(words: usize) -> Copy {
    let articles = french();
    let paragraphs: Vec<String> = articles.iter().flat_map(paragraphs).collect();
    let again = paragraphs.iter().map(|text| in_pairs(text));
    let all: Vec<String> = paragraphs.iter().cloned().chain(again).collect();
    made_of(&articles[0], &mut all.into_iter().cycle(), words)
}

/// So many articles of so many words each, from clean copy and from the folder of real articles, if one is named.
pub(crate) fn articles_of(count: usize, words: usize) -> Vec<Copy> {
    let articles = french();
    let mut paragraphs: Vec<String> = articles.iter().flat_map(paragraphs).collect();
    paragraphs.extend(real_paragraphs());
    let mut all = paragraphs.into_iter().cycle();
    (0..count)
        .map(|at| made_of(&articles[at % articles.len()], &mut all, words))
        .collect()
}

/// The paragraphs of an article, one a line, as the peer reads them.
pub(crate) fn as_lines(copy: &Copy) -> String {
    paragraphs(copy).join("\n\n")
}

/// An article with one paragraph.
pub(crate) fn of_one_line(text: &str) -> Copy {
    let mut copy = Copy::headed("Vaux", "fr".parse().unwrap());
    copy.body = vec![paragraph(0, text)];
    copy
}

fn made_of(head: &Copy, paragraphs: &mut impl Iterator<Item = String>, words: usize) -> Copy {
    let mut copy = head.clone();
    copy.body.clear();
    let mut written = 0;
    while written < words {
        let text = paragraphs.next().unwrap();
        written += text.split_whitespace().count();
        copy.body.push(paragraph(copy.body.len(), &text));
    }
    copy
}

fn paragraph(at: usize, text: &str) -> Block {
    Block::Paragraph(Node {
        attrs: Plain { id: format!("p{at}") },
        content: plain(text),
    })
}

fn paragraphs(copy: &Copy) -> Vec<String> {
    let texts = copy.body.iter().filter_map(|block| match block {
        Block::Paragraph(node) => Some(words_of(&node.content)),
        _ => None,
    });
    texts.collect()
}

fn in_pairs(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let pairs = words.chunks(2).flat_map(|pair| pair.iter().rev().copied());
    pairs.collect::<Vec<_>>().join(" ")
}

/// The paragraphs of the real articles in `$ROTATIVE_PROBE_DATA`.
fn real_paragraphs() -> Vec<String> {
    let Some(folder) = std::env::var_os("ROTATIVE_PROBE_DATA") else {
        println!("ROTATIVE_PROBE_DATA names no folder: read are the house's own articles alone");
        return Vec::new();
    };
    let file = std::fs::read_to_string(Path::new(&folder).join("wikinews-fr/articles.json")).unwrap();
    let articles: serde_json::Value = serde_json::from_str(&file).unwrap();
    let blocks = articles.as_array().unwrap().iter();
    let blocks = blocks.flat_map(|article| article["blocks"].as_array().unwrap());
    blocks.map(|block| block.as_str().unwrap().to_owned()).collect()
}
