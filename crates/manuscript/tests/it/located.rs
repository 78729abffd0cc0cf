//! Where every letter of a copy stands in its file, and what becomes of the file when a word is replaced there.

use std::path::{Path, PathBuf};

use manuscript::copy::Copy;
use manuscript::language::Language;
use manuscript::located::Located;
use manuscript::markdown::{Defaults, Malformed, Manuscript, read, write};
use manuscript::settled::nfc;
use manuscript::walk::texts_of;
use manuscript::{Block, Part, Spot, plain};
use proptest::prelude::*;

use crate::arbitrary;

fn read_loosely(file: &str, defaults: &Defaults) -> Result<Manuscript, Malformed> {
    manuscript::markdown::read_loosely(file, defaults).map(|(manuscript, _)| manuscript)
}

fn defaults() -> Defaults {
    Defaults {
        language: Language::french(),
        zone: jiff::tz::TimeZone::get("Europe/Paris").unwrap(),
        markup: &arrivals::Arrivals,
    }
}

fn loosely(file: &str) -> Copy {
    read_loosely(file, &defaults())
        .unwrap_or_else(|malformed| panic!("{malformed} in:\n{file}"))
        .copy
}

fn demo() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo"), &mut found);
    assert!(found.len() > 100);
    found
}

fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|end| end == "md") {
            let text = std::fs::read_to_string(&path).unwrap();
            if text.starts_with("---\n") {
                found.push((path, text));
            }
        }
    }
}

/// Whether a piece of a file stands for a letter.
fn stands_for(letter: char, source: &str) -> bool {
    let letters = source.trim_start_matches('\\');
    let is_reference = source.starts_with('&') && source.ends_with(';');
    let is_yaml = source == "''" && letter == '\'' || source.starts_with("\\u") && source.len() == 6;
    match letter {
        _ if nfc(source) == letter.to_string() || letters == letter.to_string() => true,
        _ if is_reference || is_yaml => true,
        '\\' => letters.is_empty(),
        ' ' => {
            letters.contains('\n') && letters.trim_matches(|c: char| c.is_whitespace() || c == '>').is_empty()
                || source.contains("{line-break}")
        }
        '\n' => source.contains('\n') || source.contains("line-break"),
        _ => false,
    }
}

/// Where the fewest letters end that begin at a byte and are located.
fn end_of_letters_at(located: &Located, spot: &Spot, rest: &str, at: usize) -> Option<usize> {
    let ends = rest.char_indices().map(|(offset, letter)| at + offset + letter.len_utf8());
    ends.into_iter().find(|end| located.at(spot, at..*end).is_some())
}

/// Panics where a located letter is another one in the file; answers the spots that are not located whole.
fn check(file: &str, copy: &Copy, located: &Located) -> Vec<Spot> {
    let plain = file.replace("\r\n", "\n").replace('\r', "\n");
    let mut open = Vec::new();
    for (spot, text) in texts_of(copy) {
        let (mut from, mut located_to, mut is_exact) = (0, 0, true);
        for (at, letter) in text.char_indices() {
            let range = at..at + letter.len_utf8();
            let Some(found) = located.at(&spot, range) else {
                // One sign of the file may stand for several letters: they are located together.
                if located_to <= at {
                    let end = end_of_letters_at(located, &spot, &text[at..], at);
                    is_exact &= end.is_some();
                    located_to = end.unwrap_or(at);
                }
                continue;
            };
            assert!(from <= found.start, "{spot:?} goes back at {letter:?} in:\n{file}");
            let source = file[found.clone()].replace("\r\n", "\n").replace('\r', "\n");
            assert!(stands_for(letter, &source), "{spot:?}: {letter:?} is {source:?} in:\n{file}");
            from = found.end;
        }
        let line = located.line(&spot);
        assert!(
            line.is_none_or(|line| line <= plain.matches('\n').count() + 1),
            "{spot:?} on {line:?}"
        );
        if !is_exact {
            open.push(spot);
        }
    }
    open
}

fn exactly(file: &str) -> (Copy, Located) {
    let copy = loosely(file);
    let located = Located::of(file, &copy, &arrivals::Arrivals);
    let open = check(file, &copy, &located);
    assert_eq!(open, [], "in:\n{file}");
    (copy, located)
}

/// What the file holds where a word of a passage stands.
fn source_of<'a>(file: &'a str, word: &str) -> &'a str {
    let (copy, located) = exactly(file);
    let found = texts_of(&copy).into_iter().find_map(|(spot, text)| Some((spot, text.find(word)?)));
    let (spot, at) = found.unwrap_or_else(|| panic!("{word} is nowhere in {copy:#?}"));
    &file[located.at(&spot, at..at + word.len()).unwrap()]
}

/// The file with a word of a passage replaced, and what is read from it.
fn replaced(file: &str, (word, by): (&str, &str)) -> (String, Copy) {
    let (copy, located) = exactly(file);
    let found = texts_of(&copy).into_iter().find_map(|(spot, text)| Some((spot, text.find(word)?)));
    let (spot, at) = found.unwrap();
    let mended = located.mended(vec![(located.at(&spot, at..at + word.len()).unwrap(), by.to_owned())]);
    let copy = loosely(&mended);
    (mended, copy)
}

/// A copy as JSON without the blocks' ids, with one text for another.
fn told(copy: &Copy, (from, to): (&str, &str)) -> serde_json::Value {
    fn change(value: &mut serde_json::Value, from: &str, to: &str) {
        match value {
            serde_json::Value::String(text) => *text = text.replace(from, to),
            serde_json::Value::Array(items) => items.iter_mut().for_each(|item| change(item, from, to)),
            serde_json::Value::Object(fields) => {
                fields.remove("id");
                fields.values_mut().for_each(|field| change(field, from, to));
            }
            _ => {}
        }
    }
    let mut value = serde_json::to_value(copy).unwrap();
    change(&mut value, from, to);
    value
}

/// A word of a text, the same one at every run.
fn word_of(text: &str) -> Option<(usize, &str)> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().count() > 3)
        .collect();
    let word = words.get(words.len() / 2)?;
    Some((word.as_ptr() as usize - text.as_ptr() as usize, word))
}

#[test]
fn every_passage_of_the_demo_paper_is_located_letter_by_letter() {
    let mut letters = 0;
    for (path, file) in demo() {
        let copy = read(&file, &defaults()).unwrap().copy;
        assert_eq!(loosely(&file), copy, "{}", path.display());
        let open = check(&file, &copy, &Located::of(&file, &copy, &arrivals::Arrivals));
        assert_eq!(open, [], "{}", path.display());
        letters += texts_of(&copy).iter().map(|(_, text)| text.chars().count()).sum::<usize>();
    }
    assert!(letters > 100_000, "{letters}");
}

#[test]
fn a_word_replaced_in_a_file_of_the_demo_paper_is_replaced_in_its_copy_and_nowhere_else() {
    let mut refused = Vec::new();
    for (path, file) in demo() {
        let copy = loosely(&file);
        let located = Located::of(&file, &copy, &arrivals::Arrivals);
        for (spot, text) in texts_of(&copy) {
            let Some((at, word)) = word_of(&text) else { continue };
            // Nobody mends an address letter by letter.
            if located.closed_in(&spot).iter().any(|closed| closed.contains(&at)) {
                continue;
            }
            let range = located.at(&spot, at..at + word.len()).unwrap();
            for by in ["Zwyx", "Zw*y_x* [l'eau] & \"co\" #1 <b> : fin"] {
                let mended = located.mended(vec![(range.clone(), by.to_owned())]);
                let again = loosely(&mended);
                if told(&again, (by, word)) != told(&copy, ("", "")) || !texts_of(&again).iter().any(|(_, text)| text.contains(by)) {
                    refused.push(format!("{} {spot:?} {word} by {by}", path.display()));
                }
            }
        }
    }
    assert!(refused.is_empty(), "{}: {:#?}", refused.len(), &refused[..refused.len().min(20)]);
}

#[test]
fn escapes_references_and_marks_are_no_letters() {
    let body = "Un \\*mot\\* &amp; **gr*as*** `co de` [lien](http://lien.fr \"lien\"), a&nbsp;b <b>x</b>.";
    let file = format!("---\nheadline: Titre\n---\n\n{body}\n");
    assert_eq!(source_of(&file, "*mot*"), "\\*mot\\*");
    assert_eq!(source_of(&file, "& gras"), "&amp; **gr*as");
    assert_eq!(source_of(&file, "co de"), "co de");
    assert_eq!(source_of(&file, "\u{a0}"), "&nbsp;");
    assert_eq!(source_of(&file, "b x."), "b <b>x</b>.");
    let (_, located) = exactly(&file);
    let at = file.find("[lien](").unwrap() + 1;
    let (copy, word) = (loosely(&file), "lien");
    let (spot, text) = texts_of(&copy).pop().unwrap();
    let begins = text.find(word).unwrap();
    assert_eq!(
        located.at(&spot, begins..begins + 4),
        Some(at..at + 4),
        "not the address, not its title"
    );
}

#[test]
fn a_figure_is_located_in_its_brackets_and_not_in_its_attributes() {
    let file = "---\nheadline: Titre\n---\n\nSelon eux, [au moins [29 morts]{strong}]{figure value=\"29\" what=\"29 morts\" who=\"eux\"} ici \\[29\\] et 29.\n";
    assert_eq!(source_of(file, "au moins 29 morts"), "au moins [29 morts");
    assert_eq!(
        source_of(file, "morts ici [29]"),
        "morts]{strong}]{figure value=\"29\" what=\"29 morts\" who=\"eux\"} ici \\[29\\]"
    );
}

#[test]
fn yaml_is_located_however_it_is_written() {
    let file = "---\nkicker: 'l''eau'\nheadline: \"Un \\\"mot\\\" et\n  deux \\u00e9t\\u00E9s\"\nstandfirst: >-\n  Le chapô *plié*\n  sur deux lignes.\n\
        description: |\n  Une phrase.\nlead: {picture: a.jpg, caption: \"La *lég\\u0065nde* l''a\", credit: Moi}\nbyline: [Léa, {name: 'Paul', role: photo}, {agency: AFP}]\n---\n\nFin.\n";
    assert_eq!(source_of(file, "l'eau"), "l''eau");
    assert_eq!(source_of(file, "\"mot\" et deux étés"), "\\\"mot\\\" et\n  deux \\u00e9t\\u00E9s");
    assert_eq!(source_of(file, "plié sur"), "plié*\n  sur");
    assert_eq!(source_of(file, "Une phrase."), "Une phrase.");
    assert_eq!(source_of(file, "légende l''a"), "lég\\u0065nde* l''a");
    assert_eq!(source_of(file, "photo"), "photo");
    assert_eq!(source_of(file, "AFP"), "AFP");
}

#[test]
fn blocks_of_every_sort_are_located() {
    let file = "# Le titre, [29 morts](x)\n\n> Cité sur\n> deux lignes\nparesseuses.\n\n- un\n- deux et\nla suite\n  1. trois\n\n| a | b \\| c |\n|---|---|\n| 1 | *deux* |\n\n\
        ![L’*alt*](a.jpg \"La *légende* \\\"dite\\\" &amp; fin\"){credit=\"M. &#42; X\"}\n\n:::box title=\"Un &#34;titre&#34;\"\nDedans.\n\n:::quotation speaker=\"Jeanne\" standing=\"maire\"\nDit.\n:::\n:::\n\n\
        :::timeline title=Temps\n:::entry when=\"Matin\"\nUn.\n:::\n:::entry when=\"Soir\"\nDeux.\n:::\n:::\n\n```fr\nun *code*\n```\n\nLe mot.\n\nLe mot.\n\n\
        :::audio file=\"a.mp3\" title=\"Son\" duration=\"60\" chapters=\" 0:00 Un;0:13  Deux mots \"\nTranscrit.\n:::\n\n:::pull-quote\nUn.\n\nDeux.\n:::\n\n:::table caption=\"Légende\"\n| x |\n|---|\n| y |\n:::\n";
    let (copy, located) = exactly(file);
    assert_eq!(copy.headline, "Le titre, 29 morts");
    assert_eq!(source_of(file, "deux lignes paresseuses"), "deux lignes\nparesseuses");
    assert_eq!(source_of(file, "et la suite"), "et\nla suite");
    assert_eq!(source_of(file, "b | c"), "b \\| c");
    assert_eq!(source_of(file, "légende \"dite\" & fin"), "légende* \\\"dite\\\" &amp; fin");
    assert_eq!(source_of(file, "M. * X"), "M. &#42; X");
    assert_eq!(source_of(file, "Deux mots"), "Deux mots");
    assert_eq!(source_of(file, "un *code*"), "un *code*");
    let twice: Vec<_> = texts_of(&copy).into_iter().filter(|(_, text)| text == "Le mot.").collect();
    let lines: Vec<_> = twice.iter().map(|(spot, _)| located.line(spot).unwrap()).collect();
    assert_eq!((lines.len(), lines[1] - lines[0]), (2, 2));
    let when = texts_of(&copy)
        .into_iter()
        .filter(|(spot, _)| matches!(spot, Spot::Block { part: Part::When(_), .. }));
    assert_eq!(when.count(), 2);
}

#[test]
fn windows_line_ends_a_mark_and_decomposed_accents_are_located() {
    let file = "\u{feff}---\r\nheadline: E\u{301}te\u{301}\r\n---\r\n\r\nL’e\u{301}te\u{301}\r\nest la\\\r\net *fini*.\r\n";
    assert_eq!(source_of(file, "Été"), "E\u{301}te\u{301}");
    assert_eq!(source_of(file, "été est"), "e\u{301}te\u{301}\r\nest");
    assert_eq!(source_of(file, "la\net"), "la\\\r\net");
    let (mended, copy) = replaced(file, ("fini", "passé"));
    assert_eq!(
        (mended.matches("\r\n").count(), copy.body[0].words().as_str()),
        (7, "L’été est la et passé.")
    );
}

#[test]
fn a_mend_is_written_as_its_place_needs_it() {
    for (file, by, written) in [
        ("---\nheadline: Le mot\n---\n", "mot : l'eau", "headline: 'Le mot : l''eau'\n"),
        ("---\nheadline: 'Le mot'\n---\n", "l'eau", "headline: 'Le l''eau'\n"),
        ("---\nheadline: \"Le mot\"\n---\n", "\"x\"", "headline: \"Le \\\"x\\\"\"\n"),
        ("---\nstandfirst: \"Le mot\"\n---\n", "*x*", "standfirst: \"Le \\\\*x\\\\*\"\n"),
        ("---\nbyline: [Le mot]\n---\n", "x, y", "byline: ['Le x, y']\n"),
        ("Un.\n\nmot ici\n", "1. x", "Un.\n\n1\\. x ici\n"),
        ("Un `mot` ici\n", "*x*", "Un `*x*` ici\n"),
        ("| mot |\n|---|\n", "a|b", "| a\\|b |\n"),
        ("Un \\*mot\n", "mot*", "Un \\*mot\\*\n"),
        ("![x](a.jpg \"Le mot\")\n", "\"*y*\"", "![x](a.jpg \"Le \\\"\\\\*y\\\\*\\\"\")\n"),
        (":::box title=\"Le mot\"\nUn.\n:::\n", "\"x\"", ":::box title=\"Le &#34;x&#34;\"\n"),
        (":::timeline title=mot\n:::\n", "x y", ":::timeline title=x&#32;y\n"),
    ] {
        let (mended, copy) = replaced(file, ("mot", by));
        assert!(mended.contains(written), "{mended}");
        assert!(texts_of(&copy).iter().any(|(_, text)| text.contains(by)), "{mended}\n{copy:#?}");
    }
}

#[test]
fn an_insertion_stands_behind_the_letter_before_it() {
    let file = "---\nheadline: Titre\n---\n\nUn *mot*: fin\n";
    let (copy, located) = exactly(file);
    let (spot, text) = texts_of(&copy).pop().unwrap();
    let at = text.find(':').unwrap();
    let place = located.at(&spot, at..at).unwrap();
    assert_eq!(
        loosely(&located.mended(vec![(place, "\u{a0}".into())])).body[0].words(),
        "Un mot\u{a0}: fin"
    );
    let first = located.at(&spot, 0..0).unwrap();
    assert_eq!(
        loosely(&located.mended(vec![(first, "Le ".into())])).body[0].words(),
        "Le Un mot: fin"
    );
    let nonsense = vec![
        (3..900, "x".to_owned()),
        (std::ops::Range { start: 5, end: 4 }, "y".to_owned()),
        (0..3, "---".to_owned()),
        (1..2, "z".to_owned()),
    ];
    assert_eq!(located.mended(nonsense), file);
}

#[test]
fn what_stands_elsewhere_has_a_line_and_no_letters() {
    let file = "---\nkicker: &k Un mot\ndescription: *k\n---\n\n![x][p]\n\n[p]: a.jpg \"Titre de loin\"\n";
    let copy = loosely(file);
    let located = Located::of(file, &copy, &arrivals::Arrivals);
    let open = check(file, &copy, &located);
    assert_eq!(open.len(), 2, "{open:?}");
    assert_eq!(open.iter().map(|spot| located.line(spot).unwrap()).collect::<Vec<_>>(), [3, 6]);
    assert!(open.iter().all(|spot| located.at(spot, 0..1).is_none()));
}

#[test]
fn plain_text_is_located_too() {
    let file = "\u{feff}Un titre\r\n\r\n  L’e\u{301}te\u{301} *est*\r\n  fini.\r\n\r\nDeux.";
    let copy = plain::read(file, Language::french());
    let located = Located::of_plain(file, &copy);
    assert_eq!(check(file, &copy, &located), []);
    let (spot, text) = texts_of(&copy).swap_remove(1);
    assert_eq!(text, "L’été *est* fini.");
    let range = located.at(&spot, 0..text.len()).unwrap();
    let mended = located.mended(vec![(range, "- *x* : \"y\"".into())]);
    assert_eq!(plain::read(&mended, Language::french()).body[0].words(), "- *x* : \"y\"");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn every_manuscript_that_is_written_is_located(manuscript in arbitrary::manuscript()) {
        let file = write(&manuscript);
        let located = Located::of(&file, &manuscript.copy, &arrivals::Arrivals);
        prop_assert_eq!(check(&file, &manuscript.copy, &located), vec![], "in:\n{}", file);
    }

    #[test]
    fn whatever_is_located_is_right(file in "(---\n([a-z]{1,2}|headline|standfirst|lead): [>|'\"{]?.{0,20}\n---\n)?([-*_#>`|:\\\\\\[\\](){} \"a-eé\u{301}&;!<.=\r\n]{0,12}(\n|\r\n)){0,9}") {
        if let Ok(read) = read_loosely(&file, &defaults()) {
            check(&file, &read.copy, &Located::of(&file, &read.copy, &arrivals::Arrivals));
        }
        let copy = plain::read(&file, Language::french());
        prop_assert_eq!(check(&file, &copy, &Located::of_plain(&file, &copy)), vec![]);
    }

    #[test]
    fn any_word_may_be_written_anywhere_in_plain_paragraphs(words in arbitrary::words()) {
        let words = words.trim().to_owned();
        prop_assume!(!words.is_empty() && !words.contains(['\t', '\u{2028}']));
        let file = "---\nheadline: \"Un mot\"\nstandfirst: 'Le mot dit'\n---\n\nUn mot ici.\n\n- mot\n\n> Un mot\n";
        let copy = loosely(file);
        let located = Located::of(file, &copy, &arrivals::Arrivals);
        for (spot, text) in texts_of(&copy) {
            let at = text.find("mot").unwrap();
            let mended = located.mended(vec![(located.at(&spot, at..at + 3).unwrap(), words.clone())]);
            let again = read_loosely(&mended, &defaults()).map_err(|refused| TestCaseError::fail(format!("{refused}:\n{mended}")))?.copy;
            let wanted = nfc(&text.replace("mot", &words));
            let wanted = if spot == Spot::Headline { wanted.trim().to_owned() } else { wanted };
            prop_assert!(texts_of(&again).iter().any(|(_, text)| *text == wanted), "{:?} in:\n{}", wanted, mended);
        }
    }
}

#[test]
fn a_hostile_file_is_read_to_its_end() {
    for hostile in [
        "[a]{x=",
        "a\n\n",
        "*a ",
        "[",
        ":::box\n:::\n",
        "&",
        "`a ",
        "- a\n",
        "![x](y \"z\") ",
        "e\u{301}\u{301}",
        "a b c d\n",
        "|a",
        "\\",
        "[a](b \"c",
        "[^a[^b] ",
        "[^a]: b\n",
        "> ",
    ] {
        // What more of it costs, `cargo xtask bench reading` measures.
        let body = hostile.repeat(100_000 / hostile.len());
        for file in [
            format!("---\nheadline: Titre\n---\n\n{body}"),
            format!("---\nstandfirst: |\n  {}\n---\n", body.replace('\n', " ")),
        ] {
            if let Ok(read) = read_loosely(&file, &defaults()) {
                let located = Located::of(&file, &read.copy, &arrivals::Arrivals);
                let all: Vec<_> = texts_of(&read.copy)
                    .into_iter()
                    .filter_map(|(spot, _)| Some((located.at(&spot, 0..1)?, "x".to_owned())))
                    .collect();
                located.mended(all);
            }
        }
        let copy = plain::read(&body, Language::french());
        assert!(copy.body.iter().all(|block| matches!(block, Block::Paragraph(_))));
        Located::of_plain(&body, &copy);
    }
}
