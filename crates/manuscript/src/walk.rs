//! The walk over a copy: every text that a reader reads, with its place, in the order in which it is read.
//!
//! All that reads, finds or changes the texts of a copy goes this way. Like the list of what blocks hold, it names every
//! field: a new one does not compile until it is said here what it is.

use crate::body::{Around, Block, Held, HeldMut, Words, WordsMut, held_by, held_by_mut};
use crate::copy::{Agency, Copy, Signatory, Signature, SourceCredit};
use crate::picture::{Lead, Picture};
use crate::spot::Spot;
use crate::words::Status;

/// A text of a copy, at its place.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    pub spot: Spot,
    pub words: Words<'a>,
    pub around: Around<'a>,
}

/// The same, to change it.
#[derive(Debug)]
pub struct FoundMut<'a> {
    pub spot: Spot,
    pub words: WordsMut<'a>,
    pub around: Around<'a>,
}

impl<'a> Found<'a> {
    const fn at(spot: Spot, words: Words<'a>) -> Self {
        Self {
            spot,
            words,
            around: NOBODYS,
        }
    }
}

impl<'a> FoundMut<'a> {
    const fn at(spot: Spot, words: WordsMut<'a>) -> Self {
        Self {
            spot,
            words,
            around: NOBODYS,
        }
    }
}

/// Around the texts that stand in no block.
const NOBODYS: Around<'static> = Around {
    speaker: None,
    is_quoted: false,
    is_set_aside: false,
};

/// Writes the walk once for reading and once for changing.
macro_rules! walk {
    (
        $(#[$doc:meta])* $walk:ident, $(#[$heads_doc:meta])* $heads_for:vis $heads:ident, $signature:ident, $block:ident,
        $found:ident, $words:ident, $held:ident, $held_by:ident, [$($mut:tt)?], $seen:lifetime
    ) => {
        $(#[$doc])*
        pub fn $walk<'a>(copy: &'a $($mut)? Copy, visit: &mut dyn FnMut($found<$seen>)) {
            $heads(copy, visit);
            for block in & $($mut)? copy.body {
                $block(block, NOBODYS, visit);
            }
        }

        $(#[$heads_doc])*
        $heads_for fn $heads<'a>(copy: &'a $($mut)? Copy, visit: &mut dyn FnMut($found<$seen>)) {
            let Copy {
                schema: _, kind: _, language: _, headline, headline_marks: _, kicker, status, short_headline, search_headline, social_headline, alert_headline,
                description, standfirst, byline, dateline, source_credit, lead, body: _,
            } = copy;
            if let Some(kicker) = kicker {
                visit($found::at(Spot::Kicker, $words::Plain(kicker)));
            }
            if let Some(Status::Own(status)) = status {
                visit($found::at(Spot::Status, $words::Plain(status)));
            }
            visit($found::at(Spot::Headline, $words::Plain(headline)));
            let shorter = [
                (Spot::ShortHeadline, short_headline),
                (Spot::SearchHeadline, search_headline),
                (Spot::SocialHeadline, social_headline),
                (Spot::AlertHeadline, alert_headline),
                (Spot::Description, description),
            ];
            for (spot, text) in shorter {
                if let Some(text) = text {
                    visit($found::at(spot, $words::Plain(text)));
                }
            }
            visit($found::at(Spot::Standfirst, $words::Running(standfirst)));
            for (at, signature) in byline.into_iter().enumerate() {
                $signature(signature, at, visit);
            }
            if let Some(dateline) = dateline {
                visit($found::at(Spot::Dateline, $words::Plain(dateline)));
            }
            if let Some(SourceCredit { name, address: _ }) = source_credit {
                visit($found::at(Spot::SourceCredit, $words::Plain(name)));
            }
            if let Some(Lead { image, caption }) = lead {
                let Picture { picture: _, credit, alt, focal: _, taken: _, archives: _ } = image;
                visit($found::at(Spot::LeadCaption, $words::Running(caption)));
                visit($found::at(Spot::LeadCredit, $words::Plain(credit)));
                visit($found::at(Spot::LeadAlt, $words::Plain(alt)));
            }
        }

        fn $signature<'a>(signature: &'a $($mut)? Signature, at: usize, visit: &mut dyn FnMut($found<$seen>)) {
            let person = match signature {
                Signature::Agency(Agency { agency }) => return visit($found::at(Spot::Byline(at), $words::Plain(agency))),
                Signature::Person(person) => person,
            };
            let Signatory { name, person: _, role, standing, biography, interests } = person;
            visit($found::at(Spot::Byline(at), $words::Plain(name)));
            let about = [
                (Spot::Role(at), role),
                (Spot::Standing(at), standing),
                (Spot::Biography(at), biography),
                (Spot::Interests(at), interests),
            ];
            for (spot, text) in about {
                if let Some(text) = text {
                    visit($found::at(spot, $words::Plain(text)));
                }
            }
        }

        fn $block<'a>(block: &'a $($mut)? Block, around: Around<'a>, visit: &mut dyn FnMut($found<$seen>)) {
            let id = block.id().to_owned();
            $held_by(block, around, &mut |held| match held {
                $held::Text { part, words, around } => {
                    let spot = Spot::Block { id: id.clone(), part };
                    visit($found { spot, words, around });
                }
                $held::Blocks { blocks, around } => {
                    for block in blocks {
                        $block(block, around, visit);
                    }
                }
            });
        }
    };
}

walk!(
    /// Visits every text of a copy; those that are empty too.
    each_text,
    /// Visits the texts around the body.
    pub each_head,
    signature, block, Found, Words, Held, held_by, [], 'a
);
walk!(
    /// The same, to change the texts.
    each_text_mut,
    /// The same, to change the texts.
    each_head_mut,
    signature_mut, block_mut, FoundMut, WordsMut, HeldMut, held_by_mut, [mut], '_
);

/// Every text of a copy that is not empty, by its place. A line break counts as `\n`.
pub fn texts_of(copy: &Copy) -> Vec<(Spot, String)> {
    let mut found = Vec::new();
    each_text(copy, &mut |text| {
        let letters = text.words.letters();
        if !letters.is_empty() {
            found.push((text.spot, letters.into_owned()));
        }
    });
    found
}
