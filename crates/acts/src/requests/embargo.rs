//! `embargo`: everything of an article is kept from the public until a time.

use manuscript::planned::Turn;
use store::Tx;

use super::context::{Context, SaidTime};
use super::form::{ARGUMENT, OPTION, request};
use super::outcome::{Answer, NotDone};
use super::{finding, planned};
use crate::planning::{self, EmbargoRefused, Embargoing};

request! {
    /// Keep everything of an article from the public until a time
    Embargo = "embargo";
    answers "embargoed" ["article", "at", "zone", "instant"];
    refused by [EmbargoRefused];
    needed {
        /// Identity, address, or file of the article
        article: String = ARGUMENT,
        /// Local day and time: `2026-11-24 06:00`
        until: String = OPTION.value("TIME"),
        /// Who asked for it
        reason: String = OPTION,
    }
    may {
        /// IANA zone, if it is not the paper's
        zone: Option<String> = OPTION,
        /// Of two equal local times in autumn, which one: first or second
        turn: Option<Turn> = OPTION,
    }
}

impl Embargo {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let article = finding::article(tx, &self.article).await?;
        let until = at.planned(&SaidTime {
            text: &self.until,
            zone: self.zone.as_deref(),
            turn: self.turn,
        })?;
        let wanted = Embargoing {
            article,
            until: until.clone(),
            reason: self.reason,
        };
        planning::embargo(tx, &at.desk, &at.by, wanted).await?;
        let answer = planned::answer("embargoed", ["sous embargo jusqu’au", "under embargo until"], &until);
        Ok(answer.with("article", article.to_string()))
    }
}
