//! The pages: one a check, English then French, and the index by family.

use std::fmt::Write;

use super::check::{CheckFile, PARTS_EN, PARTS_FR, part};
use super::codes::{Codes, letters};
use super::sheet;

const MADE: &str = "<!-- Made by `cargo xtask manual` from the check's file and its proof sheet: change those, not this page. -->";
const MADE_INDEX: &str = "<!-- Made by `cargo xtask manual` from the checks' files: change those, not this page. -->";

/// Severities as a reader of French says them.
const SEVERITIES: [(&str, &str); 5] = [
    ("legal", "juridique"),
    ("block", "bloquant"),
    ("warning", "avertissement"),
    ("note", "remarque"),
    ("off", "éteint"),
];

const WEIGHTS: &str = "\
`block` cannot be published like this, `warning` ought to be looked at, `note` may be; `off` is a switch that a house turns on. \
`legal` is kept for the law. [house.toml](house.md) changes what a check weighs. [codes.md](codes.md) has every code for life, \
with those to come.

*Bloquant* : cela ne se publie pas ainsi ; *avertissement* : à regarder ; *remarque* : à voir ; *éteint* : la maison l’allume. \
Le poids d’un contrôle se change dans [house.toml](house.md). [codes.md](codes.md) a tous les codes, pour toujours, \
avec ceux qui viendront.
";

/// The page of a check.
pub(super) fn page(check: &CheckFile, codes: &Codes, sheet: &str) -> String {
    let CheckFile {
        code, title_en, title_fr, ..
    } = check;
    let mut text = format!("{MADE}\n\n# {code} · {title_en}\n\n{}\n\n", standing(check, codes));
    text.push_str(&parts(&check.doc.english, PARTS_EN));
    let _infallible = write!(text, "## {title_fr}\n\n");
    text.push_str(&parts(&check.doc.french, PARTS_FR));
    text.push_str("## Examples · Exemples\n\n");
    text.push_str(&sheet::examples(sheet));
    text
}

/// Family, weight, and where all of it is written.
fn standing(check: &CheckFile, codes: &Codes) -> String {
    let family = family(letters(&check.code), codes);
    let (own, fr) = severity(check);
    format!(
        "{family} · ships as **{own}**, *{fr}* · [all checks](README.md) · [its code](../../{}) · [its proof sheet](../../{})",
        check.path,
        check.sheet()
    )
}

fn family(letters: &str, codes: &Codes) -> String {
    match codes.family(letters) {
        Some(family) if family.en != family.fr => format!("{letters}: {} · {}", family.en, family.fr),
        Some(family) => format!("{letters}: {}", family.en),
        None => letters.to_owned(),
    }
}

fn severity(check: &CheckFile) -> (&str, &str) {
    let known = SEVERITIES.iter().find(|(en, _)| *en == check.severity);
    known.map_or((check.severity.as_str(), check.severity.as_str()), |(en, fr)| (*en, *fr))
}

fn parts(lines: &[String], labels: [&str; 3]) -> String {
    let said = labels.iter().filter_map(|label| Some((label, part(lines, label)?)));
    said.fold(String::new(), |text, (label, words)| text + &format!("**{label}.** {words}\n\n"))
}

/// The index: the checks by family, in the order of the codes.
pub(super) fn index(checks: &[CheckFile], codes: &Codes) -> String {
    let mut text = format!(
        "{MADE_INDEX}\n\n# The checks of the copy desk · Les contrôles du secrétariat de rédaction\n\n\
         {} checks, each with what it catches, why it matters and what to do; examples in which it finds something and in which it is silent.\n\n\
         {} contrôles, chacun avec ce qu’il relève, pourquoi, et le remède ; des exemples où il relève et où il se tait.\n\n{WEIGHTS}",
        checks.len(),
        checks.len()
    );
    let mut above = "";
    for check in checks {
        let letters = letters(&check.code);
        if letters != above {
            above = letters;
            let head = "| code | check | contrôle | ships as | poids |\n|---|---|---|---|---|";
            let _infallible = write!(text, "\n## {}\n\n{head}\n", family(letters, codes));
        }
        text.push_str(&row(check));
    }
    text
}

fn row(check: &CheckFile) -> String {
    let CheckFile {
        code, title_en, title_fr, ..
    } = check;
    let (own, fr) = severity(check);
    let cell = |words: &str| words.replace('|', "\\|");
    format!(
        "| [`{code}`]({code}.md) | {} | {} | {own} | {fr} |\n",
        cell(title_en),
        cell(title_fr)
    )
}

#[cfg(test)]
mod tests {
    use super::super::check::tests::{DOUBLED, PATH};
    use super::*;

    const CODES: &str = "## REP: repetitions · répétitions\n\n| `REP-301` | doubled word | warning |\n";

    fn check() -> CheckFile {
        CheckFile::read(PATH, DOUBLED, "").unwrap()
    }

    #[test]
    fn a_page_reads_in_english_then_in_french_then_shows() {
        let text = page(&check(), &Codes::read(CODES), "```found\nLe [[a a]]\n```\n");
        let order = [
            "# REP-301 · Doubled word\n\nREP: repetitions · répétitions · ships as **warning**, *avertissement*",
            "**What it catches.** The same word twice in a row.\n\n**Why it matters.**",
            "## Mot redoublé\n\n**Ce qu’il relève.** Le même",
            "## Examples · Exemples\n\n**Found · Relevé**\n\n```text\nLe a a\n   ^^^\n```\n",
        ];
        let places: Vec<_> = order.iter().map(|words| text.find(words)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{text}");
    }

    #[test]
    fn the_index_has_a_table_a_family() {
        let text = index(&[check(), check()], &Codes::read(CODES));
        assert_eq!(text.matches("## REP: repetitions · répétitions").count(), 1);
        assert_eq!(
            text.matches("| [`REP-301`](REP-301.md) | Doubled word | Mot redoublé | warning | avertissement |")
                .count(),
            2
        );
    }
}
