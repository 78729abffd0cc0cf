//! All corrections, clarifications, retractions and restorations of the paper, newest first, with their feed.

use manuscript::Tag;
use manuscript::language::Language;
use manuscript::route::Route;
use manuscript::spacing;
use shelf::Corrected;
use typeset::context::{self, CorrectionOnPage, Head, Link};
use typeset::feed::{Channel, FeedItem, rss};
use typeset::history::nature_label;
use typeset::{Card, dates};

use crate::furnishing::{Furnishing, tags_at};
use crate::page::{Page, percent_encoded};
use crate::question::Asked;
use crate::{PageBroken, Site};

/// Corrections on one page, and in the feed.
const PER_PAGE: i64 = 40;

/// A correction with what its article is called.
struct Told {
    headline: String,
    language: Language,
    explanation: Option<String>,
}

impl Site {
    pub(crate) async fn corrections(&self, furnishing: &Furnishing, asked: Asked<'_>) -> Result<Option<Page>, PageBroken> {
        let Asked { path, number, .. } = asked;
        let shelf = self.shelf.now();
        let count = shelf.count_of_corrections().await?;
        let first = i64::from(number - 1) * PER_PAGE;
        if number > 1 && first >= count {
            return Ok(None);
        }
        let found = shelf.corrections(PER_PAGE, first).await?;
        let say = |name: &str| furnishing.templates.messages().say(name, &[]);
        let link = |number: u32, message: &str| Link::to(say(message), of_page(path, number));
        let context = context::Corrections {
            furniture: furnishing.furniture(path),
            head: Head {
                title: furnishing.title(&[&say("corrections")]),
                canonical: Some(format!("{}{}", self.base(furnishing), of_page(path, number))),
                feed: Some(Link::to(say("corrections-feed"), furnishing.address(Route::CorrectionsFeed))),
                ..Head::default()
            },
            entries: found.iter().map(|one| on_page(furnishing, one)).collect::<Result<_, _>>()?,
            newer: (number > 1).then(|| link(number - 1, "newer-corrections")),
            older: (first + PER_PAGE < count).then(|| link(number + 1, "older-corrections")),
        };
        let body = furnishing.templates.fill("corrections.html", &context)?;
        Ok(Some(Page::new("text/html; charset=utf-8", body, tags(path, &found))))
    }

    pub(crate) async fn corrections_feed(&self, furnishing: &Furnishing, path: &str) -> Result<Page, PageBroken> {
        let found = self.shelf.now().corrections(PER_PAGE, 0).await?;
        let base = self.base(furnishing);
        let title = furnishing.name_of_feed(&furnishing.templates.messages().say("corrections", &[]));
        let channel = Channel {
            description: furnishing.templates.messages().say("corrections-text", &[]),
            title,
            link: format!("{base}{}", furnishing.address(Route::Corrections)),
            own_address: format!("{base}{path}"),
            language: furnishing.language.as_str().to_owned(),
        };
        let items = found.iter().map(|one| item(furnishing, base, one)).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::new(
            "application/rss+xml; charset=utf-8",
            rss(&channel, &items)?,
            tags(path, &found),
        ))
    }
}

fn of_page(path: &str, number: u32) -> String {
    if number == 1 {
        path.to_owned()
    } else {
        format!("{path}?page={number}")
    }
}

fn tags(path: &str, found: &[Corrected]) -> Vec<Tag> {
    let mut tags = tags_at(path);
    tags.push(Tag::Corrections);
    tags.extend(found.iter().map(|one| Tag::Article(one.article)));
    tags
}

fn told(furnishing: &Furnishing, one: &Corrected) -> Result<Told, PageBroken> {
    let (headline, language) = match (&one.card, one.headline.clone().zip(one.language.clone())) {
        (Some(card), _) => {
            let card: Card = serde_json::from_str(card)?;
            (card.full_headline, card.language)
        }
        (None, Some(taken_back)) => taken_back,
        (None, None) => (String::new(), String::new()),
    };
    let language = Language::try_from(language).unwrap_or_else(|_| furnishing.language.clone());
    Ok(Told {
        explanation: one.text.as_ref().map(|text| spacing::typeset(text, &language)),
        headline: spacing::typeset(&headline, &language),
        language,
    })
}

fn on_page(furnishing: &Furnishing, one: &Corrected) -> Result<CorrectionOnPage, PageBroken> {
    let told = told(furnishing, one)?;
    let path = percent_encoded(&one.path);
    Ok(CorrectionOnPage {
        at: furnishing.voice().moment(one.at),
        nature: one.nature,
        nature_label: nature_label(one.nature, furnishing.templates.messages()),
        headline: told.headline,
        history: Some(furnishing.address(Route::History(&path))),
        path,
        language: crate::retractions::other_language(furnishing, &told.language),
        right_to_left: told.language.is_right_to_left(),
        explanation: told
            .explanation
            .or_else(|| Some(furnishing.templates.messages().say("withheld", &[]))),
    })
}

fn item(furnishing: &Furnishing, base: &str, one: &Corrected) -> Result<FeedItem, PageBroken> {
    let told = told(furnishing, one)?;
    let label = nature_label(one.nature, furnishing.templates.messages());
    Ok(FeedItem {
        id: one.article,
        version: Some(one.number),
        title: typeset::title::clean(&format!("{label} : {}", told.headline), &furnishing.language),
        link: format!("{base}{}", percent_encoded(&one.path)),
        description: told
            .explanation
            .unwrap_or_else(|| furnishing.templates.messages().say("withheld", &[])),
        authors: Vec::new(),
        category: None,
        published: dates::rfc822(one.at),
    })
}
