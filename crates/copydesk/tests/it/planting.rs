//! The desk finds what was planted in clean copy, and in clean copy it finds nothing.

use copydesk::{Context, House, Severity, checks, fixes};

use crate::planted::{Outcome, Sheet, clean, measured};

#[test]
fn clean_copy_is_clean() {
    let articles = clean::articles();
    let french = articles.iter().filter(|article| article.copy.language.primary() == "fr").count();
    assert!(french >= 24 && articles.len() - french >= 6);
    let mut found = Vec::new();
    for article in &articles {
        let context = Context {
            published_at: article.published,
            ..Context::default()
        };
        let findings = copydesk::read(&article.copy, &context, &House::default());
        let grave = findings.iter().filter(|finding| finding.severity <= Severity::Warning);
        found.extend(grave.map(|finding| {
            let words = fixes::words_at(&article.copy, &finding.primary);
            format!("{}: {} “{words}”: {}", article.name, finding.code, finding.message.en)
        }));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn what_is_planted_is_found_and_little_else() {
    let sheet = measured(&clean::articles());
    println!("{}\n{}", sheet.table(), sheet.false_alarms.join("\n"));
    let below = below_the_floors(&sheet);
    assert!(below.is_empty(), "{}\n{}", below.join("\n"), sheet.table());
}

/// Recall and precision of each family whose checks are there, recall of each kind.
fn below_the_floors(sheet: &Sheet) -> Vec<String> {
    const FLOORS: [(&str, &str, f64, f64); 2] = [("TYP", "TYP-01", 0.98, 0.95), ("FIG", "FIG-101", 0.9, 0.9)];
    let families = FLOORS.iter().filter(|(_, code, ..)| checks::named(code).is_some());
    let families = families.flat_map(|(family, _, recall, precision)| {
        let measured = [
            ("recall", sheet.recall(family), *recall),
            ("precision", sheet.precision(family), *precision),
        ];
        measured.map(|(what, share, floor)| (share.value() < floor).then(|| format!("{family} {what} {:.3}", share.value())))
    });
    families.chain(sheet.kinds.iter().map(below_its_floor)).flatten().collect()
}

fn below_its_floor(outcome: &Outcome) -> Option<String> {
    const OF_EACH_KIND: f64 = 0.8;
    let (name, share) = (outcome.kind.name, outcome.recall);
    (outcome.share_found() < OF_EACH_KIND).then(|| format!("{name}: {} of {}: {:?}", share.right, share.all, outcome.missed))
}

#[test]
fn there_are_forty_kinds_and_forty_copies_of_each() {
    let sheet = measured(&clean::articles());
    assert!(crate::planted::kinds().len() >= 40);
    let few = sheet.kinds.iter().filter(|outcome| outcome.recall.all < 40);
    let few: Vec<&str> = few.map(|outcome| outcome.kind.name).collect();
    assert!(few.is_empty(), "{few:?}");
}
