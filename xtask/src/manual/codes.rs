//! `docs/checks/codes.md`: the families in both languages, and every code for life in its order.

/// Where the list is.
pub(crate) const CODES: &str = "docs/checks/codes.md";

/// A family of checks: three letters and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Family {
    pub(crate) letters: String,
    pub(crate) en: String,
    pub(crate) fr: String,
    pub(crate) line: usize,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) code: String,
    pub(crate) what: String,
    pub(crate) is_struck: bool,
    pub(crate) line: usize,
}

/// What the list says. Lines count from 0.
#[derive(Clone, Debug, Default)]
pub(crate) struct Codes {
    pub(crate) families: Vec<Family>,
    pub(crate) rows: Vec<Row>,
}

impl Codes {
    /// Reads headings `## REP: repetitions · répétitions` and rows whose first cell holds a code.
    pub(crate) fn read(text: &str) -> Self {
        let mut codes = Self::default();
        for (line, words) in text.lines().enumerate() {
            codes.families.extend(family(words, line));
            codes.rows.extend(row(words, line));
        }
        codes
    }

    pub(crate) fn family(&self, letters: &str) -> Option<&Family> {
        self.families.iter().find(|family| family.letters == letters)
    }

    pub(crate) fn row(&self, code: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.code == code)
    }

    /// Where a code stands in the list; what is not in it stands behind all others.
    pub(crate) fn rank(&self, code: &str) -> (usize, u32, String) {
        let family = self.families.iter().position(|family| family.letters == letters(code));
        (family.unwrap_or(usize::MAX), number(code), code.to_owned())
    }
}

/// `TYP` of `TYP-04`.
pub(crate) fn letters(code: &str) -> &str {
    code.split('-').next().unwrap_or(code)
}

fn number(code: &str) -> u32 {
    code.split_once('-').and_then(|(_, number)| number.parse().ok()).unwrap_or(u32::MAX)
}

/// Three capitals, a hyphen, two or three digits.
pub(crate) fn is_code(word: &str) -> bool {
    word.split_once('-').is_some_and(|(letters, digits)| {
        letters.len() == 3
            && letters.bytes().all(|b| b.is_ascii_uppercase())
            && (2..=3).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
    })
}

fn family(line: &str, at: usize) -> Option<Family> {
    let (letters, names) = line.strip_prefix("## ")?.split_once(": ")?;
    let is_family = letters.len() == 3 && letters.bytes().all(|b| b.is_ascii_uppercase());
    let names = names.split(" (").next().unwrap_or(names).trim();
    let (en, fr) = names.split_once(" · ").unwrap_or((names, names));
    is_family.then(|| Family {
        letters: letters.to_owned(),
        en: en.to_owned(),
        fr: fr.to_owned(),
        line: at,
    })
}

fn row(line: &str, at: usize) -> Option<Row> {
    let mut cells = line.strip_prefix('|')?.split('|').map(str::trim);
    let (first, what) = (cells.next()?, cells.next()?);
    let code = first.split('`').nth(1).filter(|code| is_code(code))?;
    Some(Row {
        code: code.to_owned(),
        what: what.trim_matches('~').to_owned(),
        is_struck: first.contains("~~"),
        line: at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "\
# The codes

## TYP: typography · typographie (French; * also English)

| code | what | ships as |
|---|---|---|
| `TYP-01` * | space before `; ! ?` | warning |
| ~~`TYP-02`~~ | ~~colon~~ | warning |

## REP: repetitions

| `REP-301` * | doubled word | warning |

## Kept for checks to come
";

    #[test]
    fn families_have_a_name_in_each_language() {
        let codes = Codes::read(LIST);
        let names: Vec<_> = codes
            .families
            .iter()
            .map(|f| (f.letters.as_str(), f.en.as_str(), f.fr.as_str()))
            .collect();
        assert_eq!(names, [("TYP", "typography", "typographie"), ("REP", "repetitions", "repetitions")]);
    }

    #[test]
    fn rows_are_codes_that_stand_or_are_struck_through() {
        let codes = Codes::read(LIST);
        assert_eq!(codes.row("TYP-01").unwrap().what, "space before `; ! ?`");
        assert!(!codes.row("TYP-01").unwrap().is_struck);
        assert!(codes.row("TYP-02").unwrap().is_struck);
        assert_eq!(codes.row("TYP-03"), None);
    }

    #[test]
    fn the_order_is_the_one_of_the_list() {
        let codes = Codes::read(LIST);
        let mut some = ["XYZ-01", "REP-301", "TYP-101", "TYP-20"];
        some.sort_by_key(|code| codes.rank(code));
        assert_eq!(some, ["TYP-20", "TYP-101", "REP-301", "XYZ-01"]);
    }

    #[test]
    fn a_code_is_three_capitals_and_a_number() {
        assert!(is_code("TYP-04") && is_code("FIG-120"));
        for word in ["typ-04", "TYP04", "TYPO-04", "TYP-4", "TYP-1234", "README", ""] {
            assert!(!is_code(word), "{word}");
        }
    }
}
