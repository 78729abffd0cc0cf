//! A check as its own file tells it: code, titles and severity from the code, the page from the doc comment.

/// Where the checks are.
pub(crate) const CHECKS: &str = "crates/copydesk/src/checks/";

/// The list that names all of them.
pub(crate) const REGISTRY: &str = "crates/copydesk/src/checks/mod.rs";

/// The three parts of a page in English.
pub(crate) const PARTS_EN: [&str; 3] = ["What it catches", "Why it matters", "Remedy"];

/// The three parts of a page in French.
pub(crate) const PARTS_FR: [&str; 3] = ["Ce qu’il relève", "Pourquoi", "Remède"];

/// One check; what its file does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CheckFile {
    pub(crate) path: String,
    pub(crate) code: String,
    pub(crate) title_en: String,
    pub(crate) title_fr: String,
    /// `warning`, `note`…
    pub(crate) severity: String,
    /// The line of the code from 1, for remarks.
    pub(crate) line: usize,
    pub(crate) doc: Doc,
}

/// The doc comment at the head of a check's file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Doc {
    pub(crate) code: String,
    pub(crate) title_en: String,
    pub(crate) title_fr: String,
    pub(crate) english: Vec<String>,
    pub(crate) french: Vec<String>,
}

impl CheckFile {
    /// Takes a file below the checks apart, if it holds a check. The registry may hold the code's constant.
    pub(crate) fn read(path: &str, source: &str, registry: &str) -> Option<Self> {
        let inside = path.strip_prefix(CHECKS)?.strip_suffix(".rs")?;
        let (before, check) = source.split_once(": Check = Check {")?;
        let is_list = inside == "mod" || inside.ends_with("/mod");
        let check = check.split_once("\n};").map_or(check, |(check, _)| check);
        (!is_list).then(|| Self {
            path: path.to_owned(),
            code: code(field(check, "code"), source, registry),
            title_en: text(field(check, "title_en")),
            title_fr: text(field(check, "title_fr")),
            severity: field(check, "severity").trim_start_matches("Severity::").to_lowercase(),
            line: before.lines().count(),
            doc: Doc::read(source),
        })
    }

    /// How the registry names it: `rep::doubled_word::CHECK`.
    pub(crate) fn registered(&self) -> String {
        let inside = self.path.trim_start_matches(CHECKS).trim_end_matches(".rs");
        format!("{}::CHECK", inside.replace('/', "::"))
    }

    /// Where its page is.
    pub(crate) fn page(&self) -> String {
        format!("docs/checks/{}.md", self.code)
    }

    /// Where its proof sheet is.
    pub(crate) fn sheet(&self) -> String {
        format!("crates/copydesk/proofs/{}.md", self.code)
    }
}

impl Doc {
    fn read(source: &str) -> Self {
        let mut lines = source.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim);
        let first = lines.next().unwrap_or_default();
        let (code, title_en) = first.split_once(" · ").unwrap_or((first, ""));
        let mut doc = Self {
            code: code.to_owned(),
            title_en: title_en.to_owned(),
            ..Self::default()
        };
        let mut is_french = false;
        for line in lines {
            match line.strip_prefix("# ") {
                Some(title) if !is_french => {
                    is_french = true;
                    title.clone_into(&mut doc.title_fr);
                }
                _ if is_french => doc.french.push(line.to_owned()),
                _ => doc.english.push(line.to_owned()),
            }
        }
        doc
    }
}

/// What a part says, its lines joined: from its label to the next one. Nothing if there is no such label.
pub(crate) fn part(lines: &[String], label: &str) -> Option<String> {
    let label = format!("**{label}.**");
    let first = lines.iter().position(|line| line.starts_with(&label))?;
    let more = lines[first + 1..].iter().take_while(|line| !line.starts_with("**"));
    let words = [lines[first][label.len()..].trim()].into_iter().chain(more.map(|line| line.trim()));
    Some(words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" "))
}

/// The value of a field of the constant, without its comma.
fn field<'a>(check: &'a str, name: &str) -> &'a str {
    let asked = format!("{name}:");
    let at = check
        .match_indices(&asked)
        .find(|(at, _)| check[..*at].ends_with([' ', '\n', '{', ',']));
    let Some(value) = at.map(|(at, _)| check[at + asked.len()..].trim_start()) else {
        return "";
    };
    match value.strip_prefix('"') {
        Some(inside) => closing(inside).map_or(value, |end| &value[..end + 2]),
        None => value.split([',', '\n']).next().unwrap_or(value).trim(),
    }
}

/// Where the text behind an opening quotation mark closes.
fn closing(inside: &str) -> Option<usize> {
    let mut escaped = false;
    inside.find(|sign| {
        let closes = sign == '"' && !escaped;
        escaped = sign == '\\' && !escaped;
        closes
    })
}

/// A text between quotation marks, its escapes read.
fn text(literal: &str) -> String {
    let Some(inside) = literal.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        return String::new();
    };
    inside
        .replace("\\\"", "\"")
        .replace("\\u{a0}", "\u{a0}")
        .replace("\\u{202f}", "\u{202f}")
        .replace("\\\\", "\\")
}

/// The code itself, or the constant that holds it, in this file or in the registry.
fn code(value: &str, source: &str, registry: &str) -> String {
    if value.starts_with('"') {
        return text(value);
    }
    let name = value.rsplit("::").next().unwrap_or(value);
    let declared = format!("const {name}: Code = ");
    let of_constant = |file: &str| {
        let (_, value) = file.split_once(&declared)?;
        Some(text(value.split(';').next()?))
    };
    of_constant(source).or_else(|| of_constant(registry)).unwrap_or_default()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) const DOUBLED: &str = "\
//! REP-301 · Doubled word
//!
//! **What it catches.** The same word twice
//! in a row.
//! **Why it matters.** The eye jumps over it.
//! **Remedy.** Take one out.
//!
//! # Mot redoublé
//!
//! **Ce qu’il relève.** Le même mot deux fois.
//! **Pourquoi.** L’œil saute.
//! **Remède.** Retirez l’un des deux.

const CODE: Code = \"REP-301\";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: \"Mot redoublé\",
    title_en: \"Doubled word\",
    severity: Severity::Warning,
    harm: 60,
    reads: Reads::Passage(find),
};
";

    pub(crate) const PATH: &str = "crates/copydesk/src/checks/rep/doubled_word.rs";

    fn read(source: &str) -> CheckFile {
        CheckFile::read(PATH, source, "pub(crate) const NAME: Code = \"HSE-02\";").unwrap()
    }

    #[test]
    fn code_titles_and_severity_are_read_from_the_constant() {
        let check = read(DOUBLED);
        assert_eq!((check.code.as_str(), check.severity.as_str()), ("REP-301", "warning"));
        assert_eq!((check.title_en.as_str(), check.title_fr.as_str()), ("Doubled word", "Mot redoublé"));
        assert_eq!((check.registered().as_str(), check.line), ("rep::doubled_word::CHECK", 16));
    }

    #[test]
    fn a_code_may_stand_in_the_constant_itself_or_in_the_registry() {
        assert_eq!(read(&DOUBLED.replace("code: CODE", "code: \"TYP-01\"")).code, "TYP-01");
        assert_eq!(read(&DOUBLED.replace("code: CODE", "code: super::super::NAME")).code, "HSE-02");
        assert_eq!(read(&DOUBLED.replace("code: CODE", "code: OTHER")).code, "");
    }

    #[test]
    fn titles_keep_what_was_escaped() {
        let check = read(&DOUBLED.replace("\"Doubled word\"", "\n        \"A \\\"word\\\", twice\""));
        assert_eq!(check.title_en, "A \"word\", twice");
    }

    #[test]
    fn the_page_is_read_from_the_doc_comment() {
        let doc = read(DOUBLED).doc;
        assert_eq!(
            (doc.code.as_str(), doc.title_en.as_str(), doc.title_fr.as_str()),
            ("REP-301", "Doubled word", "Mot redoublé")
        );
        assert_eq!(part(&doc.english, PARTS_EN[0]).unwrap(), "The same word twice in a row.");
        assert_eq!(part(&doc.french, PARTS_FR[2]).unwrap(), "Retirez l’un des deux.");
        assert_eq!(part(&doc.english, PARTS_FR[0]), None);
    }

    #[test]
    fn lists_and_what_checks_share_are_no_checks() {
        assert_eq!(CheckFile::read("crates/copydesk/src/checks/rep/mod.rs", DOUBLED, ""), None);
        assert_eq!(CheckFile::read(PATH, "//! Words.\n", ""), None);
        assert_eq!(CheckFile::read("crates/copydesk/src/desk.rs", DOUBLED, ""), None);
    }
}
