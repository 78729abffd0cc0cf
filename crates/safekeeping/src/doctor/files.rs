//! The paper's files: whether all are there, and what of them readers get.

use std::path::Path;

use manuscript::Uuid;
use manuscript::commitment::hex;
use store::media::MediaFolder;
use store::{Broken, Snapshot, assets, public_media};

use super::remark::Remark;
use crate::originals;

/// How many missing files are named.
const NAMED: usize = 5;

pub(super) async fn media_remark(snapshot: &mut Snapshot, media: &MediaFolder) -> Result<Remark, Broken> {
    let all = assets::not_withheld(snapshot).await?;
    let lengths = match media.lengths() {
        Ok(lengths) => lengths,
        Err(error) => return Ok(not_told(&error)),
    };
    let is_whole = |asset: &&assets::Asset| lengths.get(&asset.hash).is_some_and(|length| *length == asset.bytes as u64);
    let lost: Vec<String> = all
        .iter()
        .filter(|asset| !is_whole(asset))
        .map(|asset| format!("`{}`", media.shown(&asset.hash)))
        .collect();
    let (count, named) = (all.len(), lost[..lost.len().min(NAMED)].join(", "));
    Ok(match lost.len() {
        0 => Remark::ok(
            format!("médias : {count} fichiers sont là, avec leur longueur"),
            format!("media: {count} files are there with their length"),
        ),
        lost => Remark::wrong(
            format!("médias : {lost} fichiers sur {count} manquent ou sont tronqués ; reprenez-les dans une sauvegarde : {named}"),
            format!("media: {lost} of {count} files are missing or cut short; bring them back from a backup: {named}"),
        ),
    })
}

fn not_told(error: &std::io::Error) -> Remark {
    let said = originals::away(error).as_said();
    Remark::wrong(
        format!("médias : {} ; ce que ce nœud a lu, les lecteurs l’ont", said.fr),
        format!("media: {}; what this node has read readers get", said.en),
    )
}

/// Files that stand in the folder of a node although the paper keeps its originals in a store.
pub(super) fn left_remark(media: &MediaFolder, data: &Path) -> Option<Remark> {
    let store = media.originals()?.name();
    let folder = data.join("media");
    let left = MediaFolder::at(&folder).all().ok().filter(|left| !left.is_empty())?.len();
    let folder = folder.display();
    Some(Remark::warning(
        format!(
            "médias : {left} fichiers sont encore dans « {folder} » ; `rotative media to-store` les met dans « {store} », puis supprimez ce dossier"
        ),
        format!("media: {left} files are still in `{folder}`; `rotative media to-store` puts them into `{store}`, then remove that folder"),
    ))
}

/// What of the media no reader gets, and why.
pub(super) async fn public_media_remark(snapshot: &mut Snapshot) -> Result<Remark, Broken> {
    let waiting = public_media::not_cleaned(snapshot, i64::from(cleaning::EDITION), Uuid::max(), 1).await?;
    let not_public = public_media::not_public(snapshot).await?;
    Ok(if let Some((hash, why)) = not_public.first() {
        let (count, hash) = (not_public.len(), hex(hash));
        Remark::warning(
            format!(
                "médias publics : {count} fichiers ne peuvent pas être nettoyés et aucun lecteur ne les a ; donnez-en d’autres aux articles : « {hash} » ({why})"
            ),
            format!("public media: {count} files cannot be cleaned and no reader gets them; give the articles others: `{hash}` ({why})"),
        )
    } else if waiting.is_empty() {
        Remark::ok(
            "médias publics : les lecteurs ont chaque fichier, nettoyé de ce qu’appareils et programmes y ont noté",
            "public media: readers get every file, cleaned of what cameras and programs noted in it",
        )
    } else {
        Remark::warning(
            "médias publics : des fichiers attendent d’être nettoyés avant que les lecteurs les aient ; `serve` les nettoie, les plus récents d’abord",
            "public media: files wait to be cleaned before readers get them; `serve` cleans them, the newest first",
        )
    })
}
