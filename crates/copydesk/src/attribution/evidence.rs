//! Whether anything beside a quotation says whose words they are, even where nobody is named.

use std::ops::Range;

use super::verbs;
use super::window::{FAR, sentences_around};
use crate::line::Line;
use crate::quotation::Quotation;
use crate::tokens::{Kind, is_space};

/// Whether the sentence of a quotation, or the one before or after it, says whose words they are.
pub(crate) fn is_attributed(line: &Line, quotation: &Quotation) -> bool {
    if line.passage.is_quoted || has_speaker(line, &quotation.outer) {
        return true;
    }
    let window = sentences_around(line, &quotation.outer);
    evidence(line, &window, &quotation.inner)
}

fn has_speaker(line: &Line, range: &Range<usize>) -> bool {
    line.passage
        .marked
        .iter()
        .any(|(over, mark)| matches!(mark, crate::passage::Marked::Speaker(_)) && over.start < range.end && range.start < over.end)
}

/// Whether words of reporting stand in a window, outside of all quotations.
fn evidence(line: &Line, window: &Range<usize>, inner: &Range<usize>) -> bool {
    !line.reporting_in(window).is_empty() || is_announced(line, inner) || somebody_is_named(line, window)
}

/// "Paul Roche ne cache pas sa colère. « … »": a name of two words, or somebody by what they are, outside of all quotations.
fn somebody_is_named(line: &Line, window: &Range<usize>) -> bool {
    let first = line.tokens.partition_point(|token| token.start < window.start);
    let last = line.tokens.partition_point(|token| token.start < window.end);
    let mut was_name = false;
    for token in line.tokens[first..last].iter().filter(|token| token.kind != Kind::Space) {
        // Most of a window is asked for many quotations: what no word is needs no look at where it stands.
        let is_word = token.kind == Kind::Word;
        if (!is_word && !was_name) || line.is_said(token.start) {
            continue;
        }
        let word = line.words_of(token);
        let is_name = is_word && word.starts_with(char::is_uppercase) && word.chars().nth(1).is_some();
        let is_title = matches!(word, "M" | "Mme" | "MM" | "Mmes" | "Dr" | "Me");
        if (is_name && was_name) || is_title || (is_word && verbs::is_role(word)) {
            return true;
        }
        was_name = is_name && !(line.sentence_at(token.start).start == token.start && line_begins_small(word));
    }
    false
}

/// A word that only begins its sentence: "Le Conseil".
fn line_begins_small(word: &str) -> bool {
    crate::lexicon::Lexicon::french().knows(&word.to_lowercase())
}

/// "Pour lui, pas de doute : « … »": somebody is named before the colon.
fn is_announced(line: &Line, inner: &Range<usize>) -> bool {
    const SOMEBODY: [&str; 14] = [
        "il", "elle", "lui", "eux", "elles", "ils", "on", "pour", "notre", "je", "nous", "he", "she", "they",
    ];
    let sentence = line.sentence_at(inner.start);
    let near = line.text().ceil_char_boundary(inner.start.saturating_sub(FAR));
    let from = sentence.start.max(near).min(inner.start);
    let before = line.text()[from..inner.start].trim_end_matches(|c| is_space(c) || matches!(c, '«' | '“' | '"'));
    let Some(before) = before.strip_suffix(':') else {
        return false;
    };
    let mut words = before
        .split(|c: char| !c.is_alphabetic() && c != '-')
        .filter(|word| !word.is_empty());
    let first = words.next().is_some_and(|word| SOMEBODY.contains(&word.to_lowercase().as_str()));
    first || words.any(|word| word.starts_with(char::is_uppercase) || SOMEBODY.contains(&word))
}
