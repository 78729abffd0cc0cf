//! `suspend-comments`, `resume-comments`: where readers may write, and where not for a while.

use manuscript::planned::{Planned, Turn};
use manuscript::{Said, Uuid};
use store::Tx;

use super::context::{Context, SaidTime};
use super::finding;
use super::form::{ARGUMENT, OPTION, one_of, request};
use super::outcome::{Answer, NotDone};
use crate::suspending::{self, SuspendRefused, Suspending};

request! {
    /// Close comments for a while, with a reason
    SuspendComments = "suspend-comments";
    answers "suspended" ["suspension"];
    refused by [SuspendRefused];
    choices [one_of(&["article", "section", "paper"])];
    needed {
        /// Why, in words for the readers
        reason: String = OPTION,
    }
    may {
        /// Of one article
        article: Option<String> = OPTION,
        /// Of a section and those below it, by its path
        section: Option<String> = OPTION,
        /// Of the whole paper
        paper: bool = OPTION,
        /// Local day and time; without it, at once
        from: Option<String> = OPTION.value("TIME"),
        /// Local day and time of its end
        until: Option<String> = OPTION.value("TIME"),
        /// Until further notice, looked at again on this day: `2026-12-01`
        review: Option<String> = OPTION.value("DAY"),
        /// IANA zone, if it is not the paper's
        zone: Option<String> = OPTION,
        /// Of two equal local times in autumn, which one: first or second
        turn: Option<Turn> = OPTION,
    }
}

request! {
    /// Open comments again
    ResumeComments = "resume-comments";
    answers "resumed" ["suspension"];
    refused by [SuspendRefused];
    choices [one_of(&["suspension", "article", "section", "paper"])];
    needed {}
    may {
        /// The suspension's identity
        suspension: Option<String> = ARGUMENT,
        /// The one of an article
        article: Option<String> = OPTION,
        /// The one of a section, by its path
        section: Option<String> = OPTION,
        /// The one of the whole paper
        paper: bool = OPTION,
        /// Why, in words for the readers
        reason: String = OPTION,
    }
}

impl SuspendComments {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let wanted = Suspending {
            place: finding::comments(tx, self.article.as_deref(), self.section.as_deref()).await?,
            from: self.time(at, self.from.as_deref())?,
            until: self.time(at, self.until.as_deref())?,
            review_on: self.review,
            reason: self.reason,
        };
        let id = suspending::suspend(tx, &at.desk, &at.by, wanted).await?;
        let said = Said::new(format!("commentaires suspendus : {id}"), format!("comments suspended: {id}"));
        Ok(Answer::plain("suspended", said).with("suspension", id.to_string()))
    }

    fn time(&self, at: &Context<'_>, text: Option<&str>) -> Result<Option<Planned>, NotDone> {
        let Some(text) = text else { return Ok(None) };
        let (zone, turn) = (self.zone.as_deref(), self.turn);
        Ok(Some(at.planned(&SaidTime { text, zone, turn })?))
    }
}

impl ResumeComments {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let id = if let Some(word) = &self.suspension {
            Uuid::try_parse(word.trim()).map_err(|_| SuspendRefused::NoSuspension)?
        } else {
            let place = finding::comments(tx, self.article.as_deref(), self.section.as_deref()).await?;
            suspending::standing_at(tx, place).await?
        };
        suspending::resume(tx, &at.desk, &at.by, id, &self.reason).await?;
        let said = Said::new("commentaires rouverts", "comments open again");
        Ok(Answer::plain("resumed", said).with("suspension", id.to_string()))
    }
}
