//! The files of a theme's folder, read one by one: what it has of its own, in the place of the house's.

use std::path::Path;

use folders::Unread;

/// The style sheet of a theme, in the place of the house's.
pub const STYLE: &str = "filet.css";

/// Bytes of the largest file of a theme.
pub(crate) const LARGEST: u64 = 4 << 20;

/// A file of a theme that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the file `{name}` of the theme {unread}")]
pub struct UnreadTheme {
    name: String,
    unread: Unread,
}

/// A theme's own file of a name, if it has one.
pub fn own(theme: Option<&Path>, name: &str) -> Result<Option<String>, UnreadTheme> {
    let Some(folder) = theme else { return Ok(None) };
    folders::read_text_if_there(folder, Path::new(name), LARGEST).map_err(|unread| UnreadTheme {
        name: name.to_owned(),
        unread,
    })
}
