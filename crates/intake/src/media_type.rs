//! What sort of file it is, by its bytes.

/// The media type by the first bytes: a file's name may lie. SVG is left out, as it may hold scripts.
pub(crate) fn type_of(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        [b'I', b'D', b'3', ..] | [0xff, 0xfb | 0xf3 | 0xf2 | 0xfa, ..] => Some("audio/mpeg"),
        [b'O', b'g', b'g', b'S', ..] => Some("audio/ogg"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'M', b'4', b'A', ..] => Some("audio/mp4"),
        // Still pictures in the same box, which most browsers or this program do not know.
        [
            _,
            _,
            _,
            _,
            b'f',
            b't',
            b'y',
            b'p',
            b'a' | b'h' | b'm',
            b'v' | b'e' | b'i' | b's',
            b'i' | b'v' | b'f',
            b'f' | b's' | b'c' | b'x' | b'1',
            ..,
        ] => None,
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Some("video/mp4"),
        [0x1a, 0x45, 0xdf, 0xa3, ..] => Some("video/webm"),
        [b'%', b'P', b'D', b'F', b'-', ..] => Some("application/pdf"),
        _ if bytes.starts_with(b"WEBVTT") || bytes.starts_with(b"\xef\xbb\xbfWEBVTT") => Some("text/vtt"),
        _ => None,
    }
}
