//! The style sheet and the icon: built into the program, addressed by their bytes, kept by browsers for ever.

use std::sync::LazyLock;

use http::StatusCode;
use sha2::{Digest, Sha256};

use crate::page::Page;

/// A file of the house with the path that names its bytes.
pub(crate) struct Static {
    pub(crate) path: String,
    bytes: &'static [u8],
    content_type: &'static str,
}

pub(crate) static STYLE: LazyLock<Static> = LazyLock::new(|| {
    named(
        "filet",
        "css",
        "text/css; charset=utf-8",
        include_bytes!("../../../web/css/filet.css"),
    )
});
pub(crate) static ICON: LazyLock<Static> =
    LazyLock::new(|| named("icon", "svg", "image/svg+xml", include_bytes!("../../../web/css/icon.svg")));

/// How an article's chain is checked, and a program that does it.
pub(crate) static MANUAL: LazyLock<Static> = LazyLock::new(|| {
    named(
        "verify",
        "md",
        "text/plain; charset=utf-8",
        include_bytes!("../../../docs/verify/README.md"),
    )
});
pub(crate) static CHECKER: LazyLock<Static> = LazyLock::new(|| {
    named(
        "verify",
        "py",
        "text/plain; charset=utf-8",
        include_bytes!("../../../docs/verify/verify.py"),
    )
});

fn named(name: &str, ending: &str, content_type: &'static str, bytes: &'static [u8]) -> Static {
    let digest = manuscript::commitment::hex(&Sha256::digest(bytes)[..6]);
    Static {
        path: format!("/assets/{name}-{digest}.{ending}"),
        bytes,
        content_type,
    }
}

/// The file at a path of the house.
pub(crate) fn at(path: &str) -> Option<Page> {
    [&*STYLE, &*ICON, &*MANUAL, &*CHECKER]
        .into_iter()
        .find(|file| file.path == path)
        .map(|file| Page::new(StatusCode::OK, file.content_type, file.bytes, Vec::new()).for_ever())
}
