//! `rotative people`: who works for the paper, and as what.

use std::process::ExitCode;
use std::sync::Arc;

use acts::requests::context::NoFiles;
use acts::requests::outcome::NotDone;
use acts::requests::{AcceptInvitation, AddAccount, Asking, DisableAccount, EnableAccount, GrantRoles, Invite, Request};
use manuscript::Locale;
use manuscript::role::{Grant, Scope};
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
    let told = match options.asked.request() {
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
async fn done(store: &Store, who: Option<&str>, (request, configuration): (Request, &Configuration)) -> Result<String, Stopped> {
    let locale = locale(configuration, store).await?;
    let mut tx = acts::begin(store).await?;
    let asking = Asking {
        who,
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
        Err(NotDone::Broken(reason)) => Err(Stopped::Broken(reason)),
    }
}

impl AskedOfPeople {
    /// The act that it is; to list them is none.
    fn request(self) -> Option<Request> {
        match self {
            Self::List => None,
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

const fn state_of(account: &Account) -> &'static str {
    match (account.disabled_at, account.joined_at) {
        (Some(_), _) => "disabled",
        (None, Some(_)) => "active",
        (None, None) => "invited",
    }
}

fn grant_text(grant: &Grant, sections: &[catalogue::Entry]) -> String {
    let scope = match grant.scope {
        Scope::Paper => "paper",
        Scope::Own => "own",
        Scope::Section(id) => sections.iter().find(|entry| entry.id == id).map_or("?", |entry| entry.key.as_str()),
    };
    format!("{}:{scope}", grant.role)
}
