//! Every text of a copy is met by the one walk: read, found in its file, and changed.

use std::collections::HashMap;

use manuscript::body::WordsMut;
use manuscript::copy::Copy;
use manuscript::language::Language;
use manuscript::located::Located;
use manuscript::markdown::{Defaults, Manuscript, read, write};
use manuscript::settled::settle;
use manuscript::text::Inline;
use manuscript::walk::{each_text_mut, texts_of};
use manuscript::{Part, Spot};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use crate::arbitrary;

/// Fields that hold no text: identities, addresses, files, numbers, days, words of closed lists, and what marks say.
const NO_TEXT: [&str; 18] = [
    "address",
    "anchor",
    "at",
    "captions",
    "columns",
    "file",
    "headline_marks",
    "id",
    "kind",
    "label",
    "language",
    "link",
    "marks",
    "person",
    "picture",
    "poster",
    "scope",
    "type",
];

/// Whether a field holds a text, by its name. New fields are texts until they stand above.
fn is_text(name: &str, text: &str) -> bool {
    let is_day = name == "taken";
    let is_known_status = name == "status" && matches!(text, "developing" | "updated");
    !is_day && !is_known_status
}

/// Puts a word of its own into every text of a copy, told from its JSON and from nothing else.
fn name_texts(value: &mut Value, words: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut().filter(|(name, _)| !NO_TEXT.contains(&name.as_str())) {
                if let Value::String(text) = field {
                    if is_text(name, text) {
                        words.push(format!("mot{}fin", words.len()));
                        text.clone_from(&words[words.len() - 1]);
                    }
                } else {
                    name_texts(field, words);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| name_texts(item, words)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The manuscript with a word of its own in each text, and those words.
fn named(mut manuscript: Manuscript) -> (Manuscript, Vec<String>) {
    // A word of the headline is to stand in one piece.
    manuscript.copy.headline_marks.clear();
    manuscript.copy.search_headline = Some("x".into());
    manuscript.copy.social_headline = Some("x".into());
    let mut value = serde_json::to_value(&manuscript.copy).unwrap();
    let mut words = Vec::new();
    name_texts(&mut value, &mut words);
    manuscript.copy = settle(serde_json::from_value(value).unwrap()).unwrap();
    (manuscript, words)
}

/// The texts that hold a word, each with where it begins.
fn places(copy: &Copy, word: &str) -> Vec<(Spot, usize)> {
    let texts = texts_of(copy).into_iter();
    texts.filter_map(|(spot, text)| Some((spot, text.find(word)?))).collect()
}

/// A copy with one word for another, by the walk.
fn with_word(copy: &Copy, word: &str, by: &str) -> Copy {
    let mut copy = copy.clone();
    each_text_mut(&mut copy, &mut |found| match found.words {
        WordsMut::Plain(text) => *text = text.replace(word, by),
        WordsMut::Running(pieces) => {
            for piece in pieces {
                if let Inline::Text { text, .. } = piece {
                    *text = text.replace(word, by);
                }
            }
        }
    });
    copy
}

fn defaults() -> Defaults {
    Defaults {
        language: Language::french(),
        zone: jiff::tz::TimeZone::UTC,
        markup: &arrivals::Arrivals,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, max_shrink_iters: 500, ..ProptestConfig::default() })]

    #[test]
    fn every_text_of_a_copy_is_read_located_and_mendable(manuscript in arbitrary::manuscript()) {
        let (manuscript, words) = named(manuscript);
        let file = write(&manuscript);
        let copy = read(&file, &defaults()).map_err(|malformed| TestCaseError::fail(format!("{malformed}:\n{file}")))?.copy;
        prop_assert_eq!(&copy, &manuscript.copy);
        let located = Located::of(&file, &copy, &arrivals::Arrivals);
        let written = serde_json::to_string(&copy).unwrap();
        for word in &words {
            let found = places(&copy, word);
            prop_assert_eq!(found.len(), 1, "{} is read {} times in:\n{}", word, found.len(), file);
            let (spot, at) = &found[0];
            let range = located.at(spot, *at..at + word.len());
            prop_assert_eq!(range.clone().map(|range| &file[range]), Some(word.as_str()), "{:?} in:\n{}", spot, file);
            let mended = serde_json::to_string(&with_word(&copy, word, "autre")).unwrap();
            prop_assert_eq!(mended, written.replace(word.as_str(), "autre"), "{:?}", spot);
            let mended = located.mended(vec![(range.unwrap_or_default(), "autre".to_owned())]);
            let again = read(&mended, &defaults()).map_err(|malformed| TestCaseError::fail(format!("{malformed}:\n{mended}")))?.copy;
            prop_assert!(places(&again, word).is_empty() && places(&again, "autre").len() == 1, "{:?} in:\n{}", spot, mended);
        }
    }
}

/// A name for each sort of place; a new one does not compile until it stands here.
fn sort_of(spot: &Spot) -> &'static str {
    match spot {
        Spot::Headline => "headline",
        Spot::Kicker => "kicker",
        Spot::Status => "status",
        Spot::ShortHeadline => "short headline",
        Spot::SearchHeadline => "search headline",
        Spot::SocialHeadline => "social headline",
        Spot::AlertHeadline => "alert headline",
        Spot::Description => "description",
        Spot::Standfirst => "standfirst",
        Spot::Byline(_) => "byline",
        Spot::Role(_) => "role",
        Spot::Standing(_) => "standing",
        Spot::Biography(_) => "biography",
        Spot::Interests(_) => "interests",
        Spot::Dateline => "dateline",
        Spot::SourceCredit => "source credit",
        Spot::LeadCaption => "lead caption",
        Spot::LeadAlt => "lead alt",
        Spot::LeadCredit => "lead credit",
        Spot::Source(_) => "source",
        Spot::Block { part, .. } => match part {
            Part::Text => "text",
            Part::Heading => "heading",
            Part::PullQuote => "pull quote",
            Part::Caption => "caption",
            Part::Alt => "alt",
            Part::Credit => "credit",
            Part::Title => "title",
            Part::Provider => "provider",
            Part::Publisher => "publisher",
            Part::Speaker => "speaker",
            Part::Standing => "standing of a speaker",
            Part::Source => "source of a table or a quotation",
            Part::Cell(..) => "cell",
            Part::When(_) => "when",
            Part::Chapter(_) => "chapter",
            Part::Label => "label",
            Part::Code => "code",
        },
    }
}

#[test]
fn arbitrary_copies_hold_every_sort_of_text_but_a_source() {
    let mut runner = TestRunner::deterministic();
    let mut met: HashMap<&str, usize> = HashMap::new();
    for _ in 0..400 {
        let manuscript = arbitrary::manuscript().new_tree(&mut runner).unwrap().current();
        let (manuscript, _) = named(manuscript);
        for (spot, _) in texts_of(&manuscript.copy) {
            *met.entry(sort_of(&spot)).or_default() += 1;
        }
    }
    assert_eq!((met.len(), met.get("source")), (36, None), "{met:#?}");
}
