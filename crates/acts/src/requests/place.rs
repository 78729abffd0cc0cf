//! `place`, `move-section`, `pin`, `unpin`: where an article stands in the paper.

use manuscript::Said;
use manuscript::words::Access;
use store::Tx;

use super::context::Context;
use super::finding;
use super::form::{ARGUMENT, OPTION, request};
use super::outcome::{Answer, NotDone};
use crate::placing::{self, Pin as Pinning, PlaceRefused, Placing};

request! {
    /// Put an article into another section
    MoveSection = "move-section";
    answers "placed" ["article"];
    refused by [PlaceRefused];
    needed {
        /// Identity, address, or file of the article
        article: String = ARGUMENT,
        /// The section's path, as in `international/europe`; an empty text takes it out of any
        section: String = ARGUMENT,
    }
    may {}
}

request! {
    /// Place an article: dossiers, series, topics, access
    Place = "place";
    answers "placed" ["article"];
    refused by [PlaceRefused];
    needed {
        /// Identity, address, or file of the article
        article: String = ARGUMENT,
    }
    may {
        /// Its dossiers from now on, each with its own --dossier
        dossiers: Option<Vec<String>> = OPTION.called("dossier").value("NAME"),
        /// Its topics from now on
        topics: Option<Vec<String>> = OPTION.called("topic").value("NAME"),
        /// Its series; an empty text takes it out
        series: Option<String> = OPTION.value("NAME"),
        /// everyone, registered or subscribers
        access: Option<Access> = OPTION,
        /// How many blocks everybody may read
        teaser_ends_after: Option<u32> = OPTION.value("BLOCKS"),
        /// A word that its translations share
        translation_set: Option<String> = OPTION.value("WORD"),
    }
}

request! {
    /// Pin an article to the front
    Pin = "pin";
    answers "placed" ["article"];
    refused by [PlaceRefused];
    needed {
        /// Identity, address, or file of the article
        article: String = ARGUMENT,
    }
    may {}
}

request! {
    /// Take an article's pin away
    Unpin = "unpin";
    answers "placed" ["article"];
    refused by [PlaceRefused];
    needed {
        /// Identity, address, or file of the article
        article: String = ARGUMENT,
    }
    may {}
}

impl MoveSection {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let wanted = Placing {
            section: Some(self.section),
            ..of(tx, &self.article).await?
        };
        place(tx, at, &wanted).await
    }
}

impl Place {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let wanted = Placing {
            dossiers: self.dossiers,
            topics: self.topics,
            series: self.series,
            access: self.access,
            teaser_ends_after: self.teaser_ends_after,
            translation_set: self.translation_set,
            ..of(tx, &self.article).await?
        };
        place(tx, at, &wanted).await
    }
}

impl Pin {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let wanted = Placing {
            pin: Some(Pinning::Pinned),
            ..of(tx, &self.article).await?
        };
        place(tx, at, &wanted).await
    }
}

impl Unpin {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let wanted = Placing {
            pin: Some(Pinning::Free),
            ..of(tx, &self.article).await?
        };
        place(tx, at, &wanted).await
    }
}

/// A placing of an article that leaves everything as it is.
async fn of(tx: &mut Tx, word: &str) -> Result<Placing, NotDone> {
    let article = finding::article(tx, word).await?;
    Ok(Placing {
        article,
        ..Placing::default()
    })
}

async fn place(tx: &mut Tx, at: &Context<'_>, wanted: &Placing) -> Result<Answer, NotDone> {
    placing::place(tx, &at.desk, &at.by, wanted).await?;
    let answer = Answer::plain("placed", Said::new("placé", "placed"));
    Ok(answer.with("article", wanted.article.to_string()))
}
