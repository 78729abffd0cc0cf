//! Where an article was taken back: a notice with the reason, 410, and its entry in the feeds.

use http::StatusCode;
use manuscript::language::Language;
use manuscript::route::Route;
use manuscript::{Tag, Uuid, spacing};
use shelf::Retracted;
use typeset::context::{self, Head, Link};
use typeset::dates;
use typeset::feed::FeedItem;

use crate::furnishing::{Furnishing, tags_at};
use crate::page::{Page, percent_encoded};
use crate::voice::Voice;
use crate::{PageBroken, Site};

impl Site {
    /// The notice in an article's place.
    pub(crate) async fn retraction(&self, furnishing: &Furnishing, id: Uuid, path: &str) -> Result<Option<Page>, PageBroken> {
        let Some(retracted) = self.shelf.now().retraction(id).await? else {
            return Ok(None);
        };
        let language = language_of(&retracted);
        let voice = furnishing.voice_around(&language);
        let context = context::Retracted {
            furniture: furnishing.furniture(path),
            head: notice_head(furnishing, &retracted.headline),
            language: other_language(furnishing, &language),
            speaks: voice.speaks.clone(),
            right_to_left: language.is_right_to_left(),
            headline: spacing::typeset(&retracted.headline, &language),
            published: voice.moment(retracted.first_published_at),
            at: voice.moment(retracted.at),
            reason: reason_of(&voice, &retracted, &language),
            history: Some(furnishing.address(Route::History(&percent_encoded(&retracted.path)))),
        };
        let body = furnishing.templates.fill("retracted.html", &context)?;
        let mut tags = tags_at(path);
        tags.push(Tag::Article(id));
        Ok(Some(Page::new("text/html; charset=utf-8", body, tags).answering(StatusCode::GONE)))
    }
}

/// A page that search engines should forget.
fn notice_head(furnishing: &Furnishing, headline: &str) -> Head {
    Head {
        title: furnishing.title(&[headline]),
        feed: Some(Link::to(
            furnishing.templates.messages().say("corrections-feed", &[]),
            furnishing.address(Route::CorrectionsFeed),
        )),
        unlisted: true,
        ..Head::default()
    }
}

/// A retraction in a feed: it says that the article is no more, and why.
pub(crate) fn item(furnishing: &Furnishing, base: &str, retracted: &Retracted) -> FeedItem {
    let language = language_of(retracted);
    let label = furnishing.templates.messages().say("retracted", &[]);
    FeedItem {
        id: retracted.id,
        version: Some(retracted.number),
        title: typeset::title::clean(&format!("{label} : {}", retracted.headline), &furnishing.language),
        link: format!("{base}{}", percent_encoded(&retracted.path)),
        description: reason_of(&furnishing.voice_around(&language), retracted, &language),
        authors: Vec::new(),
        category: retracted
            .section
            .and_then(|section| furnishing.link(section))
            .map(|link| link.label),
        published: dates::rfc822(retracted.at),
    }
}

fn reason_of(voice: &Voice<'_>, retracted: &Retracted, language: &Language) -> String {
    match &retracted.reason {
        Some(reason) => spacing::typeset(reason, language),
        None => voice.say("withheld"),
    }
}

pub(crate) fn language_of(retracted: &Retracted) -> Language {
    Language::try_from(retracted.language.clone()).unwrap_or_else(|_| Language::french())
}

/// The language, where it is not the paper's.
pub(crate) fn other_language(furnishing: &Furnishing, language: &Language) -> Option<String> {
    (language.as_str() != furnishing.language.as_str()).then(|| language.as_str().to_owned())
}
