//! `rotative export`: the whole paper as a folder.

use std::path::Path;
use std::process::ExitCode;

use crate::Stopped;
use crate::configuration::Configuration;

/// `rotative export DIR`
pub async fn command(_configuration: &Configuration, _folder: &Path) -> Result<ExitCode, Stopped> {
    Err(Stopped::refused("not yet"))
}
