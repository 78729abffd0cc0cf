//! Who may do what, from the command line: roles, scopes, one's own and others', invitations.

use testpaper::TestPaper;

use crate::acts::{act, refused_act, save};
use crate::{news, on_both};

fn people(paper: &TestPaper, arguments: &[&str]) -> String {
    let mut all = vec!["people"];
    all.extend(arguments);
    paper.run(&all).well().said
}

/// Does an act as somebody; answers the exit code and the complaint.
fn as_one(paper: &TestPaper, who: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let mut all = vec!["act", "--language", "en", "--as", who];
    all.extend(arguments);
    let ran = paper.run(&all);
    (ran.code, ran.complained)
}

const ROLES: [(&str, &str); 7] = [
    ("reporter", "reporter"),
    ("sub", "copy_editor"),
    ("front", "front_editor"),
    ("moderator", "community_moderator"),
    ("publisher", "publisher"),
    ("admin", "administrator"),
    ("expert", "outside_expert"),
];

fn staffed(paper: &TestPaper) {
    paper.write("international/theirs.md", &news("À un autre", "Un texte. Une fote."));
    paper.import().well();
    for (key, role) in ROLES {
        people(paper, &["add", key, "--key", key, "--role", role]);
    }
}

#[test]
fn a_reporter_writes_what_is_ones_own_and_publishes_nothing() {
    on_both(|paper, _| {
        staffed(paper);
        paper.write("own.md", &news("À moi", "Un texte."));
        let file = paper.folder.join("own.md").display().to_string();
        let (code, complained) = as_one(paper, "reporter", &["save", &file]);
        assert_eq!(code, Some(0), "{complained}");
        let said = paper.run(&["record", "--by", "reporter"]).well().said;
        let own = said
            .split_whitespace()
            .find(|word| word.len() == 36 && word.contains('-'))
            .unwrap()
            .to_owned();
        assert_eq!(as_one(paper, "reporter", &["save", &file, "--article", &own]).0, Some(0));
        let (code, complained) = as_one(paper, "reporter", &["publish", &own]);
        assert_eq!(code, Some(2));
        assert!(
            complained.contains("reporter may not do this here (published); ask a front editor or the publisher"),
            "{complained}"
        );
        assert_eq!(
            as_one(paper, "expert", &["save", &file, "--article", &own]).0,
            Some(2),
            "it is another's"
        );
        assert_eq!(as_one(paper, "moderator", &["save", &file]).0, Some(2));
        assert_eq!(
            as_one(paper, "admin", &["publish", &own]).0,
            Some(2),
            "whoever runs the machine edits nothing"
        );
        assert_eq!(as_one(paper, "front", &["publish", &own]).0, Some(0));
        let french = paper.run(&["act", "--as", "reporter", "retract", &own, "--reason", "x"]);
        french.refused("demandez à la direction de la publication");
        // Somebody who signs an article owns it, too.
        paper.write("signed.md", "---\nheadline: Signé\nbyline: [Léa Brun]\n---\n\nTexte.\n");
        let signed = save(paper, "signed.md", "---\nheadline: Signé\nbyline: [Léa Brun]\n---\n\nTexte.\n");
        people(paper, &["add", "Léa Brun", "--role", "reporter"]);
        let file = paper.folder.join("signed.md").display().to_string();
        assert_eq!(as_one(paper, "lea-brun", &["save", &file, "--article", &signed]).0, Some(0));
        assert_eq!(as_one(paper, "reporter", &["save", &file, "--article", &signed]).0, Some(2));
    });
}

#[test]
fn a_section_is_a_scope_with_those_below_it() {
    on_both(|paper, _| {
        paper.write("international/asie/a.md", &news("En Asie", "Texte."));
        paper.write("sport/b.md", &news("Au stade", "Texte."));
        paper.import().well();
        people(paper, &["add", "Chef", "--role", "front_editor:international"]);
        assert_eq!(as_one(paper, "chef", &["pin", "/2026/11/20/en-asie"]).0, Some(0));
        assert_eq!(as_one(paper, "chef", &["pin", "/2026/11/20/au-stade"]).0, Some(2));
        assert_eq!(
            as_one(paper, "chef", &["move-section", "/2026/11/20/en-asie", "sport"]).0,
            Some(2),
            "not where it goes"
        );
        assert_eq!(
            as_one(paper, "chef", &["move-section", "/2026/11/20/en-asie", "international"]).0,
            Some(0)
        );
        people(paper, &["grant", "chef", "--role", "reporter"]);
        assert_eq!(as_one(paper, "chef", &["unpin", "/2026/11/20/en-asie"]).0, Some(2));
    });
}

#[test]
fn people_are_invited_disabled_and_never_left_without_an_administrator() {
    on_both(|paper, _| {
        paper.write("a.md", &news("Un titre", "Texte."));
        paper.import().well();
        people(paper, &["add", "Anne", "--role", "administrator"]);
        let invited = people(
            paper,
            &[
                "invite",
                "Léa Brun",
                "--role",
                "front_editor",
                "--email",
                "lea@paper.example",
                "--as",
                "anne",
            ],
        );
        let code = invited.lines().nth(1).unwrap().to_owned();
        refused_act(paper, &["--as", "lea-brun", "pin", "/2026/11/20/un-titre"]).refused("has not taken the invitation yet");
        paper.run(&["people", "accept", "ffff"]).refused("aucune invitation n’a ce code");
        assert_eq!(people(paper, &["accept", &code]).trim(), "lea-brun");
        paper.run(&["people", "accept", &code]).refused("aucune invitation n’a ce code");
        assert_eq!(as_one(paper, "lea-brun", &["pin", "/2026/11/20/un-titre"]).0, Some(0));
        paper
            .run(&["people", "disable", "anne", "--as", "lea-brun"])
            .refused("demandez à un administrateur");
        paper.run(&["people", "disable", "anne"]).refused("le dernier administrateur");
        people(paper, &["disable", "lea-brun", "--as", "anne"]);
        refused_act(paper, &["--as", "lea-brun", "unpin", "/2026/11/20/un-titre"]).refused("is disabled");
        refused_act(paper, &["--as", "nobody", "unpin", "/2026/11/20/un-titre"]).refused("nobody who works here is called");
        paper
            .run(&["people", "add", "Anne", "--role", "reporter"])
            .refused("quelqu’un s’appelle déjà");
        paper
            .run(&["people", "add", "Bob", "--role", "king"])
            .refused("n’est pas une qualité d’ici");
        let listed = people(paper, &["list"]);
        assert!(listed.contains("lea-brun\tLéa Brun\tdisabled\tfront_editor:paper"), "{listed}");
        let record = paper.run(&["record", "--act", "account_set"]).well().said;
        assert!(
            !record.contains("paper.example") && !record.contains(&code),
            "no e-mail and no code in the record: {record}"
        );
        let _ = act(paper, &["unpin", "/2026/11/20/un-titre"]);
    });
}
