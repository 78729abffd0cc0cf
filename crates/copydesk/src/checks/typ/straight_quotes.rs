//! TYP-04 · Straight quotation marks
//!
//! **What it catches.** `"…"` where French prints « … » (“…” inside guillemets) and English “…”; in English also 'like this'.
//! **Why it matters.** A straight mark is a key of the typewriter: it does not say whether words begin or end.
//! **Remedy.** Guillemets with no-break spaces; a mark that has no partner is shown without a fix. Inches and seconds stay.
//!
//! # Guillemets droits
//!
//! **Ce qu’il relève.** `"…"` là où le français imprime « … » (“…” dans une citation) et l’anglais “…” ; en anglais aussi 'ainsi'.
//! **Pourquoi.** Le guillemet droit vient de la machine à écrire : il ne dit pas si les mots commencent ou finissent.
//! **Remède.** Des guillemets avec leurs espaces insécables ; un guillemet sans partenaire est montré sans correction. Pouces et secondes restent.

use std::ops::Range;

use manuscript::Said;

use super::gaps::{gap_after, gap_before, letter_after, letter_before};
use super::signs::{Sign, is_written, signs};
use crate::check::{Check, Reads};
use crate::finding::{Applicability, Code, Edit, Finding, Severity, Span};
use crate::house::House;
use crate::line::Line;
use crate::tokens::is_space;

const CODE: Code = "TYP-04";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Guillemets droits",
    title_en: "Straight quotation marks",
    severity: Severity::Warning,
    harm: 35,
    reads: Reads::Passage(find),
};

/// A straight mark, and how many typographic quotations stand open around it.
#[derive(Clone, Copy)]
struct Straight {
    sign: Sign,
    depth: usize,
}

/// Two marks that belong together.
struct Pair {
    open: Straight,
    close: Straight,
    /// Other quotations open or close between them.
    holds_others: bool,
}

fn find(line: &Line, house: &House) -> Vec<Finding> {
    let is_single = line.passage.tongue.is_english() && line.text().contains('\'');
    if !is_written(line) || !(is_single || line.text().contains('"')) {
        return Vec::new();
    }
    let mut findings = of_mark(line, house, '"');
    if is_single {
        let (pairs, _) = paired(line, '\'');
        findings.extend(pairs.iter().map(|pair| told_single(line, pair)));
    }
    findings
}

fn of_mark(line: &Line, house: &House, mark: char) -> Vec<Finding> {
    let (pairs, strays) = paired(line, mark);
    let applicability = if strays.is_empty() {
        Applicability::Safe
    } else {
        Applicability::Maybe
    };
    let of_pairs = pairs.iter().map(|pair| {
        let is_plain = pair.open.depth == pair.close.depth && !pair.holds_others;
        let applicability = if is_plain { applicability } else { Applicability::Maybe };
        let [open, close] = marks_for(line, house, pair.open.depth);
        let title = Said::new(format!("écrire {open}…{close}"), format!("write {open}…{close}"));
        told_pair(line, pair, [&open, &close]).mended(title, applicability, edits(line, pair, [&open, &close]))
    });
    of_pairs.chain(strays.iter().map(|sign| told_stray(line, sign))).collect()
}

/// Marks that open and close each other, and those that are left alone.
fn paired(line: &Line, mark: char) -> (Vec<Pair>, Vec<Sign>) {
    let (mut pairs, mut strays) = (Vec::new(), Vec::new());
    let mut open: Option<(Straight, usize)> = None;
    let (mut depth, mut seen) = (0_usize, 0_usize);
    for sign in signs(line, &['"', '\'', '«', '»', '“', '”']) {
        match sign.mark {
            '«' | '“' => (depth, seen) = (depth + 1, seen + 1),
            '»' | '”' => (depth, seen) = (depth.saturating_sub(1), seen + 1),
            other if other != mark || is_no_mark(line.text(), &sign, open.is_some()) => {}
            _ => {
                let here = Straight { sign, depth };
                open = match open {
                    None if closes_only(line.text(), &sign) => {
                        strays.push(sign);
                        None
                    }
                    None => Some((here, seen)),
                    Some((before, _)) if opens_only(line.text(), &sign) => {
                        strays.push(before.sign);
                        Some((here, seen))
                    }
                    Some((before, seen_before)) => {
                        pairs.push(Pair {
                            open: before,
                            close: here,
                            holds_others: seen != seen_before,
                        });
                        None
                    }
                };
            }
        }
    }
    strays.extend(open.map(|(straight, _)| straight.sign));
    (pairs, strays)
}

/// A measure; or, for a single mark, an apostrophe: it opens before a letter and closes behind a word.
fn is_no_mark(text: &str, sign: &Sign, is_open: bool) -> bool {
    if sign.mark == '"' {
        return is_measure(text, sign, is_open);
    }
    let opens = opens_only(text, sign) && letter_after(text, sign.end).is_some_and(char::is_alphabetic);
    !(opens || (is_open && closes_only(text, sign)))
}

/// `6' 10"`, `2'33"`: seconds and inches, unless a quotation is waiting for its end.
fn is_measure(text: &str, sign: &Sign, is_open: bool) -> bool {
    let before = &text[..sign.start];
    let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    digits > 0 && (!is_open || before[..before.len() - digits].trim_end_matches(' ').ends_with(['\'', '’', '′']))
}

/// Words before it and none behind it: it can only close.
fn closes_only(text: &str, sign: &Sign) -> bool {
    let before = letter_before(text, sign.start).is_some_and(|c| !is_space(c) && !opens_brackets(c));
    let after = letter_after(text, sign.end).is_none_or(|c| is_space(c) || ends_words(c));
    before && after
}

/// A space before it and a word behind it: it can only open.
fn opens_only(text: &str, sign: &Sign) -> bool {
    let before = letter_before(text, sign.start).is_none_or(|c| is_space(c) || opens_brackets(c));
    let after = letter_after(text, sign.end).is_some_and(|c| !is_space(c) && !ends_words(c));
    before && after
}

const fn opens_brackets(letter: char) -> bool {
    matches!(letter, '(' | '[' | '«' | '“' | '’' | '\'' | '—' | '–' | '-' | '/')
}

const fn ends_words(letter: char) -> bool {
    matches!(letter, ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '»' | '”' | '…')
}

fn told_pair(line: &Line, pair: &Pair, [open, close]: [&str; 2]) -> Finding {
    let said = Said::new(
        format!("ces guillemets droits sont ceux de la machine à écrire : écrivez {open}…{close}"),
        format!("these straight quotation marks are a typewriter’s: write {open}…{close}"),
    );
    let closing = Span::new(&line.passage.spot, pair.close.sign.start..pair.close.sign.end);
    line.found(CODE, pair.open.sign.start..pair.open.sign.end, said)
        .beside(closing, Said::new("se ferme ici", "closes here"))
}

/// The marks of a depth, with the spaces inside them.
fn marks_for(line: &Line, house: &House, depth: usize) -> [String; 2] {
    let is_french = line.passage.tongue.is_french();
    match (is_french, depth) {
        (true, 0) => {
            let space = house.spacing.guillemets.as_str();
            [format!("«{space}"), format!("{space}»")]
        }
        (true, 1) | (false, 0) => ["“".into(), "”".into()],
        _ => ["‘".into(), "’".into()],
    }
}

/// The marks and the spaces on their inner sides.
fn edits(line: &Line, pair: &Pair, [open, close]: [&str; 2]) -> Vec<Edit> {
    let (text, spot) = (line.text(), &line.passage.spot);
    let first = pair.open.sign.start..gap_after(text, pair.open.sign.end).end;
    let last = gap_before(text, pair.close.sign.start).start.max(first.end)..pair.close.sign.end;
    let edit = |range: Range<usize>, new: &str| Edit {
        span: Span::new(spot, range),
        new: new.to_owned(),
    };
    vec![edit(first, open), edit(last, close)]
}

fn told_stray(line: &Line, sign: &Sign) -> Finding {
    let said = Said::new(
        "ce guillemet droit n’a pas de partenaire : fermez ou ouvrez la citation, ou retirez-le",
        "this straight quotation mark has no partner: close or open the quotation, or take it out",
    );
    line.found(CODE, sign.start..sign.end, said)
}

/// In English 'like this': the first can only open, the last only close, and no apostrophe is taken for either.
fn told_single(line: &Line, pair: &Pair) -> Finding {
    let said = Said::new(
        "ces apostrophes droites servent de guillemets : écrivez ‘…’",
        "these straight apostrophes stand for quotation marks: write ‘…’",
    );
    let title = Said::new("écrire ‘…’", "write ‘…’");
    let closing = Span::new(&line.passage.spot, pair.close.sign.start..pair.close.sign.end);
    line.found(CODE, pair.open.sign.start..pair.open.sign.end, said)
        .beside(closing, Said::new("se ferme ici", "closes here"))
        .mended(title, Applicability::Maybe, edits(line, pair, ["‘", "’"]))
}
