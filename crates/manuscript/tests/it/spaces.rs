//! The spaces of French: existing ones become the right ones, none is inserted, no letter is touched.

use manuscript::language::Language;
use manuscript::spacing::typeset;
use proptest::prelude::*;

fn french(text: &str) -> String {
    typeset(text, &Language::french()).replace('\u{a0}', "⍽").replace('\u{202f}', "⁀")
}

#[test]
fn each_sign_has_its_space() {
    let table = [
        ("Superman !", "Superman⁀!"),
        ("Quoi ?", "Quoi⁀?"),
        ("un ; deux", "un⁀; deux"),
        ("un : deux", "un⍽: deux"),
        ("« test »", "«⍽test⍽»"),
        ("12 %", "12⍽%"),
        ("12 €", "12⍽€"),
        ("7 000 habitants", "7⁀000⍽habitants"),
        ("1 234 567", "1⁀234⁀567"),
        ("1 000 000", "1⁀000⁀000"),
        ("2 050 000", "2⁀050⁀000"),
        ("295 km", "295⍽km"),
        ("14 h 30", "14⍽h⍽30"),
        ("n° 5", "n°⍽5"),
        ("M. Dupont", "M.⍽Dupont"),
        ("acte I", "acte⍽I"),
        ("Louis XIV", "Louis⍽XIV"),
        ("22 novembre 2026", "22⍽novembre 2026"),
    ];
    for (written, printed) in table {
        assert_eq!(french(written), printed, "{written}");
    }
}

#[test]
fn where_there_is_no_space_none_is_inserted_and_addresses_are_left_alone() {
    for text in [
        "Superman!",
        "«test»",
        "12%",
        "http://a.fr/x ;",
        "12:30",
        "il y a 3 ans de cela",
        "en 2026 1 200",
    ] {
        let printed = french(text);
        assert_eq!(printed.chars().count(), text.chars().count(), "{text}");
    }
    assert_eq!(french("Oui!"), "Oui!");
    assert_eq!(typeset("What ?", &Language::english()), "What ?");
    assert_eq!(typeset("Quoi ?", &"fr-CA".parse().unwrap()), "Quoi ?");
}

proptest! {
    #[test]
    fn only_spaces_ever_change(text in "[a-zé0-9 «»:;!?%\u{a0}\u{202f}.,’()-]{0,60}") {
        let printed = typeset(&text, &Language::french());
        prop_assert_eq!(printed.chars().count(), text.chars().count());
        for (before, after) in text.chars().zip(printed.chars()) {
            let is_space = |letter: char| matches!(letter, ' ' | '\u{a0}' | '\u{202f}');
            prop_assert!(before == after || (is_space(before) && is_space(after) && after != ' '), "{before:?} became {after:?}");
        }
        prop_assert_eq!(typeset(&printed, &Language::french()), printed, "typeset twice is typeset once");
    }
}
