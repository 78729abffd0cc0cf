//! Broken manuscripts: a located error each, nothing of them stored, everything else brought in.

use crate::{news, on_both};

/// A file, where the error is said to stand, and words of its sentence.
const BROKEN: &[(&str, &str, &str)] = &[
    ("---\nheadline: Un titre\n", ":1:1", "front matter is not closed"),
    ("Un texte sans titre.\n", ":1:1", "no headline"),
    ("---\nheadline: \"\"\n---\n\nTexte.\n", ":2:", "headline is empty"),
    (
        "---\nheadline: Un titre\ntitle: Autre\n---\n",
        ":3:",
        "the paper's word is `headline`",
    ),
    ("---\nheadline: Un titre\nkind: billet\n---\n", ":3:", "billet"),
    ("---\nheadline: [Un, titre\n---\n", ":", ""),
    ("---\nheadline: Un titre\nbyline: Jeanne\n---\n", ":3:", "a list belongs here"),
    (
        "---\nheadline: Un titre\nbyline: [Jeanne, [12]]\n---\n",
        ":3:",
        "a signature is a name",
    ),
    ("---\nheadline: Un titre\nteaser_ends_after: -1\n---\n", ":3:", "a whole number"),
    ("---\nheadline: Un titre\nheadline: Deux\n---\n", ":3:", "stands here twice"),
    ("---\nheadline: Un titre\npublished: hier\n---\n", ":3:", "no date"),
    (
        "---\nheadline: Un titre\npublished: 2026-03-29 02:30\n---\n",
        ":3:",
        "clocks change",
    ),
    ("---\nheadline: Un titre\nlanguage: français\n---\n", ":3:", "language"),
    ("---\nheadline: Un titre\naddress: pas/un/chemin\n---\n", ":3:", "no address"),
    ("---\nheadline: Un titre\nid: 12\n---\n", ":3:", "UUID"),
    ("---\nheadline: Un titre\nkind: pickup\n---\n\nTexte.\n", ":1:1", "source_credit"),
    ("---\nheadline: Un titre\nlead:\n  picture: a.jpg\n---\n", ":", "no credit"),
    (
        "---\nheadline: Un titre\nlead:\n  picture: a.jpg\n  credit: Moi\n---\n",
        ":4:",
        "a.jpg",
    ),
    ("---\nheadline: Un titre\n---\n\nTexte.\n\n:::box\nOuvert.\n", ":7:1", "not closed"),
    ("---\nheadline: Un titre\n---\n\n:::\n", ":5:1", "closes nothing"),
    ("---\nheadline: Un titre\n---\n\n:::encart\nTexte.\n:::\n", ":5:1", "no directive"),
    (
        "---\nheadline: Un titre\n---\n\n:::embed title=\"x\"\nTexte.\n:::\n",
        ":5:1",
        "needs `address",
    ),
    (
        "---\nheadline: Un titre\n---\n\nOn compte [29 morts]{figure value=\"29\"}.\n",
        ":5:21",
        "who says so",
    ),
    (
        "---\nheadline: Un titre\n---\n\nOn compte [29 morts]{figure value=\"vingt\" who=\"x\"}.\n",
        ":5:21",
        "decimal number",
    ),
    ("---\nheadline: Un titre\n---\n\n![Un pont](pont.jpg)\n", ":5:1", "needs a credit"),
];

#[test]
fn a_broken_manuscript_says_where_and_is_not_stored() {
    on_both(|paper, _| {
        paper.write("bon.md", &news("Un bon article", "Texte."));
        for (index, (text, ..)) in BROKEN.iter().enumerate() {
            paper.write(&format!("casse-{index:02}.md"), text);
        }
        paper
            .write_bytes("casse-latin1.md", b"# Le caf\xe9 ferme\n")
            .write_bytes("casse-nul.md", b"# Titre\n\nUn \0 nul.\n");
        let ran = paper.import().refused("casse-00.md");
        for (index, (text, place, words)) in BROKEN.iter().enumerate() {
            let name = format!("casse-{index:02}.md{place}");
            let line = ran.complained.lines().find(|line| line.contains(&name) && !line.contains("-->"));
            let line = line.unwrap_or_else(|| panic!("`{name}` is not named for {text:?} in:\n{}", ran.complained));
            assert!(line.contains(words), "{text:?} was refused with: {line}");
        }
        assert!(ran.complained.contains("casse-latin1.md:1:1: the file is not UTF-8") && ran.complained.contains("casse-nul.md:3:4"));
        assert!(
            ran.said.contains(&format!(
                "1 new, 0 changed, 0 placed anew, 0 unchanged, {} refused",
                BROKEN.len() + 2
            )),
            "{}",
            ran.said
        );
        assert!(paper.run(&["verify"]).well().said.contains("1 versions of 1 articles"));
    });
}

#[test]
fn a_faulty_paper_toml_is_refused_with_its_place() {
    on_both(|paper, _| {
        paper.write("paper.toml", "name = \"Journal\"\nzone = \"Europe/Nulle\"\n");
        paper.import().refused("is no time zone");
        paper.write("paper.toml", "name = \"Journal\"\nnom = \"x\"\n");
        let ran = paper.import().refused("paper.toml");
        assert!(ran.complained.contains("line 2"), "{}", ran.complained);
    });
}

#[test]
fn nesting_without_end_is_a_located_error_and_never_a_crash() {
    on_both(|paper, _| {
        paper.write("bon.md", &news("Un bon article", "Texte."));
        paper.write("citations.md", &format!("# Titre\n\n{}a\n", "> ".repeat(10_000)));
        paper.write("listes.md", &format!("# Titre\n\n{}a\n", "- ".repeat(5_000)));
        paper.write(
            "encadres.md",
            &format!("# Titre\n\n{}x\n{}", ":::box title=\"x\"\n".repeat(5_000), ":::\n".repeat(5_000)),
        );
        paper.write("permis.md", &format!("# Permis\n\n{}a\n", "> ".repeat(12)));
        let ran = paper.import().refused("more than twelve deep");
        assert!(ran.said.starts_with("2 new") && ran.said.contains("3 refused"), "{}", ran.said);
        assert!(ran.complained.contains("citations.md:3:"), "{}", ran.complained);
    });
}
