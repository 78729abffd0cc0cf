//! Documents that readers take with them, from the manuscript to the card and the file.

use std::fmt::Write as _;

use crate::{news, on_both};

/// A document of one empty page that says who wrote it.
pub(crate) fn pdf() -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] >>",
        "<< /Author (Jeanne Source) >>",
    ];
    let (mut file, mut places) = (String::from("%PDF-1.4\n"), String::new());
    for (number, object) in (1..).zip(objects) {
        let _ = writeln!(places, "{:010} 00000 n ", file.len());
        let _ = writeln!(file, "{number} 0 obj\n{object}\nendobj");
    }
    let xref = file.len();
    let _ = write!(
        file,
        "xref\n0 5\n0000000000 65535 f \n{places}trailer\n<< /Size 5 /Root 1 0 R /Info 4 0 R >>\nstartxref\n{xref}\n%%EOF\n"
    );
    file.into_bytes()
}

fn ruling(before: &str) -> String {
    let card = "Le juge a tranché.\n\n:::document file=\"arret.pdf\" title=\"L’arrêt <du> 3 mai\" publisher=\"Cour d’appel\" pages=\"12\" \
                credit=\"DR\"\nLa cour a donné *raison* au maire.\n:::";
    news("Le jugement", card).replace("published:", &format!("{before}published:"))
}

#[test]
fn a_document_is_a_card_and_a_file_that_never_opens_as_a_page() {
    on_both(|paper, _| {
        paper.write_bytes("arret.pdf", &pdf()).write("a.md", &ruling(""));
        paper.import().well();
        let served = paper.serve();
        let page = served.get("/2026/11/20/le-jugement").page();
        let address = page.split("<a href=\"").find(|rest| rest.starts_with("/media/")).unwrap();
        let address = address.split('"').next().unwrap();
        assert!(address.contains(".pdf"), "{address}");
        let link = "type=\"application/pdf\" download=\"l-arret-du-3-mai.pdf\">L’arrêt &lt;du&gt; 3 mai</a>";
        let facts = "<p class=\"document-facts\">Cour d’appel · PDF · 12 pages · 1 ko</p>";
        let words = "<p>La cour a donné <em>raison</em> au maire.</p><p class=\"credit\">DR</p>";
        for part in [link, facts, words, "\"@type\":\"DigitalDocument\"", "\"numberOfPages\":12"] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(
            served.wait_until(|| served.get(address).status == 200),
            "it is cleaned before readers get it"
        );
        let answer = served.get(address);
        assert_eq!(answer.header("content-type"), Some("application/pdf"));
        assert_eq!(answer.header("content-disposition"), Some("attachment"));
        assert_eq!(answer.header("content-security-policy"), Some("sandbox; default-src 'none'"));
        assert!(answer.body.starts_with(b"%PDF-") && !answer.text().contains("Jeanne Source"));
        paper.write("a.md", &ruling("").replace("3 mai", "4 mai"));
        paper.import().well();
        let history = || served.get("/2026/11/20/le-jugement/historique").page();
        assert!(served.wait_until(|| history().contains("Document")), "{}", history());
    });
}

#[test]
fn a_closed_article_tells_machines_of_no_document() {
    on_both(|paper, _| {
        paper.write_bytes("arret.pdf", &pdf());
        paper.write("a.md", &ruling("access: subscribers\nteaser_ends_after: 1\n"));
        paper.import().well();
        let page = paper.serve().get("/2026/11/20/le-jugement").page();
        assert!(
            page.contains("Le juge a tranché.") && !page.contains("DigitalDocument") && !page.contains(".pdf"),
            "{page}"
        );
    });
}

#[test]
fn what_is_no_number_of_pages_is_shown_at_its_line() {
    on_both(|paper, _| {
        paper
            .write_bytes("arret.pdf", &pdf())
            .write("a.md", &ruling("").replace("12", "douze"));
        paper.import().refused("`douze` is no number of pages");
    });
}

#[test]
fn a_saved_file_carries_the_documents_that_it_links_to() {
    on_both(|paper, _| {
        // The paper begins with a text of its own.
        paper.write("b.md", &news("Autre", "Texte."));
        paper.import().well();
        paper.write_bytes("arret.pdf", &pdf());
        let article = crate::acts::save(paper, "a.md", &news("Le jugement", "Lire [l’arrêt](arret.pdf)."));
        let published = crate::acts::act(paper, &["publish", &article]);
        let path = published["path"].as_str().unwrap();
        let page = paper.serve().get(path).page();
        assert!(page.contains("<a href=\"/media/") && page.contains(".pdf\">l’arrêt</a>"), "{page}");
    });
}
