//! Drafts of a folder stay drafts: whatever says that a text is kept back keeps it back, and nothing leads it out.

use crate::{news, on_both};

const WORDS: &str = "Le texte tenu au secret.";

fn kept_back(headline: &str, key: &str) -> String {
    format!("---\nheadline: {headline}\n{key}\n---\n\n{WORDS}\n")
}

#[test]
fn what_is_kept_back_comes_in_as_a_draft_told_and_counted() {
    on_both(|paper, _| {
        paper
            .write("public.md", &news("Public", "Texte."))
            .write("_drafts/a.md", &kept_back("Un", "kind: news"))
            .write("politique/Brouillons/b.md", &kept_back("Deux", "kind: news"))
            .write("c.md", &kept_back("Trois", "draft: true"))
            .write("d.md", &kept_back("Quatre", "published: false"))
            .write("e.md", &kept_back("Cinq", "status: draft"))
            .write("f.md", &kept_back("Six", "draft: \"oui\""))
            .write("Draft /g.md", &kept_back("Sept", "kind: news"))
            .write("h.md", &kept_back("Huit", "draft:"))
            .write("i.md", &kept_back("Neuf", "status: En relecture"))
            .write("j.md", &kept_back("Dix", "draft: true").replacen("---\n", "--- \n", 1));
        let ran = paper.import().well();
        assert!(ran.said.contains("1 new") && ran.said.contains("10 kept as drafts"), "{}", ran.said);
        for name in [
            "_drafts/a.md",
            "politique/Brouillons/b.md",
            "c.md",
            "d.md",
            "e.md",
            "f.md",
            "Draft /g.md",
            "h.md",
            "i.md",
            "j.md",
        ] {
            assert!(ran.complained.contains(name), "{name} is not told: {}", ran.complained);
        }
        let served = paper.serve();
        for path in ["/", "/feed.xml", "/le-fil", "/politique", "/brouillons", "/drafts", "/sitemap.xml"] {
            let text = served.get(path).text();
            assert!(
                !text.contains(WORDS) && !text.contains("Trois") && !text.contains("Deux"),
                "{path}: {text}"
            );
        }
        let again = paper.import().well();
        assert!(again.said.contains("11 unchanged"), "{}", again.said);
        assert!(paper.run(&["verify"]).well().said.contains("1 versions of 1 articles"));
    });
}

#[test]
fn a_head_that_would_not_be_heard_is_refused() {
    on_both(|paper, _| {
        paper
            .write("a.md", &format!("+++\ntitle = \"A\"\ndraft = true\n+++\n\n# A\n\n{WORDS}\n"))
            .write("b.md", &format!("{{\n\"title\": \"B\", \"draft\": true\n}}\n\n# B\n\n{WORDS}\n"))
            .write("c.md", &format!("\n---\ndraft: true\n---\n\n# C\n\n{WORDS}\n"))
            .write("d.md", &format!("---js\n{{draft: true}}\n---\n\n# D\n\n{WORDS}\n"))
            .write("e.md", &format!("Title: E\nStatus: draft\n\n# E\n\n{WORDS}\n"))
            .write("f.md", &kept_back("F", "visibility: members"));
        let ran = paper.import();
        assert_eq!(ran.code, Some(2), "{}", ran.complained);
        assert!(ran.said.contains("0 new") && ran.said.contains("6 refused"), "{}", ran.said);
        for words in ["TOML", "JSON", "not even `draft`", "says `draft: true`"] {
            assert!(ran.complained.contains(words), "{words}: {}", ran.complained);
        }
        assert!(!paper.serve().get("/").text().contains(WORDS));
    });
}

#[test]
fn a_draft_goes_out_once_the_file_no_longer_keeps_it_back() {
    on_both(|paper, _| {
        paper.write("a.md", &kept_back("Le pont", "draft: true"));
        paper.import().well();
        let served = paper.serve();
        paper.write("a.md", &kept_back("Le pont", "draft: true\npublished: 2026-11-20 10:00"));
        assert!(paper.import().well().said.contains("1 unchanged"), "its text is the same");
        paper.write("a.md", &kept_back("Le pont", "draft: false\npublished: 2026-11-20 10:00"));
        assert!(paper.import().well().said.contains("1 new"));
        assert!(served.wait_until(|| served.get("/2026/11/20/le-pont").text().contains(WORDS)));
    });
}

#[test]
fn a_live_article_stays_as_readers_have_it_while_its_file_is_a_draft() {
    on_both(|paper, _| {
        paper.write("a.md", &news("Le pont", "Il est fermé."));
        paper.import().well();
        let served = paper.serve();
        paper.write(
            "a.md",
            &news("Le pont", WORDS).replacen("published:", "draft: true\nsection: ailleurs\npublished:", 1),
        );
        let ran = paper.import().well();
        assert!(ran.said.contains("1 kept as drafts"), "{}", ran.said);
        let page = served.get("/2026/11/20/le-pont").page();
        assert!(
            page.contains("Il est fermé.") && !page.contains(WORDS) && !page.contains("Ailleurs"),
            "{page}"
        );
    });
}

#[test]
fn an_export_keeps_back_what_readers_do_not_have_wherever_it_is_imported() {
    on_both(|paper, _| {
        paper
            .write("public.md", &news("Public", "Texte."))
            .write("change.md", &news("Changé", "Ancien état."))
            .write("repris.md", &news("Repris", "Une erreur."))
            .write("secret.md", &kept_back("Secret", "draft: true"));
        paper.import().well();
        paper.write("suite.md", &news("Changé", WORDS));
        let file = paper.folder.join("suite.md").display().to_string();
        crate::acts::act(paper, &["save", &file, "--article", "/2026/11/20/change"]);
        crate::acts::act(paper, &["retract", "/2026/11/20/repris", "--reason", "Tout était faux."]);
        let export = paper.data.with_file_name("export");
        paper.run(&["export", &export.display().to_string()]).well();
        for (name, is_draft) in [("public.md", false), ("change.md", true), ("repris.md", true), ("secret.md", true)] {
            let text = std::fs::read_to_string(export.join(name)).unwrap();
            assert_eq!(text.contains("draft: true"), is_draft, "{name}: {text}");
        }
        std::fs::remove_dir_all(export.join(".rotative")).unwrap();
        let other = testpaper::TestPaper::new(crate::PROGRAM, testpaper::Engine::Sqlite);
        let ran = other.import_from(&export).well();
        assert!(ran.said.contains("1 new") && ran.said.contains("3 kept as drafts"), "{}", ran.said);
        let front = other.serve().get("/").page();
        assert!(
            front.contains("Public") && !front.contains(WORDS) && !front.contains("Repris"),
            "{front}"
        );
    });
}

#[test]
fn no_refusal_points_to_the_road_outward() {
    on_both(|paper, _| {
        for key in [
            "hidden: true",
            "private: true",
            "brouillon: oui",
            "wip: true",
            "Draft: true",
            "unlisted: true",
        ] {
            paper.write("a.md", &kept_back("Secret", key));
            let ran = paper.import().refused("`draft: true`");
            assert!(!ran.complained.contains("`published`"), "{key}: {}", ran.complained);
        }
        paper.write("a.md", &kept_back("Demain", "published: 2099-01-01 08:00"));
        let ran = paper.import().refused("schedule");
        assert!(
            ran.complained.contains("draft: true") && !ran.complained.contains("leave the key out"),
            "{}",
            ran.complained
        );
    });
}
