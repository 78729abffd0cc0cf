//! Renditions: at which widths a picture is made, under which addresses they answer, and how a page offers them.

use std::fmt::Write as _;

use manuscript::route::MediaFile;
use serde::Deserialize;

use crate::html::escape;
use crate::media_address::file_at;

/// Grows with every change of widths or of how renditions are made: those of another one are made again.
const EDITION: u32 = 3;

/// Widths in pixels: thumbnails, the column of a phone at two and at three pixels a point, a lead on a dense screen.
const WIDTHS: [u32; 7] = [240, 360, 540, 720, 1000, 1300, 1600];

/// What a rendition is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Webp,
    Jpeg,
}

impl Format {
    /// The ending of its files and addresses.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Webp => "webp",
            Self::Jpeg => "jpg",
        }
    }

    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Webp => "image/webp",
            Self::Jpeg => "image/jpeg",
        }
    }
}

/// In which formats a sort of picture is printed. What may move is left as it is.
pub fn formats(media_type: &str) -> &'static [Format] {
    match media_type {
        "image/jpeg" => &[Format::Webp, Format::Jpeg],
        "image/png" | "image/webp" => &[Format::Webp],
        _ => &[],
    }
}

/// The widths at which a picture of this width is printed: none is larger than the picture.
pub fn widths(own: i64) -> Vec<u32> {
    let own = u32::try_from(own).unwrap_or_default();
    let smaller = WIDTHS.into_iter().filter(|width| *width < own);
    let largest = WIDTHS.last().map(|largest| own.min(*largest)).filter(|width| *width > 0);
    smaller
        .chain(largest)
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect()
}

/// One picture at one width in one format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendition {
    /// SHA-256 of the original, in hexadecimal.
    pub hash: String,
    pub width: u32,
    pub format: Format,
}

impl Rendition {
    /// The rendition that a path asks for: `/media/HASH-800.webp`.
    pub fn at(path: &str) -> Option<Self> {
        Self::of(&MediaFile::at(path)?)
    }

    /// The rendition that a media address names, if it names one.
    pub fn of(file: &MediaFile<'_>) -> Option<Self> {
        let format = [Format::Webp, Format::Jpeg]
            .into_iter()
            .find(|format| format.ending() == file.ending)?;
        Some(Self {
            hash: file.hash.to_owned(),
            width: file.width?,
            format,
        })
    }

    /// Where readers find it.
    pub fn address(&self) -> String {
        let file = MediaFile {
            hash: &self.hash,
            width: Some(self.width),
            ending: self.format.ending(),
        };
        file.path()
    }

    /// Names its bytes: those of another edition are others.
    pub fn tag(&self) -> String {
        let half = self.hash.get(..32).unwrap_or(&self.hash);
        format!("{half}-{EDITION}-{}", self.file())
    }

    /// Its name among the renditions of its picture.
    pub fn file(&self) -> String {
        format!("{}.{}", self.width, self.format.ending())
    }
}

/// Where the renditions of a picture stand, from the folder of all renditions.
pub fn folder_of(hash: &str) -> String {
    let (first, rest) = hash.split_at_checked(2).unwrap_or((hash, ""));
    format!("{EDITION}/{first}/{rest}")
}

/// Every rendition of a picture.
pub fn all_of(hash: &str, media_type: &str, width: i64) -> Vec<Rendition> {
    let of = |format: &Format| {
        let format = *format;
        widths(width).into_iter().map(move |width| Rendition {
            hash: hash.to_owned(),
            width,
            format,
        })
    };
    formats(media_type).iter().flat_map(of).collect()
}

/// A picture as a page shows it.
#[derive(Clone, Debug, Deserialize)]
pub struct Shown {
    /// The original's.
    pub address: String,
    pub alt: String,
    pub width: Option<i64>,
    pub height: Option<i64>,
    /// Where to look, in percent from the left and from the top.
    #[serde(default)]
    pub focal: Option<(u8, u8)>,
}

/// How a page shows it.
#[derive(Clone, Debug, Default)]
pub struct Showing<'a> {
    /// How wide it stands on the page (HTML, the attribute `sizes`).
    pub sizes: &'a str,
    /// Whether it opens the page; any other may wait.
    pub is_first: bool,
    /// The language of its alternative text, where it is not the page's.
    pub language: Option<&'a str>,
}

impl Shown {
    /// HTML: the browser takes the smallest rendition that is sharp enough, in the best format that it knows.
    pub fn html(&self, showing: &Showing<'_>) -> String {
        let sizes = escape(showing.sizes);
        let mut html = String::from("<picture>");
        if let Some(renditions) = self.srcset(Format::Webp) {
            let _ = write!(html, "<source type=\"image/webp\" srcset=\"{renditions}\" sizes=\"{sizes}\">");
        }
        let _ = write!(html, "<img src=\"{}\"", escape(&self.address));
        if let Some(renditions) = self.srcset(Format::Jpeg) {
            let _ = write!(html, " srcset=\"{renditions}\" sizes=\"{sizes}\"");
        }
        let _ = write!(html, " alt=\"{}\"", escape(&self.alt));
        if let (Some(width), Some(height)) = (self.width, self.height) {
            let _ = write!(html, " width=\"{width}\" height=\"{height}\"");
        }
        if let Some(class) = self.class() {
            let _ = write!(html, " class=\"{class}\"");
        }
        if let Some(language) = showing.language {
            let _ = write!(html, " lang=\"{}\"", escape(language));
        }
        let when = if showing.is_first {
            "fetchpriority=\"high\""
        } else {
            "loading=\"lazy\""
        };
        let _ = write!(html, " {when} decoding=\"async\"></picture>");
        html
    }

    /// The address for those who take one size only: networks, players. At most so wide where there are renditions.
    pub fn at_most(&self, width: u32) -> String {
        let renditions = self.renditions(Format::Jpeg);
        let fitting = renditions.iter().rfind(|rendition| rendition.width <= width);
        fitting.map_or_else(|| self.address.clone(), Rendition::address)
    }

    fn srcset(&self, format: Format) -> Option<String> {
        let renditions = self.renditions(format);
        let offered = renditions
            .iter()
            .map(|rendition| format!("{} {}w", rendition.address(), rendition.width));
        (!renditions.is_empty()).then(|| offered.collect::<Vec<_>>().join(", "))
    }

    fn renditions(&self, format: Format) -> Vec<Rendition> {
        let (Some((hash, media_type)), Some(width)) = (file_at(&self.address), self.width) else {
            return Vec::new();
        };
        all_of(hash, media_type, width)
            .into_iter()
            .filter(|rendition| rendition.format == format)
            .collect()
    }

    /// Where a crop looks, in tenths: the policy of pages lets no style stand in an attribute.
    fn class(&self) -> Option<String> {
        let tenth = |percent: u8| (percent.min(100) + 5) / 10;
        let (left, top) = self.focal?;
        Some(format!("x{} y{}", tenth(left), tenth(top)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, Rendition, Showing, Shown, all_of, folder_of, widths};

    const HASH: &str = "ab34567890123456789012345678901234567890123456789012345678901234";

    fn shown(ending: &str, width: Option<i64>) -> Shown {
        Shown {
            address: format!("/media/{HASH}.{ending}"),
            alt: "Un \"pont\"".into(),
            width,
            height: width.map(|width| width / 2),
            focal: Some((34, 100)),
        }
    }

    #[test]
    fn no_print_is_larger_than_the_picture() {
        assert_eq!(widths(1_024), [240, 360, 540, 720, 1_000, 1_024]);
        assert_eq!(widths(360), [240, 360]);
        assert_eq!(widths(12), [12]);
        assert_eq!(widths(9_000), [240, 360, 540, 720, 1_000, 1_300, 1_600]);
        assert_eq!(widths(0), [0_u32; 0]);
        assert_eq!(widths(-3), [0_u32; 0]);
    }

    #[test]
    fn a_print_is_found_at_its_own_address_only() {
        for rendition in all_of(HASH, "image/jpeg", 1_000) {
            assert_eq!(Rendition::at(&rendition.address()), Some(rendition));
        }
        for other in ["-0800.webp", "-800.png", "-800", ".jpg", "-+800.webp", "-800.webp.jpg"] {
            assert_eq!(Rendition::at(&format!("/media/{HASH}{other}")), None, "{other}");
        }
        assert_eq!(folder_of(HASH), format!("3/ab/{}", &HASH[2..]));
    }

    #[test]
    fn a_page_offers_every_width_and_says_how_large_the_picture_is() {
        let html = shown("jpg", Some(500)).html(&Showing {
            sizes: "50vw",
            is_first: true,
            language: Some("en"),
        });
        assert_eq!(
            html.replace(HASH, "H"),
            "<picture><source type=\"image/webp\" srcset=\"/media/H-240.webp 240w, /media/H-360.webp 360w, /media/H-500.webp 500w\" \
             sizes=\"50vw\"><img src=\"/media/H.jpg\" srcset=\"/media/H-240.jpg 240w, /media/H-360.jpg 360w, /media/H-500.jpg 500w\" \
             sizes=\"50vw\" alt=\"Un &quot;pont&quot;\" width=\"500\" height=\"250\" class=\"x3 y10\" lang=\"en\" \
             fetchpriority=\"high\" decoding=\"async\"></picture>"
        );
    }

    #[test]
    fn what_moves_or_has_no_size_is_shown_as_it_is() {
        for picture in [shown("gif", Some(500)), shown("jpg", None)] {
            let html = picture.html(&Showing::default());
            assert!(!html.contains("srcset") && html.contains(&picture.address), "{html}");
            assert_eq!(picture.at_most(800), picture.address);
        }
        assert!(!shown("png", Some(500)).html(&Showing::default()).contains("-500.jpg"));
        assert!(shown("jpg", Some(3_000)).at_most(1_300).ends_with("-1300.jpg"));
        assert!(shown("jpg", Some(3_000)).at_most(720).ends_with("-720.jpg"));
        assert_eq!(Format::Jpeg.media_type(), "image/jpeg");
    }
}
