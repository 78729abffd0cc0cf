//! `settle-note`: somebody has seen to a note.

use manuscript::{Said, Uuid};
use store::Tx;

use super::context::Context;
use super::form::{ARGUMENT, request};
use super::outcome::{Answer, NotDone};
use crate::drafting::{self, SaveRefused};

request! {
    /// Settle a note that a correction left in a draft
    SettleNote = "settle-note";
    answers "saved" ["article"];
    refused by [SaveRefused];
    needed {
        /// The note's identity, as `history` names it
        note: String = ARGUMENT,
    }
    may {}
}

impl SettleNote {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let id = Uuid::try_parse(self.note.trim()).map_err(|_| SaveRefused::NoNote)?;
        let article = drafting::settle_note(tx, &at.desk, &at.by, id).await?;
        let said = Said::new("note réglée", "note settled");
        Ok(Answer::plain("saved", said).with("article", article.to_string()))
    }
}
