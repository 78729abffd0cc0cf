//! TYP-10 · Grouping of thousands
//!
//! **What it catches.** Quantities grouped by full stops, commas or spaces that break, and those of five digits or more in one piece.
//! **Why it matters.** `120.000` is a hundred and twenty to an English reader; `120 000` may be cut in two at the end of a line.
//! **Remedy.** Groups of three with a narrow no-break space; in English a comma. Years, postcodes, numbers of laws, telephones and references stay.
//!
//! # Groupes de milliers
//!
//! **Ce qu’il relève.** Les quantités groupées par des points, des virgules ou des espaces sécables, et celles de cinq chiffres ou plus d’un seul tenant.
//! **Pourquoi.** `120.000` vaut cent vingt pour un Anglais ; `120 000` peut être coupé en deux en fin de ligne.
//! **Remède.** Des groupes de trois séparés par une espace fine insécable ; en anglais, une virgule. Années, codes postaux, numéros de lois, de téléphone et références restent.

use manuscript::Said;

use super::gaps::letter_after;
use super::numerals::{Numeral, numerals};
use super::peoples::is_people;
use super::signs::{is_ours, word_before};
use crate::check::{Check, Reads};
use crate::finding::{Applicability, Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;
use crate::tokens::{Kind, is_space};

const CODE: Code = "TYP-10";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Groupes de milliers",
    title_en: "Grouping of thousands",
    severity: Severity::Warning,
    harm: 40,
    reads: Reads::Passage(find),
};

/// Words before numbers that name something and count nothing.
const NAMES_BEFORE: &[&str] = &[
    "n",
    "no",
    "nº",
    "numéro",
    "numéros",
    "article",
    "articles",
    "art",
    "loi",
    "lois",
    "code",
    "page",
    "pages",
    "p",
    "dossier",
    "matricule",
    "référence",
    "réf",
    "ref",
    "astéroïde",
    "vol",
    "siren",
    "siret",
    "isbn",
    "iso",
    "bp",
    "cp",
    "cs",
    "postal",
    "tél",
    "téléphone",
    "number",
    "law",
    "windows",
];

/// What is measured, and what multiplies.
const UNITS: &[&str] = &[
    "km",
    "m",
    "kg",
    "t",
    "g",
    "s",
    "l",
    "ha",
    "million",
    "millions",
    "milliard",
    "milliards",
];

/// Words that may stand behind a number that counts nothing.
const NO_COUNT_AFTER: &[&str] = &[
    "et", "ou", "à", "au", "aux", "en", "le", "la", "les", "du", "des", "dans", "sur", "sous", "pour", "par", "puis", "est", "sont", "a",
    "ont", "qui", "que", "avec", "chez", "vers", "il", "elle", "on", "and", "or", "in", "on", "at", "to", "is", "was", "from", "the", "by",
];

fn find(line: &Line, house: &House) -> Vec<Finding> {
    if !is_ours(line) {
        return Vec::new();
    }
    let numbers = numerals(line);
    let whole = numbers.iter().filter_map(|numeral| whole_part(line, numeral));
    let quantities = whole.filter(|numeral| !names_something(line, numeral));
    quantities.filter_map(|numeral| of_number(line, house, &numeral)).collect()
}

/// The number up to its decimals; nothing of what cannot be a number with thousands.
fn whole_part(line: &Line, numeral: &Numeral) -> Option<Numeral> {
    let decimal = if line.passage.tongue.is_french() { ',' } else { '.' };
    let mut whole = numeral.clone();
    let has_decimals = whole.joints.last() == Some(&decimal) && (!whole.is_grouped() || !whole.has_only(decimal));
    if has_decimals {
        whole.joints.pop();
        whole.groups.pop();
        whole.last -= 2;
        whole.range.end = whole.groups.last()?.end;
    }
    let is_part = numeral.is_tied_before(line.text()) || (numeral.is_part(line.text()) && !counts_glued(line, numeral));
    (!is_part).then_some(whole)
}

/// `12.000€`, `12000km`: what is glued behind is a unit, another check's.
fn counts_glued(line: &Line, numeral: &Numeral) -> bool {
    let glued = line.tokens.get(numeral.last + 1).map_or("", |token| line.words_of(token));
    !numeral.is_tied_before(line.text()) && matches!(glued, "€" | "$" | "£" | "%" | "km" | "m" | "kg" | "t" | "ha")
}

/// A reference, a telephone number, an address on the net, a date.
fn names_something(line: &Line, numeral: &Numeral) -> bool {
    let text = line.text();
    let named = word_before(line, numeral.first).is_some_and(|word| {
        let is_acronym = word.len() > 1 && word.chars().all(char::is_uppercase);
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        is_acronym || is_number || NAMES_BEFORE.contains(&word.to_lowercase().as_str())
    });
    let marked = text[..numeral.range.start]
        .trim_end_matches(is_space)
        .ends_with(['°', 'º', '§', '#', '+']);
    let goes_on = letter_after(text, numeral.range.end).is_some_and(|c| matches!(c, '-' | '/' | ':'))
        || (letter_after(text, numeral.range.end) == Some(' ')
            && letter_after(text, numeral.range.end + 1).is_some_and(|c| c.is_ascii_digit()));
    named || marked || goes_on || text[numeral.range.clone()].starts_with('0') || is_net_address(text, numeral)
}

fn is_net_address(text: &str, numeral: &Numeral) -> bool {
    let small = |group: &std::ops::Range<usize>| text[group.clone()].parse::<u16>().is_ok_and(|number| number < 256);
    numeral.groups.len() == 4 && numeral.has_only('.') && numeral.groups.iter().all(small)
}

fn of_number(line: &Line, house: &House, numeral: &Numeral) -> Option<Finding> {
    let is_french = line.passage.tongue.is_french();
    let applicability = match (numeral.joints.as_slice(), is_french) {
        ([], _) => in_one_piece(line, house, numeral)?,
        (_, true) if numeral.is_grouped() => of_joints(line, house, numeral)?,
        (joints, false) if numeral.is_grouped() && joints.iter().all(|joint| is_space(*joint)) => Applicability::Maybe,
        _ => return None,
    };
    let space = if is_french { house.spacing.thousands.as_str() } else { "," };
    let finding = told(line, numeral, space);
    let grouped = grouped(&numeral.digits(line.text()), space);
    Some(match applicability {
        Applicability::Safe => finding.safely(numeral.range.clone(), grouped),
        _ => finding.maybe(numeral.range.clone(), grouped),
    })
}

/// Digits in one piece, where something is counted.
fn in_one_piece(line: &Line, house: &House, numeral: &Numeral) -> Option<Applicability> {
    let text = line.text();
    let digits = numeral.range.len();
    let at_least = (house.thresholds.grouped_digits as usize).max(4);
    if !(at_least..=12).contains(&digits) {
        return None;
    }
    let is_counted = match numeral.next(line) {
        Some(next) if next.kind == Kind::Word || next.kind == Kind::Elided => is_counted_by(line.words_of(next)),
        Some(next) => matches!(line.words_of(next), "€" | "$" | "£" | "%") || text[numeral.range.clone()].ends_with("000"),
        None => text[numeral.range.clone()].ends_with("000"),
    };
    is_counted.then_some(if line.passage.tongue.is_french() {
        Applicability::Safe
    } else {
        Applicability::Maybe
    })
}

fn is_counted_by(word: &str) -> bool {
    let counts = word.starts_with(char::is_lowercase) && !NO_COUNT_AFTER.contains(&word);
    counts || is_people(word)
}

/// Full stops and commas may be decimals where one group stands behind them.
fn of_joints(line: &Line, house: &House, numeral: &Numeral) -> Option<Applicability> {
    let (text, joints) = (line.text(), numeral.joints.as_slice());
    if joints.iter().all(|joint| is_space(*joint)) {
        let right = |joint: &char| house.spacing.accepts(house.spacing.thousands, joint.encode_utf8(&mut [0; 4]));
        return (!joints.iter().all(right)).then_some(Applicability::Safe);
    }
    let round = text[numeral.range.clone()].ends_with("000");
    match (joints, round) {
        ([first, rest @ ..], _) if !rest.is_empty() && rest.iter().all(|joint| joint == first) => Some(Applicability::Safe),
        (['.'], true) => Some(Applicability::Safe),
        (['.'], false) => (counts_behind(line, numeral) || is_measured_behind(line, numeral)).then_some(Applicability::Maybe),
        ([','], true) => counts_behind(line, numeral).then_some(Applicability::Maybe),
        _ => None,
    }
}

/// A noun of what is counted stands behind: "3.141 voix".
fn counts_behind(line: &Line, numeral: &Numeral) -> bool {
    numeral.next(line).is_some_and(|next| {
        let word = line.words_of(next);
        next.is_spoken() && is_counted_by(word) && !UNITS.contains(&word)
    })
}

/// "1.120 €", "2.100 m": money has no third decimal, and a length that ends in a nought has no need of one.
fn is_measured_behind(line: &Line, numeral: &Numeral) -> bool {
    let ends_in_nought = line.text()[numeral.range.clone()].ends_with('0');
    numeral.next(line).is_some_and(|next| match line.words_of(next) {
        "€" | "$" | "£" | "euro" | "euros" => true,
        word => ends_in_nought && (UNITS.contains(&word)),
    })
}

fn told(line: &Line, numeral: &Numeral, space: &str) -> Finding {
    let text = line.text();
    let digits = numeral.digits(text);
    let grouped = grouped(&digits, space);
    let said = if space == "," {
        Said::new(
            format!("en anglais, les milliers se séparent par une virgule : écrivez {grouped}"),
            format!("in English, thousands are set apart by commas: write {grouped}"),
        )
    } else {
        Said::new(
            format!("les milliers se séparent par une espace insécable : écrivez {grouped}"),
            format!("thousands are set apart by a no-break space: write {grouped}"),
        )
    };
    line.found(CODE, numeral.range.clone(), said)
}

fn grouped(digits: &str, space: &str) -> String {
    let first = match digits.len() % 3 {
        0 => 3,
        rest => rest,
    };
    let mut grouped = digits.get(..first).unwrap_or(digits).to_owned();
    let mut rest = digits.get(first..).unwrap_or_default();
    while let Some(group) = rest.get(..3) {
        grouped.push_str(space);
        grouped.push_str(group);
        rest = &rest[3..];
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn groups_of_three_from_the_right() {
        assert_eq!(grouped("1200000", " "), "1 200 000");
        assert_eq!(grouped("120", " "), "120");
    }
}
