//! Handing an article on: plain links to addresses that the networks document; nobody is told before the reader clicks.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::context::Share;
use crate::messages::Messages;

/// Everything but the signs that stand for themselves in an address (RFC 3986).
const TOLD: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Where a reader says which instance of Mastodon is theirs. The word is the system's own.
pub const STEP: &str = "/share/mastodon";

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

/// Links that share an article: its absolute address, its path, its headline as plain text.
pub fn links((base, path): (&str, &str), headline: &str, messages: &Messages) -> Vec<Share> {
    let address = format!("{base}{path}");
    let both = format!("{headline}\n{address}");
    NETWORKS
        .iter()
        .map(|(network, pattern)| Share {
            network,
            label: messages.say(&format!("share-{network}"), &[]),
            address: pattern
                .replace("{tu}", &told(&both))
                .replace("{t}", &told(headline))
                .replace("{u}", &told(&address))
                .replace("{step}", STEP)
                .replace("{path}", &told(path)),
        })
        .collect()
}

/// A mail to the newsroom about an article.
pub fn reply(contact: &str, headline: &str, address: &str, messages: &Messages) -> String {
    let subject = messages.say("reply-subject", &[("headline", headline.to_owned())]);
    format!(
        "mailto:{contact}?subject={}&body={}",
        told(&subject),
        told(&format!("\n\n{address}"))
    )
}

/// The page of an instance of Mastodon on which a reader writes about an article.
pub fn on_mastodon(instance: &str, headline: &str, address: &str) -> String {
    format!("https://{instance}/share?text={}", told(&format!("{headline}\n{address}")))
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
        let links = links(("https://paper.example", "/2026/a"), "R&D : « 50 % » ? #1\n<x>", &messages);
        assert_eq!(links.len(), NETWORKS.len());
        for link in &links {
            let (_, query) = link.address.split_once('?').unwrap_or_else(|| panic!("{}", link.address));
            assert!(query.matches('&').count() <= 1, "{query}");
            assert!(!query.contains(['#', ' ', '<', '«', '\n']), "{query}");
        }
        assert!(links[0].address.ends_with("%0Ahttps%3A%2F%2Fpaper.example%2F2026%2Fa"));
    }
}
