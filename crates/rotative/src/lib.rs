//! The only binary: reads configuration once, builds pools, clock and doors; the command line.
//!
//! Never in it: rules of the paper, SQL, HTML.

mod acting;
mod checking;
pub mod clockwork;
pub mod command;
pub mod configuration;
mod database;
mod doctor;
mod faults;
mod history;
mod housekeeping;
mod importing;
mod keeping;
mod links;
mod listener;
mod media;
mod media_store;
mod notices;
pub mod outside;
mod people;
mod recorded;
pub mod serve;
mod stopped;
pub mod terminal;
mod theme;
mod wake;

use std::process::ExitCode;

use clap::Parser;

use command::{Command, Database, House, Import, Rotative, Theme};
use configuration::Configuration;
use importing::Consent;
use manuscript::Locale;
use safekeeping::doctor::Depth;
pub use stopped::Stopped;

/// Typesetting and reading rows are many small allocations (decision 22).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs the command line. Exit codes: 0 done, 1 found something wrong, broke or met others at work, 2 refused.
pub fn run() -> ExitCode {
    outgoing::begin_tls();
    let asked = Rotative::parse();
    let configuration = match Configuration::read(&asked.options) {
        Ok(configuration) => configuration,
        Err(stopped) => return said(&stopped, asked.options.locale()),
    };
    housekeeping::begin_logging(&configuration);
    store::process::is_named(asked.command.word());
    let begun = clockwork::begin(configuration.clock_file.as_deref()).and_then(|()| faults::begin(configuration.faults.as_deref()));
    if let Err(stopped) = begun {
        return said(&stopped, configuration.locale());
    }
    if let Err(stopped) = housekeeping::take_release(&configuration) {
        return said(&stopped, configuration.locale());
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return said(&Stopped::broken(error), configuration.locale()),
    };
    let code = match runtime.block_on(do_it(asked.command, &configuration)) {
        Ok(code) => code,
        Err(stopped) => said(&stopped, configuration.locale()),
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
        Command::Export { folder } => keeping::export(configuration, &folder).await,
        Command::Verify => keeping::verify(configuration).await,
        Command::Db(Database::Upgrade) => database::upgrade(configuration).await,
        Command::Act(options) => acting::command(configuration, options).await,
        Command::People(options) => people::command(configuration, options).await,
        Command::History(options) => history::command(configuration, &options).await,
        Command::Record(options) => recorded::command(configuration, &options).await,
        Command::Db(Database::MoveTo { address }) => keeping::move_to(configuration, &address).await,
        Command::Backup { file, sealing } => keeping::backup(configuration, &file, &sealing).await,
        Command::Wake(options) => wake::command(configuration, &options).await,
        Command::Restore(asked) => keeping::restore(configuration, &asked).await,
        Command::Theme(Theme::Check { folder }) => theme::check(configuration, &folder),
        Command::House(House::Learn { folder, .. }) => checking::learn(configuration, folder.as_deref()).await,
        Command::Notices(options) => notices::command(configuration, options).await,
        Command::Media(asked) => media::command(configuration, &asked).await,
        Command::Links(options) => links::command(configuration, options).await,
        Command::Check(options) => checking::command(configuration, &options).await,
        Command::Doctor { deep } => Ok(doctor::command(configuration, if deep { Depth::Whole } else { Depth::Newest }).await),
    }
}

fn said(stopped: &Stopped, locale: Locale) -> ExitCode {
    terminal::complain(stopped.told(locale));
    match stopped {
        Stopped::Refused(_) | Stopped::Outgrown(_) => ExitCode::from(2),
        Stopped::Busy(_) | Stopped::Broken(_) => ExitCode::from(1),
    }
}
