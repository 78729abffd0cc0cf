//! Capitalised words that follow each other, with the particles between them: what may be a name.

use super::tally::plain;
use crate::line::Line;
use crate::tokens::{Kind, Token};

/// Small words inside names: `Charles de Gaulle`, `Vincent van Gogh`.
const PARTICLES: [&str; 20] = [
    "de", "du", "des", "d", "la", "le", "les", "l", "van", "von", "der", "den", "el", "al", "ben", "bin", "da", "di", "dos", "del",
];

/// A name as it stands in a line.
pub(super) struct Name {
    pub(super) words: String,
    pub(super) start: usize,
    /// It opens a sentence, or what is said in one: its capital proves nothing.
    pub(super) opens: bool,
}

/// The names of a line. At the start of a sentence a word that the dictionary knows is taken for no name.
pub(super) fn names(line: &Line, knows: &dyn Fn(&str) -> bool) -> Vec<Name> {
    let mut names = Vec::new();
    let mut at = 0;
    while at < line.tokens.len() {
        let end = run_end(line, at);
        names.extend(name(line, &line.tokens[at..end.max(at)], knows));
        at = end.max(at + 1);
    }
    names
}

/// Behind the last capitalised word of a run that begins here; the same place if none does.
fn run_end(line: &Line, at: usize) -> usize {
    let mut end = at;
    let mut particles = 0;
    for (offset, token) in line.tokens[at..].iter().enumerate() {
        if is_capitalised(line, token) {
            end = at + offset + 1;
            particles = 0;
        } else if end == at || (is_particle(line, token) && particles == 2) {
            break;
        } else if is_particle(line, token) {
            particles += 1;
        } else if !is_one_space(line, token) {
            break;
        }
    }
    end
}

fn is_capitalised(line: &Line, token: &Token) -> bool {
    let starts = line.words_of(token).starts_with(char::is_uppercase);
    token.kind == Kind::Word && starts && !line.is_passed_over(&token.range())
}

fn is_particle(line: &Line, token: &Token) -> bool {
    let word = line.words_of(token).trim_end_matches(crate::tokens::is_apostrophe);
    matches!(token.kind, Kind::Word | Kind::Elided) && PARTICLES.contains(&word)
}

fn is_one_space(line: &Line, token: &Token) -> bool {
    token.kind == Kind::Space && line.words_of(token).chars().count() == 1 && line.words_of(token) != "\n"
}

fn name(line: &Line, run: &[Token], knows: &dyn Fn(&str) -> bool) -> Option<Name> {
    let opens = opens_sentence(line, run.first()?);
    let is_word = |token: &&Token| is_capitalised(line, token);
    let known_first = opens && knows(&plain(line.words_of(run.first()?)).to_lowercase());
    // Without its first word the name no longer opens the sentence.
    let first = run.iter().filter(is_word).nth(usize::from(known_first))?;
    let words = plain(&line.text()[first.start..run.last()?.end]);
    (words.chars().count() > 1).then_some(Name {
        words,
        start: first.start,
        opens: opens && !known_first,
    })
}

fn opens_sentence(line: &Line, token: &Token) -> bool {
    let before = &line.text()[line.sentence_at(token.start).start..token.start];
    let last = before.trim_end().chars().next_back();
    !before.contains(char::is_alphanumeric) || matches!(last, Some('«' | '“' | '"' | ':' | '—' | '–' | '(' | '/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::tests::line_of;

    fn found(text: &str) -> Vec<(String, bool)> {
        let known = ["le", "selon", "la", "oui"];
        let names = names(&line_of(text), &|word| known.contains(&word));
        names.into_iter().map(|name| (name.words, name.opens)).collect()
    }

    fn words(text: &str) -> Vec<String> {
        found(text).into_iter().map(|(words, _)| words).collect()
    }

    #[test]
    fn a_name_is_a_run_of_capitals_with_its_particles() {
        assert_eq!(
            words("avec Charles de Gaulle et Vincent van Gogh"),
            ["Charles de Gaulle", "Vincent van Gogh"]
        );
        assert_eq!(words("au Val d'Oise, à Haut-Karabakh"), ["Val d’Oise", "Haut-Karabakh"]);
        assert_eq!(words("avec Nadia Oriot de la gare"), ["Nadia Oriot"]);
        assert_eq!(words("le pont, J. tient"), [""; 0]);
    }

    #[test]
    fn a_known_word_that_opens_a_sentence_is_no_name() {
        assert_eq!(
            found("Le Haut-Karabakh. Selon Oriot, non."),
            [("Haut-Karabakh".into(), false), ("Oriot".into(), false)]
        );
        assert_eq!(
            found("Courcy vote : « Vaux aussi »"),
            [("Courcy".into(), true), ("Vaux".into(), true)]
        );
        assert_eq!(found("Le pont. Oui."), []);
    }
}
