//! `revive-job`: an outside job that does not go on by itself is tried again.

use manuscript::{Said, Uuid};
use store::Tx;

use super::context::Context;
use super::form::{ARGUMENT, request};
use super::outcome::{Answer, NotDone};
use crate::reviving::{self, ReviveRefused};

request! {
    /// Have a job tried again that failed too often, or of which nobody knows whether it was done
    ReviveJob = "revive-job";
    answers "job_revived" ["job", "kind"];
    refused by [ReviveRefused];
    needed {
        /// The job’s identity, as `doctor` and `notices` name it
        job: String = ARGUMENT,
    }
    may {}
}

impl ReviveJob {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let id = Uuid::try_parse(self.job.trim()).map_err(|_| ReviveRefused::NoJob(self.job.clone()))?;
        let kind = reviving::revive(tx, &at.desk, &at.by, id).await?;
        let said = Said::new(
            format!("le travail `{kind}` est retenté"),
            format!("the job `{kind}` is tried again"),
        );
        Ok(Answer::plain("job_revived", said).with("job", id.to_string()).with("kind", kind))
    }
}
