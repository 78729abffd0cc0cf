//! `--fix`: every byte that no mend names stays as it was.

use super::{DOUBLED, Texts, ended};

const FRONT: &str = "\u{feff}---\r\n# Un commentaire.\r\nheadline:   'Le pont'   # un autre\r\nbyline: [ Léa Brun ]\r\n---\r\n\r\n";

#[test]
fn only_what_is_mended_changes() {
    let body = "Un *mot*  de plus…\r\n\r\n- `l'eau`\r\n- Il dit «oui» .\r\n\r\nRien ici.\r\n";
    let texts = Texts::with("a.md", &format!("{FRONT}{body}"));
    texts.check(&["a.md", "--fix"]);
    let after = texts.bytes("a.md");
    let mended = after
        .strip_prefix(FRONT)
        .unwrap_or_else(|| panic!("the front matter changed: {after:?}"));
    assert!(mended.starts_with("Un *mot* de plus…\r\n\r\n- `l"), "{mended:?}");
    assert!(mended.contains("«\u{a0}oui\u{a0}»"), "{mended:?}");
    assert!(mended.ends_with("Rien ici.\r\n"), "{mended:?}");
    assert_eq!(mended.matches('\r').count(), mended.matches('\n').count());
}

#[test]
fn a_second_time_there_is_nothing_to_do() {
    let texts = Texts::with("a.md", &format!("{FRONT}Il dit «oui» , c'est  tout ...\r\n"));
    texts.write("b.txt", "Titre\n\nIl dit \"oui\" : 12 000 € ; l'été...\n");
    texts.check(&["a.md", "b.txt", "--fix"]);
    let first = (texts.bytes("a.md"), texts.bytes("b.txt"));
    let told = texts.check(&["a.md", "b.txt", "--fix"]);
    assert_eq!((texts.bytes("a.md"), texts.bytes("b.txt")), first);
    assert!(!told.complained.contains("corrections faites"), "{}", told.complained);
}

#[test]
fn a_mend_that_cannot_be_written_keeps_no_other_from_being_made() {
    for count in [3, 300] {
        let wrapped = "Le mot est là\n; oui.\n\n";
        let text = format!("{}{}", wrapped.repeat(count), "La ville ; oui : non ! dit-il.\n\n".repeat(count));
        let texts = Texts::with("a.md", &text);
        texts.check(&["a.md", "--fix"]);
        let after = texts.bytes("a.md");
        assert!(!after.contains(" ;") && !after.contains(" !"), "{count}: {after}");
        assert_eq!(after.matches("là\n; oui").count(), count);
        texts.check(&["a.md", "--fix"]);
        assert_eq!(texts.bytes("a.md"), after);
    }
}

#[test]
fn a_file_without_mends_is_not_written() {
    let texts = Texts::with("a.md", DOUBLED);
    let long_ago = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    let file = std::fs::File::options().write(true).open(texts.path("a.md")).unwrap();
    file.set_modified(long_ago).unwrap();
    texts.check(&["a.md", "--fix"]);
    assert_eq!(texts.bytes("a.md"), DOUBLED);
    assert_eq!(std::fs::metadata(texts.path("a.md")).unwrap().modified().unwrap(), long_ago);
}

#[cfg(unix)]
#[test]
fn the_mode_of_a_file_and_the_link_to_it_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let texts = Texts::with("a.txt", "Il dit «oui».\n");
    std::fs::set_permissions(texts.path("a.txt"), std::fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("a.txt", texts.path("link.txt")).unwrap();
    texts.check(&["link.txt", "--fix"]);
    assert_eq!(texts.bytes("a.txt"), "Il dit «\u{a0}oui\u{a0}».\n");
    assert_eq!(std::fs::metadata(texts.path("a.txt")).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(std::fs::symlink_metadata(texts.path("link.txt")).unwrap().is_symlink());
    assert_eq!(
        std::fs::read_dir(&texts.paper.folder).unwrap().count(),
        2,
        "nothing else is left there"
    );
}

#[test]
fn what_is_likely_right_is_mended_only_on_demand() {
    let texts = Texts::with("a.md", DOUBLED);
    ended(texts.check(&["a.md", "--fix=safe"]), 1);
    assert_eq!(texts.bytes("a.md"), DOUBLED);
    ended(texts.check(&["a.md", "--fix=maybe"]), 0);
    assert_eq!(texts.bytes("a.md"), DOUBLED.replace("a a", "a"));
}

#[test]
fn standard_input_is_answered_with_the_mended_text_and_nothing_else() {
    let texts = Texts::new();
    let text = "Hier, le maire a a dit «oui».\n";
    let mended = "Hier, le maire a a dit «\u{a0}oui\u{a0}».\n";
    for form in ["text", "json", "sarif", "github"] {
        let told = ended(texts.check_input(text, &["--fix", "--format", form]), 1);
        assert_eq!(told.said, mended);
        assert!(told.complained.contains("REP-301"), "{form}: {}", told.complained);
    }
    assert_eq!(texts.check_input("Rien à dire.", &["--fix"]).said, "Rien à dire.");
}
