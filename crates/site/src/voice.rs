//! In whose words a page speaks: the paper's own or, around an article of another language, those of that language.

use manuscript::language::Language;
use manuscript::words::{Kind, Status};
use manuscript::{Access, Instant, View};
use shelf::Listed;
use typeset::context::{CardOnPage, Moment};
use typeset::{Card, Messages};

use crate::broken::PageBroken;
use crate::furnishing::Furnishing;
use crate::page::percent_encoded;
use crate::reader::Reader;

/// What labels, dates and notices of a page are said in.
#[derive(Clone)]
pub(crate) struct Voice<'a> {
    furnishing: &'a Furnishing,
    pub(crate) messages: &'a Messages,
    /// The language, where it is not the paper's.
    pub(crate) speaks: Option<String>,
}

impl Furnishing {
    /// The paper's own words.
    pub(crate) fn voice(&self) -> Voice<'_> {
        Voice {
            furnishing: self,
            messages: self.templates.messages(),
            speaks: None,
        }
    }

    /// The words around an article of a language: its own, if the house has them; menu, sections and legal notice stay
    /// the paper's.
    pub(crate) fn voice_around(&self, language: &Language) -> Voice<'_> {
        let messages = self.templates.messages_around(language);
        let is_other = language.primary() != self.language.primary() && messages.are_of(language);
        Voice {
            furnishing: self,
            messages,
            speaks: is_other.then(|| language.as_str().to_owned()),
        }
    }
}

impl Voice<'_> {
    /// A message without arguments.
    pub(crate) fn say(&self, name: &str) -> String {
        self.messages.say(name, &[])
    }

    /// The language that is spoken.
    pub(crate) fn language(&self) -> &str {
        self.speaks.as_deref().unwrap_or(self.furnishing.language.as_str())
    }

    /// A language, where it is not the one that is spoken.
    pub(crate) fn unless_spoken(&self, language: &str) -> Option<String> {
        (language != self.language()).then(|| language.to_owned())
    }

    /// The paper's language, where it is not the one that is spoken: that of its sections and dossiers.
    pub(crate) fn papers_own(&self) -> Option<String> {
        self.unless_spoken(self.furnishing.language.as_str())
    }

    pub(crate) fn moment(&self, at: Instant) -> Moment {
        Moment::of(at, &self.furnishing.zone, self.messages)
    }

    pub(crate) fn day(&self, date: jiff::civil::Date) -> Moment {
        Moment::of_day(date, &self.furnishing.zone, self.messages)
    }

    /// A listed article as a card.
    pub(crate) fn card(&self, listed: &Listed, reader: Reader) -> Result<CardOnPage, PageBroken> {
        let card: Card = serde_json::from_str(&listed.card)?;
        let names: Vec<String> = card.byline.iter().chain(&card.agencies).cloned().collect();
        let language = self.unless_spoken(&card.language);
        let kind_label = self.kind_label(card.kind);
        Ok(CardOnPage {
            path: percent_encoded(&listed.path),
            kind: card.kind,
            kicker_language: language.clone().filter(|_| card.kicker.is_some()),
            status_language: self.status_language(&card),
            language,
            right_to_left: card.right_to_left,
            kicker: card.kicker.or_else(|| kind_label.clone()),
            kind_label,
            status: card.status.as_ref().map(|status| self.status(status)),
            section: listed.section.and_then(|section| self.furnishing.link(section)),
            headline: card.headline,
            standfirst: card.standfirst,
            byline: (!names.is_empty()).then(|| names.join(", ")),
            source: card.source.filter(|_| card.kind == Kind::Pickup),
            read_in: self.say("read-in"),
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
        (reader.view_of(access) == View::Teaser).then(|| self.say(message))
    }

    /// News needs no label; every other kind says what it is: in the paper's own word for it, where it speaks its own
    /// language, else in the messages'.
    pub(crate) fn kind_label(&self, kind: Kind) -> Option<String> {
        let own = self.furnishing.paper.labels.get(kind.as_str()).filter(|_| self.speaks.is_none());
        (kind != Kind::News).then(|| own.cloned().unwrap_or_else(|| self.say(&format!("kind-{kind}"))))
    }

    /// The language of a status in the manuscript's own words, where it is not the one that is spoken.
    pub(crate) fn status_language(&self, card: &Card) -> Option<String> {
        let is_own = matches!(card.status, Some(Status::Own(_)));
        self.unless_spoken(&card.language).filter(|_| is_own)
    }

    pub(crate) fn status(&self, status: &Status) -> String {
        match status {
            Status::Developing => self.say("status-developing"),
            Status::Updated => self.say("status-updated"),
            Status::Own(text) => text.clone(),
        }
    }
}
