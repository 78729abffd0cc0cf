//! A folder becomes a paper: plain Markdown is enough, importing again does only what is new.

use testpaper::TestPaper;

use crate::{news, on_both};

#[test]
fn a_folder_of_plain_markdown_files_is_a_paper() {
    on_both(|paper, _| {
        paper.write("pont.md", "# Le pont est fermé\n\nDepuis ce matin, *personne* ne passe.\n");
        paper.write(
            "international/europe/delta.md",
            "---\nheadline: Le delta monte\n---\n\nDe deux mètres.\n",
        );
        paper
            .write("README.md", "# Pas un article\n")
            .write(".brouillon/note.md", "# Ni ceci\n")
            .write("international/.cache.md", "# Ni cela\n");
        let ran = paper.import().well();
        assert!(ran.said.contains("2 new"), "{}", ran.said);
        let served = paper.serve();
        let front = served.get("/").page();
        assert!(front.contains("Le pont est fermé") && front.contains("Le delta monte"), "{front}");
        assert!(!front.contains("Pas un article") && !front.contains("Ni ce"), "{front}");
        let section = served.get("/international/europe").page();
        assert!(
            section.contains("Le delta monte") && section.contains("<h1>Europe</h1>"),
            "{section}"
        );
        assert!(
            served.get("/international").page().contains("Le delta monte"),
            "a section shows those below it"
        );
    });
}

#[test]
fn importing_again_does_nothing_and_a_change_makes_the_next_version() {
    on_both(|paper, _| {
        paper
            .write("a.md", &news("Premier état", "Trois morts."))
            .write("b.md", &news("Autre article", "Rien de neuf."));
        assert!(paper.import().well().said.contains("2 new"));
        assert!(paper.import().well().said.contains("2 unchanged"));
        let served = paper.serve();
        let path = path_of(&served.get("/").page(), "Premier état");
        paper.write("a.md", &news("Deuxième état", "Quatre morts."));
        let ran = paper.import().well();
        assert!(ran.said.contains("1 changed") && ran.said.contains("1 unchanged"), "{}", ran.said);
        assert!(
            served.wait_until(|| served.get(&path).text().contains("Quatre morts.")),
            "another process's act reaches the server"
        );
        let page = served.get(&path).page();
        assert!(page.contains("Deuxième état") && page.contains("Mis à jour"), "{page}");
        assert!(served.get("/").page().contains("Deuxième état"), "the front was purged too");
        assert!(paper.run(&["verify"]).well().said.contains("3 versions of 2 articles"));
    });
}

#[test]
fn an_id_says_which_article_a_moved_file_is() {
    on_both(|paper, _| {
        let text = "---\nid: 01935b2e-7a00-7000-8000-000000000001\nheadline: Un article\npublished: 2026-11-20 10:00\n---\n\nTexte.\n";
        paper.write("une/a.md", text);
        paper.import().well();
        std::fs::remove_file(paper.folder.join("une/a.md")).unwrap();
        paper.write("autre/b.md", text);
        let ran = paper.import().well();
        assert!(ran.said.contains("0 new") && ran.said.contains("1 placed anew"), "{}", ran.said);
        let folder = paper.folder.display().to_string();
        let in_french = paper.run(&["import", "folder", &folder, "--language", "fr"]).well().said;
        assert!(
            in_french.contains("nouveaux : 0, modifiés : 0, reclassés : 0, inchangés : 1, refusés : 0"),
            "{in_french}"
        );
        let served = paper.serve();
        assert!(served.get("/autre").page().contains("Un article"));
        assert!(!served.get("/une").page().contains("<h2><a href=\"/2026/11/20/un-article\">"));
    });
}

#[test]
fn a_file_is_published_at_its_date_and_never_later_than_now() {
    on_both(|paper, _| {
        paper
            .write("vieux.md", "# Un vieux texte\n\nDe 2019.\n")
            .write("demain.md", "# Un texte de demain\n\nEncore.\n");
        set_date(paper, "vieux.md", "2019-03-12T10:00:00");
        set_date(paper, "demain.md", "2099-03-12T10:00:00");
        paper.import().well();
        let served = paper.serve();
        assert!(served.get("/2019/03/12").page().contains("Un vieux texte"));
        assert_eq!(served.get("/2099/03/12").status, 404);
        assert!(served.get("/").page().contains("Un texte de demain"));
    });
}

#[test]
fn a_publication_in_the_future_is_refused_and_the_rest_comes_in() {
    on_both(|paper, _| {
        paper.write("demain.md", "---\nheadline: Demain\npublished: 2099-01-01 08:00\n---\n\nTexte.\n");
        paper.write("hier.md", &news("Hier", "Texte."));
        let ran = paper.import().refused("lies in the future");
        assert!(ran.complained.contains("demain.md:3"), "the line is named: {}", ran.complained);
        assert!(ran.said.contains("1 new") && ran.said.contains("1 refused"), "{}", ran.said);
        assert!(!paper.serve().get("/").page().contains("Demain"));
    });
}

#[test]
fn ids_of_blocks_stay_with_them_when_others_come_and_go() {
    on_both(|paper, _| {
        let file = |body: &str| news("Un article", body);
        paper.write("a.md", &file("Premier.\n\nDeuxième.\n\nTroisième."));
        paper.import().well();
        let served = paper.serve();
        let id_of = |text: &str| {
            let page = served.get("/2026/11/20/un-article").page();
            let line = page
                .lines()
                .find(|line| line.contains(text))
                .unwrap_or_else(|| panic!("`{text}` not in {page}"))
                .to_owned();
            line.split('"').nth(1).unwrap_or_default().to_owned()
        };
        let (second, third) = (id_of("Deuxième."), id_of("Troisième."));
        paper.write("a.md", &file("Avant tout.\n\nPremier.\n\nDeuxième, corrigé.\n\nTroisième."));
        paper.import().well();
        assert!(served.wait_until(|| served.get("/2026/11/20/un-article").text().contains("Avant tout.")));
        assert_eq!((id_of("Deuxième, corrigé."), id_of("Troisième.")), (second, third));
    });
}

#[test]
fn two_files_with_one_id_are_refused_and_swapped_files_are_followed() {
    on_both(|paper, _| {
        let file = |id: u32, text: &str| {
            format!(
                "---\nid: 01935b2e-7a00-7000-8000-00000000000{id}\nheadline: Article {id}\npublished: 2026-11-20 10:00\n---\n\n{text}\n"
            )
        };
        paper.write("a.md", &file(1, "Un.")).write("b.md", &file(1, "Une copie."));
        let ran = paper.import().refused("two files cannot be one article");
        assert!(ran.said.starts_with("1 new"), "{}", ran.said);
        paper.import().refused("b.md");
        assert!(
            paper.run(&["verify"]).well().said.contains("1 versions of 1 articles"),
            "nothing was published over it"
        );
        paper.write("b.md", &file(2, "Deux."));
        paper.import().well();
        paper.write("a.md", &file(2, "Deux.")).write("b.md", &file(1, "Un."));
        let ran = paper.import().well();
        assert!(ran.said.contains("2 unchanged"), "{}", ran.said);
        paper.import().well();
        assert!(paper.run(&["verify"]).well().said.contains("2 versions of 2 articles"));
    });
}

#[test]
fn sections_keep_their_letters_and_take_no_page_of_the_papers_own() {
    on_both(|paper, _| {
        paper.write("Économie & Société/Saint-Elme/a.md", &news("Un article", "Texte."));
        paper
            .write("archives/b.md", &news("Deux", "Texte."))
            .write("media/podcasts/c.md", &news("Trois", "Texte."));
        paper.write("2026/11/20/d.md", &news("Quatre", "Texte."));
        paper.import().well();
        let served = paper.serve();
        assert!(served.get("/economie-societe").page().contains("<h1>Économie &amp; Société</h1>"));
        assert!(served.get("/economie-societe/saint-elme").page().contains("<h1>Saint-Elme</h1>"));
        assert!(served.get("/archives").page().contains("vendredi\u{a0}20"), "the list of all days");
        assert!(served.get("/archives-2").page().contains("Deux"));
        assert!(served.get("/media-2/podcasts").page().contains("Trois"));
        assert!(
            served.get("/2026/11/20").page().contains("Un article"),
            "the day, not a folder of that name"
        );
    });
}

/// The path of the link with this text.
pub(crate) fn path_of(page: &str, text: &str) -> String {
    let at = page
        .find(&format!(">{text}</a>"))
        .unwrap_or_else(|| panic!("no link `{text}` in {page}"));
    let start = page[..at].rfind("href=\"").unwrap_or_default() + 6;
    page[start..].split('"').next().unwrap_or_default().to_owned()
}

fn set_date(paper: &TestPaper, file: &str, date: &str) {
    let done = std::process::Command::new("touch")
        .args(["-d", date])
        .arg(paper.folder.join(file))
        .status();
    assert!(done.is_ok_and(|status| status.success()));
}
