//! Reading manuscripts as journalists write them.

use manuscript::body::{Block, Scope};
use manuscript::copy::Copy;
use manuscript::language::Language;
use manuscript::markdown::{Defaults, Manuscript, read};
use manuscript::text::{Inline, Mark, words_of};
use manuscript::words::{Bound, Kind};

fn manuscript(file: &str) -> Manuscript {
    let defaults = Defaults {
        language: Language::french(),
        zone: jiff::tz::TimeZone::get("Europe/Paris").unwrap(),
        markup: &arrivals::Arrivals,
    };
    read(file, &defaults).unwrap_or_else(|malformed| panic!("{malformed} in {file}"))
}

fn copy(body: &str) -> Copy {
    manuscript(&format!("---\nheadline: Titre\n---\n\n{body}\n")).copy
}

fn paragraph(body: &str) -> Vec<Inline> {
    match copy(body).body.first() {
        Some(Block::Paragraph(node)) => node.content.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn html_is_read_and_code_is_text() {
    assert_eq!(
        words_of(&paragraph("Un <b>mot</b> et `du code` &amp; `<!-- note -->`.")),
        "Un mot et du code & <!-- note -->."
    );
    let block = copy("<div onclick=\"x\">\nBloc\n</div>").body;
    assert_eq!(block[0].words(), "Bloc");
}

fn code_of(body: &str) -> (Option<String>, String) {
    match copy(body).body.as_slice() {
        [manuscript::Block::Code(code)] => (code.attrs.language.clone(), code.letters()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn code_is_kept_to_the_byte() {
    let lines = "fn a() {\n\tb  \n\n    :::box\n:::\n<!-- c -->\n« e\u{301} » ; &amp; \\*\n}";
    assert_eq!(code_of(&format!("```rust\n{lines}\n```")), (Some("rust".into()), lines.into()));
    assert_eq!(code_of(&format!("~~~~\n~~~\n{lines}\n~~~~")), (None, format!("~~~\n{lines}")));
    assert_eq!(code_of("    un\n\n      deux\n"), (None, "un\n\n  deux".into()));
    assert_eq!(code_of("```\n```"), (None, String::new()));
    assert_eq!(code_of("```\n\n\n```"), (None, "\n".into()));
    assert_eq!(
        code_of("```js title=\"a.js\" {1,3}\na\n```").0.as_deref(),
        Some("js title=\"a.js\" {1,3}")
    );
    assert_eq!(code_of("```\r\na\r\nb\r\n```"), (None, "a\nb".into()));
    let file = "---\r\nheadline: Titre\r\n---\r\n\r\n````\r\n```\r\n:::\r\n````\r\n\r\nFin.\r\n";
    assert_eq!(manuscript(file).copy.body.len(), 2);
}

#[test]
fn code_in_a_line_and_struck_words_are_marked() {
    let pieces = paragraph("Lancez `rm  -rf *` puis ~~lundi~~ mardi, ``a`b`` et [x|y]{code}.");
    let marked = |mark: &Mark| -> Vec<&str> {
        let with = pieces.iter().filter(|piece| piece.marks() == [mark.clone()]);
        with.filter_map(|piece| match piece {
            Inline::Text { text, .. } => Some(text.as_str()),
            Inline::HardBreak { .. } | Inline::FootnoteReference { .. } => None,
        })
        .collect()
    };
    assert_eq!(marked(&Mark::Code), ["rm  -rf *", "a`b", "x|y"]);
    assert_eq!(marked(&Mark::Struck), ["lundi"]);
}

#[test]
fn where_only_running_text_stands_code_is_code_in_it() {
    let caption = copy(":::image picture=\"a.jpg\" credit=\"AFP\" alt=\"x\"\n```\na\nb\n```\n:::").body;
    let manuscript::Block::Image(image) = &caption[0] else {
        panic!("{caption:?}")
    };
    assert_eq!(words_of(&image.content), "a b");
    assert!(image.content[0].is_code());
}

#[test]
fn a_language_that_cannot_stand_behind_a_fence_stands_in_a_directive() {
    assert_eq!(
        code_of(":::code language=\"du `C`\"\n```\na\n```\n:::"),
        (Some("du `C`".into()), "a".into())
    );
    let refused = refused(":::code\nTexte.\n:::");
    assert!(refused.said.fr.contains("un bloc de code"), "{refused}");
    assert_eq!(refused.line, 5);
}

#[test]
fn headings_are_as_deep_as_they_are_written() {
    for level in 2..=6 {
        let body = copy(&format!("{} Titre", "#".repeat(level))).body;
        assert!(matches!(&body[0], manuscript::Block::Heading(node) if usize::from(node.attrs.level) == level));
    }
}

#[test]
fn a_comment_is_read_by_nobody() {
    let words = |body: &str| copy(body).body.iter().map(manuscript::Block::words).collect::<Vec<_>>();
    assert_eq!(words("Un mot <!-- à vérifier --> et la suite."), ["Un mot et la suite."]);
    assert_eq!(words("Un mot<!-- a\nb -->, la suite."), ["Un mot, la suite."]);
    assert_eq!(
        words("<!-- a -->\n\nTexte.\n\n<!--\n\n:::box\n\nb\n:::\n-->\n\nFin."),
        ["Texte.", "Fin."]
    );
    assert_eq!(words("<div><!-- a -->Bloc</div>"), ["Bloc"]);
    assert_eq!(words("- un <!-- a -->\n- <!-- b --> deux"), ["un\ndeux"]);
    assert_eq!(words(":::box title=\"x\"\n<!-- a -->\nTexte.\n:::"), ["Texte."]);
    let file = "---\nheadline: Titre <!-- a -->\nkicker: <!-- b -->\nstandfirst: Chapô <!-- c -->.\n---\n\nTexte.\n";
    let copy = manuscript(file).copy;
    assert_eq!((copy.headline.as_str(), copy.kicker), ("Titre", None));
    assert_eq!(words_of(&copy.standfirst), "Chapô .");
}

#[test]
fn a_comment_is_read_by_nobody_wherever_a_text_may_stand() {
    let file = "---\nheadline: Titre\nbyline:\n  - name: Léa Brun <!-- secret -->\n    role: envoyée <!-- secret -->\nsource_credit: {name: \"Un média <!-- secret -->\", address: \"https://a.fr/\"}\nsection: Europe <!-- secret -->\ntopics: [\"pont <!-- secret -->\"]\nlead: {picture: a.jpg, alt: \"Un pont <!-- secret -->\", credit: \"AFP <!<!-- secret -->-- secret -->\"}\n---\n\n:::box title=\"Boîte <!-- secret -->\"\nTexte.\n:::\n\n![Un pont <!-- secret -->](b.jpg \"Légende <!-- secret -->\"){credit=\"AFP <!-- secret -->\"}\n\n[29 morts]{figure value=\"29\" who=\"la maire <!-- secret -->\"}.\n";
    let mut read = manuscript(file);
    read.leave_comments_out_of_names();
    assert_eq!(
        (read.section.as_deref(), read.topics.as_slice()),
        (Some("Europe"), &["pont".to_owned()][..])
    );
    let copy = serde_json::to_string(&read.copy).unwrap();
    assert!(!copy.contains("secret"), "{copy}");
    assert!(
        copy.contains("la maire") && copy.contains("Boîte") && copy.contains("AFP"),
        "{copy}"
    );
}

#[test]
fn a_name_that_nobody_sees_or_that_turns_what_follows_is_refused() {
    let defaults = Defaults {
        language: Language::french(),
        zone: jiff::tz::TimeZone::UTC,
        markup: &arrivals::Arrivals,
    };
    for key in [
        "byline: \"\\u200b\"",
        "byline: \"Léa \\u202eBrun\"",
        "dossiers: [\"Le \\u2067pont\"]",
    ] {
        let file = format!("---\nheadline: Titre\n{key}\n---\n\nTexte.\n");
        read(&file, &defaults).expect_err(key);
    }
}

#[test]
fn a_comment_that_never_ends_is_refused_at_its_place() {
    let defaults = Defaults {
        language: Language::french(),
        zone: jiff::tz::TimeZone::UTC,
        markup: &arrivals::Arrivals,
    };
    for (body, place) in [("Un mot <!-- et plus\n\nTexte.", (5, 8)), ("Texte.\n\n<!-- a\n\nb", (7, 1))] {
        let malformed = read(&format!("---\nheadline: Titre\n---\n\n{body}\n"), &defaults).unwrap_err();
        assert_eq!((malformed.line, malformed.column), place, "{malformed}");
        assert!(malformed.said.en.contains("never closed"), "{malformed}");
    }
    let shown = copy("On écrit \\<!-- pour un commentaire.").body[0].words();
    assert_eq!(shown, "On écrit <!-- pour un commentaire.");
}

#[test]
fn beside_a_picture_no_space_is_left_over() {
    let body = copy("Avant ![Un pont](pont.jpg \"Le pont\"){credit=\"AFP\"} et après.").body;
    let words: Vec<String> = body.iter().map(manuscript::Block::words).collect();
    assert_eq!((words[0].as_str(), words[2].as_str()), ("Avant", "et après."));
}

#[test]
fn a_figure_may_stand_inside_a_quotation_and_both_are_kept() {
    let pieces = paragraph(
        "Elle dit [« au moins [29 morts]{figure value=\"29\" bound=\"at_least\" who=\"la maire\"} »]{quote speaker=\"Jeanne Auber\"}.",
    );
    let figure = pieces
        .iter()
        .find(|piece| matches!(piece, Inline::Text { text, .. } if text == "29 morts"))
        .unwrap();
    assert!(
        figure
            .marks()
            .iter()
            .any(|mark| matches!(mark, Mark::Figure(figure) if figure.bound == Some(Bound::AtLeast)))
    );
    assert!(
        figure
            .marks()
            .iter()
            .any(|mark| matches!(mark, Mark::Quote(quote) if quote.speaker == "Jeanne Auber"))
    );
    assert_eq!(words_of(&pieces), "Elle dit « au moins 29 morts ».");
}

#[test]
fn brackets_that_open_no_span_are_text() {
    for text in ["[sic]", "[...] puis [x] {y}", "[a]{b}", "un ] et un [", "[x]{ }"] {
        assert_eq!(words_of(&paragraph(text)), text);
    }
}

#[test]
fn link_definitions_hold_across_directives() {
    let body = copy("Voir [ici][1].\n\n:::box\nEt [là][1].\n:::\n\n[1]: https://exemple.fr/x\n").body;
    let mut links = 0;
    manuscript::body::each_block(&body, &mut |block| {
        for piece in block.texts().into_iter().flatten() {
            links += usize::from(
                piece
                    .marks()
                    .iter()
                    .any(|mark| matches!(mark, Mark::Link(link) if link.href == "https://exemple.fr/x")),
            );
        }
    });
    assert_eq!(links, 2);
}

#[test]
fn the_front_matter_says_everything_in_the_papers_words() {
    let file = "---\nkind: pickup\nkicker: Surtitre\nheadline: Titre\nsource_credit: {name: Le Bief, address: https://b.example}\n\
        byline:\n  - Léa Rivet\n  - {name: Paul Anselme, role: photographies}\n  - {agency: AFP}\nlanguage: en\npublished: 2026-07-01 08:30\n\
        topics: [Eau, Ponts]\naccess: registered\nteaser_ends_after: 3\nlead: {picture: a.jpg, credit: Moi, focal: [40, 60], taken: 1928, archives: true}\n---\n";
    let read = manuscript(file);
    assert_eq!(
        (read.copy.kind, read.copy.byline.len(), read.topics.len(), read.teaser_ends_after),
        (Kind::Pickup, 3, 2, Some(3))
    );
    assert_eq!(
        read.published.unwrap().rfc3339(),
        "2026-07-01T06:30:00Z",
        "local time of the paper, in summer"
    );
    let lead = read.copy.lead.unwrap();
    assert_eq!(
        (lead.image.focal, lead.image.taken.as_deref(), lead.image.archives),
        (Some((40, 60)), Some("1928"), true)
    );
}

#[test]
fn windows_line_ends_a_byte_order_mark_and_decomposed_accents_are_read() {
    let read = manuscript("\u{feff}---\r\nheadline: E\u{301}te\u{301}\r\n---\r\n\r\nUn.\r\n\r\nDeux.\r\n");
    assert_eq!((read.copy.headline.as_str(), read.copy.body.len()), ("Été", 2));
}

#[test]
fn yaml_that_looks_like_a_number_or_a_truth_is_still_a_headline() {
    for headline in ["2012", "true", "no", "1e3", "0x10", "~x", "null et rien"] {
        assert_eq!(manuscript(&format!("---\nheadline: {headline}\n---\n")).copy.headline, headline);
    }
}

#[test]
fn tasks_say_whether_they_are_done() {
    let tasks = |body: &str| -> Vec<(Option<bool>, String)> {
        let manuscript::Block::List(list) = &copy(body).body[0] else {
            panic!("{body}")
        };
        let items = list.content.iter();
        items
            .map(|item| {
                let words: Vec<String> = item.content.iter().map(manuscript::Block::words).collect();
                (item.attrs.map(|task| task.done), words.join("/"))
            })
            .collect()
    };
    assert_eq!(
        tasks("- [x] Relire\n- [ ] Publier\n- Ni l’un ni l’autre\n- \\[x\\] écrit"),
        [
            (Some(true), "Relire".into()),
            (Some(false), "Publier".into()),
            (None, "Ni l’un ni l’autre".into()),
            (None, "[x] écrit".into()),
        ]
    );
    assert_eq!(
        tasks("1. [X] Un\n\n   Suite\n\n2. [ ] Deux\n\n   - [x] Trois"),
        [(Some(true), "Un/Suite".into()), (Some(false), "Deux/Trois".into())]
    );
    assert_eq!(
        tasks(":::list\n:::item task=\"done\"\nUn\n\n> Deux\n:::\n:::"),
        [(Some(true), "Un/Deux".into())]
    );
    assert_eq!(refused(":::list\n:::item task=\"later\"\nUn\n:::\n:::").line, 6);
}

#[test]
fn an_anchor_stands_behind_its_heading() {
    let heading = |body: &str| match copy(body).body.as_slice() {
        [manuscript::Block::Heading(heading)] => (words_of(&heading.content), heading.attrs.anchor.clone()),
        other => panic!("{other:?}"),
    };
    assert_eq!(heading("## Le pont {#le-pont}"), ("Le pont".into(), Some("le-pont".into())));
    assert_eq!(heading("## Le pont   {#p2} ##"), ("Le pont".into(), Some("p2".into())));
    assert_eq!(heading("Le pont {#pont}\n---"), ("Le pont".into(), Some("pont".into())));
    assert_eq!(heading("## [Le pont]{strong} {#pont}"), ("Le pont".into(), Some("pont".into())));
    assert_eq!(heading("## {#pont}"), (String::new(), Some("pont".into())));
    for no_anchor in [
        "Le pont \\{#pont}",
        "Le pont {#Été}",
        "Le pont {#2}",
        "Le pont {pont}",
        "Le pont {#a} b",
        "Le `pont {#pont}`",
    ] {
        assert_eq!(heading(&format!("## {no_anchor}")).1, None, "{no_anchor}");
    }
    for (body, said) in [
        ("## Un {#a}\n\n## Deux {#a}", "two headings have the anchor `a`"),
        ("## Un {#menu}", "the page itself has an anchor `menu`"),
    ] {
        let refused = refused(body);
        assert!(refused.said.en.contains(said), "{refused}");
    }
}

#[test]
fn a_cell_may_be_a_head_and_span() {
    let body = ":::table columns=\"none none\"\n:::row\n:::cell scope=\"none\" colspan=\"2\"\nUn\n:::\n:::\n:::row\n:::cell scope=\"row\" rowspan=\"2\"\nDeux\n:::\n:::cell\nTrois\n:::\n:::\n:::";
    let manuscript::Block::Table(table) = &copy(body).body[0] else {
        panic!()
    };
    let forms: Vec<_> = table.content.iter().flat_map(|row| &row.content).map(|cell| cell.attrs).collect();
    assert_eq!((forms[0].scope, forms[0].colspan, forms[0].rowspan), (Some(Scope::None), 2, 1));
    assert_eq!((forms[1].scope, forms[1].colspan, forms[1].rowspan), (Some(Scope::Row), 1, 2));
    assert!(forms[2].is_plain());
    for (attributes, said) in [
        ("colspan=\"0\"", "`colspan` is a whole number from 1 to 100"),
        ("rowspan=\"many\"", "`rowspan` is a whole number from 1 to 100"),
        ("scope=\"side\"", "column, row, none"),
        ("width=\"3\"", "width"),
    ] {
        let refused = refused(&body.replace("scope=\"row\" rowspan=\"2\"", attributes));
        assert!(refused.said.en.contains(said), "{refused}");
        assert_eq!(refused.line, 12, "{refused}");
    }
}

/// The labels that a text calls, and the notes with their words.
fn notes_of(body: &str) -> (Vec<String>, Vec<(String, String)>) {
    let copy = copy(body);
    let called = copy
        .texts()
        .into_iter()
        .flatten()
        .filter_map(|piece| piece.called().map(str::to_owned));
    let mut notes = Vec::new();
    manuscript::body::each_block(&copy.body, &mut |block| {
        if let Block::Footnote(note) = block {
            let words: Vec<String> = note.content.iter().map(Block::words).collect();
            notes.push((note.attrs.label.clone(), words.join("/")));
        }
    });
    (called.collect(), notes)
}

#[test]
fn notes_are_called_by_their_labels_wherever_they_stand() {
    let note = |label: &str, words: &str| (label.to_owned(), words.to_owned());
    assert_eq!(
        notes_of(
            "Un fait[^1] et *un autre*[^B].\n\n[^1]: La [source](https://a.fr).\n[^b]: Deux\n    lignes.\n\n    Et un alinéa.\n\nFin."
        ),
        (
            vec!["1".into(), "b".into()],
            vec![note("1", "La source."), note("b", "Deux lignes./Et un alinéa.")]
        )
    );
    // In another stretch than the note: inside and behind a directive.
    assert_eq!(
        notes_of("[^1]: Une note.\n\n:::box title=\"x\"\nUn fait[^1].\n:::\n\nUn autre ![^1]"),
        (vec!["1".into(), "1".into()], vec![note("1", "Une note.")])
    );
    assert_eq!(
        notes_of("Un fait[]{footnote label=\"à voir\"}.\n\n:::footnote label=\"à voir\"\nUne note.\n:::"),
        (vec!["à voir".into()], vec![note("à voir", "Une note.")])
    );
    assert_eq!(
        notes_of("Un fait[^9], \\[^1] et `[^1]`.\n\n[^1]: Une note.").0,
        Vec::<String>::new()
    );
    assert_eq!(copy("Un fait[^9].").body[0].words(), "Un fait[^9].");
    let twice = refused("Un[^1].\n\n[^1]: Une note.\n\n[^1]: Une autre.");
    assert!(twice.said.fr.contains("deux notes de bas de page s’appellent « 1 »"), "{twice}");
}

fn refused(body: &str) -> manuscript::markdown::Malformed {
    let defaults = Defaults {
        language: Language::french(),
        zone: jiff::tz::TimeZone::UTC,
        markup: &arrivals::Arrivals,
    };
    read(&format!("---\nheadline: Titre\n---\n\n{body}\n"), &defaults).unwrap_err()
}
