//! `rotative media`: the paper's originals from the folder of this machine into the store that is configured, and back.

use std::process::ExitCode;

use manuscript::Said;
use safekeeping::originals;
use store::media::MediaFolder;

use crate::command::Media;
use crate::configuration::Configuration;
use crate::terminal::Bar;
use crate::{Stopped, database, terminal};

/// `rotative media …`
pub(crate) async fn command(configuration: &Configuration, asked: &Media) -> Result<ExitCode, Stopped> {
    let folder = MediaFolder::at(configuration.data.join("media"));
    match asked {
        Media::ToStore => to_store(configuration, &folder),
        Media::ToFolder => to_folder(configuration, &folder).await,
    }
}

fn to_store(configuration: &Configuration, folder: &MediaFolder) -> Result<ExitCode, Stopped> {
    let store = configuration.media.received.originals().ok_or_else(no_store)?;
    originals::refuse_if_away(&**store)?;
    let put = originals::put_all(folder, &**store, &Bar::named("putting"))?;
    let (name, folder) = (store.name(), folder.called());
    let said = Said::new(
        format!(
            "{put} fichiers mis dans « {name} » ; ce qui est dans « {folder} » n’est plus lu, supprimez ce dossier quand `rotative doctor` va bien"
        ),
        format!("put {put} files into `{name}`; what is in `{folder}` is read no more, remove that folder once `rotative doctor` is well"),
    );
    terminal::say(said.told(configuration.locale()));
    Ok(ExitCode::SUCCESS)
}

async fn to_folder(configuration: &Configuration, folder: &MediaFolder) -> Result<ExitCode, Stopped> {
    let media = &configuration.media.received;
    originals::refuse_if_away(&**media.originals().ok_or_else(no_store)?)?;
    let store = database::open_existing(configuration).await?;
    let taken = originals::take_all(&mut store.snapshot().await?, media, folder).await;
    store.close().await;
    let (taken, name, folder) = (taken?, media.called(), folder.called());
    let said = Said::new(
        format!("{taken} fichiers pris de « {name} » dans « {folder} » ; enlevez maintenant `[media]` de rotative.toml et redémarrez"),
        format!("took {taken} files from `{name}` into `{folder}`; now take `[media]` out of rotative.toml and start again"),
    );
    terminal::say(said.told(configuration.locale()));
    Ok(ExitCode::SUCCESS)
}

fn no_store() -> Stopped {
    Stopped::both(
        "aucun magasin des médias n’est configuré ; écrivez la table `[media]` dans rotative.toml",
        "no media store is configured; write the table `[media]` into rotative.toml",
    )
}
