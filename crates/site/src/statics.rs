//! Style sheet, fonts, icon and script: built into the program or read from a theme, addressed by their bytes, kept by browsers
//! for ever.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use manuscript::paper::Paper;
use manuscript::route::Asset;
use sha2::{Digest, Sha256};
use typeset::theme_files::UnreadTheme;

use crate::colours;
use crate::page::Page;

/// A file of the house with the path that names its bytes.
#[derive(Debug)]
pub(crate) struct Static {
    pub(crate) path: String,
    bytes: Bytes,
    content_type: &'static str,
}

/// What a file of the house is: the ending of its path, and its media type.
struct FileType {
    ending: &'static str,
    media_type: &'static str,
}

const CSS: FileType = FileType {
    ending: "css",
    media_type: "text/css; charset=utf-8",
};
const FONT: FileType = FileType {
    ending: "woff2",
    media_type: "font/woff2",
};
const SCRIPT: FileType = FileType {
    ending: "js",
    media_type: "text/javascript; charset=utf-8",
};
const MANUAL_TEXT: FileType = FileType {
    ending: "md",
    media_type: "text/plain; charset=utf-8",
};
const PROGRAM_TEXT: FileType = FileType {
    ending: "py",
    media_type: "text/plain; charset=utf-8",
};

/// The name of every style sheet.
const STYLE_SHEET: &str = "filet";

const HOUSE_STYLE: &str = include_str!("../../../web/css/filet.css");

macro_rules! font {
    ($name:literal) => {
        (
            concat!($name, ".woff2"),
            named($name, &FONT, include_bytes!(concat!("../../../web/fonts/", $name, ".woff2"))),
        )
    };
}

/// The fonts by the names that the faces give them.
static FONTS: LazyLock<[(&str, Static); 6]> = LazyLock::new(|| {
    [
        font!("piazzolla-roman"),
        font!("instrument-sans"),
        font!("piazzolla-italic"),
        font!("piazzolla-roman-ext"),
        font!("piazzolla-italic-ext"),
        font!("instrument-sans-ext"),
    ]
});

/// The fonts that every page begins with.
pub(crate) static PRELOADED: LazyLock<[&Static; 2]> = LazyLock::new(|| [&FONTS[0].1, &FONTS[1].1]);

static STYLE: LazyLock<Arc<Static>> = LazyLock::new(|| Arc::new(sheet(HOUSE_STYLE)));
/// The icon, in the address itself: a few bytes are not worth a request.
pub(crate) static ICON: LazyLock<String> = LazyLock::new(|| {
    let signs = percent_encoding::utf8_percent_encode(
        include_str!("../../../web/css/icon.svg").trim_end(),
        percent_encoding::NON_ALPHANUMERIC,
    );
    format!("data:image/svg+xml,{signs}")
});

/// What scripts add to a page that is whole without them.
pub(crate) static PLUS: LazyLock<Static> = LazyLock::new(|| named("plus", &SCRIPT, include_bytes!("../../../web/js/plus.js")));

/// What shows contents of other sites after a click; only pages with such contents ask for it.
pub(crate) static EMBEDS: LazyLock<Static> = LazyLock::new(|| named("embeds", &SCRIPT, include_bytes!("../../../web/js/embeds.js")));

/// How an article's chain is checked, and a program that does it.
pub(crate) static MANUAL: LazyLock<Static> =
    LazyLock::new(|| named("verify", &MANUAL_TEXT, include_bytes!("../../../docs/verify/README.md")));
pub(crate) static CHECKER: LazyLock<Static> =
    LazyLock::new(|| named("verify", &PROGRAM_TEXT, include_bytes!("../../../docs/verify/verify.py")));

/// The style sheet: the theme's if it has one, else the house's; then the paper's colours.
pub(crate) fn style(theme: Option<&Path>, paper: &Paper) -> Result<Arc<Static>, UnreadTheme> {
    let colours = colours::of(paper);
    match typeset::theme_files::own(theme, typeset::theme_files::STYLE)? {
        None if colours.is_empty() => Ok(Arc::clone(&STYLE)),
        None => Ok(Arc::new(sheet(&format!("{HOUSE_STYLE}{colours}")))),
        Some(own) => Ok(Arc::new(sheet(&format!("{own}{colours}")))),
    }
}

/// A style sheet with the faces before it, the fonts at their addresses.
fn sheet(css: &str) -> Static {
    let mut whole = faces();
    whole.push_str(css);
    named(STYLE_SHEET, &CSS, whole)
}

fn faces() -> String {
    FONTS
        .iter()
        .fold(include_str!("../../../web/fonts/faces.css").to_owned(), |css, (name, font)| {
            css.replace(&format!("url(\"{name}\")"), &format!("url(\"{}\")", font.path))
        })
}

fn named(name: &str, sort: &FileType, bytes: impl Into<BytesOf>) -> Static {
    let BytesOf(bytes) = bytes.into();
    let digest = manuscript::commitment::hex(&Sha256::digest(&bytes)[..6]);
    let asset = Asset {
        name,
        digest: &digest,
        ending: sort.ending,
    };
    Static {
        path: asset.path(),
        bytes,
        content_type: sort.media_type,
    }
}

/// Bytes of the program itself, or made from them.
struct BytesOf(Bytes);

impl<const N: usize> From<&'static [u8; N]> for BytesOf {
    fn from(bytes: &'static [u8; N]) -> Self {
        Self(Bytes::from_static(bytes))
    }
}

impl From<String> for BytesOf {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl Static {
    pub(crate) fn page(&self) -> Page {
        self.page_for_now().for_ever()
    }

    /// At an address that names other bytes.
    pub(crate) fn page_for_now(&self) -> Page {
        Page::new(self.content_type, self.bytes.clone(), Vec::new())
    }
}

/// Whether a style sheet is, or was, at an address.
pub(crate) fn is_style(asset: &Asset<'_>) -> bool {
    asset.name == STYLE_SHEET && asset.ending == CSS.ending
}

/// The file of the house at a path.
pub(crate) fn at(path: &str) -> Option<Page> {
    let fonts = FONTS.iter().map(|(_, font)| font);
    [&*PLUS, &*EMBEDS, &*MANUAL, &*CHECKER]
        .into_iter()
        .chain(fonts)
        .find(|file| file.path == path)
        .map(Static::page)
}
