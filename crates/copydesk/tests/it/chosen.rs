//! Fixes that are made together do not touch each other, and leave alone what they do not name.

use std::collections::BTreeMap;

use copydesk::{Edit, Fix, Spot};
use manuscript::{Copy, Inline, Mark};

/// A letter and what its marks say.
pub(crate) type Letter = (char, Vec<Mark>);

/// The texts of a copy, letter by letter; fields of one line have no marks.
pub(crate) fn letters(copy: &Copy) -> BTreeMap<Spot, Vec<Letter>> {
    let running = running(copy);
    let passages = copydesk::passages(copy);
    let of_text = |text: &str| -> Vec<Letter> { text.chars().map(|letter| (letter, Vec::new())).collect() };
    let mut texts = running.into_iter();
    let mut letters = BTreeMap::new();
    let mut waiting = texts.next();
    for passage in passages {
        let plain = of_text(&passage.text);
        let is_same = |running: &Vec<Letter>| running.iter().map(|(letter, _)| *letter).eq(passage.text.chars());
        let marked = waiting.take_if(|running| is_same(running));
        if marked.is_some() {
            waiting = texts.next();
        }
        letters.insert(passage.spot, marked.unwrap_or(plain));
    }
    letters
}

fn running(copy: &Copy) -> Vec<Vec<Letter>> {
    let texts = copy.texts().into_iter().filter(|text| !text.is_empty());
    let letters = texts.map(|text| {
        let pieces = text.iter().flat_map(|piece| match piece {
            Inline::Text { text, marks } => text.chars().map(|letter| (letter, marks.clone())).collect::<Vec<_>>(),
            Inline::HardBreak { marks } => vec![('\n', marks.clone())],
            Inline::FootnoteReference { .. } => Vec::new(),
        });
        pieces.collect()
    });
    letters.collect()
}

/// The edits of some fixes, by text and in their order.
fn by_spot<'a>(fixes: &[&'a Fix]) -> BTreeMap<&'a Spot, Vec<&'a Edit>> {
    let mut edits: BTreeMap<&Spot, Vec<&Edit>> = BTreeMap::new();
    for edit in fixes.iter().flat_map(|fix| &fix.edits) {
        edits.entry(&edit.span.spot).or_default().push(edit);
    }
    for edits in edits.values_mut() {
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    }
    edits
}

/// None of the fixes writes where another does.
pub(crate) fn assert_apart(fixes: &[&Fix]) {
    for edits in by_spot(fixes).values() {
        for pair in edits.windows(2) {
            assert!(pair[0].span.end <= pair[1].span.start, "{:?} and {:?}", pair[0], pair[1]);
        }
    }
}

/// What the fixes do not name has the letters and the marks that it had.
pub(crate) fn assert_untouched((before, after): (&Copy, &Copy), fixes: &[&Fix]) {
    let (before, mut after) = (letters(before), letters(after));
    let edits = by_spot(fixes);
    for (spot, was) in before {
        let is = after.remove(&spot).unwrap_or_default();
        outside(&was, &is, edits.get(&spot).map_or(&[][..], Vec::as_slice));
    }
    assert!(after.is_empty(), "texts that were not there: {after:?}");
}

fn outside(was: &[Letter], is: &[Letter], edits: &[&Edit]) {
    let offsets: Vec<usize> = was
        .iter()
        .scan(0, |at, (letter, _)| Some(std::mem::replace(at, *at + letter.len_utf8())))
        .collect();
    let index = |byte: usize| offsets.partition_point(|offset| *offset < byte);
    let (mut from, mut there) = (0, 0);
    for edit in edits {
        let kept = &was[from..index(edit.span.start)];
        assert_eq!(kept, &is[there..there + kept.len()], "before {edit:?}");
        let new: Vec<char> = is[there + kept.len()..]
            .iter()
            .map(|(letter, _)| *letter)
            .take(edit.new.chars().count())
            .collect();
        assert!(edit.new.chars().eq(new.iter().copied()), "{edit:?} wrote {new:?}");
        there += kept.len() + new.len();
        from = index(edit.span.end);
    }
    assert_eq!(&was[from..], &is[there..], "behind the last edit");
}
