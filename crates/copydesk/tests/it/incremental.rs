//! An editor that reads again after every edit finds what one finds that reads for the first time.

use copydesk::{Context, CopyEditor, Dismissal, House, Source};
use manuscript::{Copy, Instant};
use proptest::prelude::*;

use crate::copies::{ARTICLE, article, read, sources};
use crate::edits::{Act, Written, acts};

/// What stands beside the copy, and changes now and then.
struct Beside {
    previous: Copy,
    sources: Vec<Source>,
    dismissals: Vec<Dismissal>,
}

fn beside() -> Beside {
    let previous = article(&ARTICLE.replace("personne ne nous a prévenus »", "nul ne nous avait prévenus »"));
    let dismissals = read(&article(ARTICLE)).into_iter().step_by(3).map(|finding| Dismissal {
        code: finding.code.to_owned(),
        context: finding.context,
    });
    Beside {
        previous,
        sources: sources(),
        dismissals: dismissals.collect(),
    }
}

impl Beside {
    fn context(&self, turn: usize) -> Context<'_> {
        Context {
            previous: (turn % 5 != 3).then_some(&self.previous),
            sources: if turn % 4 == 2 { &[] } else { &self.sources },
            published_at: Some(Instant(1_795_000_000_000)),
            section: turn.is_multiple_of(2).then_some("sport/football"),
            dismissals: if turn % 3 == 1 { &[] } else { &self.dismissals },
            closed: &[],
        }
    }
}

fn strict() -> House {
    House::read("[thresholds]\nrepeated_words = 4\n[severity]\n\"SPE-01\" = \"off\"\n[severity.sport]\n\"REP-301\" = \"block\"\n").unwrap()
}

fn told(base: &Copy, acts: &[Act]) -> Result<(), TestCaseError> {
    let (beside, strict) = (beside(), strict());
    let mut written = Written::new(base.clone());
    let mut editor = CopyEditor::default();
    editor.read(base, &beside.context(0), House::shipped());
    for (turn, act) in acts.iter().enumerate() {
        let copy = written.after(act);
        let house = if turn % 7 == 6 { &strict } else { House::shipped() };
        let context = beside.context(turn);
        let again = editor.read(copy, &context, house);
        let whole = copydesk::read(copy, &context, house);
        prop_assert_eq!(again, whole, "after {:?}, turn {}", act, turn);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_desk_that_reads_on_finds_what_a_fresh_one_finds(acts in acts(14)) {
        told(&article(ARTICLE), &acts)?;
    }

    #[test]
    fn so_it_does_from_an_empty_copy_on(acts in acts(24)) {
        told(&article("---\nheadline: Un titre\n---\n\nUn mot.\n"), &acts)?;
    }
}

#[test]
fn the_article_has_something_to_be_found_in_every_family() {
    let beside = beside();
    let context = Context {
        dismissals: &[],
        ..beside.context(0)
    };
    let codes: Vec<&str> = copydesk::read(&article(ARTICLE), &context, House::shipped())
        .iter()
        .map(|finding| finding.code)
        .collect();
    for family in ["QUO-2", "REP-3", "IMG-5", "SRC-6", "HSE-0"] {
        assert!(codes.iter().any(|code| code.starts_with(family)), "{family} in {codes:?}");
    }
}
