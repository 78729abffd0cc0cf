//! The places whose contents may be shown inside of a page: how their addresses look, and what a frame loads for each.
//!
//! They are data: a paper lists those that it wants, and its own (`[[embed]]` in `paper.toml`).

use std::collections::BTreeMap;

use manuscript::paper::EmbedEntry;
use serde::Serialize;

/// A place as the house knows it.
struct Known {
    name: &'static str,
    /// Addresses without scheme and `www.`, and what a frame loads for each; `{…}` is one part of an address.
    ways: &'static [(&'static str, &'static str)],
    form: Form,
    /// It refuses to play for pages that do not say which house they are of.
    asks_for_the_house: bool,
}

/// How a frame stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// As wide as a film.
    Film,
    /// A strip in which a sound plays.
    Sound,
    /// A message, a map, a chart: as high as it is wide.
    Sheet,
}

const YOUTUBE: &str = "https://www.youtube-nocookie.com/embed/{id}";
const VIMEO: &str = "https://player.vimeo.com/video/{id}?dnt=1";
const DAILYMOTION: &str = "https://geo.dailymotion.com/player.html?video={id}";
const FLOURISH: &str = "https://flo.uri.sh/visualisation/{id}/embed";
const FLOURISH_STORY: &str = "https://flo.uri.sh/story/{id}/embed";
const DATAWRAPPER: &str = "https://datawrapper.dwcdn.net/{id}/";
const PEERTUBE: &str = "https://{host}/videos/embed/{id}?p2p=0";
const MAP: &str = "https://www.openstreetmap.org/export/embed.html?bbox={bbox}";

const KNOWN: [Known; 10] = [
    Known {
        name: "YouTube",
        ways: &[
            ("youtube.com/watch?v={id}", YOUTUBE),
            ("youtube.com/embed/{id}", YOUTUBE),
            ("youtube.com/shorts/{id}", YOUTUBE),
            ("youtube.com/live/{id}", YOUTUBE),
            ("youtube-nocookie.com/embed/{id}", YOUTUBE),
            ("youtu.be/{id}", YOUTUBE),
        ],
        form: Form::Film,
        asks_for_the_house: true,
    },
    Known {
        name: "Vimeo",
        ways: &[
            ("vimeo.com/{id}", VIMEO),
            ("player.vimeo.com/video/{id}", VIMEO),
            ("vimeo.com/{id}/{key}", "https://player.vimeo.com/video/{id}?h={key}&dnt=1"),
        ],
        form: Form::Film,
        asks_for_the_house: false,
    },
    Known {
        name: "Dailymotion",
        ways: &[("dailymotion.com/video/{id}", DAILYMOTION), ("dai.ly/{id}", DAILYMOTION)],
        form: Form::Film,
        asks_for_the_house: false,
    },
    Known {
        name: "PeerTube",
        ways: &[
            ("{host}/w/{id}", PEERTUBE),
            ("{host}/videos/watch/{id}", PEERTUBE),
            ("{host}/videos/embed/{id}", PEERTUBE),
        ],
        form: Form::Film,
        asks_for_the_house: false,
    },
    Known {
        name: "SoundCloud",
        ways: &[
            (
                "soundcloud.com/{who}/sets/{set}",
                "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/{who}/sets/{set}",
            ),
            (
                "soundcloud.com/{who}/{what}",
                "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/{who}/{what}",
            ),
        ],
        form: Form::Sound,
        asks_for_the_house: false,
    },
    Known {
        name: "Datawrapper",
        ways: &[
            ("datawrapper.dwcdn.net/{id}", DATAWRAPPER),
            ("datawrapper.dwcdn.net/{id}/{version}", DATAWRAPPER),
        ],
        form: Form::Sheet,
        asks_for_the_house: false,
    },
    Known {
        name: "Flourish",
        ways: &[
            ("public.flourish.studio/visualisation/{id}", FLOURISH),
            ("flo.uri.sh/visualisation/{id}/embed", FLOURISH),
            ("public.flourish.studio/story/{id}", FLOURISH_STORY),
            ("flo.uri.sh/story/{id}/embed", FLOURISH_STORY),
        ],
        form: Form::Sheet,
        asks_for_the_house: false,
    },
    Known {
        name: "Bluesky",
        ways: &[(
            "bsky.app/profile/{who}/post/{id}",
            "https://embed.bsky.app/embed/{who}/app.bsky.feed.post/{id}",
        )],
        form: Form::Sheet,
        asks_for_the_house: false,
    },
    Known {
        name: "Mastodon",
        ways: &[("{host}/@{who}/{id}", "https://{host}/@{who}/{id}/embed")],
        form: Form::Sheet,
        asks_for_the_house: false,
    },
    Known {
        name: "OpenStreetMap",
        ways: &[("openstreetmap.org/export/embed.html?bbox={bbox}", MAP)],
        form: Form::Sheet,
        asks_for_the_house: false,
    },
];

/// What stands inside of a page after a click.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Frame {
    /// The address of the embed, by which the page finds its place.
    pub of: String,
    /// What the frame loads.
    pub address: String,
    pub place: String,
    pub form: Form,
    /// Which house asks is said, its page is not; else nothing.
    pub says_the_house: bool,
}

impl Frame {
    /// Where the frame comes from, for the policy of the page.
    pub fn origin(&self) -> String {
        let end = self.address["https://".len()..]
            .find('/')
            .map_or(self.address.len(), |at| at + "https://".len());
        self.address[..end].to_owned()
    }
}

/// The frame for the address of an embed, if the paper lists the place. A paper that lists nothing has all that the house
/// knows, but for those that stand at many hosts.
pub fn frame_of(listed: Option<&[EmbedEntry]>, address: &str) -> Option<Frame> {
    match listed {
        None => KNOWN.iter().find_map(|known| known.frame(&[], address)),
        Some(entries) => entries.iter().find_map(|entry| own_frame(entry, address)),
    }
}

/// Whether the house knows a place of this name.
pub fn is_known(name: &str) -> bool {
    KNOWN.iter().any(|known| known.name.eq_ignore_ascii_case(name))
}

fn own_frame(entry: &EmbedEntry, address: &str) -> Option<Frame> {
    let known = KNOWN.iter().find(|known| known.name.eq_ignore_ascii_case(&entry.name));
    if let (Some(way), Some(frame)) = (&entry.address, &entry.frame) {
        return Some(Frame {
            of: address.to_owned(),
            address: filled(frame, &parts(way, &entry.hosts, address)?),
            place: entry.name.clone(),
            form: known.map_or(Form::Sheet, |known| known.form),
            says_the_house: false,
        });
    }
    known?.frame(&entry.hosts, address)
}

impl Known {
    fn frame(&self, hosts: &[String], address: &str) -> Option<Frame> {
        let (parts, frame) = self
            .ways
            .iter()
            .find_map(|(way, frame)| Some((parts(way, hosts, address)?, frame)))?;
        Some(Frame {
            of: address.to_owned(),
            address: filled(frame, &parts),
            place: self.name.to_owned(),
            form: self.form,
            says_the_house: self.asks_for_the_house,
        })
    }
}

fn filled(frame: &str, parts: &BTreeMap<String, String>) -> String {
    parts
        .iter()
        .fold(frame.to_owned(), |frame, (name, part)| frame.replace(&format!("{{{name}}}"), part))
}

/// The parts of an address that a way names; nothing if it is another address.
fn parts(way: &str, hosts: &[String], address: &str) -> Option<BTreeMap<String, String>> {
    let address = address.trim();
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let rest = rest.split('#').next()?;
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (way, wanted) = way.split_once('?').unwrap_or((way, ""));
    let mut segments = path.trim_end_matches('/').split('/');
    let mut patterns = way.split('/');
    let host = segments.next()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").or_else(|| host.strip_prefix("m.")).unwrap_or(&host);
    let mut found = BTreeMap::new();
    match patterns.next()? {
        "{host}" if hosts.iter().any(|listed| listed.eq_ignore_ascii_case(host)) => {
            found.insert("host".to_owned(), host.to_owned());
        }
        pattern if pattern == host => {}
        _ => return None,
    }
    for pattern in patterns {
        part(pattern, segments.next()?, &mut found)?;
    }
    if segments.next().is_some() {
        return None;
    }
    if let Some((name, pattern)) = wanted.split_once('=') {
        let value = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
        part(pattern, value, &mut found)?;
    }
    Some(found)
}

/// One part: letters that stand as they are, and a name in braces for the rest.
fn part(pattern: &str, value: &str, found: &mut BTreeMap<String, String>) -> Option<()> {
    let Some((before, name)) = pattern.split_once('{') else {
        return (pattern == value).then_some(());
    };
    let value = value.strip_prefix(before)?;
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '.' | '~' | ':' | '@' | ',' | '%');
    if value.is_empty() || matches!(value, "." | "..") || !value.chars().all(is_plain) {
        return None;
    }
    found.insert(name.trim_end_matches('}').to_owned(), value.to_owned());
    Some(())
}

#[cfg(test)]
mod tests {
    use super::{EmbedEntry, frame_of};

    #[track_caller]
    fn is(address: &str, frame: Option<&str>) {
        assert_eq!(frame_of(None, address).map(|found| found.address).as_deref(), frame, "{address}");
    }

    #[test]
    fn addresses_of_known_places_have_frames() {
        let film = Some("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ");
        for address in [
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=4s",
            "https://m.youtube.com/watch?list=a&v=dQw4w9WgXcQ",
            "http://youtu.be/dQw4w9WgXcQ?si=x",
            "https://www.youtube.com/embed/dQw4w9WgXcQ#t=3",
            "https://www.youtube.com/shorts/dQw4w9WgXcQ/",
        ] {
            is(address, film);
        }
        is("https://vimeo.com/123", Some("https://player.vimeo.com/video/123?dnt=1"));
        is("https://vimeo.com/123/abc", Some("https://player.vimeo.com/video/123?h=abc&dnt=1"));
        is(
            "https://datawrapper.dwcdn.net/AbC12/3/",
            Some("https://datawrapper.dwcdn.net/AbC12/"),
        );
        is(
            "https://public.flourish.studio/visualisation/12/",
            Some("https://flo.uri.sh/visualisation/12/embed"),
        );
        is(
            "https://soundcloud.com/a/b",
            Some("https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b"),
        );
        is(
            "https://bsky.app/profile/a.example/post/3k",
            Some("https://embed.bsky.app/embed/a.example/app.bsky.feed.post/3k"),
        );
        is(
            "https://www.openstreetmap.org/export/embed.html?bbox=2.3%2C48.8%2C2.4%2C48.9&layer=mapnik",
            Some("https://www.openstreetmap.org/export/embed.html?bbox=2.3%2C48.8%2C2.4%2C48.9"),
        );
    }

    #[test]
    fn other_addresses_are_links() {
        for other in [
            "https://evil.example/watch?v=a",
            "https://youtube.com.evil.example/watch?v=a",
            "https://evil.example/youtube.com/watch?v=a",
            "https://www.youtube.com/watch?v=a\"onload=x",
            "https://www.youtube.com/watch?v=",
            "https://www.youtube.com/embed/a/b",
            "https://www.youtube.com/embed/..",
            "https://user@youtube.com/embed/a",
            "javascript:alert(1)",
            "https://mastodon.example/@a/1",
            "//youtu.be/a",
        ] {
            is(other, None);
        }
    }

    #[test]
    fn a_paper_lists_its_own_places() {
        let entry = |name: &str| EmbedEntry {
            name: name.to_owned(),
            hosts: Vec::new(),
            address: None,
            frame: None,
        };
        let listed = [
            EmbedEntry {
                hosts: vec!["piaille.example".into()],
                ..entry("mastodon")
            },
            EmbedEntry {
                address: Some("cartes.example/{id}".into()),
                frame: Some("https://cartes.example/cadre/{id}".into()),
                ..entry("Nos cartes")
            },
        ];
        let found = |address: &str| frame_of(Some(&listed), address).map(|frame| (frame.address.clone(), frame.origin()));
        let toot = found("https://piaille.example/@jeanne/12").unwrap();
        assert_eq!(
            toot,
            ("https://piaille.example/@jeanne/12/embed".into(), "https://piaille.example".into())
        );
        assert_eq!(found("https://cartes.example/a").unwrap().0, "https://cartes.example/cadre/a");
        assert_eq!(found("https://youtu.be/a"), None, "what is not listed is a link");
        assert_eq!(found("https://autre.example/@jeanne/12"), None);
    }
}
