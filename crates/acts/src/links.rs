//! Whether an address inside the paper leads to anything.

use store::{Broken, Snapshot, addresses};

use manuscript::route::Route;

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
    match Route::of(&path, &desk.paper) {
        None | Some(Route::Reserved(_) | Route::SlashBehind(_)) => stands(snapshot, &path).await,
        Some(Route::Feed(of) | Route::History(of) | Route::Chain(of)) if !of.is_empty() => {
            Ok(stands(snapshot, of).await? || stands(snapshot, &path).await?)
        }
        Some(_) => Ok(true),
    }
}

/// Whether something of the paper's own has the address, or had it.
async fn stands(snapshot: &mut Snapshot, path: &str) -> Result<bool, Broken> {
    Ok(addresses::at(snapshot, path).await?.is_some())
}
