//! What a person fills in is planted through the real doors, and searched where it may not stand: in the record, in the one
//! that an export holds, in the log, on the shelf.

use std::cell::Cell;
use std::path::Path;

use serde_json::{Value, json};
use testpaper::{Served, TestPaper};

use crate::on_both;

/// Who may come to know what was filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    /// Whoever works here. It stands in its own room of the database, and nowhere else.
    House,
    /// Readers: on the shelf. The record keeps a digest, and the log nothing.
    Readers,
    /// An address is made of it: a path may stand in record and log.
    Address,
    /// An address is made of it that answers nothing yet, for readers know nothing of the thing: the record has the path, as it
    /// has every address that is given (decision 34), and neither log nor shelf has it.
    AddressInTheHouse,
}

/// Every field that is filled in, by the word that is planted there.
const PLANTED: &[(&str, For)] = &[
    ("zqaccountname", For::House),
    ("zqaccountkey", For::House),
    ("zqaccountmail", For::House),
    ("zqinvitedname", For::House),
    ("zqinvitedkey", For::House),
    ("zqinvitedmail", For::House),
    ("zqtokenname", For::House),
    ("zqsendingkey", For::House),
    ("zqpersonkey", For::Address),
    ("zqpersonname", For::Readers),
    ("zqpersontold", For::Readers),
    ("zqstanding", For::Readers),
    ("zqbiography", For::Readers),
    ("zqinterests", For::Readers),
    ("zqsilentname", For::AddressInTheHouse),
    ("zqsectiontold", For::Readers),
    ("zqdossiername", For::AddressInTheHouse),
    ("zqheadline", For::Address),
    ("zqbody", For::Readers),
    ("zqtranslations", For::Readers),
    ("zqdrafted", For::House),
    ("zqdrafttext", For::House),
    ("zqwrong", For::Readers),
    ("zqright", For::Readers),
    ("zqtold", For::Readers),
    ("zqretracted", For::Readers),
    ("zqrestored", For::Readers),
    ("zqmenulabel", For::Readers),
    ("zqkindlabel", For::Readers),
    ("zqpagename", For::Readers),
    ("zqpagetext", For::Readers),
    ("zqmovedto", For::Address),
    ("zqsuspended", For::Readers),
    ("zqresumed", For::Readers),
    ("zqembargo", For::House),
    ("zqlifted", For::House),
    ("zqwithheld", For::House),
    ("zqground", For::House),
    ("zqnoarticle", For::House),
    ("zqnoaccount", For::House),
    ("zqnoact", For::House),
    ("zqnofield", For::House),
    ("zqnocode", For::House),
    ("zqnotoken", For::House),
    ("zqagent", For::House),
    ("zqreferrer", For::House),
    ("zqcookie", For::House),
    ("zqquery", For::House),
];

#[test]
fn what_a_person_fills_in_stands_in_its_room_and_the_record_learns_nothing_of_it() {
    on_both(|paper, _| {
        let token = people(paper);
        let served = serve_at_debug(paper);
        let door = Door {
            served: &served,
            token,
            sent: Cell::new(0),
        };
        describe(&door);
        let article = write(&door);
        plan(&door, &article);
        refuse(&door);
        read(&served);
        let log = served.log().to_lowercase();
        assert!(served.stop());
        let export = paper.data.join("export");
        paper.run(&["export", &export.display().to_string()]).well();
        let exported = std::fs::read_to_string(export.join(".rotative/record.jsonl"))
            .unwrap()
            .to_lowercase();
        let record = record_of(paper);
        // The journal has former pages until it is carried into the file; what is proven is the file.
        paper.shelf("pragma wal_checkpoint(truncate)");
        let shelf = shelf_of(&paper.data);
        let places = [
            ("the record", &record),
            ("record.jsonl", &exported),
            ("the log", &log),
            ("the shelf", &shelf),
        ];
        let stands: Vec<String> = PLANTED.iter().flat_map(|planted| wrongly_in(planted, &places)).collect();
        assert!(stands.is_empty(), "{stands:#?}");
        for (word, may) in PLANTED.iter().filter(|(_, may)| [For::Readers, For::Address].contains(may)) {
            assert!(
                shelf.contains(word),
                "`{word}` ({may:?}) never came to readers: nothing is proven of it"
            );
        }
    });
}

/// The places where a planted word stands and may not.
fn wrongly_in((word, may): &(&str, For), places: &[(&str, &String)]) -> Vec<String> {
    let is_wrong = |place: &str| match may {
        For::House => true,
        For::Readers => place != "the shelf",
        For::Address => false,
        For::AddressInTheHouse => ["the log", "the shelf"].contains(&place),
    };
    let lines = places.iter().filter(|(place, text)| is_wrong(place) && text.contains(word));
    lines
        .map(|(place, text)| {
            let at = text.find(word).unwrap_or_default();
            let around: String = text
                .chars()
                .collect::<Vec<_>>()
                .iter()
                .skip(text[..at].chars().count().saturating_sub(120))
                .take(260)
                .collect();
            format!("{word} in {place}: …{around}…")
        })
        .collect()
}

/// Serves with everything logged that the program's own crates say, and what others say down to `debug`.
fn serve_at_debug(paper: &TestPaper) -> Served {
    let mut command = paper.command(&["serve", "--listen", "127.0.0.1:0", "--operators", "127.0.0.1:0"]);
    command.env("RUST_LOG", "debug");
    Served::begin(command)
}

/// The whole record as rows, without the words that stand beside it.
fn record_of(paper: &TestPaper) -> String {
    let rows = paper.database.rows().into_iter();
    let of_record = rows.filter(|(table, _)| ["record", "record_base", "record_head", "state_salts"].contains(&table.as_str()));
    let text = of_record
        .map(|(_, rows)| rows.join("\n"))
        .collect::<Vec<_>>()
        .join("\n")
        .to_lowercase();
    assert!(text.contains("account_set") && text.contains("embargoed"), "{text}");
    text
}

/// Every byte of the shelf's files.
fn shelf_of(data: &Path) -> String {
    let files = std::fs::read_dir(data).unwrap().map(|file| file.unwrap().path());
    let of_shelf = files.filter(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("shelf.db")));
    of_shelf
        .map(|file| String::from_utf8_lossy(&std::fs::read(file).unwrap()).to_lowercase())
        .collect()
}

struct Door<'a> {
    served: &'a Served,
    token: String,
    /// How many acts were sent: each comes under a key of its own.
    sent: Cell<u32>,
}

impl Door<'_> {
    fn sends(&self, act: &Value) -> testpaper::Answer {
        let bearer = format!("Bearer {}", self.token);
        self.sent.set(self.sent.get() + 1);
        let key = format!("zqsendingkey-{}", self.sent.get());
        let headers = [("Authorization", bearer.as_str()), ("Idempotency-Key", key.as_str())];
        self.served.sends("/acts", &headers, act.to_string().as_bytes())
    }

    #[track_caller]
    fn does(&self, act: &Value) -> Value {
        let answer = self.sends(act);
        assert_eq!(answer.status, 200, "{act}: {}", answer.text());
        serde_json::from_slice(&answer.body).unwrap()
    }

    #[track_caller]
    fn refuses(&self, act: &Value) {
        let answer = self.sends(act);
        assert!((400..500).contains(&answer.status), "{act}: {} {}", answer.status, answer.text());
    }
}

/// Who works here; answers what a token of theirs shows.
fn people(paper: &TestPaper) -> String {
    paper.write("debats/a.md", &crate::news("Rien", "Rien."));
    paper.import().well();
    paper
        .run(&[
            "people",
            "add",
            "Zqaccountname Brun",
            "--key",
            "zqaccountkey",
            "--email",
            "zqaccountmail@paper.example",
            "--role",
            "publisher",
            "--role",
            "administrator",
        ])
        .well();
    paper
        .run(&[
            "people",
            "invite",
            "Zqinvitedname",
            "--key",
            "zqinvitedkey",
            "--email",
            "zqinvitedmail@paper.example",
            "--role",
            "reporter",
        ])
        .well();
    let said = paper.run(&["people", "token", "zqaccountkey", "--name", "zqtokenname"]).well().said;
    said.lines().last().unwrap().trim().to_owned()
}

/// What the paper says of itself and of those who sign in it. What is described is public (decision 19).
fn describe(door: &Door<'_>) {
    door.does(&json!({
        "act": "describe", "sort": "person", "key": "Zqpersonkey", "name": "Zqpersonname", "description": "zqpersontold",
        "standing": "zqstanding", "biography": "zqbiography", "interests": "zqinterests",
    }));
    door.does(&json!({ "act": "describe", "sort": "section", "key": "debats", "description": "zqsectiontold" }));
    door.does(&json!({ "act": "menu", "entries": ["zqmenulabel=debats"] }));
    door.does(&json!({ "act": "label", "kind": "opinion", "text": "zqkindlabel" }));
    door.does(&json!({ "act": "page", "key": "qui-sommes-nous", "text": "# Zqpagename\n\nzqpagetext\n" }));
}

/// An article that is published, corrected, retracted, restored and moved, and one that stays a draft.
fn write(door: &Door<'_>) -> String {
    let head = "headline: Zqheadline\nkind: opinion\nsection: debats\ntranslation_set: zqtranslations\nbyline:\n- Zqpersonkey";
    let text = format!("---\n{head}\n---\n\nzqbody.\n\nzqwrong.\n\nDit zqwithheld, lui.\n");
    let article = door.does(&json!({ "act": "save", "text": text }))["article"].clone();
    door.does(&json!({ "act": "publish", "article": article }));
    door.does(&json!({
        "act": "correct", "article": article, "nature": "correction", "replace": ["zqwrong", "zqright"], "tell": "zqtold",
    }));
    door.does(&json!({ "act": "retract", "article": article, "reason": "zqretracted" }));
    door.does(&json!({ "act": "restore", "article": article, "reason": "zqrestored" }));
    door.does(&json!({ "act": "move-address", "thing": article, "path": "/zqmovedto" }));
    door.does(&json!({ "act": "save", "text": "---\nheadline: Zqdrafted\nbyline:\n- Zqsilentname\ndossiers:\n- Zqdossiername\n---\n\nzqdrafttext\n" }));
    article.as_str().unwrap().to_owned()
}

/// What is closed, kept back, let go and withheld, each for a reason.
fn plan(door: &Door<'_>, article: &str) {
    let suspension = door.does(&json!({ "act": "suspend-comments", "article": article, "review": "2099-01-01", "reason": "zqsuspended" }));
    door.does(&json!({ "act": "resume-comments", "suspension": suspension["suspension"], "reason": "zqresumed" }));
    let draft = door.does(&json!({ "act": "save", "text": "# Plus tard\n\nRien.\n" }))["article"].clone();
    door.does(&json!({ "act": "embargo", "article": draft, "until": "2099-01-01 06:00", "reason": "zqembargo" }));
    door.does(&json!({ "act": "lift", "article": draft, "reason": "zqlifted", "alone_on_duty": true }));
    door.does(&json!({ "act": "embargo", "article": draft, "until": "2099-01-01 06:00", "reason": "zqembargo" }));
    door.does(&json!({ "act": "withhold", "article": article, "ground": "minor", "words": "zqwithheld", "reason": "zqground" }));
}

/// What is refused leaves no word behind it either.
fn refuse(door: &Door<'_>) {
    door.refuses(&json!({ "act": "publish", "article": "zqnoarticle" }));
    door.refuses(&json!({ "act": "grant", "key": "zqnoaccount", "roles": ["reporter"] }));
    door.refuses(&json!({ "act": "zqnoact" }));
    door.refuses(&json!({ "act": "publish", "article": "x", "zqnofield": 1 }));
    door.refuses(&json!({ "act": "accept-invitation", "code": "zqnocode" }));
    let wrong = door.served.sends("/acts", &[("Authorization", "Bearer zqnotoken")], b"{}");
    assert_eq!(wrong.status, 401);
}

/// What a reader's browser says of its reader.
fn read(served: &Served) {
    let headers = [
        ("User-Agent", "zqagent"),
        ("Referer", "https://elsewhere.example/zqreferrer"),
        ("Cookie", "a=zqcookie"),
    ];
    assert_eq!(served.get_with("/?courriel=zqquery", &headers).status, 200);
    assert_eq!(served.get_with("/nulle-part?courriel=zqquery", &headers).status, 404);
}
