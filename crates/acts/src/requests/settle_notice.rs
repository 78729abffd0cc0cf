//! `settle-notice`: somebody has seen to a notice to the house.

use manuscript::{Said, Uuid};
use store::Tx;

use super::context::Context;
use super::form::{ARGUMENT, request};
use super::outcome::{Answer, NotDone};
use crate::notices::{self, NoticeRefused};

request! {
    /// Settle a notice to the house
    SettleNotice = "settle-notice";
    answers "notice_settled" ["notice"];
    refused by [NoticeRefused];
    needed {
        /// The notice’s identity, as `notices` names it
        notice: String = ARGUMENT,
    }
    may {}
}

impl SettleNotice {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let id = Uuid::try_parse(self.notice.trim()).map_err(|_| NoticeRefused::NoNotice(self.notice.clone()))?;
        notices::settle(tx, &at.desk, &at.by, id).await?;
        let said = Said::new("avis réglé", "notice settled");
        Ok(Answer::plain("notice_settled", said).with("notice", id.to_string()))
    }
}
