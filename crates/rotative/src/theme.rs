//! A designer's theme: as soon as one of its files changes every page is made anew, and what it breaks is told.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use manuscript::refusal::{Refusal as _, Said};
use site::Site;
use tokio_util::sync::CancellationToken;

use crate::configuration::Configuration;
use crate::terminal::Fault;
use crate::{Stopped, terminal};

/// How soon a saved template is seen.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// The files of a theme as they are now: names, times, lengths.
type Look = Vec<(PathBuf, Option<SystemTime>, u64)>;

/// Watches until told to stop.
pub(crate) async fn watch(theme: PathBuf, site: Arc<Site>, stop: CancellationToken) {
    let mut seen = look(&theme);
    loop {
        // What is wrong with it is told before a reader comes.
        site.furnish().await;
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
        let now = look(&theme);
        if now != seen {
            seen = now;
            site.purge_all();
            tracing::debug!(event = "the theme has changed");
        }
    }
}

fn look(theme: &Path) -> Look {
    let entries = std::fs::read_dir(theme).into_iter().flatten().flatten();
    let mut files: Look = entries
        .filter_map(|entry| {
            let metadata = entry.metadata().ok()?;
            Some((entry.path(), metadata.modified().ok(), metadata.len()))
        })
        .collect();
    files.sort();
    files
}

/// What is shown of a file in which something is wrong; nothing of one that cannot be read.
fn text_of(folder: &Path, name: &str) -> String {
    folders::read_text(folder, Path::new(name), 4 << 20).unwrap_or_default()
}

/// `rotative theme check`: every fault at its place; exit code 1 if there is any.
pub(crate) fn check(configuration: &Configuration, folder: &Path) -> Result<ExitCode, Stopped> {
    let found = typeset::theme::check(folder).map_err(|unread| {
        let (folder, said) = (folder.display(), unread.said());
        Stopped::both(
            format!("le dossier « {folder} » ne peut pas être lu : il {}", said.fr),
            format!("the folder `{folder}` cannot be read: it {}", said.en),
        )
    })?;
    let locale = configuration.locale();
    for one in &found {
        let file = folder.join(&one.file);
        let fault = &one.fault;
        let said = fault.said();
        let fault = Fault {
            line: one.line,
            column: 1,
            message: said.told(locale),
        };
        terminal::complain_at(&file, &text_of(folder, &one.file), &fault);
    }
    if found.is_empty() {
        terminal::say(locale.choose("le thème ne casse rien", "the theme breaks nothing"));
        return Ok(ExitCode::SUCCESS);
    }
    let count = found.len();
    terminal::say(Said::new(format!("{count} faute(s)"), format!("{count} fault(s)")).told(locale));
    Ok(ExitCode::FAILURE)
}
