//! A frozen copy of every schema number is read for ever.

use manuscript::canonical;
use manuscript::upgrade::{Unreadable, read};

const SCHEMA_1: &str = include_str!("../samples/schema_1.json");
const SCHEMA_2: &str = include_str!("../samples/schema_2.json");

#[test]
fn the_frozen_copy_of_schema_1_is_read_and_says_in_schema_2_what_it_said() {
    let frozen = SCHEMA_1.trim_end();
    let copy = read(frozen).unwrap();
    assert_eq!(copy.body.len(), 18, "one block of each sort");
    assert_eq!(
        canonical::text_of(&copy).unwrap(),
        frozen.replace("\"schema\":1", "\"schema\":2"),
        "nothing else is another"
    );
}

#[test]
fn the_frozen_copy_of_schema_2_says_byte_for_byte_what_it_said() {
    let frozen = SCHEMA_2.trim_end();
    let copy = read(frozen).unwrap();
    assert_eq!(canonical::text_of(&copy).unwrap(), frozen);
    for new in [
        "code",
        "struck",
        "abbreviation",
        "footnote_reference",
        "footnote",
        "document",
        "still",
        "link",
        "anchor",
        "rowspan",
        "done",
    ] {
        assert!(frozen.contains(&format!("\"{new}\"")), "{new}");
    }
}

#[test]
fn a_copy_of_the_future_or_of_nobody_is_refused_with_a_sentence() {
    assert!(matches!(read("{\"schema\":3}"), Err(Unreadable::TooNew(3))));
    assert!(matches!(read("{\"headline\":\"x\"}"), Err(Unreadable::NoSchema)));
    assert!(matches!(read("[]"), Err(Unreadable::NoSchema)));
    assert!(matches!(read("{"), Err(Unreadable::Malformed(_))));
}
