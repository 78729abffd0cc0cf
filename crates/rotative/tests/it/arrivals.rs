//! What others wrote, from their files to the page, and what is told of it by import and by check.

use crate::{news, on_both};

const OTHERS: &str = "<p>Le <b>pont</b> de <i>Brumeval</i><br>est fermé. <script>alert(1)</script></p>\n\n\
    <details><summary>Les faits</summary>\n\n- un\n- deux\n\n</details>\n\n\
    <marquee onclick=\"x()\">Il *rouvrira*.</marquee>\n\n::: tip Bon à savoir\nVoir https://ecluse.example/a.\n:::\n\n\
    Un {{< tweet 12 >}} et $\\alpha_1$.\n\n<!--more-->\n\nLa suite.";

#[test]
fn html_of_others_is_the_papers_own_on_the_page_and_told_where_it_is_not() {
    on_both(|paper, _| {
        paper.write("a.md", &news("Le pont", OTHERS));
        let import = paper.import().well();
        let said = import.said.clone() + &import.complained;
        for told in [
            "a.md:15:1: `<marquee>`",
            "a.md:17:1: `::: tip` is shown as a box",
            "a.md:21:4: `{{< tweet 12 >}}`",
            "a.md:21:24: mathematics",
        ] {
            assert!(said.contains(told), "{told} in {said}");
        }
        let page = paper.serve().get("/2026/11/20/le-pont").page();
        for part in [
            "Le <strong>pont</strong> de <em>Brumeval</em><br>est fermé.</p>",
            "<p class=\"box-title\">Les faits</p><ul><li>un</li><li>deux</li></ul>",
            ">Il <em>rouvrira</em>.</p>",
            "<p class=\"box-title\">Bon à savoir</p>",
            "<a href=\"https://ecluse.example/a\">https://ecluse.example/a</a>.",
            "$\\alpha_1$",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(
            !page.contains("alert(1)") && !page.contains("marquee") && !page.contains("onclick"),
            "{page}"
        );
    });
}

#[test]
fn check_tells_the_same_in_every_form() {
    on_both(|paper, _| {
        paper.write("a.md", &news("Le pont", OTHERS));
        let file = paper.folder.join("a.md");
        let check = |form: &[&str]| paper.run(&[&["check", file.to_str().unwrap()], form].concat()).said;
        let text = check(&[]);
        assert!(
            text.contains("NOT-READ") && text.contains("<marquee>") && text.contains("a.md:15:1"),
            "{text}"
        );
        let json: serde_json::Value = serde_json::from_str(&check(&["--format", "json"])).unwrap();
        let not_read = json["files"][0]["not_read"].as_array().unwrap();
        assert_eq!(not_read.len(), 4, "{not_read:?}");
        assert_eq!(not_read[0]["file"]["start"]["line"], 15);
        let sarif = check(&["--format", "sarif"]);
        assert_eq!(sarif.matches("\"ruleId\": \"NOT-READ\"").count(), 4, "{sarif}");
        let github = check(&["--format", "github"]);
        assert!(github.contains("line=15,col=1,title=NOT-READ::"), "{github}");
    });
}

#[test]
fn more_ends_what_everybody_may_read() {
    on_both(|paper, _| {
        paper.write(
            "a.md",
            &news("Le pont", OTHERS).replace("published:", "access: subscribers\npublished:"),
        );
        paper.import().well();
        let page = paper.serve().get("/2026/11/20/le-pont").page();
        assert!(page.contains("Bon à savoir") && !page.contains("La suite."), "{page}");
    });
}

#[test]
fn a_link_to_another_manuscript_is_a_link_to_the_article() {
    on_both(|paper, _| {
        paper
            .write(
                "a/un.md",
                &news(
                    "Le premier",
                    "Voir [la suite](deux.md#faits) et [ailleurs](../b/trois.md), [soi](un.md), [rien](rien.md).",
                ),
            )
            .write(
                "a/deux.md",
                &news(
                    "Le second",
                    "Voir [le premier](/a/un.md).\n\n:::read-also address=\"../b/trois.md\"\nLe troisième\n:::",
                ),
            )
            .write("b/trois.md", &news("Le troisième", "Voir [un brouillon](quatre.md)."))
            .write(
                "b/quatre.md",
                &news("Le quatrième", "Rien.").replace("published:", "draft: true\npublished:"),
            );
        let said = paper.import().well();
        let said = said.said + &said.complained;
        for dead in [
            "a/un.md:6: the link `rien.md` leads nowhere",
            "b/trois.md:6: the link `quatre.md` leads nowhere",
        ] {
            assert!(said.contains(dead), "{dead} in {said}");
        }
        let served = paper.serve();
        let first = served.get("/2026/11/20/le-premier").page();
        for link in [
            "<a href=\"/2026/11/20/le-second#faits\">la suite</a>",
            "<a href=\"/2026/11/20/le-troisieme\">ailleurs</a>",
        ] {
            assert!(first.contains(link), "{link} in {first}");
        }
        let second = served.get("/2026/11/20/le-second").page();
        for link in [
            "<a href=\"/2026/11/20/le-premier\">le premier</a>",
            "<a href=\"/2026/11/20/le-troisieme\">Le troisième</a>",
        ] {
            assert!(second.contains(link), "{link} in {second}");
        }
        // The same files say the same.
        paper.import().well();
        assert!(!served.get("/2026/11/20/le-premier/historique").page().contains("version 2"));
        // An article keeps its address, whatever its headline becomes.
        paper.write("a/deux.md", &news("Un autre titre", "Rien."));
        paper.write("a/un.md", &news("Le premier", "Voir encore [la suite](deux.md)."));
        paper.import().well();
        let leads = || {
            served
                .get("/2026/11/20/le-premier")
                .page()
                .contains("encore <a href=\"/2026/11/20/le-second\">")
        };
        assert!(served.wait_until(leads));
    });
}

#[test]
fn a_link_to_an_article_whose_address_was_taken_is_set_right() {
    on_both(|paper, _| {
        paper
            .write("a.md", &news("Le lien", "Voir [lui](c.md)."))
            .write("b.md", &news("Le pont", "Le premier pont."))
            .write("c.md", &news("Le pont", "Le second pont."));
        paper.import().well();
        let page = paper.serve().get("/2026/11/20/le-lien").page();
        assert!(page.contains("<a href=\"/2026/11/20/le-pont-2\">lui</a>"), "{page}");
    });
}

#[test]
fn a_linked_document_is_carried_and_any_other_file_is_told() {
    on_both(|paper, _| {
        let pdf = crate::documents::pdf();
        paper
            .write_bytes("a/rapport été.pdf", &pdf)
            .write_bytes("a/notes.docx", b"PK\x03\x04 rien")
            .write(
                "a/un.md",
                &news(
                    "Le rapport",
                    "Lire [le rapport](rapport%20été.pdf), [les notes](notes.docx), [absent](absent.pdf).",
                ),
            );
        let said = paper.import().well();
        let said = said.said + &said.complained;
        for told in [
            "a/un.md:6: the file `notes.docx` is not carried",
            "the link `absent.pdf` leads nowhere",
        ] {
            assert!(said.contains(told), "{told} in {said}");
        }
        let served = paper.serve();
        let page = served.get("/2026/11/20/le-rapport").page();
        let address = page
            .split("<a href=\"")
            .find(|rest| rest.starts_with("/media/"))
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        assert!(page.contains(&format!("<a href=\"{address}\">le rapport</a>")), "{page}");
        assert!(served.wait_until(|| served.get(address).status == 200));
        assert_eq!(served.get(address).header("content-disposition"), Some("attachment"));
        assert!(!served.get(address).text().contains("Jeanne Source"), "it is cleaned");
    });
}

#[test]
fn a_day_without_an_hour_has_none_and_old_offsets_are_valid() {
    on_both(|paper, _| {
        paper
            .write("a.md", &news("Le jour", "Texte.").replace("2026-11-20 10:00", "2026-11-20"))
            .write("b.md", &news("Jadis", "Texte.").replace("2026-11-20 10:00", "1905-12-09 10:00"))
            .write("c.md", &news("Corrigé", ":::correction at=\"2026-11-21\"\nUn chiffre.\n:::"));
        paper.import().well();
        let served = paper.serve();
        let page = served.get("/2026/11/20/le-jour").page();
        assert!(
            page.contains("\"datePublished\":\"2026-11-20\"") && page.contains("datetime=\"2026-11-20\""),
            "{page}"
        );
        assert!(!page.contains("à 0\u{a0}h") && !page.contains("T00:00"), "{page}");
        let old = served.get("/1905/12/09/jadis").page();
        assert!(
            old.contains("\"datePublished\":\"1905-12-09T09:50:39Z\"") && old.contains("9\u{a0}décembre\u{a0}1905"),
            "{old}"
        );
        let corrected = served.get("/2026/11/20/corrige").page();
        assert!(
            corrected.contains("21\u{a0}novembre\u{a0}2026</span>") && !corrected.contains("à 0\u{a0}h"),
            "{corrected}"
        );
    });
}

#[test]
fn the_accents_of_a_section_come_from_where_they_were_written() {
    on_both(|paper, _| {
        paper
            .write("economie/a.md", &news("Un", "Texte."))
            .write(
                "economie/b.md",
                &news("Deux", "Texte.").replace("published:", "section: Économie\npublished:"),
            )
            .write("economie/c.md", &news("Trois", "Texte."))
            .write("sante/d.md", &news("Quatre", "Texte."));
        paper.import().well();
        let served = paper.serve();
        let page = served.get("/economie").page();
        assert!(
            page.contains("<h1>Économie</h1>") && page.contains("Un") && page.contains("Deux"),
            "{page}"
        );
        paper
            .run(&["act", "describe", "section", "sante", "--name", "Sante (la revue)"])
            .well();
        paper.write("e.md", &news("Cinq", "Texte.").replace("published:", "section: Santé\npublished:"));
        paper.import().well();
        let chosen = || served.get("/sante").page().contains("<h1>Sante (la revue)</h1>");
        assert!(served.wait_until(chosen), "{}", served.get("/sante").page());
    });
}

#[test]
fn a_headline_has_its_marks_on_the_page_and_its_words_everywhere() {
    on_both(|paper, _| {
        let file = news(
            "Le <em>Titanic</em> &amp; le <span lang='en'>brain drain</span> <u>ici</u> 🔥",
            "Texte.",
        )
        .replace('"', "'");
        let file = file.replace("lang='en'", "lang=\"en\"");
        paper.write("a.md", &file);
        paper.import().well();
        let served = paper.serve();
        let page = served.get("/2026/11/20/le-titanic-le-brain-drain-ici").page();
        assert!(
            page.contains("<h1>Le <em>Titanic</em> &amp; le <span lang=\"en\">brain drain</span> ici 🔥</h1>"),
            "{page}"
        );
        assert!(page.contains("<title>Le Titanic &amp; le brain drain ici 🔥 |"), "{page}");
        assert!(page.contains("\"headline\":\"Le Titanic \\u0026 le brain drain ici 🔥\""), "{page}");
        assert!(
            served
                .get("/feed.xml")
                .page()
                .contains("<title>Le Titanic &amp; le brain drain ici 🔥</title>")
        );
        assert!(served.get("/").page().contains(">Le Titanic &amp; le brain drain ici 🔥</a>"));
    });
}

#[test]
fn a_standfirst_calls_a_footnote_as_the_text_does() {
    on_both(|paper, _| {
        let file = news("Le pont", "Texte[^a].\n\n[^a]: Une note.").replace("published:", "standfirst: \"Un chapô[^a].\"\npublished:");
        paper.write("a.md", &file);
        paper.import().well();
        let page = paper.serve().get("/2026/11/20/le-pont").page();
        assert!(
            page.contains("Un chapô<sup class=\"call\">") && page.contains("<li id=\"note-1\">"),
            "{page}"
        );
        assert!(!page.contains("[^a]"), "{page}");
    });
}
