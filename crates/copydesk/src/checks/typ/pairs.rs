//! TYP-05 · Brackets and quotation marks that do not pair
//!
//! **What it catches.** A bracket that opens and never closes, one that closes what was not opened, a `»` or a `”` without its beginning, and pairs that cross each other.
//! **Why it matters.** The reader looks for the other half and does not find it.
//! **Remedy.** Put in the missing one, or take the other out. A quotation that never closes is `QUO-221`'s.
//!
//! # Parenthèses et guillemets qui ne vont pas par paires
//!
//! **Ce qu’il relève.** Une parenthèse ou un crochet qui s’ouvre sans se fermer, ou se ferme sans s’ouvrir ; un `»` ou un `”` sans début ; des paires qui se croisent.
//! **Pourquoi.** Le lecteur cherche l’autre moitié et ne la trouve pas.
//! **Remède.** Ajoutez celle qui manque, ou retirez l’autre. La citation jamais fermée revient à `QUO-221`.

use manuscript::Said;

use super::gaps::{letter_after, letter_before};
use super::signs::{Sign, is_written, signs, token_before};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::line::Line;
use crate::passage::Role;
use crate::reading::Reading;
use crate::tokens::is_space;

const CODE: Code = "TYP-05";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Parenthèses et guillemets qui ne vont pas par paires",
    title_en: "Brackets and quotation marks that do not pair",
    severity: Severity::Warning,
    harm: 45,
    reads: Reads::Whole(find),
};

const MARKS: [char; 9] = ['(', ')', '[', ']', '«', '»', '“', '”', '„'];

/// Deeper than this nobody reads; what opens further in is not looked at.
const DEEPEST: usize = 32;

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut is_open_before = false;
    for line in reading.lines.iter().filter(|line| is_written(line)) {
        let is_body = line.passage.role() == Role::Body;
        let mut strays = strays(line);
        let (opened, closed) = (quotations(&strays, &['«', '“', '„']), quotations(&strays, &['»', '”']));
        if is_body && is_open_before && closed > 0 {
            forget_first(&mut strays);
        }
        is_open_before = is_body && (opened > 0 || (is_open_before && closed == 0));
        // An open quotation of prose has a check of its own.
        let own = strays
            .iter()
            .filter(|sign| !(matches!(sign.mark, '«' | '“' | '„') && line.passage.is_prose()));
        findings.extend(own.map(|sign| told(line, sign)));
    }
    findings
}

fn quotations(strays: &[Sign], marks: &[char]) -> usize {
    strays.iter().filter(|sign| marks.contains(&sign.mark)).count()
}

/// The end of a quotation that an earlier paragraph began.
fn forget_first(strays: &mut Vec<Sign>) {
    if let Some(at) = strays.iter().position(|sign| matches!(sign.mark, '»' | '”')) {
        strays.remove(at);
    }
}

/// The marks of a line that have no partner, in their order.
fn strays(line: &Line) -> Vec<Sign> {
    let mut strays = Vec::new();
    let mut open: Vec<Sign> = Vec::new();
    for sign in signs(line, &MARKS).filter(|sign| !is_something_else(line, sign)) {
        match opening(sign.mark) {
            None if sign.mark == '“' && open.last().is_some_and(|last| last.mark == '„') => drop(open.pop()),
            None if open.len() < DEEPEST => open.push(sign),
            None => {}
            Some(begins) => match open.iter().rposition(|before| begins.contains(&before.mark)) {
                Some(at) => strays.extend(open.drain(at..).skip(1)),
                None => strays.push(sign),
            },
        }
    }
    strays.extend(open);
    strays.sort_by_key(|sign| sign.start);
    strays
}

/// What a mark closes, if it closes.
const fn opening(mark: char) -> Option<&'static [char]> {
    match mark {
        ')' => Some(&['(']),
        ']' => Some(&['[']),
        '»' => Some(&['«']),
        '”' => Some(&['“', '„']),
        _ => None,
    }
}

/// `1)`, `a)` count; `:)` smiles; a `»` at a line's head goes on with what was quoted; `]0, 1[` is mathematics.
fn is_something_else(line: &Line, sign: &Sign) -> bool {
    let text = line.text();
    let before = letter_before(text, sign.start);
    match sign.mark {
        ')' | '(' if before.is_some_and(|c| matches!(c, ':' | ';' | '=')) => true,
        ')' | '(' if text[..sign.start].ends_with(":-") || text[..sign.start].ends_with(";-") => true,
        ')' => counts(line, sign),
        '»' => before.is_none_or(|c| c == '\n'),
        ']' | '[' => is_interval(text, sign),
        _ => false,
    }
}

fn counts(line: &Line, sign: &Sign) -> bool {
    let text = line.text();
    token_before(line, sign.at).is_some_and(|word| {
        let alone = letter_before(text, word.start).is_none_or(|c| is_space(c) || c == '«');
        word.is_spoken() && alone && word.end - word.start <= 2 && opens_nothing_near(text, word.start)
    })
}

/// No bracket waits for it in the same words: "(en 2)" closes, "2) puis" counts.
fn opens_nothing_near(text: &str, at: usize) -> bool {
    let near = text[..at].char_indices().rev().take(120);
    for (_, letter) in near {
        match letter {
            '(' => return false,
            ')' | '\n' => return true,
            _ => {}
        }
    }
    true
}

fn is_interval(text: &str, sign: &Sign) -> bool {
    let after = letter_after(text, sign.end);
    let before = letter_before(text, sign.start);
    let is_digit = |letter: Option<char>| letter.is_some_and(|c| c.is_ascii_digit());
    let opens_twice = || text[sign.end..].chars().take(24).find(|c| matches!(c, '[' | ']')) == Some('[');
    match sign.mark {
        ']' => is_digit(after),
        _ => is_digit(before) || (is_digit(after) && opens_twice()),
    }
}

fn told(line: &Line, sign: &Sign) -> Finding {
    let mark = sign.mark;
    let said = if opening(mark).is_some() {
        Said::new(
            format!("« {mark} » ferme ce que rien n’a ouvert : ouvrez-le à sa place, ou retirez-le"),
            format!("“{mark}” closes what nothing has opened: open it where it begins, or take it out"),
        )
    } else {
        Said::new(
            format!("« {mark} » s’ouvre et ne se ferme pas : fermez-le là où il finit, ou retirez-le"),
            format!("“{mark}” opens and never closes: close it where it ends, or take it out"),
        )
    };
    line.found(CODE, sign.start..sign.end, said)
}
