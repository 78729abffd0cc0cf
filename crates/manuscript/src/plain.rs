//! Plain text, as mail and word processors give it: a headline if there is one, and paragraphs. No sign has a meaning.

use crate::body::{Block, Node, Plain};
use crate::copy::Copy;
use crate::language::Language;
use crate::markdown::origin::{Origins, Sort};
use crate::markdown::read::plain_lines;
use crate::settled::characters_made_one;

/// The longest first line, in characters, that is taken for a headline.
const LONGEST_HEADLINE: usize = 200;

/// Reads plain text. Blank lines part paragraphs; where there is none, each line is one. A first paragraph of one
/// line that does not end with a full stop, and that something follows, is the headline.
pub fn read(text: &str, language: Language) -> Copy {
    locate(&plain_lines(text), language).0
}

/// Where the texts of a plain text stood.
pub(crate) struct Whereabouts {
    pub(crate) headline: Option<Origins>,
    pub(crate) paragraphs: Vec<Origins>,
}

/// The same, with where each text stood. The text has plain line ends.
pub(crate) fn locate(text: &str, language: Language) -> (Copy, Whereabouts) {
    let mut paragraphs = paragraphs_of(text);
    let headline = is_headed(&paragraphs).then(|| joined(&paragraphs.remove(0)));
    let paragraphs: Vec<Origins> = paragraphs.iter().map(|lines| joined(lines)).collect();
    let mut copy = Copy::headed(headline.as_ref().map(|found| found.text.clone()).unwrap_or_default(), language);
    copy.body = paragraphs.iter().map(|found| paragraph(&found.text)).collect();
    (characters_made_one(copy), Whereabouts { headline, paragraphs })
}

/// A line without the white space at its ends, and where it begins.
type Line<'a> = (&'a str, usize);

fn paragraphs_of(text: &str) -> Vec<Vec<Line<'_>>> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let begins = at + line.len() - line.trim_start().len();
        lines.push((line.trim(), begins));
        at += line.len();
    }
    let inside = lines.iter().skip_while(|(line, _)| line.is_empty()).count();
    let first = lines.len() - inside;
    let last = lines.iter().rposition(|(line, _)| !line.is_empty()).map_or(first, |at| at + 1);
    let lines = &lines[first..last];
    if lines.iter().all(|(line, _)| !line.is_empty()) {
        return lines.iter().map(|line| vec![*line]).collect();
    }
    let groups = lines.split(|(line, _)| line.is_empty()).filter(|group| !group.is_empty());
    groups.map(<[Line<'_>]>::to_vec).collect()
}

fn is_headed(paragraphs: &[Vec<Line<'_>>]) -> bool {
    let [first, _, ..] = paragraphs else { return false };
    matches!(first.as_slice(), [(line, _)] if line.chars().count() <= LONGEST_HEADLINE && !line.ends_with('.'))
}

fn joined(lines: &[Line<'_>]) -> Origins {
    let mut text = Origins::default();
    let mut end = 0;
    for (line, begins) in lines {
        if !text.text.is_empty() {
            text.push(" ", end..*begins, Sort::Whole);
        }
        text.push(line, *begins..begins + line.len(), Sort::Same);
        end = begins + line.len();
    }
    text
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(Node {
        attrs: Plain::default(),
        content: crate::text::plain(text),
    })
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::Copy;
    use crate::language::Language;

    fn told(text: &str) -> (String, Vec<String>) {
        let copy: Copy = read(text, Language::french());
        (copy.headline, copy.body.iter().map(crate::Block::words).collect())
    }

    #[test]
    fn a_first_line_without_a_full_stop_is_the_headline() {
        for (text, headline, body) in [
            ("Titre\n\nUn\ndeux.\n\n\nTrois *x*.\n", "Titre", vec!["Un deux.", "Trois *x*."]),
            ("Titre\r\nUn.\r\nDeux.", "Titre", vec!["Un.", "Deux."]),
            ("Une phrase.\n\nDeux.", "", vec!["Une phrase.", "Deux."]),
            ("Deux\nlignes\n\nDeux.", "", vec!["Deux lignes", "Deux."]),
            ("Seul", "", vec!["Seul"]),
            ("\n \n", "", vec![]),
            ("\u{feff}# Titre\n\n  - Un\n", "# Titre", vec!["- Un"]),
        ] {
            assert_eq!(told(text), (headline.to_owned(), body.into_iter().map(str::to_owned).collect()));
        }
        assert_eq!(told(&format!("{}\n\nUn.", "a".repeat(201))).0, "");
    }
}
