//! Heads that are no front matter of the paper's: other systems write them otherwise, and nothing of them would be heard.

use serde_json::Value;

/// What such a head looks like, and where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Foreign {
    pub(crate) form: &'static str,
    pub(crate) end: usize,
}

/// Words with which a head in bare lines begins (MultiMarkdown, Pelican).
const FIRST_WORDS: [&str; 16] = [
    "author",
    "authors",
    "category",
    "date",
    "draft",
    "headline",
    "lang",
    "layout",
    "permalink",
    "published",
    "slug",
    "status",
    "summary",
    "tags",
    "template",
    "title",
];

/// The head with which a file begins, if it is none of the paper's.
pub(crate) fn foreign(file: &str) -> Option<Foreign> {
    let bare = file.trim_start();
    let from = file.len() - bare.len();
    let line = bare.lines().next()?.trim_end();
    let (form, length) = match line.strip_prefix("---") {
        Some("") if from > 0 => (
            "YAML behind an empty line",
            between(bare, "---").filter(|end| is_yaml(&bare[..*end]))?,
        ),
        Some(name) if !name.is_empty() && name.bytes().all(|c| c.is_ascii_alphabetic()) => ("another language", between(bare, "---")?),
        _ if line == "+++" => ("TOML", between(bare, "+++")?),
        _ if line.starts_with('{') => ("JSON", json(bare)?),
        _ => ("lines without a mark", bare_lines(bare)?),
    };
    Some(Foreign { form, end: from + length })
}

/// Where the line ends that closes a head.
fn between(text: &str, mark: &str) -> Option<usize> {
    let mut at = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        if index > 0 && line.trim_end() == mark {
            return Some(at);
        }
    }
    None
}

/// Whether what stands between two rules is fields, and no text.
fn is_yaml(head: &str) -> bool {
    let is_field = |line: &str| {
        line.trim().is_empty()
            || line.starts_with([' ', '\t', '-', '#'])
            || line.split_once(':').is_some_and(|(word, _)| !word.contains(' '))
    };
    head.lines().all(is_field)
}

fn json(text: &str) -> Option<usize> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let is_object = matches!(values.next(), Some(Ok(Value::Object(fields))) if !fields.is_empty());
    is_object.then(|| values.byte_offset())
}

/// Two lines and more of `Word: value`, the first word one of those with which heads begin.
fn bare_lines(text: &str) -> Option<usize> {
    let word_of = |line: &str| {
        let (word, _) = line.split_once(':')?;
        let is_word = !word.is_empty() && word.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-'));
        is_word.then(|| word.to_ascii_lowercase())
    };
    let lines: Vec<&str> = text.split_inclusive('\n').take_while(|line| !line.trim().is_empty()).collect();
    let first = word_of(lines.first()?)?;
    let is_head = lines.len() > 1 && FIRST_WORDS.contains(&first.as_str()) && lines.iter().all(|line| word_of(line).is_some());
    is_head.then(|| lines.iter().map(|line| line.len()).sum())
}

#[cfg(test)]
mod tests {
    use super::foreign;

    #[test]
    fn a_head_of_another_system_is_known() {
        for (file, form) in [
            ("+++\ndraft = true\n+++\n# A\n", "TOML"),
            ("{\n\"draft\": true\n}\n# A\n", "JSON"),
            ("---js\n{draft: true}\n---\n# A\n", "another language"),
            ("\n---\ndraft: true\n---\n# A\n", "YAML behind an empty line"),
            ("Title: A\nStatus: draft\n\nTexte.\n", "lines without a mark"),
        ] {
            assert_eq!(foreign(file).map(|head| head.form), Some(form), "{file:?}");
        }
    }

    #[test]
    fn a_text_is_no_head() {
        for text in [
            "# Titre\n\nTexte.\n",
            "Titre : un mot\nAutre : mot\n",
            "Date: hier.\nIl dit oui.\n",
            "\n---\n\nTexte.\n\n---\n\nSuite.\n",
            "{ouvert} mot\n",
            "---\nheadline: A\n---\n",
            "",
        ] {
            assert_eq!(foreign(text), None, "{text:?}");
        }
    }
}
