//! The paper's files: whether all are there, and what of them readers get.

use std::path::Path;

use manuscript::Uuid;
use manuscript::commitment::hex;
use store::media::MediaFolder;
use store::{Broken, Snapshot, assets, public_media};

use super::remark::Remark;

/// How many missing files are named.
const NAMED: usize = 5;

pub(super) async fn media_remark(snapshot: &mut Snapshot, folder: &Path) -> Result<Remark, Broken> {
    let folder = MediaFolder::at(folder);
    let all = assets::not_withheld(snapshot).await?;
    let is_whole =
        |asset: &&assets::Asset| std::fs::metadata(folder.place_of(&asset.hash)).is_ok_and(|file| file.len() == asset.bytes as u64);
    let lost: Vec<String> = all
        .iter()
        .filter(|asset| !is_whole(asset))
        .map(|asset| format!("`{}`", folder.place_of(&asset.hash).display()))
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
