//! Where comments are suspended: the page that says so, and the notice on each article.

use manuscript::{Tag, Uuid};
use shelf::{Article, Shelf, Suspended};
use typeset::Card;
use typeset::context::{self, Head, Link, Moment, Suspension, SuspensionScope};

use crate::furnishing::{Furnishing, tags_at};
use crate::page::{Page, percent_encoded};
use crate::voice::Voice;
use crate::{PageBroken, Site};

impl Site {
    /// Every suspension that stands, and those that ended; nothing where there never was one.
    pub(crate) async fn suspensions(&self, furnishing: &Furnishing, path: &str) -> Result<Option<Page>, PageBroken> {
        if furnishing.suspensions.is_empty() {
            return Ok(None);
        }
        let shelf = self.shelf.now();
        let mut tags = tags_at(path);
        let (mut standing, mut ended) = (Vec::new(), Vec::new());
        for one in &furnishing.suspensions {
            if let (Some(id), "article") = (one.subject, one.thing.as_str()) {
                tags.push(Tag::Article(id));
            }
            let on_page = on_page(furnishing, &furnishing.voice(), &shelf, one).await?;
            if one.ended_at.is_some() { &mut ended } else { &mut standing }.push(on_page);
        }
        let title = furnishing.templates.messages().say("suspensions", &[]);
        let context = context::Suspensions {
            furniture: furnishing.furniture(path),
            head: Head {
                title: furnishing.title(&[&title]),
                canonical: Some(format!("{}{path}", self.base(furnishing))),
                ..Head::default()
            },
            standing,
            ended,
            newer: None,
            older: None,
        };
        let body = furnishing.templates.fill("suspensions.html", &context)?;
        Ok(Some(Page::new("text/html; charset=utf-8", body, tags)))
    }

    /// The suspension that closes the comments of an article: its own, else its section's, else the paper's.
    pub(crate) async fn suspension_of(
        &self,
        furnishing: &Furnishing,
        voice: &Voice<'_>,
        article: &Article,
    ) -> Result<Option<Suspension>, PageBroken> {
        let section = article.section.and_then(|section| furnishing.thing(section));
        let sections: Vec<Uuid> = section
            .into_iter()
            .flat_map(|section| furnishing.above(section).into_iter().chain([section]))
            .map(|section| section.id)
            .collect();
        let rank = |one: &Suspended| match (one.thing.as_str(), one.subject) {
            ("article", Some(id)) if id == article.id => Some(0),
            ("section", Some(id)) => sections.iter().rev().position(|section| *section == id).map(|depth| 1 + depth),
            ("paper", None) => Some(usize::MAX),
            _ => None,
        };
        let standing = furnishing.suspensions.iter().filter(|one| one.ended_at.is_none());
        match standing.filter_map(|one| Some((rank(one)?, one))).min_by_key(|(rank, _)| *rank) {
            Some((_, one)) => on_page(furnishing, voice, &self.shelf.now(), one).await.map(Some),
            None => Ok(None),
        }
    }
}

async fn on_page(furnishing: &Furnishing, voice: &Voice<'_>, shelf: &Shelf, one: &Suspended) -> Result<Suspension, PageBroken> {
    let (scope, of) = match (one.thing.as_str(), one.subject) {
        ("section", Some(id)) => (SuspensionScope::Section, furnishing.link(id)),
        ("article", Some(id)) => (SuspensionScope::Article, link_to(shelf, id).await?),
        _ => (SuspensionScope::Paper, None),
    };
    Ok(Suspension {
        scope,
        of,
        since: voice.moment(one.begins_at),
        until: one.ends_at.map(|at| voice.moment(at)),
        review: one.review_on.as_deref().and_then(|day| day_of(voice, day)),
        reason: furnishing.spaced(Some(one.reason.clone())).unwrap_or_default(),
        ended: one.ended_at.map(|at| voice.moment(at)),
        why_ended: furnishing.spaced(one.end_reason.clone()),
    })
}

async fn link_to(shelf: &Shelf, id: Uuid) -> Result<Option<Link>, PageBroken> {
    let Some(article) = shelf.article(id).await? else { return Ok(None) };
    let card: Card = serde_json::from_str(&article.card)?;
    Ok(Some(Link::to(card.full_headline, percent_encoded(&article.path))))
}

/// A day without a time, for people and for machines.
fn day_of(voice: &Voice<'_>, day: &str) -> Option<Moment> {
    Some(voice.day(day.parse().ok()?))
}
