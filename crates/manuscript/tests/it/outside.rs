//! Links that lead out of a copy, with the words that carry them.

use manuscript::language::Language;
use manuscript::markdown::{Defaults, read};
use manuscript::outside::outside_links;

fn found(text: &str) -> Vec<(String, String)> {
    let defaults = Defaults {
        language: Language::french(),
        zone: jiff::tz::TimeZone::UTC,
        markup: &arrivals::Arrivals,
    };
    let manuscript = read(&format!("---\nheadline: Le pont\n---\n\n{text}\n"), &defaults).unwrap();
    let links = outside_links(&manuscript.copy);
    links.into_iter().map(|link| (link.address, link.words)).collect()
}

fn both(address: &str, words: &str) -> (String, String) {
    (address.to_owned(), words.to_owned())
}

#[test]
fn a_link_has_all_of_its_words_and_two_that_follow_each_other_stay_two() {
    let text = "Voir [le *très long* rapport](https://a.fr/1), [ceci](https://a.fr/2)[cela](https://a.fr/3) et [encore](https://a.fr/1).";
    let expected = [
        both("https://a.fr/1", "le très long rapport"),
        both("https://a.fr/2", "ceci"),
        both("https://a.fr/3", "cela"),
        both("https://a.fr/1", "encore"),
    ];
    assert_eq!(found(text), expected);
}

#[test]
fn links_stand_in_lists_and_tables_too() {
    let text = "- [un](https://a.fr/1)\n- > [deux](http://a.fr/2)\n\n| a |\n|---|\n| [trois](HTTPS://a.fr/3) |";
    let addresses: Vec<String> = found(text).into_iter().map(|(address, _)| address).collect();
    assert_eq!(addresses, ["https://a.fr/1", "http://a.fr/2", "HTTPS://a.fr/3"]);
}

#[test]
fn what_stays_in_the_paper_or_leads_to_no_page_is_left_out() {
    let text = "[a](/2026/11/20/pont) [b](#c) [d](mailto:e@f.fr) [g](autre.md) [h](tel:+33)";
    assert_eq!(found(text), []);
}
