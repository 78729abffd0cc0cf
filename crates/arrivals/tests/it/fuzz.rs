//! Real pages, torn up: whatever comes of them is read without a panic, and what was read is written and read again as it is.

use std::path::Path;

use manuscript::markdown::{self, write};

use crate::chance::Chance;
use crate::{defaults, read_loosely};

/// The pages of the paper as they were approved, without what stands around them in their files.
fn pages() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../typeset/tests/it/snapshots");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<String> = files.filter_map(|file| std::fs::read_to_string(file).ok()).collect();
    pages.sort();
    assert!(pages.len() > 20, "{}", pages.len());
    pages
}

const TORN_IN: [&str; 30] = [
    "<b>",
    "</b>",
    "<p>",
    "</div>",
    "<table>",
    "<td>",
    "</table>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "&amp;",
    "&#0;",
    "\u{0301}",
    "<img src=a>",
    "<iframe src=b>",
    "<pre>",
    "</pre>",
    "\n\n",
    "```\n",
    "> ",
    "| a |\n|---|\n",
    ":::box\n",
    ":::\n",
    "{{< youtube a >}}",
    "$x^2$",
    "https://a.example/é",
    "[^1]",
    "<details><summary>",
    "\u{feff}é\u{1f600}",
];

/// A piece of a page, torn.
fn torn(pages: &[String], chance: &mut Chance) -> String {
    let page = &pages[chance.below(pages.len())];
    let boundary = |at: usize| page.ceil_char_boundary(at.min(page.len()));
    let from = boundary(chance.below(page.len()));
    let to = boundary(from + chance.below(3_000));
    let mut piece = page[from..to].to_owned();
    for _ in 0..chance.below(12) {
        let at = piece.ceil_char_boundary(chance.below(piece.len() + 1));
        match chance.below(4) {
            0 => piece.insert_str(at, chance.pick(&TORN_IN)),
            1 => piece.truncate(at),
            2 => {
                let end = piece.ceil_char_boundary((at + chance.below(40)).min(piece.len()));
                piece.drain(at..end);
            }
            _ => {
                let end = piece.ceil_char_boundary((at + chance.below(80)).min(piece.len()));
                let again = piece[at..end].to_owned();
                piece.insert_str(at, &again);
            }
        }
    }
    piece
}

#[test]
fn torn_pages_are_read_and_what_is_read_is_written_as_it_is() {
    let pages = pages();
    let mut chance = Chance::new(1911);
    let (mut read, mut refused) = (0, 0);
    for _ in 0..3_000 {
        let piece = torn(&pages, &mut chance);
        let Ok((manuscript, _)) = read_loosely(&piece) else {
            refused += 1;
            continue;
        };
        read += 1;
        let file = write(&manuscript);
        let (again, _) = markdown::read_loosely(&file, &defaults()).unwrap_or_else(|malformed| panic!("{malformed}\n{piece}\n{file}"));
        assert_eq!(again.copy.body, manuscript.copy.body, "{piece}\n{file}");
    }
    assert!(read > 2_000, "{read} read, {refused} refused");
}
