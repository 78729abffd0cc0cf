//! Whether an address inside the paper leads to anything.

use store::{Broken, Snapshot, addresses};

use manuscript::address;

use crate::desk::Desk;

/// Whether readers find something at an address that a text names. What is written as if it stood beside a file leads
/// nowhere: pages do not stand where files do.
pub async fn leads_somewhere(snapshot: &mut Snapshot, desk: &Desk, address: &str) -> Result<bool, Broken> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    if path.is_empty() || path == "/" {
        return Ok(true);
    }
    if !path.starts_with('/') {
        return Ok(false);
    }
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    let path = manuscript::settled::nfc(path.trim_end_matches('/'));
    Ok(is_derived(desk, &path) || stands(snapshot, desk, &path).await?)
}

/// What is there without a row of its own.
fn is_derived(desk: &Desk, path: &str) -> bool {
    let is_overview = desk.paper.words().into_iter().any(|word| path.strip_prefix('/') == Some(word));
    is_overview || path == "/feed.xml" || address::is_reserved(path) || address::day_in(path).is_some()
}

/// What has an address, and the pages beside it.
async fn stands(snapshot: &mut Snapshot, desk: &Desk, path: &str) -> Result<bool, Broken> {
    let history = format!("/{}", desk.paper.paths.history);
    let beside = [format!("{history}/chain.json"), history, "/feed.xml".to_owned()];
    let thing = beside.iter().find_map(|ending| path.strip_suffix(ending.as_str())).unwrap_or(path);
    Ok(addresses::at(snapshot, path).await?.is_some() || addresses::at(snapshot, thing).await?.is_some())
}
