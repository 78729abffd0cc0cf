//! Model to file to model: nothing is lost, whatever the words hold.

use manuscript::body::{Block, Node, Plain};
use manuscript::copy::Copy;
use manuscript::language::Language;
use manuscript::markdown::{Defaults, Manuscript, Stage, read, write};
use manuscript::settled::settle;
use manuscript::{canonical, text};
use proptest::prelude::*;

use crate::arbitrary;

fn defaults() -> Defaults {
    Defaults {
        language: Language::french(),
        zone: jiff::tz::TimeZone::get("Europe/Paris").unwrap(),
        markup: &arrivals::Arrivals,
    }
}

fn reads_back(manuscript: &Manuscript) -> Result<(), String> {
    let file = write(manuscript);
    let again = read(&file, &defaults()).map_err(|malformed| format!("{malformed} in:\n{file}"))?;
    if again == *manuscript {
        Ok(())
    } else {
        Err(format!("{manuscript:#?}\n became \n{again:#?}\n by way of:\n{file}"))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, max_shrink_iters: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn every_manuscript_reads_back_as_it_was_written(manuscript in arbitrary::manuscript()) {
        reads_back(&manuscript).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn every_text_reads_back_as_it_was_written(content in arbitrary::text()) {
        let mut copy = Copy::headed("Titre", Language::french());
        copy.standfirst = content.clone();
        copy.body = vec![Block::Paragraph(Node { attrs: Plain::default(), content })];
        let manuscript = Manuscript {
            id: None, copy: settle(copy).unwrap(), section: None, dossiers: vec![], series: None, topics: vec![],
            access: manuscript::Access::Everyone, teaser_ends_after: None, translation_set: None, pinned: false, stage: Stage::Readers, published: None, address: None,
        };
        reads_back(&manuscript).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn every_copy_reads_back_from_its_canonical_bytes(manuscript in arbitrary::manuscript()) {
        let bytes = canonical::text_of(&manuscript.copy).unwrap();
        let again: Copy = canonical::read(&bytes).unwrap();
        prop_assert_eq!(&again, &manuscript.copy);
        prop_assert_eq!(canonical::text_of(&again).unwrap(), bytes);
    }

    #[test]
    fn any_file_is_read_or_refused_with_a_place_inside_it(file in "(---\n)?([a-z]{1,8}: .{0,20}\n){0,4}(---\n)?(.{0,30}\n){0,6}") {
        if let Err(malformed) = read(&file, &defaults()) {
            prop_assert!(malformed.line >= 1 && malformed.line <= file.matches(['\n', '\r']).count() + 1, "{malformed} in {file:?}");
        }
    }

    #[test]
    fn no_word_of_plain_markdown_is_lost(words in proptest::collection::vec("[a-zé]{2,9}", 1..12), sign in "[*_#>`~+|\\[\\]<>!&-]{0,3}") {
        let body = words.iter().map(|word| format!("{sign}{word}")).collect::<Vec<_>>().join("\n\n");
        let file = format!("---\nheadline: Titre\n---\n\n{body}\n");
        if let Ok(manuscript) = read(&file, &defaults()) {
            // What stands behind a fence says what the code is; it is kept, and not printed.
            let of = |block: &Block| match block {
                Block::Code(code) => [code.attrs.language.clone().unwrap_or_default(), code.letters()].join(" "),
                other => other.words(),
            };
            let kept: String = manuscript.copy.body.iter().map(of).collect::<Vec<_>>().join(" ");
            for word in &words {
                prop_assert!(kept.contains(word.as_str()), "{word} is not in {kept:?} of {file:?}");
            }
        }
    }
}

#[test]
fn a_text_of_two_runs_keeps_them_apart() {
    let content = text::normal(vec![
        manuscript::Inline::Text {
            text: "a".into(),
            marks: vec![manuscript::Mark::Strong],
        },
        manuscript::Inline::Text {
            text: "b".into(),
            marks: vec![manuscript::Mark::Emphasis],
        },
    ]);
    let mut copy = Copy::headed("Titre", Language::french());
    copy.body = vec![Block::Paragraph(Node {
        attrs: Plain::default(),
        content,
    })];
    let file = write(&Manuscript {
        id: None,
        copy: settle(copy).unwrap(),
        section: None,
        dossiers: vec![],
        series: None,
        topics: vec![],
        access: manuscript::Access::Everyone,
        teaser_ends_after: None,
        translation_set: None,
        pinned: false,
        stage: Stage::Readers,
        published: None,
        address: None,
    });
    assert!(
        file.contains("[a]{strong}[b]{emphasis}") || file.contains("[a]{strong}*b*"),
        "{file}"
    );
}
