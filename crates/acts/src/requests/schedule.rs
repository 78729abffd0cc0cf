//! `schedule`: the publication of the draft as it is now is planned.

use manuscript::Nature;
use manuscript::planned::{PlanRefused, Planned, Turn};
use store::{Tx, plans};

use super::context::{Context, SaidTime};
use super::form::{ARGUMENT, OPTION, request};
use super::outcome::{Answer, AskRefused, NotDone};
use super::{finding, planned};
use crate::planning::{self, ScheduleRefused, Scheduling};

request! {
    /// Plan the publication of the draft as it is now
    Schedule = "schedule";
    answers "scheduled" ["article", "at", "zone", "instant"];
    refused by [ScheduleRefused, PlanRefused];
    needed {
        /// Identity, address, or file of the article
        article: String = ARGUMENT,
    }
    may {
        /// Local day and time: `2026-11-24 06:00`; without it, the end of the embargo
        at: Option<String> = OPTION.value("TIME"),
        /// IANA zone, if it is not the paper's
        zone: Option<String> = OPTION.needs("at"),
        /// Of two equal local times in autumn, which one: first or second
        turn: Option<Turn> = OPTION.needs("at"),
        /// The revision of the draft that you saw
        seen: Option<i64> = OPTION.value("REVISION"),
        /// Why there is a new version, if one is live: typo or update; without it, an update
        nature: Option<Nature> = OPTION,
    }
}

impl Schedule {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let article = finding::article(tx, &self.article).await?;
        let time = match &self.at {
            Some(text) => {
                let (zone, turn) = (self.zone.as_deref(), self.turn);
                at.planned(&SaidTime { text, zone, turn })?
            }
            None => end_of_embargo(tx, article).await?,
        };
        let wanted = Scheduling {
            article,
            seen: self.seen,
            nature: self.nature.unwrap_or(Nature::Update),
            at: time.clone(),
        };
        planning::schedule(tx, &at.desk, &at.by, wanted).await?;
        let answer = planned::answer("scheduled", ["programmé pour le", "scheduled for"], &time);
        Ok(answer.with("article", article.to_string()))
    }
}

async fn end_of_embargo(tx: &mut Tx, article: manuscript::Uuid) -> Result<Planned, NotDone> {
    let embargo = plans::embargo_of(tx, article).await?.ok_or(AskRefused::NoTime)?;
    Ok(embargo.until)
}
