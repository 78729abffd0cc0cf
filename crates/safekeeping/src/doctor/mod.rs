//! Whether all is well: one remark for each thing that must be, and what to do where it is not. Changes nothing.

mod erased;
mod files;
mod machine;
mod newsroom;
mod patient;
mod remark;
mod reserved;
mod work;

use manuscript::refusal::Refusal as _;

use crate::database;
use crate::refused::NotKept;

pub use machine::Room;
pub use patient::Patient;
pub use remark::{Depth, Remark};

/// Looks at the machine, at the newsroom's database, at this node's shelf and media.
pub async fn look(patient: &Patient<'_>, depth: Depth) -> Vec<Remark> {
    let mut remarks = machine::examine(patient.data);
    examine_newsroom(patient, depth, &mut remarks).await;
    remarks
}

async fn examine_newsroom(patient: &Patient<'_>, depth: Depth, remarks: &mut Vec<Remark>) {
    if database::sqlite_file_is_gone(patient.database) {
        remarks.push(Remark::wrong(
            "base de données : son fichier n’est pas là ; reprenez-le dans une sauvegarde, importez un dossier, ou nommez le bon `--data` ou `--database`",
            "database: its file is not there; bring it back from a backup, import a folder, or name the right `--data` or `--database`",
        ));
        return;
    }
    let store = match database::open_as_it_is(patient.database).await {
        Ok(store) => store,
        Err(NotKept::Broken(broken)) if broken.is_busy() => {
            let said = broken.said();
            remarks.push(Remark::wrong(
                format!("base de données : {}", said.fr),
                format!("database: {}", said.en),
            ));
            return;
        }
        Err(not) => {
            let said = not.as_said();
            remarks.push(Remark::wrong(
                format!("base de données : {} ; démarrez-la, ou nommez la bonne `--database`", said.fr),
                format!("database: {}; start it, or name the right `--database`", said.en),
            ));
            return;
        }
    };
    if let Err(broken) = newsroom::examine(&store, patient, depth, remarks).await {
        let said = broken.said();
        remarks.push(Remark::wrong(
            format!("base de données : {} ; ce qui suit n’a pas pu être regardé", said.fr),
            format!("database: {}; what follows could not be looked at", said.en),
        ));
    }
    store.close().await;
}
