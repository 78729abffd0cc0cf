//! No input breaks the desk: any character in any field, texts of one endless line, marks without end.

use copydesk::{Applicability, Context, Finding, House, fixes};
use manuscript::Copy;
use proptest::prelude::*;

use crate::copies::{assert_places, everywhere, paragraphs, sources};

/// Characters that have broken programs before, and plain ones between them.
fn letter() -> impl Strategy<Value = char> {
    prop_oneof![
        3 => proptest::char::any(),
        4 => proptest::sample::select("abceéèÀœŒAZ".chars().collect::<Vec<_>>()),
        3 => proptest::sample::select("   \u{a0}\u{202f}\u{2009}\n\t".chars().collect::<Vec<_>>()),
        4 => proptest::sample::select("«»“”„\"'’‘()[].,;:!?…-–—/%€$°#@&".chars().collect::<Vec<_>>()),
        2 => proptest::sample::select("0123456789½²٣".chars().collect::<Vec<_>>()),
        2 => proptest::sample::select("\u{202a}\u{202e}\u{2066}\u{2069}\u{200b}\u{200d}\u{200e}\u{ad}\u{feff}\u{2060}".chars().collect::<Vec<_>>()),
        2 => proptest::sample::select("\u{301}\u{308}\u{327}\u{fe0f}\u{20e3}\u{e000}\u{f8ff}\u{10fffd}\u{0}\u{7f}İıßẞﬁ😀".chars().collect::<Vec<_>>()),
    ]
}

fn hostile() -> impl Strategy<Value = String> {
    let of_letters = proptest::collection::vec(letter(), 0..60).prop_map(|letters| letters.into_iter().collect::<String>());
    prop_oneof![
        12 => of_letters,
        1 => "[«»“”\"]{0,40}",
        1 => "[0-9 ]{0,40}",
        1 => "[a-zé'’-]{300,600}",
        1 => "\\PC{0,40}",
    ]
}

/// Reads and fixes a copy, and looks at every place that is named.
fn stands(copy: &Copy, previous: Option<&Copy>) -> Vec<Finding> {
    let sources = sources();
    let context = Context {
        previous,
        sources: &sources,
        ..Context::default()
    };
    let findings = copydesk::read(copy, &context, House::shipped());
    assert_places(&findings, (copy, &sources));
    for at_most in [Applicability::Safe, Applicability::Maybe, Applicability::Blank] {
        fixes::mended(copy, &fixes::chosen(&findings, at_most));
    }
    findings
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_characters_in_any_field_are_read(texts in proptest::collection::vec(hostile(), 1..24), previous in proptest::collection::vec(hostile(), 1..24)) {
        let mut copy = everywhere(&texts);
        stands(&copy, Some(&everywhere(&previous)));
        for language in ["en", "fr-CA", "de"] {
            copy.language = language.parse().unwrap();
            stands(&copy, None);
        }
        let found = copydesk::read(&copy, &Context::default(), House::shipped());
        for finding in found {
            fixes::with_suggestions(finding, &copy);
        }
    }
}

/// One line of about a megabyte.
fn line(pattern: &str) -> String {
    pattern.repeat((1 << 20) / pattern.len())
}

/// Reads a line twice as a desk does that is asked again, and fixes it: what takes the square of its length never ends.
fn reads_a_line(pattern: &str) {
    let copy = paragraphs(&[&line(pattern)]);
    let findings = copydesk::read(&copy, &Context::default(), House::shipped());
    let fixes = fixes::chosen(&findings, Applicability::Maybe);
    fixes::mended(&copy, &fixes);
}

macro_rules! lines {
    ($($name:ident: $pattern:expr;)+) => {
        $(#[test]
        fn $name() {
            reads_a_line($pattern);
        })+
    };
}

lines! {
    a_megabyte_of_one_letter: "a";
    a_megabyte_of_one_accent: "é";
    a_megabyte_of_two_letters: "a b ";
    a_megabyte_of_digits: "7";
    a_megabyte_of_grouped_digits: "1 000 ";
    a_megabyte_of_commas: ",";
    a_megabyte_of_full_stops: ".";
    a_megabyte_of_brackets: "(";
    a_megabyte_of_elisions: "l'";
    a_megabyte_of_opening_guillemets: "« ";
    a_megabyte_of_spaces: " ";
    a_megabyte_of_hyphens: "a-";
    a_megabyte_of_combining_marks: "e\u{301}";
    a_megabyte_of_full_sentences: "Le maire a a dit « oui » à tous ses élus ! ";
}

#[test]
fn thousands_of_quotations_now_and_before_are_read() {
    let quotations = |word: &str| -> Vec<String> {
        (b'a'..=b'z')
            .flat_map(|first| (b'a'..=b'z').map(move |second| format!("{}{}", char::from(first), char::from(second))))
            .flat_map(|name| (0..7).map(move |times| name.repeat(times + 1)))
            .map(|name| format!("« Nous avons {word} le pont {name} ce matin », dit Paul Roche."))
            .collect()
    };
    let copy = |texts: &[String]| paragraphs(&[&texts.join(" ")]);
    let (now, before) = (quotations("vu"), quotations("revu"));
    let before = copy(&before[..200]);
    let context = Context {
        previous: Some(&before),
        ..Context::default()
    };
    copydesk::read(&copy(&now), &context, House::shipped());
}

#[test]
fn ten_thousand_quotation_marks_are_read() {
    for pattern in ["« ", "\"", "“a ", "» ", "« a » ", "\"a\" "] {
        copydesk::read(&paragraphs(&[&pattern.repeat(10_000)]), &Context::default(), House::shipped());
    }
}

#[test]
fn ten_thousand_paragraphs_that_say_the_same_are_read() {
    let texts = vec!["« Nous n’avons rien vu venir et personne ne nous a prévenus », dit la maire."; 10_000];
    let copy = paragraphs(&texts);
    let findings = copydesk::read(&copy, &Context::default(), House::shipped());
    fixes::mended(&copy, &fixes::chosen(&findings, Applicability::Blank));
}

#[test]
fn a_surrogate_without_its_half_is_refused_and_no_panic() {
    let json = serde_json::to_string(&paragraphs(&["Texte."])).unwrap();
    assert!(serde_json::from_str::<Copy>(&json).is_ok());
    for half in ["\\ud800", "\\udc00", "\\ud800\\ud800", "\\ud800a"] {
        let broken = json.replace("Texte.", half);
        assert!(serde_json::from_str::<Copy>(&broken).is_err(), "{half}");
    }
    let whole = json.replace("Texte.", "\\ud83d\\ude00");
    let copy = serde_json::from_str::<Copy>(&whole).unwrap();
    stands(&copy, None);
}
