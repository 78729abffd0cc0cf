//! SPE-01 · Word that the dictionary does not know
//!
//! **What it catches.** A word in lower case that neither the dictionary nor the house file knows. Names, addresses, units, foreign passages and sentences, and words in italics are passed over.
//! **Why it matters.** A slip of the keyboard is the cheapest doubt a reader can have about everything else.
//! **Remedy.** Take one of the suggestions, or add the word to `[words] known` of the house file.
//!
//! # Mot que le dictionnaire ne connaît pas
//!
//! **Ce qu’il relève.** Un mot en minuscules que ni le dictionnaire ni la marche de la maison ne connaissent. Les noms, les adresses, les unités, les passages et phrases en langue étrangère et les mots en italique sont laissés.
//! **Pourquoi.** Une coquille est le doute le moins cher qu’un lecteur puisse avoir sur tout le reste.
//! **Remède.** Prenez une des suggestions, ou ajoutez le mot à `[words] known` de la marche.

use std::ops::Range;

use manuscript::Said;

use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity, Span};
use crate::house::House;
use crate::lexicon::Lexicon;
use crate::line::Line;
use crate::passage::{Marked, Tongue};
use crate::tokens::{Kind, Token, is_apostrophe, is_invisible};

pub(crate) const CODE: Code = "SPE-01";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Mot que le dictionnaire ne connaît pas",
    title_en: "Word that the dictionary does not know",
    severity: Severity::Note,
    harm: 50,
    reads: Reads::Passage(find),
};

/// Of so many words in lower case, when as many as that are unknown the sentence is in another language.
const FOREIGN: Share = Share { words: 4, times: 3 };

/// So many words, of which more than one in so many is meant.
struct Share {
    words: usize,
    times: usize,
}

/// So many sentences of a passage are asked whether they are foreign or hurried: looking for spellings takes its time.
const MOST_ASKED: usize = 2;

fn find(line: &Line, house: &House) -> Vec<Finding> {
    let Some(lexicon) = lexicon_of(line.passage.tongue).filter(|_| line.passage.is_worded()) else {
        return Vec::new();
    };
    let known = Known { house, lexicon };
    let mut found = Vec::new();
    let mut asked = 0;
    for sentence in &line.sentences {
        let words: Vec<&Token> = read_in(line, sentence).collect();
        let unknown: Vec<&Token> = words.iter().filter(|token| known.lacks(line, token)).copied().collect();
        let is_dense = words.len() >= FOREIGN.words && unknown.len() * FOREIGN.times >= words.len() && unknown.len() >= 3;
        asked += usize::from(is_dense);
        if !is_dense || (asked <= MOST_ASKED && are_slips(line, &unknown, lexicon)) {
            found.extend(own_slips(line, unknown).map(|token| told(line, token)));
        }
    }
    found
}

/// Whether the longer words are one slip away from words of this language: a hurried sentence, not a foreign one.
fn are_slips(line: &Line, unknown: &[&Token], lexicon: &Lexicon) -> bool {
    let written = unknown.iter().map(|token| line.words_of(token));
    let long: Vec<&str> = written.filter(|word| (6..=20).contains(&word.chars().count())).take(3).collect();
    let slips = long.iter().filter(|word| lexicon.is_a_slip(word));
    long.len() >= 2 && slips.count() == long.len()
}

/// Without the words of a phrase in the other language: two that its dictionary knows.
fn own_slips<'a>(line: &Line, unknown: Vec<&'a Token>) -> impl Iterator<Item = &'a Token> {
    let other = if line.passage.tongue.is_english() {
        Lexicon::french()
    } else {
        Lexicon::english()
    };
    let is_theirs: Vec<bool> = unknown.iter().map(|token| other.knows(line.words_of(token))).collect();
    let is_phrase = is_theirs.iter().filter(|is_theirs| **is_theirs).count() >= 2;
    unknown
        .into_iter()
        .zip(is_theirs)
        .filter(move |(_, is_theirs)| !(is_phrase && *is_theirs))
        .map(|(token, _)| token)
}

/// The dictionary of a language, where there is one.
pub(crate) fn lexicon_of(tongue: Tongue) -> Option<&'static Lexicon> {
    match tongue {
        Tongue::French | Tongue::CanadianFrench => Some(Lexicon::french()),
        Tongue::English => Some(Lexicon::english()),
        Tongue::Other => None,
    }
}

/// The words of a sentence that are in lower case, and are words.
fn read_in<'a>(line: &'a Line, sentence: &Range<usize>) -> impl Iterator<Item = &'a Token> {
    let first = line.tokens.partition_point(|token| token.start < sentence.start);
    let last = line.tokens.partition_point(|token| token.start < sentence.end);
    line.tokens[first..last]
        .iter()
        .filter(|token| token.kind == Kind::Word && is_read(line, token))
}

fn is_read(line: &Line, token: &Token) -> bool {
    let word = line.words_of(token);
    let is_plain = word.chars().all(|c| !c.is_uppercase()) && word.chars().filter(|c| c.is_alphabetic()).nth(2).is_some();
    let touches = |c: char| c.is_ascii_digit() || matches!(c, '/' | '_' | '=' | '+' | '@' | '\\' | '&' | '*' | '·');
    let is_part = line.text()[..token.start].ends_with(|c| touches(c) || c == '-')
        || line.text()[token.end..].starts_with(|c| touches(c) || c == '-' || is_apostrophe(c));
    let is_set_apart = line
        .passage
        .marked
        .iter()
        .any(|(over, mark)| *mark == Marked::Emphasis && over.contains(&token.start));
    is_plain && !is_part && !is_set_apart && !line.is_passed_over(&token.range())
}

/// Where words are known: in the house and in the dictionary.
struct Known<'a> {
    house: &'a House,
    lexicon: &'a Lexicon,
}

impl Known<'_> {
    fn lacks(&self, line: &Line, token: &Token) -> bool {
        let Self { house, lexicon } = *self;
        let written = line.words_of(token);
        let visible: String;
        let word = if written.chars().any(is_invisible) {
            visible = written.chars().filter(|c| !is_invisible(*c)).collect();
            &visible
        } else {
            written
        };
        !lexicon.knows_in_any_case(word)
            && !house.knows(word)
            && !house.units.contains(word)
            && !is_reformed(word, lexicon)
            && (!line.passage.tongue.is_english() || !is_british(word, lexicon))
            && !self.is_in_a_name(line, token, word)
            && !is_english_in_quotes(line, token, word)
    }

    /// "Los desayunos", "Zizeeria maha", "Food and Chemical Toxicology": part of a name in another language.
    fn is_in_a_name(&self, line: &Line, token: &Token, word: &str) -> bool {
        let at = line.tokens.partition_point(|other| other.start < token.start);
        let beside = |step: isize| {
            let neighbour = line.tokens.get(at.checked_add_signed(step * 2)?)?;
            let space = line.tokens.get(at.checked_add_signed(step)?)?;
            (neighbour.kind == Kind::Word && space.kind == Kind::Space).then(|| line.words_of(neighbour))
        };
        let is_strange = |word: &str| word.starts_with(char::is_uppercase) && !self.lexicon.knows(&word.to_lowercase());
        let is_english = Lexicon::english().knows(word);
        beside(-1).is_some_and(is_strange) || (is_english && beside(1).is_some_and(is_strange))
    }
}

/// *chaine*, *brulé*, *apparait*: spellings of 1990, which took the circumflex from most i and u.
fn is_reformed(word: &str, lexicon: &Lexicon) -> bool {
    let restored = |from: char, to: &str| {
        let places = word.match_indices(from);
        places
            .map(|(at, _)| format!("{}{to}{}", &word[..at], &word[at + 1..]))
            .any(|former| lexicon.knows(&former))
    };
    restored('i', "î") || restored('u', "û")
}

/// *anaesthetist*, *centimetres*, *acknowledgement*, the *lock-keeper’s*: as the British write, and possessives.
fn is_british(word: &str, lexicon: &Lexicon) -> bool {
    const PAIRS: [(&str, &str); 12] = [
        ("ae", "e"),
        ("oe", "e"),
        ("our", "or"),
        ("tre", "ter"),
        ("is", "iz"),
        ("ys", "yz"),
        ("ll", "l"),
        ("dgement", "dgment"),
        ("ogue", "og"),
        ("gramme", "gram"),
        ("ence", "ense"),
        ("l", "ll"),
    ];
    let bare = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word);
    let respelt = |(ours, theirs): &(&str, &str)| {
        bare.match_indices(ours)
            .any(|(at, _)| lexicon.knows(&format!("{}{theirs}{}", &bare[..at], &bare[at + ours.len()..])))
    };
    let is_composed = bare.contains('-') && bare.split('-').all(|part| lexicon.knows(part));
    is_composed || (bare != word && lexicon.knows(bare)) || PAIRS.iter().any(respelt)
}

/// « fake news »: between quotation marks, a word of English is meant as one.
fn is_english_in_quotes(line: &Line, token: &Token, word: &str) -> bool {
    line.passage.tongue.is_french() && line.is_said(token.start) && Lexicon::english().knows(word)
}

fn told(line: &Line, token: &Token) -> Finding {
    let word = line.words_of(token);
    let said = Said::new(
        format!("le dictionnaire ne connaît pas « {word} » : une coquille, ou un mot à ajouter à la marche"),
        format!("the dictionary does not know “{word}”: a slip, or a word to add to the house file"),
    );
    Finding::new(CODE, Span::new(&line.passage.spot, token.range()), said)
}
