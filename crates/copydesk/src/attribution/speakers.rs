//! The name of the one who says a quotation, as the text gives it.

use std::ops::Range;

use super::window::{FAR, sentences_around};
use crate::line::{Line, Speaker};
use crate::passage::Marked;
use crate::quotation::Quotation;
use crate::tokens::{Kind, Token};

/// Small words inside names.
const PARTICLES: [&str; 16] = [
    "de", "du", "des", "la", "le", "van", "von", "der", "den", "ben", "bin", "el", "al", "di", "da", "dos",
];

/// Words that begin sentences and name nobody.
const NO_NAMES: [&str; 60] = [
    "le", "la", "les", "l’", "un", "une", "des", "il", "elle", "ils", "elles", "on", "nous", "vous", "je", "ce", "cette", "ces", "cela",
    "c’", "mais", "et", "pour", "selon", "dans", "en", "à", "au", "aux", "par", "sur", "avec", "après", "avant", "depuis", "puis", "or",
    "car", "si", "quand", "lorsque", "de", "du", "d’", "m.", "mme", "m", "mmes", "mm", "dr", "the", "he", "she", "they", "we", "it", "but",
    "and", "in", "mr",
];

/// How many words may stand between a verb and the name behind it: "a déclaré hier le maire de la ville, Paul Roche".
const BETWEEN: usize = 9;

/// The one who says a quotation, if the text names somebody.
pub(crate) fn speaker_of(line: &Line, quotation: &Quotation) -> Option<Speaker> {
    if let Some(marked) = marked(line, &quotation.outer) {
        return Some(marked);
    }
    let mut verbs: Vec<usize> = line.reporting_in(&sentences_around(line, &quotation.outer)).to_vec();
    let distance = |at: &usize| {
        let token = line.tokens[*at];
        if token.start >= quotation.outer.end {
            token.start - quotation.outer.end
        } else {
            quotation.outer.start.saturating_sub(token.end) + 1
        }
    };
    verbs.sort_by_key(distance);
    verbs.into_iter().take(3).find_map(|verb| named_beside(line, verb))
}

/// The name behind a reporting verb, or before it.
pub(crate) fn named_beside(line: &Line, verb: usize) -> Option<Speaker> {
    name_after(line, verb).or_else(|| name_before(line, verb))
}

fn marked(line: &Line, range: &Range<usize>) -> Option<Speaker> {
    line.passage.marked.iter().find_map(|(over, mark)| match mark {
        Marked::Speaker(name) if over.start < range.end && range.start < over.end => Some(Speaker {
            name: name.clone(),
            range: over.clone(),
        }),
        _ => None,
    })
}

/// "déclare Jeanne Auber", "selon le maire, Paul Roche".
fn name_after(line: &Line, verb: usize) -> Option<Speaker> {
    let after = line.tokens.get(verb + 1..)?;
    let mut words = 0;
    for (at, token) in after.iter().enumerate() {
        match token.kind {
            Kind::Space | Kind::Elided => {}
            Kind::Word if begins_name(line, token) => return Some(name_from(line, verb + 1 + at)),
            Kind::Word | Kind::Digits => words += 1,
            _ if matches!(line.words_of(token), "," | "(") => {}
            _ => return None,
        }
        if words > BETWEEN {
            return None;
        }
    }
    None
}

/// "Jeanne Auber, boulangère, déclare".
fn name_before(line: &Line, verb: usize) -> Option<Speaker> {
    let says = line.tokens[verb].start;
    let from = line.sentence_at(says).start.max(says.saturating_sub(FAR));
    let mut at = verb;
    let mut last: Option<usize> = None;
    while let Some(before) = at.checked_sub(1).filter(|before| line.tokens[*before].start >= from) {
        let token = &line.tokens[before];
        if line.is_said(token.start) || line.words_of(token) == ";" {
            break;
        }
        if begins_name(line, token) {
            last = Some(before);
        } else if last.is_some() && token.kind != Kind::Space {
            break;
        }
        at = before;
    }
    last.map(|first| name_from(line, first))
}

fn begins_name(line: &Line, token: &Token) -> bool {
    let word = line.words_of(token);
    token.kind == Kind::Word && word.starts_with(char::is_uppercase) && !NO_NAMES.contains(&word.to_lowercase().as_str())
}

/// Capitalised words from here on, with the particles between them.
fn name_from(line: &Line, first: usize) -> Speaker {
    let start = line.tokens[first].start;
    let mut end = line.tokens[first].end;
    for token in &line.tokens[first + 1..] {
        let word = line.words_of(token);
        match token.kind {
            Kind::Space => {}
            Kind::Word if word.starts_with(char::is_uppercase) => end = token.end,
            Kind::Word if PARTICLES.contains(&word) => {}
            Kind::Elided if matches!(word, "d’" | "d'" | "D’" | "L’") => {}
            Kind::Sign if word == "." && line.text()[..token.start].ends_with(|c: char| c.is_uppercase()) => end = token.end,
            _ => break,
        }
    }
    Speaker {
        name: line.text()[start..end].to_owned(),
        range: start..end,
    }
}
