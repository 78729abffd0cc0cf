//! TYP-12 · Number and unit
//!
//! **What it catches.** A number glued to its unit, or with a space that breaks between them: `295km`, `295 km`.
//! **Why it matters.** A unit alone at the head of a line has lost its number.
//! **Remedy.** One no-break space. Names such as `F2`, `A320`, `5G`, `4x4` stay; the units are the house's.
//!
//! # Nombre et unité
//!
//! **Ce qu’il relève.** Un nombre collé à son unité, ou séparé d’elle par une espace sécable : `295km`, `295 km`.
//! **Pourquoi.** Une unité seule en tête de ligne a perdu son nombre.
//! **Remède.** Une espace insécable. Les noms comme `F2`, `A320`, `5G`, `4x4` restent ; les unités sont celles de la maison.

use std::ops::Range;

use manuscript::Said;

use super::gaps::letter_before;
use super::numerals::{Numeral, numerals};
use super::signs::{is_ours, word_before};
use super::wanted::Wanted;
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;
use crate::tokens::is_space;

const CODE: Code = "TYP-12";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Nombre et unité",
    title_en: "Number and unit",
    severity: Severity::Warning,
    harm: 20,
    reads: Reads::Passage(find),
};

/// A unit is never longer, in bytes.
const LONGEST: usize = 12;

/// A unit that stands behind a number.
pub(super) struct Unit<'a> {
    pub(super) gap: Range<usize>,
    pub(super) range: Range<usize>,
    pub(super) symbol: &'a str,
}

fn find(line: &Line, house: &House) -> Vec<Finding> {
    if !is_ours(line) {
        return Vec::new();
    }
    let numbers = numerals(line);
    let measured = numbers.iter().filter(|numeral| !is_name(line, numeral.range.start));
    let units = measured.filter_map(|numeral| {
        let unit = unit_behind(line, house, numeral.range.end)?;
        let glued_to_name = unit.gap.is_empty() && unit.symbol.len() == 1 && follows_name(line, numeral.first);
        (!glued_to_name).then_some(unit)
    });
    let spaced = units.filter_map(|unit| told(line, house, unit));
    let plurals = numbers.iter().filter_map(|numeral| plural(line, numeral));
    let degrees = numbers.iter().filter_map(|numeral| degree_apart(line, house, numeral));
    spaced.chain(plurals).chain(degrees).collect()
}

/// `100 kms`: a symbol has no plural.
fn plural(line: &Line, numeral: &Numeral) -> Option<Finding> {
    let next = numeral
        .next(line)
        .filter(|next| matches!(line.words_of(next), "kms" | "kgs" | "Kms" | "Kgs"))?;
    let symbol = if line.words_of(next).contains('m') { "km" } else { "kg" };
    let said = Said::new(
        format!("un symbole ne prend pas la marque du pluriel : écrivez « {symbol} »"),
        format!("a symbol has no plural: write “{symbol}”"),
    );
    let finding = line.found(CODE, numeral.range.end - 1..next.end, said);
    (!numeral.is_tied_before(line.text())).then(|| finding.safely(numeral.range.end..next.end, format!("\u{a0}{symbol}")))
}

/// `20° C`: the degree belongs to its scale.
fn degree_apart(line: &Line, house: &House, numeral: &Numeral) -> Option<Finding> {
    let text = line.text();
    let degree = text[numeral.range.end..].trim_start_matches(is_space);
    let scale = degree.strip_prefix('°')?.strip_prefix([' ', '\u{a0}', '\u{202f}'])?;
    let is_scale = scale.starts_with(['C', 'F']) && !scale[1..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '’' | '\'' | '.'));
    let end = text.len() - scale.len() + 1;
    let symbol = format!("°{}", scale.get(..1).filter(|_| is_scale)?);
    let said = Said::new(
        format!("le degré ne se sépare pas de son échelle : écrivez « {symbol} »"),
        format!("a degree is not parted from its scale: write “{symbol}”"),
    );
    let finding = line.found(CODE, numeral.range.end - 1..end, said);
    Some(finding.safely(numeral.range.end..end, format!("{}{symbol}", house.spacing.unit.as_str())))
}

/// `A320`, `n°5`: the digits belong to what stands before them; `4x100` does not.
fn is_name(line: &Line, start: usize) -> bool {
    let text = line.text();
    letter_before(text, start).is_some_and(|c| match c {
        'x' | '×' => !letter_before(text, start - c.len_utf8()).is_some_and(|c| c.is_ascii_digit()),
        _ => c.is_alphanumeric() || matches!(c, '°' | 'º' | '_' | '/' | '#'),
    })
}

/// "iPhone 5s".
fn follows_name(line: &Line, first: usize) -> bool {
    word_before(line, first).is_some_and(|word| word.chars().any(char::is_uppercase) && word.len() > 3)
}

/// The unit behind a number that ends at a place, across one space or none.
pub(super) fn unit_behind<'a>(line: &'a Line, house: &House, end: usize) -> Option<Unit<'a>> {
    let text = line.text();
    let gap = end..end
        + text[end..]
            .chars()
            .next()
            .filter(|c| is_space(*c) && *c != '\n')
            .map_or(0, char::len_utf8);
    let rest = &text[gap.end..];
    let near = rest
        .char_indices()
        .find(|(at, c)| *at > LONGEST || is_space(*c))
        .map_or(rest.len(), |(at, _)| at);
    let symbol = rest[..near].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '»', '”', '"', '…']);
    let range = gap.end..gap.end + symbol.len();
    let unit = Unit { gap, range, symbol };
    (house.units.contains(symbol) && !is_something_else(line, &unit)).then_some(unit)
}

/// Letters that name more than they measure, currencies, and shorts with a full stop.
fn is_something_else(line: &Line, unit: &Unit<'_>) -> bool {
    let Unit { gap, range, symbol } = unit;
    let rest = &line.text()[range.end..];
    let is_short =
        symbol.chars().count() == 1 && rest.starts_with(". ") && rest[2..].starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
    let is_letter = matches!(*symbol, "A" | "N" | "J" | "K") || (matches!(*symbol, "V" | "W") && gap.is_empty());
    let is_english_short = line.passage.tongue.is_english() && gap.is_empty() && matches!(*symbol, "m" | "s" | "t" | "g" | "l");
    // "0929 W 00000" is a reference.
    let is_reference = symbol.len() == 1
        && symbol.starts_with(char::is_uppercase)
        && rest.starts_with([' ', '\u{a0}'])
        && rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    is_reference || is_short || is_letter || is_english_short || symbol.contains(['€', '$', '£'])
}

fn told(line: &Line, house: &House, unit: Unit<'_>) -> Option<Finding> {
    let wanted = Wanted {
        code: CODE,
        space: house.spacing.unit,
        place: Said::new(
            format!("devant l’unité « {} »", unit.symbol),
            format!("before the unit “{}”", unit.symbol),
        ),
        seen: unit.gap.start - 1..unit.range.end,
        gap: unit.gap,
    };
    wanted.told(line, house)
}
