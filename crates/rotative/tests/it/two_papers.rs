//! One forgotten option does not mix two papers, and what an import makes is told.

use testpaper::TestPaper;

use crate::{news, on_both};

/// A folder of somebody else's, beside the paper's own.
fn wiki(paper: &TestPaper) -> std::path::PathBuf {
    let folder = paper.folder.with_file_name("wiki");
    std::fs::create_dir_all(&folder).unwrap();
    for number in 0..4 {
        std::fs::write(
            folder.join(format!("{number}.md")),
            format!("# Page {number} du wiki\n\nTexte {number}.\n"),
        )
        .unwrap();
    }
    folder
}

fn with_own_articles(paper: &TestPaper) {
    paper.write("paper.toml", "name = \"L’Écluse\"\n");
    for number in 0..3 {
        let name = format!("{number}.md");
        paper.write(&name, &news(&format!("Article {number}"), "Texte."));
    }
    let ran = paper.import().well();
    assert!(
        ran.complained.contains("L’Écluse") && ran.complained.contains(&paper.data.display().to_string()),
        "{}",
        ran.complained
    );
}

#[test]
fn a_folder_that_the_paper_never_saw_is_refused_where_nobody_can_be_asked() {
    on_both(|paper, _| {
        with_own_articles(paper);
        let served = paper.serve();
        let wiki = wiki(paper);
        std::fs::write(wiki.join("paper.toml"), "name = \"Wiki\"\n").unwrap();
        let ran = paper.import_from(&wiki).refused("--yes");
        for words in [
            "L’Écluse",
            &paper.data.display().to_string(),
            &wiki.display().to_string(),
            "nothing was imported",
        ] {
            assert!(ran.complained.contains(words), "`{words}` is not in: {}", ran.complained);
        }
        assert!(
            paper
                .run(&["record", "--json"])
                .well()
                .said
                .lines()
                .all(|line| !line.contains("Wiki"))
        );
        assert!(!served.get("/").text().contains("wiki"));
        let french = paper.run(&["import", "folder", &wiki.display().to_string(), "--language", "fr"]);
        french.refused("rien n’a été importé");
        paper.run(&["serve", "--listen", "127.0.0.1:0", "--paper", &wiki.display().to_string()]);
        assert!(paper.run(&["verify"]).well().said.contains("3 versions of 3 articles"));
    });
}

#[test]
fn somebody_who_says_so_brings_another_folder_in_and_is_not_asked_again() {
    on_both(|paper, _| {
        with_own_articles(paper);
        let wiki = wiki(paper);
        let name = wiki.display().to_string();
        assert!(paper.run(&["import", "folder", &name, "--yes"]).well().said.contains("4 new"));
        std::fs::write(wiki.join("0.md"), "# Page 0 du wiki\n\nAutre texte.\n").unwrap();
        assert!(paper.import_from(&wiki).well().said.contains("1 changed"));
        assert!(
            paper.import().well().said.contains("3 unchanged"),
            "no file of one is one of the other"
        );
        let front = paper.serve().get("/").page();
        assert!(front.contains("Article 0") && front.contains("Page 0 du wiki"), "{front}");
    });
}

#[test]
fn a_folder_of_the_same_name_takes_the_place_of_nothing() {
    on_both(|paper, _| {
        with_own_articles(paper);
        paper.write("wiki/0.md", &news("Le wiki du journal", "Texte."));
        paper.import().well();
        let wiki = wiki(paper);
        std::fs::write(wiki.join("9.md"), news("Article 1", "Texte.")).unwrap();
        paper.import_from(&wiki).refused("nothing was imported");
        let name = wiki.display().to_string();
        assert!(paper.run(&["import", "folder", &name, "--yes"]).well().said.contains("5 new"));
        assert!(paper.import_from(&wiki).well().said.contains("5 unchanged"));
        assert!(paper.import().well().said.contains("4 unchanged"));
        assert!(paper.serve().get("/").page().contains("Le wiki du journal"));
    });
}

#[test]
fn a_further_folder_sets_nothing_of_the_paper() {
    on_both(|paper, _| {
        with_own_articles(paper);
        let wiki = wiki(paper);
        std::fs::write(wiki.join("paper.toml"), "name = \"Wiki\"\n").unwrap();
        let ran = paper.run(&["import", "folder", &wiki.display().to_string(), "--yes"]).well();
        assert!(ran.complained.contains("`paper.toml` is not taken"), "{}", ran.complained);
        assert!(paper.serve().get("/").page().contains("L’Écluse"));
    });
}

/// Imports a folder at a terminal, where somebody answers; what was shown there, and the exit code.
fn answered(paper: &TestPaper, folder: &std::path::Path, answer: &str) -> (Option<i32>, String) {
    let command = paper.command(&["import", "folder", &folder.display().to_string()]);
    let words: Vec<String> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| format!("'{}'", word.to_string_lossy()))
        .collect();
    let mut terminal = std::process::Command::new("script");
    terminal.args(["--quiet", "--return", "--command", &words.join(" "), "/dev/null"]);
    let mut child = terminal
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), answer.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn at_a_terminal_somebody_is_asked() {
    on_both(|paper, _| {
        with_own_articles(paper);
        let wiki = wiki(paper);
        let (code, shown) = answered(paper, &wiki, "non\n");
        assert_eq!(code, Some(2), "{shown}");
        assert!(shown.contains("Bring its 4 manuscripts into it? [y/N]"), "{shown}");
        assert!(paper.run(&["verify"]).well().said.contains("3 versions of 3 articles"));
        let (code, shown) = answered(paper, &wiki, "oui\n");
        assert_eq!(code, Some(0), "{shown}");
        assert!(shown.contains("4 new"), "{shown}");
    });
}

#[test]
fn the_papers_own_folder_is_known_wherever_it_moves_and_whatever_changed_in_it() {
    on_both(|paper, _| {
        with_own_articles(paper);
        let moved = paper.folder.with_file_name("ailleurs");
        std::fs::rename(&paper.folder, &moved).unwrap();
        std::fs::write(moved.join("0.md"), news("Article 0", "Autre texte.")).unwrap();
        std::fs::write(moved.join("3.md"), news("Article 3", "Nouveau.")).unwrap();
        let ran = paper.import_from(&moved).well();
        assert!(ran.said.contains("1 new, 1 changed"), "{}", ran.said);
        let export = paper.data.with_file_name("export");
        paper.run(&["export", &export.display().to_string()]).well();
        let ran = paper.import_from(&export).well();
        assert!(ran.said.contains("0 new, 0 changed"), "{}", ran.said);
    });
}

#[test]
fn what_an_import_makes_is_listed_and_a_section_by_a_slip_of_the_hand_enters_no_menu() {
    on_both(|paper, _| {
        paper.write("politique/a.md", &news("Premier", "Texte."));
        let first = paper.import().well();
        assert!(first.complained.contains("new section “Politique”\n"), "{}", first.complained);
        let text = "---\nheadline: Deuxième\nbyline: [Jeanne Auber]\ntopics: [Eau]\ndossiers: [Crue]\npublished: 2026-11-20 10:00\n---\n\n\
                    Voir [le premier](/2026/11/20/premier), [rien](/2026/11/20/rien) et [un fichier](autre.md).\n";
        paper.write("politque/b.md", text).write("sport/c.md", &news("Troisième", "Texte."));
        let ran = paper.import().well();
        for words in [
            "new section “Politque”: did you mean “Politique”?",
            "new section “Sport”",
            "new people: Jeanne Auber",
            "new topics: Eau",
            "new dossiers: Crue",
            "politque/b.md:9: the link `/2026/11/20/rien` leads nowhere",
            "politque/b.md:9: the link `autre.md` leads nowhere",
        ] {
            assert!(ran.complained.contains(words), "`{words}` is not in: {}", ran.complained);
        }
        assert!(!ran.complained.contains("/2026/11/20/premier"), "{}", ran.complained);
        let served = paper.serve();
        let menu = |page: &str| page.split("</header>").next().unwrap_or_default().to_owned();
        let front = menu(&served.get("/").page());
        assert!(
            front.contains("Politique") && front.contains("Sport") && !front.contains("Politque"),
            "{front}"
        );
        assert!(
            served.get("/politque").page().contains("Deuxième"),
            "its page is there all the same"
        );
        crate::acts::act(paper, &["describe", "section", "politque"]);
        assert!(served.wait_until(|| menu(&served.get("/").page()).contains("Politque")));
    });
}
