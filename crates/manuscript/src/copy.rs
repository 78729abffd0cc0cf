//! The copy: everything of an article that is read, with byline and credits as printed.
//!
//! Outside it stand address, section, dossiers, topics, pins, access and schedule: see [`crate::placement`].

use serde::{Deserialize, Serialize};

use crate::body::{Block, Body, each_block, each_block_mut, each_running_text_mut};
use crate::headline::{self, HeadlineMark};
use crate::language::Language;
use crate::picture::{Lead, Media};
use crate::text::{Mark, Text, words_of};
use crate::words::{Kind, Status};

/// Everything that is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Copy {
    pub schema: u32,
    pub kind: Kind,
    pub language: Language,
    pub headline: String,
    /// What is stressed or in another language in the headline.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headline_marks: Vec<HeadlineMark>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kicker: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_headline: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search_headline: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub social_headline: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alert_headline: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standfirst: Text,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub byline: Vec<Signature>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dateline: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_credit: Option<SourceCredit>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<Lead>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub body: Body,
}

/// One signature of the byline, as printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Signature {
    Agency(Agency),
    Person(Signatory),
}

/// An agency: "avec AFP".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    pub agency: String,
}

/// Someone who signs, with or without an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signatory {
    pub name: String,
    /// The person of the catalogue, once the article was taken in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<uuid::Uuid>,
    /// What the person did, when it is not the writing: "photographies", "traduction".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Who an outside expert is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub biography: Option<String>,
    /// The interests that an expert declares.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interests: Option<String>,
}

/// Who is credited as the source; for a pickup, the outlet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceCredit {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl Copy {
    /// A copy that has a headline and nothing else.
    pub fn headed(headline: impl Into<String>, language: Language) -> Self {
        Self {
            schema: crate::body::SCHEMA,
            kind: Kind::News,
            language,
            headline: headline.into(),
            headline_marks: Vec::new(),
            kicker: None,
            status: None,
            short_headline: None,
            search_headline: None,
            social_headline: None,
            alert_headline: None,
            description: None,
            standfirst: Vec::new(),
            byline: Vec::new(),
            dateline: None,
            source_credit: None,
            lead: None,
            body: Vec::new(),
        }
    }

    /// The headline with its marks.
    pub fn headline_text(&self) -> Text {
        headline::text_of(&self.headline, &self.headline_marks)
    }

    /// Those who sign, agencies left out.
    pub fn signatories(&self) -> impl Iterator<Item = &Signatory> {
        self.byline.iter().filter_map(|signature| match signature {
            Signature::Person(person) => Some(person),
            Signature::Agency(_) => None,
        })
    }

    /// Every running text of the copy: standfirst, captions, body.
    pub fn texts(&self) -> Vec<&Text> {
        let mut texts = vec![&self.standfirst];
        texts.extend(self.lead.iter().map(|lead| &lead.caption));
        each_block(&self.body, &mut |block: &Block| texts.extend(block.texts()));
        texts
    }

    /// The same, to change them.
    pub fn each_text_mut(&mut self, change: &mut dyn FnMut(&mut Text)) {
        change(&mut self.standfirst);
        if let Some(lead) = &mut self.lead {
            change(&mut lead.caption);
        }
        each_block_mut(&mut self.body, &mut |block| each_running_text_mut(block, change));
    }

    /// Every file that the copy uses, those included that its links lead to.
    pub fn media(&self) -> Vec<Media> {
        let mut media: Vec<Media> = self.lead.iter().map(|lead| lead.image.picture.clone()).collect();
        each_block(&self.body, &mut |block: &Block| media.extend(block.media().into_iter().cloned()));
        let marks = self.texts().into_iter().flatten().flat_map(crate::Inline::marks);
        media.extend(marks.filter_map(|mark| match mark {
            Mark::Link(link) => Media::linked(&link.href),
            _ => None,
        }));
        media
    }

    /// Every address to which the copy leads: of its links, of pictures, of other articles.
    pub fn each_address_mut(&mut self, change: &mut dyn FnMut(&mut String)) {
        self.each_text_mut(&mut |text| {
            for mark in text.iter_mut().flat_map(crate::Inline::marks_mut) {
                if let Mark::Link(link) = mark {
                    change(&mut link.href);
                }
            }
        });
        each_block_mut(&mut self.body, &mut |block| match block {
            Block::ReadAlso(also) => change(&mut also.attrs.address),
            Block::Image(image) => image.attrs.link.iter_mut().for_each(&mut *change),
            _ => {}
        });
    }

    /// The same, to take the files in.
    pub fn each_media_mut(&mut self, change: &mut dyn FnMut(&mut Media)) {
        if let Some(lead) = &mut self.lead {
            change(&mut lead.image.picture);
        }
        each_block_mut(&mut self.body, &mut |block| block.media_mut().into_iter().for_each(&mut *change));
    }

    /// Whether any piece carries a mark of this sort.
    pub fn has_mark(&self, of_sort: fn(&Mark) -> bool) -> bool {
        self.texts()
            .iter()
            .flat_map(|text| text.iter())
            .flat_map(crate::Inline::marks)
            .any(of_sort)
    }

    /// How many words the body has.
    pub fn word_count(&self) -> u32 {
        let words = self
            .body
            .iter()
            .map(|block| block.words().split_whitespace().count())
            .sum::<usize>();
        u32::try_from(words).unwrap_or(u32::MAX)
    }

    /// The standfirst without marks.
    pub fn standfirst_words(&self) -> String {
        words_of(&self.standfirst)
    }
}
