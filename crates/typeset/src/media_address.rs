//! Where a file of the paper answers: its hash, and the ending of its type.

use manuscript::route::MediaFile;

/// The endings that browsers expect.
const ENDINGS: [(&str, &str); 12] = [
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("image/webp", "webp"),
    ("image/gif", "gif"),
    ("image/svg+xml", "svg"),
    ("audio/mpeg", "mp3"),
    ("audio/ogg", "ogg"),
    ("audio/mp4", "m4a"),
    ("video/mp4", "mp4"),
    ("video/webm", "webm"),
    ("text/vtt", "vtt"),
    ("application/pdf", "pdf"),
];

/// The address of a file: its hash and its ending.
pub fn media_address(hash: &str, media_type: &str) -> String {
    let ending = ENDINGS.iter().find(|(known, _)| *known == media_type);
    let ending = ending.map_or("bin", |(_, ending)| ending);
    let whole = MediaFile { hash, width: None, ending };
    whole.path()
}

/// The hash and the type of the file that has such an address.
pub(crate) fn file_at(address: &str) -> Option<(&str, &'static str)> {
    let file = MediaFile::at(address).filter(|file| file.width.is_none())?;
    let (media_type, _) = ENDINGS.iter().find(|(_, known)| *known == file.ending)?;
    Some((file.hash, media_type))
}
