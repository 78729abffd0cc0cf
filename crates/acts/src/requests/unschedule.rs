//! `unschedule`: a planned publication is given up.

use manuscript::Said;
use store::Tx;

use super::context::Context;
use super::finding;
use super::form::{ARGUMENT, request};
use super::outcome::{Answer, NotDone};
use crate::planning::{self, ScheduleRefused};

request! {
    /// Give a planned publication up
    Unschedule = "unschedule";
    answers "unscheduled" ["article"];
    refused by [ScheduleRefused];
    needed {
        /// Identity, address, or file of the article
        article: String = ARGUMENT,
    }
    may {}
}

impl Unschedule {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let article = finding::article(tx, &self.article).await?;
        planning::unschedule(tx, &at.desk, &at.by, article).await?;
        let said = Said::new("déprogrammé", "unscheduled");
        Ok(Answer::plain("unscheduled", said).with("article", article.to_string()))
    }
}
