//! The pictures of a copy, each with the places of its texts.

use manuscript::body::{Block, each_block};
use manuscript::picture::{Media, Picture};
use manuscript::text::words_of;
use manuscript::{Copy, Part, Spot};

use crate::finding::Span;

/// A picture as the copy uses it.
#[derive(Clone, Debug)]
pub(super) struct Shot<'a> {
    pub(super) picture: &'a Picture,
    pub(super) caption: String,
    at: Option<&'a str>,
}

/// The lead picture and the pictures of the body.
pub(super) fn shots(copy: &Copy) -> Vec<Shot<'_>> {
    let lead = copy.lead.iter().map(|lead| Shot {
        picture: &lead.image,
        caption: words_of(&lead.caption),
        at: None,
    });
    let mut shots: Vec<Shot<'_>> = lead.collect();
    each_block(&copy.body, &mut |block| {
        if let Block::Image(image) = block {
            shots.push(Shot {
                picture: &image.attrs.image,
                caption: words_of(&image.content),
                at: Some(&image.attrs.id),
            });
        }
    });
    shots
}

impl Shot<'_> {
    /// The whole alternative text, or where it should be.
    pub(super) fn alt(&self) -> Span {
        self.span(Part::Alt, self.picture.alt.len())
    }

    pub(super) fn credit(&self) -> Span {
        self.span(Part::Credit, self.picture.credit.len())
    }

    pub(super) fn caption(&self) -> Span {
        self.span(Part::Caption, self.caption.len())
    }

    /// The name of the file in its folder, where the copy still has it.
    pub(super) fn file(&self) -> Option<&str> {
        match &self.picture.picture {
            Media::File(path) => path.rsplit('/').next(),
            Media::Asset { .. } => None,
        }
    }

    fn span(&self, part: Part, end: usize) -> Span {
        let spot = match (self.at, part) {
            (Some(id), part) => Spot::Block { id: id.to_owned(), part },
            (None, Part::Alt) => Spot::LeadAlt,
            (None, Part::Credit) => Spot::LeadCredit,
            (None, _) => Spot::LeadCaption,
        };
        Span { spot, start: 0, end }
    }
}
