//! TYP-16 · Centuries, kings, before Christ
//!
//! **What it catches.** `XXème siècle`, `20e siècle`, spaces that break in `XXe siècle`, `Louis XIV` and `av. J.-C.`, and `J.C.` without its hyphen.
//! **Why it matters.** A number of a century or of a king at the head of a line has lost its name.
//! **Remedy.** Roman capitals, `e`, a no-break space.
//!
//! # Siècles, rois, avant Jésus-Christ
//!
//! **Ce qu’il relève.** `XXème siècle`, `20e siècle`, les espaces sécables dans `XXe siècle`, `Louis XIV` et `av. J.-C.`, et `J.C.` sans trait d’union.
//! **Pourquoi.** Le numéro d’un siècle ou d’un roi en tête de ligne a perdu son nom.
//! **Remède.** Des capitales romaines, `e`, une espace insécable.

use manuscript::Said;

use super::gaps::{gap_before, is_plain, letter_after};
use super::ordinals::{is_century, roman_and_ending, short_ending};
use super::signs::{is_french, token_before};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;
use crate::tokens::{Kind, Token};

const CODE: Code = "TYP-16";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Siècles, rois, avant Jésus-Christ",
    title_en: "Centuries, kings, before Christ",
    severity: Severity::Warning,
    harm: 25,
    reads: Reads::Passage(find),
};

/// Names of those who are told apart by numbers.
const NUMBERED: &[&str] = &[
    "Louis",
    "Henri",
    "Charles",
    "François",
    "Philippe",
    "Jean",
    "Jean-Paul",
    "Benoît",
    "Pie",
    "Paul",
    "Napoléon",
    "Élisabeth",
    "Elisabeth",
    "Elizabeth",
    "Guillaume",
    "Léon",
    "Clément",
    "Innocent",
    "Grégoire",
    "Alexandre",
    "Nicolas",
    "Catherine",
    "Frédéric",
    "Édouard",
    "Edouard",
    "George",
    "Georges",
    "Albert",
    "Carlos",
    "Felipe",
    "Mohammed",
    "Mohamed",
    "Hassan",
    "Ramsès",
    "Sixte",
    "Urbain",
    "Pierre",
    "Constantin",
    "Léopold",
    "Rainier",
    "Jacques",
    "Richard",
    "Victor-Emmanuel",
    "Gustave",
    "Boniface",
    "Célestin",
    "Jules",
    "Alphonse",
    "Ferdinand",
    "Ivan",
    "Mehmed",
    "Abdallah",
    "Margrethe",
    "Willem",
    "Vatican",
    "Umberto",
    "Robert",
    "Hugues",
];

fn find(line: &Line, _: &House) -> Vec<Finding> {
    if !is_french(line) {
        return Vec::new();
    }
    let words = line.tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Word);
    words.filter_map(|(at, word)| of_word(line, at, word)).collect()
}

fn of_word(line: &Line, at: usize, token: &Token) -> Option<Finding> {
    let word = line.words_of(token);
    if is_century(word) {
        return century(line, at, token);
    }
    match word {
        "J" | "J-C" | "JC" => before_christ(line, at, token),
        _ if word.starts_with(['I', 'V', 'X']) => king(line, at, token),
        _ => None,
    }
}

/// What stands before "siècle": a Roman number with its ending, or digits.
fn century(line: &Line, at: usize, token: &Token) -> Option<Finding> {
    let gap = gap_before(line.text(), token.start);
    let number = &line.tokens[at.checked_sub(2)?];
    if gap.is_empty() || number.end != gap.start {
        return None;
    }
    let follows_digits = at.checked_sub(3).is_some_and(|at| line.tokens[at].kind == Kind::Digits);
    match (number.kind, follows_digits) {
        (Kind::Word, true) => in_digits(line, at, token),
        (Kind::Word, false) => in_roman(line, number, token),
        _ => None,
    }
}

fn in_roman(line: &Line, number: &Token, token: &Token) -> Option<Finding> {
    let gap = gap_before(line.text(), token.start);
    let word = line.words_of(number);
    let upper = word.to_uppercase();
    let is_small = word.starts_with(['i', 'v', 'x']);
    let (roman, ending) = roman_and_ending(if is_small { &upper } else { word })?;
    let ending = ending.to_lowercase();
    let short = short_ending(roman, &ending);
    let is_right = matches!(ending.as_str(), "e" | "er" | "es");
    if short.is_none() && !is_right {
        return None;
    }
    let written = format!("{roman}{}", short.unwrap_or(&ending));
    if written == word && !is_plain(line.text(), &gap) {
        return None;
    }
    let finding = line.found(CODE, number.start..token.end, said(&written, line.words_of(token)));
    let new = format!("{written}\u{a0}");
    Some(if is_small {
        finding.maybe(number.start..gap.end, new)
    } else if written == word {
        finding.safely(gap, "\u{a0}")
    } else {
        finding.safely(number.start..gap.end, new)
    })
}

/// `20e siècle`.
fn in_digits(line: &Line, at: usize, token: &Token) -> Option<Finding> {
    let (digits, ending) = (&line.tokens[at - 3], line.words_of(&line.tokens[at - 2]));
    let number: u32 = line.words_of(digits).parse().ok().filter(|number| (1..=40).contains(number))?;
    let is_ordinal = matches!(ending, "e" | "er") || short_ending(line.words_of(digits), ending).is_some();
    let written = format!("{}{}", roman(number), if number == 1 { "er" } else { "e" });
    let finding = line.found(CODE, digits.start..token.end, said(&written, line.words_of(token)));
    is_ordinal.then(|| finding.maybe(digits.start..token.start, format!("{written}\u{a0}")))
}

fn said(written: &str, century: &str) -> Said {
    Said::new(
        format!("un siècle s’écrit en chiffres romains, avec une espace insécable : écrivez « {written} {century} »"),
        format!("a century is written in Roman numerals, with a no-break space: write “{written} {century}”"),
    )
}

fn roman(number: u32) -> String {
    let signs = [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut rest = number;
    let mut roman = String::new();
    for (worth, sign) in signs {
        while rest >= worth {
            roman.push_str(sign);
            rest -= worth;
        }
    }
    roman
}

/// `Louis XIV` with a space that breaks.
fn king(line: &Line, at: usize, token: &Token) -> Option<Finding> {
    let (number, ending) = roman_and_ending(line.words_of(token))?;
    let is_number = number.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) && matches!(ending, "" | "er" | "re");
    let gap = gap_before(line.text(), token.start);
    let name = line.tokens.get(at.checked_sub(2)?).filter(|name| name.end == gap.start)?;
    let is_initial =
        letter_after(line.text(), token.end) == Some('.') && line.text()[token.end + 1..].trim_start().starts_with(char::is_uppercase);
    let is_king = is_number && !is_initial && is_plain(line.text(), &gap) && NUMBERED.contains(&line.words_of(name));
    let said = Said::new(
        "le nom et son numéro ne se séparent pas en fin de ligne : mettez une espace insécable",
        "a name and its number are not parted at the end of a line: put a no-break space",
    );
    is_king.then(|| line.found(CODE, name.start..token.end, said).safely(gap, "\u{a0}"))
}

/// `av. J.-C.`: the space before it, and its hyphen.
fn before_christ(line: &Line, at: usize, token: &Token) -> Option<Finding> {
    let text = line.text();
    let rest = &text[token.start..];
    let forms = ["J.-C.", "J.C.", "J. C.", "J-C.", "J-C", "JC", "J.-C"];
    let form = forms.iter().find(|form| rest.starts_with(**form))?;
    let gap = gap_before(text, token.start);
    let before = text[..gap.start].trim_end_matches('.');
    let is_era = ["av", "ap", "apr", "avant", "après"].iter().any(|era| ends_with_word(before, era));
    let ends = !rest[form.len()..].starts_with(char::is_alphanumeric);
    let is_right = *form == "J.-C.";
    if !is_era || !ends || (is_right && !is_plain(text, &gap)) || token_before(line, at).is_none_or(|before| before.kind != Kind::Space) {
        return None;
    }
    let said = Said::new(
        "écrivez « J.-C. », avec une espace insécable devant : rien ne s’y coupe",
        "write “J.-C.”, with a no-break space before it: nothing breaks there",
    );
    let range = gap.start..token.start + form.len();
    let finding = line.found(CODE, range.clone(), said);
    Some(if is_right {
        finding.safely(gap, "\u{a0}")
    } else {
        finding.safely(range, "\u{a0}J.-C.")
    })
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|before| !before.ends_with(char::is_alphabetic))
}
