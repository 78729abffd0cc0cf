//! Sitemaps: every public address with the day of its last change, in parts of at most 20,000.

use std::fmt::Write as _;

use crate::html::escape;

/// How many addresses one part holds; the protocol allows 50,000 and 50 MB.
pub const ADDRESSES_PER_PART: i64 = 20_000;

/// One part: absolute addresses, with an RFC 3339 instant if the page has one.
pub fn part(addresses: &[(String, Option<String>)]) -> String {
    let mut xml =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (address, changed) in addresses {
        let changed = changed.as_ref().map_or_else(String::new, |at| format!("<lastmod>{at}</lastmod>"));
        let _ = writeln!(xml, "<url><loc>{}</loc>{changed}</url>", escape(address));
    }
    xml + "</urlset>\n"
}

/// The index of the parts, by absolute address.
pub fn index(parts: &[String]) -> String {
    let mut xml =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for address in parts {
        let _ = writeln!(xml, "<sitemap><loc>{}</loc></sitemap>", escape(address));
    }
    xml + "</sitemapindex>\n"
}
