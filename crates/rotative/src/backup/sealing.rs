//! Sealing a backup with age (<https://age-encryption.org/v1>): for recipients who hold an identity, or with a passphrase.

use std::io::{self, BufRead, Read};
use std::path::Path;

use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, Encryptor, Identity, Recipient, scrypt, x25519};

use crate::Stopped;
use crate::command::{Sealing, Unsealing};

/// How an age file begins.
const MARK: &[u8] = b"age-encryption.org/";

/// For whom a backup is sealed.
pub(super) enum Seal {
    Open,
    Recipients(Vec<x25519::Recipient>),
    Passphrase(SecretString),
}

impl Seal {
    /// Reads the keys before any work is done.
    pub(super) fn read(sealing: &Sealing) -> Result<Self, Stopped> {
        if let Some(file) = &sealing.passphrase_file {
            return Ok(Self::Passphrase(passphrase_in(file)?));
        }
        let recipients = sealing.recipients.iter().map(|key| {
            key.parse::<x25519::Recipient>()
                .map_err(|error| Stopped::refused(format!("`{key}` is no recipient of age (`age1…`): {error}")))
        });
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
pub(super) fn unsealed(mut file: impl BufRead + 'static, keys: &Unsealing) -> Result<Box<dyn Read>, Stopped> {
    let damaged = |error: &dyn std::fmt::Display| Stopped::refused(format!("the backup is damaged, nothing was restored: {error}"));
    if !file.fill_buf().map_err(|error| damaged(&error))?.starts_with(MARK) {
        return Ok(Box::new(file));
    }
    let identities = identities(keys)?;
    if identities.is_empty() {
        return Err(Stopped::refused(
            "the backup is sealed with age; name the file of an identity with `--age-identity`, or of the passphrase with `--age-passphrase-file`",
        ));
    }
    let decryptor = Decryptor::new_buffered(file).map_err(|error| damaged(&error))?;
    match decryptor.decrypt(identities.iter().map(AsRef::as_ref)) {
        Ok(plain) => Ok(Box::new(plain)),
        Err(DecryptError::NoMatchingKeys | DecryptError::KeyDecryptionFailed | DecryptError::DecryptionFailed) => Err(Stopped::refused(
            "the backup was sealed for another identity or with another passphrase",
        )),
        Err(error) => Err(damaged(&error)),
    }
}

fn identities(keys: &Unsealing) -> Result<Vec<Box<dyn Identity>>, Stopped> {
    let mut identities: Vec<Box<dyn Identity>> = Vec::new();
    if let Some(file) = &keys.identity {
        for line in text_of(file)?
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            let identity = line.parse::<x25519::Identity>();
            identities.push(Box::new(identity.map_err(|error| {
                Stopped::refused(format!(
                    "`{}` holds no identity of age (`AGE-SECRET-KEY-1…`): {error}",
                    file.display()
                ))
            })?));
        }
    }
    if let Some(file) = &keys.passphrase_file {
        identities.push(Box::new(scrypt::Identity::new(passphrase_in(file)?)));
    }
    Ok(identities)
}

/// The first line of a file.
fn passphrase_in(file: &Path) -> Result<SecretString, Stopped> {
    let text = text_of(file)?;
    let line = text.lines().next().unwrap_or_default();
    if line.is_empty() {
        return Err(Stopped::refused(format!(
            "the first line of `{}` is empty: it is to be the passphrase",
            file.display()
        )));
    }
    Ok(SecretString::from(line.to_owned()))
}

fn text_of(file: &Path) -> Result<String, Stopped> {
    std::fs::read_to_string(file).map_err(|error| Stopped::refused(format!("`{}` cannot be read: {error}", file.display())))
}
