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
