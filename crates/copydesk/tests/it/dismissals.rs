//! What somebody has set aside stays aside while its own words stay, and comes back when they change.

use copydesk::{Context, Dismissal, Finding, House, fixes};
use manuscript::Copy;

use crate::copies::{paragraph, paragraphs, read};
use crate::proofs::every_case;

fn dismissal(finding: &Finding) -> Dismissal {
    Dismissal {
        code: finding.code.to_owned(),
        context: finding.context.clone(),
    }
}

/// The findings of a code, once those of another copy are set aside.
fn left(code: &str, (before, after): (&Copy, &Copy)) -> usize {
    let dismissals: Vec<Dismissal> = read(before).iter().filter(|finding| finding.code == code).map(dismissal).collect();
    assert!(!dismissals.is_empty(), "{code} finds nothing at first");
    let context = Context {
        dismissals: &dismissals,
        ..Context::default()
    };
    let found = copydesk::read(after, &context, House::shipped());
    found.iter().filter(|finding| finding.code == code).count()
}

/// What is left of a code in paragraphs, once it was set aside in others.
fn left_in(code: &str, before: &[&str], after: &[&str]) -> usize {
    left(code, (&paragraphs(before), &paragraphs(after)))
}

#[test]
fn other_paragraphs_and_words_further_away_change_nothing() {
    let was = ["Hier, le maire a a refusé de répondre lundi.", "Il pleut."];
    for is in [
        ["Hier, le maire a a refusé de répondre lundi.", "Il neige depuis huit jours."],
        ["Lundi à Vaux, le maire a a refusé de parler à la presse.", "Il pleut."],
        ["Selon lui, le maire a a refusé de parler.", ""],
        ["Hier, le maire  a a refusé\u{a0}de répondre lundi.", "Il pleut."],
    ] {
        assert_eq!(left_in("REP-301", &was, &is), 0, "{is:?}");
    }
}

#[test]
fn its_own_words_and_those_beside_it_bring_it_back() {
    let was = ["Le maire a a refusé de répondre lundi."];
    for is in [
        "Le maire est est refusé de répondre lundi.",
        "Le préfet a a refusé de répondre lundi.",
        "Le maire a a décliné de répondre lundi.",
        "Le maire a a refusé. Lundi, il a a refusé de répondre.",
    ] {
        assert!(left_in("REP-301", &was, &[is]) > 0, "{is}");
    }
}

#[test]
fn a_second_place_with_other_words_around_it_is_not_set_aside() {
    let was = ["Le maire a a refusé de répondre lundi."];
    let is = ["Le maire a a refusé de répondre lundi.", "Le préfet a a ri de bon cœur."];
    assert_eq!(left_in("REP-301", &was, &is), 1);
}

const QUOTATION: &str = "« Nous n’avons rien vu venir cet été », dit la maire.";

#[test]
fn a_related_place_whose_words_change_brings_it_back() {
    let was = [QUOTATION, "Il pleut.", "« Nous n’avons rien vu venir cet été », redit la maire."];
    let moved = [QUOTATION, "« Nous n’avons rien vu venir cet été », redit la maire.", "Il pleut."];
    assert_eq!(left_in("REP-303", &was, &moved), 0);
    let changed = [
        "« Nous n’avons RIEN vu venir cet été », dit la maire.",
        "Il pleut.",
        "« Nous n’avons rien vu venir cet été », redit la maire.",
    ];
    assert_eq!(left_in("REP-303", &was, &changed), 1);
}

#[test]
fn a_source_whose_words_change_brings_it_back() {
    let copy = paragraphs(&["« Nous avons vu venir la chute du pont depuis hier », dit la maire."]);
    let told = |text: &str, dismissals: &[Dismissal]| {
        let sources = [copydesk::Source {
            name: "AFP".into(),
            text: text.into(),
        }];
        let context = Context {
            sources: &sources,
            dismissals,
            ..Context::default()
        };
        let mut found = copydesk::read(&copy, &context, House::shipped());
        found.retain(|finding| finding.code == "QUO-211");
        found
    };
    let first = "« Nous avons vu venir la chute du pont depuis lundi », a dit la maire.";
    let dismissals: Vec<Dismissal> = told(first, &[]).iter().map(dismissal).collect();
    assert_eq!(dismissals.len(), 1);
    assert!(told(&format!("Vaux. {first} Il pleut."), &dismissals).is_empty());
    let second = "« Nous avons vu venir la chute du pont depuis mardi », a dit la maire.";
    assert_eq!(told(second, &dismissals).len(), 1, "the source says something else now");
}

#[test]
fn another_code_at_the_same_place_is_not_set_aside() {
    let copy = paragraphs(&["Le maire a a refusé de répondre lundi."]);
    let finding = read(&copy).into_iter().find(|finding| finding.code == "REP-301").unwrap();
    let dismissals = [Dismissal {
        code: "REP-302".into(),
        context: finding.context,
    }];
    let context = Context {
        dismissals: &dismissals,
        ..Context::default()
    };
    let found = copydesk::read(&copy, &context, House::shipped());
    assert!(found.iter().any(|finding| finding.code == "REP-301"));
}

#[test]
fn whatever_a_sheet_finds_stays_aside_when_a_paragraph_is_added_behind() {
    for (code, case) in every_case().into_iter().filter(|(_, case)| !case.is_silent) {
        let before = case.before.copy();
        let mut after = before.clone();
        after.body.push(paragraph("last", "Il pleut."));
        case.before.with(|context, house| {
            let found = copydesk::read(&before, context, house);
            let dismissals: Vec<Dismissal> = found.iter().map(dismissal).collect();
            let context = Context {
                dismissals: &dismissals,
                ..*context
            };
            let places: Vec<_> = found.iter().map(|finding| (finding.code, &finding.primary)).collect();
            for finding in copydesk::read(&after, &context, house) {
                let is_back = places.contains(&(finding.code, &finding.primary));
                let words = fixes::words_at(&after, &finding.primary);
                assert!(!is_back, "{code}, line {}: {} is back at “{words}”", case.line, finding.code);
            }
        });
    }
}
