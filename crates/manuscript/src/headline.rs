//! What is marked in a headline. Its words stand in the copy as they are; the marks say where, and hold none of them.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

use crate::language::Language;
use crate::text::{Inline, Lang, Mark, Text, normal};

/// A passage of the headline, in characters: in a language, or else stressed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadlineMark {
    pub from: u32,
    pub to: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Language>,
}

impl HeadlineMark {
    fn is_in(&self, at: u32) -> bool {
        self.from <= at && at < self.to
    }
}

/// A headline with its marks.
pub(crate) fn text_of(headline: &str, marks: &[HeadlineMark]) -> Text {
    let of_letter = |(at, letter): (u32, char)| {
        let here = marks.iter().filter(|mark| mark.is_in(at));
        let marks = here.map(|mark| match &mark.lang {
            Some(lang) => Mark::Lang(Lang { lang: lang.clone() }),
            None => Mark::Emphasis,
        });
        Inline::Text {
            text: letter.to_string(),
            marks: marks.collect(),
        }
    };
    normal((0..).zip(headline.chars()).map(of_letter).collect())
}

/// The marks of a headline that a text is, as far as a headline has such.
pub fn marks_of(text: &Text) -> Vec<HeadlineMark> {
    let (mut at, mut marks) = (0, Vec::new());
    for piece in text {
        let letters = match piece {
            Inline::Text { text, .. } => text.nfc().count(),
            Inline::HardBreak { .. } => 1,
            Inline::FootnoteReference { .. } => 0,
        };
        let (from, to) = (at, at + u32::try_from(letters).unwrap_or(0));
        at = to;
        for mark in piece.marks() {
            match mark {
                Mark::Emphasis => marks.push(HeadlineMark { from, to, lang: None }),
                Mark::Lang(lang) => marks.push(HeadlineMark {
                    from,
                    to,
                    lang: Some(lang.lang.clone()),
                }),
                _ => {}
            }
        }
    }
    marks
}

/// The normal form: in order, joined where they touch, none beyond the words.
pub(crate) fn settled(mut marks: Vec<HeadlineMark>, headline: &str) -> Vec<HeadlineMark> {
    let end = u32::try_from(headline.chars().count()).unwrap_or(u32::MAX);
    marks.retain(|mark| mark.from < mark.to && mark.to <= end);
    marks.sort_by(|one, other| (&one.lang, one.from).cmp(&(&other.lang, other.from)));
    marks.dedup_by(|next, mark| {
        let joins = next.lang == mark.lang && next.from <= mark.to;
        if joins {
            mark.to = mark.to.max(next.to);
        }
        joins
    });
    // A letter is in one language.
    let mut taken = 0;
    marks.sort();
    marks.retain(|mark| {
        let is_free = mark.lang.is_none() || mark.from >= taken;
        if is_free && mark.lang.is_some() {
            taken = mark.to;
        }
        is_free
    });
    marks
}

/// The marks of a headline whose words became others: those in what stayed before and behind keep their words.
pub(crate) fn carried(marks: &[HeadlineMark], before: &str, after: &str) -> Vec<HeadlineMark> {
    let (before, after): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
    let shorter = before.len().min(after.len());
    let start = (0..shorter).take_while(|at| before[*at] == after[*at]).count();
    let end = (0..shorter - start)
        .take_while(|back| before[before.len() - 1 - back] == after[after.len() - 1 - back])
        .count();
    let kept = marks.iter().filter_map(|mark| {
        let (from, to) = (mark.from as usize, mark.to as usize);
        if to <= start {
            return Some(mark.clone());
        }
        let moved = |at: usize| u32::try_from(at + after.len() - before.len().min(at + after.len())).ok();
        (from >= before.len() - end).then(|| {
            Some(HeadlineMark {
                from: moved(from)?,
                to: moved(to)?,
                lang: mark.lang.clone(),
            })
        })?
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::{HeadlineMark, carried, settled};

    fn mark(from: u32, to: u32) -> HeadlineMark {
        HeadlineMark { from, to, lang: None }
    }

    #[test]
    fn marks_keep_their_words_when_others_change() {
        let marks = [mark(3, 10), mark(14, 18)];
        assert_eq!(carried(&marks, "Le Titanic et le pont", "Le Titanic ou le pont"), marks);
        assert_eq!(carried(&marks, "Le Titanic et le pont", "Le Titanic et la Seine"), [mark(3, 10)]);
        assert_eq!(carried(&[mark(3, 10)], "Le Titanic coule", "Ce Le Titanic coule"), [mark(6, 13)]);
        assert_eq!(carried(&[mark(3, 10)], "Le Titanic coule", "Le Titanique coule"), []);
        assert_eq!(carried(&[mark(3, 10)], "Un Titanic", "Titanic"), [mark(0, 7)]);
    }

    #[test]
    fn marks_are_in_order_and_within_the_words() {
        assert_eq!(
            settled(vec![mark(3, 5), mark(0, 3), mark(4, 99), mark(2, 2)], "Le pont"),
            [mark(0, 5)]
        );
    }
}
