//! REP-301 · Doubled word
//!
//! **What it catches.** The same word twice in a row, also across an opening quotation mark: *cesser « cesser*.
//! **Why it matters.** The eye jumps over it, every reader sees it in print, and no checker looks across quotation marks.
//! **Remedy.** Take one of the two out. Across a quotation mark, take out the one outside: the words inside were said.
//!
//! # Mot redoublé
//!
//! **Ce qu’il relève.** Le même mot deux fois de suite, aussi par-dessus un guillemet ouvrant : *cesser « cesser*.
//! **Pourquoi.** L’œil du relecteur saute, celui du lecteur s’arrête, et aucun correcteur ne regarde par-dessus les guillemets.
//! **Remède.** Retirez l’un des deux. Par-dessus un guillemet, retirez celui du dehors : ce qui est dedans a été dit.

use manuscript::Said;

use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity, Span};
use crate::folding::folded;
use crate::house::House;
use crate::line::Line;
use crate::tokens::{Kind, Token, is_space};

const CODE: Code = "REP-301";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Mot redoublé",
    title_en: "Doubled word",
    severity: Severity::Warning,
    harm: 60,
    reads: Reads::Passage(find),
};

/// What French and English say twice: pronouns, names, interjections, "bling-bling" written apart.
const SAID_TWICE: [&str; 28] = [
    "nous", "vous", "très", "non", "oui", "ha", "ah", "oh", "hé", "eh", "bla", "pom", "ding", "tic", "toc", "boum", "cha", "had", "that",
    "very", "no", "yes", "bye", "aye", "knock", "tut", "hear", "her",
];

fn find(line: &Line, _: &House) -> Vec<Finding> {
    if !line.passage.is_in_sentences() || line.passage.tongue == crate::passage::Tongue::Other {
        return Vec::new();
    }
    let words: Vec<&Token> = line.spoken().filter(|token| token.kind != Kind::Digits).collect();
    let pairs = words.windows(2).enumerate().filter(|(_, pair)| is_doubled(line, pair[0], pair[1]));
    pairs
        .filter(|(at, _)| !is_said_thrice(line, &words, *at))
        .map(|(_, pair)| told(line, pair[0], pair[1]))
        .collect()
}

fn is_doubled(line: &Line, first: &Token, second: &Token) -> bool {
    let (left, right) = (line.words_of(first), line.words_of(second));
    if left.len() != right.len() && left.to_lowercase().len() != right.to_lowercase().len() {
        return false;
    }
    let word = folded(left);
    let between = &line.text()[first.end..second.start];
    let joins = !between.is_empty() && between.chars().all(|c| is_space(c) || matches!(c, '«' | '“' | '"'));
    // "Pago Pago", "Baden Baden": a name that is said twice begins twice with a capital.
    let is_name = left.starts_with(char::is_uppercase) && right.starts_with(char::is_uppercase);
    joins && word == folded(right) && !is_name && !SAID_TWICE.contains(&word.as_str()) && word.chars().any(char::is_alphabetic)
}

/// "loin, loin, loin" without its commas is said, not slipped.
fn is_said_thrice(line: &Line, words: &[&Token], at: usize) -> bool {
    let same = |other: Option<&&Token>| other.is_some_and(|other| folded(line.words_of(other)) == folded(line.words_of(words[at])));
    same(words.get(at + 2)) || at.checked_sub(1).is_some_and(|before| same(words.get(before)))
}

fn told(line: &Line, first: &Token, second: &Token) -> Finding {
    let word = line.words_of(second);
    let across = line.text()[first.end..second.start].chars().any(|c| !is_space(c));
    let said = if across {
        Said::new(
            format!("« {word} » est écrit avant le guillemet et dans la citation : retirez celui du dehors"),
            format!("“{word}” stands before the quotation mark and inside it: take out the one outside"),
        )
    } else {
        Said::new(
            format!("« {word} » est écrit deux fois de suite : retirez l’un des deux"),
            format!("“{word}” is written twice in a row: take one out"),
        )
    };
    let span = Span::new(&line.passage.spot, first.start..second.end);
    let finding = Finding::new(CODE, span, said);
    if across {
        let end = first.end
            + line.text()[first.end..]
                .chars()
                .take_while(|c| is_space(*c))
                .map(char::len_utf8)
                .sum::<usize>();
        finding.without(first.start..end, line.words_of(first))
    } else {
        finding.without(first.end..second.end, word)
    }
}
