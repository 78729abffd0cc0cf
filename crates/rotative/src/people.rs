//! `rotative people`: who works for the paper, and as what.

use std::process::ExitCode;

use acts::people::{self, Newcomer};
use clap::{Args, Subcommand};
use manuscript::By;
use manuscript::role::{Grant, Role, Scope};
use store::accounts::{self, Account};
use store::{Store, Tx, catalogue};

use crate::acting::{NotDone, finding, refused};
use crate::command::PeopleOptions;
use crate::configuration::Configuration;
use crate::{Stopped, clockwork, database, terminal};

/// What may be asked about people.
#[derive(Debug, Subcommand)]
pub(crate) enum AskedOfPeople {
    /// Those who work here
    List,
    /// Someone who may act at once
    Add(Someone),
    /// Someone who may act once the code of the invitation was given back
    Invite(Someone),
    /// Give the code of an invitation back
    Accept { code: String },
    /// Give someone other roles than before
    Grant {
        key: String,
        /// ROLE, ROLE:paper, ROLE:own or ROLE:section/path; may be said several times
        #[arg(long = "role", required = true, value_name = "ROLE[:SCOPE]")]
        roles: Vec<String>,
    },
    /// Someone may act no longer
    Disable { key: String },
    /// Someone may act again
    Enable { key: String },
}

/// Someone new.
#[derive(Debug, Args)]
pub(crate) struct Someone {
    /// First name and name
    pub(crate) name: String,
    /// ROLE, ROLE:paper, ROLE:own or ROLE:section/path; may be said several times. Roles: reporter, `copy_editor`,
    /// `front_editor`, `community_moderator`, publisher, administrator, `outside_expert`
    #[arg(long = "role", required = true, value_name = "ROLE[:SCOPE]")]
    pub(crate) roles: Vec<String>,
    /// The word for `--as`; made from the name unless it is said
    #[arg(long)]
    pub(crate) key: Option<String>,
    #[arg(long)]
    pub(crate) email: Option<String>,
    /// The name under which this one signs, if it is another
    #[arg(long, value_name = "NAME")]
    pub(crate) signs_as: Option<String>,
}

/// `rotative people …`
pub(crate) async fn command(configuration: &Configuration, options: PeopleOptions) -> Result<ExitCode, Stopped> {
    let store = database::open_existing(configuration).await?;
    let is_french = speaks_french(configuration, &store).await?;
    let done = ask(&store, options).await;
    store.close().await;
    match done {
        Ok(lines) => {
            for line in &lines {
                terminal::say(line);
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(NotDone::Refused { french, english }) => Err(Stopped::Refused(if is_french { french } else { english })),
        Err(NotDone::Broken(reason)) => Err(Stopped::Broken(reason)),
    }
}

/// Whether people are told in French: as they asked, else as their paper speaks.
pub(crate) async fn speaks_french(configuration: &Configuration, store: &Store) -> Result<bool, Stopped> {
    if let Some(language) = &configuration.language {
        return Ok(language.primary() == "fr");
    }
    let settings = store::paper::settings(&mut store.stacks().await?).await?;
    Ok(match settings {
        Some(settings) => settings.paper()?.language().primary() == "fr",
        None => false,
    })
}

async fn ask(store: &Store, options: PeopleOptions) -> Result<Vec<String>, NotDone> {
    let mut tx = acts::begin(store).await?;
    let settings = store::paper::settings(&mut tx).await?;
    let settings = settings.ok_or_else(|| refused(acts::paper::SetRefused::NoPaper))?;
    let desk = clockwork::desk(settings.paper()?);
    let by = match &options.who {
        Some(key) => people::acting(&mut tx, key).await.map_err(refused)?,
        None => By::CommandLine,
    };
    let lines = match options.asked {
        AskedOfPeople::List => return list(&mut tx).await,
        AskedOfPeople::Add(someone) => {
            let newcomer = newcomer(&mut tx, someone).await?;
            vec![people::add(&mut tx, &desk, &by, newcomer).await.map_err(refused)?]
        }
        AskedOfPeople::Invite(someone) => {
            let newcomer = newcomer(&mut tx, someone).await?;
            let invited = people::invite(&mut tx, &desk, &by, newcomer).await.map_err(refused)?;
            vec![invited.key, invited.code]
        }
        AskedOfPeople::Accept { code } => vec![people::accept(&mut tx, &desk, &code).await.map_err(refused)?],
        AskedOfPeople::Grant { key, roles } => {
            let grants = grants(&mut tx, &roles).await?;
            people::grant(&mut tx, &desk, &by, (&key, &grants)).await.map_err(refused)?;
            vec![key]
        }
        AskedOfPeople::Disable { key } => {
            people::disable(&mut tx, &desk, &by, &key).await.map_err(refused)?;
            vec![key]
        }
        AskedOfPeople::Enable { key } => {
            people::enable(&mut tx, &desk, &by, &key).await.map_err(refused)?;
            vec![key]
        }
    };
    tx.commit().await?;
    Ok(lines)
}

async fn newcomer(tx: &mut Tx, someone: Someone) -> Result<Newcomer, NotDone> {
    let signs_as = finding::signatory(tx, someone.signs_as.as_deref().unwrap_or(&someone.name)).await?;
    if let (None, Some(name)) = (signs_as, &someone.signs_as) {
        return Err(NotDone::said(
            format!("personne ne signe « {name} » dans ce journal"),
            format!("nobody signs `{name}` in this paper"),
        ));
    }
    Ok(Newcomer {
        grants: grants(tx, &someone.roles).await?,
        name: someone.name,
        key: someone.key,
        email: someone.email,
        signs_as,
    })
}

async fn grants(tx: &mut Tx, texts: &[String]) -> Result<Vec<Grant>, NotDone> {
    let mut grants = Vec::new();
    for text in texts {
        let (role, scope) = text
            .split_once(':')
            .map_or((text.as_str(), None), |(role, scope)| (role, Some(scope)));
        let role: Role = role.trim().parse().map_err(|unknown: manuscript::words::UnknownWord| {
            let known = unknown.known.join(", ");
            NotDone::said(
                format!("« {} » n’est pas une qualité d’ici ; il y a : {known}", unknown.word),
                unknown.to_string(),
            )
        })?;
        let scope = match scope.map(str::trim) {
            None | Some("") => role.usual_scope(),
            Some("paper") => Scope::Paper,
            Some("own") => Scope::Own,
            Some(path) => Scope::Section(finding::section(tx, path).await.map_err(refused)?),
        };
        grants.push(Grant { role, scope });
    }
    Ok(grants)
}

async fn list(tx: &mut Tx) -> Result<Vec<String>, NotDone> {
    let sections = catalogue::all(tx).await?;
    let mut lines = Vec::new();
    for account in accounts::all(tx).await? {
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
