//! Whether what was erased and withheld is listed where a lost data folder does not take it along.

use store::{Broken, Snapshot, erasures};

use super::remark::Remark;
use crate::refused::NotKept;
use crate::traces::TracesFile;

/// Nothing where nothing was erased or withheld.
pub(super) async fn remark(snapshot: &mut Snapshot, list: Option<&TracesFile>) -> Result<Option<Remark>, Broken> {
    let count = erasures::count(snapshot).await?;
    if count == 0 {
        return Ok(None);
    }
    let Some(list) = list else {
        return Ok(Some(Remark::warning(
            format!(
                "effacements : {count} effacements et mises en retrait ne sont listés nulle part hors de la base ; nommez un fichier hors du dossier de données (`erasures` dans rotative.toml), sans lequel une sauvegarde plus ancienne les ramènerait"
            ),
            format!(
                "erasures: {count} erasures and withholdings are listed nowhere outside of the database; name a file outside of the data folder (`erasures` in rotative.toml), without which an older backup would bring them back"
            ),
        )));
    };
    let path = list.path().display();
    Ok(Some(match list.lacks(snapshot).await {
        Ok(0) => Remark::ok(
            format!("effacements : {count} effacements et mises en retrait sont listés dans « {path} »"),
            format!("erasures: {count} erasures and withholdings are listed in `{path}`"),
        ),
        Ok(missing) => Remark::warning(
            format!(
                "effacements : {missing} sur {count} manquent dans « {path} » ; `serve` les y écrit, voyez son journal de bord s’il tourne"
            ),
            format!("erasures: {missing} of {count} are missing in `{path}`; `serve` writes them there, see its log if it runs"),
        ),
        Err(NotKept::Broken(broken)) => return Err(broken),
        Err(not) => {
            let said = not.as_said();
            Remark::wrong(format!("effacements : {}", said.fr), format!("erasures: {}", said.en))
        }
    }))
}
