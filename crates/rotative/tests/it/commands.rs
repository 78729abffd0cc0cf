//! The command line: one process a data folder, taken ports, a stop that lets readers finish, the schema's floor.

use testpaper::{Engine, TestPaper};

use crate::{PROGRAM, news, on_both};

#[test]
fn a_second_process_on_one_data_folder_is_refused_with_a_sentence() {
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    paper.write("a.md", &news("Un article", "Texte."));
    paper.import().well();
    let _served = paper.serve();
    paper
        .run(&["serve", "--listen", "127.0.0.1:0"])
        .refused("is served by another process already");
}

#[test]
fn a_taken_port_says_what_to_do() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    let address = taken.local_addr().unwrap().to_string();
    paper
        .run(&["serve", "--listen", &address])
        .refused("choose another port with `--listen ADDR`");
}

#[test]
fn a_stop_is_graceful_and_a_second_start_changes_nothing() {
    on_both(|paper, _| {
        paper.write("a.md", &news("Un article", "Texte."));
        let folder = paper.folder.display().to_string();
        let served = paper.serve_with(&["--paper", &folder]);
        let before = served.get("/").page();
        assert!(served.stop(), "it ends with 0 when it is asked to stop");
        let entries = paper.run(&["verify"]).well().said;
        let served = paper.serve_with(&["--paper", &folder]);
        assert_eq!(without_base(&served.get("/").page()), without_base(&before));
        assert_eq!(paper.run(&["verify"]).well().said, entries);
    });
}

#[test]
fn a_theme_is_read_again_as_it_is_saved_and_a_broken_one_shows_the_page_before() {
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    paper.write("a.md", &news("Un article", "Texte."));
    paper.import().well();
    let theme = paper.data.join("theme");
    std::fs::create_dir_all(&theme).unwrap();
    let served = paper.serve_with(&["--theme", &theme.display().to_string()]);
    assert!(served.get("/").page().contains("<header"));
    std::fs::write(theme.join("front.html"), "<p>Une une à moi : {{ furniture.paper }}</p>").unwrap();
    assert!(
        served.wait_until(|| served.get("/").text().starts_with("<p>Une une à moi")),
        "{}",
        served.get("/").text()
    );
    let changes = || served.log().matches("the theme has changed").count();
    let before = changes();
    std::fs::write(theme.join("front.html"), "<p>{{ furniture.paper }").unwrap();
    assert!(served.wait_until(|| changes() > before), "the broken one was seen");
    assert!(served.get("/").page().starts_with("<p>Une une à moi"), "the page before");
    std::fs::remove_file(theme.join("front.html")).unwrap();
    assert!(served.wait_until(|| served.get("/").text().contains("<header")));
}

#[test]
fn serve_never_seeds() {
    on_both(|paper, _| {
        let served = paper.serve();
        let answer = served.get("/");
        assert_eq!(answer.status, 503, "an empty database has no paper to show: {}", answer.text());
        assert!(answer.header("retry-after").is_some());
    });
}

#[test]
fn a_node_older_than_the_schema_allows_stops_with_a_sentence() {
    on_both(|paper, _| {
        paper.run(&["db", "upgrade"]).well();
        paper.database.tamper("update schema_floor set oldest_node = 99");
        paper
            .run(&["serve", "--listen", "127.0.0.1:0"])
            .refused("install the newer release");
        paper.run(&["db", "upgrade"]).refused("nodes from number 99 on");
    });
}

#[test]
fn a_faulty_configuration_names_its_line() {
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    let file = paper.data.join("rotative.toml");
    std::fs::write(&file, "data = \"x\"\nport = 80\n").unwrap();
    let ran = paper.run(&["verify", "--config", &file.display().to_string()]).refused("is faulty");
    assert!(
        ran.complained.contains("line 2, column 1: unknown field `port`"),
        "{}",
        ran.complained
    );
    let ran = paper
        .run(&["verify", "--language", "fr", "--config", &file.display().to_string()])
        .refused("est fautive");
    let said = "ligne 2, colonne 1 : le champ « port » n’existe pas ; il y a `data`";
    assert!(
        ran.complained.contains(said) && ran.complained.contains("| port = 80"),
        "{}",
        ran.complained
    );
    paper.run(&["serve", "--address", "paper.example"]).refused("is no base address");
}

#[test]
fn what_is_faulty_in_a_papers_settings_is_said_in_both_languages() {
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    let folder = tempfile::tempdir().unwrap();
    let import = |settings: &str, language: &str| {
        std::fs::write(folder.path().join("paper.toml"), settings).unwrap();
        let folder = folder.path().display().to_string();
        paper
            .run(&["import", "folder", &folder, "--language", language])
            .refused("paper.toml")
            .complained
    };
    let faults = [
        (
            "name = 3\n",
            "ligne 1, colonne 8 : c’est l’entier 3, il faut un texte",
            "line 1, column 8: invalid type",
        ),
        (
            "name = \"A\"\nnme = \"B\"\n",
            "ligne 2, colonne 1 : le champ « nme » n’existe pas",
            "line 2, column 1: unknown field",
        ),
        (
            "name = \"A\"\nname = \"B\"\n",
            "ligne 2, colonne 1 : cette clé est écrite deux fois",
            "line 2, column 1: duplicate key",
        ),
        ("name = \"A\"\n[colours]\nday = [\n", "la liste n’est pas fermée", "unclosed array"),
        (
            "name = La Vigie\n",
            "un texte s’écrit entre guillemets droits",
            "string values must be quoted",
        ),
        (
            "[inks]\nlink = { day = \"vert\", night = \"#fff\" }\n",
            "« vert » n’est pas une couleur",
            "`vert` is no colour",
        ),
        ("contact = \"a@b.example\"\n", "le champ « name » manque", "missing field `name`"),
    ];
    for (settings, french, english) in faults {
        let said = import(settings, "fr");
        assert!(said.contains(french), "{settings}: {said}");
        let said = import(settings, "en");
        assert!(said.contains(english), "{settings}: {said}");
    }
}

/// A free port differs between two starts; nothing else may.
fn without_base(page: &str) -> String {
    page.lines()
        .map(|line| line.split("http://127.0.0.1:").next().unwrap_or_default().to_owned() + "\n")
        .collect()
}
