//! What is read, and what a person is told of it.

use super::{DOUBLED, Texts, ended};

#[test]
fn a_file_is_told_with_line_column_and_carets_in_its_language() {
    let texts = Texts::with("pont.md", DOUBLED);
    let told = ended(texts.check(&["pont.md", "--all"]), 1);
    assert!(told.said.contains("pont.md:8:21"), "{}", told.said);
    insta::assert_snapshot!("a_file_in_french", told.said);
    insta::assert_snapshot!(
        "a_file_in_english",
        ended(texts.check(&["pont.md", "--all", "--language", "en"]), 1).said
    );
}

#[test]
fn an_english_text_is_told_in_english_unless_somebody_asks() {
    let text = "The mayor of the town went to the the bridge with all of the councillors.\n";
    let texts = Texts::with("bridge.txt", text);
    assert!(ended(texts.check(&["bridge.txt"]), 1).said.contains("is written twice in a row"));
    let french = texts.check(&["bridge.txt", "--language", "fr"]);
    assert!(french.said.contains("est écrit deux fois de suite"), "{}", french.said);
}

#[test]
fn carets_stand_under_the_words_behind_emoji_and_a_byte_order_mark() {
    let texts = Texts::with("a.txt", "\u{feff}Été 😀 : le maire a a refusé.\r\n");
    let told = ended(texts.check(&["a.txt"]), 1).said;
    assert!(told.contains("a.txt:1:18"), "{told}");
    let (line, carets) = told
        .lines()
        .zip(told.lines().skip(1))
        .find(|(line, _)| line.contains("le maire"))
        .unwrap();
    // The emoji takes two columns on a terminal, and one character.
    let before = line[..line.find("a a").unwrap()].chars().count();
    assert_eq!(carets.find('^'), Some(before + 1), "{told}");
    assert_eq!(carets.matches('^').count(), 3, "{told}");
}

#[test]
fn a_folder_is_read_without_hidden_files_readmes_and_other_endings() {
    let texts = Texts::new();
    for name in [
        "a.md",
        "b.txt",
        "sub/c.markdown",
        "sub/d.TEXT",
        "e.html",
        ".f.md",
        ".git/g.md",
        "README.md",
        "sub/README.md",
    ] {
        texts.write(name, "Le maire a a refusé.\n");
    }
    let told = ended(texts.check(&["."]), 1);
    for name in ["a.md:", "b.txt:", "c.markdown:", "d.TEXT:"] {
        assert!(told.said.contains(name), "{name} in {}", told.said);
    }
    for name in ["e.html", ".f.md", "g.md", "README"] {
        assert!(!told.said.contains(name), "{name} in {}", told.said);
    }
    assert!(told.complained.contains("4 textes lus"), "{}", told.complained);
    assert!(
        ended(texts.check(&["README.md"]), 1).said.contains("README.md:1"),
        "named, it is read"
    );
}

#[test]
fn a_folder_without_texts_says_what_texts_are() {
    let texts = Texts::with("a.html", "x");
    texts.check(&["."]).refused("files that end in .md or .txt");
}

#[test]
fn standard_input_is_markdown_or_plain_as_it_looks() {
    let texts = Texts::new();
    let plain = ended(texts.check_input("Le maire a a refusé.\n", &["--all"]), 1);
    assert!(plain.said.contains("-:1:10") && !plain.said.contains("ART-01"), "{}", plain.said);
    for text in [DOUBLED.to_owned(), DOUBLED.replace('\n', "\r\n"), format!("\u{feff}{DOUBLED}")] {
        let told = ended(texts.check_input(&text, &["--all"]), 1);
        assert!(told.said.contains("-:8:21"), "{}", told.said);
        assert!(!told.said.contains("headline: Le pont"), "a front matter is no text: {}", told.said);
    }
}

#[test]
fn the_exit_says_how_grave_it_is() {
    let texts = Texts::new();
    texts
        .write("clean.txt", "Le pont est ouvert.\n")
        .write("warning.txt", "Le maire a a refusé.\n")
        .write(
            "block.md",
            "---\nheadline: Le pont\n---\n\n![Un pont sur une rivière.](pont.jpg \"Le pont.\")\n",
        )
        .write("broken.md", "---\nheadline: [\n---\n\nTexte.\n");
    ended(texts.check(&["clean.txt"]), 0);
    ended(texts.check(&["warning.txt", "clean.txt"]), 1);
    ended(texts.check(&["block.md", "warning.txt"]), 3);
    ended(texts.check(&["block.md", "broken.md"]), 2);
}

#[test]
fn a_malformed_file_is_located_and_the_others_are_still_read() {
    let texts = Texts::with("broken.md", "---\nheadline: [\n---\n\nTexte.\n");
    texts.write("warning.txt", "Le maire a a refusé.\n");
    std::fs::write(texts.path("latin.txt"), b"Une ligne.\nL'\xe9t\xe9.\n").unwrap();
    let told = ended(texts.check(&["broken.md", "latin.txt", "nowhere.md", "warning.txt"]), 2);
    assert!(told.said.contains("warning.txt:1:10"), "{}", told.said);
    for words in [
        "broken.md:",
        "`latin.txt` is not UTF-8, from line 2 on",
        "`nowhere.md` cannot be read",
    ] {
        assert!(told.complained.contains(words), "{words} in {}", told.complained);
    }
}

#[test]
fn a_house_file_with_a_wrong_example_is_refused_at_its_place() {
    let texts = Texts::with("a.txt", "Le pont est ouvert.\n");
    texts.write("house.toml", "[[phrase]]\navoid = \"impacter\"\nwrong = [\"Rien.\"]\n");
    texts.check(&["a.txt"]).refused("house.toml:line 3, column 10: this wrong example");
    texts
        .check(&["a.txt", "--language", "fr"])
        .refused("house.toml : ligne 3, colonne 10 : cet exemple fautif ne contient rien que l’entrée « impacter » trouve");
    texts
        .write("house.toml", "")
        .write("paper.toml", "[severity]\n\"TYP-99\" = \"off\"\n");
    texts
        .check(&["a.txt", "--house", "paper.toml"])
        .refused("paper.toml:line 2, column 1: `TYP-99` is no check");
    texts
        .check(&["a.txt", "--house", "none.toml"])
        .refused("`none.toml` cannot be read");
}

#[test]
fn the_house_file_that_stands_here_is_read_unless_another_is_named() {
    let texts = Texts::with("a.txt", "Le maire a a refusé.\n");
    texts
        .write("house.toml", "[severity]\n\"REP-301\" = \"off\"\n")
        .write("other.toml", "[severity]\n\"REP-301\" = \"block\"\n");
    ended(texts.check(&["a.txt"]), 0);
    ended(texts.check(&["a.txt", "--house", "other.toml"]), 3);
}

#[test]
fn quotations_are_held_against_sources_and_the_version_before() {
    let now = "«\u{a0}Nous avons vu venir la chute du pont depuis hier\u{a0}», dit la maire.\n";
    let before = "«\u{a0}Nous avons vu venir la chute du pont depuis lundi\u{a0}», dit la maire.\n";
    let texts = Texts::with("now.txt", now);
    texts.write("before.txt", before).write("afp.txt", before);
    ended(texts.check(&["now.txt"]), 0);
    let told = ended(texts.check(&["now.txt", "--source", "afp.txt"]), 1).said;
    assert!(told.contains("QUO-211") && told.contains("la source « afp » dit"), "{told}");
    let told = ended(texts.check(&["now.txt", "--previous", "before.txt"]), 1).said;
    assert!(told.contains("QUO-210") && told.contains("depuis lundi"), "{told}");
    texts
        .check(&["now.txt", "--source", "none.txt"])
        .refused("`none.txt` cannot be read");
    texts.check(&["now.txt", "--previous", "none.txt"]).refused("none.txt");
}

#[test]
fn few_are_told_and_all_of_them_on_demand() {
    let texts = Texts::with("a.txt", &"Le maire a a refusé.\n\n".repeat(12));
    let few = ended(texts.check(&["a.txt"]), 1).said;
    assert_eq!(few.matches("[REP-301]").count(), 1, "{few}");
    assert!(few.contains("11 autres relevés avec --all"), "{few}");
    assert_eq!(ended(texts.check(&["a.txt", "--all"]), 1).said.matches("[REP-301]").count(), 12);
}

#[test]
fn three_hundred_files_are_read() {
    let texts = Texts::new();
    for at in 0..300 {
        texts.write(&format!("{at}.md"), DOUBLED);
    }
    let told = ended(texts.check(&["."]), 1);
    assert!(told.complained.contains("300 textes lus"), "{}", told.complained);
    assert_eq!(told.said.matches("[REP-301]").count(), 300);
}

#[test]
fn a_megabyte_on_one_line_is_read_in_every_form() {
    let texts = Texts::with("a.txt", &"Le maire a a dit « oui ». ".repeat(40_000));
    for form in ["text", "json", "sarif", "github"] {
        ended(texts.check(&["a.txt", "--format", form]), 1);
    }
}
