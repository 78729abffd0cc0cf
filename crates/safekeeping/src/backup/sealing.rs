//! Sealing a backup with age (<https://age-encryption.org/v1>): for recipients who hold an identity, or with a passphrase.

use std::fmt::Display;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, Encryptor, Identity, Recipient, scrypt, x25519};

use crate::refused::{NotKept, unreadable};

/// How an age file begins.
const MARK: &[u8] = b"age-encryption.org/";

/// For whom a backup is sealed: nobody, unless somebody is named.
#[derive(Clone, Debug, Default)]
pub struct Sealing {
    /// Keys of age (`age1…`).
    pub recipients: Vec<String>,
    /// A file whose first line is the passphrase.
    pub passphrase_file: Option<PathBuf>,
}

/// What opens a sealed backup.
#[derive(Clone, Debug, Default)]
pub struct Unsealing {
    /// A file of identities of age.
    pub identity: Option<PathBuf>,
    /// A file whose first line is the passphrase.
    pub passphrase_file: Option<PathBuf>,
}

/// Keys with which a backup is sealed.
pub(super) enum Seal {
    Open,
    Recipients(Vec<x25519::Recipient>),
    Passphrase(SecretString),
}

impl Seal {
    /// Reads the keys before any work is done.
    pub(super) fn read(sealing: &Sealing) -> Result<Self, NotKept> {
        if let Some(file) = &sealing.passphrase_file {
            return Ok(Self::Passphrase(passphrase_in(file)?));
        }
        let recipients = sealing
            .recipients
            .iter()
            .map(|key| key.parse::<x25519::Recipient>().map_err(|error| no_recipient(key, error)));
        let recipients: Vec<_> = recipients.collect::<Result<_, _>>()?;
        Ok(if recipients.is_empty() {
            Self::Open
        } else {
            Self::Recipients(recipients)
        })
    }

    /// What seals, if anything is to be sealed.
    pub(super) fn encryptor(&self) -> io::Result<Option<Encryptor>> {
        let made = match self {
            Self::Open => return Ok(None),
            Self::Recipients(recipients) => Encryptor::with_recipients(recipients.iter().map(|one| one as &dyn Recipient)),
            Self::Passphrase(passphrase) => {
                let one = scrypt::Recipient::new(passphrase.clone());
                Encryptor::with_recipients(std::iter::once(&one as &dyn Recipient))
            }
        };
        made.map(Some).map_err(io::Error::other)
    }
}

/// The plain bytes of a backup, sealed or not.
pub(super) fn unsealed(mut file: impl BufRead + 'static, keys: &Unsealing) -> Result<Box<dyn Read>, NotKept> {
    let damaged = |error: &dyn Display| {
        NotKept::said(
            format!("la sauvegarde est abîmée, rien n’a été restitué : {error}"),
            format!("the backup is damaged, nothing was restored: {error}"),
        )
    };
    if !file.fill_buf().map_err(|error| damaged(&error))?.starts_with(MARK) {
        return Ok(Box::new(file));
    }
    let identities = identities(keys)?;
    if identities.is_empty() {
        return Err(NotKept::said(
            "la sauvegarde est scellée par age ; nommez le fichier d’une identité par `--age-identity`, ou celui de la phrase secrète par `--age-passphrase-file`",
            "the backup is sealed with age; name the file of an identity with `--age-identity`, or of the passphrase with `--age-passphrase-file`",
        ));
    }
    let decryptor = Decryptor::new_buffered(file).map_err(|error| damaged(&error))?;
    match decryptor.decrypt(identities.iter().map(AsRef::as_ref)) {
        Ok(plain) => Ok(Box::new(plain)),
        Err(DecryptError::NoMatchingKeys | DecryptError::KeyDecryptionFailed | DecryptError::DecryptionFailed) => Err(NotKept::said(
            "la sauvegarde a été scellée pour une autre identité ou par une autre phrase secrète",
            "the backup was sealed for another identity or with another passphrase",
        )),
        Err(error) => Err(damaged(&error)),
    }
}

fn identities(keys: &Unsealing) -> Result<Vec<Box<dyn Identity>>, NotKept> {
    let mut identities: Vec<Box<dyn Identity>> = Vec::new();
    if let Some(file) = &keys.identity {
        for line in text_of(file)?
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            let identity = line.parse::<x25519::Identity>();
            identities.push(Box::new(identity.map_err(|error| no_identity(file, error))?));
        }
    }
    if let Some(file) = &keys.passphrase_file {
        identities.push(Box::new(scrypt::Identity::new(passphrase_in(file)?)));
    }
    Ok(identities)
}

/// The first line of a file.
fn passphrase_in(file: &Path) -> Result<SecretString, NotKept> {
    let text = text_of(file)?;
    let line = text.lines().next().unwrap_or_default();
    if line.is_empty() {
        let file = file.display();
        return Err(NotKept::said(
            format!("la première ligne de « {file} » est vide : elle est à la place de la phrase secrète"),
            format!("the first line of `{file}` is empty: it is to be the passphrase"),
        ));
    }
    Ok(SecretString::from(line.to_owned()))
}

fn text_of(file: &Path) -> Result<String, NotKept> {
    std::fs::read_to_string(file).map_err(|error| unreadable(file, &error))
}

fn no_recipient(key: &str, error: &str) -> NotKept {
    NotKept::said(
        format!("« {key} » n’est pas un destinataire d’age (`age1…`) : {error}"),
        format!("`{key}` is no recipient of age (`age1…`): {error}"),
    )
}

fn no_identity(file: &Path, error: &str) -> NotKept {
    let file = file.display();
    NotKept::said(
        format!("« {file} » ne contient pas d’identité d’age (`AGE-SECRET-KEY-1…`) : {error}"),
        format!("`{file}` holds no identity of age (`AGE-SECRET-KEY-1…`): {error}"),
    )
}
