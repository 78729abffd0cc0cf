//! Cards on pages: what lists show, in the furniture's words.

use manuscript::language::Language;
use manuscript::words::{Kind, Status};
use manuscript::{Access, Instant, Tag, View};
use shelf::Listed;
use typeset::context::{CardOnPage, Moment};
use typeset::{Card, dates};

use crate::PageBroken;
use crate::furnishing::{Furnishing, Reader};

impl Furnishing {
    /// A listed article as a card.
    pub(crate) fn card(&self, listed: &Listed, reader: Reader) -> Result<CardOnPage, PageBroken> {
        let card: Card = serde_json::from_str(&listed.card)?;
        let names: Vec<String> = card.byline.iter().chain(&card.agencies).cloned().collect();
        Ok(CardOnPage {
            path: crate::page::percent_encoded(&listed.path),
            kind: card.kind,
            kind_label: self.kind_label(card.kind),
            language: (card.language != self.language.as_str()).then_some(card.language),
            right_to_left: card.right_to_left,
            kicker: card.kicker.or_else(|| self.kind_label(card.kind)),
            status: card.status.as_ref().map(|status| self.status(status)),
            section: listed.section.and_then(|section| self.link(section)),
            headline: card.headline,
            standfirst: card.standfirst,
            byline: (!names.is_empty()).then(|| names.join(", ")),
            source: card.source.filter(|_| card.kind == Kind::Pickup),
            duration: card.duration.map(manuscript::body::clock),
            restricted: self.restricted(listed.access, reader),
            picture: card.picture,
            published: self.moment(listed.first_published_at),
        })
    }

    pub(crate) fn cards(&self, listed: &[Listed], reader: Reader) -> Result<Vec<CardOnPage>, PageBroken> {
        listed.iter().map(|one| self.card(one, reader)).collect()
    }

    fn restricted(&self, access: Access, reader: Reader) -> Option<String> {
        let message = match access {
            Access::Registered => "for-registered",
            Access::Everyone | Access::Subscribers => "for-subscribers",
        };
        (reader.view_of(access) == View::Teaser).then(|| self.templates.messages().say(message, &[]))
    }

    /// News needs no label; every other kind says what it is.
    pub(crate) fn kind_label(&self, kind: Kind) -> Option<String> {
        (kind != Kind::News).then(|| self.label_of(kind))
    }

    pub(crate) fn status(&self, status: &Status) -> String {
        match status {
            Status::Developing => self.templates.messages().say("status-developing", &[]),
            Status::Updated => self.templates.messages().say("status-updated", &[]),
            Status::Own(text) => text.clone(),
        }
    }

    pub(crate) fn moment(&self, at: Instant) -> Moment {
        let messages = self.templates.messages();
        Moment {
            machine: dates::machine(at, &self.zone),
            day: dates::day(at.in_zone(&self.zone).date(), messages),
            short_day: dates::short_day(at.in_zone(&self.zone).date(), messages),
            time: dates::time(at, &self.zone, messages),
            day_and_time: dates::day_and_time(at, &self.zone, messages),
        }
    }
}

/// Whether a listed article is written in a language; variants of one language are the same.
pub(crate) fn is_in(listed: &Listed, language: &Language) -> Result<bool, PageBroken> {
    let card: Card = serde_json::from_str(&listed.card)?;
    Ok(Language::try_from(card.language).is_ok_and(|written| written.primary() == language.primary()))
}

/// The tags of the articles that a page shows.
pub(crate) fn tags_of(listed: &[Listed]) -> impl Iterator<Item = Tag> + '_ {
    listed.iter().map(|one| Tag::Article(one.id))
}
