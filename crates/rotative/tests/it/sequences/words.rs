//! What an article says, in words that stand nowhere else: `W7X3Z` is the third word of the seventh article.

use std::collections::BTreeSet;

use manuscript::body::{Block, Node, Plain};
use manuscript::copy::{Signatory, Signature};
use manuscript::language::Language;
use manuscript::picture::{Lead, Media, Picture};
use manuscript::{Copy, text};

/// One block: two words among others, a reason of a retraction, or the hole that a withheld block leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    Pair(String, String),
    Reason(String),
    Hole,
}

/// Everything that a copy says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    /// Nothing is a headline that is withheld.
    pub(crate) headline: Option<String>,
    pub(crate) kicker: Option<String>,
    pub(crate) standfirst: Option<String>,
    pub(crate) byline: Option<String>,
    /// What the picture's alternative text says.
    pub(crate) lead: Option<String>,
    pub(crate) blocks: Vec<(String, Said)>,
}

/// A part of a copy as a court would name it.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) path: String,
    /// What it says, and where, to the letter.
    pub(crate) exact: String,
    /// What it says, wherever it stands; nothing for a hole.
    pub(crate) bare: Option<String>,
    pub(crate) words: Vec<String>,
}

impl Words {
    pub(crate) fn parts(&self) -> Vec<Part> {
        let mut parts = vec![field("headline", self.headline.as_ref())];
        let fields = [
            ("kicker", &self.kicker),
            ("standfirst", &self.standfirst),
            ("byline", &self.byline),
            ("lead", &self.lead),
        ];
        parts.extend(
            fields
                .into_iter()
                .filter(|(_, word)| word.is_some())
                .map(|(path, word)| field(path, word.as_ref())),
        );
        parts.extend(self.blocks.iter().map(|(id, said)| block(id, said)));
        parts
    }

    pub(crate) fn words(&self) -> BTreeSet<String> {
        self.parts().into_iter().flat_map(|part| part.words).collect()
    }

    /// Takes parts out; a block leaves a hole. Answers whether there was anything.
    pub(crate) fn take_out(&mut self, is_gone: &dyn Fn(&Part) -> bool) -> bool {
        let gone: Vec<Part> = self.parts().into_iter().filter(|part| is_gone(part)).collect();
        for part in &gone {
            match part.path.as_str() {
                "headline" => self.headline = None,
                "kicker" => self.kicker = None,
                "standfirst" => self.standfirst = None,
                "byline" => self.byline = None,
                "lead" => self.lead = None,
                path => {
                    let here = self.blocks.iter_mut().filter(|(id, _)| path == format!("body/{id}"));
                    here.for_each(|(_, said)| *said = Said::Hole);
                }
            }
        }
        !gone.is_empty()
    }

    /// The words with one of them changed for another; nothing unless it stands exactly once.
    pub(crate) fn with(&self, word: &str, new: &str) -> Option<Self> {
        let mut changed = self.clone();
        let mut times = 0;
        {
            let fields = [
                &mut changed.headline,
                &mut changed.kicker,
                &mut changed.standfirst,
                &mut changed.lead,
            ];
            let in_blocks = changed.blocks.iter_mut().flat_map(|(_, said)| match said {
                Said::Pair(a, b) => vec![a, b],
                Said::Reason(reason) => vec![reason],
                Said::Hole => Vec::new(),
            });
            for here in fields.into_iter().flatten().chain(in_blocks).filter(|here| *here == word) {
                times += 1;
                new.clone_into(here);
            }
        }
        (times == 1).then_some(changed)
    }

    /// What a client would send: blocks with their ids, a byline of names alone.
    pub(crate) fn copy(&self, picture: &Media) -> Copy {
        let mut copy = Copy::headed(headline(self.headline.as_ref()), Language::french());
        copy.kicker = self.kicker.as_ref().map(|word| format!("Sur {word}"));
        copy.standfirst = self
            .standfirst
            .as_ref()
            .map(|word| text::plain(&standfirst(word)))
            .unwrap_or_default();
        copy.byline = self.byline.iter().map(|word| signature(word)).collect();
        copy.lead = self.lead.as_ref().map(|word| lead(word, picture));
        copy.body = self.blocks.iter().map(|(id, said)| paragraph(id, said)).collect();
        copy
    }
}

fn field(path: &str, word: Option<&String>) -> Part {
    let bare = word.map(|word| format!("{path} {word}"));
    Part {
        path: path.to_owned(),
        exact: bare.clone().unwrap_or_else(|| "no headline".to_owned()),
        bare,
        words: word.cloned().into_iter().collect(),
    }
}

fn block(id: &str, said: &Said) -> Part {
    let bare = match said {
        Said::Hole => None,
        other => Some(sentence(other)),
    };
    Part {
        path: format!("body/{id}"),
        exact: format!("{id} {bare:?}"),
        bare,
        words: match said {
            Said::Pair(a, b) => vec![a.clone(), b.clone()],
            Said::Reason(reason) => vec![reason.clone()],
            Said::Hole => Vec::new(),
        },
    }
}

fn headline(word: Option<&String>) -> String {
    word.map_or_else(|| "Titre retiré pour raison légale".to_owned(), |word| format!("Titre {word}"))
}

fn standfirst(word: &str) -> String {
    format!("Chapô {word} suite")
}

fn sentence(said: &Said) -> String {
    match said {
        Said::Pair(a, b) => format!("un {a} deux trois {b} quatre"),
        Said::Reason(reason) => reason_of(reason),
        Said::Hole => String::new(),
    }
}

/// Why something was taken back.
pub(crate) fn reason_of(word: &str) -> String {
    format!("Raison {word}.")
}

/// The name of somebody who signs.
pub(crate) fn name_of(word: &str) -> String {
    format!("Nom {word}")
}

fn signature(word: &str) -> Signature {
    Signature::Person(Signatory {
        name: name_of(word),
        ..Signatory::default()
    })
}

fn lead(word: &str, picture: &Media) -> Lead {
    let image = Picture {
        picture: picture.clone(),
        credit: "Une agence".into(),
        alt: format!("Photo {word}"),
        focal: None,
        taken: None,
        archives: false,
    };
    Lead {
        image,
        caption: Vec::new(),
    }
}

fn paragraph(id: &str, said: &Said) -> Block {
    let attrs = Plain { id: id.to_owned() };
    match said {
        Said::Hole => Block::Withheld(Node {
            attrs,
            content: Vec::new(),
        }),
        other => Block::Paragraph(Node {
            attrs,
            content: text::plain(&sentence(other)),
        }),
    }
}

/// The words of one article that stand in a text.
pub(crate) fn found(text: &str, article: usize) -> BTreeSet<String> {
    let begins = format!("W{article}X");
    text.match_indices(&begins)
        .filter_map(|(at, _)| {
            let rest = &text[at + begins.len()..];
            let end = rest.find(|c: char| !c.is_ascii_digit())?;
            rest[end..].starts_with('Z').then(|| format!("{begins}{}Z", &rest[..end]))
        })
        .collect()
}

/// What a copy says, to compare drafts with the model's.
pub(crate) fn said_in(copy: &Copy) -> Vec<String> {
    let mut said = vec![copy.headline.clone()];
    said.push(copy.kicker.clone().unwrap_or_default());
    said.push(copy.standfirst_words());
    said.push(copy.signatories().map(|person| person.name.clone()).collect());
    said.push(copy.lead.as_ref().map(|lead| lead.image.alt.clone()).unwrap_or_default());
    said.extend(copy.body.iter().map(|block| format!("{} {}", block.id(), block.words())));
    said
}
