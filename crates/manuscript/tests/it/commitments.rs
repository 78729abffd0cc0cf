//! Commitments: a version verifies, any change is found, a withheld leaf still verifies.

use manuscript::clock::{Ids, Instant};
use manuscript::commitment::{Broken, Committed, Hash, Leaf, Link, NO_LINK, hex, leaves_of, link_of, unhex, verify};
use manuscript::words::Nature;
use manuscript::{Uuid, canonical};
use proptest::prelude::*;
use serde_json::Value;

use crate::arbitrary;

pub(crate) struct Counting;

impl Ids for Counting {
    fn uuid(&self) -> Uuid {
        Uuid::nil()
    }

    fn salt(&self) -> [u8; 16] {
        [7; 16]
    }
}

fn broken(copy: &str, leaves: &[Leaf], link: &Link<'_>, expected: &Hash) -> Vec<Broken> {
    verify(&Committed { copy, leaves }, link, expected)
}

fn link(number: i64) -> Link<'static> {
    Link {
        previous: &NO_LINK,
        article: Uuid::from_u128(9),
        number,
        nature: Nature::First,
        at: Instant(1_000),
    }
}

fn committed(copy: &str) -> (Vec<Leaf>, Hash) {
    let leaves = leaves_of(copy, &Counting).unwrap();
    let hash = link_of(&link(1), &leaves).unwrap();
    (leaves, hash)
}

proptest! {
    #[test]
    fn a_version_verifies_and_any_other_copy_does_not(one in arbitrary::manuscript(), other in arbitrary::manuscript()) {
        let copy = canonical::text_of(&one.copy).unwrap();
        let (leaves, hash) = committed(&copy);
        prop_assert!(broken(&copy, &leaves, &link(1), &hash).is_empty());
        prop_assert!(broken(&copy, &leaves, &link(2), &hash).contains(&Broken::Link));
        let forged = canonical::text_of(&other.copy).unwrap();
        prop_assume!(forged != copy);
        prop_assert!(!broken(&forged, &leaves, &link(1), &hash).is_empty());
    }
}

#[test]
fn a_withheld_leaf_leaves_a_chain_that_verifies() {
    let copy =
        r#"{"body":[{"attrs":{"id":"a"},"content":[{"text":"Un nom.","type":"text"}],"type":"paragraph"}],"headline":"Titre","schema":1}"#;
    let (mut leaves, hash) = committed(copy);
    let withheld = leaves.iter_mut().find(|leaf| leaf.path == "body/a").unwrap();
    withheld.salt = None;
    let without = r#"{"body":[],"headline":"Titre","schema":1}"#;
    assert!(broken(without, &leaves, &link(1), &hash).is_empty());
    assert_eq!(
        broken(r#"{"body":[],"headline":"Autre","schema":1}"#, &leaves, &link(1), &hash),
        [Broken::Leaf("headline".into())]
    );
}

#[test]
fn swapped_and_missing_leaves_are_found() {
    let copy = r#"{"headline":"Titre","kicker":"Surtitre","schema":1}"#;
    let (mut leaves, hash) = committed(copy);
    assert_eq!(
        broken(r#"{"headline":"Titre","schema":1}"#, &leaves, &link(1), &hash),
        [Broken::Missing("kicker".into())]
    );
    leaves.swap(0, 1);
    assert!(broken(copy, &leaves, &link(1), &hash).contains(&Broken::Link));
}

#[test]
fn hexadecimal_reads_back_and_nothing_else_does() {
    assert_eq!(unhex::<3>(&hex(&[0, 127, 255])), Some([0, 127, 255]));
    for wrong in ["", "00", "00g0ff", "éé", "000000ff"] {
        assert_eq!(unhex::<3>(wrong), None, "{wrong}");
    }
}

/// Computed once with another program from the description alone, so that no change of code changes what was committed to.
#[test]
fn the_commitment_of_a_known_copy_is_what_it_always_was() {
    let (leaves, hash) = committed(r#"{"headline":"Titre","schema":1}"#);
    assert_eq!(leaves[0].digest, KNOWN_LEAF);
    assert_eq!(hex(&hash), KNOWN_LINK);
}

const KNOWN_LEAF: &str = "7b431d32763f13b4b233ed3f8986d1167dc44ad2d334b8d8f612d81ad21b5745";
const KNOWN_LINK: &str = "f291497e668a63f385874fd3aece31e656aa062c96d5fef00e57f02ed708ee6b";

/// `docs/verify/sample.json` was made by another program, from the description of the bytes alone.
#[test]
fn the_sample_of_the_manual_verifies_here_too() {
    let sample: Value = serde_json::from_str(include_str!("../../../../docs/verify/sample.json")).unwrap();
    let article: Uuid = sample["article"].as_str().unwrap().parse().unwrap();
    let mut previous = NO_LINK;
    for version in sample["versions"].as_array().unwrap() {
        let (mut leaves, mut copy) = (Vec::new(), serde_json::Map::new());
        for leaf in version["leaves"].as_array().unwrap() {
            if let Some(text) = leaf["text"].as_str() {
                let value: Value = serde_json::from_str(text).unwrap();
                let path = leaf["path"].as_str().unwrap();
                match path.strip_prefix("body/") {
                    Some(_) => copy.insert("body".into(), Value::Array(vec![value])),
                    None => copy.insert(path.into(), value),
                };
            }
            let mut bare = leaf.clone();
            bare.as_object_mut().unwrap().remove("text");
            leaves.push(serde_json::from_value(bare).unwrap());
        }
        let link = Link {
            previous: &previous,
            article,
            number: version["number"].as_i64().unwrap(),
            nature: version["nature"].as_str().unwrap().parse().unwrap(),
            at: Instant(version["at"].as_i64().unwrap()),
        };
        let expected = unhex(version["link"].as_str().unwrap()).unwrap();
        let copy = canonical::text_of(&Value::Object(copy)).unwrap();
        assert_eq!(
            verify(
                &Committed {
                    copy: &copy,
                    leaves: &leaves
                },
                &link,
                &expected
            ),
            []
        );
        previous = expected;
    }
}
