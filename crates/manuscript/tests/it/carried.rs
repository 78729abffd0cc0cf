//! Draft to Markdown to draft: a form that shows Markdown and an editor that knows blocks write the same draft, ids included.

use std::collections::HashSet;

use manuscript::body::{Block, each_block, each_block_mut};
use manuscript::carrying_ids::carry_ids;
use manuscript::language::Language;
use manuscript::markdown::{Defaults, Manuscript, read, write};
use manuscript::settled::{give_ids, settle};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::arbitrary;

fn defaults() -> Defaults {
    Defaults {
        language: Language::french(),
        zone: jiff::tz::TimeZone::get("Europe/Paris").unwrap(),
        markup: &arrivals::Arrivals,
    }
}

/// A draft whose blocks have ids that say nothing of their words, as after much editing.
fn lived_in() -> impl Strategy<Value = Manuscript> {
    arbitrary::manuscript().prop_map(|mut manuscript| {
        let mut number = 0;
        each_block_mut(&mut manuscript.copy.body, &mut |block| {
            number += 1;
            *block.id_mut() = format!("id{number}");
        });
        manuscript
    })
}

fn ids(body: &[Block]) -> Vec<String> {
    let mut ids = Vec::new();
    each_block(body, &mut |block| ids.push(block.id().to_owned()));
    ids
}

/// The text as it is saved from a form over the draft that is there.
fn saved_over(former: &[Block], mut manuscript: Manuscript) -> Manuscript {
    carry_ids(former, &mut manuscript.copy.body);
    give_ids(&mut manuscript.copy.body);
    manuscript
}

fn paragraph(id: &str, text: &str) -> Block {
    let mut copy = read(&format!("---\nheadline: x\n---\n\n{text}\n"), &defaults()).unwrap().copy;
    let mut block = copy.body.remove(0);
    id.clone_into(block.id_mut());
    block
}

fn body_of(texts: &str) -> Vec<Block> {
    read(&format!("---\nheadline: x\n---\n\n{texts}\n"), &defaults()).unwrap().copy.body
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn a_draft_comes_back_from_markdown_as_it_was_with_every_id(draft in lived_in()) {
        let file = write(&draft);
        let read = read(&file, &defaults()).map_err(|malformed| TestCaseError::fail(format!("{malformed} in:\n{file}")))?;
        prop_assert_eq!(saved_over(&draft.copy.body, read), draft);
    }

    #[test]
    fn whatever_is_done_to_a_draft_its_ids_are_its_own_and_one_each(draft in lived_in(), other in arbitrary::manuscript(), at in any::<Index>()) {
        let mut next = other.copy.body;
        let here = at.index(next.len() + 1);
        next.splice(here..here, draft.copy.body.iter().cloned());
        carry_ids(&draft.copy.body, &mut next);
        give_ids(&mut next);
        let ids = ids(&next);
        prop_assert!(ids.iter().all(|id| !id.is_empty()));
        prop_assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
    }

    #[test]
    fn a_block_that_says_the_same_keeps_its_id_wherever_it_stands(draft in lived_in(), order in any::<u64>()) {
        let former = draft.copy.body;
        let mut next: Vec<Block> = settled_blocks(&former);
        if !next.is_empty() {
            let turn = usize::try_from(order).unwrap_or_default() % next.len();
            next.rotate_left(turn);
        }
        carry_ids(&former, &mut next);
        let words = |body: &[Block]| { let mut all: Vec<(String, String)> = body.iter().map(|block| (block.id().to_owned(), block.words())).collect(); all.sort(); all };
        // Two that say the same may take each other's place: whoever reads cannot tell them apart.
        prop_assert_eq!(words(&next), words(&former));
    }
}

/// The same blocks with ids that come from their words, as a form gives them.
fn settled_blocks(blocks: &[Block]) -> Vec<Block> {
    let mut copy = manuscript::Copy::headed("x", Language::french());
    copy.body = blocks.to_vec();
    each_block_mut(&mut copy.body, &mut |block| block.id_mut().clear());
    settle(copy).unwrap().body
}

#[test]
fn one_changed_one_put_in_and_two_swapped_all_keep_who_they_are() {
    let former = vec![
        paragraph("a", "Le maire a ouvert la séance à huit heures précises."),
        paragraph("b", "Le budget a été voté sans débat."),
        paragraph("c", "Les élus de l’opposition ont quitté la salle."),
        paragraph("d", "La séance a été levée à minuit."),
        paragraph("e", "Prochain conseil le 3 mars."),
    ];
    let mut next = body_of(
        "Le maire a ouvert la séance à neuf heures précises.\n\nUn mot nouveau de quelqu’un.\n\nLe budget a été voté sans débat.\n\n\
         La séance a été levée à minuit.\n\nLes élus de l’opposition ont quitté la salle.\n\nProchain conseil le 3 mars.",
    );
    carry_ids(&former, &mut next);
    give_ids(&mut next);
    let ids = ids(&next);
    assert_eq!((ids[0].as_str(), &ids[2..]), ("a", &["b", "d", "c", "e"].map(str::to_owned)[..]));
    assert!(!["a", "b", "c", "d", "e"].contains(&ids[1].as_str()));
}

#[test]
fn what_was_written_anew_between_the_same_neighbours_is_still_it() {
    let former = vec![paragraph("a", "Un."), paragraph("b", "Deux trois quatre."), paragraph("c", "Fin.")];
    let mut next = body_of("Un.\n\nTout autre chose.\n\nFin.");
    carry_ids(&former, &mut next);
    assert_eq!(ids(&next), ["a", "b", "c"]);
}

#[test]
fn what_stands_within_an_edited_list_keeps_its_ids() {
    let mut former = body_of("- un point qui reste\n- un autre point, plus long\n\nFin.");
    let mut number = 0;
    each_block_mut(&mut former, &mut |block| {
        number += 1;
        *block.id_mut() = format!("id{number}");
    });
    let mut next = body_of("- un point qui reste\n- un autre point, bien plus long\n- un troisième\n\nFin.");
    carry_ids(&former, &mut next);
    give_ids(&mut next);
    let ids = ids(&next);
    assert_eq!((&ids[..3], ids[4].as_str()), (&["id1", "id2", "id3"].map(str::to_owned)[..], "id4"));
}

#[test]
fn a_text_that_says_what_another_said_before_takes_no_id_from_it() {
    let former = vec![paragraph("", "Un."), paragraph("z", "Deux.")];
    let mut former = former;
    give_ids(&mut former);
    let of_one = former[0].id().to_owned();
    // The first was edited beyond recognition and keeps its place; somebody writes its former words at the end.
    let mut next = body_of("Autre.\n\nDeux.");
    carry_ids(&former, &mut next);
    assert_eq!(next[0].id(), of_one);
    let mut later = body_of("Autre.\n\nDeux.\n\nUn.");
    carry_ids(&next, &mut later);
    give_ids(&mut later);
    let ids = ids(&later);
    assert_eq!((ids[0].as_str(), ids[1].as_str()), (of_one.as_str(), "z"));
    assert!(ids[2] != of_one && !ids[2].is_empty());
}
