//! The table `[media]` of the configuration: a store in which the paper keeps its originals, and how much of it this node copies.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use objects::{Objects, Settings};
use outgoing::house::Times;
use serde::Deserialize;
use store::media::MediaFolders;

use crate::Stopped;

/// In which the keys may stand instead.
const ACCESS_KEY: &str = "ROTATIVE_MEDIA_ACCESS_KEY";
const SECRET_KEY: &str = "ROTATIVE_MEDIA_SECRET_KEY";

/// What a node copies unless it is said otherwise, in megabytes.
const COPIES: u64 = 10_000;

/// What may be written of the store. What is secret stands in a file of its own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MediaTable {
    endpoint: String,
    bucket: String,
    region: Option<String>,
    prefix: Option<String>,
    access_key: Option<String>,
    secret_key_file: Option<PathBuf>,
    copies_megabytes: Option<u64>,
    seconds_to_answer: Option<u64>,
}

/// Where media are: in the data folder, or in the store that is configured.
pub(crate) fn media_folders(table: Option<&MediaTable>, data: &Path) -> Result<MediaFolders, Stopped> {
    let Some(table) = table else {
        return Ok(MediaFolders::of_data(data));
    };
    let objects = Objects::open(&table.settings()?).map_err(|refused| Stopped::said(&refused))?;
    let bound = table.copies_megabytes.unwrap_or(COPIES).saturating_mul(1_000_000);
    Ok(MediaFolders::of_store(data, (Arc::new(objects), bound)))
}

impl MediaTable {
    fn settings(&self) -> Result<Settings, Stopped> {
        Ok(Settings {
            endpoint: self.endpoint.clone(),
            bucket: self.bucket.clone(),
            region: self.region.clone().unwrap_or_else(|| "us-east-1".into()),
            prefix: self.prefix.clone().unwrap_or_default(),
            access_key: self.access_key()?,
            secret_key: self.secret_key()?,
            times: self.times()?,
        })
    }

    fn access_key(&self) -> Result<String, Stopped> {
        let told = std::env::var(ACCESS_KEY).ok().or_else(|| self.access_key.clone());
        told.filter(|key| !key.is_empty()).ok_or_else(|| {
            Stopped::both(
                format!("`media` ne nomme pas de clé d’accès ; écrivez `access_key`, ou donnez {ACCESS_KEY}"),
                format!("`media` names no access key; write `access_key`, or give {ACCESS_KEY}"),
            )
        })
    }

    fn secret_key(&self) -> Result<String, Stopped> {
        if let Ok(secret) = std::env::var(SECRET_KEY) {
            return Ok(secret.trim().to_owned());
        }
        let Some(file) = &self.secret_key_file else {
            return Err(Stopped::both(
                format!(
                    "`media` ne nomme pas de clé secrète ; écrivez `secret_key_file`, un fichier que seul ce programme lit, ou donnez {SECRET_KEY}"
                ),
                format!("`media` names no secret key; write `secret_key_file`, a file that only this program reads, or give {SECRET_KEY}"),
            ));
        };
        read_secret(file)
    }

    fn times(&self) -> Result<Times, Stopped> {
        let seconds = self.seconds_to_answer.unwrap_or(10);
        if !(1..=300).contains(&seconds) {
            return Err(Stopped::both(
                format!("`media.seconds_to_answer` est à {seconds} ; écrivez un nombre de secondes, de 1 à 300"),
                format!("`media.seconds_to_answer` is {seconds}; write a number of seconds, from 1 to 300"),
            ));
        }
        let time = Duration::from_secs(seconds);
        Ok(Times {
            connect: time,
            still: time,
        })
    }
}

/// A secret that others on this machine could read is none.
fn read_secret(file: &Path) -> Result<String, Stopped> {
    let shown = file.display();
    let unreadable = |error: std::io::Error| {
        Stopped::both(
            format!("la clé secrète « {shown} » (`media.secret_key_file`) ne peut pas être lue : {error}"),
            format!("the secret key `{shown}` (`media.secret_key_file`) cannot be read: {error}"),
        )
    };
    let mode = std::fs::metadata(file).map_err(unreadable)?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(Stopped::both(
            format!("d’autres comptes de cette machine peuvent lire la clé secrète « {shown} » ; `chmod 600 {shown}`"),
            format!("other accounts of this machine may read the secret key `{shown}`; `chmod 600 {shown}`"),
        ));
    }
    Ok(std::fs::read_to_string(file).map_err(unreadable)?.trim().to_owned())
}
