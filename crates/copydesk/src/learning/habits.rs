//! Habits: which apostrophe, which space before which sign, how numbers and acronyms are written.

use std::collections::BTreeMap;

use manuscript::spacing::{NBSP, NNBSP};

use crate::house::{Space, Spacing};
use crate::line::Line;
use crate::tokens::{Kind, Token, is_space};

/// From how many cases on a habit is one, and how many of a hundred must agree.
const CASES: u32 = 20;
const AGREE: u32 = 90;

/// What a space is counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    Semicolon,
    Exclamation,
    Question,
    Colon,
    Guillemets,
    Percent,
    Thousands,
}

/// How often each space was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spaces {
    pub none: u32,
    /// A space at which a line may break.
    pub breaking: u32,
    pub narrow: u32,
    pub no_break: u32,
    /// Between thousands alone: `12.500`.
    pub full_stop: u32,
}

/// Which apostrophe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Apostrophes {
    pub typographic: u32,
    pub straight: u32,
}

/// How acronyms are written. Counts alone: what is right is the house's to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acronyms {
    /// `OTAN`, by acronym.
    pub capitals: BTreeMap<String, u32>,
    /// Words with one capital inside a sentence, by what they would be in capitals: `Otan`, and many that are none.
    one_capital: BTreeMap<String, u32>,
}

/// What was counted in French prose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Habits {
    pub apostrophes: Apostrophes,
    pub spaces: BTreeMap<Sign, Spaces>,
    pub acronyms: Acronyms,
}

impl Sign {
    /// Its key in the house file.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Semicolon => "semicolon",
            Self::Exclamation => "exclamation",
            Self::Question => "question",
            Self::Colon => "colon",
            Self::Guillemets => "guillemets",
            Self::Percent => "percent",
            Self::Thousands => "thousands",
        }
    }

    const fn by(self, spacing: &Spacing) -> Space {
        match self {
            Self::Semicolon => spacing.semicolon,
            Self::Exclamation => spacing.exclamation,
            Self::Question => spacing.question,
            Self::Colon => spacing.colon,
            Self::Guillemets => spacing.guillemets,
            Self::Percent => spacing.percent,
            Self::Thousands => spacing.thousands,
        }
    }
}

impl Spaces {
    pub const fn all(&self) -> u32 {
        self.none + self.breaking + self.narrow + self.no_break + self.full_stop
    }

    /// The space that nine of ten cases have, where there are enough; a breaking space is no habit to keep.
    pub fn habit(&self) -> Option<Space> {
        let by_space = [
            (self.none, Space::None),
            (self.narrow, Space::Narrow),
            (self.no_break, Space::NoBreak),
        ];
        let agreed = by_space.into_iter().find(|(times, _)| times * 100 >= self.all() * AGREE);
        agreed.filter(|_| self.all() >= CASES).map(|(_, space)| space)
    }

    fn note(&mut self, spaces: &str) {
        let counted = match spaces {
            "" => &mut self.none,
            "." => &mut self.full_stop,
            spaces if spaces.contains(NNBSP) => &mut self.narrow,
            spaces if spaces.contains(NBSP) => &mut self.no_break,
            _ => &mut self.breaking,
        };
        *counted += 1;
    }
}

impl Acronyms {
    /// In capitals, and of those the ones that are also written with one capital, with that count.
    pub fn both_ways(&self) -> impl Iterator<Item = (&str, u32, u32)> {
        let both = |(word, times): (_, &u32)| Some((word, *times, *self.one_capital.get(word)?));
        self.capitals.iter().map(|(word, times)| (word.as_str(), times)).filter_map(both)
    }

    fn read(&mut self, line: &Line) {
        for token in line.tokens.iter().filter(|token| token.kind == Kind::Word) {
            let word = line.words_of(token);
            let opens = line.sentence_at(token.start).start == token.start;
            if !(3..=6).contains(&word.chars().count()) || opens || line.is_passed_over(&token.range()) {
                continue;
            }
            let behind_first = || word.chars().skip(1);
            if word.chars().all(char::is_uppercase) {
                *self.capitals.entry(word.to_owned()).or_default() += 1;
            } else if word.starts_with(char::is_uppercase) && behind_first().all(char::is_lowercase) {
                *self.one_capital.entry(word.to_uppercase()).or_default() += 1;
            }
        }
    }
}

impl Habits {
    /// Spaces that the paper writes and the house does not.
    pub fn proposed(&self, spacing: &Spacing) -> Vec<(Sign, Space)> {
        let habits = self.spaces.iter().filter_map(|(sign, spaces)| Some((*sign, spaces.habit()?)));
        habits.filter(|(sign, space)| sign.by(spacing) != *space).collect()
    }

    pub(super) fn read(&mut self, line: &Line) {
        self.acronyms.read(line);
        self.apostrophes.read(line.text());
        for (at, token) in line.tokens.iter().enumerate() {
            if line.is_passed_over(&token.range()) {
                continue;
            }
            let seen = match token.kind {
                Kind::Sign => before_sign(line, token),
                Kind::Digits => between_thousands(line, at),
                _ => None,
            };
            if let Some((sign, spaces)) = seen {
                self.spaces.entry(sign).or_default().note(spaces);
            }
        }
    }
}

impl Apostrophes {
    fn read(&mut self, text: &str) {
        let letters: Vec<char> = text.chars().collect();
        for around in letters
            .windows(3)
            .filter(|around| around[0].is_alphabetic() && around[2].is_alphabetic())
        {
            match around[1] {
                '’' => self.typographic += 1,
                '\'' => self.straight += 1,
                _ => {}
            }
        }
    }
}

/// The spaces before a sign, or behind an opening guillemet.
fn before_sign<'a>(line: &'a Line, token: &Token) -> Option<(Sign, &'a str)> {
    let (before, after) = (&line.text()[..token.start], &line.text()[token.end..]);
    let sign = match line.words_of(token) {
        "«" => return (!after.is_empty()).then(|| (Sign::Guillemets, leading(after))),
        "»" => Sign::Guillemets,
        ";" => Sign::Semicolon,
        "!" => Sign::Exclamation,
        "?" => Sign::Question,
        ":" if after.is_empty() || after.starts_with(is_space) => Sign::Colon,
        "%" => Sign::Percent,
        _ => return None,
    };
    let words = before.trim_end_matches(is_space);
    let follows = match sign {
        Sign::Percent => words.ends_with(|c: char| c.is_ascii_digit()),
        Sign::Guillemets => !words.is_empty(),
        _ => words.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '»' | '”' | ')')),
    };
    follows.then(|| (sign, &before[words.len()..]))
}

fn leading(text: &str) -> &str {
    &text[..text.len() - text.trim_start_matches(is_space).len()]
}

/// What stands between two groups of three digits; nothing stands inside a number of five digits and more.
fn between_thousands(line: &Line, at: usize) -> Option<(Sign, &str)> {
    let is_start = at
        .checked_sub(1)
        .is_none_or(|before| !matches!(line.words_of(&line.tokens[before]), "." | ","));
    let digits = line.tokens[at].range().len();
    if is_start && (5..=9).contains(&digits) {
        return Some((Sign::Thousands, ""));
    }
    let (between, group) = (line.tokens.get(at + 1)?, line.tokens.get(at + 2)?);
    let is_group = group.kind == Kind::Digits && group.range().len() == 3 && digits <= 3;
    let words = line.words_of(between);
    let is_between = words == "." || (between.kind == Kind::Space && words.chars().count() == 1);
    (is_start && is_group && is_between).then_some((Sign::Thousands, words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::tests::line_of;

    fn read(text: &str) -> Habits {
        let mut habits = Habits::default();
        habits.read(&line_of(text));
        habits
    }

    #[test]
    fn spaces_are_counted_before_their_signs() {
        let habits = read("Oui ! Non\u{202f}! Si! Quoi\u{a0}? À 14:30 : «\u{a0}rien », soit 5 % et 7% https://a.fr/?b");
        let of = |sign| habits.spaces[&sign];
        assert_eq!(
            (
                of(Sign::Exclamation).none,
                of(Sign::Exclamation).breaking,
                of(Sign::Exclamation).narrow
            ),
            (1, 1, 1)
        );
        assert_eq!((of(Sign::Question).no_break, of(Sign::Question).all()), (1, 1));
        assert_eq!((of(Sign::Colon).breaking, of(Sign::Colon).all()), (1, 1));
        assert_eq!((of(Sign::Guillemets).no_break, of(Sign::Guillemets).breaking), (1, 1));
        assert_eq!((of(Sign::Percent).none, of(Sign::Percent).breaking), (1, 1));
    }

    #[test]
    fn thousands_are_counted_and_years_are_not() {
        let habits = read("12\u{202f}500 euros, 1.200 et 34000 en 2026, 3,141 et 06 12 34 56 78");
        let thousands = habits.spaces[&Sign::Thousands];
        assert_eq!(
            (thousands.narrow, thousands.full_stop, thousands.none, thousands.all()),
            (1, 1, 1, 3)
        );
    }

    #[test]
    fn a_habit_is_nine_of_ten_in_twenty_cases() {
        let spaces = |none, breaking| Spaces {
            none,
            breaking,
            ..Spaces::default()
        };
        assert_eq!(spaces(18, 2).habit(), Some(Space::None));
        assert_eq!(spaces(19, 0).habit(), None);
        assert_eq!(spaces(17, 3).habit(), None);
        assert_eq!(spaces(0, 100).habit(), None);
    }

    #[test]
    fn only_what_the_house_does_not_say_is_proposed() {
        let mut habits = Habits::default();
        habits.spaces.insert(
            Sign::Colon,
            Spaces {
                no_break: 30,
                ..Spaces::default()
            },
        );
        habits.spaces.insert(
            Sign::Question,
            Spaces {
                none: 30,
                ..Spaces::default()
            },
        );
        assert_eq!(habits.proposed(&Spacing::default()), [(Sign::Question, Space::None)]);
    }

    #[test]
    fn apostrophes_and_acronyms_are_counted() {
        let habits = read("Il dit que l’OTAN et l'Otan d’Oslo, et OTAN encore, ont 5' de retard");
        assert_eq!((habits.apostrophes.typographic, habits.apostrophes.straight), (2, 1));
        assert_eq!(habits.acronyms.both_ways().collect::<Vec<_>>(), [("OTAN", 2, 1)]);
    }
}
