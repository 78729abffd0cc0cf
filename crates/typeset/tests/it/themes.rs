//! A theme is looked through, and one that breaks while a page is filled gives way to the house's templates.

use std::path::Path;
use std::sync::{Arc, Mutex};

use manuscript::language::Language;
use manuscript::refusal::Refusal as _;
use typeset::Templates;
use typeset::context::Notice;
use typeset::theme::{Fault, check};

struct Theme(tempfile::TempDir);

impl Theme {
    fn holding(files: &[(&str, &str)]) -> Self {
        let theme = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            std::fs::write(theme.0.path().join(name), text).unwrap();
        }
        theme
    }

    /// Each fault as `file:line: what`.
    fn faults(&self) -> Vec<String> {
        let found = check(self.0.path()).unwrap();
        let mut said: Vec<String> = found
            .iter()
            .map(|one| format!("{}:{}: {}", one.file, one.line, one.fault))
            .collect();
        said.sort();
        said
    }
}

#[test]
fn the_houses_own_files_break_nothing_as_a_theme() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let theme = tempfile::tempdir().unwrap();
    for from in ["templates", "messages", "../../web/css"] {
        for file in std::fs::read_dir(folder.join(from)).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), theme.path().join(file.file_name())).unwrap();
        }
    }
    assert_eq!(check(theme.path()).unwrap(), []);
}

#[test]
fn no_reader_is_sent_to_a_stranger_whatever_file_of_the_theme_says_so() {
    let page = "<p>{{ text }}</p>\n<IMG SRCSET=\"/a 1x, //cdn.example/b 2x\" alt=\"\">\n<FORM ACTION='https://cdn.example/f'>\n\
                <button formaction=https://cdn.example/g>x</button></FORM>\n";
    let theme = Theme::holding(&[
        ("notice.html", page),
        (
            "filet.css",
            "@import url(https://cdn.example/c.css);\nbody { background: image-set(\"//cdn.example/d\" 1x) }\n",
        ),
        (
            "fr.ftl",
            "# https://cdn.example/comment\nshare = <img src=\"https://cdn.example/e.png\">\nfeed = Flux //cdn.example\n",
        ),
    ]);
    let said = theme.faults();
    for (place, address) in [
        ("notice.html:2", "//cdn.example/b"),
        ("notice.html:3", "https://cdn.example/f"),
        ("notice.html:4", "https://cdn.example/g"),
        ("filet.css:1", "https://cdn.example/c.css"),
        ("filet.css:2", "//cdn.example/d"),
        ("fr.ftl:2", "https://cdn.example/e.png"),
        ("fr.ftl:3", "//cdn.example"),
    ] {
        let is_told = said
            .iter()
            .any(|one| one.starts_with(&format!("{place}: `")) && one.contains(&format!("`{address}`")));
        assert!(is_told, "{place} {address}\n{said:#?}");
    }
    assert_eq!(said.len(), 7, "{said:#?}");
}

#[test]
fn an_address_put_together_from_pieces_is_seen_in_the_page() {
    let page = "<h1>{{ heading }}</h1>\n{% set host = \"cdn.example\" %}\n<img alt=\"\" src=\"{{ \"https:\" }}//{{ host }}/x.png\">";
    assert_eq!(
        Theme::holding(&[("notice.html", page)]).faults(),
        ["notice.html:1: `https://cdn.example/x.png` would be loaded from another site; a page loads nothing from strangers"]
    );
}

#[test]
fn every_fault_is_told_in_french_too() {
    let theme = Theme::holding(&[("filet.css", "@import 'x';\n:root { --link: hsl(1 2% 3%) }\n")]);
    let found = check(theme.0.path()).unwrap();
    let french: Vec<String> = found.iter().map(|one| one.fault.said().fr).collect();
    assert!(french[0].contains("va chercher une autre feuille de style"), "{french:?}");
    assert!(french[1].contains("nul ne peut dire si l’encre « link » se lit"), "{french:?}");
    assert!(matches!(&found[0].fault, Fault::Import(address) if address == "x"));
}

#[test]
fn a_template_that_breaks_while_it_is_filled_gives_way_and_that_is_told() {
    let theme = Theme::holding(&[("notice.html", "<h1>{{ heading }}</h1>{{ nothing.of.that }}")]);
    let told: Arc<Mutex<Vec<String>>> = Arc::default();
    let telling = Arc::clone(&told);
    let templates = Templates::of(&Language::french(), Some(theme.0.path()))
        .unwrap()
        .telling(move |template, broken| telling.lock().unwrap().push(format!("{template}: {broken}")));
    let sample = Notice::sample(&Language::french(), templates.messages());
    let page = templates.fill("notice.html", &sample).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains(&sample.heading), "{page}");
    let told = told.lock().unwrap();
    assert!(told.len() == 1 && told[0].starts_with("notice.html: "), "{told:?}");
}
