//! `add-account`, `invite`, `accept-invitation`, `grant`, `disable-account`, `enable-account`: who works for the paper.

use manuscript::Said;
use manuscript::role::{Grant, Role, Scope};
use manuscript::words::UnknownWord;
use store::Tx;

use super::context::Context;
use super::finding;
use super::form::{ARGUMENT, OPTION, request};
use super::outcome::{Answer, AskRefused, NotDone};
use crate::people::{self, Newcomer, PeopleRefused};
use crate::suspending::SuspendRefused;

request! {
    /// Add someone who may act at once
    AddAccount = "add-account";
    answers "account_set" ["key"];
    refused by [PeopleRefused, SuspendRefused];
    needed {
        /// First name and name
        name: String = ARGUMENT,
        /// ROLE, ROLE:paper, ROLE:own or ROLE:section/path; may be said several times
        roles: Vec<String> = OPTION.called("role").value("ROLE[:SCOPE]"),
    }
    may {
        /// The word for `--as`; made from the name unless it is said
        key: Option<String> = OPTION,
        /// Where mail reaches them
        email: Option<String> = OPTION,
        /// The name under which this one signs, if it is another
        signs_as: Option<String> = OPTION.value("NAME"),
    }
}

request! {
    /// Invite someone who may act once the code of the invitation was given back
    Invite = "invite";
    answers "account_set" ["key", "code"];
    refused by [PeopleRefused, SuspendRefused];
    needed {
        /// First name and name
        name: String = ARGUMENT,
        /// ROLE, ROLE:paper, ROLE:own or ROLE:section/path; may be said several times
        roles: Vec<String> = OPTION.called("role").value("ROLE[:SCOPE]"),
    }
    may {
        /// The word for `--as`; made from the name unless it is said
        key: Option<String> = OPTION,
        /// Where mail reaches them
        email: Option<String> = OPTION,
        /// The name under which this one signs, if it is another
        signs_as: Option<String> = OPTION.value("NAME"),
    }
}

request! {
    /// Give the code of an invitation back
    AcceptInvitation = "accept-invitation";
    answers "account_set" ["key"];
    refused by [PeopleRefused];
    needed {
        /// The code that `invite` answered
        code: String = ARGUMENT,
    }
    may {}
}

request! {
    /// Give someone other roles than before
    GrantRoles = "grant";
    answers "account_set" ["key"];
    refused by [PeopleRefused, SuspendRefused];
    needed {
        /// The key of the account
        key: String = ARGUMENT,
        /// ROLE, ROLE:paper, ROLE:own or ROLE:section/path; may be said several times
        roles: Vec<String> = OPTION.called("role").value("ROLE[:SCOPE]"),
    }
    may {}
}

request! {
    /// Let someone act no longer
    DisableAccount = "disable-account";
    answers "account_set" ["key"];
    refused by [PeopleRefused];
    needed {
        /// The key of the account
        key: String = ARGUMENT,
    }
    may {}
}

request! {
    /// Let someone act again
    EnableAccount = "enable-account";
    answers "account_set" ["key"];
    refused by [PeopleRefused];
    needed {
        /// The key of the account
        key: String = ARGUMENT,
    }
    may {}
}

impl AddAccount {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let grants = grants(tx, &self.roles).await?;
        let newcomer = Newcomer {
            signs_as: signatory(tx, &self.name, self.signs_as.as_deref()).await?,
            name: self.name,
            key: self.key,
            email: self.email,
            grants,
        };
        Ok(set(people::add(tx, &at.desk, &at.by, newcomer).await?))
    }
}

impl Invite {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let grants = grants(tx, &self.roles).await?;
        let newcomer = Newcomer {
            signs_as: signatory(tx, &self.name, self.signs_as.as_deref()).await?,
            name: self.name,
            key: self.key,
            email: self.email,
            grants,
        };
        let invited = people::invite(tx, &at.desk, &at.by, newcomer).await?;
        let said = Said::alike(format!("{}\n{}", invited.key, invited.code));
        let answer = Answer::plain("account_set", said).with("key", invited.key);
        Ok(answer.with("code", invited.code))
    }
}

impl AcceptInvitation {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        Ok(set(people::accept(tx, &at.desk, &self.code).await?))
    }
}

impl GrantRoles {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let grants = grants(tx, &self.roles).await?;
        people::grant(tx, &at.desk, &at.by, &self.key, &grants).await?;
        Ok(set(self.key))
    }
}

impl DisableAccount {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        people::disable(tx, &at.desk, &at.by, &self.key).await?;
        Ok(set(self.key))
    }
}

impl EnableAccount {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        people::enable(tx, &at.desk, &at.by, &self.key).await?;
        Ok(set(self.key))
    }
}

/// The account that is other than before, by its key.
fn set(key: String) -> Answer {
    Answer::plain("account_set", Said::alike(&key)).with("key", key)
}

/// The one of the catalogue who signs: of the same name, unless another was said.
async fn signatory(tx: &mut Tx, name: &str, signs_as: Option<&str>) -> Result<Option<manuscript::Uuid>, NotDone> {
    let found = finding::signatory(tx, signs_as.unwrap_or(name)).await?;
    match (found, signs_as) {
        (None, Some(said)) => Err(AskRefused::NobodySigns(said.to_owned()).into()),
        _ => Ok(found),
    }
}

async fn grants(tx: &mut Tx, texts: &[String]) -> Result<Vec<Grant>, NotDone> {
    let mut grants = Vec::new();
    for text in texts {
        let (role, scope) = text.split_once(':').unwrap_or((text, ""));
        let role: Role = role.trim().parse().map_err(no_role)?;
        let scope = match scope.trim() {
            "" => role.usual_scope(),
            "paper" => Scope::Paper,
            "own" => Scope::Own,
            path => Scope::Section(finding::section(tx, path).await?),
        };
        grants.push(Grant { role, scope });
    }
    Ok(grants)
}

fn no_role(unknown: UnknownWord) -> AskRefused {
    AskRefused::NoRole(unknown.word, unknown.known.join(", "))
}
