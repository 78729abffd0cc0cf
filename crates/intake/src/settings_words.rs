//! Where `paper.toml` takes a word for addresses, so that a refusal stands at its line.

use std::ops::Range;

use manuscript::address::slug;
use manuscript::reserved::first_word;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The tables whose entries have a `path`.
const WITH_PATHS: [&str; 3] = ["format", "section", "page"];

/// Where a text in a file of settings stands that takes a first word: the first of `[paths]`, formats, sections and pages.
pub(crate) fn place_of(text: &str, word: &str) -> Option<usize> {
    let table = DeTable::parse(text).ok()?;
    let table = table.get_ref();
    let of_paths = table.get("paths").and_then(|paths| paths.get_ref().as_table());
    let of_paths = of_paths.into_iter().flat_map(|paths| paths.iter().map(|(_, value)| value));
    let entries = WITH_PATHS.iter().filter_map(|name| table.get(*name)?.get_ref().as_array());
    let of_entries = entries.flat_map(|entries| entries.iter().filter_map(|entry| entry.get_ref().get("path")));
    of_paths
        .chain(of_entries)
        .find_map(|value| taking(value, word))
        .map(|span| span.start)
}

fn taking(value: &Spanned<DeValue<'_>>, word: &str) -> Option<Range<usize>> {
    let text = value.get_ref().as_str()?;
    let taken = first_word(text);
    let taken = if taken.is_empty() { text.split('/').next()? } else { taken };
    (taken == word || slug(taken) == word).then(|| value.span())
}

#[cfg(test)]
mod tests {
    use super::place_of;

    #[test]
    fn a_word_is_found_where_it_is_taken_and_not_where_it_is_only_said() {
        let text = "name = \"recherche\"\n\n[paths]\narticle = \"/lettres/{slug}\"\nlatest = \"fil\"\n\n\
                    [[section]]\npath = \"Recherche/Chimie\"\nname = \"Chimie\"\n\n[[page]]\npath = \"compte\"\n";
        let line = |word: &str| place_of(text, word).map(|at| text[..at].matches('\n').count() + 1);
        assert_eq!(line("lettres"), Some(4));
        assert_eq!(line("recherche"), Some(8));
        assert_eq!(line("compte"), Some(12));
        assert_eq!(line("chimie"), None);
    }
}
