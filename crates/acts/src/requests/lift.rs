//! `lift`: an embargo ends before its time.

use manuscript::Said;
use store::Tx;

use super::context::Context;
use super::finding;
use super::form::{ARGUMENT, OPTION, at_most_one_of, request};
use super::outcome::{Answer, NotDone};
use crate::planning::{self, Beside, EmbargoRefused, Lifting};

request! {
    /// Lift an embargo before its time
    Lift = "lift";
    answers "lifted" ["article"];
    refused by [EmbargoRefused];
    choices [at_most_one_of(&["second", "alone_on_duty"])];
    needed {
        /// Identity, address, or file of the article
        article: String = ARGUMENT,
        /// Why it is lifted before its time
        reason: String = OPTION,
    }
    may {
        /// The second person who agrees, by the key of the account
        second: Option<String> = OPTION.value("KEY"),
        /// There is nobody else on duty; the record says so
        alone_on_duty: bool = OPTION,
    }
}

impl Lift {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let article = finding::article(tx, &self.article).await?;
        let wanted = Lifting {
            article,
            reason: self.reason,
            beside: match self.second {
                Some(key) => Beside::Second(key),
                None if self.alone_on_duty => Beside::AloneOnDuty,
                None => Beside::Unsaid,
            },
        };
        planning::lift(tx, &at.desk, &at.by, &wanted).await?;
        let said = Said::new("embargo levé", "embargo lifted");
        Ok(Answer::plain("lifted", said).with("article", article.to_string()))
    }
}
