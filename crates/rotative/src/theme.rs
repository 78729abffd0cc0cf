//! Watching a designer's theme: as soon as one of its files changes, every page is made anew.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use site::Site;
use tokio_util::sync::CancellationToken;

/// How soon a saved template is seen.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// The files of a theme as they are now: names, times, lengths.
type Look = Vec<(PathBuf, Option<SystemTime>, u64)>;

/// Watches until told to stop.
pub(crate) async fn watch(theme: PathBuf, site: Arc<Site>, stop: CancellationToken) {
    let mut seen = look(&theme);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
        let now = look(&theme);
        if now != seen {
            seen = now;
            site.purge_all();
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
