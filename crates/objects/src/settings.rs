//! Where the store is, and who asks it.

use std::fmt;

use manuscript::refusals;
use outgoing::house::Times;
use rusty_s3::{Bucket, Credentials, UrlStyle};
use url::Url;

refusals! {
    /// Why there is no such store.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum SettingsRefused [Destination(outgoing::DestinationRefused)] {
        Endpoint(endpoint: String):
            "`media.endpoint` is `{endpoint}`, which is no address of a store; write `https://`, its host and, if it has one, its port"
            / "`media.endpoint` est « {endpoint} », qui n’est pas l’adresse d’un magasin ; écrivez `https://`, son hôte et, s’il en a un, son port",
        Bucket(bucket: String):
            "`media.bucket` is `{bucket}`, which is no bucket’s name; write letters, digits, dots and hyphens"
            / "`media.bucket` est « {bucket} », qui n’est pas un nom de bucket ; écrivez des lettres, des chiffres, des points et des traits d’union",
        Prefix(prefix: String):
            "`media.prefix` is `{prefix}`; write letters, digits, hyphens and single slashes between them"
            / "`media.prefix` est « {prefix} » ; écrivez des lettres, des chiffres, des traits d’union et de simples barres entre eux",
        NoLine(reason: String):
            "no thread could be begun for the media store: {reason}"
            / "aucun fil n’a pu être commencé pour le magasin des médias : {reason}",
    }
}

/// Where the store is, and who asks it. What is secret in it is never shown.
pub struct Settings {
    /// `https://s3.example`, under which its buckets are paths.
    pub endpoint: String,
    pub bucket: String,
    /// `us-east-1` for most that are not Amazon’s.
    pub region: String,
    /// Before the names of all objects of this paper.
    pub prefix: String,
    pub access_key: String,
    pub secret_key: String,
    pub times: Times,
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings").field("name", &self.name()).finish_non_exhaustive()
    }
}

impl Settings {
    /// `s3://bucket/prefix`
    pub(crate) fn name(&self) -> String {
        let prefix = self.prefix.trim_matches('/');
        let slash = if prefix.is_empty() { "" } else { "/" };
        format!("s3://{}{slash}{prefix}", self.bucket)
    }

    pub(crate) fn bucket(&self) -> Result<Bucket, SettingsRefused> {
        let no_endpoint = || SettingsRefused::Endpoint(self.endpoint.clone());
        let endpoint = Url::parse(&self.endpoint).map_err(|_| no_endpoint())?;
        let is_bare = endpoint.path() == "/" && endpoint.query().is_none() && endpoint.username().is_empty();
        if !is_bare || endpoint.password().is_some() {
            return Err(no_endpoint());
        }
        let is_name = |sign: char| sign.is_ascii_alphanumeric() || ".-_".contains(sign);
        if self.bucket.is_empty() || !self.bucket.chars().all(is_name) || self.bucket.starts_with('.') {
            return Err(SettingsRefused::Bucket(self.bucket.clone()));
        }
        Bucket::new(endpoint, UrlStyle::Path, self.bucket.clone(), self.region.clone()).map_err(|_| no_endpoint())
    }

    /// Before the names of all objects: nothing, or a path that ends with a slash.
    pub(crate) fn before_names(&self) -> Result<String, SettingsRefused> {
        let prefix = self.prefix.trim_matches('/');
        if prefix.is_empty() {
            return Ok(String::new());
        }
        let is_part = |part: &str| !part.is_empty() && part.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_');
        if !prefix.split('/').all(is_part) {
            return Err(SettingsRefused::Prefix(self.prefix.clone()));
        }
        Ok(format!("{prefix}/"))
    }

    pub(crate) fn credentials(&self) -> Credentials {
        Credentials::new(self.access_key.clone(), self.secret_key.clone())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn settings(endpoint: &str, bucket: &str, prefix: &str) -> Settings {
        Settings {
            endpoint: endpoint.into(),
            bucket: bucket.into(),
            region: "us-east-1".into(),
            prefix: prefix.into(),
            access_key: "who".into(),
            secret_key: "never said".into(),
            times: Times {
                connect: Duration::from_secs(1),
                still: Duration::from_secs(1),
            },
        }
    }

    #[test]
    fn what_is_no_store_is_refused_by_its_key() {
        for endpoint in [
            "",
            "s3.example",
            "ftp://s3.example",
            "https://s3.example/path",
            "https://who:what@s3.example",
        ] {
            assert_eq!(
                settings(endpoint, "paper", "").bucket(),
                Err(SettingsRefused::Endpoint(endpoint.into())),
                "{endpoint}"
            );
        }
        for bucket in ["", "a/b", "..", "a b"] {
            assert_eq!(
                settings("https://s3.example", bucket, "").bucket(),
                Err(SettingsRefused::Bucket(bucket.into()))
            );
        }
        for prefix in ["..", "a//b", "a/../b", "à"] {
            assert_eq!(
                settings("https://s3.example", "paper", prefix).before_names(),
                Err(SettingsRefused::Prefix(prefix.into()))
            );
        }
    }

    #[test]
    fn a_name_holds_no_secret_and_neither_does_what_is_shown() {
        let settings = settings("https://s3.example", "paper", "/media/");
        assert_eq!(settings.name(), "s3://paper/media");
        assert_eq!(settings.before_names().unwrap(), "media/");
        assert!(!format!("{settings:?}").contains("never"));
    }
}
