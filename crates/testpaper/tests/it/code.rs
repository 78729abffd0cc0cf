//! Code, struck words and notes, from the manuscript through the store to the page, its history and the file again.

use manuscript::body::Block;
use manuscript::markdown::{Defaults, read, write};
use manuscript::paper::Paper;
use testpaper::{Refused, on_both};

use crate::news;

/// Signs that typography, Markdown, HTML and the manuscript's own reader would take for theirs.
const LINES: &str =
    "if a <b && c ; then\n\techo « oui » ! >> \"$f\"   \n\n:::box\n<!-- rien -->\n```\n</code></pre><script>alert(1)</script>\nfi";

fn manuscript() -> String {
    let text = format!("Lancez `sed -n '1 ; $ p'` ~~lundi~~ mardi ; c’est tout.\n\n````sh title=\"a\"\n{LINES}\n````\n\nAprès.");
    news("Le code", &text).replace("published:", "address: /2026/11/20/code\npublished:")
}

#[test]
fn code_stands_on_the_page_to_the_byte() {
    on_both(|paper| {
        paper.newsroom().bring_in("une/a.md", manuscript()).unwrap();
        let page = paper.get("/2026/11/20/code").page();
        let shown = LINES
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;");
        let block = format!("tabindex=\"0\"><code class=\"language-sh\">{shown}</code></pre>");
        assert!(page.contains(&block), "{page}");
        assert!(
            page.contains("<code>sed -n '1 ; $ p'</code>") || page.contains("<code>sed -n &#39;1 ; $ p&#39;</code>"),
            "{page}"
        );
        assert!(page.contains("<s>lundi</s> mardi\u{202f}; c’est tout."), "{page}");
        assert!(!page.contains("title=\"a\""), "what stands behind the fence is no words: {page}");
    });
}

#[test]
fn code_comes_back_from_the_database_as_the_file_said_it() {
    on_both(|paper| {
        let article = paper.newsroom().save(manuscript()).unwrap();
        paper.newsroom().publish(article).unwrap();
        let journal = Paper::named("Journal");
        let defaults = Defaults {
            language: journal.language(),
            zone: journal.time_zone(),
            markup: &arrivals::Arrivals,
        };
        let mut kept = read(&manuscript(), &defaults).unwrap();
        kept.copy = paper.draft(article).copy;
        let again = read(&write(&kept), &defaults).unwrap();
        let Block::Code(code) = &again.copy.body[1] else {
            panic!("{:?}", again.copy.body)
        };
        assert_eq!(
            (code.letters().as_str(), code.attrs.language.as_deref()),
            (LINES, Some("sh title=\"a\""))
        );
        assert_eq!(again.copy, kept.copy);
    });
}

#[test]
fn a_line_of_code_that_changed_stands_in_the_history() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        newsroom.bring_in("une/a.md", manuscript()).unwrap();
        newsroom.bring_in("une/a.md", manuscript().replace("echo", "printf")).unwrap();
        let history = paper.get("/2026/11/20/code/historique").page();
        assert!(history.contains("<dt>Code</dt>") || history.contains("Code"), "{history}");
        assert!(history.contains("printf"), "{history}");
    });
}

#[test]
fn a_passage_of_code_is_corrected_like_any_other() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let article = newsroom.save(manuscript()).unwrap();
        newsroom.publish(article).unwrap();
        newsroom.mend(article, "echo « oui »", "printf « non »").unwrap();
        let block = paper.draft(article).copy.body.swap_remove(1);
        let Block::Code(code) = block else { panic!("{block:?}") };
        assert_eq!(code.letters(), LINES.replace("echo « oui »", "printf « non »"));
    });
}

#[test]
fn a_footnote_that_is_called_must_be_there_when_readers_get_it() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let text = "Un fait[]{footnote label=\"1\"}.\n\n:::stash\n:::footnote label=\"1\"\nUne note.\n:::\n:::";
        let article = newsroom.save(news("Les notes", text)).unwrap();
        newsroom.publish(article).refused("calls a footnote `1`, and there is none");
        newsroom
            .save_again(article, news("Les notes", "Un fait[^1].\n\n[^1]: Une note."))
            .unwrap();
        newsroom.publish(article).unwrap();
        let page = paper.get("/2026/11/22/les-notes").page();
        assert!(page.contains("href=\"#note-1\"") && page.contains("<li id=\"note-1\">"), "{page}");
    });
}
