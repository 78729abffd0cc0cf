//! The only binary: reads configuration once, builds pools, clock and doors; the command line.
//!
//! Never in it: rules of the paper, SQL, HTML.

mod acting;
mod backup;
mod carrying;
mod checking;
pub mod clockwork;
pub mod command;
pub mod configuration;
mod database;
mod doctor;
pub mod exporting;
mod history;
mod housekeeping;
pub mod importing;
mod listener;
mod lock;
mod media;
mod moving;
mod people;
mod reading;
mod rebuilding;
mod recorded;
pub mod serve;
mod settings;
pub mod terminal;
mod theme;
pub mod verifying;

use std::process::ExitCode;

use clap::Parser;

use command::{Command, Database, House, Import, Rotative, Theme};
use configuration::Configuration;
use doctor::Depth;
use importing::Consent;

/// Typesetting and reading rows are many small allocations (decision 22).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Something that the one who typed the command must know; the text is a sentence.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// Something must be changed by whoever gave the command.
    #[error("{0}")]
    Refused(String),
    /// Broken machinery.
    #[error("{0}")]
    Broken(String),
}

impl Stopped {
    pub(crate) fn refused(reason: impl std::fmt::Display) -> Self {
        Self::Refused(reason.to_string())
    }

    /// A full disk is no broken machinery: somebody can make room.
    pub(crate) fn no_room() -> Self {
        Self::refused("there is no room left on the disk to which the paper is written; make room, then try again")
    }

    pub(crate) fn broken(reason: impl std::fmt::Display) -> Self {
        Self::Broken(reason.to_string())
    }
}

impl From<store::Broken> for Stopped {
    fn from(broken: store::Broken) -> Self {
        if broken.is_full() {
            return Self::no_room();
        }
        if broken.is_read_only() {
            return Self::refused(broken);
        }
        Self::broken(broken)
    }
}

/// Runs the command line. Exit codes: 0 done, 1 found something wrong or broke, 2 refused.
pub fn run() -> ExitCode {
    let asked = Rotative::parse();
    let configuration = match Configuration::read(&asked.options) {
        Ok(configuration) => configuration,
        Err(stopped) => return said(&stopped),
    };
    housekeeping::begin_logging(&configuration);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return said(&Stopped::broken(error)),
    };
    let code = match runtime.block_on(do_it(asked.command, &configuration)) {
        Ok(code) => code,
        Err(stopped) => said(&stopped),
    };
    terminal::ended(code)
}

async fn do_it(command: Command, configuration: &Configuration) -> Result<ExitCode, Stopped> {
    match command {
        Command::Serve(options) => serve::serve(configuration, &options).await,
        Command::Import(Import::Folder { folder, yes }) => {
            let consent = if yes { Consent::Given } else { Consent::Wanted };
            importing::command(configuration, &folder, consent).await
        }
        Command::Export { folder } => exporting::command(configuration, &folder).await,
        Command::Verify => verifying::command(configuration).await,
        Command::Db(Database::Upgrade) => database::upgrade(configuration).await,
        Command::Act(options) => acting::command(configuration, options).await,
        Command::People(options) => people::command(configuration, options).await,
        Command::History(options) => history::command(configuration, &options).await,
        Command::Record(options) => recorded::command(configuration, &options).await,
        Command::Db(Database::MoveTo { address }) => moving::command(configuration, &address).await,
        Command::Backup { file, sealing } => backup::command(configuration, &file, &sealing).await,
        Command::Restore(asked) => backup::restore(configuration, &asked).await,
        Command::Theme(Theme::Check { folder }) => theme::check(configuration, &folder),
        Command::House(House::Learn { folder, .. }) => checking::learn(configuration, folder.as_deref()).await,
        Command::Check(options) => checking::command(configuration, &options).await,
        Command::Doctor { deep } => doctor::command(configuration, if deep { Depth::Whole } else { Depth::Newest }).await,
    }
}

fn said(stopped: &Stopped) -> ExitCode {
    terminal::complain(&stopped.to_string());
    match stopped {
        Stopped::Refused(_) => ExitCode::from(2),
        Stopped::Broken(_) => ExitCode::from(1),
    }
}
