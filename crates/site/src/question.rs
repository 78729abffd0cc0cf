//! What a reader asks: a path, decoded, and the page of a list. Anything else in a query is not looked at.

use http::Uri;
use manuscript::address::decoded;

use crate::reader::Reader;

/// A path with the number of the page asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub path: String,
    pub number: u32,
}

/// What a page is asked for: a path as it is decoded, the page of a list, and who reads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) path: &'a str,
    pub(crate) number: u32,
    pub(crate) reader: Reader,
}

/// Longest path that anything of the paper could have, encoded.
const LONGEST: usize = 2_000;

/// Lists go no further than this.
const LAST_PAGE: u32 = 10_000;

impl Question {
    /// Reads a request's address; nothing if it cannot be an address of the paper.
    pub fn of(uri: &Uri) -> Option<Self> {
        let path = decoded(uri.path())?;
        let number = uri.query().map_or(Some(1), page_number)?;
        Some(Self { path, number })
    }

    /// Under which the answer is kept.
    pub fn key(&self) -> String {
        if self.number == 1 {
            self.path.clone()
        } else {
            format!("{}?page={}", self.path, self.number)
        }
    }
}

/// Whether a request line is longer than any address.
pub fn is_too_long(uri: &Uri) -> bool {
    uri.path_and_query().is_some_and(|whole| whole.as_str().len() > LONGEST)
}

fn page_number(query: &str) -> Option<u32> {
    match query.split('&').find_map(|pair| pair.strip_prefix("page=")) {
        None => Some(1),
        Some(text) => text.parse::<u32>().ok().filter(|number| (1..=LAST_PAGE).contains(number)),
    }
}

/// A parameter of a form that was sent by its address, as somebody wrote it.
pub fn parameter(uri: &Uri, name: &str) -> Option<String> {
    let pairs = uri.query()?.split('&').filter_map(|pair| pair.split_once('='));
    let text = pairs.into_iter().find(|(key, _)| *key == name)?.1.replace('+', " ");
    let text = percent_encoding::percent_decode_str(&text).decode_utf8().ok()?;
    (!text.chars().any(char::is_control)).then(|| manuscript::settled::nfc(&text))
}
