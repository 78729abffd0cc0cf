//! `issue-token`, `revoke-token`: which programs may act for whom.

use manuscript::role::Scope;
use manuscript::{Said, Uuid};
use store::Tx;

use super::context::Context;
use super::finding;
use super::form::{ARGUMENT, OPTION, request};
use super::outcome::{Answer, NotDone};
use crate::suspending::SuspendRefused;
use crate::tokens::{self, TokenRefused, Wanted};

request! {
    /// Let a program act for someone, for a time; what the token shows is said once
    IssueToken = "issue-token";
    answers "token_issued" ["token", "shows", "expires_at"];
    refused by [TokenRefused, SuspendRefused];
    needed {
        /// The key of the account
        key: String = ARGUMENT,
        /// What it is for, in your own words
        name: String = OPTION,
    }
    may {
        /// How far it reaches within what the account may do: paper, own, or a section’s path [default: paper]
        scope: Option<String> = OPTION,
        /// Only this act; may be said several times [default: all that the account may]
        acts: Option<Vec<String>> = OPTION.called("act").value("ACT"),
        /// For how many days it holds, 366 at most [default: 90]
        days: Option<u32> = OPTION,
    }
}

request! {
    /// Let a token open nothing any more
    RevokeToken = "revoke-token";
    answers "token_revoked" ["token", "key"];
    refused by [TokenRefused];
    needed {
        /// The identity of the token, which `issue-token` answered
        token: String = ARGUMENT,
    }
    may {}
}

impl IssueToken {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let wanted = Wanted {
            scope: scope(tx, self.scope.as_deref()).await?,
            acts: known(self.acts.unwrap_or_default(), at.acts)?,
            key: self.key,
            name: self.name,
            days: self.days,
        };
        let issued = tokens::issue(tx, &at.desk, &at.by, wanted).await?;
        let until = at.desk.day_of(issued.expires_at);
        let said = Said::new(
            format!(
                "jeton {}, jusqu’au {until} ; il se montre une seule fois :\n{}",
                issued.id, issued.shows
            ),
            format!("token {}, until {until}; it is shown only once:\n{}", issued.id, issued.shows),
        );
        let answer = Answer::plain("token_issued", said)
            .with("token", issued.id.to_string())
            .with("expires_at", issued.expires_at.0);
        Ok(answer.with("shows", issued.shows))
    }
}

impl RevokeToken {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let id = Uuid::try_parse(self.token.trim()).map_err(|_| TokenRefused::Unknown(self.token.clone()))?;
        let account = tokens::revoke(tx, &at.desk, &at.by, id).await?;
        let said = Said::new(
            format!("jeton révoqué : {}", account.key),
            format!("token revoked: {}", account.key),
        );
        let answer = Answer::plain("token_revoked", said).with("token", id.to_string());
        Ok(answer.with("key", account.key))
    }
}

async fn scope(tx: &mut Tx, said: Option<&str>) -> Result<Scope, NotDone> {
    Ok(match said.map(str::trim) {
        None | Some("" | "paper") => Scope::Paper,
        Some("own") => Scope::Own,
        Some(path) => Scope::Section(finding::section(tx, path).await?),
    })
}

fn known(acts: Vec<String>, words: &[&str]) -> Result<Vec<String>, TokenRefused> {
    match acts.iter().find(|act| !words.contains(&act.as_str())) {
        Some(unknown) => Err(TokenRefused::NoAct(unknown.clone(), words.join(", "))),
        None => Ok(acts),
    }
}
