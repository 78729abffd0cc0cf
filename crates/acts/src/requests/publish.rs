//! `publish`: the draft becomes the next version.

use manuscript::Nature;
use store::Tx;

use super::context::Context;
use super::finding;
use super::form::{ARGUMENT, OPTION, request};
use super::outcome::{Answer, NotDone};
use crate::publication::{self, Publication, PublishRefused, Told};

request! {
    /// Publish the draft
    Publish = "publish";
    answers "published" ["article", "version", "path"];
    refused by [PublishRefused];
    needed {
        /// Identity, address, or file of the article
        article: String = ARGUMENT,
    }
    may {
        /// The revision of the draft that you saw
        seen: Option<i64> = OPTION.value("REVISION"),
        /// Why there is a new version: typo, update, clarification, correction; without it, an update
        nature: Option<Nature> = OPTION,
        /// What readers are told: what was wrong, what is right
        tell: Option<String> = OPTION.value("SENTENCE"),
        /// The meaning changed: readers are told at the top of the article
        top: bool = OPTION.needs("tell"),
    }
}

impl Publish {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let wanted = Publication {
            article: finding::article(tx, &self.article).await?,
            seen: self.seen,
            nature: self.nature.unwrap_or(Nature::Update),
            tell: self.tell.map(|text| Told::said(&text, self.top)),
        };
        let went_live = publication::publish(tx, &at.desk, &at.by, &wanted).await?;
        Ok(Answer::went_live("published", "publié", &went_live))
    }
}
