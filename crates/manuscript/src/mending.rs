//! Mending a copy: a passage for another, and a correction carried from the live copy into one that was edited since.

use std::ops::Range;

use crate::body::{Block, Words, WordsMut, each_running_text_mut};
use crate::copy::Copy;
use crate::headline::carried;
use crate::refusals;
use crate::spot::{Part, Spot};
use crate::text::{Inline, Text, normal, words_of};
use crate::walk::{each_text, each_text_mut};

refusals! {
    /// Why a passage was not replaced.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum MendRefused [] {
        NotFound(passage: String) at "replace":
            "`{passage}` is not in the article as it is published; write the passage as it reads there"
            / "« {passage} » n’est pas dans l’article tel qu’il est publié ; écrivez le passage comme il s’y lit",
        NotOne(passage: String, times: usize) at "replace":
            "`{passage}` stands {times} times in the article; write more of the passage, so that it stands once"
            / "« {passage} » est {times} fois dans l’article ; écrivez le passage plus largement, pour qu’il n’y soit qu’une fois",
        Empty at "replace":
            "write the passage that is to be replaced"
            / "écrivez le passage à remplacer",
    }
}

/// Replaces a passage that stands exactly once in the copy's text. Kinds of spaces and of apostrophes are not told apart.
pub fn replace(copy: &mut Copy, passage: &str, by: &str) -> Result<(), MendRefused> {
    if passage.trim().is_empty() {
        return Err(MendRefused::Empty);
    }
    match times(copy, passage) {
        0 => Err(MendRefused::NotFound(passage.to_owned())),
        1 => {
            let headline = copy.headline.clone();
            each_text_mut(copy, &mut |found| {
                if is_of_the_text(&found.spot) {
                    replace_in(found.words, passage, by);
                }
            });
            copy.headline_marks = carried(&copy.headline_marks, &headline, &copy.headline);
            Ok(())
        }
        times => Err(MendRefused::NotOne(passage.to_owned(), times)),
    }
}

fn times(copy: &Copy, passage: &str) -> usize {
    let mut times = 0;
    each_text(copy, &mut |text| {
        if is_of_the_text(&text.spot) {
            times += match text.words {
                Words::Plain(text) => found(text, passage).len(),
                Words::Running(text) => found(&words_of(text), passage).len(),
            };
        }
    });
    times
}

fn replace_in(words: WordsMut<'_>, passage: &str, by: &str) {
    match words {
        WordsMut::Plain(text) => {
            if let [range] = found(text, passage).as_slice() {
                text.replace_range(range.clone(), by);
            }
        }
        WordsMut::Running(text) => {
            if let [range] = found(&words_of(text), passage).as_slice() {
                *text = with_range(std::mem::take(text), range, by);
            }
        }
    }
}

/// What is read as the article: its headlines, its running texts, what stands with its lead picture. Names and labels
/// are changed with the whole text alone: a name is tied to its bearer.
const fn is_of_the_text(spot: &Spot) -> bool {
    match spot {
        Spot::Headline
        | Spot::Kicker
        | Spot::ShortHeadline
        | Spot::SearchHeadline
        | Spot::SocialHeadline
        | Spot::AlertHeadline
        | Spot::Description
        | Spot::Standfirst
        | Spot::Dateline
        | Spot::LeadCaption
        | Spot::LeadAlt
        | Spot::LeadCredit => true,
        Spot::Block { part, .. } => match part {
            Part::Text | Part::Heading | Part::PullQuote | Part::Label | Part::Cell(..) | Part::Caption | Part::Code => true,
            Part::Alt
            | Part::Credit
            | Part::Title
            | Part::Provider
            | Part::Publisher
            | Part::Source
            | Part::Chapter(_)
            | Part::Speaker
            | Part::Standing
            | Part::When(_) => false,
        },
        Spot::Status
        | Spot::SourceCredit
        | Spot::Byline(_)
        | Spot::Role(_)
        | Spot::Standing(_)
        | Spot::Biography(_)
        | Spot::Interests(_)
        | Spot::Source(_) => false,
    }
}

/// The byte ranges at which a passage stands.
fn found(text: &str, passage: &str) -> Vec<Range<usize>> {
    let (plain, wanted) = (alike(text), alike(passage));
    let wanted: Vec<char> = wanted.into_iter().map(|(_, c)| c).collect();
    plain
        .windows(wanted.len())
        .filter(|row| row.iter().map(|(_, c)| *c).eq(wanted.iter().copied()))
        .map(|row| row[0].0..row[row.len() - 1].0 + width_at(text, row[row.len() - 1].0))
        .collect()
}

fn width_at(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// Characters with their places; those that only typography tells apart are one.
fn alike(text: &str) -> Vec<(usize, char)> {
    text.char_indices()
        .map(|(at, c)| {
            let same = match c {
                '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
                '’' => '\'',
                '\u{2011}' => '-',
                other => other,
            };
            (at, same)
        })
        .collect()
}

/// A running text with one range of its words replaced; the new words carry the marks of the first piece that they touch.
fn with_range(text: Text, range: &Range<usize>, by: &str) -> Text {
    let Range { start, end } = *range;
    let (mut at, mut written) = (0, false);
    let mut mended = Text::new();
    for piece in text {
        let Inline::Text { text, marks } = piece else {
            at += usize::from(matches!(piece, Inline::HardBreak { .. }));
            mended.push(piece);
            continue;
        };
        let (from, to) = (at, at + text.len());
        at = to;
        if to <= start || from >= end {
            mended.push(Inline::Text { text, marks });
            continue;
        }
        let mut words = text[..start.saturating_sub(from)].to_owned();
        if !written {
            words.push_str(by);
            written = true;
        }
        words.push_str(&text[(end - from).min(text.len())..]);
        mended.push(Inline::Text { text: words, marks });
    }
    normal(mended)
}

/// Carries what changed from `base` to `mended` into a draft that was edited since. Answers the places where it could
/// not: there the draft keeps its text.
pub fn carry(base: &Copy, mended: &Copy, draft: &mut Copy) -> Vec<String> {
    let mut kept = Vec::new();
    macro_rules! carry_field {
        ($($field:ident),+) => {$(
            if base.$field != mended.$field && draft.$field != mended.$field {
                if draft.$field == base.$field {
                    draft.$field = mended.$field.clone();
                } else {
                    kept.push(stringify!($field).to_owned());
                }
            }
        )+};
    }
    carry_field!(
        kind,
        language,
        headline,
        headline_marks,
        kicker,
        status,
        short_headline,
        search_headline,
        social_headline,
        alert_headline,
        description,
        byline,
        dateline,
        source_credit,
        lead
    );
    if base.standfirst != mended.standfirst && !carry_text(&base.standfirst, &mended.standfirst, &mut draft.standfirst) {
        kept.push("standfirst".into());
    }
    kept.extend(carry_body(base, mended, draft));
    kept
}

/// The blocks in which the draft keeps its own.
fn carry_body(base: &Copy, mended: &Copy, draft: &mut Copy) -> Vec<String> {
    let mut kept = Vec::new();
    let with_id = |body: &[Block], id: &str| body.iter().position(|block| block.id() == id);
    for (index, new) in mended.body.iter().enumerate() {
        let place = || format!("body/{}", new.id());
        match (with_id(&base.body, new.id()), with_id(&draft.body, new.id())) {
            (Some(old), _) if base.body[old] == *new => {}
            (Some(old), Some(here)) => {
                if !carry_block(&base.body[old], new, &mut draft.body[here]) {
                    kept.push(place());
                }
            }
            (Some(_), None) => kept.push(place()),
            (None, Some(_)) => {}
            (None, None) => {
                let after = index
                    .checked_sub(1)
                    .and_then(|before| with_id(&draft.body, mended.body[before].id()));
                match (index, after) {
                    (0, _) => draft.body.insert(0, new.clone()),
                    (_, Some(before)) => draft.body.insert(before + 1, new.clone()),
                    (_, None) => kept.push(place()),
                }
            }
        }
    }
    for old in base.body.iter().filter(|old| with_id(&mended.body, old.id()).is_none()) {
        match with_id(&draft.body, old.id()) {
            Some(here) if draft.body[here] == *old => drop(draft.body.remove(here)),
            Some(_) => kept.push(format!("body/{}", old.id())),
            None => {}
        }
    }
    kept
}

fn carry_block(base: &Block, mended: &Block, draft: &mut Block) -> bool {
    if draft == mended {
        return true;
    }
    if draft == base {
        draft.clone_from(mended);
        return true;
    }
    // Only words changed, and in texts that the draft has too: each is carried by itself, or none.
    let mut words_only = base.clone();
    let mut new = mended.texts().into_iter();
    each_running_text_mut(&mut words_only, &mut |text| {
        if let Some(new) = new.next() {
            text.clone_from(new);
        }
    });
    let counts = [base.texts().len(), mended.texts().len(), draft.texts().len()];
    if words_only != *mended || counts[0] != counts[1] || counts[1] != counts[2] {
        return false;
    }
    let mut carried = draft.clone();
    let mut pairs = base.texts().into_iter().zip(mended.texts());
    let mut all = true;
    each_running_text_mut(&mut carried, &mut |here| {
        all &= pairs.next().is_some_and(|(old, new)| carry_text(old, new, here));
    });
    if all {
        *draft = carried;
    }
    all
}

/// Carries the changed passage of one text, if it stands exactly once in the other.
fn carry_text(base: &Text, mended: &Text, draft: &mut Text) -> bool {
    if base == mended || draft == mended {
        return true;
    }
    if draft == base {
        draft.clone_from(mended);
        return true;
    }
    let (old, new) = (words_of(base), words_of(mended));
    let Some((passage, by)) = changed_passage(&old, &new) else {
        return false;
    };
    let places = found(&words_of(draft), passage);
    let [range] = places.as_slice() else {
        return false;
    };
    *draft = with_range(std::mem::take(draft), range, by);
    true
}

/// The passage that changed, in whole words, with a word on each side so that it is known again.
fn changed_passage<'a>(old: &'a str, new: &'a str) -> Option<(&'a str, &'a str)> {
    if old == new {
        return None;
    }
    let is_end = |text: &str, at: usize| text.is_char_boundary(at) && text[..at].ends_with(' ');
    let common = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    let start = (0..=common).rev().find(|at| *at == 0 || (is_end(old, *at) && is_end(new, *at)))?;
    let start = old[..start].trim_end().rfind(' ').map_or(0, |at| at + 1);
    let most = old.len().min(new.len()) - start;
    let tail = old
        .bytes()
        .rev()
        .zip(new.bytes().rev())
        .take(most)
        .take_while(|(a, b)| a == b)
        .count();
    let begins = |text: &str, tail: usize| text.is_char_boundary(text.len() - tail) && text[text.len() - tail..].starts_with(' ');
    let tail = (0..=tail)
        .rev()
        .find(|tail| *tail == 0 || (begins(old, *tail) && begins(new, *tail)))?;
    // One word more on the right.
    let rest = &old[old.len() - tail..];
    let word = rest
        .char_indices()
        .skip(1)
        .find(|(_, c)| *c == ' ')
        .map_or(rest.len(), |(at, _)| at);
    let (old_end, new_end) = (old.len() - tail + word, new.len() - tail + word);
    let passage = old.get(start..old_end).filter(|passage| !passage.trim().is_empty())?;
    Some((passage, new.get(start..new_end)?))
}

#[cfg(test)]
mod tests {
    use super::{MendRefused, carry, replace};
    use crate::Copy;
    use crate::body::{Block, Node, Plain};
    use crate::language::Language;
    use crate::text::{Inline, Mark, words_of};

    fn paragraph(id: &str, pieces: Vec<Inline>) -> Block {
        Block::Paragraph(Node {
            attrs: Plain { id: id.into() },
            content: pieces,
        })
    }

    fn copy(texts: &[(&str, &str)]) -> Copy {
        let mut copy = Copy::headed("Un bilan", Language::french());
        copy.body = texts.iter().map(|(id, text)| paragraph(id, vec![Inline::plain(*text)])).collect();
        copy
    }

    fn text_of(copy: &Copy, index: usize) -> String {
        copy.body[index].texts().into_iter().map(|text| words_of(text)).collect()
    }

    #[test]
    fn a_passage_is_replaced_across_marks_and_kinds_of_spaces() {
        let mut one = copy(&[]);
        let strong = Inline::Text {
            text: "29 morts".into(),
            marks: vec![Mark::Strong],
        };
        one.body = vec![paragraph(
            "a",
            vec![Inline::plain("Au moins\u{a0}"), strong, Inline::plain(", dit-on.")],
        )];
        replace(&mut one, "moins 29 morts", "moins 31 morts").unwrap();
        assert_eq!(text_of(&one, 0), "Au moins 31 morts, dit-on.");
    }

    #[test]
    fn a_passage_that_is_not_there_once_is_refused() {
        let mut one = copy(&[("a", "Un chat. Un chien."), ("b", "Un chat.")]);
        assert_eq!(replace(&mut one, "Un rat", "Un"), Err(MendRefused::NotFound("Un rat".into())));
        assert_eq!(replace(&mut one, "Un chat", "Un"), Err(MendRefused::NotOne("Un chat".into(), 2)));
        assert_eq!(replace(&mut one, " ", "Un"), Err(MendRefused::Empty));
    }

    #[test]
    fn a_correction_reaches_a_draft_that_was_edited_beside_it() {
        let base = copy(&[("a", "Au moins 29 personnes sont mortes, selon la préfecture."), ("b", "Fin.")]);
        let mut mended = base.clone();
        replace(&mut mended, "29 personnes", "31 personnes").unwrap();
        let mut draft = copy(&[
            ("a", "Au moins 29 personnes sont mortes, dit maintenant la préfecture."),
            ("c", "Une suite."),
        ]);
        assert!(carry(&base, &mended, &mut draft).is_empty());
        assert_eq!(
            text_of(&draft, 0),
            "Au moins 31 personnes sont mortes, dit maintenant la préfecture."
        );
        assert_eq!(text_of(&draft, 1), "Une suite.");
    }

    #[test]
    fn where_the_draft_says_it_otherwise_it_keeps_its_text_and_the_place_is_named() {
        let base = copy(&[("a", "Au moins 29 personnes sont mortes.")]);
        let mut mended = base.clone();
        replace(&mut mended, "29 personnes", "31 personnes").unwrap();
        let mut draft = copy(&[("a", "Le bilan s’établit à vingt-neuf morts.")]);
        assert_eq!(carry(&base, &mended, &mut draft), ["body/a"]);
        assert_eq!(text_of(&draft, 0), "Le bilan s’établit à vingt-neuf morts.");
        let mut without = copy(&[]);
        assert_eq!(carry(&base, &mended, &mut without), ["body/a"]);
    }

    #[test]
    fn blocks_added_and_removed_are_carried_beside_their_neighbours() {
        let base = copy(&[("a", "Un."), ("b", "Deux.")]);
        let mended = copy(&[("a", "Un."), ("n", "Nouveau.")]);
        let mut draft = copy(&[("z", "Avant."), ("a", "Un, récrit."), ("b", "Deux.")]);
        assert!(carry(&base, &mended, &mut draft).is_empty());
        let ids: Vec<&str> = draft.body.iter().map(Block::id).collect();
        assert_eq!(ids, ["z", "a", "n"]);
    }

    #[test]
    fn a_field_that_both_changed_stays_the_drafts() {
        let base = copy(&[]);
        let (mut mended, mut draft) = (base.clone(), base.clone());
        mended.headline = "Un bilan corrigé".into();
        draft.headline = "Un autre titre".into();
        assert_eq!(carry(&base, &mended, &mut draft), ["headline"]);
        assert_eq!(draft.headline, "Un autre titre");
    }
}
