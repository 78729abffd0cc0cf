//! What is noted of a paper's articles while they are read.

use manuscript::Copy;

use super::capitals;
use super::habits::Habits;
use super::tally::{self, Article, Place, Tallies};
use crate::folding::folded;
use crate::house::House;
use crate::line::Line;
use crate::passage::{Role, Tongue, passages};
use crate::tokens::{Kind, Token};

/// From how many articles on an unknown word is the paper's own, and a name is not one story's.
pub(super) const ARTICLES: u32 = 3;

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

/// What was noted while reading.
pub(super) struct Notes<'a> {
    pub(super) house: &'a House,
    pub(super) knows: &'a dyn Fn(&str) -> bool,
    pub(super) articles: u32,
    pub(super) names: Tallies,
    pub(super) words: Tallies,
    pub(super) agencies: Tallies,
    pub(super) habits: Habits,
}

impl<'a> Notes<'a> {
    pub(super) fn new(house: &'a House, knows: &'a dyn Fn(&str) -> bool) -> Self {
        Self {
            house,
            knows,
            articles: 0,
            names: Tallies::default(),
            words: Tallies::default(),
            agencies: Tallies::default(),
            habits: Habits::default(),
        }
    }

    pub(super) fn read(&mut self, name: &str, copy: &Copy) {
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
    pub(super) fn is_known(&self, word: &str) -> bool {
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

    /// Every word of it is known.
    pub(super) fn is_known_name(&self, name: &str) -> bool {
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
