//! Markdown read by the paper and by a plain reader of CommonMark: the same words in the same order, or a word of it is told.

use std::fmt::Write as _;

use html5gum::{DefaultEmitter, Token, Tokenizer};
use manuscript::body::{Block, Held, Words, held_by};
use manuscript::markdown::Manuscript;
use pulldown_cmark::{Options, Parser, html};

use crate::chance::Chance;
use crate::read_loosely;

/// Words as the plain reader's HTML has them.
fn words_of_html(markdown: &str) -> Vec<String> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM;
    let mut page = String::new();
    html::push_html(&mut page, Parser::new_ext(markdown, options));
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let (mut text, mut hidden) = (String::new(), None::<String>);
    for token in Tokenizer::new_with_emitter(page.as_str(), emitter).flatten() {
        let name_of = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match token {
            Token::StartTag(tag) => {
                let name = name_of(&tag.name);
                if hidden.is_none() && matches!(name.as_str(), "script" | "style" | "template" | "title" | "iframe" | "noscript") {
                    hidden = Some(name.clone());
                }
                if name == "img" && hidden.is_none() {
                    let alt = tag.attributes.get("alt".as_bytes()).map(|alt| name_of(&alt.value));
                    let _ = write!(text, " {} ", alt.unwrap_or_default());
                }
                // Where a footnote is called and what it is called are the typesetter's.
                if tag
                    .attributes
                    .get("class".as_bytes())
                    .is_some_and(|class| name_of(&class.value).starts_with("footnote-"))
                    && name != "div"
                {
                    hidden = Some(name);
                    continue;
                }
                text.push_str(if is_in_a_line(&name_of(&tag.name)) { "" } else { " " });
            }
            Token::EndTag(tag) => {
                let name = name_of(&tag.name);
                if hidden.as_ref() == Some(&name) {
                    hidden = None;
                }
                text.push_str(if is_in_a_line(&name) { "" } else { " " });
            }
            Token::String(found) if hidden.is_none() => text.push_str(&name_of(&found)),
            _ => {}
        }
    }
    words(&text)
}

fn is_in_a_line(name: &str) -> bool {
    matches!(
        name,
        "b" | "i"
            | "em"
            | "strong"
            | "a"
            | "sup"
            | "sub"
            | "s"
            | "del"
            | "ins"
            | "code"
            | "span"
            | "abbr"
            | "q"
            | "u"
            | "small"
            | "font"
            | "mark"
            | "kbd"
    )
}

/// Words as the paper has them.
fn words_of_paper(manuscript: &Manuscript) -> Vec<String> {
    let mut text = String::new();
    let title = &manuscript.copy.headline;
    if title != "Titre" {
        let _ = write!(text, "{title} ");
    }
    for block in &manuscript.copy.body {
        gather(block, &mut text);
    }
    words(&text)
}

fn gather(block: &Block, text: &mut String) {
    if let Block::Image(image) = block {
        let _ = write!(text, " {} {} ", image.attrs.image.alt, manuscript::text::words_of(&image.content));
        return;
    }
    if let Block::Embed(_) | Block::Separator(_) = block {
        return;
    }
    let mut held = Vec::new();
    held_by(block, manuscript::body::Around::default(), &mut |part| held.push(part));
    for part in held {
        match part {
            Held::Text { words, .. } => {
                let letters = match words {
                    Words::Plain(text) => text.to_owned(),
                    Words::Running(_) => words.letters().into_owned(),
                };
                let _ = write!(text, " {letters} ");
            }
            Held::Blocks { blocks, .. } => blocks.iter().for_each(|block| gather(block, text)),
        }
    }
}

fn words(text: &str) -> Vec<String> {
    let text = manuscript::settled::nfc(text);
    text.split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What differs, if anything does and nobody was told.
fn difference(markdown: &str, is_same: fn(&[String], &[String]) -> bool) -> Option<String> {
    // A refusal is told at its place.
    let (manuscript, told) = read_loosely(markdown).ok()?;
    let (paper, plain) = (words_of_paper(&manuscript), words_of_html(markdown));
    (!is_same(&paper, &plain) && told.is_empty()).then(|| format!("{markdown:?}\n  paper {paper:?}\n  plain {plain:?}"))
}

/// Every word of the plain reader, in its order. Where a browser shows nothing of what is no markup after all, a tag that
/// never ends, the paper keeps the words.
fn holds(paper: &[String], plain: &[String]) -> bool {
    let mut paper = paper.iter();
    plain.iter().all(|word| paper.any(|other| other == word))
}

const WORDS: [&str; 14] = [
    "mot",
    "été",
    "29",
    "a*b",
    "l’eau",
    "x_y_z",
    "R&D",
    "https://a.example/b_c",
    "jean@a.example",
    "&eacute;",
    "1 < 2",
    "\\*",
    "e\u{301}",
    "$5",
];
const MARKS: [(&str, &str); 16] = [
    ("**", "**"),
    ("*", "*"),
    ("_", "_"),
    ("~~", "~~"),
    ("`", "`"),
    ("<b>", "</b>"),
    ("<i>", "</i>"),
    ("<sup>", "</sup>"),
    ("[", "](https://b.example \"t\")"),
    ("<a href=\"/x\">", "</a>"),
    ("<span class=\"x\">", "</span>"),
    ("<q>", "</q>"),
    ("<abbr title=\"t\">", "</abbr>"),
    ("![", "](a.jpg)"),
    ("(", ")"),
    ("<code>", "</code>"),
];
const BLOCKS: [(&str, &str); 20] = [
    ("", ""),
    ("", ""),
    ("", ""),
    ("## ", ""),
    ("> ", ""),
    ("- ", ""),
    ("1. ", ""),
    ("3) ", ""),
    ("- [x] ", ""),
    ("    ", ""),
    ("```rust\n", "\n```"),
    ("<p>", "</p>"),
    ("<div>\n\n", "\n\n</div>"),
    ("<blockquote><p>", "</p></blockquote>"),
    ("<ul><li>", "</li></ul>"),
    ("<details><summary>t</summary>\n\n", "\n\n</details>"),
    ("| a | b |\n|---|:-:|\n| ", " | c |"),
    ("<table><tr><td>", "</td></tr></table>"),
    ("<h3>", "</h3>"),
    ("[^1]: ", ""),
];

/// Markdown as somebody could have written it.
fn written(chance: &mut Chance) -> String {
    let mut text = String::new();
    for _ in 0..=chance.below(4) {
        let (before, behind) = BLOCKS[chance.below(BLOCKS.len())];
        text.push_str(before);
        for _ in 0..=chance.below(5) {
            let (opening, closing) = if chance.below(3) == 0 {
                MARKS[chance.below(MARKS.len())]
            } else {
                ("", "")
            };
            let second = if chance.below(4) == 0 { chance.pick(&WORDS) } else { "" };
            let space = if second.is_empty() { "" } else { " " };
            // Now and then something is never closed.
            let closing = if chance.below(12) == 0 { "" } else { closing };
            let _ = write!(text, "{opening}{}{space}{second}{closing} ", chance.pick(&WORDS));
            if chance.below(12) == 0 {
                text.push_str("<br>");
            }
        }
        text.truncate(text.trim_end().len());
        text.push_str(behind);
        text.push_str(if chance.below(9) == 0 { "\n" } else { "\n\n" });
    }
    text
}

#[test]
fn ten_thousand_texts_say_the_same_words_in_the_same_order() {
    let mut chance = Chance::new(29);
    let differing: Vec<String> = (0..10_000)
        .filter_map(|_| difference(&written(&mut chance), |paper, plain| paper == plain))
        .collect();
    assert!(
        differing.is_empty(),
        "{} differ:\n{}",
        differing.len(),
        differing[..differing.len().min(12)].join("\n")
    );
}

/// The examples of a specification, from a file that says where it stands (`spec.txt` of CommonMark or of GFM).
#[test]
fn the_examples_of_the_specifications_say_the_same_words() {
    let Ok(files) = std::env::var("ROTATIVE_MARKDOWN_SPECS") else {
        eprintln!("SKIPPED: ROTATIVE_MARKDOWN_SPECS names no files");
        return;
    };
    for file in files.split(':') {
        let text = std::fs::read_to_string(file).unwrap();
        let fence = "`".repeat(32);
        let examples: Vec<String> = text
            .split(&format!("{fence} example"))
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('\n')?.1.split_once("\n.\n")?.0.replace('→', "\t")))
            .collect();
        let differing: Vec<String> = examples.iter().filter_map(|example| difference(example, holds)).collect();
        assert!(examples.len() > 600, "{}", examples.len());
        assert!(
            differing.is_empty(),
            "{file}: {} of {} differ:\n{}",
            differing.len(),
            examples.len(),
            differing.join("\n")
        );
    }
}

/// How many links there are in a copy: of words, and of pictures.
fn links_of(manuscript: &Manuscript) -> usize {
    let mut links = Vec::new();
    manuscript.copy.clone().each_address_mut(&mut |address| {
        if links.last() != Some(address) {
            links.push(address.clone());
        }
    });
    links.len()
}

fn plain_links_of(markdown: &str) -> usize {
    Parser::new_ext(
        markdown,
        Options::all().difference(Options::ENABLE_WIKILINKS | Options::ENABLE_MATH | Options::ENABLE_OLD_FOOTNOTES),
    )
    .filter(|event| match event {
        pulldown_cmark::Event::Start(pulldown_cmark::Tag::Link { dest_url, .. }) => !dest_url.is_empty(),
        pulldown_cmark::Event::InlineHtml(tag) | pulldown_cmark::Event::Html(tag) => tag.contains("<a ") && tag.contains("href"),
        _ => false,
    })
    .count()
}

/// The texts in a folder that somebody has, without their heads: no word of the plain reader's is missing, told or not.
#[test]
fn texts_of_others_keep_their_words() {
    let Ok(folder) = std::env::var("ROTATIVE_MARKDOWN_TEXTS") else {
        eprintln!("SKIPPED: ROTATIVE_MARKDOWN_TEXTS names no folder");
        return;
    };
    let (mut folders, mut files) = (vec![std::path::PathBuf::from(folder)], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                files.push(path);
            }
        }
    }
    files.sort();
    let (mut links, mut plain_links) = (0, 0);
    let (mut refused, mut lost, mut told) = (Vec::new(), Vec::new(), std::collections::BTreeMap::<String, usize>::new());
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap().replace("\r\n", "\n");
        let body = text
            .strip_prefix("---\n")
            .and_then(|rest| rest.split_once("\n---\n"))
            .or_else(|| text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n")))
            .map_or(text.as_str(), |(_, body)| body);
        match read_loosely(body) {
            Err(malformed) => refused.push(format!("{}: {malformed}", file.display())),
            Ok((manuscript, met)) => {
                let is_told = !met.is_empty();
                links += links_of(&manuscript);
                plain_links += plain_links_of(body);
                for one in met {
                    let sentence = one.not_read.to_string();
                    *told.entry(sentence.chars().take(48).collect()).or_default() += 1;
                }
                let (paper, plain) = (words_of_paper(&manuscript), words_of_html(body));
                if !holds(&paper, &plain) && !is_told {
                    let mut rest = paper.iter();
                    let at = plain.iter().position(|word| !rest.by_ref().any(|other| other == word)).unwrap_or(0);
                    lost.push(format!(
                        "{}: near {:?}",
                        file.display(),
                        &plain[at.saturating_sub(4)..(at + 5).min(plain.len())]
                    ));
                }
            }
        }
    }
    eprintln!(
        "{} texts, {} refused, {} with words missing, {links} links of {plain_links}",
        files.len(),
        refused.len(),
        lost.len()
    );
    let mut told: Vec<(String, usize)> = told.into_iter().collect();
    told.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (sentence, count) in told.iter().take(40) {
        eprintln!("{count:6} {sentence}");
    }
    for line in refused.iter().chain(&lost).take(60) {
        eprintln!("{line}");
    }
    assert!(lost.is_empty());
}
