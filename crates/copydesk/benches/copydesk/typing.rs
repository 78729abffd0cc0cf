//! A writer at the keys: a letter somewhere in a paragraph, the whole article read again.

use std::time::Duration;

use copydesk::{Context, CopyEditor, House, Span, Spot, fixes, passages};
use manuscript::Copy;

use crate::clock::{percentile, timed};
use crate::planted::chance::Chance;
use crate::sheet::Sheet;
use crate::texts;

const KEYS: usize = 400;

/// How long a key takes in articles of two lengths, once they have been read.
pub(crate) fn keys(sheet: &mut Sheet) {
    let (house, mut chance) = (House::default(), Chance::seeded(7));
    for (words, bounds) in [(600, [(50, 1), (99, 5)].as_slice()), (10_000, &[(50, 5)])] {
        let mut times = typed(texts::article_of(words), &house, &mut chance);
        for (percent, bound) in bounds {
            let what = format!("keystroke, {words} words, p{percent}");
            sheet.at_most(&what, percentile(&mut times, *percent), Duration::from_millis(*bound));
        }
    }
}

fn typed(mut copy: Copy, house: &House, chance: &mut Chance) -> Vec<Duration> {
    let (mut editor, context) = (CopyEditor::default(), Context::default());
    editor.read(&copy, &context, house);
    let mut times = Vec::with_capacity(KEYS);
    for _ in 0..KEYS {
        copy = with_a_letter(&copy, chance);
        times.push(timed(|| editor.read(&copy, &context, house)).0);
    }
    times
}

fn with_a_letter(copy: &Copy, chance: &mut Chance) -> Copy {
    let all = passages(copy);
    let paragraphs = all.iter().filter(|passage| matches!(passage.spot, Spot::Block { .. }));
    let passage = chance.one_of(paragraphs.collect()).unwrap();
    let places = passage.text.char_indices().map(|(at, _)| at).collect();
    let at = chance.one_of(places).unwrap();
    let new = chance.one_of("etaoinsrl ".chars().collect()).unwrap();
    let edit = copydesk::Edit {
        span: Span::new(&passage.spot, at..at),
        new: new.into(),
    };
    let fix = copydesk::Fix {
        title: copydesk::Said::new("", ""),
        applicability: copydesk::Applicability::Safe,
        edits: vec![edit],
    };
    fixes::mended(copy, &[&fix])
}
