//! `restore`: a former version comes back.

use store::Tx;

use super::context::Context;
use super::finding;
use super::form::{ARGUMENT, OPTION, request};
use super::outcome::{Answer, NotDone};
use crate::retraction::{self, Restoration, RetractRefused};

request! {
    /// Bring a former version back
    Restore = "restore";
    answers "restored" ["article", "version", "path"];
    refused by [RetractRefused];
    needed {
        /// Identity, address, or file of the article
        article: String = ARGUMENT,
        /// Why, in words for the readers
        reason: String = OPTION,
    }
    may {
        /// The version that comes back; without one, the last that is no retraction
        version: Option<i64> = OPTION,
    }
}

impl Restore {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let wanted = Restoration {
            article: finding::article(tx, &self.article).await?,
            version: self.version,
            reason: self.reason,
        };
        let went_live = retraction::restore(tx, &at.desk, &at.by, &wanted).await?;
        Ok(Answer::went_live("restored", "rétabli", &went_live))
    }
}
