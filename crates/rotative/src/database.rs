//! Opening the newsroom's database, and bringing its schema up.

use std::process::ExitCode;

use store::{OpenRefused, SchemaRefused, Store};

use crate::configuration::Configuration;
use crate::{Stopped, terminal};

/// Opens the database and brings its schema up.
pub(crate) async fn open(configuration: &Configuration) -> Result<Store, Stopped> {
    if configuration.database.starts_with("sqlite:") {
        let folder = &configuration.data;
        std::fs::create_dir_all(folder)
            .map_err(|error| Stopped::refused(format!("the data folder `{}` cannot be made: {error}", folder.display())))?;
    }
    let store = Store::open(&configuration.database).await.map_err(|refused| match refused {
        OpenRefused::NotADatabase(_) => Stopped::refused(refused),
        OpenRefused::Broken(_) => Stopped::broken(refused),
    })?;
    match store.upgrade().await {
        Ok(()) => Ok(store),
        Err(refused) => {
            store.close().await;
            Err(match refused {
                SchemaRefused::TooOld { .. } => Stopped::refused(refused),
                other => Stopped::broken(other),
            })
        }
    }
}

/// `rotative db upgrade`
pub(crate) async fn upgrade(configuration: &Configuration) -> Result<ExitCode, Stopped> {
    let store = open(configuration).await?;
    store.close().await;
    terminal::say(&format!("the schema is at number {}", store::SCHEMA));
    Ok(ExitCode::SUCCESS)
}
