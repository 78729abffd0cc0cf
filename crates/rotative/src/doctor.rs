//! `rotative doctor`: one line for each thing that must be well, and what to do where it is not.

use std::process::ExitCode;

use manuscript::Locale;
use safekeeping::doctor::{self, Depth, Patient, Remark};
use safekeeping::traces::TracesFile;

use crate::clockwork::WallClock;
use crate::configuration::Configuration;
use crate::terminal;

/// `rotative doctor`
pub(crate) async fn command(configuration: &Configuration, depth: Depth) -> ExitCode {
    let list = configuration.erasures.as_ref().map(TracesFile::at);
    let patient = Patient {
        erasures: list.as_ref(),
        data: &configuration.data,
        database: &configuration.database,
        media: &configuration.media.received,
        clock: &WallClock,
    };
    let remarks = doctor::look(&patient, depth).await;
    for remark in &remarks {
        terminal::say(&line_of(remark, configuration.locale()));
    }
    let is_well = !remarks.iter().any(|remark| matches!(remark, Remark::Wrong(_)));
    if is_well { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

fn line_of(remark: &Remark, locale: Locale) -> String {
    let (french, english, said) = match remark {
        Remark::Ok(said) => ("bien", "ok", said),
        Remark::Warning(said) => ("attention", "warning", said),
        Remark::Wrong(said) => ("faute", "wrong", said),
    };
    let told = said.told(locale);
    match locale {
        Locale::French => format!("{french:<11}{told}"),
        Locale::English => format!("{english:<9}{told}"),
    }
}
