//! The schema takes what `Request::read` takes, and refuses what it refuses.

use jsonschema::Validator;
use serde_json::{Value, json};

use super::{Request, schema};

fn validator() -> Validator {
    jsonschema::validator_for(&schema()).unwrap()
}

/// Requests of every kind, with and without what may be left out, and some that are none.
fn requests() -> Vec<Value> {
    vec![
        json!({ "act": "save", "text": "---\nheadline: x\n---\n" }),
        json!({ "act": "save", "file": "a.md", "article": "/x", "seen": 3 }),
        json!({ "act": "save" }),
        json!({ "act": "save", "file": "a.md", "text": "x" }),
        json!({ "act": "keep", "article": "/x", "seen": 3, "text": "x" }),
        json!({ "act": "keep", "article": "/x", "seen": 3, "file": "a.md" }),
        json!({ "act": "keep", "article": "/x", "text": "x" }),
        json!({ "act": "keep", "seen": 3, "text": "x" }),
        json!({ "act": "keep", "article": "/x", "seen": 3 }),
        json!({ "act": "keep", "article": "/x", "seen": 3, "edits": [] }),
        json!({ "act": "keep", "article": "/x", "seen": 3, "text": "x", "edits": [{ "edit": "remove", "id": "a" }] }),
        json!({ "act": "keep", "article": "/x", "seen": 3, "edits": [
            { "edit": "insert", "block": { "type": "separator" } }, { "edit": "insert", "after": "a", "block": {} },
            { "edit": "replace", "id": "a", "block": {} }, { "edit": "remove", "id": "a" },
            { "edit": "move", "id": "a", "after": null }, { "edit": "move", "id": "a", "after": "b" },
            { "edit": "set", "field": "headline", "to": "x" }, { "edit": "set", "field": "kicker" },
        ] }),
        json!({ "act": "keep", "article": "/x", "seen": 3, "edits": [{ "edit": "paint", "id": "a" }] }),
        json!({ "act": "keep", "article": "/x", "seen": 3, "edits": [{ "edit": "remove" }] }),
        json!({ "act": "keep", "article": "/x", "seen": 3, "edits": [{ "edit": "remove", "id": 3 }] }),
        json!({ "act": "keep", "article": "/x", "seen": 3, "edits": [{ "edit": "remove", "id": "a", "after": "b" }] }),
        json!({ "act": "publish", "article": "/x", "seen": null, "nature": "correction", "tell": "x", "top": true }),
        json!({ "act": "publish", "article": "/x", "top": true }),
        json!({ "act": "publish", "article": "/x", "nature": "oops" }),
        json!({ "act": "publish", "article": 3 }),
        json!({ "act": "publish" }),
        json!({ "act": "correct", "article": "/x", "nature": "typo", "replace": ["a", "b"] }),
        json!({ "act": "correct", "article": "/x", "nature": "typo", "replace": ["a", 1] }),
        json!({ "act": "retract", "article": "/x", "reason": "x" }),
        json!({ "act": "restore", "article": "/x", "reason": "x", "version": 2 }),
        json!({ "act": "withhold", "article": "/x", "words": "x", "ground": "minor", "reason": "x" }),
        json!({ "act": "withhold", "article": "/x", "words": "x", "whole": true, "ground": "minor", "reason": "x" }),
        json!({ "act": "withhold", "article": "/x", "words": "x", "whole": false, "ground": "minor", "reason": "x" }),
        json!({ "act": "withhold", "article": "/x", "ground": "minor", "reason": "x" }),
        json!({ "act": "schedule", "article": "/x", "at": "2026-12-24 06:00", "turn": "first" }),
        json!({ "act": "schedule", "article": "/x", "turn": "first" }),
        json!({ "act": "unschedule", "article": "/x" }),
        json!({ "act": "embargo", "article": "/x", "until": "2026-12-24 06:00", "reason": "x" }),
        json!({ "act": "lift", "article": "/x", "reason": "x", "alone_on_duty": true }),
        json!({ "act": "lift", "article": "/x", "reason": "x" }),
        json!({ "act": "lift", "article": "/x", "reason": "x", "alone_on_duty": true, "second": "lea" }),
        json!({ "act": "move-address", "thing": "/x", "path": "/y" }),
        json!({ "act": "move-section", "article": "/x", "section": "" }),
        json!({ "act": "place", "article": "/x", "dossiers": [], "teaser_ends_after": 2 }),
        json!({ "act": "place", "article": "/x", "teaser_ends_after": -2 }),
        json!({ "act": "pin", "article": "/x" }),
        json!({ "act": "unpin", "article": "/x" }),
        json!({ "act": "unpin", "article": "/x", "seen": 1 }),
        json!({ "act": "describe", "sort": "person", "key": "Léa Brun", "interests": "aucun" }),
        json!({ "act": "menu", "entries": ["Monde=international"] }),
        json!({ "act": "menu", "entries": [] }),
        json!({ "act": "label", "kind": "brief", "text": "Brève" }),
        json!({ "act": "page", "key": "x", "text": "x" }),
        json!({ "act": "suspend-comments", "paper": true, "reason": "x", "until": "2026-12-24 06:00" }),
        json!({ "act": "suspend-comments", "paper": true, "section": "x", "reason": "x" }),
        json!({ "act": "resume-comments", "suspension": "x" }),
        json!({ "act": "resume-comments", "suspension": "x", "article": "/x" }),
        json!({ "act": "settle-note", "note": "x" }),
        json!({ "act": "wake" }),
        json!({ "act": "erase", "account": "x" }),
        json!({ "act": "add-account", "name": "Léa Brun", "roles": ["reporter"] }),
        json!({ "act": "add-account", "name": "Léa Brun", "roles": [] }),
        json!({ "act": "invite", "name": "Léa Brun", "roles": ["reporter"], "email": "l@x.example" }),
        json!({ "act": "accept-invitation", "code": "x" }),
        json!({ "act": "grant", "key": "x", "roles": ["reporter"] }),
        json!({ "act": "disable-account", "key": "x" }),
        json!({ "act": "enable-account", "key": "x" }),
        json!({ "act": "issue-token", "key": "x", "name": "x", "scope": "own", "acts": ["save"], "days": 3 }),
        json!({ "act": "revoke-token", "token": "x" }),
        json!({ "act": "revive-job", "job": "x" }),
        json!({ "act": "settle-notice", "notice": "x" }),
        json!({ "act": "enable-account", "key": "x", "more": 1 }),
        json!({ "act": "dance" }),
        json!({ "article": "/x" }),
        json!(["act"]),
    ]
}

#[test]
fn the_schema_and_the_reader_agree() {
    let validator = validator();
    for request in requests() {
        assert_eq!(validator.is_valid(&request), Request::read(request.clone()).is_ok(), "{request}");
    }
}

#[test]
fn every_act_is_among_the_requests_that_are_tried() {
    let tried = requests();
    for form in Request::FORMS {
        let is_tried = tried
            .iter()
            .any(|request| request["act"] == form.word && Request::read(request.clone()).is_ok());
        assert!(is_tried, "{}", form.word);
    }
}
