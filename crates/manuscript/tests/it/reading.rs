//! Reading manuscripts as journalists write them.

use manuscript::body::Block;
use manuscript::copy::Copy;
use manuscript::language::Language;
use manuscript::markdown::{Defaults, Manuscript, read};
use manuscript::text::{Inline, Mark, words_of};
use manuscript::words::{Bound, Kind};

fn manuscript(file: &str) -> Manuscript {
    let defaults = Defaults {
        language: Language::french(),
        zone: jiff::tz::TimeZone::get("Europe/Paris").unwrap(),
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
fn raw_html_and_code_are_text() {
    assert_eq!(
        words_of(&paragraph("Un <b>mot</b> et `du code` &amp; `<!-- note -->`.")),
        "Un <b>mot</b> et du code & <!-- note -->."
    );
    let block = copy("<div onclick=\"x\">\nBloc\n</div>").body;
    assert_eq!(block[0].words(), "<div onclick=\"x\"> Bloc </div>");
    assert!(copy("```\nligne 1\n:::box\n```").body[0].words().contains(":::box"));
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
    assert_eq!(words("<div><!-- a -->Bloc</div>"), ["<div>Bloc</div>"]);
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
