//! The paper's own pages: who we are, the legal notice, whatever it writes about itself.

use manuscript::copy::Copy;
use manuscript::language::Language;
use manuscript::{Body, Tag};
use serde::Deserialize;
use shelf::CatalogueThing;
use typeset::context::{Head, TextPage};
use typeset::media::MediaShelf;
use typeset::rendering;

use crate::furnishing::{Furnishing, tags_at};
use crate::page::Page;
use crate::retractions::other_language;
use crate::{PageBroken, Site};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Details {
    description: Option<String>,
    language: Option<Language>,
    body: Body,
}

impl Site {
    pub(crate) fn text_page(&self, furnishing: &Furnishing, thing: &CatalogueThing, path: &str) -> Result<Page, PageBroken> {
        let details: Details = serde_json::from_str(&thing.details)?;
        let language = details.language.unwrap_or_else(|| furnishing.language.clone());
        let mut copy = Copy::headed(thing.name.clone(), language.clone());
        copy.body = details.body;
        let set = rendering::make(&copy, &MediaShelf::default());
        let context = TextPage {
            furniture: furnishing.furniture(path),
            head: Head {
                title: furnishing.title(&[&thing.name]),
                description: details.description,
                canonical: Some(format!("{}{path}", self.base(furnishing))),
                ..Head::default()
            },
            language: other_language(furnishing, &language),
            right_to_left: language.is_right_to_left(),
            heading: set.headline,
            body: set.blocks.join("\n"),
        };
        let body = furnishing.templates.fill("page.html", &context)?;
        let mut tags = tags_at(path);
        tags.push(Tag::Described(thing.id));
        Ok(Page::new("text/html; charset=utf-8", body, tags))
    }
}
