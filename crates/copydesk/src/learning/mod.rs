//! What a paper's own articles say of its house style: names, spellings, words, habits, agencies, with counts.
//!
//! It proposes, a sub-editor decides: [`Learned::to_toml`] is a house file in which what is doubtful is commented out.

mod capitals;
mod fragment;
mod habits;
mod spellings;
mod tally;

use manuscript::Copy;

use crate::facts::Line;
use crate::house::House;
use crate::passage::{Role, Tongue, passages};
use crate::phrases::folded;
use crate::tokens::{Kind, Token};

pub use habits::{Acronyms, Apostrophes, Habits, Sign, Spaces};
pub use spellings::{Doubt, Spelling};
pub use tally::{Example, Seen};

use tally::{Place, Tallies};

/// From how many times on a name is the paper's own.
const NAME_TIMES: u32 = 5;
/// From how many articles on an unknown word is the paper's own, and a name is not one story's.
const ARTICLES: u32 = 3;

/// How what is said behind a credit begins where it is a licence.
const LICENCES: [&str; 10] = [
    "cc",
    "cc0",
    "gpl",
    "lgpl",
    "gfdl",
    "mit",
    "licence",
    "license",
    "domaine public",
    "public domain",
];

/// What was learned; everything the most frequent first, then by the alphabet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learned {
    pub articles: u32,
    /// Names that the dictionary does not know.
    pub names: Vec<Seen>,
    /// Names that are written in several ways.
    pub spellings: Vec<Spelling>,
    /// Words in lower case that the dictionary does not know.
    pub words: Vec<Seen>,
    pub habits: Habits,
    /// Agencies of credits that the house does not name.
    pub agencies: Vec<Seen>,
    /// The spacing that the habits are held against.
    spacing: crate::house::Spacing,
}

/// Learns from copies, each with the name of its article. `knows` says whether the dictionary has a word in any case:
/// [`knows_in_any_case`](crate::lexicon::Lexicon::knows_in_any_case) of the French one.
pub fn learn<'a>(copies: impl Iterator<Item = (&'a str, &'a Copy)>, house: &House, knows: impl Fn(&str) -> bool) -> Learned {
    let mut notes = Notes {
        house,
        knows: &knows,
        articles: 0,
        names: Tallies::default(),
        words: Tallies::default(),
        agencies: Tallies::default(),
        habits: Habits::default(),
    };
    for (name, copy) in copies {
        notes.read(name, copy);
    }
    notes.learned()
}

/// What was noted while reading.
struct Notes<'a> {
    house: &'a House,
    knows: &'a dyn Fn(&str) -> bool,
    articles: u32,
    names: Tallies,
    words: Tallies,
    agencies: Tallies,
    habits: Habits,
}

impl Notes<'_> {
    fn read(&mut self, name: &str, copy: &Copy) {
        self.articles += 1;
        for passage in passages(copy) {
            let article = Article {
                name,
                number: self.articles,
            };
            if passage.role() == Role::Credit {
                self.credit(&passage.text, article);
            } else if passage.is_prose() && passage.tongue.is_french() && passage.text.chars().any(char::is_lowercase) {
                self.line(&Line::of(passage), article);
            }
        }
    }

    fn line(&mut self, line: &Line, article: Article<'_>) {
        for name in capitals::names(line, self.knows) {
            let place = Place {
                article,
                sentence: &line.text()[line.sentence_at(name.start)],
                opens: name.opens,
            };
            self.names.note(name.words, &place);
        }
        let unknown: Vec<&Token> = line.tokens.iter().filter(|token| self.is_unknown(line, token)).collect();
        for token in unknown {
            let place = Place {
                article,
                sentence: &line.text()[line.sentence_at(token.start)],
                opens: false,
            };
            self.words.note(folded(line.words_of(token)), &place);
        }
        if line.passage.tongue == Tongue::French {
            self.habits.read(line);
        }
    }

    /// A word in lower case that neither the dictionary nor the house knows; "er" of "1er" is none.
    fn is_unknown(&self, line: &Line, token: &Token) -> bool {
        let word = line.words_of(token);
        let follows_digit = line.text()[..token.start].ends_with(|c: char| c.is_ascii_digit());
        token.kind == Kind::Word
            && word.chars().count() > 1
            && !word.chars().any(char::is_uppercase)
            && !follows_digit
            && !line.is_passed_over(&token.range())
            && !self.house.units.contains(word)
            && !self.is_known(word)
    }

    /// Whole, or in all the parts between its hyphens.
    fn is_known(&self, word: &str) -> bool {
        let plain = tally::plain(word);
        let known = |word: &str| (self.knows)(word) || self.house.knows(word);
        known(&plain) || plain.contains('-') && plain.split('-').all(known)
    }

    /// `© Somebody / AGENCY`, with what may follow: `via ANOTHER`.
    fn credit(&mut self, credit: &str, article: Article<'_>) {
        let Some((_, behind)) = credit.split_once('/') else {
            return;
        };
        let place = Place {
            article,
            sentence: credit,
            opens: false,
        };
        let agencies = behind
            .split('/')
            .flat_map(|part| part.split(" via "))
            .map(|agency| agency.trim_matches(is_around));
        for agency in agencies.filter(|agency| may_be_agency(agency) && !self.house.is_agency(agency)) {
            self.agencies.note(agency.to_owned(), &place);
        }
    }

    fn learned(self) -> Learned {
        let spellings = spellings::spellings(&self);
        let is_told = |name: &str| {
            let of_house = self
                .house
                .names
                .iter()
                .any(|known| known.preferred == name || known.variants.iter().any(|v| v == name));
            of_house || self.house.brands.iter().any(|brand| brand == name) || spellings.iter().any(|spelling| spelling.is(name))
        };
        let mut names = self
            .names
            .seen(|name, seen| seen.times >= NAME_TIMES && seen.opening < seen.times && !is_told(name));
        names.retain(|name| !self.is_known_name(&name.words));
        Learned {
            articles: self.articles,
            names,
            words: self.words.seen(|_, seen| seen.articles >= ARTICLES),
            agencies: self.agencies.seen(|_, _| true),
            habits: self.habits,
            spacing: self.house.spacing,
            spellings,
        }
    }

    /// Every word of it is known.
    fn is_known_name(&self, name: &str) -> bool {
        let words = name.split([' ', '’']).filter(|word| word.chars().count() > 1);
        words.into_iter().all(|word| self.is_known(word))
    }
}

/// A licence is none, nor is a sentence.
fn may_be_agency(words: &str) -> bool {
    let lower = words.to_lowercase();
    let is_licence = LICENCES.iter().any(|licence| {
        lower
            .strip_prefix(licence)
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    words.starts_with(char::is_uppercase) && words.split_whitespace().count() <= 4 && !is_licence
}

/// Signs around an agency in a credit.
const fn is_around(sign: char) -> bool {
    matches!(sign, ' ' | '\u{a0}' | '\u{202f}' | '.' | ',' | ';' | '(' | ')' | '©')
}

/// The article that is being read.
#[derive(Clone, Copy)]
struct Article<'a> {
    name: &'a str,
    number: u32,
}

#[cfg(test)]
mod tests;
