//! From a draft to what may be published: open suggestions refuse, the newsroom's own marks are left out.

use crate::body::{Block, Body};
use crate::copy::Copy;
use crate::refusals;
use crate::text::{Mark, normal};

refusals! {
    /// Why a draft cannot be published as it stands.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Unpublishable [] {
        OpenSuggestions:
            "the draft holds open suggestions: accept or reject each of them, then publish"
            / "le brouillon contient des suggestions en suspens : acceptez ou refusez chacune, puis publiez",
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
    copy.body = without_stashes(std::mem::take(&mut copy.body));
    copy.each_text_mut(&mut |text| {
        for piece in text.iter_mut() {
            piece.marks_mut().retain(|mark| !matches!(mark, Mark::Note(_)));
        }
        *text = normal(std::mem::take(text));
    });
    Ok(copy)
}

fn refuse_uncredited(draft: &Copy) -> Result<(), Unpublishable> {
    let mut uncredited = None;
    if let Some(lead) = draft.lead.as_ref().filter(|lead| lead.image.credit.trim().is_empty()) {
        uncredited = Some(lead.image.alt.clone());
    }
    crate::body::each_block(&draft.body, &mut |block| match block {
        Block::Image(image) if image.attrs.image.credit.trim().is_empty() => uncredited = Some(image.attrs.image.alt.clone()),
        Block::Audio(recording) | Block::Video(recording) if recording.attrs.credit.trim().is_empty() => {
            uncredited = Some(recording.attrs.title.clone());
        }
        _ => {}
    });
    uncredited.map_or(Ok(()), |name| Err(Unpublishable::PictureWithoutCredit(name)))
}

fn without_stashes(body: Body) -> Body {
    body.into_iter()
        .filter(|block| !matches!(block, Block::Stash(_)))
        .map(|mut block| {
            match &mut block {
                Block::Box(node) | Block::Gallery(node) => node.content = without_stashes(std::mem::take(&mut node.content)),
                Block::Quotation(node) => node.content = without_stashes(std::mem::take(&mut node.content)),
                Block::Audio(node) | Block::Video(node) => node.content = without_stashes(std::mem::take(&mut node.content)),
                Block::List(node) => {
                    for item in &mut node.content {
                        item.content = without_stashes(std::mem::take(&mut item.content));
                    }
                }
                Block::Timeline(node) => {
                    for entry in &mut node.content {
                        entry.content = without_stashes(std::mem::take(&mut entry.content));
                    }
                }
                Block::QuestionAnswer(node) => node.content = without_stashes(std::mem::take(&mut node.content)),
                _ => {}
            }
            block
        })
        .collect()
}
