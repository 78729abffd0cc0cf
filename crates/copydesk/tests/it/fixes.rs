//! Fixes: made in one go, they leave nothing behind, touch nothing else, and a second time there is nothing to do.

use copydesk::{Applicability, Context, CopyEditor, Finding, House, fixes};
use manuscript::body::{Block, Node, Plain};
use manuscript::text::{Link, normal};
use manuscript::{Copy, Inline, Mark};
use proptest::prelude::*;

use crate::chosen::{assert_apart, assert_untouched};
use crate::copies::{ARTICLE, article, everywhere};
use crate::proofs::every_case;

const DARING: [Applicability; 2] = [Applicability::Safe, Applicability::Maybe];

fn is_mended_at(finding: &Finding, at_most: Applicability) -> bool {
    finding.fixes.iter().any(|fix| fix.applicability <= at_most)
}

/// Everything that holds of fixes, for one copy.
fn hold((copy, context, house): (&Copy, &Context<'_>, &House)) {
    for at_most in DARING {
        let findings = copydesk::read(copy, context, house);
        let fixes = fixes::chosen(&findings, at_most);
        assert_apart(&fixes);
        assert_untouched((copy, &fixes::mended(copy, &fixes)), &fixes);
    }
    settles((copy, context, house));
}

/// The copy once all that is safely mended is, and how many fixes that took.
fn mended_whole(copy: &Copy, context: &Context<'_>, house: &House) -> (Copy, usize) {
    let mut editor = CopyEditor::default();
    let mut copy = copy.clone();
    let mut count = 0;
    for _ in 0..fixes::ROUNDS {
        let findings = editor.read(&copy, context, house);
        let fixes = fixes::chosen(&findings, Applicability::Safe);
        let next = fixes::mended(&copy, &fixes);
        if next == copy {
            break;
        }
        count += fixes.len();
        copy = next;
    }
    (copy, count)
}

/// Safe fixes come to an end, and then none is left.
fn settles((copy, context, house): (&Copy, &Context<'_>, &House)) {
    let (mended, _) = mended_whole(copy, context, house);
    let left: Vec<Finding> = copydesk::read(&mended, context, house)
        .into_iter()
        .filter(|finding| is_mended_at(finding, Applicability::Safe))
        .collect();
    assert!(left.is_empty(), "{left:#?}\nof {:?}", texts(&mended));
    let (again, count) = mended_whole(&mended, context, house);
    assert_eq!((texts(&again), count), (texts(&mended), 0));
}

fn texts(copy: &Copy) -> Vec<String> {
    copydesk::passages(copy).iter().map(|passage| passage.text.to_string()).collect()
}

#[test]
fn every_sheet_is_mended_once_and_for_all() {
    for (code, case) in every_case() {
        eprintln!("{code}, line {}", case.line);
        case.before.with(|context, house| hold((&case.before.copy(), context, house)));
    }
}

#[test]
fn the_article_is_mended_once_and_for_all() {
    hold((&article(ARTICLE), &Context::default(), House::shipped()));
}

#[test]
fn of_two_mends_that_touch_the_first_is_made() {
    let copy = crate::copies::paragraphs(&["Il va va à Vaux Vaux."]);
    let findings = crate::copies::read(&copy);
    let twice: Vec<Finding> = findings.iter().chain(&findings).cloned().collect();
    let (once, doubled) = (
        fixes::chosen(&findings, Applicability::Maybe),
        fixes::chosen(&twice, Applicability::Maybe),
    );
    assert_eq!(once, doubled);
    assert!(!once.is_empty());
}

/// What French type, and what a keyboard makes of it.
const WORDS: [&str; 40] = [
    "le",
    "pont",
    "de",
    "Vaux",
    "l'",
    "été",
    "« ",
    " »",
    "\"",
    "“",
    "”",
    "(",
    ")",
    " ",
    "  ",
    "\u{a0}",
    "\u{202f}",
    ",",
    ".",
    "...",
    "!",
    " :",
    ";",
    "?",
    "12",
    "1000",
    "12 000",
    "%",
    " €",
    "1er",
    "2ème",
    "XXe siècle",
    "M.",
    "n°",
    "8h30",
    "-",
    "–",
    "oeuvre",
    "Etat",
    "\u{200b}",
];

fn words() -> impl Strategy<Value = String> {
    let word = proptest::sample::select(&WORDS[..]);
    let spaced =
        (word, proptest::bool::weighted(0.6)).prop_map(|(word, is_spaced)| if is_spaced { format!("{word} ") } else { word.into() });
    proptest::collection::vec(spaced, 0..14).prop_map(|words| words.concat())
}

fn mark() -> impl Strategy<Value = Vec<Mark>> {
    let link = Mark::Link(Link {
        href: "https://exemple.org".into(),
        title: None,
    });
    prop_oneof![
        3 => Just(Vec::new()),
        1 => Just(vec![Mark::Strong]),
        1 => Just(vec![Mark::Emphasis]),
        1 => Just(vec![link, Mark::Strong]),
    ]
}

fn marked() -> impl Strategy<Value = Copy> {
    let piece = prop_oneof![
        9 => (words(), mark()).prop_map(|(text, marks)| Inline::Text { text, marks }),
        1 => mark().prop_map(|marks| Inline::HardBreak { marks }),
    ];
    proptest::collection::vec(piece, 1..8).prop_map(|pieces| {
        let mut copy = Copy::headed("Un titre", manuscript::language::Language::french());
        copy.body = vec![Block::Paragraph(Node {
            attrs: Plain { id: "p".into() },
            content: normal(pieces),
        })];
        copy
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_mended_once_and_for_all(texts in proptest::collection::vec(words(), 1..20)) {
        hold((&everywhere(&texts), &Context::default(), House::shipped()));
    }

    #[test]
    fn marks_stay_where_they_were(copy in marked()) {
        hold((&copy, &Context::default(), House::shipped()));
    }
}
