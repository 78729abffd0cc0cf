//! Entries of both forms keep bytes and hash for ever, and say what is so: what was derived is held against what is there.

use std::collections::BTreeMap;

use manuscript::commitment::{NO_LINK, hex};
use manuscript::record::{Entry, Form, State};
use manuscript::state::{Derived, Present};
use manuscript::{Instant, Uuid, canonical};
use proptest::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// What two programs entered, the second one after the first: 29 entries of form 1, a base, and entries of form 2.
const FROZEN: &str = include_str!("../../../../docs/verify/record.jsonl");

#[test]
fn frozen_entries_of_both_forms_keep_their_bytes_and_their_hash() {
    let mut previous = NO_LINK;
    let mut forms = Vec::new();
    for line in FROZEN.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let entry: Entry = serde_json::from_value(line["entry"].clone()).unwrap();
        assert_eq!(canonical::text_of(&entry).unwrap(), canonical::text_of(&line["entry"]).unwrap());
        previous = entry.hash_after(&previous).unwrap();
        assert_eq!(hex(&previous), line["hash"].as_str().unwrap(), "entry {}", entry.number);
        forms.push(entry.form);
    }
    assert_eq!(forms.iter().filter(|form| **form == Form::One).count(), 29);
    assert!(forms.is_sorted() && forms.len() == 35);
}

fn frozen(number: usize) -> Entry {
    let line: Value = serde_json::from_str(FROZEN.lines().nth(number - 1).unwrap()).unwrap();
    serde_json::from_value(line["entry"].clone()).unwrap()
}

#[test]
fn an_entry_says_by_itself_whether_readers_lose_something() {
    assert!(frozen(28).takes_back(), "form 1 goes by the act: it was withheld");
    assert!(!frozen(29).takes_back());
    assert!(frozen(33).takes_back() && !frozen(31).takes_back() && !frozen(34).takes_back());
    let mut of_later = frozen(33);
    of_later.act = "unpublished".into();
    assert!(of_later.takes_back(), "the act is not known here, its reason for purging is");
    of_later.purge = Some("burns".into());
    assert!(of_later.takes_back(), "what is not known is taken for the worse");
    of_later.purge = Some("changes".into());
    assert!(!of_later.takes_back());
}

#[test]
fn an_entry_of_a_form_that_is_not_known_is_not_read() {
    let mut line = serde_json::to_value(frozen(31)).unwrap();
    line["form"] = 3.into();
    let refused = serde_json::from_value::<Entry>(line).unwrap_err().to_string();
    assert!(refused.contains("a newer program made it"), "{refused}");
}

fn entry(number: i64, form: Form, act: &str, state: Value) -> Entry {
    Entry {
        form,
        number,
        at: Instant(1),
        by: "import".into(),
        act: act.into(),
        thing: None,
        tags: Vec::new(),
        purge: None,
        detail: Value::Null,
        state: serde_json::from_value::<State>(state).unwrap(),
    }
}

fn wrong(entries: &[Entry], subjects: &[(&str, &str)]) -> Vec<String> {
    let mut derived = Derived::default();
    for entry in entries {
        derived.take(entry).unwrap();
    }
    let now = Present {
        subjects: subjects.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect(),
        ..Present::default()
    };
    let wrong = derived.held_against(&now).wrong;
    assert!(wrong.iter().all(|said| said.fr != said.en), "in both languages: {wrong:?}");
    wrong.into_iter().map(|said| said.en).collect()
}

#[test]
fn what_is_otherwise_than_the_newest_entry_says_is_located() {
    let entries = [
        entry(
            1,
            Form::Two,
            "published",
            json!({ "article:1": { "live": 1 }, "address:/a": { "since": 5 } }),
        ),
        entry(
            2,
            Form::Two,
            "corrected",
            json!({ "article:1": { "live": 2 }, "comment:7": { "hidden_at": 3 } }),
        ),
        entry(3, Form::Two, "withheld", json!({ "address:/a": null })),
    ];
    assert_eq!(
        wrong(&entries, &[("article:1", r#"{"live":2}"#)]),
        [""; 0],
        "a sort of later is passed over"
    );
    assert_eq!(
        wrong(&entries, &[("article:1", r#"{"live":1}"#)]),
        ["article 1: `live` is 1, and entry 2 of the record says 2"]
    );
    assert_eq!(
        wrong(&entries, &[]),
        ["article 1: it is gone, and entry 2 of the record says that it is there"]
    );
    let more = [
        ("article:1", r#"{"live":2}"#),
        ("address:/a", r#"{"since":5}"#),
        ("account:9", "{}"),
    ];
    assert_eq!(
        wrong(&entries, &more),
        [
            "account 9: it is there, and no entry of the record knows of it",
            "address /a: it is there, and entry 3 of the record says that it is gone",
        ]
    );
}

#[test]
fn a_program_of_before_that_wrote_on_is_told_and_so_is_a_second_base() {
    let base = |number| entry(number, Form::Two, "state_committed", json!({}));
    let one = |number| entry(number, Form::One, "saved", json!({}));
    let two = |number| entry(number, Form::Two, "saved", json!({}));
    let first = |entries: &[Entry]| wrong(entries, &[]).first().cloned().unwrap_or_default();
    assert!(first(&[two(1), one(2)]).contains("entry 2 of the record says nothing of the state"));
    assert!(first(&[one(1), two(2)]).contains("none before it commits to what older ones do not carry"));
    assert!(first(&[two(1), base(2)]).contains("entry 2 of the record commits to a base"));
    assert!(first(&[one(1), base(2), base(3)]).contains("entry 3 of the record commits to a base"));
    assert!(
        first(&[one(1), base(2)]).contains("is not what entry 2 of the record commits to"),
        "it has neither count nor digest"
    );
    let kept = Present {
        base: BTreeMap::from([("setting:paper".into(), "{}".into())]),
        ..Present::default()
    };
    let mut derived = Derived::default();
    derived.take(&two(1)).unwrap();
    assert_eq!(
        derived.held_against(&kept).wrong[0].en,
        "a base of the state is kept, and no entry of the record commits to it"
    );
}

proptest! {
    #[test]
    fn an_entry_in_parts_is_the_entry_in_one(entry in any_entry()) {
        let written = entry.written().unwrap();
        prop_assert_eq!(&written.tags, &canonical::text_of(&entry.tags).unwrap());
        prop_assert_eq!(&written.detail, &canonical::text_of(&entry.detail).unwrap());
        prop_assert_eq!(&written.state, &canonical::text_of(&entry.state).unwrap());
        let domain = if entry.form == Form::One { "rotative record 1\0" } else { "rotative record 2\0" };
        let whole = format!("{domain}{}{}", "\0".repeat(32), canonical::text_of(&entry).unwrap());
        let expected: [u8; 32] = Sha256::digest(whole).into();
        prop_assert_eq!(written.hash_after(&NO_LINK), expected);
    }
}

fn any_entry() -> impl Strategy<Value = Entry> {
    let value = || prop_oneof![Just(Value::Null), any::<i32>().prop_map(Value::from), ".*".prop_map(Value::from)];
    let object = move || prop::collection::btree_map(".*", value(), 0..4);
    let words = (".*", "[a-z_]*", prop::collection::vec(".*", 0..4), prop::option::of("[a-z]+"));
    let numbers = (1..i64::from(u32::MAX), any::<i32>(), prop::option::of(any::<u128>()), any::<bool>());
    (words, numbers, object(), object()).prop_map(|(words, numbers, detail, state)| Entry {
        form: if numbers.3 { Form::Two } else { Form::One },
        number: numbers.0,
        at: Instant(numbers.1.into()),
        by: words.0,
        act: words.1,
        thing: numbers.2.map(Uuid::from_u128),
        tags: words.2,
        purge: words.3,
        detail: if detail.is_empty() {
            Value::Null
        } else {
            detail.into_iter().collect()
        },
        state,
    })
}
