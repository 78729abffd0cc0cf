//! `rotative doctor`: one line for each thing that must be well, and what to do where it is not. Changes nothing.

mod machine;
mod newsroom;

use std::process::ExitCode;

use crate::configuration::Configuration;
use crate::{Stopped, database, terminal};

/// How far back the record and the versions are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// The newest entries of the record.
    Newest,
    /// Everything, as `rotative verify` does.
    Whole,
}

/// What was found, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Remark {
    Ok(String),
    /// Somebody should look at it.
    Warning(String),
    /// Somebody must do something.
    Wrong(String),
}

/// `rotative doctor`
pub(crate) async fn command(configuration: &Configuration, depth: Depth) -> Result<ExitCode, Stopped> {
    let mut remarks = machine::examine(configuration);
    examine_newsroom(configuration, depth, &mut remarks).await;
    for remark in &remarks {
        terminal::say(&remark.line());
    }
    let is_well = !remarks.iter().any(|remark| matches!(remark, Remark::Wrong(_)));
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

impl Remark {
    fn line(&self) -> String {
        match self {
            Self::Ok(sentence) => format!("ok       {sentence}"),
            Self::Warning(sentence) => format!("warning  {sentence}"),
            Self::Wrong(sentence) => format!("wrong    {sentence}"),
        }
    }
}

async fn examine_newsroom(configuration: &Configuration, depth: Depth, remarks: &mut Vec<Remark>) {
    if database::sqlite_file_is_gone(&configuration.database) {
        remarks.push(Remark::Wrong(
            "database: its file is not there; bring it back from a backup, import a folder, or name the right `--data` or `--database`"
                .into(),
        ));
        return;
    }
    let store = match database::open_as_it_is(&configuration.database).await {
        Ok(store) => store,
        Err(stopped) => {
            remarks.push(Remark::Wrong(format!(
                "database: {stopped}; start it, or name the right `--database`"
            )));
            return;
        }
    };
    if let Err(broken) = newsroom::examine(&store, configuration, depth, remarks).await {
        remarks.push(Remark::Wrong(format!("database: {broken}; what follows could not be looked at")));
    }
    store.close().await;
}
