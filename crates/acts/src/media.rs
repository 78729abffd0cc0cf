//! Files: taking them in, and what of them readers get.

use std::collections::BTreeSet;

use manuscript::act::{Act, By};
use manuscript::commitment::{Hash, hex};
use manuscript::{Tag, Uuid};
use serde_json::{Value, json};
use store::assets::{self, Asset};
use store::public_media::{self, Cleaned};
use store::{Broken, Tx, withholdings};

use crate::desk::Desk;
use crate::entry::{Done, enter};

/// Whether a file was withheld: as it was received, or as readers had it.
pub async fn is_withheld(tx: &mut Tx, received: &Hash, cleaned: &Cleaned) -> Result<bool, Broken> {
    let public = cleaned.outcome.as_ref().ok().filter(|public| *public != received);
    Ok(withholdings::is_media(tx, received).await?
        || match public {
            Some(public) => withholdings::is_media(tx, public).await?,
            None => false,
        })
}

/// Takes a file in, once, with what readers get of it. Whoever may keep the text that uses it may bring it: the act that
/// keeps the text asks.
pub async fn take_in(tx: &mut Tx, desk: &Desk, by: &By, asset: &Asset, cleaned: &Cleaned) -> Result<Asset, Broken> {
    let asset = assets::take_in(tx, asset, desk.clock.now()).await?;
    clean(tx, desk, by, &[(asset.clone(), cleaned.clone())]).await?;
    Ok(asset)
}

/// Says what readers get of files from now on. What is known of this cleaning already is not said again.
pub async fn clean(tx: &mut Tx, desk: &Desk, by: &By, files: &[(Asset, Cleaned)]) -> Result<usize, Broken> {
    let mut said: Vec<(Uuid, Value)> = Vec::new();
    let mut touched = BTreeSet::new();
    for (asset, cleaned) in files {
        if public_media::set(tx, asset, cleaned, desk.clock.now()).await? {
            touched.insert(Tag::Media(hex(&asset.hash)));
            said.push((asset.id, detail(asset, cleaned)));
        }
    }
    if said.is_empty() {
        return Ok(0);
    }
    let thing = match said.as_slice() {
        [(asset, _)] => Some(*asset),
        _ => None,
    };
    let count = said.len();
    let files: Vec<Value> = said.into_iter().map(|(_, detail)| detail).collect();
    let done = Done {
        thing,
        ..Done::of(Act::MediaCleaned).touching(touched).detailed(json!({ "files": files }))
    };
    enter(tx, desk, by, done).await?;
    Ok(count)
}

/// Both hashes, by which anybody can check what was received, and what is public.
fn detail(asset: &Asset, cleaned: &Cleaned) -> Value {
    let public = cleaned.outcome.as_ref().ok().map(|hash| hex(hash));
    json!({ "received": hex(&asset.hash), "public": public, "edition": cleaned.edition })
}
