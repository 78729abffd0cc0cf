//! `retract`: an article is taken back; a notice with the reason stands at its address.

use store::Tx;

use super::context::Context;
use super::finding;
use super::form::{ARGUMENT, OPTION, request};
use super::outcome::{Answer, NotDone};
use crate::retraction::{self, RetractRefused, Retraction};

request! {
    /// Take an article back; a notice with the reason stands at its address
    Retract = "retract";
    answers "retracted" ["article", "version", "path"];
    refused by [RetractRefused];
    needed {
        /// Identity, address, or file of the article
        article: String = ARGUMENT,
        /// Why, in words for the readers
        reason: String = OPTION,
    }
    may {}
}

impl Retract {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let wanted = Retraction {
            article: finding::article(tx, &self.article).await?,
            reason: self.reason,
        };
        let went_live = retraction::retract(tx, &at.desk, &at.by, &wanted).await?;
        Ok(Answer::went_live("retracted", "rétracté", &went_live))
    }
}
