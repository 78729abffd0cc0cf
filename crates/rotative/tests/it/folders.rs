//! Links, pipes and devices in folders that people hand over: refused alike, never followed, never waited for.

use std::os::unix::fs::symlink;
use std::path::Path;

use testpaper::TestPaper;

use crate::{news, on_both};

const SECRET: &str = "CONFIDENTIEL";

/// A file of the machine that no folder holds.
fn secret(paper: &TestPaper) -> std::path::PathBuf {
    let file = paper.data.with_file_name("secret.txt");
    std::fs::write(&file, format!("# {SECRET}\n\n{SECRET}\n")).unwrap();
    file
}

fn pipe(file: &Path) {
    let made = std::process::Command::new("mkfifo").arg(file).status();
    assert!(made.is_ok_and(|status| status.success()));
}

#[test]
fn in_a_folder_of_manuscripts() {
    on_both(|paper, _| {
        let secret = secret(paper);
        paper.write("bon.md", &news("Un bon article", "Texte."));
        symlink(&secret, paper.folder.join("lien.md")).unwrap();
        symlink("bon.md", paper.folder.join("dedans.md")).unwrap();
        symlink("/etc", paper.folder.join("dossier")).unwrap();
        pipe(&paper.folder.join("tube.md"));
        paper.write("image.md", &news("Une image", "![Un pont](photo.png){credit=\"Moi\"}"));
        symlink(&secret, paper.folder.join("photo.png")).unwrap();
        paper.write("tuyau.md", &news("Un tuyau", "![Un pont](tuyau.png){credit=\"Moi\"}"));
        pipe(&paper.folder.join("tuyau.png"));
        let ran = paper.import().refused("is a link");
        assert!(ran.said.starts_with("1 new") && ran.said.contains("6 refused"), "{}", ran.said);
        assert!(
            !ran.complained.contains(SECRET) && !ran.complained.contains("passwd"),
            "{}",
            ran.complained
        );
        for name in ["lien.md", "dedans.md", "dossier", "tube.md", "photo.png", "tuyau.png"] {
            assert!(ran.complained.contains(name), "{name} is not told: {}", ran.complained);
        }
    });
}

#[test]
fn in_place_of_settings_and_pages() {
    on_both(|paper, _| {
        let secret = secret(paper);
        symlink(&secret, paper.folder.join("paper.toml")).unwrap();
        let ran = paper.import().refused("is a link");
        assert!(!ran.complained.contains(SECRET), "{}", ran.complained);
        std::fs::remove_file(paper.folder.join("paper.toml")).unwrap();
        paper.write("paper.toml", "name = \"Journal\"\n[[page]]\npath = \"x\"\n");
        std::fs::create_dir_all(paper.folder.join("pages")).unwrap();
        symlink(&secret, paper.folder.join("pages/x.md")).unwrap();
        let ran = paper.import().refused("is a link");
        assert!(!ran.complained.contains(SECRET), "{}", ran.complained);
        std::fs::remove_file(paper.folder.join("pages/x.md")).unwrap();
        pipe(&paper.folder.join("pages/x.md"));
        paper.import().refused("is a pipe");
    });
}

#[test]
fn in_a_theme() {
    on_both(|paper, _| {
        let theme = paper.data.with_file_name("theme");
        std::fs::create_dir_all(&theme).unwrap();
        symlink(secret(paper), theme.join("filet.css")).unwrap();
        pipe(&theme.join("front.html"));
        let ran = paper.run(&["theme", "check", &theme.display().to_string()]);
        assert_eq!(ran.code, Some(1), "{}", ran.complained);
        for name in ["filet.css", "front.html"] {
            assert!(
                ran.complained
                    .lines()
                    .any(|line| line.contains(name) && line.contains("link, a pipe")),
                "{}",
                ran.complained
            );
        }
        paper.write("a.md", &news("Un article", "Texte."));
        paper.import().well();
        let served = paper.serve_with(&["--theme", &theme.display().to_string()]);
        let page = served.get("/").page();
        assert!(page.contains("Un article"));
        let sheet = page
            .split("href=\"")
            .find_map(|rest| rest.split('"').next().filter(|path| path.contains("filet-")))
            .unwrap();
        assert!(!served.get(sheet).text().contains(SECRET));
    });
}

#[test]
fn where_an_export_or_a_restored_paper_is_to_go() {
    on_both(|paper, _| {
        paper.write("a.md", &news("Un article", "Texte."));
        paper.import().well();
        let beside = |name: &str| paper.data.with_file_name(name);
        std::fs::create_dir_all(beside("vide")).unwrap();
        symlink(beside("vide"), beside("lien")).unwrap();
        pipe(&beside("tube"));
        let run = |arguments: &[&str], path: &Path| paper.run(&[arguments, &[&path.display().to_string()]].concat());
        run(&["export"], &beside("lien")).refused("is a link");
        run(&["export"], &beside("lien/")).refused("is a link");
        run(&["export"], &beside("tube")).refused("not an empty folder");
        let backup = beside("nuit.backup").display().to_string();
        paper.run(&["backup", &backup]).well();
        run(&["restore", "--without-erasures", "un essai", &backup], &beside("lien")).refused("is a link");
        run(&["restore", "--without-erasures", "un essai", &backup], &beside("tube")).refused("is no folder");
        paper
            .run(&[
                "restore",
                "--without-erasures",
                "un essai",
                &beside("tube").display().to_string(),
                &beside("neuf").display().to_string(),
            ])
            .refused("is no file");
        assert_eq!(std::fs::read_dir(beside("vide")).unwrap().count(), 0);
    });
}

#[test]
fn in_an_export_that_is_rebuilt() {
    on_both(|paper, _| {
        paper.write("a.md", &news("Un article", "Texte."));
        paper.import().well();
        let export = paper.data.with_file_name("export");
        paper.run(&["export", &export.display().to_string()]).well();
        let file = export.join(".rotative/assets.jsonl");
        std::fs::remove_file(&file).unwrap();
        symlink(secret(paper), &file).unwrap();
        let other = TestPaper::new(crate::PROGRAM, testpaper::Engine::Sqlite);
        let ran = other.import_from(&export).refused("is a link");
        assert!(!ran.complained.contains(SECRET), "{}", ran.complained);
    });
}

#[test]
fn in_a_folder_that_is_checked() {
    on_both(|paper, _| {
        paper.write("bon.md", "Un texte.\n");
        symlink(secret(paper), paper.folder.join("lien.md")).unwrap();
        pipe(&paper.folder.join("tube.md"));
        let ran = paper.run(&["check", &paper.folder.display().to_string()]).refused("lien.md");
        assert!(
            ran.complained.contains("tube.md") && !ran.complained.contains(SECRET),
            "{}",
            ran.complained
        );
    });
}
