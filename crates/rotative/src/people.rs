//! `rotative people`: who works for the paper, and as what.

use std::process::ExitCode;
use std::sync::Arc;

use acts::requests::context::NoFiles;
use acts::requests::outcome::NotDone;
use acts::requests::{
    AcceptInvitation, AddAccount, Asking, DisableAccount, EnableAccount, GrantRoles, Invite, IssueToken, Request, RevokeToken, Who,
};
use jiff::tz::TimeZone;
use manuscript::role::{Grant, Scope};
use manuscript::{Clock as _, Locale};
use store::accounts::{self, Account};
use store::{Broken, Snapshot, Store, catalogue};

use crate::clockwork::{Chance, WallClock};
use crate::command::PeopleOptions;
use crate::command::people::{AskedOfPeople, Someone};
use crate::configuration::Configuration;
use crate::{Stopped, database, terminal};

/// `rotative people …`
pub(crate) async fn command(configuration: &Configuration, options: PeopleOptions) -> Result<ExitCode, Stopped> {
    let store = database::open_existing(configuration).await?;
    let lists_tokens = matches!(options.asked, AskedOfPeople::Tokens);
    let told = match options.asked.request() {
        None if lists_tokens => tokens(&mut store.snapshot().await?).await.map_err(Stopped::from),
        None => list(&mut store.snapshot().await?).await.map_err(Stopped::from),
        Some(request) => done(&store, options.who.as_deref(), (request, configuration))
            .await
            .map(|line| vec![line]),
    };
    store.close().await;
    for line in told? {
        terminal::say(&line);
    }
    Ok(ExitCode::SUCCESS)
}

/// In which language people are told: as they asked, else as their paper speaks, else in English.
pub(crate) async fn locale(configuration: &Configuration, store: &Store) -> Result<Locale, Stopped> {
    match &configuration.language {
        Some(language) => Ok(Locale::of(language)),
        None => Ok(paper_locale(store).await?.unwrap_or(Locale::English)),
    }
}

/// The language of the paper that is there.
pub(crate) async fn paper_locale(store: &Store) -> Result<Option<Locale>, Stopped> {
    let settings = store::paper::settings(&mut store.snapshot().await?).await?;
    Ok(match settings {
        Some(settings) => Some(Locale::of(&settings.paper()?.language())),
        None => None,
    })
}

/// Does one act, and answers what is to be told of it.
pub(crate) async fn done(store: &Store, who: Option<&str>, (request, configuration): (Request, &Configuration)) -> Result<String, Stopped> {
    let locale = locale(configuration, store).await?;
    let mut tx = acts::begin(store).await?;
    let asking = Asking {
        who: Who::at_machine(who),
        clock: Arc::new(WallClock),
        ids: Arc::new(Chance),
        files: &NoFiles,
    };
    match request.done(&mut tx, &asking).await.done {
        Ok(answer) => {
            tx.commit().await?;
            Ok(answer.said.into_told(locale))
        }
        Err(NotDone::Refused(refused)) => Err(Stopped::refused(refused.said.told(locale))),
        Err(NotDone::Broken(broken)) => Err(broken.into()),
    }
}

impl AskedOfPeople {
    /// The act that it is; to list them is none.
    fn request(self) -> Option<Request> {
        match self {
            Self::List | Self::Tokens => None,
            Self::Token(wanted) => Some(Request::IssueToken(IssueToken {
                key: wanted.key,
                name: wanted.name,
                scope: wanted.scope,
                acts: wanted.acts,
                days: wanted.days,
            })),
            Self::Revoke { token } => Some(Request::RevokeToken(RevokeToken { token })),
            Self::Add(Someone {
                name,
                roles,
                key,
                email,
                signs_as,
            }) => Some(Request::AddAccount(AddAccount {
                name,
                roles,
                key,
                email,
                signs_as,
            })),
            Self::Invite(Someone {
                name,
                roles,
                key,
                email,
                signs_as,
            }) => Some(Request::Invite(Invite {
                name,
                roles,
                key,
                email,
                signs_as,
            })),
            Self::Accept { code } => Some(Request::AcceptInvitation(AcceptInvitation { code })),
            Self::Grant { key, roles } => Some(Request::GrantRoles(GrantRoles { key, roles })),
            Self::Disable { key } => Some(Request::DisableAccount(DisableAccount { key })),
            Self::Enable { key } => Some(Request::EnableAccount(EnableAccount { key })),
        }
    }
}

async fn list(snapshot: &mut Snapshot) -> Result<Vec<String>, Broken> {
    let sections = catalogue::all(snapshot).await?;
    let mut lines = Vec::new();
    for account in accounts::all(snapshot).await? {
        let grants: Vec<String> = account.grants.iter().map(|grant| grant_text(grant, &sections)).collect();
        lines.push(format!(
            "{}\t{}\t{}\t{}",
            account.key,
            account.name,
            state_of(&account),
            grants.join(", ")
        ));
    }
    Ok(lines)
}

/// Every token: its identity, for whom, what for, how far, which acts, until when, whether it holds.
async fn tokens(snapshot: &mut Snapshot) -> Result<Vec<String>, Broken> {
    let sections = catalogue::all(snapshot).await?;
    let accounts = accounts::all(snapshot).await?;
    let zone = match store::paper::settings(snapshot).await? {
        Some(settings) => settings.paper()?.time_zone(),
        None => TimeZone::UTC,
    };
    let now = WallClock.now();
    let lines = store::tokens::all(snapshot).await?.into_iter().map(|token| {
        let whose = accounts.iter().find(|account| account.id == token.account);
        let acts = if token.acts.is_empty() {
            "all".into()
        } else {
            token.acts.join(", ")
        };
        let state = match token.revoked_at {
            Some(_) => "revoked",
            None if token.expires_at <= now => "ended",
            None => "holds",
        };
        [
            token.id.to_string(),
            whose.map_or_else(String::new, |account| account.key.clone()),
            token.name,
            scope_text(token.scope, &sections).to_owned(),
            acts,
            token.expires_at.in_zone(&zone).date().to_string(),
            state.into(),
        ]
        .join("\t")
    });
    Ok(lines.collect())
}

const fn state_of(account: &Account) -> &'static str {
    match (account.disabled_at, account.joined_at) {
        (Some(_), _) => "disabled",
        (None, Some(_)) => "active",
        (None, None) => "invited",
    }
}

fn grant_text(grant: &Grant, sections: &[catalogue::Entry]) -> String {
    format!("{}:{}", grant.role, scope_text(grant.scope, sections))
}

fn scope_text(scope: Scope, sections: &[catalogue::Entry]) -> &str {
    match scope {
        Scope::Paper => "paper",
        Scope::Own => "own",
        Scope::Section(id) => sections.iter().find(|entry| entry.id == id).map_or("?", |entry| entry.key.as_str()),
    }
}
