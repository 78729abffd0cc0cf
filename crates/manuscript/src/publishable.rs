//! From a draft to what may be published: open suggestions refuse, the newsroom's own marks are left out.

use std::collections::HashSet;

use crate::body::{Around, Block, Body, Held, HeldMut, Words, each_block, held_by, held_by_mut};
use crate::copy::Copy;
use crate::refusals;
use crate::spot::Part;
use crate::text::{Inline, Mark, normal};

refusals! {
    /// Why a draft cannot be published as it stands.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Unpublishable [] {
        OpenSuggestions:
            "the draft holds open suggestions: accept or reject each of them, then publish"
            / "le brouillon contient des suggestions en suspens : acceptez ou refusez chacune, puis publiez",
        NoFootnote(label: String):
            "the text calls a footnote `{label}`, and there is none: write it or take the call out, then publish"
            / "le texte appelle une note de bas de page « {label} », et il n’y en a pas : écrivez-la ou enlevez l’appel, puis publiez",
        PictureWithoutCredit(name: String):
            "the picture `{name}` has no credit: write who made it, then publish"
            / "l’image « {name} » n’a pas de crédit : écrivez de qui elle est, puis publiez",
    }
}

/// The copy without notes and stashes, or the reason why it must wait.
pub fn publishable(draft: &Copy) -> Result<Copy, Unpublishable> {
    if draft.has_mark(Mark::is_suggestion) {
        return Err(Unpublishable::OpenSuggestions);
    }
    refuse_uncredited(draft)?;
    let mut copy = draft.clone();
    without_stashes(&mut copy.body);
    copy.each_text_mut(&mut |text| {
        for piece in text.iter_mut() {
            piece.marks_mut().retain(|mark| !matches!(mark, Mark::Note(_)));
        }
        *text = normal(std::mem::take(text));
    });
    refuse_calls_of_nothing(&copy)?;
    Ok(copy)
}

/// A footnote may have gone with a stash.
fn refuse_calls_of_nothing(copy: &Copy) -> Result<(), Unpublishable> {
    let mut notes = HashSet::new();
    each_block(&copy.body, &mut |block| {
        if let Block::Footnote(note) = block {
            notes.insert(note.attrs.label.as_str());
        }
    });
    let called = copy.texts().into_iter().flatten().filter_map(Inline::called);
    match called.into_iter().find(|label| !notes.contains(label)) {
        Some(label) => Err(Unpublishable::NoFootnote(label.to_owned())),
        None => Ok(()),
    }
}

fn refuse_uncredited(draft: &Copy) -> Result<(), Unpublishable> {
    let mut uncredited = None;
    if let Some(lead) = draft.lead.as_ref().filter(|lead| lead.image.credit.trim().is_empty()) {
        uncredited = Some(lead.image.alt.clone());
    }
    each_block(&draft.body, &mut |block| {
        if let Some(shown) = shown_by(block).filter(|shown| shown.credit.trim().is_empty()) {
            uncredited = Some(shown.name.to_owned());
        }
    });
    uncredited.map_or(Ok(()), |name| Err(Unpublishable::PictureWithoutCredit(name)))
}

/// A file that a block shows: whose it is, and what it is called.
struct Shown<'a> {
    credit: &'a str,
    name: &'a str,
}

fn shown_by(block: &Block) -> Option<Shown<'_>> {
    let (mut credit, mut name) = (None, "");
    held_by(block, Around::default(), &mut |held| {
        if let Held::Text {
            part,
            words: Words::Plain(text),
            ..
        } = held
        {
            match part {
                Part::Credit => credit = Some(text),
                Part::Alt | Part::Title => name = text,
                Part::Text
                | Part::Heading
                | Part::PullQuote
                | Part::Caption
                | Part::Provider
                | Part::Publisher
                | Part::Speaker
                | Part::Standing
                | Part::Source
                | Part::Cell(..)
                | Part::When(_)
                | Part::Chapter(_)
                | Part::Label
                | Part::Code => {}
            }
        }
    });
    credit.map(|credit| Shown { credit, name })
}

fn without_stashes(body: &mut Body) {
    body.retain(|block| !matches!(block, Block::Stash(_)));
    for block in body {
        held_by_mut(block, Around::default(), &mut |held| match held {
            HeldMut::Blocks { blocks, .. } => without_stashes(blocks),
            HeldMut::Text { .. } => {}
        });
    }
}
