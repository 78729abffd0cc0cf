//! Numbers as they are written: groups of digits with the points, commas and spaces between them.

use std::ops::Range;

use super::gaps::{letter_after, letter_before};
use crate::line::Line;
use crate::tokens::{Kind, Token, is_space};

/// A number of more groups is no quantity, and is not looked through again and again.
const MOST_GROUPS: usize = 8;

/// A number as it stands: "120 000", "4.5", "12,50", "1.2.3".
#[derive(Clone, Debug)]
pub(super) struct Numeral {
    /// The first and the last of its tokens.
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) range: Range<usize>,
    /// The groups of digits.
    pub(super) groups: Vec<Range<usize>>,
    /// What stands between two groups.
    pub(super) joints: Vec<char>,
}

/// The numbers of a line.
pub(super) fn numerals(line: &Line) -> Vec<Numeral> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.tokens.len() {
        if line.tokens[at].kind != Kind::Digits {
            at += 1;
            continue;
        }
        let numeral = numeral_at(line, at);
        at = numeral.last + 1;
        found.push(numeral);
    }
    found
}

fn numeral_at(line: &Line, first: usize) -> Numeral {
    let mut numeral = Numeral {
        first,
        last: first,
        range: line.tokens[first].range(),
        groups: vec![line.tokens[first].range()],
        joints: Vec::new(),
    };
    while let Some(joint) = joint_after(line, &numeral) {
        numeral.joints.push(joint);
        numeral.last += 2;
        let group = line.tokens[numeral.last].range();
        numeral.range.end = group.end;
        numeral.groups.push(group);
    }
    numeral
}

/// A point or a comma joins any digits; a space joins three to what may stand before them.
fn joint_after(line: &Line, numeral: &Numeral) -> Option<char> {
    let between = line.tokens.get(numeral.last + 1)?;
    let next = line.tokens.get(numeral.last + 2).filter(|next| next.kind == Kind::Digits)?;
    let mut signs = line.words_of(between).chars();
    let (joint, more) = (signs.next()?, signs.next());
    let is_group = next.end - next.start == 3 && numeral.may_be_grouped();
    let joins = match between.kind {
        Kind::Space => more.is_none() && joint != '\n' && is_group && numeral.joints.iter().all(|joint| is_space(*joint)),
        Kind::Sign => matches!(joint, '.' | ','),
        _ => false,
    };
    joins.then_some(joint)
}

impl Numeral {
    /// Whether three more digits may follow as a group: one to three digits, then threes.
    fn may_be_grouped(&self) -> bool {
        self.groups.len() <= MOST_GROUPS && self.groups[0].len() <= 3 && self.groups[1..].iter().all(|group| group.len() == 3)
    }

    pub(super) fn is_grouped(&self) -> bool {
        self.groups.len() > 1 && self.may_be_grouped()
    }

    pub(super) fn has_only(&self, joint: char) -> bool {
        self.joints.iter().all(|other| *other == joint)
    }

    /// Digits that belong to something longer: a letter, a sign of codes, more digits touch them.
    pub(super) fn is_part(&self, text: &str) -> bool {
        self.is_tied_before(text) || letter_after(text, self.range.end).is_some_and(|c| c.is_alphabetic() || is_tying(c))
    }

    pub(super) fn is_tied_before(&self, text: &str) -> bool {
        let before = letter_before(text, self.range.start);
        before.is_some_and(|c| c.is_alphanumeric() || is_tying(c) || matches!(c, '-' | '+' | '.' | ','))
    }

    /// The digits without what stands between them.
    pub(super) fn digits(&self, text: &str) -> String {
        self.groups.iter().map(|group| &text[group.clone()]).collect()
    }

    /// The word or sign behind it, across at most one space.
    pub(super) fn next<'a>(&self, line: &'a Line) -> Option<&'a Token> {
        let after = line.tokens.get(self.last + 1)?;
        if after.kind == Kind::Space {
            line.tokens.get(self.last + 2)
        } else {
            Some(after)
        }
    }
}

const fn is_tying(letter: char) -> bool {
    matches!(letter, '_' | '/' | '\\' | '#' | '=' | '@' | '&' | '°' | 'º')
}
