//! Handing an article on: plain links to addresses that the networks document; nobody is told before the reader clicks.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::context::Share;
use crate::messages::Messages;

/// Everything but the signs that stand for themselves in an address (RFC 3986).
const TOLD: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Where a reader says which instance of Mastodon is theirs. The word is the system's own.
pub const STEP: &str = manuscript::route::ON_MASTODON;

/// The networks in the order in which they are offered, each with its address: `{u}` is the article's, `{t}` the
/// headline, `{tu}` both in one text; `{step}` is ours, and takes the article's `{path}`.
const NETWORKS: [(&str, &str); 9] = [
    ("mail", "mailto:?subject={t}&body={tu}"),
    ("sms", "sms:?&body={tu}"),
    ("whatsapp", "https://wa.me/?text={tu}"),
    ("telegram", "https://t.me/share/url?url={u}&text={t}"),
    ("bluesky", "https://bsky.app/intent/compose?text={tu}"),
    ("facebook", "https://www.facebook.com/sharer/sharer.php?u={u}"),
    ("x", "https://x.com/intent/post?url={u}&text={t}"),
    ("linkedin", "https://www.linkedin.com/sharing/share-offsite/?url={u}"),
    ("mastodon", "{step}?article={path}"),
];

/// An article as it is shared: the paper's base address, its path, its headline as plain text.
#[derive(Clone, Copy, Debug)]
pub struct Shared<'a> {
    pub base: &'a str,
    pub path: &'a str,
    pub headline: &'a str,
}

impl Shared<'_> {
    fn address(&self) -> String {
        format!("{}{}", self.base, self.path)
    }

    /// Headline and address in one text.
    fn both(&self) -> String {
        format!("{}\n{}", self.headline, self.address())
    }
}

/// Links that share an article.
pub fn links(shared: &Shared<'_>, messages: &Messages) -> Vec<Share> {
    let address = shared.address();
    NETWORKS
        .iter()
        .map(|(network, pattern)| Share {
            network,
            label: messages.say(&format!("share-{network}"), &[]),
            address: pattern
                .replace("{tu}", &told(&shared.both()))
                .replace("{t}", &told(shared.headline))
                .replace("{u}", &told(&address))
                .replace("{step}", STEP)
                .replace("{path}", &told(shared.path)),
        })
        .collect()
}

/// A mail to the newsroom about an article.
pub fn reply(contact: &str, shared: &Shared<'_>, messages: &Messages) -> String {
    let address = shared.address();
    let subject = messages.say("reply-subject", &[("headline", shared.headline.to_owned())]);
    format!(
        "mailto:{contact}?subject={}&body={}",
        told(&subject),
        told(&format!("\n\n{address}"))
    )
}

/// The page of an instance of Mastodon on which a reader writes about an article.
pub fn on_mastodon(instance: &str, shared: &Shared<'_>) -> String {
    format!("https://{instance}/share?text={}", told(&shared.both()))
}

/// Encoded as a part of an address.
fn told(text: &str) -> String {
    utf8_percent_encode(text, TOLD).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_headline_leaves_its_place_in_the_address() {
        let messages = Messages::of(&manuscript::language::Language::french()).unwrap_or_else(|error| panic!("{error}"));
        let shared = Shared {
            base: "https://paper.example",
            path: "/2026/a",
            headline: "R&D : « 50 % » ? #1\n<x>",
        };
        let links = links(&shared, &messages);
        assert_eq!(links.len(), NETWORKS.len());
        for link in &links {
            let (_, query) = link.address.split_once('?').unwrap_or_else(|| panic!("{}", link.address));
            assert!(query.matches('&').count() <= 1, "{query}");
            assert!(!query.contains(['#', ' ', '<', '«', '\n']), "{query}");
        }
        assert!(links[0].address.ends_with("%0Ahttps%3A%2F%2Fpaper.example%2F2026%2Fa"));
    }
}
